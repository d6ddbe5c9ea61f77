"""Which server programs of the fediverse speak another language than Mastodon's, and which network reads them."""

from __future__ import annotations

from typing import Final

from app.model.account import NetworkKey

MISSKEY: Final = NetworkKey("misskey")

# What each program calls itself in nodeinfo, lower-case. "misskey" was seen in the wild; the forks' names are recalled
# from their own code. Iceshrimp.NET ("iceshrimp.net") is another program that only speaks Mastodon's language.
_MISSKEY_FAMILY: Final = {
    "misskey": "Misskey",
    "sharkey": "Sharkey",
    "firefish": "Firefish",
    "iceshrimp": "Iceshrimp",
    "calckey": "Calckey",
    "catodon": "Catodon",
    "cherrypick": "CherryPick",
    "foundkey": "FoundKey",
    "magnetar": "Magnetar",
    "meisskey": "Meisskey",
    "nexkey": "Nexkey",
}


def speaks(software: str) -> NetworkKey | None:
    """Return the network that reads a program by its nodeinfo name; None where it is none but Mastodon's own."""
    return MISSKEY if software.casefold() in _MISSKEY_FAMILY else None


def title(software: str) -> str:
    """Return how a program writes its own name; the name itself where we do not know it."""
    return _MISSKEY_FAMILY.get(software.casefold(), software)
