"""How Threads writes names and numbers, and where it answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey

KEY: Final = NetworkKey("threads")
SITE: Final = "https://www.threads.com"
API: Final = "https://graph.threads.net"
VERSION: Final = "v1.0"

_NAME = r"[A-Za-z0-9_.]{1,30}"


def username(value: object) -> str:
    """Return a name as Threads allows it, in lower case; "" for anything else."""
    return value.casefold() if isinstance(value, str) and re.fullmatch(_NAME, value) else ""


def api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of Threads' own ("" for Threads itself)."""
    return f"{server or API}/{VERSION}"
