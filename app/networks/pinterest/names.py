"""What people write for a profile of Pinterest, and where Pinterest answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey
from app.networks.network import Target

KEY: Final = NetworkKey("pinterest")
SITE: Final = "https://www.pinterest.com"
API: Final = "https://api.pinterest.com"

_NAME = r"[A-Za-z0-9_]{3,60}"
_WRITTEN = re.compile(
    rf"pinterest:@?(?P<bare>{_NAME})"
    rf"|(?:https?://)?(?:[a-z]{{2,3}}\.)?pinterest\.(?:com?(?:\.[a-z]{{2}})?|[a-z]{{2}})/(?P<path>{_NAME})(?:[/?#].*)?",
    re.IGNORECASE,
)
# First words of paths that are nobody's name.
_NOBODY = frozenset(
    ["business", "categories", "ideas", "login", "password", "pin", "search", "settings", "today", "topics"]
)


def understand(text: str) -> Target | None:
    """Read "pinterest:name" or the address of a profile; None where it is neither."""
    match = _WRITTEN.fullmatch(text.strip())
    name = (match["bare"] or match["path"]).casefold() if match else ""
    return Target(network=KEY, handle=name) if name and name not in _NOBODY else None


def username(value: object) -> str:
    """Return a name as Pinterest allows it, in lower case; "" for anything else."""
    return value.casefold() if isinstance(value, str) and re.fullmatch(_NAME, value) else ""


def number(value: object) -> str:
    """Return the id of a board or a pin: digits; "" for anything else, which must not become another path."""
    return value if isinstance(value, str) and re.fullmatch(r"\d{1,40}", value, re.ASCII) else ""


def api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of Pinterest's own ("" for Pinterest itself)."""
    return f"{server or API}/v5"
