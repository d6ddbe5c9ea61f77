"""Renew a sign-in before it runs out, and end it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.model.problem import NetworkRefused, Problem, SignInExpired, SignInStopped
from app.model.sign_in import Grant
from app.model.text import say
from app.networks.bluesky import app_password
from app.networks.bluesky.authorization import AuthServer, Declined, Desk, auth_server, is_same
from app.networks.bluesky.dpop import ProofKey
from app.networks.session import expired

if TYPE_CHECKING:
    from app.networks.session import Session
    from app.networks.web import Web


def renewed(session: Session) -> None:
    """Put fresh tokens in place of those that ran out; raises SignInExpired where the server gives none any more.

    A refresh token is good once. Sent a second time, it ends the whole sign-in (tried with @atproto/pds 0.4.217).
    """
    session.renew(lambda held: _asked(session, held))


def end(session: Session) -> None:
    """Tell the server that the sign-in is over. Where that fails, it ends by itself after some weeks."""
    with suppress(Problem):
        if app_password.is_one(session.grant):
            app_password.leave(session.web, session.grant)
        else:
            revoke(session.web, session.grant)


def revoke(web: Web, grant: Grant) -> None:
    """Make the tokens of a sign-in in the browser worth nothing; raises the Problems of the web."""
    desk = _desk(web, grant, {})
    server = _server(web, grant)
    token = grant.secret("refresh") or grant.secret("access")
    if desk is not None and server.revoke and token:
        desk.revoke(server.revoke, token)


def key_of(grant: Grant) -> ProofKey | None:
    """Return the key that proves whose tokens these are; None where the keyring gave back something else."""
    try:
        return ProofKey.kept(grant.secret("key"))
    except ValueError:
        return None


def data_server_of(session: Session, grant: Grant) -> str:
    """Return where the tokens of a sign-in may be sent: to the server that they were made for, and to no other.

    Raises SignInExpired where the account lives somewhere else by now.
    """
    server = grant.secret("resource")
    if not is_same(server, session.account.server):
        raise expired(session.account)
    return server


def _asked(session: Session, held: Grant) -> Grant:
    data_server_of(session, held)
    if app_password.is_one(held):
        return app_password.renewed(session, held)
    desk = _desk(session.web, held, session.notes)
    if desk is None or not held.secret("refresh"):
        raise expired(session.account)
    server = _server(session.web, held)
    wanted = {"grant_type": "refresh_token", "refresh_token": held.secret("refresh")}
    try:
        tokens = desk.tokens(server.token, wanted)
    except SignInStopped as no:
        # What waits in a queue is to wait on, and not to fail piece by piece.
        raise SignInExpired(no.says, no.remedy) from no
    except Declined as no:
        if no.status >= 500:
            raise
        raise expired(session.account) from no
    if tokens.did != session.account.remote_id or not tokens.refresh:
        raise expired(session.account)
    return replace(
        held,
        secrets={**held.secrets, "access": tokens.access, "refresh": tokens.refresh},
        expires_at=None if tokens.lasts is None else session.web.now() + timedelta(seconds=tokens.lasts),
    )


def _desk(web: Web, grant: Grant, notes: dict[str, str]) -> Desk | None:
    key = key_of(grant)
    return None if key is None else Desk(web=web, client=grant.secret("client"), key=key, notes=notes)


def _server(web: Web, grant: Grant) -> AuthServer:
    """Ask again who signs accounts in at the data server: tokens go to nobody but who handed them out."""
    server = auth_server(web, grant.secret("resource"))
    if server.issuer != grant.secret("issuer"):
        raise NetworkRefused(
            say("{server} has changed who signs its accounts in.", server=grant.secret("resource")),
            say("Disconnect the account, then sign in again."),
        )
    return server
