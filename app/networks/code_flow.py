"""OAuth 2.0 in the browser with an app of the person's own (RFC 6749, RFC 7636), and the renewal of its token."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from app.model.problem import NetworkRefused, Problem, SignInStopped
from app.model.sign_in import Grant, Power
from app.model.text import say
from app.networks.fields import count, record, text
from app.networks.oauth import fresh_state, proof_key, with_query
from app.networks.session import Errand, Joined, Session, Wish, expired

if TYPE_CHECKING:
    from app.networks.answer import Answer
    from app.networks.web import Web

ACCESS: Final = "access"
REFRESH: Final = "refresh"
CLIENT_ID: Final = "client_id"
CLIENT_SECRET: Final = "client_secret"  # noqa: S105 - the name of what is kept, not its value

_LONGEST_TOKEN = 4000
# RFC 6749, section 5.2: the token (or the code) is no longer good, as opposed to a server that is ill.
_REFUSALS = frozenset({400, 401, 403})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one network speaks OAuth 2.0.

    `authorize`, `token` and `revoke` are addresses ("" where there is none). `scope` turns powers into the network's
    words, `powers` turns them back. `extra` goes into the address of the browser's page. `in_header` sends the app's
    id and secret as HTTP Basic, as public clients of Reddit must; else both go in the form. `proof` is False where
    the network is not known to take a proof key. `ends_together` is True where taking back one token may end every
    other sign-in of the same person with the same app.
    """

    authorize: str
    token: str
    scope: Callable[[frozenset[Power]], str]
    powers: Callable[[str], frozenset[Power]]
    revoke: str = ""
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
    in_header: bool = False
    proof: bool = True
    ends_together: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """One sign-in that is on its way through the browser."""

    web: Web
    dialect: Dialect
    app: Mapping[str, str] = field(repr=False)
    callback: str
    scope: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)
    joined: Callable[[Grant], Joined]

    def finish(self, answer: Mapping[str, str]) -> Joined:
        if not hmac.compare_digest(answer.get("state", "").encode(), self.state.encode()):
            raise SignInStopped(
                say("The answer of the browser does not belong to this sign-in, so we did not go on."),
                say("Start the sign-in again."),
            )
        code = answer.get("code", "")
        if answer.get("error") or not code:
            raise SignInStopped(
                say("The sign-in was not allowed on the page of the network. Nothing was changed."),
                say("Start again if you want to connect the account after all."),
            )
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.callback}
        if self.dialect.proof:
            form["code_verifier"] = self.verifier
        grant = _asked(self.web, self.dialect, self.app, form, self.scope)
        if grant is None:
            raise SignInStopped(
                say("The network did not take the answer of the browser."),
                say("Check the keys of your app and its redirect address, then start the sign-in again."),
            )
        return self.joined(grant)


def begin(web: Web, wish: Wish, dialect: Dialect, callback: str, joined: Callable[[Grant], Joined]) -> Errand:
    """Start a sign-in; `joined` asks who it is. Only the keys of the app that `wish` holds are kept with the grant."""
    verifier, challenge = proof_key()
    app = {
        name: text(wish.keys.get(name), _LONGEST_TOKEN)
        for name in (CLIENT_ID, CLIENT_SECRET)
        if wish.keys.get(name)
    }
    this = _Round(
        web=web,
        dialect=dialect,
        app=app,
        callback=callback,
        scope=dialect.scope(wish.powers),
        state=fresh_state(),
        verifier=verifier,
        joined=joined,
    )
    asked = {
        "response_type": "code",
        CLIENT_ID: app.get(CLIENT_ID, ""),
        "redirect_uri": callback,
        "scope": this.scope,
        "state": this.state,
        **dialect.extra,
    }
    if dialect.proof:
        asked |= {"code_challenge": challenge, "code_challenge_method": "S256"}
    return Errand(url=with_query(dialect.authorize, asked), proof=("state", this.state), finish=this.finish)


def refreshed(session: Session, dialect: Dialect, held: Grant) -> Grant:
    """Return a fresh grant; a refresh token that is not sent anew stays. Raises SignInExpired, NetworkRefused."""
    token = held.secret(REFRESH)
    if not token:
        raise expired(session.account)
    form = {"grant_type": "refresh_token", "refresh_token": token}
    fresh = _asked(session.web, dialect, held.secrets, form, held.scope)
    if fresh is None:
        raise expired(session.account)
    return replace(fresh, secrets={**held.secrets, **fresh.secrets})


def end(session: Session, dialect: Dialect) -> None:
    """Tell the network that the sign-in is over (RFC 7009); that it cannot be told is no error.

    Where that would end the newer sign-in as well, nothing is said.
    """
    if dialect.ends_together and session.is_superseded:
        return
    token = session.grant.secret(REFRESH) or session.grant.secret(ACCESS)
    if not dialect.revoke or not token:
        return
    form, headers = _with_app(dialect, session.grant.secrets, {"token": token})
    try:
        session.web.post(dialect.revoke, why="sign-in", data=form, headers=headers)
    except Problem:
        return


def _asked(
    web: Web, dialect: Dialect, app: Mapping[str, str], form: Mapping[str, str], scope: str
) -> Grant | None:
    """Ask for a token; None where the network says that what we brought is not good (any more)."""
    data, headers = _with_app(dialect, app, form)
    answer = web.post(
        dialect.token, why="sign-in", data=data, headers={"Accept": "application/json", **headers}
    )
    if answer.status in _REFUSALS:
        return None
    return _read(web.now(), dialect, answer, app, scope)


def _with_app(
    dialect: Dialect, app: Mapping[str, str], form: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return form and headers with the app's own id (and secret) in the place where this network wants them."""
    known, secret = app.get(CLIENT_ID, ""), app.get(CLIENT_SECRET, "")
    if dialect.in_header:
        pair = base64.b64encode(f"{known}:{secret}".encode()).decode()
        return dict(form), {"Authorization": f"Basic {pair}"}
    return {**form, CLIENT_ID: known, **({CLIENT_SECRET: secret} if secret else {})}, {}


def _read(now: datetime, dialect: Dialect, answer: Answer, app: Mapping[str, str], scope: str) -> Grant:
    told = record(answer.json() if answer.status == 200 else None)
    access, refresh = _token(told.get("access_token")), _token(told.get("refresh_token"))
    if not access:
        raise NetworkRefused(
            say(
                "{host} gave no usable answer to the sign-in (code {status}).",
                host=answer.host,
                status=answer.status,
            ),
            say("Try again later."),
        )
    # RFC 6749, section 5.1: no scope in the answer means the one that was asked for.
    allowed = text(told.get("scope"), 1000) or scope
    seconds = count(told.get("expires_in"))
    kept = {name: app[name] for name in (CLIENT_ID, CLIENT_SECRET) if app.get(name)}
    return Grant(
        secrets={**kept, ACCESS: access, **({REFRESH: refresh} if refresh else {})},
        powers=dialect.powers(allowed),
        scope=allowed,
        expires_at=now + timedelta(seconds=min(seconds, 10**8)) if seconds else None,
    )


def _token(given: object) -> str:
    """Return a token as it may stand in a header; "" for anything else."""
    token = text(given, _LONGEST_TOKEN)
    return token if token.isascii() and token.isprintable() and " " not in token else ""
