"""How a fediverse server hands out sign-ins: this app is made known to it, and a code is changed for a token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.model.problem import NetworkRefused, SignInStopped
from app.model.sign_in import Grant, Power
from app.model.text import say
from app.networks.ask import origin
from app.networks.fields import address, count, record, rows, text

if TYPE_CHECKING:
    from app.networks.answer import Answer
    from app.networks.web import Web

APP_NAME: Final = "Overexposed"
OK: Final = 200
# "Unprocessable", and what Friendica and others say, of a scope that they do not know.
_NOT_SO = frozenset({400, 422})
_LONGEST_SECRET = 4000
_LONGEST_SCOPE = 1000

# docs.joinmastodon.org/api/oauth-scopes: the narrow ones since 2.4.3. Deleting a post, its media included, is
# write:statuses; settings and profile pictures are write:accounts.
_FINE: Mapping[Power, tuple[str, ...]] = {
    Power.READ: ("read:accounts", "read:statuses"),
    Power.CHANGE: ("write:accounts",),
    Power.DELETE: ("write:statuses",),
}
_COARSE: Mapping[Power, tuple[str, ...]] = {
    Power.READ: ("read",),
    Power.CHANGE: ("write",),
    Power.DELETE: ("write",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Where a server wants to be asked for a sign-in. `fine_scopes` is None where it does not tell what it knows."""

    authorize: str
    token: str
    revoke: str
    issuer: str = ""
    fine_scopes: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Our app as one server knows it: made known anew for every sign-in, for the port of the answer changes.

    `fine` says whether it was made known with the narrow scopes.
    """

    key: str = field(repr=False)
    secret: str = field(repr=False)
    callback: str
    fine: bool


def scopes(powers: Iterable[Power], *, fine: bool) -> str:
    """Return the words for what these powers need, the reading ones first."""
    table = _FINE if fine else _COARSE
    wanted = set(powers)
    return " ".join(dict.fromkeys(word for power in Power if power in wanted for word in table[power]))


def powers(scope: str) -> frozenset[Power]:
    """Return what a scope in the server's words allows. Some servers part the words by commas."""
    words = set(scope.replace(",", " ").split())
    return frozenset(power for power in Power if words >= set(_FINE[power]) or words >= set(_COARSE[power]))


def gate(web: Web, server: str) -> Gate:
    """Ask a server where its sign-in is (RFC 8414). 404 means that it is older than Mastodon 4.3, or another program.

    An address at another server is not believed: the code and the secret of this app would be sent there.
    """
    usual = Gate(
        authorize=f"{server}/oauth/authorize", token=f"{server}/oauth/token", revoke=f"{server}/oauth/revoke"
    )
    answer = web.get(f"{server}/.well-known/oauth-authorization-server", why="sign-in", cap=256 * 1024)
    try:
        told = record(answer.json() if answer.status == OK else None)
    except NetworkRefused:
        return usual
    known = {text(one, 100) for one in rows(told.get("scopes_supported"))[:200]}

    def here(name: str, otherwise: str) -> str:
        url = address(told.get(name), server)
        return url if url and origin(url) == origin(server) else otherwise

    return Gate(
        authorize=here("authorization_endpoint", usual.authorize),
        token=here("token_endpoint", usual.token),
        revoke=here("revocation_endpoint", usual.revoke),
        issuer=text(told.get("issuer"), 500),
        fine_scopes="read:statuses" in known if known else None,
    )


def register(web: Web, server: str, callback: str, *, fine: bool) -> Client:
    """Make this app known to a server, with every scope that it may ever ask for; each sign-in asks for a part.

    A server that does not know the narrow scopes is asked again with the wide ones.
    """
    answer = _registered(web, server, callback, fine=fine)
    if fine and answer.status in _NOT_SO:
        fine = False
        answer = _registered(web, server, callback, fine=fine)
    told = record(answer.json() if answer.status in {OK, 201} else None)
    key = text(told.get("client_id"), _LONGEST_SECRET)
    secret = text(told.get("client_secret"), _LONGEST_SECRET)
    if not key or not secret:
        raise NetworkRefused(
            say(
                "{host} did not let this app sign in (code {status}).", host=answer.host, status=answer.status
            ),
            say("Check the server's address. You can also paste an access token from the server's settings."),
        )
    return Client(key=key, secret=secret, callback=callback, fine=fine)


def _registered(web: Web, server: str, callback: str, *, fine: bool) -> Answer:
    form = {"client_name": APP_NAME, "redirect_uris": callback, "scopes": scopes(Power, fine=fine)}
    return web.post(f"{server}/api/v1/apps", why="sign-in", data=form)


def redeemed(web: Web, door: Gate, client: Client, fields: Mapping[str, str], asked: str) -> Grant:
    """Change a code for a token; raises SignInStopped where the server does not take it."""
    form = {
        "grant_type": "authorization_code",
        "client_id": client.key,
        "client_secret": client.secret,
        "redirect_uri": client.callback,
        "scope": asked,
        **fields,
    }
    answer = web.post(door.token, why="sign-in", data=form)
    held = {"client_id": client.key, "client_secret": client.secret}
    grant = granted(web, answer, held, asked)
    if grant is None:
        raise SignInStopped(
            say("{host} did not finish the sign-in (code {status}).", host=answer.host, status=answer.status),
            say("Start the sign-in again. If it stays so, try again later."),
        )
    return grant


def refreshed(web: Web, server: str, held: Grant) -> Grant | None:
    """Fetch a fresh token for one that ran out (Pixelfed's last a year); None where the server says no."""
    form = {
        "grant_type": "refresh_token",
        "refresh_token": held.secret("refresh_token"),
        "client_id": held.secret("client_id"),
        "client_secret": held.secret("client_secret"),
        "scope": held.scope,
    }
    answer = web.post(f"{server}/oauth/token", why="sign-in", data=form)
    return granted(web, answer, held.secrets, held.scope)


def granted(web: Web, answer: Answer, held: Mapping[str, str], asked: str) -> Grant | None:
    """Read the grant out of the answer of a token endpoint; None where it is none.

    A scope that is not told is the one that was asked for (RFC 6749, section 5.1).
    """
    told = record(answer.json() if answer.status == OK else None)
    token = text(told.get("access_token"), _LONGEST_SECRET)
    if not token:
        return None
    scope = text(told.get("scope"), _LONGEST_SCOPE) or asked
    renewal = text(told.get("refresh_token"), _LONGEST_SECRET)
    seconds = count(told.get("expires_in"))
    # More than a hundred years is a number that stands for "never".
    lasts = seconds if seconds and seconds < 100 * 365 * 86400 else None
    return Grant(
        secrets={**held, "token": token, **({"refresh_token": renewal} if renewal else {})},
        powers=powers(scope),
        scope=scope,
        expires_at=web.now() + timedelta(seconds=lasts) if lasts else None,
    )
