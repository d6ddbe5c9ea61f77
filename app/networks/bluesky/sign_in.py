"""Sign in to a Bluesky account: in the browser, or with an app password."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from app.model.account import Account, AccountKind
from app.model.problem import Problem, SignInStopped, UnknownTarget
from app.model.sign_in import Doorway, Grant, Need, Power
from app.model.text import say
from app.networks.bluesky import app_password
from app.networks.bluesky.account import find
from app.networks.bluesky.authorization import AuthServer, Declined, Desk, Tokens, auth_server
from app.networks.bluesky.dpop import ProofKey
from app.networks.bluesky.names import KEY, understand
from app.networks.bluesky.renewal import end, revoke
from app.networks.bluesky.scopes import EVERYTHING, everything, granted, least
from app.networks.oauth import fresh_state, proof_key, with_query
from app.networks.session import Errand, Joined, SignIn, Wish

if TYPE_CHECKING:
    from app.networks.web import Web

# How a server refuses scopes that it does not know; older ones blame the description of the app that names them
# (bluesky-social/atproto issue 4132).
_SCOPE_UNKNOWN = frozenset({"invalid_scope", "invalid_client_metadata", "invalid_client"})

DOORWAY = Doorway(
    network=KEY,
    title="Bluesky",
    handle=say("Your handle, such as name.bsky.social"),
    server=say("The address of your server, only where your handle does not lead there"),
    needs=(
        Need(
            key=app_password.KEY,
            says=say("App password"),
            hint=say(
                "Only if the sign-in in the browser does not work. It looks like abcd-efgh-ijkl-mnop; never type your own "
                "password here. The sign-in ends by itself once a deletion is done."
            ),
            is_optional=True,
        ),
    ),
    in_browser=True,
    powers=frozenset({Power.READ, Power.CHANGE, Power.DELETE}),
    link="https://bsky.app/settings/app-passwords",
    warning=say(
        "Your photos can be listed without any sign-in. Sign in only to change settings or to delete. Your server's own "
        "page may name more than we ask for, and older servers know only one right: to everything. We do only what you "
        "agree to here."
    ),
    source="AT Protocol: OAuth, Permissions; tried with @atproto/pds 0.4.217",
    checked_on="2026-11-27",
)


def begin(web: Web, wish: Wish, answer_at: str) -> Errand:
    """Start a sign-in at the account's own server; `answer_at` is where the browser will answer, on this computer.

    Raises UnknownTarget, NotThere, NetworkRefused, SignInStopped and the Problems of the web.
    """
    account = whose(web, wish)
    server = auth_server(web, account.server)
    for scope in (least(wish.powers), everything()):
        attempt = _Attempt(
            web=web, account=account, server=server, wish=wish, scope=scope, answer_at=answer_at
        )
        try:
            return attempt.errand()
        except Declined as no:
            is_last = EVERYTHING in scope or EVERYTHING not in server.scopes
            if no.status >= 500:
                raise
            if is_last or no.error not in _SCOPE_UNKNOWN or wish.powers <= {Power.READ}:
                raise _declined(server) from no
    raise _declined(server)


def whose(web: Web, wish: Wish) -> Account:
    """Return the account that a person wants to sign in to; raises UnknownTarget, NotThere and the like."""
    target = understand(wish.handle[:2000])
    if target is None:
        raise UnknownTarget(
            say("“{handle}” is no handle of Bluesky.", handle=wish.handle[:120]),
            say("Type your whole handle, such as name.bsky.social."),
        )
    return find(web, replace(target, server=wish.server))


def bring(web: Web, wish: Wish) -> Joined:
    """Sign in with an app password; raises WrongUse, UnknownTarget, NotThere, NetworkRefused and the web's Problems."""
    password = app_password.brought(wish)
    return app_password.join(web, whose(web, wish), password, wish.powers)


