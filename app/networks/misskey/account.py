"""Find a Misskey account by its handle, without any sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.problem import NetworkRefused, NotThere
from app.model.text import say
from app.networks.families import title
from app.networks.fields import count, identifier, record, text
from app.networks.hosts import base_url
from app.networks.misskey.api import ask, list_refused, not_there, unexpected
from app.networks.misskey.names import KEY
from app.networks.network import Target

if TYPE_CHECKING:
    from app.networks.web import Web

_MOST_NAME = 200


def find(web: Web, target: Target) -> Account:
    """Look an account up as a stranger. `target.server`, where it is given, is asked instead of the handle's own.

    Raises NotThere, ListRefused, NetworkRefused and the Problems of the web.
    """
    user, _, host = target.handle.partition("@")
    server = target.server or base_url(host)
    reply = ask(web, server, "users/show", why="profile", username=user, host=None)
    page = f"{server}/@{user}"
    if reply.is_good:
        entity = record(reply.value)
        if (
            not identifier(entity.get("id"))
            or text(entity.get("username"), _MOST_NAME).casefold() != user.casefold()
        ):
            raise _nobody(target.handle, page)
        return account_of(entity, handle=target.handle, server=server, software=_software(web, server))
    if reply.answer.status in {401, 403}:
        raise list_refused(page, reply.answer.host)
    if reply.code == "NO_SUCH_USER":
        # A server that shows nothing to visitors (ugcVisibilityForVisitor "none", users/show.ts of 2025) says so too.
        raise (
            list_refused(page, reply.answer.host)
            if _lives_there(web, server, target.handle)
            else not_there(target.handle)
        )
    if reply.answer.status in {404, 410}:
        raise not_there(target.handle)
    raise unexpected(reply)


def account_of(entity: Mapping[str, object], *, handle: str, server: str, software: str = "") -> Account:
    """Return the account that a server's own record tells of; raises NotThere where it is suspended."""
    if entity.get("isSuspended") is True:
        raise NotThere(
            say("{server} has suspended {handle}.", server=server, handle=handle),
            say("Its photos may still lie on other servers. Look for the name there."),
        )
    user = handle.partition("@")[0]
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.WATCHED,
        handle=handle,
        name=text(entity.get("name"), _MOST_NAME),
        remote_id=identifier(entity.get("id")),
        server=server,
        url=f"{server}/@{user}",
        software=software,
        claimed_posts=count(entity.get("notesCount")),
    )


def _nobody(handle: str, page: str) -> NetworkRefused:
    return NetworkRefused(
        say("The server gave something else in place of the account {handle}.", handle=handle),
        say("Look at {url} in a private window to see what a stranger gets.", url=page),
    )


def _lives_there(web: Web, server: str, handle: str) -> bool:
    """Whether the server tells other servers of this account (WebFinger, RFC 7033)."""
    answer = web.get(f"{server}/.well-known/webfinger", why="handle", params={"resource": f"acct:{handle}"})
    try:
        return answer.status == 200 and bool(record(answer.json()).get("links"))
    except NetworkRefused:
        return False


def _software(web: Web, server: str) -> str:
    """Return the program with its version, as the server's description tells it; "" where it does not."""
    answer = web.get(f"{server}/nodeinfo/2.1", why="server")
    try:
        named = record(record(answer.json() if answer.status == 200 else None).get("software"))
    except NetworkRefused:
        return ""
    version = text(named.get("version"), 20).partition("+")[0]
    return f"{title(text(named.get('name'), 40))} {version}".strip()
