"""How Facebook writes names and numbers, and where it answers."""

from __future__ import annotations

from typing import Final

from app.model.account import NetworkKey

KEY: Final = NetworkKey("facebook")
SITE: Final = "https://www.facebook.com"
API: Final = "https://graph.facebook.com"
# v25.0 and v26.0 list the permissions that we need (developers.facebook.com, reference of the photo).
VERSION: Final = "v25.0"


def api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of Facebook's own ("" for Facebook itself)."""
    return f"{server or API}/{VERSION}"
