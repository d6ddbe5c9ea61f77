"""A letter on its way: its steps, its deadline, and "gone" only when that was seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NewType

from app.model.law import LawId
from app.model.photo import PhotoId
from app.model.problem import StepImpossible
from app.model.recipient import RecipientId
from app.model.text import say

RequestId = NewType("RequestId", str)


class State(StrEnum):
    """Where a request stands. Overdue is computed, never stored."""

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


_ANSWERS = frozenset(
    {
        State.WANTS_MORE,
        State.EXTENDED,
        State.NO_MATCH,
        State.PARTLY,
        State.REFUSED,
        State.DONE,
        State.COMPLAINED,
        State.WITHDRAWN,
    }
)

NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SENT, State.WITHDRAWN}),
    State.SENT: _ANSWERS | {State.BOUNCED, State.ACKNOWLEDGED},
    State.BOUNCED: frozenset({State.SENT, State.WITHDRAWN}),
    State.ACKNOWLEDGED: _ANSWERS,
    State.WANTS_MORE: _ANSWERS | {State.SENT, State.ACKNOWLEDGED},
    State.EXTENDED: _ANSWERS,
    State.NO_MATCH: frozenset({State.SENT, State.DONE, State.COMPLAINED, State.WITHDRAWN}),
    State.PARTLY: frozenset({State.SENT, State.DONE, State.COMPLAINED, State.WITHDRAWN}),
    State.REFUSED: frozenset({State.SENT, State.PARTLY, State.DONE, State.COMPLAINED, State.WITHDRAWN}),
    State.DONE: frozenset({State.VERIFIED_GONE, State.SENT, State.COMPLAINED}),
    State.COMPLAINED: frozenset({State.PARTLY, State.REFUSED, State.DONE, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
    State.VERIFIED_GONE: frozenset({State.SENT}),
}

# While one of these holds, the recipient still owes an answer and the deadline runs.
WAITING = frozenset({State.SENT, State.ACKNOWLEDGED, State.EXTENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One dated change: what it became, and a note of the person's own.

    `reason` is why, in the terms of `Meaning`; `files` are names of documents kept with the request that show it.
    """

    state: State
    on: date
    note: str = ""
    reason: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A letter on its way. `due` is set when it is sent; `files` are names of documents kept with it."""

    id: RequestId
    recipient: RecipientId
    recipient_name: str
    laws: tuple[LawId, ...]
    language: str
    created_on: date
    state: State = State.DRAFT
    due: date | None = None
    extended_to: date | None = None
    photos: tuple[PhotoId, ...] = ()
    subject: str = ""
    body: str = ""
    steps: tuple[Step, ...] = ()

    def move(
        self, state: State, on: date, note: str = "", *, reason: str = "", files: tuple[str, ...] = ()
    ) -> Request:
        """Return this request one step further; StepImpossible where that step does not follow."""
        if state not in NEXT[self.state]:
            raise StepImpossible(
                say(
                    "A request that is “{now}” cannot become “{then}”.",
                    now=self.state.value,
                    then=state.value,
                ),
                say(
                    "Choose one of the steps that can follow: {steps}.",
                    steps=", ".join(sorted(NEXT[self.state])) or "none",
                ),
            )
        if self.steps and on < self.steps[-1].on:
            raise StepImpossible(
                say("The step before this one is dated {date}.", date=self.steps[-1].on),
                say("Give a date on or after that day."),
            )
        return replace(
            self,
            state=state,
            steps=(*self.steps, Step(state=state, on=on, note=note, reason=reason, files=files)),
        )

    def overdue(self, today: date) -> bool:
        """Whether the recipient let its deadline pass in silence: from the day after the last day."""
        return self.state in WAITING and self.due is not None and today > self.due

    @property
    def sent_on(self) -> date | None:
        """The day it was last sent, None while it is a draft."""
        return next((step.on for step in reversed(self.steps) if step.state is State.SENT), None)
