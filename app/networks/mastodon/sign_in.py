"""Connect an account of a fediverse server: in the browser, or with a token that was made there."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.problem import NetworkRefused, Problem, SignInStopped, UnknownTarget
from app.model.sign_in import Doorway, Grant, Need, Power
from app.model.text import say
from app.networks.fields import address, count, identifier, record, rows, text
from app.networks.mastodon.names import KEY, base_url, server_name, understand
from app.networks.mastodon.registration import Client, Gate, gate, powers, redeemed, register, scopes
from app.networks.mastodon.software import Software, ask_software
from app.networks.mastodon.whereabouts import locate
from app.networks.oauth import fresh_state, proof_key, with_query
from app.networks.session import Errand, Joined, Session, SignIn, Wish

if TYPE_CHECKING:
    from app.networks.web import Web

TOKEN = "token"  # noqa: S105 - the name of what is kept, not its value
OK = 200
_LONGEST_TOKEN = 4000

DOORWAY = Doorway(
    network=KEY,
    title="Mastodon",
    handle=say("Your handle, such as @name@server.example"),
    server=say("The address of your server, where your handle does not tell it"),
    needs=(
        Need(
            key=TOKEN,
            says=say("An access token"),
            hint=say(
                "Only where signing in in the browser does not work. It is made in the settings of your server, under "
                "Development."
            ),
            is_optional=True,
        ),
    ),
    in_browser=True,
    powers=frozenset(Power),
    warning=say(
        "A server that runs GoToSocial before 0.19 gives every sign-in all rights, whatever is asked for. On any other "
        "server we get only what you agree to."
    ),
    source="docs.joinmastodon.org/spec/oauth; GoToSocial docs/api/authentication; Pixelfed AuthServiceProvider",
    checked_on="2026-11-23",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """One sign-in that is on its way through the browser."""

    web: Web
    wish: Wish
    server: str
    software: Software
    door: Gate
    client: Client
    scope: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)

    def url(self, challenge: str) -> str:
        """Return the page of the server where the person says yes or no."""
        # Without the scope, Pixelfed grants everything (its AuthServiceProvider).
        return with_query(
            self.door.authorize,
            {
                "response_type": "code",
                "client_id": self.client.key,
                "redirect_uri": self.client.callback,
                "scope": self.scope,
                "state": self.state,
                "code_challenge": challenge,
                "code_challenge_method": "S256",
            },
        )

    def finish(self, answer: Mapping[str, str]) -> Joined:
        """Turn the browser's answer into a sign-in."""
        if not hmac.compare_digest(answer.get("state", "").encode(), self.state.encode()):
            raise _stopped()
        issuer = answer.get("iss", "")
        if issuer and self.door.issuer and issuer != self.door.issuer:
            raise _stopped()
        code = answer.get("code", "")
        if answer.get("error") or not code:
            raise SignInStopped(
                say("The sign-in was not allowed on the page of the server. Nothing was changed."),
                say("Start again if you want to connect the account after all."),
            )
        fields = {"code": code, "code_verifier": self.verifier}
        grant = redeemed(self.web, self.door, self.client, fields, self.scope)
        return joined(self.web, self.server, self.software, self.wish, grant)


def begin(web: Web, wish: Wish, callback: str) -> Errand:
    """Start a sign-in in the browser; raises UnknownTarget, NetworkRefused and the Problems of the web."""
    server = home(web, wish)
    software = ask_software(web, server)
    door = gate(web, server)
    fine = software.fine_scopes if door.fine_scopes is None else door.fine_scopes
    client = register(web, server, callback, fine=fine)
    verifier, challenge = proof_key()
    this = _Round(
        web=web,
        wish=wish,
        server=server,
        software=software,
        door=door,
        client=client,
        scope=scopes(wish.powers, fine=client.fine),
        state=fresh_state(),
        verifier=verifier,
    )
    return Errand(url=this.url(challenge), proof=("state", this.state), finish=this.finish)


