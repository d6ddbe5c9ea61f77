"""Look at a photo of Flickr as a stranger, and know under which addresses its file lies."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.model.fix import Lag
from app.model.photo import Photo
from app.model.stranger import StrangerView
from app.model.text import Text, say
from app.networks import glimpse as files
from app.networks import open_page
from app.networks.answer import Answer
from app.networks.network import Glimpse

if TYPE_CHECKING:
    from app.networks.web import Web

# https://live.staticflickr.com/server/id_secret_size.jpg (flickr.com/services/api/misc.urls). The sizes from 1600 px on
# and the original have secrets of their own, so only these share the one of the preview.
_FILE = re.compile(
    r"(?P<start>https://[\w.-]{1,80}\.?staticflickr\.com/\d{1,12}/\d{1,20}_[0-9a-f]{1,20})(?:_[stqmnwzcb])?\.(?:jpg|png|gif)"
)
_SMALL = ("_s", "_q", "_t", "_m", "_n", "_w", "", "_z", "_c", "_b")
# Flickr shows this picture in place of one that is not there (recalled).
_STAND_IN = re.compile(r"/photo_(?:unavailable|gne_unavailable)[^/]*\.(?:gif|png|jpg)$", re.IGNORECASE)

LAG: Final = Lag(
    file=timedelta(days=1),
    page=timedelta(minutes=10),
    source="recalled: Flickr's file servers cache for some time; nobody states how long",
)


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch one photo's original file without any sign-in; never raises for an answer, however odd."""

    def gone(answer: Answer) -> bool:
        return files.is_gone(answer) or bool(_STAND_IN.search(answer.url))

    return files.fetch(web, photo, gone=gone)


def page(web: Web, photo: Photo) -> StrangerView:
    """Look at a photo's page without any sign-in; never raises for an answer."""
    return open_page.look(web, photo.url)


def sizes(photo: Photo) -> tuple[str, ...]:
    """Return every address of a photo's file that can be told from those that Flickr gave."""
    given = [url for url in (photo.media_url, photo.preview_url) if url]
    made = [
        f"{match['start']}{size}.jpg"
        for match in (_FILE.fullmatch(photo.preview_url or photo.media_url),)
        if match is not None and photo.key.isdigit()
        for size in _SMALL
    ]
    return tuple(dict.fromkeys([*given, *made]))


def copies(photo: Photo) -> tuple[Text, ...]:
    """Say where copies of a photo may remain."""
    if not photo.key.isdigit():
        return ()
    return (
        say("Pages that show the photo by its old link lose it. Whoever saved the file keeps it."),
        say("If the photo has a free licence, other archives may have copied it lawfully."),
    )
