"""Sign in to one of Meta's Graph APIs with a token that the person made in an app of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from app.model.problem import NetworkRefused, SignInStopped
from app.model.sign_in import Grant, Need, Power
from app.model.text import say
from app.networks.code_flow import ACCESS
from app.networks.fields import count, record, rows, text
from app.networks.graph import Graph
from app.networks.pasted import TOKEN, pasted
from app.networks.session import Joined, Wish

if TYPE_CHECKING:
    from app.model.account import Account
    from app.networks.web import Web

NEED: Final = Need(
    key=TOKEN,
    says=say("The token of your own Meta app"),
    hint=say("A long row of letters and digits. It is kept in your keyring and nowhere else."),
)
_EPOCH_MOST = 10**11


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How one network reads a token: where its API answers, who it asks for, and which scope allows what.

    `account` reads the account out of the answer to /me, None where nobody is named there.
    """

    base: str
    fields: str
    account: Callable[[Mapping[str, object]], Account | None]
    scopes: Mapping[str, Power]


def bring(web: Web, wish: Wish, door: Door) -> Joined:
    """Ask whose token this is; raises SignInStopped where it is none, and the Problems of the network."""
    token = pasted(wish)
    graph = Graph(web=web, base=door.base, token=token)
    account = door.account(graph.get("me", why="profile", params={"fields": door.fields}))
    if account is None:
        raise NetworkRefused(
            say("{host} does not say whose token this is.", host=graph.title),
            say("Make a new token for your own account, and paste it."),
        )
    powers, scope, until = _about(graph, door.scopes)
    return Joined(
        account=account, grant=Grant(secrets={ACCESS: token}, powers=powers, scope=scope, expires_at=until)
    )


def _about(graph: Graph, scopes: Mapping[str, Power]) -> tuple[frozenset[Power], str, datetime | None]:
    """Ask what a token allows and when it ends. Where nobody tells, the network will say no by itself.

    debug_token documents the token as part of the address; sent as a form with method=get it stays out of it
    (recalled, so an answer that says no is no fault).
    """
    everything = frozenset({Power.READ, *scopes.values()})
    try:
        told = record(
            graph.post("debug_token", why="sign-in", data={"method": "get", "input_token": graph.token}).get(
                "data"
            )
        )
    except (NetworkRefused, SignInStopped):
        return everything, "", None
    named = [text(one, 60) for one in rows(told.get("scopes"))[:100]]
    allowed = frozenset({Power.READ, *(power for scope, power in scopes.items() if scope in named)})
    return allowed if named else everything, " ".join(named), _until(told, graph.web.now())


def _until(told: Mapping[str, object], now: datetime) -> datetime | None:
    """Return when a token ends: seconds since 1970, 0 for never; the data may end sooner than the token."""
    moments = [count(told.get(name)) for name in ("expires_at", "data_access_expires_at")]
    told_of = [
        datetime.fromtimestamp(one, UTC) for one in moments if one is not None and 0 < one < _EPOCH_MOST
    ]
    ends = min(told_of, default=None)
    return None if ends is None or ends < now - timedelta(days=3650) else ends
