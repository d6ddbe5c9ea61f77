"""Read the pictures out of posts and profiles of a Bluesky repository, and judge who may see them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, TypeAlias
from urllib.parse import quote, urlencode

from app.model.account import Account
from app.model.audience import Audience, Basis, Reason, Visibility, effective
from app.model.photo import Photo, PhotoKind, Skipped, Tagged, new_photo
from app.model.text import Text, say
from app.networks.bluesky.names import did_of, is_this_computer
from app.networks.fields import is_rows, moment, record, rows, side, text

POSTS = "app.bsky.feed.post"
BLOB = "/xrpc/com.atproto.sync.getBlob"
CDN = "https://cdn.bsky.app/img"
# The door in front of Bluesky's own servers. No account's files lie here.
ENTRY = "https://bsky.social"
FILMS = "https://video.bsky.app/watch"

LONGEST_URI = 1000
_LONGEST_CAPTION = 5_000
_LONGEST_ALT = 10_000
# Four in app.bsky.embed.images, twenty in app.bsky.embed.gallery; a third-party program may write what it likes.
_MOST_PICTURES = 100
_MOST_FACETS = 200
# aspectRatio is pixels in most programs and a mere 4:3 in some; no photo is smaller than this.
_SMALLEST_SIDE = 64
CID = re.compile(r"[A-Za-z0-9]{8,200}")
_RECORD_KEY = re.compile(r"[A-Za-z0-9._~:-]{1,512}")
ASKS_APPS = "!no-unauthenticated"

_LISTS = {"app.bsky.embed.images": "images", "app.bsky.embed.gallery": "items"}
_FILM = "app.bsky.embed.video"
# A link's preview picture is copied from the linked page, and a quoted post is somebody else's.
_NOT_THEIRS = frozenset({"app.bsky.embed.external", "app.bsky.embed.record"})


# One file of a repository: content id, what it is, its words, width and height in pixels. A plain tuple, for one is made
# for every picture of a list, and a class with names takes longer to make than all that is read into it.
Blob: TypeAlias = tuple[str, PhotoKind, str, int | None, int | None]


def visibility(profile: Mapping[str, object], as_of: datetime | None) -> Visibility:
    """Return who may see an account's pictures: everybody, by the rule of the network.

    The switch "discourage apps from showing my account to logged-out users" is a request to apps; every server goes on
    answering strangers, so it changes nothing but the chain of reasons.
    """
    ways = [Reason(basis=Basis.NETWORK_RULE, audience=Audience.PUBLIC)]
    labels = rows(record(profile.get("labels")).get("values"))[:100]
    if any(record(one).get("val") == ASKS_APPS for one in labels):
        ways.append(Reason(basis=Basis.ACCOUNT_SETTING, audience=Audience.PUBLIC, raw=ASKS_APPS))
    return effective(ways, as_of=as_of)


def portraits(account: Account, profile: Mapping[str, object], seen: Visibility) -> Iterator[Photo | Skipped]:
    """Yield avatar and banner of a profile record. Another file is another photo, so the file makes the key."""
    for kind, name in ((PhotoKind.AVATAR, "avatar"), (PhotoKind.BANNER, "banner")):
        given = profile.get(name)
        if given is None:
            continue
        cid = cid_of(given)
        if not cid:
            yield Skipped(where=name, why=say("The record does not name the file of this profile picture."))
            continue
        at = _addresses(account.server, account.remote_id)
        blob = cid, kind, "", None, None
        yield _photo(account, at, f"{kind}:{cid}", blob, account.url, seen)


class _Addresses(NamedTuple):
    """How the addresses of one account begin. `cache` is "" where the network keeps no copies of its files."""

    posts: str
    page: str
    file: str
    film: str
    cache: str


@lru_cache(maxsize=8)
def _addresses(server: str, did: str) -> _Addresses:
    """Return how an account's addresses begin. An export tells no server: then its files are wherever it lives."""
    return _Addresses(
        posts=f"at://{did}/{POSTS}/",
        page=f"https://bsky.app/profile/{did}/post/",
        file=blob_address(server or ENTRY, did, ""),
        film=f"{FILMS}/{quote(did, safe='')}",
        cache="" if is_this_computer(server) else CDN,
    )


def post_pictures(
    account: Account, uri: str, said: Mapping[str, object], seen: Visibility
) -> list[Photo | Skipped]:
    """Return every picture of one post of this account; one that cannot be read is told, and passed over.

    `uri` is where the post lies, as its server tells it, `said` the record itself.
    """
    at = _addresses(account.server, account.remote_id)
    start = len(at.posts)
    if not uri.startswith(at.posts) or not _RECORD_KEY.fullmatch(uri, start):
        where = uri[:200] or account.handle
        return [Skipped(where=where, why=say("A post has no address that we can read."))]
    given = embedded(record(said.get("embed")))
    # Most posts are words alone.
    if not given:
        return []
    url, caption = f"{at.page}{uri[start:]}", text(said.get("text"), _LONGEST_CAPTION)
    posted_at, people = moment(said.get("createdAt")), _people(said) if said.get("facets") else ()
    return [
        Skipped(where=f"{uri}#{place}", why=one)
        if isinstance(one, Text)
        else _photo(account, at, f"{uri}#{place}", one, url, seen, caption, posted_at, people)
        for place, one in enumerate(given, 1)
    ]


