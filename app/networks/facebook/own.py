"""List the photos that the person posted on Facebook, then those in which somebody named them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from app.model.photo import Photo, PhotoKind
from app.model.problem import Limited, NetworkRefused, SignInExpired
from app.networks.facebook.names import SITE, api
from app.networks.facebook.photos import FIELDS, Told, photo_of
from app.networks.facebook.privacy import word
from app.networks.fields import address, record
from app.networks.graph import Graph, graph, number
from app.networks.network import Mark
from app.networks.portraits import portrait

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.session import Session

# One question for the posts of a page may name 50 (developers.facebook.com, reading by ids; recalled).
PAGE: Final = 50
_SHELVES: Final = ("uploaded", "tagged")
# A hundred bytes or so each: of more albums than this, only what comes with the photo is known.
_MOST_ALBUMS = 20_000


def own(session: Session, resume: str = "") -> Iterator[Listed]:
    """List the profile picture and the cover, then the photos, newest first.

    Raises SignInExpired, SignInNeeded, Limited, ListIncomplete, NetworkRefused or a Problem of the web.
    """
    asked = graph(session, api(session.account.server))
    shelf, _, after = resume.partition(" ")
    if shelf not in _SHELVES:
        shelf, after = _SHELVES[0], ""
        yield from _portraits(session, asked)
    albums = _albums(asked)
    for name in _SHELVES[_SHELVES.index(shelf) :]:
        yield from _shelf(session, asked, albums, name, after)
        after = ""


def _shelf(
    session: Session, asked: Graph, albums: Mapping[str, str], shelf: str, after: str
) -> Iterator[Listed]:
    is_tagged = shelf == "tagged"
    yield Mark(cursor=f"{shelf} {after}")
    for page in asked.pages("me/photos", {"type": shelf, "fields": FIELDS, "limit": PAGE}, after):
        entries = [record(one) for one in page.entries]
        posts = _posts(asked, entries)
        for entry in entries:
            if is_tagged and number(record(entry.get("from")).get("id")) == session.account.remote_id:
                # The person's own, and listed already.
                continue
            album = record(entry.get("album"))
            given = word(album.get("privacy"))
            told = Told(
                post=posts.get(number(entry.get("page_story_id"))),
                album=albums.get(number(album.get("id"))) if given is None else given,
                as_of=session.web.now(),
            )
            yield photo_of(session.account, entry, told, is_tagged=is_tagged)
        if page.after:
            yield Mark(cursor=f"{shelf} {page.after}")


def _posts(asked: Graph, entries: Sequence[Mapping[str, object]]) -> Mapping[str, str]:
    """Return the word for who may see each post of a page. Where Facebook does not tell, the albums decide."""
    ids = list(dict.fromkeys(one for one in (number(entry.get("page_story_id")) for entry in entries) if one))
    found: dict[str, str] = {}
    for at in range(0, len(ids), PAGE):
        some = ids[at : at + PAGE]
        told = _told(asked, {"ids": ",".join(some), "fields": "privacy"})
        words = {one: word(record(told.get(one)).get("privacy")) for one in some}
        found.update({one: said for one, said in words.items() if said is not None})
    return found


def _told(asked: Graph, params: Mapping[str, str | int]) -> Mapping[str, object]:
    """Ask for what may be refused: one post that is not for this token makes Facebook refuse all of them."""
    try:
        return asked.get("", why="list", params=params)
    except (SignInExpired, Limited):
        raise
    except NetworkRefused:
        return {}


def _albums(asked: Graph) -> Mapping[str, str]:
    """Return the word for who may see each album; without a right to them there is none."""
    found: dict[str, str] = {}
    try:
        for page in asked.pages("me/albums", {"fields": "id,privacy", "limit": 100}):
            for one in (record(each) for each in page.entries):
                key, said = number(one.get("id")), word(one.get("privacy"))
                if key and said is not None and len(found) < _MOST_ALBUMS:
                    found[key] = said
    except (SignInExpired, Limited):
        raise
    except NetworkRefused:
        return found
    return found


def _portraits(session: Session, asked: Graph) -> Iterator[Photo]:
    """Yield the profile picture and the cover, which are open to everybody (Facebook's own rule)."""
    told = asked.get("me", why="profile", params={"fields": "id,picture.width(2048),cover"})
    picture = record(record(told.get("picture")).get("data"))
    now = session.web.now()
    for kind, url in (
        (PhotoKind.AVATAR, "" if picture.get("is_silhouette") is True else address(picture.get("url"), SITE)),
        (PhotoKind.BANNER, address(record(told.get("cover")).get("source"), SITE)),
    ):
        if url:
            yield portrait(session.account, kind, url, now)
