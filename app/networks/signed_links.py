"""Links to files that end by themselves: until when a signed link of Meta's is good."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.model.text import Text, say

if TYPE_CHECKING:
    from app.model.photo import Photo

# `oe` is a Unix time in hexadecimal: 61227755 is 2021-08-22 16:12:05 UTC (computed from a recorded page).
_ENDS: Final = re.compile(r"(?:^|&)oe=([0-9A-Fa-f]{8})(?:&|$)")


def ends(url: str) -> datetime | None:
    """Return when a signed link ends (aware, UTC); None where it does not say so, or not in a form that we know."""
    try:
        match = _ENDS.search(urlsplit(url).query)
    except ValueError:
        return None
    return datetime.fromtimestamp(int(match[1], 16), UTC) if match else None


def copies(photo: Photo) -> tuple[Text, ...]:
    """Say until when the link of a file may go on working, whatever is changed meanwhile."""
    until = ends(photo.media_url)
    if until is None:
        return (
            say(
                "A link to the file that was copied before may go on working for a while; we do not know how long."
            ),
        )
    return (say("A link to the file that was copied before may go on working until {until}.", until=until),)


def sizes(photo: Photo) -> tuple[str, ...]:
    """Return the addresses that the network gave: each is signed, so no other size can be told from them."""
    return tuple(dict.fromkeys(url for url in (photo.media_url, photo.preview_url) if url))
