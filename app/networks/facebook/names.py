"""What people write for a profile of Facebook, and where Facebook answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey
from app.networks.network import Target

KEY: Final = NetworkKey("facebook")
SITE: Final = "https://www.facebook.com"
API: Final = "https://graph.facebook.com"
# v25.0 and v26.0 list the permissions that we need (developers.facebook.com, reference of the photo).
VERSION: Final = "v25.0"

_WRITTEN = re.compile(
    r"facebook:@?(?P<bare>[A-Za-z0-9.]{3,60})|(?:https?://)?(?:www\.|m\.|web\.)?(?:facebook|fb)\.com/"
    r"(?:profile\.php\?id=(?P<id>\d{3,30})(?:&.*)?|(?P<path>[A-Za-z0-9.]{3,60})/?(?:[?#].*)?)",
    re.IGNORECASE,
)
# Addresses of this form that are pages of Facebook's own.
_PAGES = frozenset(
    [
        "about",
        "ads",
        "bookmarks",
        "business",
        "events",
        "friends",
        "gaming",
        "groups",
        "help",
        "home.php",
        "login",
        "login.php",
        "marketplace",
        "media",
        "messages",
        "pages",
        "photo",
        "photo.php",
        "policies",
        "privacy",
        "profile.php",
        "reel",
        "search",
        "settings",
        "share",
        "sharer",
        "stories",
        "watch",
    ]
)


def understand(text: str) -> Target | None:
    """Read "facebook:name" or the address of a profile; None where it is neither. A bare name could be anybody's."""
    match = _WRITTEN.fullmatch(text.strip())
    name = (match["bare"] or match["id"] or match["path"]).casefold() if match else ""
    return Target(network=KEY, handle=name) if name and name not in _PAGES else None


def api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of Facebook's own ("" for Facebook itself)."""
    return f"{server or API}/{VERSION}"
