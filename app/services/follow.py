"""Follow requests: take them a step further, count their deadlines, say which are overdue."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.letters.deadline import after, deadline, moment_due
from app.letters.forms import as_ics
from app.model.course import Course
from app.model.law import Deadline, Law, Unit
from app.model.problem import WrongUse
from app.model.request import ANSWERED, TO_AUTHORITY, TO_CONTROLLER, Request, RequestId, State, Step
from app.model.text import say

if TYPE_CHECKING:
    from app.store.ledger import Ledger


# No case of this app is older, and none will be open so long.
_YEARS = range(2000, 2101)
# The steps that change how long they have: the others leave the day as it was.
_MOVES = frozenset({State.SENT, State.WANTS_MORE, State.EXTENDED, State.ACKNOWLEDGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A request as it stands today: days left are negative once it is overdue, None while nothing is due.

    `laws` are the short names of what it leans on, for people to read. `waits` is whether they still owe something by a
    day, `hears_first` whether its law wants a complaint to go to them before it goes to the authority.
    """

    request: Request
    overdue: bool
    days_left: int | None
    waits: bool = False
    deadline: Deadline | None = None
    laws: tuple[str, ...] = ()
    hears_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A file that shows a step: its bytes, and the ending of its name (".eml", ".pdf")."""

    data: bytes = field(repr=False)
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person says of a step beside its state. Empty is what they did not say.

    `until` is the day that they name when they take more time; `received_on` the day on which a posted letter arrived.
    """

    on: date | None = None
    note: str = ""
    reason: str = ""
    file: Filed | None = None
    until: date | None = None
    at: datetime | None = None
    received_on: date | None = None
    tracking: str = ""


