"""Hide and delete: the preview, then the queue with what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from app.model.account import Account, AccountId
from app.model.fix import Action, Plan
from app.model.photo import PhotoId
from app.model.problem import Problem
from app.model.text import say
from app.services.progress import Progress
from app.services.remove import RunReport
from app.services.verify import Seen
from app.ui.asks import TheQueue, ToRemove
from app.ui.desk import Desk, Screen
from app.ui.screens.connect.mending import tell_with_mending
from app.ui.screens.remove.gathered import Piece, Preview, Queue, read_preview, read_queue, seen_titles
from app.ui.screens.remove.preview import PreviewPage
from app.ui.screens.remove.queue import QueuePage
from app.ui.widgets.button import without_arguments
from app.ui.widgets.layout import column
from app.ui.work import Job, Lane


class RemoveScreen(Screen):
    """Takes a ToRemove for the preview, or TheQueue."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reading: Job | None = None
        self._running: Job | None = None
        self._asked: ToRemove | None = None
        self._queue: Queue | None = None
        self._faces = QStackedWidget()
        self.setLayout(column(self._faces, gap=0))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self, without_arguments(self._back))

    # Each face is made when it is first needed.

    @cached_property
    def preview(self) -> PreviewPage:
        """What would happen."""
        preview = PreviewPage(self._agreed, self._back, self._delete, partial(self.desk.go, "requests"))
        self._faces.addWidget(preview)
        return preview

    @cached_property
    def queue(self) -> QueuePage:
        """What waits, and what came of it."""
        queue = QueuePage(self.go_on, self._cancel, self._back)
        self._faces.addWidget(queue)
        return queue

    def receive(self, what: object) -> None:
        match what:
            case ToRemove():
                self._asked = what
                self.preview.show_waiting(what.action)
                self._faces.setCurrentWidget(self.preview)
            case TheQueue():
                self._faces.setCurrentWidget(self.queue)
                if what.goes_on:
                    self.go_on()
            case _:
                return

    def refresh(self) -> None:
        if isinstance(self._faces.currentWidget(), PreviewPage) and self._asked is not None:
            self._plan(self._asked)
        else:
            if not self._faces.count():
                self._faces.setCurrentWidget(self.queue)
            self.desk.read(
                lambda _progress: read_queue(self.desk.house), self._show_queue, self.queue.problem.tell
            )

    def go_on(self) -> None:
        """Work through the queue, then look at what was done as a stranger would."""
        if self._running is not None:
            return
        self.queue.problem.hide()
        self.queue.report.hide()
        self.queue.verdicts.hide()
        remover = self.desk.house.remover
        self._running = self.desk.start(
            say("Working through the list …"),
            remover.run,
            self._ran,
            self._broke_off,
            self._halted,
            lane=Lane.QUEUE,
        )

    def _plan(self, asked: ToRemove) -> None:
        if self._reading is not None:
            self._reading.forget()
        house = self.desk.house
        self._reading = self.desk.read(
            lambda _progress: read_preview(house, asked.action, asked.photos),
            self._show_preview,
            self._cannot_plan,
        )

    def _show_preview(self, preview: Preview) -> None:
        self.preview.show_preview(preview, hides=self.desk.preferences.screen_share)

    def _delete(self, photos: tuple[PhotoId, ...]) -> None:
        self.desk.go("remove", ToRemove(action=Action.DELETE, photos=photos))

    def _cannot_plan(self, problem: Problem) -> None:
        self.preview.head.line.say("")
        self.preview.problem.tell(problem)

    def _agreed(self, plan: Plan, copies: bool) -> None:  # noqa: FBT001  # the tick itself
        remover = self.desk.house.remover
        self._asked = None
        self.desk.read(lambda _progress: remover.start(plan, copies=copies), self._queued, self._cannot_plan)

    def _queued(self, _count: int) -> None:
        self._faces.setCurrentWidget(self.queue)
        self.go_on()
        self.refresh()

    def _show_queue(self, queue: Queue) -> None:
        self._queue = queue
        self.queue.show_queue(
            queue, works=self._running is not None, hides=self.desk.preferences.screen_share
        )

    def _ran(self, report: RunReport) -> None:
        self._running = None
        if report.problem is None and report.left:
            # More was agreed to while it ran.
            self.go_on()
            return
        self.queue.show_report(report)
        self.refresh()
        if report.problem is not None:
            self._ask_account(report.problem)
        if report.photos:
            house = self.desk.house

            def look(progress: Progress) -> tuple[Sequence[Seen], dict[PhotoId, Piece]]:
                seen = house.verifier.look_due(progress)
                return seen, seen_titles(house, seen)

            self.desk.start(say("Looking again, signed out …"), look, self._seen, self.queue.problem.tell)

    def _seen(self, found: tuple[Sequence[Seen], dict[PhotoId, Piece]]) -> None:
        self.queue.show_seen(*found, hides=self.desk.preferences.screen_share)

    def _broke_off(self, problem: Problem) -> None:
        self._running = None
        self.queue.problem.tell(problem)
        self.refresh()

    def _halted(self) -> None:
        self._running = None
        self.refresh()

    def _ask_account(self, problem: Problem) -> None:
        """Find whose sign-in is too narrow: the queue's first piece is the one that could not be done."""
        house = self.desk.house

        def read() -> Account | None:
            waiting = read_queue(house).next_account
            return _account(house.browser.accounts(), waiting)

        self.desk.read(lambda _progress: read(), partial(self._tell, problem), self.queue.problem.tell)

    def _tell(self, problem: Problem, account: Account | None) -> None:
        tell_with_mending(self.desk, self.queue.problem, problem, account, ("remove", TheQueue(goes_on=True)))

    def _cancel(self) -> None:
        remover = self.desk.house.remover
        self.desk.read(lambda _progress: remover.cancel(), self._cancelled, self.queue.problem.tell)

    def _cancelled(self, _count: int) -> None:
        self.queue.problem.hide()
        self.desk.changed.emit()

    def _back(self) -> None:
        self._asked = None
        self._faces.setCurrentWidget(self.queue)
        self.desk.go("photos")


def _account(accounts: Sequence[Account], wanted: AccountId | None) -> Account | None:
    return next((account for account in accounts if account.id == wanted), None)
