"""What people write for a page of VK, and where VK answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey
from app.networks.network import Target

KEY: Final = NetworkKey("vk")
SITE: Final = "https://vk.com"
API: Final = "https://api.vk.com"

_NAME = r"[A-Za-z][A-Za-z0-9_.]{1,60}"
_WRITTEN = re.compile(
    rf"vk:@?(?P<bare>{_NAME})|(?:https?://)?(?:www\.|m\.)?vk\.(?:com|ru)/(?P<path>{_NAME})(?:[/?#].*)?",
    re.IGNORECASE,
)
# First words of paths that are nobody's page.
_NOBODY = frozenset(
    [
        "about",
        "ads",
        "albums",
        "apps",
        "dev",
        "feed",
        "friends",
        "groups",
        "im",
        "login",
        "mail",
        "music",
        "search",
        "settings",
        "support",
        "video",
    ]
)


def understand(text: str) -> Target | None:
    """Read "vk:name" or the address of a page; None where it is neither."""
    match = _WRITTEN.fullmatch(text.strip())
    name = (match["bare"] or match["path"]).casefold() if match else ""
    return Target(network=KEY, handle=name) if name and name not in _NOBODY else None


def domain(value: object) -> str:
    """Return the name in the address of a page ("id1", "mina_paper"), "" for anything else."""
    return value.casefold() if isinstance(value, str) and re.fullmatch(_NAME, value) else ""


def number(value: object, *, signed: bool = False) -> str:
    """Return an id: digits, as a number or as text; albums of VK's own have negative ones. "" for anything else."""
    written = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return written if re.fullmatch(r"-?\d{1,20}" if signed else r"\d{1,20}", written, re.ASCII) else ""


def api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of VK's own ("" for VK itself)."""
    return f"{server or API}/method"
