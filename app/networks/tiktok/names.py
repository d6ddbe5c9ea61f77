"""TikTok's handles and addresses."""

from __future__ import annotations

import re

from app.model.account import NetworkKey
from app.networks.network import Target

KEY = NetworkKey("tiktok")

# TikTok's rule for names: letters, digits, full stop and underscore, 2 to 24 (help page, recalled).
HANDLE = re.compile(r"^[A-Za-z0-9_.]{2,24}$")
_PROFILE = re.compile(
    r"^(?:https?://)?(?:www\.|m\.)?tiktok\.com/@(?P<user>[A-Za-z0-9_.]{2,24})(?:/.*)?(?:[?#].*)?$",
    re.IGNORECASE,
)


def understand(text: str) -> Target | None:
    """Return the profile that an address points to; None for anything else. A bare name could be anybody's."""
    match = _PROFILE.match(text.strip())
    return Target(network=KEY, handle=match["user"].casefold()) if match else None
