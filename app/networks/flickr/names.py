"""What people write for an account of Flickr, and where Flickr answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey
from app.networks.fields import record
from app.networks.fields import text as text_of
from app.networks.network import Target

KEY: Final = NetworkKey("flickr")
SITE: Final = "https://www.flickr.com"
API: Final = "https://api.flickr.com"

# A path alias, or the id that every member has (an NSID): 12037949754@N01.
_NAME = r"[A-Za-z0-9_-]{1,60}|\d{3,20}@N\d{2}"
_WRITTEN = re.compile(
    rf"(?:flickr:@?|(?:https?://)?(?:www\.|m\.)?flickr\.com/(?:photos|people)/)(?P<name>{_NAME})(?:[/?#].*)?",
    re.IGNORECASE,
)
_NSID = re.compile(r"\d{3,20}@N\d{2}", re.ASCII)
# First words of paths that are nobody's name.
_NOBODY = frozenset({"tags", "me", "upload", "organize", "friends", "contacts", "search", "map"})


def understand(text: str) -> Target | None:
    """Read "flickr:name" or the address of a profile; None where it is neither."""
    match = _WRITTEN.fullmatch(text.strip().replace("%40", "@"))
    if match is None or match["name"].casefold() in _NOBODY:
        return None
    return Target(network=KEY, handle=match["name"])


def api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of all of Flickr ("" for Flickr itself)."""
    return f"{server or API}/services/rest/"


def gate(server: str, step: str) -> str:
    """Return the address of one step of the sign-in: "request_token", "authorize" or "access_token"."""
    return f"{server or SITE}/services/oauth/{step}"


def member(value: object) -> str:
    """Return the id of a member (an NSID), "" for anything else."""
    return value if isinstance(value, str) and _NSID.fullmatch(value) else ""


def alias(value: object) -> str:
    """Return the name in the address of a member's page, "" where none is chosen."""
    return value if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,60}", value) else ""


def number(value: object) -> int | None:
    """Return a number of a few digits; Flickr writes them as numbers and as text. None for anything else."""
    fits = (
        isinstance(value, int | str)
        and not isinstance(value, bool)
        and re.fullmatch(r"\d{1,12}", str(value), re.ASCII)
    )
    return int(str(value)) if fits else None


def content(value: object, longest: int) -> str:
    """Return a text that stands alone, or as {"_content": "…"}, as Flickr's JSON has it."""
    return text_of(value if isinstance(value, str) else record(value).get("_content"), longest)
