"""Ask a network in the name of the person who signed in with OAuth 2.0."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.model.problem import NetworkRefused, NotThere, SignInNeeded
from app.model.sign_in import Power
from app.model.text import say
from app.networks import code_flow
from app.networks.code_flow import ACCESS, REFRESH, Dialect
from app.networks.fields import record
from app.networks.session import Session, expired
from app.networks.web import MB

if TYPE_CHECKING:
    from app.networks.answer import Answer
    from app.networks.ask import Json, Method

PAGE_CAP: Final = 8 * MB
OK: Final = frozenset({200, 201, 202, 204})
GONE: Final = frozenset({404, 410})
# A token that is about to end is renewed first: what changes something is never sent twice.
_SOON = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Bearer:
    """One signed-in account at one network. `base` is where its API answers.

    Every method raises SignInExpired, SignInNeeded and the Problems of the web; any other status is an answer.
    """

    session: Session
    dialect: Dialect
    base: str

    def get(self, path: str, *, why: str, params: Mapping[str, str | int] | None = None) -> Answer:
        """Return the answer to a GET."""

        def ask(token: str) -> Answer:
            return self.session.web.get(
                f"{self.base}{path}", why=why, params=params, cap=PAGE_CAP, token=token
            )

        return self._asked(Power.READ, ask)

    def send(  # noqa: PLR0913 - all but the first two are named at every call
        self,
        method: Method,
        path: str,
        *,
        why: str,
        power: Power,
        params: Mapping[str, str | int] | None = None,
        json: Json = None,
        data: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return the answer to what changes something. Without the power nothing is sent."""

        def ask(token: str) -> Answer:
            return self.session.web.send(
                method, f"{self.base}{path}", why=why, params=params, json=json, data=data, token=token
            )

        return self._asked(power, ask)

    def _asked(self, power: Power, ask: Callable[[str], Answer]) -> Answer:
        session = self.session
        if power not in session.grant.powers:
            raise needed(session, power)
        until = session.grant.expires_at
        if until is not None and until - session.web.now() < _SOON and session.grant.secret(REFRESH):
            self._renew()
        answer = ask(session.grant.secret(ACCESS))
        if answer.status == 401 and session.grant.secret(REFRESH):
            self._renew()
            answer = ask(session.grant.secret(ACCESS))
        if answer.status == 401:
            raise expired(session.account)
        # RFC 6750, section 3.1.
        if answer.status == 403 and "insufficient_scope" in answer.headers.get("www-authenticate", ""):
            raise needed(session, power)
        return answer

    def _renew(self) -> None:
        self.session.renew(lambda held: code_flow.refreshed(self.session, self.dialect, held))


def needed(session: Session, power: Power) -> SignInNeeded:
    """Return the Problem of a sign-in that does not allow this."""
    return SignInNeeded(
        say("The sign-in of {handle} does not allow this yet.", handle=session.account.handle),
        say("Allow it once in your browser; nothing was changed."),
        power.value,
    )


def good(answer: Answer) -> Mapping[str, object]:
    """Return the JSON object of an answer that says yes; raises NetworkRefused for any other.

    The status alone is the truth; the network's own words are left out.
    """
    if answer.status in OK and not answer.is_html:
        told = record(answer.json())
        if told:
            return told
        raise unreadable(answer.host)
    raise refused(answer)


def is_gone(answer: Answer) -> bool:
    """Whether an answer says that there is nothing of that name (any more).

    A web page that says 404 comes from something in front of the API, and tells nothing of a photo.
    """
    return answer.status in GONE and not answer.is_html


def is_bare_yes(answer: Answer) -> bool:
    """Whether an answer says yes and nothing else, as networks do after a deletion (204): with a body it may be anything."""
    return answer.status in OK and not answer.body


def refused(answer: Answer) -> NetworkRefused:
    """Return the Problem of an answer that says no."""
    if is_gone(answer):
        return NotThere(
            say("{host} says that there is nothing of that name, or not any more.", host=answer.host),
            say("What we hold stays. Try again later, and look at your profile in a private window."),
        )
    if answer.status == 403:
        return NetworkRefused(
            say("{host} does not allow this.", host=answer.host),
            say("Look at the page of the network: the account or your app may be locked there."),
        )
    return NetworkRefused(
        say("{host} answered with the code {status}.", host=answer.host, status=answer.status),
        say("The network may have trouble of its own. Try again later."),
    )


def unreadable(host: str) -> NetworkRefused:
    """Return the Problem of an answer that is not of the form that we know."""
    return NetworkRefused(
        say("{host} gave an answer of a form that we do not know.", host=host),
        say("Try again later. If it stays so, a newer version of this app may help."),
    )
