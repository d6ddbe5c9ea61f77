"""What people write for a channel of YouTube, and where YouTube answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey
from app.networks.network import Target

KEY: Final = NetworkKey("youtube")
SITE: Final = "https://www.youtube.com"
API: Final = "https://www.googleapis.com"
ACCOUNTS: Final = "https://accounts.google.com"
TOKENS: Final = "https://oauth2.googleapis.com"

_CHANNEL = r"UC[A-Za-z0-9_-]{22}"
_WRITTEN = re.compile(
    rf"(?:https?://)?(?:www\.|m\.)?youtube\.com/(?:channel/(?P<id>{_CHANNEL})|@(?P<at>[\w.\-·]{{3,30}})"
    rf"|(?:c|user)/(?P<old>[\w.-]{{1,60}}))(?:[/?#].*)?|youtube:@?(?P<bare>[\w.\-·]{{3,30}})",
)
_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)


def understand(text: str) -> Target | None:
    """Read "youtube:@name" or the address of a channel; None where it is neither."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    return Target(network=KEY, handle=match["id"] or match["at"] or match["old"] or match["bare"])


def api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of all of Google ("" for Google itself)."""
    return f"{server or API}/youtube/v3"


def video_id(value: object) -> str:
    """Return the id of a video, "" for anything else."""
    return value if isinstance(value, str) and _VIDEO.fullmatch(value) else ""
