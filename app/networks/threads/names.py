"""What people write for a profile of Threads, and where Threads answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey
from app.networks.network import Target

KEY: Final = NetworkKey("threads")
SITE: Final = "https://www.threads.com"
API: Final = "https://graph.threads.net"
VERSION: Final = "v1.0"

_NAME = r"[A-Za-z0-9_.]{1,30}"
_WRITTEN = re.compile(
    rf"threads:@?(?P<bare>{_NAME})|(?:https?://)?(?:www\.)?threads\.(?:com|net)/@(?P<path>{_NAME})(?:[/?#].*)?",
    re.IGNORECASE,
)


def understand(text: str) -> Target | None:
    """Read "threads:name" or the address of a profile; None where it is neither. A bare name could be anybody's."""
    match = _WRITTEN.fullmatch(text.strip())
    return Target(network=KEY, handle=(match["bare"] or match["path"]).casefold()) if match else None


def username(value: object) -> str:
    """Return a name as Threads allows it, in lower case; "" for anything else."""
    return value.casefold() if isinstance(value, str) and re.fullmatch(_NAME, value) else ""


def api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of Threads' own ("" for Threads itself)."""
    return f"{server or API}/{VERSION}"
