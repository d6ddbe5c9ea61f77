"""Read the address of an Instagram profile, so that a person hears what can be done about it."""

from __future__ import annotations

import re

from app.model.account import NetworkKey
from app.networks.network import Target

KEY = NetworkKey("instagram")

_PROFILE = re.compile(
    r"^(?:https?://)?(?:www\.|m\.)?instagram\.com/(?:stories/)?@?(?P<user>[A-Za-z0-9_.]{1,30})/?(?:[?#].*)?$",
    re.IGNORECASE,
)
# Addresses of this form that are pages of Instagram's own.
_PAGES = frozenset(
    {"p", "reel", "reels", "explore", "accounts", "about", "direct", "developer", "legal", "stories"}
)


def understand(text: str) -> Target | None:
    """Return the profile that an address points to; None for anything else. A bare name could be anybody's."""
    match = _PROFILE.match(text.strip())
    if match is None or match["user"].casefold() in _PAGES:
        return None
    return Target(network=KEY, handle=match["user"].casefold())


def username(value: object) -> str:
    """Return a name as Instagram allows it, in lower case; "" for anything else."""
    fits = isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_.]{1,30}", value)
    return str(value).casefold() if fits else ""