SIGN_IN = SignIn(doorway=DOORWAY, begin=begin, bring=bring, end=end, lent=app_password.is_one)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """One sign-in with one scope: what was asked for, and what must come back with the answer."""

    web: Web
    account: Account
    server: AuthServer
    wish: Wish
    scope: str
    answer_at: str = field(repr=False)
    key: ProofKey = field(default_factory=ProofKey.fresh, repr=False)
    state: str = field(default_factory=fresh_state, repr=False)
    pair: tuple[str, str] = field(default_factory=proof_key, repr=False)
    notes: dict[str, str] = field(default_factory=dict[str, str], repr=False)

    @property
    def client(self) -> str:
        """Who we are: an app on the person's own computer, registered nowhere (AT Protocol OAuth, "Localhost Client").

        The server fits any port to an address without one, so the same name is good for every sign-in.
        """
        parts = urlsplit(self.answer_at)
        back = f"{parts.scheme}://{parts.hostname}{parts.path}"
        return f"http://localhost?{urlencode({'redirect_uri': back, 'scope': self.scope})}"

    @property
    def desk(self) -> Desk:
        return Desk(web=self.web, client=self.client, key=self.key, notes=self.notes)

    def errand(self) -> Errand:
        reference = self.desk.pushed(
            self.server,
            {
                "response_type": "code",
                "redirect_uri": self.answer_at,
                "scope": self.scope,
                "state": self.state,
                "code_challenge": self.pair[1],
                "code_challenge_method": "S256",
                "login_hint": self.account.handle,
            },
        )
        page = {"client_id": self.client, "request_uri": reference}
        return Errand(
            url=with_query(self.server.authorize, page), proof=("state", self.state), finish=self.finish
        )

    def finish(self, answer: Mapping[str, str]) -> Joined:
        """Turn the browser's answer into the sign-in; raises SignInStopped and the Problems of the web."""
        is_ours = hmac.compare_digest(answer.get("state", "").encode(), self.state.encode())
        # RFC 9207: without it, another server could pass its own answer off as this one's.
        if not is_ours or answer.get("iss") != self.server.issuer:
            raise SignInStopped(
                say("The answer in the browser did not come from {server}.", server=self.server.issuer),
                say("Nothing was handed over. Start the sign-in again."),
            )
        if "code" not in answer:
            raise SignInStopped(
                say("The sign-in was not allowed in the browser."),
                say("Nothing was changed. Start it again when you want to."),
            )
        return self._joined(self._exchanged(answer["code"]))

    def _exchanged(self, code: str) -> Tokens:
        wanted = {
            "grant_type": "authorization_code",
            "code": code[:4000],
            "redirect_uri": self.answer_at,
            "code_verifier": self.pair[0],
        }
        try:
            return self.desk.tokens(self.server.token, wanted)
        except Declined as no:
            if no.status >= 500:
                raise
            raise _declined(self.server) from no

    def _joined(self, tokens: Tokens) -> Joined:
        powers = granted(tokens.scope, self.wish.powers)
        grant = Grant(
            secrets={
                "access": tokens.access,
                "refresh": tokens.refresh,
                "key": self.key.secret(),
                "client": self.client,
                "issuer": self.server.issuer,
                "resource": self.server.resource,
            },
            powers=powers,
            scope=tokens.scope,
            expires_at=None if tokens.lasts is None else self.web.now() + timedelta(seconds=tokens.lasts),
        )
        problem = self._wrong(tokens, powers)
        if problem is not None:
            with suppress(Problem):
                revoke(self.web, grant)
            raise problem
        return Joined(account=replace(self.account, kind=AccountKind.CONNECTED), grant=grant)

    def _wrong(self, tokens: Tokens, powers: frozenset[Power]) -> Problem | None:
        """Return why tokens are not what was asked for: another account's, or ones that may do less."""
        if tokens.did != self.account.remote_id:
            return SignInStopped(
                say("You signed in to another account than {handle}.", handle=self.account.handle),
                say("Start again and choose {handle} in the browser.", handle=self.account.handle),
            )
        if not self.wish.powers <= powers or "atproto" not in tokens.scope.split():
            return SignInStopped(
                say("{server} did not allow what is needed.", server=self.server.issuer),
                say("Start again and allow it in the browser, or sign in with an app password instead."),
            )
        return None


def _declined(server: AuthServer) -> SignInStopped:
    return SignInStopped(
        say("{server} did not accept our sign-in.", server=server.issuer),
        say("Try again, or sign in with an app password instead."),
    )
