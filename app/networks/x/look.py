"""Look at a file of X as a stranger. The pages of X show a plain request nothing, so they are not asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.model.fix import Lag
from app.model.photo import Photo
from app.model.text import Text, say
from app.networks.glimpse import fetch
from app.networks.network import Glimpse
from app.networks.portraits import is_portrait

if TYPE_CHECKING:
    from app.networks.web import Web

_SIZES = ("thumb", "small", "medium", "large", "4096x4096", "orig")
_FILES = "pbs.twimg.com"

LAG: Final = Lag(
    file=timedelta(days=7),
    page=timedelta(hours=1),
    source="recalled: X's file servers go on serving deleted pictures for a while; nobody states how long",
)


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch one photo's largest file without any sign-in; never raises for an answer, however odd."""
    return fetch(web, photo)


def sizes(photo: Photo) -> tuple[str, ...]:
    """Return every address of a photo's file: X serves each in sizes that have names (recalled)."""
    parts = urlsplit(photo.media_url)
    given = [url for url in (photo.media_url, photo.preview_url) if url]
    if parts.hostname == _FILES and parts.path.startswith("/media/"):
        base = f"{parts.scheme}://{parts.netloc}{parts.path}"
        given += [f"{base}?name={size}" for size in _SIZES]
    return tuple(dict.fromkeys(given))


def copies(photo: Photo) -> tuple[Text, ...]:
    """Say where copies of a photo may remain."""
    if is_portrait(photo):
        return ()
    return (say("Quotes and screenshots of the post stay, and so does what others saved or embedded."),)
