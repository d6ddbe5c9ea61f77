"""What is done to photos at a network: planned, shown, agreed to, done piece by piece, and looked at afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.model.account import AccountId
from app.model.photo import PhotoId
from app.model.stranger import StrangerView, Verdict
from app.model.text import Text


class Action(StrEnum):
    """What can be done to a photo where it hangs."""

    HIDE = "hide"
    DELETE = "delete"


class TaskState(StrEnum):
    """Where one piece of work stands. A crash leaves STARTED behind; it is then done again, and 404 counts as done."""

    WAITING = "waiting"
    STARTED = "started"
    DONE = "done"
    FAILED = "failed"
    LEFT_OUT = "left_out"


class Outcome(StrEnum):
    """What a network said to a deletion or a hiding."""

    DONE = "done"
    WAS_GONE = "was_gone"


class Where(StrEnum):
    """Which of a photo's addresses was looked at."""

    PAGE = "page"
    FILE = "file"
    SIZE = "size"
    COPY = "copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a network can only hide or delete as a whole: a post with all its pictures, one album photo, an avatar.

    `key` is stable within the account. `photos` are those of it that the catalogue holds. `says` is what will happen
    in words. `kept` says why it is left out (a photo of it is marked to be kept), None where it will be done.
    """

    account: AccountId
    key: str
    photos: tuple[PhotoId, ...]
    says: Text
    kept: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A preview. Nothing was sent to any network but GET and HEAD while it was made.

    `remarks` are what a person should know before a yes; `takes` is how long the network's limits make it take.
    """

    action: Action
    units: tuple[Unit, ...]
    remarks: tuple[Text, ...] = ()
    cannot: tuple[tuple[PhotoId, Text], ...] = ()
    takes: timedelta = timedelta(0)

    @property
    def doable(self) -> tuple[Unit, ...]:
        """The units that will be done."""
        return tuple(unit for unit in self.units if unit.kept is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One unit in the queue. `why` tells what went wrong.

    `with_copy` asks for a copy on this computer first; `copy` is the folder where it lies then ("" for none yet).
    `sent` are the last times at which it was sent to the network, whatever came of it: a network counts what it is asked.
    """

    id: int
    account: AccountId
    action: Action
    unit: str
    photos: tuple[PhotoId, ...]
    state: TaskState = TaskState.WAITING
    added_at: datetime | None = None
    done_at: datetime | None = None
    outcome: Outcome | None = None
    why: Text | None = None
    with_copy: bool = True
    copy: str = ""
    sent: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One look as a stranger at one address of a photo, and what it means."""

    where: Where
    url: str
    view: StrangerView
    verdict: Verdict
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """How long a network is known to go on serving what was deleted or hidden, with the source of that fact.

    `file` for the file and its sizes, `page` for the post's page. Before that time has passed, "still there" is said
    as "too early".
    """

    file: timedelta = timedelta(0)
    page: timedelta = timedelta(0)
    source: str = ""


NO_LAG = Lag()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many of one action a network allows in how much time."""

    count: int
    per: timedelta
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One line of the log of what the app did at a network: never forgotten with the photo it was done to."""

    at: datetime
    account: AccountId
    what: str
    target: str
    says: Text
    worked: bool
