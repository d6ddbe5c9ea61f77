"""How VK writes names and numbers, and where it answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey

KEY: Final = NetworkKey("vk")
SITE: Final = "https://vk.com"
API: Final = "https://api.vk.com"

_NAME = r"[A-Za-z][A-Za-z0-9_.]{1,60}"


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
