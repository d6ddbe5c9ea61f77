"""Handles of Misskey, where a person names the network outright.

A handle or profile address of the fediverse does not tell which program its server runs; whoever reads such handles
asks the server, and sends what is Misskey's here.
"""

from __future__ import annotations

import re

from app.networks.families import MISSKEY
from app.networks.hosts import server_name
from app.networks.network import Target

KEY = MISSKEY
# Misskey's own rule for names (users/show, UserName): letters, digits, underscore; forks add a dot and a hyphen.
_USER = r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,126}[A-Za-z0-9_])?"
_HANDLE = re.compile(
    rf"misskey:\s*(?:@?(?P<user>{_USER})@(?P<host>[^\s@/?#]{{1,255}})"
    rf"|(?:https?://)?(?P<page_host>[^\s@/?#]{{1,255}})/@(?P<page_user>{_USER})(?:@(?P<other>[^\s@/?#]{{1,255}}))?(?:[/?#].*)?)",
    re.IGNORECASE,
)


def understand(text: str) -> Target | None:
    """Read "misskey:@user@server" or "misskey:https://server/@user"; None for anything else."""
    match = _HANDLE.fullmatch(text.strip())
    if match is None:
        return None
    host = server_name(match["host"] or match["other"] or match["page_host"])
    user = match["user"] or match["page_user"]
    return Target(network=KEY, handle=f"{user}@{host}") if host else None
