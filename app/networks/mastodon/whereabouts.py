"""Ask the server in a handle where the person really lives (WebFinger, RFC 7033)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.model.problem import NetworkRefused
from app.networks.fields import address, record, rows, text
from app.networks.mastodon.names import base_url, is_this_computer, understand

if TYPE_CHECKING:
    from app.networks.web import Web

_PROFILE_PAGE = "http://webfinger.net/rel/profile-page"
_TEMPLATE = re.compile(r"""<Link[^>]{0,500}?\btemplate\s*=\s*["']([^"'<>]{1,1000})["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where an account lives: `handle` as its own server writes it, `server` the base address that answers for it.

    `actor` is the ActivityPub id of the account and `page` its profile page, both "" where nobody told.
    """

    handle: str
    server: str
    actor: str = ""
    page: str = ""


def locate(web: Web, handle: str) -> Whereabouts:
    """Return where the account of a handle lives; where nobody tells, the server in the handle is it."""
    told = _ask(web, handle)
    if told is None:
        return Whereabouts(handle=handle, server=base_url(handle.partition("@")[2]))
    here = _read(told, handle)
    # A server may give another name for the account, but only the server in that name can say that it is so.
    subject = understand(text(told.get("subject"), 400))
    if subject is None or subject.handle.casefold() == handle.casefold():
        return here
    confirmed = _ask(web, subject.handle)
    if confirmed is None or not here.actor:
        return here
    there = _read(confirmed, subject.handle)
    return there if there.actor == here.actor else here


def named_there(web: Web, where: Whereabouts) -> Whereabouts:
    """Add what the server that was named itself tells of an account; what it tells of other servers is not believed."""
    told = _fetch(web, f"{where.server}/.well-known/webfinger", f"acct:{where.handle}")
    here = _read(told, where.handle) if told is not None else where
    return here if here.server == where.server else where


def _ask(web: Web, handle: str) -> Mapping[str, object] | None:
    """Return what WebFinger says of a handle; a server may keep it elsewhere and say so in its host-meta (RFC 6415)."""
    host = handle.partition("@")[2]
    resource = f"acct:{handle}"
    told = _fetch(web, f"{base_url(host)}/.well-known/webfinger", resource)
    if told is not None:
        return told
    answer = web.get(f"{base_url(host)}/.well-known/host-meta", why="handle", cap=64 * 1024)
    template = _TEMPLATE.search(answer.body.decode("utf-8", "replace")) if answer.status == 200 else None
    if template is None:
        return None
    elsewhere = address(unescape(template[1]).partition("?")[0], base_url(host))
    is_new = bool(elsewhere) and urlsplit(elsewhere).netloc != host and elsewhere.endswith("/webfinger")
    return _fetch(web, elsewhere, resource) if is_new else None


def _fetch(web: Web, url: str, resource: str) -> Mapping[str, object] | None:
    answer = web.get(
        url,
        why="handle",
        params={"resource": resource},
        headers={"Accept": "application/jrd+json, application/json"},
        cap=256 * 1024,
    )
    if answer.status != 200:
        return None
    try:
        return record(answer.json()) or None
    except NetworkRefused:
        return None


def _read(told: Mapping[str, object], handle: str) -> Whereabouts:
    home = base_url(handle.partition("@")[2])
    actor = page = ""
    for one in rows(told.get("links"))[:50]:
        link = record(one)
        href, kind = address(link.get("href"), home), text(link.get("type"), 200)
        if link.get("rel") == "self" and not actor and ("activity+json" in kind or "ld+json" in kind):
            actor = href
        if link.get("rel") == _PROFILE_PAGE and not page:
            page = href
    return Whereabouts(
        handle=handle, server=_origin(actor) or home, actor=actor if _origin(actor) else "", page=page
    )


def _origin(url: str) -> str:
    """Return the base address of a server that may be asked: https, or this computer's own."""
    parts = urlsplit(url)
    is_fit = parts.scheme == "https" or (parts.scheme == "http" and is_this_computer(parts.netloc))
    return f"{parts.scheme}://{parts.netloc}" if is_fit else ""
