"""Sign in with an app password: the other way, for servers without the sign-in in the browser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind
from app.model.problem import NetworkRefused, SignInStopped, WrongUse
from app.model.sign_in import Grant, Power
from app.model.text import say
from app.networks.bluesky.xrpc import OK, body_of, refusal_of, trouble
from app.networks.fields import text
from app.networks.session import Joined, Wish, expired

if TYPE_CHECKING:
    from app.networks.answer import Answer
    from app.networks.session import Session
    from app.networks.web import Web

KEY = "app_password"
# As the server makes them (@atproto/pds 0.4.217: four groups of four). Anything else may be the person's own password,
# which we never want to hold, let alone send.
_SHAPE = re.compile(r"[a-z2-7]{4}(?:-[a-z2-7]{4}){3}")
_JWT = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+){2}")
_LONGEST_JWT = 8000
_METHOD = "com.atproto.server."


def is_one(grant: Grant) -> bool:
    """Whether a grant came from an app password: it has no key of its own."""
    return not grant.secret("key")


def brought(wish: Wish) -> str:
    """Return the app password that a person brought; raises WrongUse where it is none, before anything is sent."""
    password = wish.keys.get(KEY, "").strip()
    if _SHAPE.fullmatch(password):
        return password
    raise WrongUse(
        say("This is no app password."),
        say(
            "Make one on Bluesky: Settings, Privacy and security, App passwords. It looks like abcd-efgh-ijkl-mnop. "
            "Never type your own password here."
        ),
    )


def join(web: Web, account: Account, password: str, powers: frozenset[Power]) -> Joined:
    """Sign in; the app password itself is not kept, only the two tokens that it gives (two hours, three months).

    An app password may do everything but manage the account; what we do with it stays within the powers asked for.
    Raises SignInStopped where it is not accepted, NetworkRefused and the Problems of the web.
    """
    answer = web.post(
        f"{account.server}/xrpc/{_METHOD}createSession",
        why="sign-in",
        json={"identifier": account.remote_id, "password": password},
    )
    if answer.status == 401:
        raise SignInStopped(
            say("{host} did not accept this app password.", host=answer.host),
            say("Copy it again, or make a new one. Handle and app password must be of the same account."),
        )
    secrets = _tokens(answer, account.remote_id)
    if secrets is None:
        raise _unusable(answer)
    secrets = {**secrets, "resource": account.server}
    grant = Grant(secrets=secrets, powers=frozenset({Power.READ, *powers}), scope=KEY)
    return Joined(account=replace(account, kind=AccountKind.CONNECTED), grant=grant)


def renewed(session: Session, held: Grant) -> Grant:
    """Return a grant with fresh tokens; raises SignInExpired where the server gives none any more."""
    answer = session.web.post(
        f"{held.secret('resource')}/xrpc/{_METHOD}refreshSession", why="sign-in", token=held.secret("refresh")
    )
    if 400 <= answer.status < 500:
        raise expired(session.account)
    secrets = _tokens(answer, session.account.remote_id)
    if secrets is None:
        raise _unusable(answer)
    return replace(held, secrets={**held.secrets, **secrets})


def leave(web: Web, grant: Grant) -> None:
    """End the session at the server: its refresh token is worth nothing from then on."""
    web.post(
        f"{grant.secret('resource')}/xrpc/{_METHOD}deleteSession",
        why="sign-in",
        token=grant.secret("refresh"),
    )


def _tokens(answer: Answer, did: str) -> Mapping[str, str] | None:
    said = body_of(answer)
    access, refresh = said.get("accessJwt"), said.get("refreshJwt")
    if answer.status != OK or text(said.get("did"), 300) != did or not (_is_jwt(access) and _is_jwt(refresh)):
        return None
    return {"access": str(access), "refresh": str(refresh)}


def _is_jwt(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_JWT and _JWT.fullmatch(value) is not None


def _unusable(answer: Answer) -> NetworkRefused:
    if answer.status != OK and refusal_of(answer) is None:
        return trouble(answer)
    return NetworkRefused(
        say("{host} did not sign you in.", host=answer.host),
        say("Check handle and server, then try again."),
    )
