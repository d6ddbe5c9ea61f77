"""Ask a fediverse server in the name of the person who signed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from app.model.problem import NetworkRefused, NotThere, SignInNeeded
from app.model.sign_in import Grant, Power
from app.model.text import say
from app.networks.fields import identifier, record
from app.networks.mastodon.registration import OK, refreshed
from app.networks.session import Session, expired
from app.networks.web import MB

if TYPE_CHECKING:
    from app.networks.answer import Answer
    from app.networks.ask import Method

Params: TypeAlias = "Mapping[str, str | int]"

_NO_TOKEN = 401
_FORBIDDEN = 403


def get(session: Session, path: str, *, why: str, params: Params | None = None, cap: int = 4 * MB) -> Answer:
    """Return the answer to a GET; raises SignInExpired, SignInNeeded and the Problems of the web."""
    url = f"{session.account.server}{path}"

    def ask(token: str) -> Answer:
        return session.web.get(url, why=why, params=params, cap=cap, token=token)

    return _asked(session, Power.READ, ask)


def send(  # noqa: PLR0913 - all but the first three are named at every call
    session: Session,
    method: Method,
    path: str,
    *,
    why: str,
    power: Power,
    params: Params | None = None,
    data: Mapping[str, str] | None = None,
) -> Answer:
    """Return the answer to what changes something; raises as `get` does. Without the power nothing is sent."""
    url = f"{session.account.server}{path}"

    def ask(token: str) -> Answer:
        return session.web.send(method, url, why=why, params=params, data=data, token=token)

    return _asked(session, power, ask)


def good(answer: Answer) -> object:
    """Return the JSON of an answer that says yes; raises NetworkRefused for any other.

    The server's own words are left out: they are in its language, and the status alone is the truth.
    """
    if answer.status == OK and not answer.is_html:
        return answer.json()
    raise NetworkRefused(
        say(
            "{host} did not do it: it answered with the code {status}.",
            host=answer.host,
            status=answer.status,
        ),
        say("The server may have trouble of its own. Try again later."),
    )


def oneself(session: Session) -> Mapping[str, object]:
    """Return the server's record of who is signed in, settings included.

    Raises NetworkRefused where it is somebody else than the account of the session: a pasted token may be anybody's.
    """
    answer = get(session, "/api/v1/accounts/verify_credentials", why="profile")
    if answer.status in {404, 410}:
        raise NotThere(
            say("There is no account {handle}, or not any more.", handle=session.account.handle),
            say("What we hold of it stays. Copies may still lie on other servers."),
        )
    entity = record(good(answer))
    number = identifier(entity.get("id"))
    if not number:
        raise NetworkRefused(
            say("{host} does not say who is signed in.", host=answer.host),
            say("Try again later. If it stays so, this server may not be of the kind that we know."),
        )
    if session.account.remote_id and number != session.account.remote_id:
        raise NetworkRefused(
            say("The sign-in of {handle} belongs to another account.", handle=session.account.handle),
            say("Sign in again on the page Accounts, with the account that you mean."),
        )
    return entity


def needed(session: Session, power: Power) -> SignInNeeded:
    """Return the Problem of a sign-in that does not allow this."""
    return SignInNeeded(
        say("The sign-in of {handle} does not allow this yet.", handle=session.account.handle),
        say("Sign in again and allow it on the page of your server."),
        power.value,
    )


def _asked(session: Session, power: Power, ask: Callable[[str], Answer]) -> Answer:
    if power not in session.grant.powers:
        raise needed(session, power)
    answer = ask(session.grant.secret("token"))
    if answer.status == _NO_TOKEN and session.grant.secret("refresh_token"):
        session.renew(lambda held: _renewed(session, held))
        answer = ask(session.grant.secret("token"))
    if answer.status == _NO_TOKEN:
        raise expired(session.account)
    # RFC 6750, section 3.1; a scope that was never told (a pasted token) may be too narrow as well.
    is_too_narrow = "insufficient_scope" in answer.headers.get("www-authenticate", "")
    if answer.status == _FORBIDDEN and not answer.is_html and (is_too_narrow or not session.grant.scope):
        raise needed(session, power)
    return answer


def _renewed(session: Session, held: Grant) -> Grant:
    grant = refreshed(session.web, session.account.server, held)
    if grant is None:
        raise expired(session.account)
    return grant
