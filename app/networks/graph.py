"""Ask one of Meta's Graph APIs (Facebook, Instagram, Threads) in the name of the person who pasted a token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.model.problem import Limited, ListIncomplete, NetworkRefused, NotThere, Problem, SignInStopped
from app.model.sign_in import Power
from app.model.text import say
from app.networks import limits
from app.networks.bearer import OK, PAGE_CAP, needed, refused, unreadable
from app.networks.code_flow import ACCESS
from app.networks.fields import is_rows, record, rows, text
from app.networks.session import Session, expired

if TYPE_CHECKING:
    from datetime import datetime

    from app.model.account import Account
    from app.networks.answer import Answer
    from app.networks.web import Web

# Codes of the field "error" (developers.facebook.com, Graph API error handling; all but the form recalled).
_OVER: Final = frozenset({102, 190})
_LIMITED: Final = frozenset({4, 17, 32, 613})
_NOT_ALLOWED: Final = frozenset({3, 10, *range(200, 300)})
_WRONG: Final = 100
# With code 100: there is nothing of that name, or it is not for this token to see.
_NO_SUCH: Final = 33
_MOST_PAGES = 20_000
_CURSOR = re.compile(r"[\w.=~:|+/-]{1,2000}", re.ASCII)
_ID = re.compile(r"\d{1,40}(?:_\d{1,40})?", re.ASCII)


def number(value: object) -> str:
    """Return an id of the Graph API ("123", "123_456"), "" for anything else: it must not become another path."""
    written = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return written if len(written) < 90 and _ID.fullmatch(written) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list, and the cursor after it ("" on the last)."""

    entries: list[object]
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """One API with one token, which goes into a header and never into an address.

    Every method raises SignInExpired (SignInStopped while no account is known yet), Limited, NotThere, NetworkRefused
    and the Problems of the web.
    """

    web: Web
    base: str
    token: str = field(repr=False)
    account: Account | None = None

    def get(self, path: str, *, why: str, params: Mapping[str, str | int]) -> Mapping[str, object]:
        """Return what a GET tells."""
        answer = self.web.get(f"{self.base}/{path}", why=why, params=params, cap=PAGE_CAP, token=self.token)
        return self._good(answer)

    def post(self, path: str, *, why: str, data: Mapping[str, str]) -> Mapping[str, object]:
        """Return what a POST of a form tells."""
        return self._good(self.web.post(f"{self.base}/{path}", why=why, data=data, token=self.token))

    def delete(self, path: str, *, why: str) -> Mapping[str, object]:
        """Return what a DELETE tells."""
        return self._good(self.web.send("DELETE", f"{self.base}/{path}", why=why, token=self.token))

    def pages(self, path: str, params: Mapping[str, str | int], after: str = "") -> Iterator[Page]:
        """Yield the pages of a list; raises ListIncomplete too, where it turns in circles.

        The link to the next page has the token in it: only that it is there is looked at, and it is never followed.
        """
        seen = {after}
        for _ in range(_MOST_PAGES):
            told = self.get(path, why="list", params={**params, **({"after": after} if after else {})})
            if not is_rows(told.get("data")):
                raise unreadable(self.title)
            paging = record(told.get("paging"))
            cursor = record(paging.get("cursors")).get("after")
            good = isinstance(cursor, str) and _CURSOR.fullmatch(cursor)
            more = "next" in paging
            after = str(cursor) if more and good else ""
            yield Page(entries=rows(told.get("data"))[:1000], after=after)
            if not more:
                return
            if not after or after in seen:
                break
            seen.add(after)
        raise ListIncomplete(
            say("{host} gave a list that does not come to an end.", host=self.title),
            say("What was seen so far is good. Try again later."),
        )

    @property
    def title(self) -> str:
        """The host, to be named in a sentence."""
        return self.base.partition("://")[2].partition("/")[0]

    def _good(self, answer: Answer) -> Mapping[str, object]:
        told = _told(answer)
        if answer.status in OK and told and "error" not in told:
            return told
        raise self._problem(answer, record(told.get("error")))

    def _problem(self, answer: Answer, error: Mapping[str, object]) -> Problem:
        code, below = error.get("code"), error.get("error_subcode")
        # The codes tell more than the status, which is 400 for almost everything; without one the status decides.
        if code in _OVER or (answer.status == 401 and code not in _NOT_ALLOWED):
            return self._over()
        if code in _LIMITED:
            return _limited(answer, self.web.now())
        if code == _WRONG and below == _NO_SUCH:
            return NotThere(
                say(
                    "{host} says that there is nothing of that name, or not for this token.", host=answer.host
                ),
                say("What we hold stays. Look at it on the network's own page."),
            )
        if code in _NOT_ALLOWED or code == _WRONG:
            return NetworkRefused(
                say("{host} does not allow this with your token.", host=answer.host),
                say("Make a new token with the permissions that the sign-in page names, and paste it there."),
            )
        return unreadable(answer.host) if answer.status in OK else refused(answer)

    def _over(self) -> Problem:
        if self.account is not None:
            return expired(self.account)
        return SignInStopped(
            say("{host} does not take this token.", host=self.title),
            say("Copy it again as a whole, or make a new one: tokens end after an hour or after 60 days."),
        )


def graph(session: Session, base: str, power: Power = Power.READ) -> Graph:
    """Return the API for a signed-in account; raises SignInNeeded and SignInExpired before anything is asked."""
    if power not in session.grant.powers:
        raise needed(session, power)
    until = session.grant.expires_at
    if until is not None and until <= session.web.now():
        raise expired(session.account)
    return Graph(web=session.web, base=base, token=session.grant.secret(ACCESS), account=session.account)


def _told(answer: Answer) -> Mapping[str, object]:
    """Return the JSON object of an answer; an answer that says no need not have one."""
    if answer.is_html or (answer.status not in OK and not answer.body):
        return {}
    try:
        return record(answer.json())
    except NetworkRefused:
        if answer.status in OK:
            raise
        return {}


def _limited(answer: Answer, now: datetime) -> Limited:
    # Meta counts over a moving hour and names no end but in the header of percentages.
    until = limits.asks_to_wait(answer.headers, now) or now + timedelta(hours=1)
    return Limited(
        say("{host} asks us to wait until {until}.", host=answer.host, until=until),
        say("What was seen so far is good. Go on after that time."),
        until,
    )


def caption(value: object) -> str:
    """Return the words of a post."""
    return text(value, 5000)
