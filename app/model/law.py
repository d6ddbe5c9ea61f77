"""The right a letter leans on: laws as data, never typed by the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from app.model.text import Text

LawId = NewType("LawId", str)


class Role(StrEnum):
    """Whether the person posted the photos, or is depicted in photos that others posted."""

    POSTED = "posted"
    DEPICTED = "depicted"


class Unit(StrEnum):
    """How a period is counted."""

    CALENDAR_DAYS = "calendar_days"
    BUSINESS_DAYS = "business_days"
    MONTHS = "months"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A length of time as a law counts it.

    `rolls_over` moves an end on a Saturday, Sunday or holiday to the next working day (Reg. 1182/71 Art 3 for
    the EU).
    """

    value: int
    unit: Unit
    rolls_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """One right with its citation: "delete", "Art 17(1)"."""

    key: str
    citation: str
    note: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A ground on which a recipient may refuse, and the answer to it."""

    ground: str
    citation: str
    rebuttal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who takes a complaint, how, and within what time."""

    name: str
    url: str = ""
    time_limit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One law.

    `answer` is the period to answer in, None where the law sets none; `self_set` is then the date we ask for.
    `confirmed` is False where the facts are recalled and wait for confirmation. `source` and `checked_on` say
    where they come from; `recalled` names the parts that nobody has confirmed at a source yet.

    `residents` are the codes of the places whose people it protects ("DE", "US-CA"), `seats` the countries
    whose companies it binds whoever the person is.
    """

    id: LawId
    name: str
    short_name: str
    jurisdiction: str
    rights: tuple[Right, ...]
    in_force_since: date
    answer: Period | None = None
    extension: Period | None = None
    extension_condition: str = ""
    self_set: Period | None = None
    acknowledgement: Period | None = None
    fee: str = ""
    identity_rule: str = ""
    objections: tuple[Objection, ...] = ()
    authority: Authority | None = None
    confirmed: bool = False
    source: str = ""
    checked_on: date | None = None
    recalled: str = ""
    residents: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()

    def right(self, key: str) -> Right | None:
        """Return a right by its key, None where this law has no such right."""
        return next((right for right in self.rights if right.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A law that covers this person against this recipient: rights to lean on, why, and any warning."""

    law: Law
    rights: tuple[Right, ...]
    why: Text
    warnings: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When an answer is due, and how that was counted.

    `extended_to` is the latest date if the recipient extends.
    """

    due: date
    counted: Text
    extended_to: date | None = None
    set_by_law: bool = True