def bring(web: Web, wish: Wish) -> Joined:
    """Sign in with a pasted access token; raises SignInStopped where the server does not take it.

    Since Mastodon 4.3 a server tells what the token's app may do; elsewhere what was asked for is believed until the
    server says no.
    """
    token = text(wish.keys.get(TOKEN), _LONGEST_TOKEN)
    if not token or any(sign.isspace() or not sign.isascii() for sign in token):
        raise SignInStopped(
            say("This is no access token."),
            say("Copy the token as a whole from the settings of your server, and nothing else."),
        )
    server = home(web, wish)
    answer = web.get(f"{server}/api/v1/apps/verify_credentials", why="sign-in", token=token)
    try:
        value = answer.json() if answer.status == OK else None
    except NetworkRefused:
        value = None
    scope = " ".join(text(one, 100) for one in rows(record(value).get("scopes"))[:100])
    grant = Grant(secrets={TOKEN: token}, powers=powers(scope) if scope else wish.powers, scope=scope)
    return joined(web, server, ask_software(web, server), wish, grant)


def end(session: Session) -> None:
    """Tell the server that the token is no longer used (RFC 7009); that it cannot be told is no error."""
    grant = session.grant
    form = {
        "client_id": grant.secret("client_id"),
        "client_secret": grant.secret("client_secret"),
        "token": grant.secret(TOKEN),
    }
    if not form["client_id"]:
        # A pasted token belongs to an app of the person's own, and only that may take it back.
        return
    try:
        session.web.post(gate(session.web, session.account.server).revoke, why="sign-in", data=form)
    except Problem:
        return


def home(web: Web, wish: Wish) -> str:
    """Return the base address of the server to sign in to; raises UnknownTarget where nothing tells it."""
    if wish.server.strip():
        name = server_name(wish.server.strip().rstrip("/").rpartition("://")[2])
        if name:
            return base_url(name)
    target = understand(wish.handle)
    if target is None:
        raise UnknownTarget(
            say("We cannot tell which server you mean."),
            say("Type your handle with the server, such as @name@server.example."),
        )
    return locate(web, target.handle).server


def joined(web: Web, server: str, software: Software, wish: Wish, grant: Grant) -> Joined:
    """Ask who signed in. Raises SignInStopped where the token is not taken, or is somebody else's."""
    url = f"{server}/api/v1/accounts/verify_credentials"
    answer = web.get(url, why="profile", token=grant.secret(TOKEN))
    if answer.status in {401, 403}:
        raise SignInStopped(
            say("{host} does not take this sign-in.", host=answer.host),
            say(
                "Start again. A token must allow reading, and the account must be confirmed and not locked out."
            ),
        )
    entity = record(answer.json() if answer.status == OK else None)
    number, user = identifier(entity.get("id")), text(entity.get("username"), 200)
    if not number or not user:
        raise NetworkRefused(
            say("{host} does not say who is signed in.", host=answer.host),
            say("Try again later. If it stays so, this server may not be of the kind that we know."),
        )
    _same_person(wish, user)
    handle = _handle(web, server, entity, user)
    account = Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.CONNECTED,
        handle=handle,
        name=text(entity.get("display_name"), 200),
        remote_id=number,
        server=server,
        url=address(entity.get("url"), server)
        or f"{server}{software.page.format(user=user, host=handle.partition('@')[2])}",
        software=software.named,
        claimed_posts=count(entity.get("statuses_count")),
    )
    return Joined(account=account, grant=grant)


def _handle(web: Web, server: str, entity: Mapping[str, object], user: str) -> str:
    """Return the handle as the world writes it: the name behind the @ may be another than the server's own.

    Whoever answers for that name must lead back here; else any server could say that somebody else signed in.
    """
    here = server.partition("://")[2]
    acct = text(entity.get("acct"), 400)
    target = understand(acct if "@" in acct else f"{user}@{here}")
    if target is None:
        raise NetworkRefused(
            say("{host} gives this account a name that is none.", host=here),
            say("Try again later. If it stays so, this server may not be of the kind that we know."),
        )
    try:
        where = locate(web, target.handle)
    except Problem:
        # Whoever answers for the other name is away, so nobody confirms it.
        return f"{user}@{here}"
    return where.handle if where.server == server else f"{user}@{here}"


def _same_person(wish: Wish, user: str) -> None:
    target = understand(wish.handle)
    if target is not None and target.handle.partition("@")[0].casefold() != user.casefold():
        raise SignInStopped(
            say("You signed in as {other}, and not as {handle}.", other=user, handle=target.handle),
            say("Sign out on the page of the server, or choose the other account there, then start again."),
        )


def _stopped() -> SignInStopped:
    return SignInStopped(
        say("The answer of the browser does not belong to this sign-in, so we did not go on."),
        say("Start the sign-in again."),
    )


SIGN_IN = SignIn(doorway=DOORWAY, begin=begin, bring=bring, end=end)
