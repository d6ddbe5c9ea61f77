"""Fetch a GitHub avatar the way anybody does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.model.photo import Photo
from app.model.text import Text, say
from app.networks.glimpse import fetch
from app.networks.network import Glimpse

if TYPE_CHECKING:
    from app.networks.web import Web


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch the picture without any sign-in; never raises for an answer, however odd."""
    return fetch(web, photo)


def sizes(photo: Photo) -> tuple[str, ...]:
    """Return every address of an avatar that is known: its own, and the one that is made of the name (recalled)."""
    parts = urlsplit(photo.url)
    is_githubs = parts.netloc == "github.com" and parts.path.strip("/")
    return (photo.media_url, f"{photo.url}.png") if is_githubs else (photo.media_url,)


def copies(_photo: Photo) -> tuple[Text, ...]:
    """Say where copies may remain."""
    return (
        say(
            "Each commit that you published carries your e-mail address, which may lead to a picture at Gravatar."
        ),
        say("Pages that show your work, and archives of them, keep copies of the avatar."),
    )
