"""Fetch a photo's file from a fediverse server the way a stranger would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model.photo import Photo
from app.networks.answer import Answer
from app.networks.glimpse import fetch, is_gone
from app.networks.mastodon.media import is_stand_in
from app.networks.network import Glimpse

if TYPE_CHECKING:
    from app.networks.web import Web


def glimpse(web: Web, photo: Photo) -> Glimpse:
    """Fetch one photo's original file without any sign-in; never raises for an answer, however odd."""

    def gone(answer: Answer) -> bool:
        # Some servers lead from a deleted picture to the one that they show for none.
        return is_gone(answer) or (is_stand_in(answer.url) and not is_stand_in(photo.media_url))

    return fetch(web, photo, gone=gone)
