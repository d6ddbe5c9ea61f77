"""Call a method of VK. Its errors come with the status 200, so the code inside decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.model.problem import Limited, NetworkRefused, Problem, SignInStopped
from app.model.sign_in import Power
from app.model.text import say
from app.networks.bearer import OK, PAGE_CAP, needed, refused, unreadable
from app.networks.code_flow import ACCESS
from app.networks.fields import record
from app.networks.session import Session, expired
from app.networks.vk.names import api

if TYPE_CHECKING:
    from app.model.account import Account
    from app.networks.answer import Answer
    from app.networks.web import Web

# The version of the schema that this was written after (vk-api-schema).
VERSION: Final = "5.199"
# Codes of vk-api-schema: errors.json.
_OVER: Final = frozenset({5, 1117})
_TOO_FAST: Final = 6
_LIMITED: Final = frozenset({9, 29})
NOT_ALLOWED: Final = frozenset({7, 15, 30, 200})
_CAPTCHA: Final = 14
# Three calls a second (recalled).
_BEFORE_AGAIN: Final = timedelta(seconds=1)
_MOST_TRIES: Final = 3


class Refused(NetworkRefused):
    """VK said no to one thing; `code` is its own number for why."""

    def __init__(self, code: int) -> None:
        super().__init__(
            say("VK does not allow this (code {code}).", code=code),
            say("Make a token that allows photos, or do it on the page of VK."),
        )
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Vk:
    """The API with one token, which goes into a header and never into an address.

    Raises SignInExpired (SignInStopped while no account is known), Limited, Refused, NetworkRefused and the Problems of
    the web.
    """

    web: Web
    base: str
    token: str = field(repr=False)
    account: Account | None = None

    def read(self, method: str, **params: str | int) -> object:
        """Return the field "response" of a method that changes nothing."""

        def ask() -> Answer:
            return self.web.get(
                f"{self.base}/{method}",
                why="list",
                params={**params, "v": VERSION},
                cap=PAGE_CAP,
                token=self.token,
            )

        return self._response(ask)

    def write(self, method: str, **params: str | int) -> object:
        """Return the field "response" of a method that changes something."""
        data = {name: str(value) for name, value in params.items()} | {"v": VERSION}

        def ask() -> Answer:
            return self.web.post(f"{self.base}/{method}", why="change", data=data, token=self.token)

        return self._response(ask)

    def _response(self, ask: Callable[[], Answer]) -> object:
        for _ in range(_MOST_TRIES):
            answer = ask()
            if answer.status not in OK or answer.is_html:
                raise self._over() if answer.status == 401 else refused(answer)
            told = record(answer.json())
            if "response" in told and "error" not in told:
                return told["response"]
            code = record(told.get("error")).get("error_code")
            if code != _TOO_FAST:
                raise self._problem(answer, code)
            # What was asked too fast was not done, so asking again does it once.
            self.web.rest(self.web.now() + _BEFORE_AGAIN)
        raise self._limited()

    def _problem(self, answer: Answer, code: object) -> Problem:
        if not isinstance(code, int) or isinstance(code, bool):
            return unreadable(answer.host)
        if code in _OVER:
            return self._over()
        if code in _LIMITED:
            return self._limited()
        if code == _CAPTCHA:
            return NetworkRefused(
                say("VK wants to see a person before it goes on."),
                say("Open VK in your browser, solve what it asks there, and try again."),
            )
        return Refused(code)

    def _limited(self) -> Limited:
        # VK names no end; flood control passes within the hour as a rule (recalled).
        until = self.web.now() + timedelta(hours=1)
        return Limited(
            say("VK asks us to wait; we go on after {until}.", until=until),
            say("What was seen so far is good. Go on after that time."),
            until,
        )

    def _over(self) -> Problem:
        if self.account is not None:
            return expired(self.account)
        return SignInStopped(
            say("VK does not take this token."), say("Copy it again as a whole, or make a new one.")
        )


def vk(session: Session, power: Power = Power.READ) -> Vk:
    """Return the API for a signed-in account; raises SignInNeeded before anything is asked."""
    if power not in session.grant.powers:
        raise needed(session, power)
    return Vk(
        web=session.web,
        base=api(session.account.server),
        token=session.grant.secret(ACCESS),
        account=session.account,
    )


def first(response: object) -> Mapping[str, object]:
    """Return the first of a list that VK answers with, an empty object where there is none."""
    return record(response[0]) if isinstance(response, list) and response else {}  # pyright: ignore[reportUnknownArgumentType]
