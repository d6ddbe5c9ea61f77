"""The course of a request: what may follow which step, what each answer means, and the questions that find it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.model.followup import FollowUpKind
from app.model.problem import StepImpossible
from app.model.request import Request, State, Step
from app.model.text import Text, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One state: what may follow it, and whether the other side still owes something while it holds.

    `protocol` is the state of the Data Rights Protocol 1.0 that it stands for, "" where that has none.
    """

    state: State
    next: tuple[State, ...] = ()
    waits: bool = False
    protocol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What an answer comes to: the state that it brings about, and which letters answer it, the best one first.

    `advice` is what to do now. `protocol` is the reason of the Data Rights Protocol 1.0, "" where that has none.
    """

    key: str
    state: State
    says: Text
    advice: Text
    letters: tuple[FollowUpKind, ...] = ()
    protocol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer to a question. It leads to the next `question`, to a `reason`, or to neither: nothing happened."""

    key: str
    says: Text
    question: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, with its answers."""

    key: str
    asks: Text
    answers: tuple[Answer, ...]

    def answer(self, key: str) -> Answer | None:
        """Return an answer by its key."""
        return next((one for one in self.answers if one.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The whole of it. `first` is the question to begin with."""

    stations: tuple[Station, ...]
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]
    first: str

    def station(self, state: State) -> Station:
        """Return what holds for a state."""
        return next(one for one in self.stations if one.state is state)

    def follows(self, state: State) -> frozenset[State]:
        """Return what may follow a state."""
        return frozenset(self.station(state).next)

    def reason(self, key: str) -> Reason | None:
        """Return a reason by its key, None where it is none that is known here."""
        return next((one for one in self.reasons if one.key == key), None)

    def question(self, key: str) -> Question:
        """Return a question by its key."""
        return next(one for one in self.questions if one.key == key)

    def way_to(self, reason: str) -> tuple[str, ...]:
        """Return the keys of the answers that lead to a reason from the first question, () where none do."""
        return next((way for way, found in self.ways() if found == reason), ())

    def ways(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield every way through the questions, with the reason it ends in ("" for: nothing happened)."""
        yield from self._ways(self.question(self.first), ())

    def _ways(self, question: Question, before: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
        for answer in question.answers:
            way = (*before, answer.key)
            if answer.question:
                yield from self._ways(self.question(answer.question), way)
            else:
                yield way, answer.reason

    def move(self, request: Request, step: Step) -> Request:
        """Return a request one step further; StepImpossible where that step does not follow."""
        follows = self.follows(request.state)
        if step.state not in follows:
            raise StepImpossible(
                say(
                    "A request that is “{now}” cannot become “{then}”.",
                    now=request.state.value,
                    then=step.state.value,
                ),
                say(
                    "Choose one of the steps that can follow: {steps}.",
                    steps=", ".join(sorted(follows)) or "none",
                ),
            )
        return request.taken(step)

    def is_overdue(self, request: Request, today: date, now: datetime | None = None) -> bool:
        """Whether they let their time pass in silence: from the day after the last day.

        Where hours count, and the moment of sending is known, from that moment on (`now` with its time zone).
        """
        if not self.station(request.state).waits or request.due is None:
            return False
        if request.due_at is not None and now is not None:
            return now > request.due_at
        return today > request.due
