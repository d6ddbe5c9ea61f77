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
    """Who takes a complaint, how, and within what time.

    `country` and `language` (ISO codes) stand where a law has one authority for each country, else they are empty.
    """

    name: str
    url: str = ""
    time_limit: str = ""
    complaint_url: str = ""
    email: str = ""
    address: str = ""
    country: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """When a law lets the time to answer stand still, in the reasons of an answer ("identity").

    For `begins_after` the time begins only once the person gave what was asked; for `pauses_for` it goes on where it
    stood. Only what was asked `since` that day counts.
    """

    since: date
    begins_after: tuple[str, ...] = ()
    pauses_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """A law's rule that the one who was asked hears a complaint before the authority does, and must acknowledge it."""

    since: date
    acknowledgement: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Money claims under a law that were settled for everyone who did not opt out, against these `recipients` (their ids).

    `citation` is the case, `settled_on` the day of its final approval; `source` and `checked_on` say where that comes from.
    """

    recipients: tuple[str, ...]
    citation: str
    settled_on: date
    source: str
    checked_on: date


class LawKind(StrEnum):
    """What a law is about, which decides how it may be used."""

    COMPREHENSIVE = "comprehensive"
    BIOMETRIC = "biometric"
    LIMITED = "limited"
    """A few rights only, such as an opt-out of sale."""
    PLATFORM_NOTICE = "platform_notice"
    """A notice to a platform, beside a request under another law and never in its place."""
    BROKER = "broker"
    """One request on a page of a state that reaches many data brokers; no letter."""
    NCII = "ncii"
    """Intimate pictures alone, on a path of its own."""


class Template(StrEnum):
    """Whether a measurement made from a photo is biometric data under a law."""

    YES = "yes"
    WEAK = "weak"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rights go into a letter, by their keys and in their order.

    `faces` for those who search, index or sell faces, `posted` where the person published the photos, `depicted` where
    others did. Empty where this law makes no such letter.
    """

    faces: tuple[str, ...] = ()
    posted: tuple[str, ...] = ()
    depicted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One law.

    `answer` is the period to answer in, None where the law sets none; `self_set` is then the date we ask for.
    `confirmed` is False where the facts are recalled and wait for confirmation. `source` and `checked_on` say
    where they come from; `recalled` names the parts that nobody has confirmed at a source yet.

    `residents` are the codes of the places whose people it protects ("DE", "US-CA"), `seats` the countries
    whose companies it binds whoever the person is.

    `kind` decides how it is used, `wanted` which rights a letter names. `calendar` is the place whose holidays count
    ("CA-BC"; "EEA" for the days that are free nearly everywhere there), "" for weekends alone. `counting` says how its
    period runs, `applies_when` whom it binds, `in_force_note` more of its beginning, `appeal` within what time a refusal
    must be decided anew; `clock` when the time stands still, `hearing` whether a complaint goes to the recipient first;
    `settlements` end claims for money against some, not the other rights;
    `collection` is the time in which those who are bound fetch a request that waits for them on a page of a state, counted
    from `bound_since` at the earliest; `authorities` are those of single countries. `languages` are those that letters under it are
    written in, `template` whether a measurement made from a photo counts as biometric.
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
    kind: LawKind = LawKind.COMPREHENSIVE
    wanted: Wanted = Wanted()
    calendar: str = ""
    counting: str = ""
    applies_when: str = ""
    in_force_note: str = ""
    agent_rule: str = ""
    request_contents: tuple[str, ...] = ()
    template: Template = Template.UNKNOWN
    template_note: str = ""
    private_action: str = ""
    languages: tuple[str, ...] = ()
    appeal: Period | None = None
    appeal_extension: Period | None = None
    appeal_note: str = ""
    authorities: tuple[Authority, ...] = ()
    clock: Clock | None = None
    hearing: Hearing | None = None
    collection: Period | None = None
    bound_since: date | None = None
    settlements: tuple[Settlement, ...] = ()

    def settlement(self, recipient: str) -> Settlement | None:
        """Return what settled the money claims against a recipient under this law, None where nothing did."""
        return next((one for one in self.settlements if recipient in one.recipients), None)

    def authority_for(self, country: str) -> Authority | None:
        """Return who takes the complaint of somebody who lives in a country (ISO code).

        Where a country has several (one for each of its states), none of them is guessed.
        """
        here = [one for one in self.authorities if one.country == country]
        return here[0] if len(here) == 1 else self.authority

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

    `extended_to` is the latest date if the recipient extends; `earliest` stands where nobody can say on which day the time
    began, and an answer may come from that day on. `stopped_since` is set while the time stands still: until the person
    answers, the date is the one that holds if they did so today.
    """

    due: date
    counted: Text
    extended_to: date | None = None
    set_by_law: bool = True
    earliest: date | None = None
    stopped_since: date | None = None
