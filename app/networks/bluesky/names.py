"""Read the handles, identities and addresses by which people know a Bluesky account."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

import idna

from app.model.account import NetworkKey
from app.networks.network import Target

KEY = NetworkKey("bluesky")

# AT Protocol specifications "Handle" and "DID": a handle is a domain name, its last part begins with a letter.
_HANDLE = re.compile(
    r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_DID = re.compile(r"did:plc:[a-z2-7]{24}|did:web:(?P<host>[a-z0-9.-]{1,253}(?:%3A\d{1,5})?)", re.IGNORECASE)
# What is pasted along with a name: Bluesky's own page wraps handles in marks of writing direction.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# The web page of Bluesky, and others that show the same accounts under the same paths.
_PAGES = frozenset(
    {"bsky.app", "www.bsky.app", "main.bsky.dev", "staging.bsky.app", "deer.social", "blacksky.community"}
)
_PAGE = re.compile(r"/profile/(?P<who>[^/]{1,300})(?:/.*)?")
# What nobody means as a handle when typing it without an @: the names of pictures and exports.
_FILE = re.compile(
    r".+\.(?:jpe?g|png|gif|webp|heic|heif|avif|tiff?|bmp|zip|tgz|gz|tar|json|html?|csv|txt|pdf|mp4|car)"
)


def understand(text: str) -> Target | None:
    """Read "name.bsky.social", "@name.example", a DID or the address of a profile; None where it is none of them."""
    written = _UNSEEN.sub("", text).strip().strip("<>").strip()
    if "/" in written:
        return _from_address(written)
    bare = written.removeprefix("@")
    if bare == written and _FILE.fullmatch(bare.casefold()):
        return None
    return _target(bare)


def handle_of(text: str) -> str | None:
    """Return a handle as the protocol writes it: lower-case, punycode; None where it cannot be one."""
    if len(text) > 253:
        return None
    try:
        name = text if text.isascii() else idna.encode(text, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None
    name = name.casefold()
    return name if _HANDLE.fullmatch(name) else None


def did_of(text: str) -> str | None:
    """Return a DID of the two methods that the network uses (plc, web), lower-case; None where it is none."""
    match = _DID.fullmatch(text)
    if match is None:
        return None
    host = match["host"]
    is_fit = host is None or handle_of(host.partition("%")[0]) is not None or host.startswith("localhost%")
    return text.casefold().replace("%3a", "%3A") if is_fit else None


def base_of(url: object) -> str:
    """Return the base address of a server, from an address without a path; "" for what no server may be asked under.

    Plain http is kept only for a server on this computer.
    """
    if not isinstance(url, str) or len(url) > 500 or re.search(r"[\x00-\x20\x7f\\]", url):
        return ""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").casefold()
    is_bare = parts.path in {"", "/"} and not parts.query and not parts.fragment and "@" not in parts.netloc
    if not host or not is_bare or port == 0 or parts.scheme not in {"https", "http"}:
        return ""
    base = f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{f':{port}' if port else ''}"
    return base if parts.scheme == "https" or is_this_computer(base) else ""


def is_this_computer(url: str) -> bool:
    """Whether the server of an address can only be one on this computer."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _from_address(written: str) -> Target | None:
    if written.casefold().startswith("at://"):
        return _target(written[5:].partition("/")[0])
    try:
        parts = urlsplit(written if "://" in written else f"https://{written}")
        host = (parts.hostname or "").casefold()
    except ValueError:
        return None
    if parts.scheme not in {"https", "http"}:
        return None
    page = _PAGE.fullmatch(parts.path)
    if host in _PAGES and page:
        return _target(unquote(page["who"]).removeprefix("@"))
    # The address of a handle leads to the profile; any other bare address may be anybody's home page.
    is_own = host.endswith(".bsky.social") and parts.path in {"", "/"}
    return _target(host) if is_own else None


def _target(name: str) -> Target | None:
    handle = did_of(name) or handle_of(name)
    return Target(network=KEY, handle=handle) if handle else None
