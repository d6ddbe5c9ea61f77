"""Follow requests: take them a step further, count their deadlines, say which are overdue."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.letters.deadline import deadline
from app.letters.forms import as_ics
from app.model.law import Deadline, Law
from app.model.problem import WrongUse
from app.model.request import Request, RequestId, State
from app.model.text import say

if TYPE_CHECKING:
    from app.store.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A request as it stands today: days left are negative once it is overdue, None while nothing is due.

    `laws` are the short names of what it leans on, for people to read.
    """

    request: Request
    overdue: bool
    days_left: int | None
    deadline: Deadline | None = None
    laws: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A file that shows a step: its bytes, and the ending of its name (".eml", ".pdf")."""

    data: bytes = field(repr=False)
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Follower:
    """Keeps the ledger."""

    ledger: Ledger
    laws: Sequence[Law]
    today: Callable[[], date]

    def all(self) -> list[Standing]:
        """Return every request, what is due first."""
        standings = [self._standing(request) for request in self.ledger.requests()]
        far = date.max
        return sorted(standings, key=lambda one: (not one.overdue, one.request.due or far, one.request.id))

    def one(self, request: RequestId) -> Standing:
        """Return one request; NotFound where none has that reference."""
        return self._standing(self.ledger.request(request))

    def step(
        self,
        request: RequestId,
        state: State,
        on: date | None = None,
        note: str = "",
        *,
        reason: str = "",
        file: Filed | None = None,
    ) -> Standing:
        """Take one step; sending counts the deadline from that day. StepImpossible where it does not follow.

        `file` is what shows it (their answer, the proof of sending): it is kept with the request, under a name of ours.
        """
        held = self.ledger.request(request)
        day = on or self.today()
        name = _name(file, state, day, self.ledger.documents(request)) if file else ""
        moved = held.move(state, day, note, reason=reason, files=(name,) if name else ())
        if file is not None:
            self.ledger.keep_document(request, name, file.data)
        if state is State.SENT:
            counted = self._deadline(moved, on or self.today())
            moved = replace(moved, due=counted.due if counted else None, extended_to=None)
        if state is State.EXTENDED:
            counted = self._deadline(moved, moved.sent_on or self.today())
            latest = counted.extended_to if counted else None
            moved = replace(moved, extended_to=latest, due=latest or moved.due)
        self.ledger.keep(moved)
        return self._standing(moved)

    def calendar(self) -> bytes:
        """Return the deadlines of all requests that wait for an answer, as an iCalendar file."""
        return as_ics([one.request for one in self.all() if one.request.due is not None])

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
        today = self.today()
        left = (request.due - today).days if request.due is not None else None
        counted = self._deadline(request, request.sent_on) if request.sent_on else None
        names = {law.id: law.short_name for law in self.laws}
        return Standing(
            request=request,
            overdue=request.overdue(today),
            days_left=left,
            deadline=counted,
            laws=tuple(names.get(law, law) for law in request.laws),
        )

    def _deadline(self, request: Request, received: date) -> Deadline | None:
        held = {law.id: law for law in self.laws}
        leading = next((held[law] for law in request.laws if law in held), None)
        return deadline(leading, received) if leading else None


def _name(file: Filed, state: State, day: date, held: Sequence[str]) -> str:
    """Return a name that no other document of the request has; never the one that the file came with."""
    suffix = file.suffix.lower() if re.fullmatch(r"\.[a-z0-9]{1,8}", file.suffix.lower()) else ".bin"
    stem = f"{day.isoformat()} {state.value}"
    names = (f"{stem}{suffix}", *(f"{stem} {number}{suffix}" for number in range(2, len(held) + 3)))
    return next(name for name in names if name not in held)
