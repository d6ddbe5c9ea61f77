"""Addresses of web pages, and the networks whose pages tell a program nothing."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from app.model.account import AccountId, NetworkKey
from app.networks.hosts import is_this_computer, server_name
from app.networks.network import Target

KEY: Final = NetworkKey("webpage")
_LONGEST: Final = 2000
# Networks that show a page or a wall, to programs or to people, as they please: what a plain request gets says nothing.
_WALLED: Final = {
    "facebook.com": "Facebook",
    "fb.com": "Facebook",
    "fb.me": "Facebook",
    "instagram.com": "Instagram",
    "threads.com": "Threads",
    "threads.net": "Threads",
    "linkedin.com": "LinkedIn",
    "lnkd.in": "LinkedIn",
    "tiktok.com": "TikTok",
    "twitter.com": "X",
    "x.com": "X",
    "t.co": "X",
}
# Hosts whose pages people name without https:// in front.
_SPOKEN: Final = frozenset(
    {*_WALLED, "t.me", "telegram.me", "vk.com", "reddit.com", "flickr.com", "tumblr.com"}
)
_SPOKEN_FORM: Final = re.compile(r"(?P<host>[A-Za-z0-9.-]{1,255})/[^\s]{1,1500}")


def understand(text: str) -> Target | None:
    """Read "https://…", "page:https://…", or a known network's page without https://; None for anything else."""
    written = text.strip().strip("<>").strip()
    written = re.sub(r"^page:\s*", "", written, flags=re.IGNORECASE)
    spoken = _SPOKEN_FORM.fullmatch(written)
    if spoken and _parent(spoken["host"].casefold(), _SPOKEN) is not None:
        written = f"https://{written}"
    return _target(written)


def perhaps(text: str) -> Target | None:
    """Read an address that another network took for its own, and where nobody was found.

    Not one with "/@name": that is an account, and servers of accounts may show one and the same page for any name. Nor
    one behind a login wall, of which its own network has more to say.
    """
    target = understand(text)
    if target is None or walled(target.handle) is not None:
        return None
    return None if urlsplit(target.handle).path.startswith("/@") else target


def walled(url: str) -> str | None:
    """Return the name of the network whose login wall makes a plain request meaningless; None where it may be asked."""
    host = (urlsplit(url).hostname or "").casefold()
    parent = _parent(host, _WALLED)
    return _WALLED[parent] if parent else None


def id_of(url: str) -> AccountId:
    """Return an account's id for a page; what stands behind a "?" may be a secret and does not stand in it."""
    parts = urlsplit(url)
    mark = f"?{hashlib.sha256(parts.query.encode()).hexdigest()[:12]}" if parts.query else ""
    return AccountId(f"{KEY}:{parts.netloc}{parts.path}{mark}")


def _parent(host: str, known: frozenset[str] | dict[str, str]) -> str | None:
    """Return the known name that a host is, or lies under."""
    labels = host.split(".")
    return next((name for at in range(len(labels)) if (name := ".".join(labels[at:])) in known), None)


def _target(written: str) -> Target | None:
    if len(written) > _LONGEST or re.search(r"[\x00-\x20\x7f\\]", written):
        return None
    try:
        parts = urlsplit(written)
        host = server_name(parts.netloc) if parts.netloc and "@" not in parts.netloc else None
    except ValueError:
        return None
    if host is None or parts.scheme.casefold() not in {"https", "http"}:
        return None
    # Only https is asked; a page that was written down with http:// years ago answers there as well.
    scheme = "http" if is_this_computer(host) and parts.scheme.casefold() == "http" else "https"
    url = urlunsplit((scheme, host, parts.path or "/", parts.query, ""))
    return Target(network=KEY, handle=url)
