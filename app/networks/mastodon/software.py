"""What the servers that speak Mastodon's language do differently, and how to learn which one it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.model.problem import NetworkRefused
from app.networks.fields import address, record, rows, text

if TYPE_CHECKING:
    from app.networks.web import Web


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """The customs of one server program.

    `key` is its name in nodeinfo. `lists_for_strangers` is False where the program refuses every list without a
    sign-in, whatever the person chose. `looks_up_whole_handles` is True where a name without its server is not found.
    `finds_by_name` is True where an account's name may stand in place of its id. `page` is the path of a profile, and
    `has_plain_page` says that it is HTML with the pictures in it, whatever the interface refuses to strangers.

    What concerns the person's own account: `fine_scopes` is False where only "read" and "write" are known,
    `picks_own_media` False where asking for posts with pictures alone loses the followers-only ones, `lists_all_own`
    False where these are never listed, `shows_unlisted` False where an unlisted post has no page for strangers,
    `closes_profiles` True where a locked account shows its posts to followers alone, `takes_settings` False where a
    change of one setting may change others, and `settings` is the path of the page where they are.
    """

    key: str
    title: str
    version: str = ""
    is_known: bool = True
    lists_for_strangers: bool = True
    looks_up_whole_handles: bool = False
    finds_by_name: bool = False
    page: str = field(default="/@{user}")
    has_plain_page: bool = False
    fine_scopes: bool = True
    picks_own_media: bool = True
    lists_all_own: bool = True
    shows_unlisted: bool = True
    closes_profiles: bool = False
    takes_settings: bool = True
    settings: str = "/settings"

    @property
    def named(self) -> str:
        """The program's name with its version: "Mastodon 4.4.2"."""
        return f"{self.title} {self.version}".strip()


# Read in the servers' own code: GoToSocial internal/api/client/accounts/statuses.go and Pixelfed's ApiV1Controller
# refuse every list without a token; Pixelfed (2024-03) sends no Link header; Takahē serves several domains at once and
# Friendica looks up addresses; Pleroma and Akkoma take a nickname wherever an id may stand. Friendica picks out posts
# with pictures among the public ones alone, and its UpdateCredentials makes another kind of account of a locked one;
# Takahē's list of an account leaves followers-only posts out; GoToSocial has no page for unlisted posts
# (docs/user_guide/settings). The scopes of Pixelfed are read in its AuthServiceProvider. Recalled: those of Friendica
# and Takahē, that Pixelfed closes a locked profile as a whole, and the pages of settings but for Mastodon's.
MASTODON = Software(key="mastodon", title="Mastodon")
_FAMILY = (
    MASTODON,
    Software(key="hometown", title="Hometown"),
    Software(
        key="gotosocial",
        title="GoToSocial",
        lists_for_strangers=False,
        shows_unlisted=False,
        has_plain_page=True,
    ),
    Software(
        key="pixelfed",
        title="Pixelfed",
        lists_for_strangers=False,
        page="/{user}",
        fine_scopes=False,
        closes_profiles=True,
    ),
    Software(
        key="friendica",
        title="Friendica",
        looks_up_whole_handles=True,
        page="/profile/{user}",
        fine_scopes=False,
        picks_own_media=False,
        takes_settings=False,
    ),
    Software(key="akkoma", title="Akkoma", finds_by_name=True, page="/users/{user}"),
    Software(key="pleroma", title="Pleroma", finds_by_name=True, page="/users/{user}"),
    Software(
        key="takahe",
        title="Takahē",
        looks_up_whole_handles=True,
        page="/@{user}@{host}/",
        fine_scopes=False,
        lists_all_own=False,
    ),
    Software(key="hollo", title="Hollo"),
)
_BY_KEY = {one.key: one for one in _FAMILY}


def by_name(name: str) -> Software:
    """Return the customs of a program by the name that was kept with an account: "GoToSocial 0.19"."""
    for one in _FAMILY:
        if name.startswith(one.title):
            return one
    return replace(MASTODON, key="", title=name, is_known=False) if name else MASTODON


def ask_software(web: Web, server: str) -> Software:
    """Ask a server which program it runs: nodeinfo first, then the instance's own description."""
    named = _nodeinfo(web, server) or _instance(web, server)
    if named is None:
        return replace(MASTODON, key="", title="", is_known=False)
    name, version = named
    known = _BY_KEY.get(name.casefold().replace("ē", "e"))
    if known is None:
        return replace(MASTODON, key=name.casefold(), title=name, version=version, is_known=False)
    return replace(known, version=version)


def _nodeinfo(web: Web, server: str) -> tuple[str, str] | None:
    """Ask as nodeinfo.diaspora.software says: a list of addresses first, then the newest of them."""
    listed = [
        record(one) for one in rows(record(_json(web, f"{server}/.well-known/nodeinfo")).get("links"))[:10]
    ]
    for link in sorted(listed, key=lambda one: text(one.get("rel"), 200), reverse=True):
        # Behind another name for itself (a proxy, a port) a server lists that name; only the path is taken from it.
        path = urlsplit(address(link.get("href"), server)).path
        if path.strip("/"):
            software = record(record(_json(web, f"{server}{path}")).get("software"))
            name = text(software.get("name"), 40)
            return (name, _version(text(software.get("version"), 60))) if name else None
    return None


def _instance(web: Web, server: str) -> tuple[str, str] | None:
    """Read "2.7.2 (compatible; Pixelfed 0.11.4)"; a bare number is Mastodon's own way of saying it."""
    said = text(record(_json(web, f"{server}/api/v1/instance")).get("version"), 100)
    other = re.search(r"compatible;\s*([^\s)]{1,40})\s*([^)]{0,40})\)", said)
    if other:
        return other[1], _version(other[2])
    return ("mastodon", _version(said)) if said else None


def _version(said: str) -> str:
    """Keep the number of a version, without the build behind it: "0.19.1" of "0.19.1+git-1a2b3c4"."""
    match = re.match(r"v?(\d{1,6}(?:\.\d{1,6}){0,3})", said.strip())
    return match[1] if match else ""


def _json(web: Web, url: str) -> object:
    answer = web.get(url, why="server", headers={"Accept": "application/json"})
    try:
        return answer.json() if answer.status == 200 else None
    except NetworkRefused:
        return None
