"""What people write for an account of Reddit, and where Reddit answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey
from app.networks.network import Target

KEY: Final = NetworkKey("reddit")
SITE: Final = "https://www.reddit.com"
API: Final = "https://oauth.reddit.com"

_NAME = r"[A-Za-z0-9_-]{2,20}"
_WRITTEN = re.compile(
    rf"(?:reddit:(?:/?u(?:ser)?/)?@?|/?u/|(?:https?://)?(?:www\.|old\.|new\.|np\.)?reddit\.com/u(?:ser)?/)"
    rf"(?P<name>{_NAME})(?:[/?#].*)?",
    re.IGNORECASE,
)
_POST = re.compile(r"t3_[a-z0-9]{1,15}", re.ASCII)


def understand(text: str) -> Target | None:
    """Read "u/name", "reddit:name" or the address of a profile; None where it is none of them."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None or match["name"].casefold() == "me":
        return None
    return Target(network=KEY, handle=match["name"])


def site(server: str) -> str:
    """Return the address of the sign-in. `server` takes the place of all of Reddit ("" for Reddit itself)."""
    return server or SITE


def api(server: str) -> str:
    """Return the address that answers calls with a token."""
    return server or API


def post_name(value: object) -> str:
    """Return the full name of a post ("t3_1abc"), "" for anything else."""
    return value if isinstance(value, str) and _POST.fullmatch(value) else ""


def user_name(value: object) -> str:
    """Return the name of an account, "" for anything else: it stands in paths."""
    return value if isinstance(value, str) and re.fullmatch(_NAME, value, re.ASCII) else ""
