"""List the photos in the person's posts and replies on Threads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from app.model.account import Account
from app.model.photo import Photo, Skipped
from app.model.text import say
from app.networks.graph import graph
from app.networks.graph_listing import Shelf, listing
from app.networks.graph_media import pictures
from app.networks.threads.names import api

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.session import Session

# The most that Threads is known to give at once (recalled).
PAGE: Final = 100
FACE: Final = "threads_profile_picture_url"
FIELDS: Final = (
    "id,media_type,media_url,thumbnail_url,permalink,timestamp,text,alt_text,"
    "children{id,media_type,media_url,thumbnail_url,alt_text}"
)


def _read(account: Account, entry: Mapping[str, object]) -> Iterator[Photo | Skipped]:
    return pictures(account, entry, words="text")


SHELVES: Final = {
    "threads": Shelf(path="me/threads", fields=FIELDS, read=_read),
    "replies": Shelf(
        path="me/replies",
        fields=FIELDS,
        read=_read,
        left_out=say(
            "Threads does not tell this token what you replied. Allow threads_read_replies to see it."
        ),
    ),
}


def own(session: Session, resume: str = "") -> Iterator[Listed]:
    """List the profile picture, the posts, then the replies, newest first.

    Raises SignInExpired, SignInNeeded, Limited, ListIncomplete, NetworkRefused or a Problem of the web.
    """
    asked = graph(session, api(session.account.server))
    return listing(session, asked, SHELVES, resume, face=FACE, size=PAGE)
