"""Look at a photo of Tumblr as a stranger, and say where copies stay."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.model.fix import Lag
from app.model.photo import Photo
from app.model.stranger import StrangerView
from app.model.text import Text, say
from app.networks import open_page
from app.networks.glimpse import fetch
from app.networks.network import Glimpse
from app.networks.portraits import is_portrait

if TYPE_CHECKING:
    from app.networks.web import Web

LAG: Final = Lag(
    file=timedelta(days=7),
    page=timedelta(hours=1),
    source="recalled: Tumblr keeps files for a while, and for good where a reblog shows them; nobody states how long",
)


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch one photo's original file without any sign-in; never raises for an answer, however odd."""
    return fetch(web, photo)


def page(web: Web, photo: Photo) -> StrangerView:
    """Look at a photo's page without any sign-in; never raises for an answer. 404 is also what a hidden blog says."""
    return open_page.look(web, photo.url)


def sizes(photo: Photo) -> tuple[str, ...]:
    """Return the addresses that Tumblr gave; each size has a name that cannot be guessed."""
    return tuple(dict.fromkeys(url for url in (photo.media_url, photo.preview_url) if url))


def copies(photo: Photo) -> tuple[Text, ...]:
    """Say where copies of a photo may remain."""
    if is_portrait(photo):
        return ()
    return (
        say(
            "Every blog that reblogged the post keeps its own copy of it, and this app cannot take that down."
        ),
    )