@dataclass(frozen=True, slots=True)
class Follower:
    """Keeps the ledger."""

    ledger: Ledger
    laws: Sequence[Law]
    course: Course
    today: Callable[[], date]
    now: Callable[[], datetime]

    def all(self) -> list[Standing]:
        """Return every request, what is due first."""
        standings = [self._standing(request) for request in self.ledger.requests()]
        far = date.max
        return sorted(standings, key=lambda one: (not one.overdue, one.request.due or far, one.request.id))

    def one(self, request: RequestId) -> Standing:
        """Return one request; NotFound where none has that reference."""
        return self._standing(self.ledger.request(request))

    def step(self, request: RequestId, state: State, told: Told = Told()) -> Standing:
        """Take one step; sending counts the deadline from that day. StepImpossible where it does not follow.

        `told.file` is what shows it (their answer, the proof of sending): it is kept with the request, under a name of ours.
        Giving them what they asked for is the step "sent" too: it lets a time that stood still go on, and begins none.
        """
        held = self.ledger.request(request)
        on = told.on or self.today()
        _refuse_far_days(on, told.until, told.received_on)
        step = self._made(held, state, told, on)
        if told.file is not None:
            name = _name(told.file, state, on, self.ledger.documents(request))
            step = replace(step, files=(name,))
            self.course.move(held, step)
            self.ledger.keep_document(request, name, told.file.data)
        moved = self._counted(self.course.move(held, step), told.until)
        self.ledger.keep(moved)
        return self._standing(moved)

    def attach(self, request: RequestId, file: Filed, tracking: str = "") -> Standing:
        """Keep a proof of sending that came later: with the step of sending, under a name of ours."""
        held = self.ledger.request(request)
        sending = held.sending
        if sending is None:
            raise WrongUse(
                say("This letter was not sent yet, so there is no proof of it."),
                say("Say first that you have sent it, and when."),
            )
        name = _name(file, State.SENT, sending.on, self.ledger.documents(request))
        proven = replace(sending, files=(*sending.files, name), tracking=tracking or sending.tracking)
        self.ledger.keep_document(request, name, file.data)
        steps = tuple(proven if step is sending else step for step in held.steps)
        self.ledger.keep(replace(held, steps=steps))
        return self.one(request)

    def is_overdue(self, request: Request) -> bool:
        """Whether they let their time pass in silence."""
        return self.course.is_overdue(request, self.today(), self.now())

    def _made(self, held: Request, state: State, told: Told, on: date) -> Step:
        reason = told.reason
        if state is State.SENT and held.state is State.WANTS_MORE and not reason:
            reason = ANSWERED
        if state is State.COMPLAINED and not reason:
            reason = TO_AUTHORITY
        by_hours = state is State.SENT and self._hours(held)
        at = told.at or (self.now() if by_hours and on == self.today() else None)
        return Step(
            state=state,
            on=on,
            note=told.note,
            reason=reason,
            at=at if by_hours else None,
            received_on=told.received_on,
            tracking=told.tracking,
        )

    def _counted(self, request: Request, until: date | None) -> Request:
        """Return a request with the last day that its newest step leaves it."""
        law, step = self._leading(request), request.steps[-1]
        if law is None:
            return request
        if step.state is State.COMPLAINED:
            heard = law.hearing is not None and step.reason == TO_CONTROLLER
            due = after(step.on, law.hearing.acknowledgement, law) if heard and law.hearing else None
            return replace(request, due=due, due_at=None, extended_to=None)
        if request.received_on is None or step.state not in _MOVES:
            return request
        counted = deadline(law, request.received_on, request.stops, self.today())
        sending = request.sending
        at = moment_due(law, sending.at) if sending and sending.at else None
        extended = self._extended(law, request, counted, until)
        return replace(request, due=extended or counted.due, due_at=at, extended_to=extended)

    def _extended(self, law: Law, request: Request, counted: Deadline, until: date | None) -> date | None:
        """Return the last day of the time that they took, None where they took none; it never leaves less than there was."""
        step, held = request.steps[-1], request.extended_to
        if step.state is State.EXTENDED:
            latest = counted.extended_to
            named = min(until, latest) if until and latest else until or latest
            return max(named, counted.due) if named else None
        if held is None or (step.state is State.SENT and step.reason != ANSWERED):
            return None
        # A time that stood still is added to the day that they named, as it is to the law's own.
        before = deadline(law, request.received_on or step.on, request.stops[:-1], self.today()).due
        return max(held + (counted.due - before if step.reason == ANSWERED else timedelta(0)), counted.due)

    def calendar(self) -> bytes:
        """Return the deadlines of all requests that wait for an answer, as an iCalendar file."""
        return as_ics([one.request for one in self.all() if one.waits])

    def write_calendar(self, path: Path) -> None:
        """Write the calendar to a file; WrongUse where that cannot be."""
        try:
            path.write_bytes(self.calendar())
        except OSError as error:
            raise WrongUse(
                say("The calendar could not be written to “{path}”.", path=str(path)),
                say("Choose a folder that exists and that you may write to."),
            ) from error

    def _standing(self, request: Request) -> Standing:
        left = (request.due - self.today()).days if request.due is not None else None
        law = self._leading(request)
        received = request.received_on
        counted = deadline(law, received, request.stops, self.today()) if law and received else None
        names = {law.id: law.short_name for law in self.laws}
        return Standing(
            request=request,
            overdue=self.is_overdue(request),
            days_left=left,
            waits=self.course.station(request.state).waits and request.due is not None,
            deadline=counted,
            laws=tuple(names.get(one, one) for one in request.laws),
            hears_first=law is not None and law.hearing is not None and law.hearing.since <= self.today(),
        )

    def _leading(self, request: Request) -> Law | None:
        held = {law.id: law for law in self.laws}
        return next((held[law] for law in request.laws if law in held), None)

    def _hours(self, request: Request) -> bool:
        law = self._leading(request)
        return law is not None and law.answer is not None and law.answer.unit is Unit.HOURS


def _refuse_far_days(*days: date | None) -> None:
    """Raise WrongUse for a day that a slip of the finger, or a false mail header, has put into another century."""
    for day in days:
        if day is not None and day.year not in _YEARS:
            raise WrongUse(
                say("{date} is no day on which this can have been.", date=day),
                say("Look for a mistake in typing."),
            )


def _name(file: Filed, state: State, day: date, held: Sequence[str]) -> str:
    """Return a name that no other document of the request has; never the one that the file came with."""
    suffix = file.suffix.lower() if re.fullmatch(r"\.[a-z0-9]{1,8}", file.suffix.lower()) else ".bin"
    stem = f"{day.isoformat()} {state.value}"
    names = (f"{stem}{suffix}", *(f"{stem} {number}{suffix}" for number in range(2, len(held) + 3)))
    return next(name for name in names if name not in held)
