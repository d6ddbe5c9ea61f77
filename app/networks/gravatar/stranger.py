"""Fetch a Gravatar the way any web site does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.model.photo import Photo
from app.model.text import Text, say
from app.networks.glimpse import fetch
from app.networks.network import Glimpse

if TYPE_CHECKING:
    from app.networks.web import Web

# Other doors to the same pictures (Gravatar's page on avatars; "secure" is recalled).
_DOORS: Final = ("https://www.gravatar.com", "https://secure.gravatar.com")
_PATH: Final = re.compile(r"/avatar/[0-9a-f]{32,64}")


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch the picture without any sign-in; never raises for an answer, however odd."""
    return fetch(web, photo)


def sizes(photo: Photo) -> tuple[str, ...]:
    """Return every address of a picture that is known: by the older number, and at Gravatar's other doors."""
    parts = urlsplit(photo.media_url)
    own = tuple(url for url in (photo.media_url, photo.preview_url) if url)
    if parts.netloc != "gravatar.com" or not _PATH.fullmatch(parts.path):
        return own
    return (*own, *(f"{door}{parts.path}?{parts.query}" for door in _DOORS))


def copies(_photo: Photo) -> tuple[Text, ...]:
    """Say where copies may remain."""
    return (
        say("Sites that show Gravatars keep copies in their own caches, some for weeks."),
        say(
            "Comments that you wrote on other sites carry the number of your address, which leads to the picture."
        ),
    )
