"""Who may see a photo of Facebook: a photo has no word of its own, so its post is asked, then its album."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from app.model.audience import UNKNOWN, Audience, Basis, Visibility, stated
from app.networks.fields import record, text

# The words of a post (privacy.value) and of an album (privacy), as granary reads them: an empty one is public. CUSTOM
# can be anybody, so it stays unknown.
_WORDS: Final[Mapping[str, Audience]] = {
    "": Audience.PUBLIC,
    "everyone": Audience.PUBLIC,
    "all_friends": Audience.FRIENDS,
    "friends": Audience.FRIENDS,
    "friends_of_friends": Audience.FRIENDS_OF_FRIENDS,
    "self": Audience.ONLY_ME,
}


def word(value: object) -> str | None:
    """Return the word in a field "privacy", which may be missing (None) and may stand in {"value": "…"}."""
    told = record(value)
    given = told.get("value") if told else value
    return text(given, 40) if isinstance(given, str) else None


def visibility(post: str | None, album: str | None, album_name: str, as_of: datetime) -> Visibility:
    """Return who may see a photo by the words of its post and its album; None where nothing was told."""
    if post is not None:
        return stated(_audience(post), Basis.ITEM, as_of, raw=post)
    if album is not None:
        return stated(_audience(album), Basis.ALBUM, as_of, name=album_name, raw=album)
    return UNKNOWN


def _audience(raw: str) -> Audience:
    return _WORDS.get(raw.casefold().replace("-", "_").replace(" ", "_"), Audience.UNKNOWN)
