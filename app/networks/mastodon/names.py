"""Handles and profile addresses of the fediverse, in every way that people write them."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

import idna

from app.model.account import NetworkKey
from app.networks.network import Target

KEY = NetworkKey("mastodon")

_USER = r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,62}[A-Za-z0-9_])?"
_HANDLE = re.compile(rf"(?:acct:)?@?(?P<user>{_USER})@(?P<host>[^\s@/?#]{{1,255}})", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>[^\s@/?#]{1,255})/(?P<path>[^\s?#]{1,500})", re.IGNORECASE
)
# The page of one person, by server software: Mastodon and GoToSocial /@user, Mastodon's older and ActivityPub's own
# /users/user and /web/@user, Friendica /profile/user, Takahē and pages about people of other servers /@user@server/.
_PAGE = re.compile(
    rf"(?:web/|deck/)?(?:@|users/|profile/|web/accounts/@)(?P<user>{_USER})(?:@(?P<host>[^\s@/?#]{{1,255}}))?(?:/.*)?"
)
_PIXELFED_PAGE = re.compile(rf"(?P<user>{_USER})/?")
# First words of paths that are no person's name on any of these servers.
_NO_USER = re.compile(
    r"about|accounts|admin|apps?|api|auth|contact|deck|directory|discover|embed|explore|favicon|groups?|help|home|i|"
    r"inbox|invite|log[io]n|logout|media|nodeinfo|notifications?|oauth|p|photos?|privacy|public|register|relay|robots|"
    r"search|settings|share|sign[-_]?up|site|static|status(?:es)?|stor(?:y|ies)|tags?|terms|timelines?|tos|users?|web",
    re.IGNORECASE,
)
# Big services whose addresses look the same and that answer no Mastodon API.
_ELSEWHERE = re.compile(
    r"(?:.+\.)?(?:bsky\.(?:app|social)|deviantart\.com|discord\.com|facebook\.com|fb\.com|flickr\.com|gravatar\.com|"
    r"git(?:hub|lab)\.com|google\.[a-z.]+|instagram\.com|kakao\.com|linkedin\.com|medium\.com|naver\.com|patreon\.com|"
    r"pinterest\.[a-z.]+|reddit\.com|snapchat\.com|soundcloud\.com|substack\.com|t\.me|telegram\.me|"
    r"threads\.(?:com|net)|tiktok\.com|tumblr\.com|twitch\.tv|twitter\.com|vero\.co|vimeo\.com|vk\.com|whatsapp\.com|"
    r"x\.com|youtube\.com)"
)


def understand(text: str) -> Target | None:
    """Read "@user@server", "user@server" or the address of a profile; None where it is neither.

    `user@server` may as well be an e-mail address: whoever lives there is seen when the server is asked.
    """
    written = text.strip().strip("<>").strip()
    match = _HANDLE.fullmatch(written)
    if match:
        return _target(match["user"], match["host"])
    return _from_address(written)


def base_url(host: str) -> str:
    """Return the base address of a server by its name; plain http only for a server on this computer."""
    return f"{'http' if is_this_computer(host) else 'https'}://{host}"


def is_this_computer(host: str) -> bool:
    """Whether a server's name, with or without a port, can only mean this computer."""
    name = _parts(host)
    if name is None:
        return False
    try:
        return name.hostname == "localhost" or ip_address(name.hostname or "").is_loopback
    except ValueError:
        return False


def server_name(host: str) -> str | None:
    """Return a server's name as it is sent over the wire: lower-case, punycode, with its port if it has one.

    None where it is no name that a server of the open internet, or of this computer, can have.
    """
    parts = _parts(host)
    if parts is None or not parts.hostname:
        return None
    port = f":{parts.port}" if parts.port and parts.port != 443 else ""
    if is_this_computer(host):
        return f"[{parts.hostname}]{port}" if ":" in parts.hostname else f"{parts.hostname}{port}"
    try:
        name = idna.encode(parts.hostname.rstrip("."), uts46=True).decode("ascii").casefold()
    except (idna.IDNAError, UnicodeError):
        return None
    is_number = name.rpartition(".")[2].isdigit()
    return f"{name}{port}" if "." in name and not is_number else None


def _parts(host: str) -> SplitResult | None:
    try:
        parts = urlsplit(f"//{host}")
        is_plain = parts.port != 0 and not parts.path
    except ValueError:
        return None
    return parts if is_plain else None


def _from_address(written: str) -> Target | None:
    match = _ADDRESS.fullmatch(re.sub(r"[?#].*$", "", written, flags=re.DOTALL))
    if match is None:
        return None
    host = server_name(match["host"])
    if host is None or _ELSEWHERE.fullmatch(host):
        return None
    path = unquote(match["path"])
    page = _PAGE.fullmatch(path)
    if page:
        return _target(page["user"], page["host"] or host)
    pixelfed = _PIXELFED_PAGE.fullmatch(path)
    # Such an address may be any page of any site, so it has to be written out as an address.
    if (
        pixelfed
        and match["scheme"]
        and not _NO_USER.fullmatch(pixelfed["user"])
        and "." not in pixelfed["user"]
    ):
        return _target(pixelfed["user"], host)
    return None


def _target(user: str, host: str) -> Target | None:
    name = server_name(host)
    return Target(network=KEY, handle=f"{user}@{name}") if name else None
