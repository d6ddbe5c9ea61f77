"""What people write for a blog of Tumblr, and where Tumblr answers."""

from __future__ import annotations

import re
from typing import Final

from app.model.account import NetworkKey
from app.networks.network import Target

KEY: Final = NetworkKey("tumblr")
SITE: Final = "https://www.tumblr.com"
API: Final = "https://api.tumblr.com"

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?"
_WRITTEN = re.compile(
    rf"tumblr:@?(?P<bare>{_NAME})|(?:https?://)?(?!www\.)(?P<host>{_NAME})\.tumblr\.com(?:[/?#].*)?"
    rf"|(?:https?://)?(?:www\.)?tumblr\.com/(?:blog/(?:view/)?)?@?(?P<path>{_NAME})(?:[/?#].*)?",
    re.IGNORECASE,
)
# The hosts and the first words of paths that are nobody's blog.
_NOBODY = frozenset(
    {
        "www",
        "api",
        "assets",
        "media",
        "static",
        "about",
        "blog",
        "dashboard",
        "docs",
        "explore",
        "help",
        "inbox",
    }
    | {
        "likes",
        "login",
        "new",
        "oauth",
        "oauth2",
        "policy",
        "privacy",
        "register",
        "search",
        "settings",
        "tagged",
    }
)
# A blog by its lasting id ("t:0aY0xL2Fi1OFJg4YxpmegQ"), by its name, or by the host that it has for itself.
_BLOG = re.compile(r"t:[\w-]{1,60}|[A-Za-z0-9][A-Za-z0-9.-]{0,120}", re.ASCII)


def understand(text: str) -> Target | None:
    """Read "tumblr:name", name.tumblr.com or the address of a blog; None where it is none of them."""
    match = _WRITTEN.fullmatch(text.strip())
    name = (match["bare"] or match["host"] or match["path"]).casefold() if match else ""
    return Target(network=KEY, handle=name) if name and name not in _NOBODY else None


def api(server: str) -> str:
    """Return the address that answers calls. `server` takes the place of all of Tumblr ("" for Tumblr itself)."""
    return server or API


def blog_id(value: object) -> str:
    """Return what names a blog in a call, "" for anything else: it must not become another path."""
    fits = isinstance(value, str) and _BLOG.fullmatch(value) and ".." not in value
    return str(value) if fits else ""


def post_id(value: object) -> str:
    """Return the id of a post: digits, as text or as a number beyond 53 bits."""
    written = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return written if re.fullmatch(r"\d{1,30}", written, re.ASCII) else ""
