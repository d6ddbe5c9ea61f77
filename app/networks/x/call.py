"""Ask X, count what it costs, and read its answer: errors come with the code 200, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from app.model.problem import Limited, NetworkRefused, NotThere, Problem
from app.model.sign_in import Power
from app.model.text import say
from app.networks import limits
from app.networks.bearer import Bearer, is_gone, needed, refused, unreadable
from app.networks.code_flow import Dialect
from app.networks.fields import count, identifier, is_rows, record, rows, text
from app.networks.session import Session, expired
from app.networks.x.money import afford, book
from app.networks.x.names import SITE, api

if TYPE_CHECKING:
    from app.networks.answer import Answer
    from app.networks.ask import Method

# tweet.write is refused without the two others (docs.x.com, DELETE /2/tweets/:id).
_READ = "tweet.read users.read offline.access"
_DELETE = f"{_READ} tweet.write"
_TOO_MANY = 88
_TOKEN_BAD = frozenset({32, 89})
_NO_SUCH = frozenset({34, 50, 144})
_NOT_FOUND = "resource-not-found"
_MOST_ERRORS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What X answered: `data`, what belongs to it, and the errors that came with it."""

    data: object
    includes: Mapping[str, object]
    meta: Mapping[str, object]
    errors: tuple[Mapping[str, object], ...]


def scope(powers: frozenset[Power]) -> str:
    """Return X's words for what is asked for."""
    return _DELETE if Power.DELETE in powers else _READ


def powers(given: str) -> frozenset[Power]:
    """Return what X's words allow."""
    return (
        frozenset({Power.READ, Power.DELETE}) if "tweet.write" in given.split() else frozenset({Power.READ})
    )


def dialect(server: str) -> Dialect:
    """Return how X speaks OAuth 2.0: a native app has no secret, and a refresh token rotates (docs.x.com)."""
    base = api(server)
    return Dialect(
        authorize=f"{server or SITE}/i/oauth2/authorize",
        token=f"{base}/2/oauth2/token",
        revoke=f"{base}/2/oauth2/revoke",
        scope=scope,
        powers=powers,
        # Nobody states whether X takes back more than the one token.
        ends_together=True,
    )


def get(
    session: Session,
    path: str,
    *,
    why: str,
    params: Mapping[str, str | int],
    price: Decimal,
    each: Decimal | None = None,
) -> Said:
    """Return what X says to a GET that may cost up to `price`; with `each`, only what came is charged.

    Raises Limited (before asking, where the person's own limit is reached), SignInExpired, NetworkRefused.
    """

    def ask() -> Answer:
        return _bearer(session).get(path, why=why, params=params)

    said = _paid(session, price, ask, Power.READ)
    if each is not None:
        came = len(rows(said.data))
        book(session, each * came - price)
    return said


def send(session: Session, method: Method, path: str, *, why: str, power: Power, price: Decimal) -> Said:
    """Return what X says to a change; raises as `get` does, NotThere where there is nothing of that name."""
    if power not in session.grant.powers:
        raise needed(session, power)

    def ask() -> Answer:
        return _bearer(session).send(method, path, why=why, power=power)

    return _paid(session, price, ask, power)


def _bearer(session: Session) -> Bearer:
    server = session.account.server
    return Bearer(session, dialect(server), api(server))


def _paid(session: Session, price: Decimal, ask: Callable[[], Answer], power: Power) -> Said:
    """Count the price, ask, and take it back where X gave nothing for it."""
    afford(session, price)
    book(session, price)
    try:
        return said(session, ask(), power)
    except Problem:
        book(session, -price)
        raise


def said(session: Session, answer: Answer, power: Power) -> Said:
    """Read an answer; raises the Problem that its status or its errors tell."""
    told: Mapping[str, object] = {}
    if not answer.is_html and answer.body:
        try:
            told = record(answer.json())
        except NetworkRefused:
            if answer.status == 200:
                raise
    if answer.status == 402:
        raise Limited(
            say("Your credits at X are used up."),
            say("Add credits on the page of your X developer account, or import your X archive instead."),
        )
    errors = tuple(record(one) for one in rows(told.get("errors"))[:_MOST_ERRORS])
    if answer.status not in {200, 201} or (errors and "data" not in told):
        raise _problem(session, answer, told, errors, power)
    # X leaves out "data" where there is nothing, and says so in "meta".
    is_empty = count(record(told.get("meta")).get("result_count")) == 0
    if "data" not in told and not is_empty:
        raise unreadable(answer.host)
    return Said(
        data=told.get("data"),
        includes=record(told.get("includes")),
        meta=record(told.get("meta")),
        errors=errors,
    )


def _problem(
    session: Session,
    answer: Answer,
    told: Mapping[str, object],
    errors: tuple[Mapping[str, object], ...],
    power: Power,
) -> Problem:
    """Return the Problem of a refusal: numbered errors and "problem" types stand side by side (docs.x.com, 2026)."""
    codes = {count(one.get("code")) for one in errors}
    kinds = {text(one.get("type"), 200).rpartition("/")[2] for one in (told, *errors)}
    if _TOO_MANY in codes or "usage-capped" in kinds:
        return _limited(session, answer)
    if codes & _TOKEN_BAD:
        return expired(session.account)
    if is_gone(answer) or codes & _NO_SUCH or _NOT_FOUND in kinds:
        return NotThere(
            say("X says that there is nothing of that name, or not any more."),
            say("What we hold stays. Look at your profile in a private window."),
        )
    if "client-forbidden" in kinds or "oauth1-permissions" in kinds:
        return NetworkRefused(
            say("X does not let your app ask this."),
            say("On your X developer page, put the app into a project with pay per use, then try again."),
        )
    if "not-authorized-for-resource" in kinds and power is not Power.READ:
        return needed(session, power)
    return refused(answer)


def _limited(session: Session, answer: Answer) -> Limited:
    until = limits.asks_to_wait(answer.headers, session.web.now())
    return Limited(
        say("X allows no more questions for now."),
        say(
            "What was seen so far is good. Go on later. The page of your X developer account shows your limits."
        ),
        until,
    )


def where_of(error: Mapping[str, object]) -> str:
    """Return which item an error is about, in X's own id."""
    return identifier(error.get("resource_id")) or identifier(error.get("value")) or "?"


def has_rows(data: object) -> bool:
    """Whether an answer holds a list, or says that there is nothing."""
    return data is None or is_rows(data)
