"""Ask a data server to do something, as the person who signed in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.model.problem import NetworkRefused, SignInExpired, SignInNeeded
from app.model.sign_in import Power
from app.model.text import Text, say
from app.networks.bluesky import app_password
from app.networks.bluesky.authorization import wrong_clock
from app.networks.bluesky.dpop import Signer
from app.networks.bluesky.renewal import data_server_of, key_of, renewed
from app.networks.bluesky.xrpc import OK, Refusal, body_of, error_of, refusal_of, trouble
from app.networks.fields import text
from app.networks.session import expired

if TYPE_CHECKING:
    from app.networks.answer import Answer
    from app.networks.ask import Json
    from app.networks.session import Session

# Renewed a little early, so that no request meets a token that runs out on its way.
_EARLY = timedelta(seconds=60)
_OVER = frozenset({"ExpiredToken", "invalid_token"})
_NO_TOKEN = frozenset({"InvalidToken", "AuthMissing", "AuthenticationRequired", "AuthRequired"})
_MAY_NOT = frozenset({"ScopeMissingError", "insufficient_scope"})
_TOO_SMALL = ("bad token scope", "missing required scope")
_WORDS = {
    Power.CHANGE: say("This sign-in may not change settings."),
    Power.DELETE: say("This sign-in may not delete anything."),
    Power.READ: say("This sign-in may not read this."),
}


def write(session: Session, method: str, body: Json, *, power: Power) -> Answer:
    """Return the answer to a procedure ("com.atproto.repo.deleteRecord"): a good one, or a refusal to do just this.

    A sign-in that ran out is renewed once. Raises SignInNeeded with the power that is missing, SignInExpired,
    NetworkRefused (also where the account is switched off or locked) and the Problems of the web.
    """
    if power not in session.grant.powers:
        raise _needed(power)
    if session.grant.expires_at is not None and session.web.now() + _EARLY >= session.grant.expires_at:
        renewed(session)
    answer = _sent(session, method, body)
    if error_of(answer) in _OVER:
        renewed(session)
        answer = _sent(session, method, body)
    return _judged(session, answer, power)


def _judged(session: Session, answer: Answer, power: Power) -> Answer:
    error = error_of(answer)
    words = text(body_of(answer).get("message"), 200).casefold()
    if answer.status == OK:
        return answer
    if error in _MAY_NOT or words.startswith(_TOO_SMALL):
        raise _needed(power)
    if error == "invalid_dpop_proof":
        stopped = wrong_clock(answer)
        raise SignInExpired(stopped.says, stopped.remedy)
    if error in _OVER | _NO_TOKEN:
        raise expired(session.account)
    refusal = refusal_of(answer)
    if refusal is None:
        raise trouble(answer)
    shut = _SHUT.get(refusal)
    if shut is not None:
        raise NetworkRefused(shut, say("Nothing was changed. Look at the account on its own page first."))
    return answer


_SHUT: dict[Refusal, Text] = {
    Refusal.DEACTIVATED: say("The account is switched off, so nothing in it can be changed."),
    Refusal.TAKEN_DOWN: say("The server has locked the account, so nothing in it can be changed."),
    Refusal.SUSPENDED: say("The server has locked the account, so nothing in it can be changed."),
    Refusal.NO_REPO: say("The server does not hold this account any more. It may have moved."),
    Refusal.SIGN_IN: say("The server does not let us do this."),
}


def _sent(session: Session, method: str, body: Json) -> Answer:
    """Send with the token, and with a proof that it is ours where the sign-in was made in the browser."""
    grant, web = session.grant, session.web
    url = f"{data_server_of(session, grant)}/xrpc/{method}"
    if app_password.is_one(grant):
        return web.post(url, why="change", json=body, token=grant.secret("access"))
    key = key_of(grant)
    if key is None:
        raise expired(session.account)
    sign = Signer(key=key, notes=session.notes, now=web.now, token=grant.secret("access"))
    return sign.asked(url, lambda: web.post(url, why="change", json=body, sign=sign))


def _needed(power: Power) -> SignInNeeded:
    return SignInNeeded(
        _WORDS[power], say("Sign in again and allow it. Your server asks you on its own page."), power.value
    )
