"""How Pinterest writes names and numbers, and where it answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey

KEY: Final = NetworkKey("pinterest")
SITE: Final = "https://www.pinterest.com"
API: Final = "https://api.pinterest.com"

_NAME = r"[A-Za-z0-9_]{3,60}"


def username(value: object) -> str:
    """Return a name as Pinterest allows it, in lower case; "" for anything else."""
    return value.casefold() if isinstance(value, str) and re.fullmatch(_NAME, value) else ""


def number(value: object) -> str:
    """Return the id of a board or a pin: digits; "" for anything else, which must not become another path."""
    return value if isinstance(value, str) and re.fullmatch(r"\d{1,40}", value, re.ASCII) else ""


def api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of Pinterest's own ("" for Pinterest itself)."""
    return f"{server or API}/v5"
