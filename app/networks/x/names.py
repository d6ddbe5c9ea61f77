"""What people write for an account of X, and where X answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey
from app.networks.network import Target

KEY: Final = NetworkKey("x")
SITE: Final = "https://x.com"
API: Final = "https://api.x.com"

# docs.x.com: up to 15 signs; older names may be longer.
_NAME = r"[A-Za-z0-9_]{1,20}"
_WRITTEN = re.compile(
    rf"(?:(?:x|twitter):@?|(?:https?://)?(?:www\.|mobile\.)?(?:x|twitter)\.com/@?)(?P<name>{_NAME})(?:[/?#].*)?",
    re.IGNORECASE,
)
_NOBODY = frozenset({"home", "explore", "search", "settings", "messages", "notifications", "compose", "hashtag"}) | {
    "i", "intent", "login", "logout", "share", "signup", "tos", "privacy", "about",
}  # fmt: skip


def understand(text: str) -> Target | None:
    """Read "x:name", "twitter:name" or the address of a profile; None where it is none of them."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None or match["name"].casefold() in _NOBODY:
        return None
    return Target(network=KEY, handle=match["name"])


def api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of all of X ("" for X itself)."""
    return server or API
