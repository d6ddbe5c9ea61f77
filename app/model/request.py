"""A letter on its way: its steps, its deadline, and "gone" only when that was seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from app.model.law import LawId
from app.model.photo import PhotoId
from app.model.problem import StepImpossible
from app.model.recipient import RecipientId
from app.model.text import say

RequestId = NewType("RequestId", str)


class State(StrEnum):
    """Where a request stands; what may follow which is data (`Course`). Overdue is computed, never stored."""

    DRAFT = "draft"
    SENT = "sent"
    BOUNCED = "bounced"
    ACKNOWLEDGED = "acknowledged"
    WANTS_MORE = "wants_more"
    EXTENDED = "extended"
    NO_MATCH = "no_match"
    PARTLY = "partly"
    REFUSED = "refused"
    DONE = "done"
    COMPLAINED = "complained"
    WITHDRAWN = "withdrawn"
    VERIFIED_GONE = "verified_gone"


# The reason of a step "sent" that gives what they asked for, and is no new letter.
ANSWERED = "answered"
# To whom a complaint went: to those who were asked, as some laws want it first, or to the authority.
TO_CONTROLLER, TO_AUTHORITY = "controller", "authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One dated change: what it became, and a note of the person's own.

    `reason` is why, a key of the course's reasons; `files` are names of documents kept with the request that show it.
    `at` is the moment, kept where hours count; `received_on` the day on which a posted letter arrived; `tracking` the
    number by which the post can be asked.
    """

    state: State
    on: date
    note: str = ""
    reason: str = ""
    files: tuple[str, ...] = ()
    at: datetime | None = None
    received_on: date | None = None
    tracking: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A time during which the other side waited for the person. `until` is None while it still does."""

    reason: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A letter on its way. `due` is set when it is sent, and moved when a step changes how long they have.

    `due_at` is the moment, where the law counts in hours and the moment of sending is known.
    """

    id: RequestId
    recipient: RecipientId
    recipient_name: str
    laws: tuple[LawId, ...]
    language: str
    created_on: date
    state: State = State.DRAFT
    due: date | None = None
    due_at: datetime | None = None
    extended_to: date | None = None
    photos: tuple[PhotoId, ...] = ()
    subject: str = ""
    body: str = ""
    steps: tuple[Step, ...] = ()

    def taken(self, step: Step) -> Request:
        """Return this request with one step more; StepImpossible where it is dated before the last one.

        Whether that step may follow is for the `Course` to say: its `move` is the way to take one.
        """
        if self.steps and step.on < self.steps[-1].on:
            raise StepImpossible(
                say("The step before this one is dated {date}.", date=self.steps[-1].on),
                say("Give a date on or after that day."),
            )
        return replace(self, state=step.state, steps=(*self.steps, step))

    @property
    def sending(self) -> Step | None:
        """The step by which the letter was last sent, None while it is a draft."""
        return next((step for step in reversed(self.steps) if _is_sending(step)), None)

    @property
    def sent_on(self) -> date | None:
        """The day it was last sent, None while it is a draft."""
        return self.sending.on if self.sending else None

    @property
    def received_on(self) -> date | None:
        """The day from which its time runs: when it arrived, as far as that is known, else when it was sent."""
        sending = self.sending
        return None if sending is None else sending.received_on or sending.on

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The times since it was sent during which they waited for something from the person, the oldest first."""
        begins = next((n for n in reversed(range(len(self.steps))) if _is_sending(self.steps[n])), 0)
        since = self.steps[begins:]
        following = (*since[1:], None)
        return tuple(
            Stop(reason=step.reason, since=step.on, until=then.on if then else None)
            for step, then in zip(since, following, strict=True)
            if step.state is State.WANTS_MORE
        )

    @property
    def complained_to(self) -> frozenset[str]:
        """To whom the person has complained: TO_CONTROLLER, TO_AUTHORITY; one without a reason went to the authority."""
        return frozenset(step.reason or TO_AUTHORITY for step in self.steps if step.state is State.COMPLAINED)


def _is_sending(step: Step) -> bool:
    return step.state is State.SENT and step.reason != ANSWERED
