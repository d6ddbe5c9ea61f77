"""Read whose archive it is out of an ActivityPub actor: name, profile pictures, and the switches that it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.model.account import Account, AccountKind, account_id
from app.model.audience import Audience, Basis, stated
from app.model.photo import MediaState, Photo, PhotoKind
from app.networks.fields import address, record, rows, text
from app.networks.mastodon.media import is_stand_in, portrait_key
from app.networks.mastodon.names import KEY, base_url, server_name
from app.networks.mastodon.settings import Reader
from app.networks.mastodon.software import Software, by_name
from app.networks.mastodon.switches import DISCOVERABLE, INDEXABLE, LOCKED

if TYPE_CHECKING:
    from datetime import datetime

    from app.model.setting import Check
    from app.networks.container import Tree

_USER = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?")
# Mastodon's actors are /users/name, since 4.5 /ap/users/number; Pixelfed's are /users/name too.
_NAMED = re.compile(r"/(?:users|@)/?([A-Za-z0-9_.-]{1,64})/?$")
_LONGEST_NAME = 200
_LONGEST_ADDRESS = 1_000


def account_of(
    actor: Mapping[str, object], given: str, tree: Tree, software: str = "", number: str = ""
) -> Account:
    """Return the account of an actor; where there is no actor, that of its address as the posts name it.

    The name of the server is that of the address: a handle under another name than its server is told in newer
    archives alone (FEP-2c59, recalled).
    """
    where = text(actor.get("id"), _LONGEST_ADDRESS) or given
    host = _host(where)
    named = _NAMED.search(where)
    user = text(actor.get("preferredUsername"), _LONGEST_NAME) or (named[1] if named else "")
    handle = _webfinger(actor) or (f"{user}@{host}" if _USER.fullmatch(user) and host else "")
    server = base_url(host) if host else ""
    known = handle or (tree.origin[0].stem if tree.origin else "") or "mastodon"
    page = address(actor.get("url"), server) or _page(by_name(software), server, handle)
    return Account(
        id=account_id(KEY, known[:_LONGEST_NAME]),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=known[:_LONGEST_NAME],
        name=text(actor.get("name"), _LONGEST_NAME),
        remote_id=number,
        server=server,
        url=page if handle else "",
        software=software,
    )


def _host(where: str) -> str:
    try:
        parts = urlsplit(where)
    except ValueError:
        return ""
    is_web = parts.scheme in {"https", "http"} and "@" not in parts.netloc
    return (server_name(parts.netloc) or "") if is_web else ""


def _webfinger(actor: Mapping[str, object]) -> str:
    user, _, host = text(actor.get("webfinger"), 400).removeprefix("acct:").lstrip("@").partition("@")
    name = server_name(host) if host else None
    return f"{user}@{name}" if _USER.fullmatch(user) and name else ""


def _page(software: Software, server: str, handle: str) -> str:
    user, _, host = handle.partition("@")
    return f"{server}{software.page.format(user=user, host=host)}" if server and user else ""


def portraits(
    tree: Tree, folder: str, actor: Mapping[str, object], account: Account, as_of: datetime | None
) -> Iterator[Photo]:
    """Yield avatar and banner: the file beside the actor, else the address that it gives."""
    for kind, name in ((PhotoKind.AVATAR, "icon"), (PhotoKind.BANNER, "image")):
        image = actor.get(name)
        given = text(record(rows(image)[0] if rows(image) else image).get("url"), _LONGEST_ADDRESS)
        if not given or is_stand_in(given):
            continue
        link = address(given, "") if "://" in given else ""
        member = "" if link else tree.at(f"{folder}/{given}" if folder else given) or ""
        missing = MediaState.REMOTE if link else MediaState.MISSING
        yield Photo(
            account=account.id,
            network=KEY,
            key=portrait_key(kind, link) if link else str(kind),
            kind=kind,
            url=account.url,
            media_url=link,
            visibility=stated(Audience.PUBLIC, Basis.NETWORK_RULE, as_of),
            media_state=MediaState.PRESENT if member else missing,
            source_path="" if link else member or text(given, 200),
        )


def checks(actor: Mapping[str, object], account: Account, as_of: datetime | None) -> Iterator[Check]:
    """Yield the switches that an actor tells; null means that nobody was ever asked, which is not off."""
    reader = Reader(account=account, software=by_name(account.software), as_of=as_of, by_api=False)
    for switch, name in (
        (LOCKED, "manuallyApprovesFollowers"),
        (DISCOVERABLE, "discoverable"),
        (INDEXABLE, "indexable"),
    ):
        if name in actor:
            yield reader.flag(switch, actor[name])
