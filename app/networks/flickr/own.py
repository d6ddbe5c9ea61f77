"""List the photos of the person's own account, hidden ones included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from app.model.audience import Audience
from app.model.photo import Photo, PhotoKind, Skipped, Tagged
from app.model.problem import Limited, ListIncomplete
from app.model.text import Text, say
from app.networks.bearer import unreadable
from app.networks.fields import is_rows, record, rows
from app.networks.flickr.call import Failed, good, part, read
from app.networks.flickr.names import content, member, number
from app.networks.flickr.photos import EXTRAS, names_of, photo_id, photo_of
from app.networks.network import Mark
from app.networks.portraits import portrait

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.session import Session

# The most is 500; each public photo of a page costs one more call for the people in it.
PAGE: Final = 250
_ALBUM_PAGE = 500
# 3,600 calls an hour for one key (flickr.com/services/developer/api); Flickr switches off keys that ask for more.
MOST_CALLS: Final = 3_500
_HOUR = timedelta(hours=1)
# Ten bytes or so each: more photos in albums than this are listed without the album's name.
_MOST_IN_ALBUMS = 200_000
_MOST_PAGES = 5_000


@dataclass(slots=True)
class _Calls:
    """Counts calls, and stops before Flickr has to: it tells nobody how many are left."""

    session: Session
    since: datetime
    made: int = 0

    def read(self, method: str, **args: str | int) -> Mapping[str, object] | Failed:
        now = self.session.web.now()
        if now - self.since >= _HOUR:
            self.since, self.made = now, 0
        if self.made >= MOST_CALLS:
            until = self.since + _HOUR
            raise Limited(
                say("Flickr allows 3,600 questions an hour, and we have asked as many."),
                say("What was seen so far is good. Go on after that time."),
                until,
            )
        self.made += 1
        return read(self.session, method, **args)


def own(session: Session, resume: str = "") -> Iterator[Listed]:
    """List the profile picture, then every photo and film, newest first; the cursor is the number of a page.

    Raises SignInExpired, SignInNeeded, Limited, ListIncomplete, NetworkRefused or a Problem of the web.
    """
    calls = _Calls(session, session.web.now())
    page = number(resume) or 1
    if page == 1:
        yield from _portrait(session, good(calls.read("people.getInfo", user_id=session.account.remote_id)))
    albums = _albums(calls)
    for at in range(page, _MOST_PAGES):
        told = record(
            good(calls.read("people.getPhotos", user_id="me", extras=EXTRAS, per_page=PAGE, page=at)).get(
                "photos"
            )
        )
        if not is_rows(told.get("photo")):
            raise unreadable("Flickr")
        for entry in rows(told.get("photo"))[: 2 * PAGE]:
            yield _seen(calls, record(entry), albums)
        if at >= (number(told.get("pages")) or 0):
            _whole(session, told, at)
            return
        yield Mark(cursor=str(at + 1))


def _whole(session: Session, told: Mapping[str, object], page: int) -> None:
    """Raise ListIncomplete where Flickr counts photos but lists none."""
    total = number(told.get("total"))
    if page == 1 and total and not rows(told.get("photo")):
        raise ListIncomplete(
            say(
                "Flickr counts {count} photos of {handle}, but lists none.",
                count=total,
                handle=session.account.handle,
            ),
            say("Try again later. Until then, do not take it that nothing is there."),
        )


def _seen(calls: _Calls, entry: Mapping[str, object], albums: Mapping[str, str]) -> Photo | Skipped:
    session = calls.session
    key = photo_id(entry.get("id"))
    photo = photo_of(session.account, entry, session.web.now(), albums.get(key, ""))
    if isinstance(photo, Text):
        return Skipped(where=key or session.account.handle, why=photo)
    # Only on a photo that strangers see do the names in it tell them anything.
    if photo.visibility.value is not Audience.PUBLIC:
        return photo
    told = calls.read("photos.people.getList", photo_id=key)
    names = [] if isinstance(told, Failed) else names_of(told)
    return replace(photo, people=tuple(Tagged(name=name, basis="tag") for name in names))


def _portrait(session: Session, told: Mapping[str, object]) -> Iterator[Photo]:
    """Yield the profile picture. Without one, Flickr gives the server number 0 (flickr.com/services/api/misc.buddyicons)."""
    person = record(told.get("person"))
    server, farm = number(person.get("iconserver")), number(person.get("iconfarm"))
    nsid = member(person.get("nsid")) or session.account.remote_id
    if server and farm is not None and nsid:
        files = session.account.server or f"https://farm{farm}.staticflickr.com"
        base = f"{files}/{server}/buddyicons/{nsid}"
        yield portrait(
            session.account, PhotoKind.AVATAR, f"{base}_r.jpg", session.web.now(), preview=f"{base}.jpg"
        )


def _albums(calls: _Calls) -> Mapping[str, str]:
    """Return the title of the (first) album of each photo."""
    found: dict[str, str] = {}
    for number_of_album, title in _album_titles(calls):
        for at in range(1, _MOST_PAGES):
            told = calls.read(
                "photosets.getPhotos", photoset_id=number_of_album, per_page=_ALBUM_PAGE, page=at
            )
            album = part(told, "photoset")
            for entry in rows(album.get("photo"))[:_ALBUM_PAGE]:
                if len(found) >= _MOST_IN_ALBUMS:
                    return found
                found.setdefault(photo_id(record(entry).get("id")), title)
            if at >= (number(album.get("pages")) or 0):
                break
    return found


def _album_titles(calls: _Calls) -> Iterator[tuple[str, str]]:
    for at in range(1, _MOST_PAGES):
        told = calls.read("photosets.getList", per_page=_ALBUM_PAGE, page=at)
        listed = part(told, "photosets")
        for one in rows(listed.get("photoset"))[:_ALBUM_PAGE]:
            album = record(one)
            key, title = photo_id(album.get("id")), content(album.get("title"), 200)
            if key and title:
                yield key, title
        if at >= (number(listed.get("pages")) or 0):
            return
