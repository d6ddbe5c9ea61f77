"""Where the file of a photo lies: its original, the sizes that the network's cache makes, and copies elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from app.model.fix import Lag
from app.model.photo import PhotoKind
from app.model.text import Text, say
from app.networks.bluesky.names import base_of, did_of, is_this_computer
from app.networks.bluesky.pictures import BLOB, CDN, CID, ENTRY, FILMS

if TYPE_CHECKING:
    from app.model.photo import Photo

_CACHED = re.compile(
    rf"{re.escape(CDN)}/[a-z_]{{1,40}}/plain/(?P<did>did:[^/]{{1,300}})/(?P<cid>[A-Za-z0-9]{{8,200}})(?:@[a-z]{{1,5}})?"
)
_FILM = re.compile(
    rf"{re.escape(FILMS)}/(?P<did>did[^/]{{1,300}})/(?P<cid>[A-Za-z0-9]{{8,200}})/[A-Za-z0-9.]{{1,60}}"
)
# As public programs ask the cache (recalled; the form without an ending is the newer one).
_ENDINGS = ("", "@jpeg")
_PRESETS = {
    PhotoKind.AVATAR: ("avatar", "avatar_thumbnail"),
    PhotoKind.BANNER: ("banner",),
}
_IN_POSTS = ("feed_fullsize", "feed_thumbnail")

# The data server forgets a file at once (tried with @atproto/pds 0.4.217). How long the picture cache of the network
# goes on serving it, no source tells: its code lets caches keep a picture for a year (atproto, bsky/src/image/server.ts),
# and a cache on a test network still had it after the deletion. Three days is the patience of this app: what still
# answers then is told as still there, for there is somebody to write to.
LAG = Lag(
    file=timedelta(days=3),
    source="atproto, packages/bsky/src/image/server.ts lets caches keep pictures for a year; three days is our own patience",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of a repository.

    `server` holds the account, "" where the address does not tell. `is_original` is False for what the network's cache
    made of it.
    """

    did: str
    cid: str
    server: str = ""
    is_original: bool = True


def file_of(photo: Photo) -> File | None:
    """Return which file a photo's address means; None for an address that is not of this network."""
    cached = _CACHED.fullmatch(photo.media_url) or _FILM.fullmatch(photo.media_url)
    if cached:
        did = did_of(unquote(cached["did"]))
        return File(did=did, cid=cached["cid"], is_original=False) if did else None
    try:
        parts = urlsplit(photo.media_url)
        query = parse_qs(parts.query, max_num_fields=10)
    except ValueError:
        return None
    server = base_of(f"{parts.scheme}://{parts.netloc}")
    did, cid = did_of(query.get("did", [""])[0]), query.get("cid", [""])[0]
    is_one = parts.path == BLOB and CID.fullmatch(cid) is not None
    return (
        File(did=did, cid=cid, server="" if server == ENTRY else server)
        if is_one and server and did
        else None
    )


def sizes(photo: Photo) -> tuple[str, ...]:
    """Return every address under which a photo's file is known to be served: the original, then the cache's sizes."""
    file = file_of(photo)
    if file is None:
        return (photo.media_url,) if photo.media_url else ()
    if is_this_computer(file.server) or photo.kind is PhotoKind.VIDEO_STILL:
        return (photo.media_url,)
    presets = _PRESETS.get(photo.kind, _IN_POSTS)
    cached = (
        f"{CDN}/{preset}/plain/{file.did}/{file.cid}{ending}" for preset in presets for ending in _ENDINGS
    )
    return tuple(dict.fromkeys((photo.media_url, *cached)))


def copies(photo: Photo) -> tuple[Text, ...]:
    """Say where copies of a photo may remain after it was deleted."""
    file = file_of(photo)
    if file is not None and is_this_computer(file.server):
        return ()
    return (
        say("Bluesky's own cache of pictures may go on serving a smaller copy for a while."),
        say(
            "Everything on Bluesky is passed on to whoever listens: other apps, archives and search may hold the post."
        ),
        say("Another post of yours with the very same file keeps that file in reach."),
    )