def blob_address(server: str, did: str, cid: str) -> str:
    """Return where a server gives a file to everybody, exactly as it was uploaded."""
    return f"{server}{BLOB}?{urlencode({'did': did, 'cid': cid})}"


def embedded(embed: Mapping[str, object]) -> list[Blob | Text]:
    """Return what a post shows beside its words: its files in order, or why one cannot be read."""
    named = _kind_of(embed)
    if named == "app.bsky.embed.recordWithMedia":
        embed = record(embed.get("media"))
        named = _kind_of(embed)
    if named in _LISTS:
        return _pictures(embed.get(_LISTS[named]))
    if named == _FILM:
        return [_blob(embed, "video", PhotoKind.VIDEO_STILL)]
    if embed and named not in _NOT_THEIRS:
        return [say("This attachment is of a kind that we do not know: {kind}.", kind=named or "?")]
    return []


def _kind_of(embed: Mapping[str, object]) -> str:
    named = embed.get("$type")
    return named if isinstance(named, str) and named in _LISTS else text(named, 200).partition("#")[0]


def _pictures(given: object) -> list[Blob | Text]:
    if not is_rows(given):
        return [say("The pictures of this post have a form that we do not know.")]
    read = [_blob(record(one), "image", PhotoKind.PHOTO) for one in given[:_MOST_PICTURES]]
    if len(given) > _MOST_PICTURES:
        read.append(say("This post names more pictures than any can have; the rest was not read."))
    return read


def _blob(about: Mapping[str, object], name: str, kind: PhotoKind) -> Blob | Text:
    cid = cid_of(about.get(name))
    if not cid:
        return say("The record does not name the file of this picture.")
    ratio = record(about.get("aspectRatio"))
    width, height = side(ratio.get("width")), side(ratio.get("height"))
    if not width or not height or width < _SMALLEST_SIDE or height < _SMALLEST_SIDE:
        width = height = None
    return cid, kind, text(about.get("alt"), _LONGEST_ALT), width, height


def cid_of(given: object) -> str:
    """Return the content id of a blob, in today's form or in that of 2023; "" for none."""
    # Today's form is nearly all there is, and to go straight for it is the quickest way to see whether it is that.
    try:
        cid: object = given["ref"]["$link"]  # pyright: ignore[reportIndexIssue, reportUnknownVariableType]
    except (TypeError, LookupError):
        cid = record(given).get("cid")
    # The same as CID, at half the price.
    return cid if isinstance(cid, str) and 8 <= len(cid) <= 200 and cid.isascii() and cid.isalnum() else ""


def _photo(  # noqa: PLR0913, PLR0917 - what all pictures of one post share, and a profile has no words and no moment
    account: Account,
    at: _Addresses,
    key: str,
    blob: Blob,
    url: str,
    visibility: Visibility,
    caption: str = "",
    posted_at: datetime | None = None,
    people: tuple[Tagged, ...] = (),
) -> Photo:
    """Return the photo of a file: the original is what its own server gives, never what the network's cache shows.

    A film's own file is no picture; what shows a face is the still that the network makes of it.
    """
    cid, kind, alt_text, width, height = blob
    if kind is PhotoKind.VIDEO_STILL:
        media, preview = f"{at.film}/{cid}/thumbnail.jpg" if at.cache else "", ""
    else:
        # A content id has no letter that an address would write otherwise.
        media = f"{at.file}{cid}"
        preview = f"{at.cache}/{_preset(kind)}/plain/{account.remote_id}/{cid}" if at.cache else ""
    return new_photo(
        account=account.id,
        network=account.network,
        key=key,
        kind=kind,
        url=url,
        media_url=media,
        preview_url=preview,
        caption=caption,
        alt_text=alt_text,
        posted_at=posted_at,
        width=width,
        height=height,
        visibility=visibility,
        people=people,
    )


_PRESETS = {PhotoKind.AVATAR: "avatar", PhotoKind.BANNER: "banner"}


def _preset(kind: PhotoKind) -> str:
    return _PRESETS.get(kind, "feed_fullsize")


def _people(post: Mapping[str, object]) -> tuple[Tagged, ...]:
    """Return who is mentioned in a post's words; the places are counted in bytes of UTF-8."""
    written = post.get("text")
    words = written.encode("utf-8", "replace") if isinstance(written, str) else b""
    names: list[str] = []
    for one in rows(post.get("facets"))[:_MOST_FACETS]:
        facet = record(one)
        for feature in rows(facet.get("features"))[:10]:
            did = did_of(text(record(feature).get("did"), 300))
            if record(feature).get("$type") == "app.bsky.richtext.facet#mention" and did:
                names.append(_named(words, record(facet.get("index"))) or did)
    return tuple(Tagged(name=name, basis="mention") for name in dict.fromkeys(names))


def _named(words: bytes, index: Mapping[str, object]) -> str:
    start, end = index.get("byteStart"), index.get("byteEnd")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        return ""
    return text(words[start:end].decode("utf-8", "replace"), 200).removeprefix("@")
