"""Sign in to a Misskey server: MiAuth in the browser, or with a token that the person made.

MiAuth needs no registration: a page at /miauth/SESSION says who asks for what, the browser comes back with the
session's number, and /api/miauth/SESSION/check hands the token out, once (ApiServerService.ts, miauth.vue). A token
cannot end itself (i/revoke-token is closed to apps), so the person is told where to end it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from app.model.problem import MissingFacts, NetworkRefused, SignInStopped
from app.model.sign_in import Doorway, Grant, Need, Power
from app.model.text import say
from app.networks.fields import record, text
from app.networks.hosts import base_of
from app.networks.misskey.account import account_of
from app.networks.misskey.api import ask, unexpected
from app.networks.misskey.names import KEY
from app.networks.oauth import with_query
from app.networks.session import Errand, Joined, SignIn, Wish

if TYPE_CHECKING:
    from app.networks.web import Web

_NAME: Final = "Overexposed"
_PERMISSIONS: Final = {
    Power.READ: ("read:account", "read:drive"),
    Power.CHANGE: ("write:account",),
    Power.DELETE: ("write:notes", "write:drive"),
}
_LONGEST_TOKEN: Final = 500


def begin(web: Web, wish: Wish, back: str) -> Errand:
    """Start a sign-in in the browser at the person's own server; raises MissingFacts, NetworkRefused."""
    server = _server(wish)
    _greet(web, server)
    number = str(uuid.uuid4())
    powers = wish.powers | {Power.READ}
    asked = {"name": _NAME, "callback": back, "permission": _scope(powers)}

    def finish(answer: Mapping[str, str]) -> Joined:
        if answer.get("session") != number:
            raise _stopped()
        return _fetched(web, server, number, powers)

    return Errand(
        url=with_query(f"{server}/miauth/{number}", asked), proof=("session", number), finish=finish
    )


def bring(web: Web, wish: Wish) -> Joined:
    """Sign in with a token that the person made on their server's page. Raises MissingFacts, NetworkRefused."""
    server = _server(wish)
    token = wish.keys.get("token", "").strip()
    if not 0 < len(token) <= _LONGEST_TOKEN or not token.isalnum():
        raise MissingFacts(
            say("This is no access token of a Misskey server: it has letters and digits alone."),
            say("Copy it again from Settings, Service integration, API."),
        )
    reply = ask(web, server, "i", why="sign-in", i=token)
    if reply.answer.status in {401, 403}:
        raise NetworkRefused(
            say("The server does not take this token."),
            say("Make a new one at Settings, Service integration, API, and paste it here."),
        )
    if not reply.is_good:
        raise unexpected(reply)
    return _joined(record(reply.value), server, token, wish.powers | {Power.READ})


def _fetched(web: Web, server: str, number: str, powers: frozenset[Power]) -> Joined:
    reply = ask(web, server, f"miauth/{number}/check", why="sign-in")
    if not reply.is_good:
        raise unexpected(reply)
    told = record(reply.value)
    token = text(told.get("token"), _LONGEST_TOKEN)
    if told.get("ok") is not True or not token:
        raise _stopped()
    return _joined(record(told.get("user")), server, token, powers)


def _joined(user: Mapping[str, object], server: str, token: str, powers: frozenset[Power]) -> Joined:
    name = text(user.get("username"), 128)
    host = server.partition("://")[2]
    account = account_of(user, handle=f"{name}@{host}", server=server)
    if not name or not account.remote_id:
        raise NetworkRefused(
            say("The server did not say who signed in."),
            say("Try again later. If it stays so, this server may not be of the kind that we know."),
        )
    return Joined(account=account, grant=Grant(secrets={"token": token}, powers=powers, scope=_scope(powers)))


def _server(wish: Wish) -> str:
    """Return the base address of the person's server, from its name or from their handle."""
    typed = wish.server or wish.handle.removeprefix("@").partition("@")[2]
    server = base_of(typed)
    if server is None:
        raise MissingFacts(
            say("Which server is your account on?"),
            say(
                "Type its address, as in misskey.example, or your whole handle, as in @name@misskey.example."
            ),
        )
    return server


def _greet(web: Web, server: str) -> None:
    """Make sure that a Misskey server answers, before a browser opens a page that is not there."""
    reply = ask(web, server, "meta", why="server", detail=False)
    if not reply.is_good or not text(record(reply.value).get("version"), 60):
        raise NetworkRefused(
            say("{server} does not answer as a Misskey server.", server=server),
            say("Check the address. Mastodon and its relatives are connected as “mastodon”."),
        )


def _scope(powers: frozenset[Power]) -> str:
    return ",".join(word for power in Power if power in powers for word in _PERMISSIONS[power])


def _stopped() -> SignInStopped:
    return SignInStopped(
        say("The sign-in was not allowed, or its answer was used up already."),
        say("Start the sign-in again when you are ready."),
    )


SIGN_IN: Final = SignIn(
    doorway=Doorway(
        network=KEY,
        title="Misskey",
        handle=say("Your handle, as in @name@misskey.example"),
        server=say("Your server, as in misskey.example"),
        needs=(
            Need(
                key="token",
                says=say("Access token, only if the browser cannot be used"),
                hint=say("On your server: Settings, Service integration, API."),
                is_optional=True,
            ),
        ),
        in_browser=True,
        powers=frozenset(Power),
        warning=say(
            "What your server hands out has no end date. Disconnecting forgets it on this computer; to end it at the "
            "server as well, remove Overexposed there: Settings, Service integration."
        ),
        source="Misskey, ApiServerService.ts and miauth.vue; the names of its pages are recalled",
        checked_on="2026-11-27",
    ),
    begin=begin,
    bring=bring,
)
