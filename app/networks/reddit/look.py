"""Look at a file of Reddit as a stranger. Its pages refuse programs whatever they show, so they are not asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.model.fix import Lag
from app.model.photo import Photo
from app.model.text import Text, say
from app.networks.glimpse import fetch
from app.networks.network import Glimpse
from app.networks.portraits import is_portrait

if TYPE_CHECKING:
    from app.networks.web import Web

LAG: Final = Lag(
    file=timedelta(days=7),
    page=timedelta(hours=1),
    source="recalled: i.redd.it goes on serving pictures of deleted posts for a while; nobody states how long",
)


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch one photo's original file without any sign-in; never raises for an answer, however odd."""
    return fetch(web, photo)


def sizes(photo: Photo) -> tuple[str, ...]:
    """Return the addresses that Reddit gave; its smaller copies are signed and cannot be guessed."""
    return tuple(dict.fromkeys(url for url in (photo.media_url, photo.preview_url) if url))


def copies(photo: Photo) -> tuple[Text, ...]:
    """Say where copies of a photo may remain."""
    if is_portrait(photo):
        return ()
    return (
        say("Reposts in other communities, and sites that archive Reddit, keep what they copied."),
        say(
            "To delete the post does not delete the comments below it; they may say what the picture showed."
        ),
    )
