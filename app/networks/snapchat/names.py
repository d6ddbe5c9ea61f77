"""Snapchat's names and addresses."""

from __future__ import annotations

import re

from app.networks.network import Target
from app.networks.snapchat.memories import KEY

# Snapchat's rule for names: a letter, then letters, digits and one of "-", "_", "."; 3 to 15 (help page, recalled).
USERNAME = re.compile(r"^[A-Za-z][A-Za-z0-9_.-]{1,13}[A-Za-z0-9]$")
_PROFILE = re.compile(
    r"^(?:https?://)?(?:www\.)?snapchat\.com/(?:add/|@)(?P<user>[A-Za-z][A-Za-z0-9_.-]{2,14})/?(?:[?#].*)?$",
    re.IGNORECASE,
)


def understand(text: str) -> Target | None:
    """Return the profile that an address points to; None for anything else. A bare name could be anybody's."""
    match = _PROFILE.match(text.strip())
    return Target(network=KEY, handle=match["user"].casefold()) if match else None
