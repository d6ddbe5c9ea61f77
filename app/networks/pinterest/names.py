"""How Pinterest writes names and numbers, and where it answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey
from app.networks.fields import identifier

KEY: Final = NetworkKey("pinterest")
SITE: Final = "https://www.pinterest.com"
API: Final = "https://api.pinterest.com"

_NAME = r"[A-Za-z0-9_]{3,60}"


def username(value: object) -> str:
    """Return a name as Pinterest allows it, in lower case; "" for anything else."""
    return value.casefold() if isinstance(value, str) and re.fullmatch(_NAME, value) else ""


def number(value: object) -> str:
    """Return the id of a board or a pin: digits, as text or as a number; "" for anything else: it stands in paths."""
    written = identifier(value)
    return written if re.fullmatch(r"\d{1,40}", written, re.ASCII) else ""


def api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of Pinterest's own ("" for Pinterest itself)."""
    return f"{server or API}/v5"
