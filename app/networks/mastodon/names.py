"""Handles and profile addresses of the fediverse, in every way that people write them."""

from __future__ import annotations

import re
from urllib.parse import unquote

from app.model.account import NetworkKey
from app.networks.hosts import base_url, is_this_computer, server_name
from app.networks.network import Target

__all__ = ["KEY", "base_url", "is_this_computer", "server_name", "understand"]

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
