"""What every screen is handed: the verbs, the workshop, the person's preferences, and the way to other screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.model.filter import Filter
from app.model.problem import Problem
from app.model.text import Text
from app.services.house import House
from app.ui.work import Job, Lane, Standing, Work, Workshop

if TYPE_CHECKING:
    from app.model.preferences import Preferences

T = TypeVar("T")


class Desk(QObject):
    """Shared by all screens of one window."""

    asked = Signal(str, object)
    """A screen (its key) was asked for, with what it should show (or None)."""
    changed = Signal()
    """The catalogue or the ledger has changed: what is shown of it is to be read again."""
    preferred = Signal()
    """A preference has changed, and is kept."""
    counted = Signal(str, int)
    """How many things wait at a screen (its key), for its row in the sidebar."""
    started = Signal(object, object)
    """A verb (its Job, its title) was started, for the status strip."""
    told = Signal(object, object)
    """How far a verb (its Job) is (a Standing)."""
    ended = Signal(object, object)
    """A verb (its Job) is over: None, or the Problem that ended it where its screen takes none itself."""

    def __init__(self, house: House, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.house = house
        self.workshop = workshop
        self.place: QWidget | None = None
        """Where screens are put. They are made in it: to move one there when it is whole would dress it twice."""
        self._preferences: Preferences | None = None

    def open(self) -> int:
        """Open the catalogue and read the preferences; return how many photos are held. Called in the workshop.

        Raises NoKeyring, CatalogueLocked and their like.
        """
        self._preferences = self.house.store.preferences.read()
        return self.house.browser.count(Filter())

    @property
    def preferences(self) -> Preferences:
        """How the person likes the app to be."""
        if self._preferences is None:
            self._preferences = self.house.store.preferences.read()
        return self._preferences

    def prefer(self, **changes: Any) -> None:
        """Change preferences by name, keep them, and dress the window by them."""
        self._preferences = replace(self.preferences, **changes)
        self.house.store.preferences.write(self._preferences)
        self.preferred.emit()

    def go(self, key: str, what: object = None) -> None:
        """Ask for a screen: `desk.go("photos", risk.photos)`."""
        self.asked.emit(key, what)

    def read(
        self, work: Work[T], then: Callable[[T], None], sorry: Callable[[Problem], None] | None = None
    ) -> Job:
        """Read something for a screen. Nothing is shown while it lasts, for it is short."""
        return self.workshop.run(work, then, sorry, lane=Lane.READ)

    def start(
        self,
        title: Text,
        work: Work[T],
        then: Callable[[T], None],
        sorry: Callable[[Problem], None] | None = None,
        stopped: Callable[[], None] | None = None,
        *,
        lane: Lane = Lane.VERB,
    ) -> Job:
        """Start a verb: the window's strip shows it, with Stop. In each lane one runs at a time; others wait their turn.

        Afterwards `changed` is emitted, whether it was done, stopped or ended by a Problem: what it kept stays
        kept. Without `sorry` the window itself shows the Problem.
        """

        def done(result: T) -> None:
            self.ended.emit(job, None)
            self.changed.emit()
            then(result)

        def sad(problem: Problem) -> None:
            self.ended.emit(job, None if sorry else problem)
            self.changed.emit()
            if sorry is not None:
                sorry(problem)

        def halted() -> None:
            self.ended.emit(job, None)
            self.changed.emit()
            if stopped is not None:
                stopped()

        def told(standing: Standing) -> None:
            self.told.emit(job, standing)

        job = self.workshop.run(work, done, sad, told, lane=lane)
        job.stopped = halted
        self.started.emit(job, title)
        return job


class Screen(QWidget):
    """One screen. Made when first asked for; `refresh` is called each time it comes to the front or things change."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.place)
        self.desk = desk
        self.setProperty("ground", "page")

    def refresh(self) -> None:
        """Read anew what is shown."""

    def receive(self, what: object) -> None:
        """Take what another screen hands over (see `Desk.go`); called before `refresh`."""

    def search(self) -> None:
        """Put the keyboard into the search field, where there is one (Ctrl+F)."""
