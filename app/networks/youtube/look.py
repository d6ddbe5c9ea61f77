"""Look at the stills of YouTube as a stranger, and know under which addresses they lie."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.model.fix import Lag
from app.model.photo import Photo, PhotoKind
from app.model.stranger import Reach, StrangerView
from app.model.text import Text, say
from app.networks import open_page
from app.networks.glimpse import fetch
from app.networks.network import Glimpse
from app.networks.youtube.names import video_id

if TYPE_CHECKING:
    from app.networks.web import Web

# The names of the files of every video (recalled): sizes of the chosen still, and three frames that YouTube took.
_NAMES = ("maxresdefault", "sddefault", "hqdefault", "mqdefault", "default", "0", "1", "2", "3")

LAG: Final = Lag(
    file=timedelta(days=7),
    page=timedelta(hours=1),
    source="recalled: i.ytimg.com goes on serving the stills of hidden and deleted videos for a while",
)


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch one still without any sign-in; never raises for an answer, however odd."""
    return fetch(web, photo)


def page(web: Web, photo: Photo) -> StrangerView:
    """Look at a video's page without any sign-in; never raises for an answer.

    YouTube answers with 200 for a video that is not there, too: only a plain "not there" is believed.
    """
    seen = open_page.look(web, photo.url)
    if seen.reach is not Reach.REACHABLE:
        return seen
    return StrangerView(
        reach=Reach.COULD_NOT_LOOK,
        seen_at=seen.seen_at,
        url=seen.url,
        status=seen.status,
        why=say(
            "YouTube shows a page for every number, so its page proves nothing. Look in a private window."
        ),
    )


def sizes(photo: Photo) -> tuple[str, ...]:
    """Return every address of a still: YouTube makes them of the video's number alone."""
    given = [url for url in (photo.media_url, photo.preview_url) if url]
    if photo.kind is PhotoKind.VIDEO_STILL and video_id(photo.key):
        parts = urlsplit(photo.media_url)
        given += [f"{parts.scheme}://{parts.netloc}/vi/{photo.key}/{name}.jpg" for name in _NAMES]
    return tuple(dict.fromkeys(given))


def copies(photo: Photo) -> tuple[Text, ...]:
    """Say where copies of a still may remain."""
    if photo.kind is not PhotoKind.VIDEO_STILL:
        return ()
    return (
        say(
            "The still of a hidden video may stay open to anybody who kept its address. We look again for it."
        ),
    )
