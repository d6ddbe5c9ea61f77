"""Connect an account: four faces, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from app.model.account import Account
from app.model.problem import MissingFacts, Problem
from app.model.report import SyncReport
from app.model.sign_in import Doorway, Power
from app.model.text import Text, say
from app.services.progress import Progress
from app.ui.asks import ToCheck, ToConnect
from app.ui.desk import Desk, Screen
from app.ui.screens.connect.doors import Doors
from app.ui.screens.connect.form import Brought, Form
from app.ui.screens.connect.waiting import Joined, Waiting
from app.ui.widgets.button import without_arguments
from app.ui.widgets.layout import column
from app.ui.work import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a sign-in gave; `note` says where it is kept, where that is not the keyring."""

    account: Account
    powers: frozenset[Power]
    note: Text | None


class ConnectScreen(Screen):
    """Takes a ToConnect; without one all networks are shown."""

    opened = Signal(str)
    """The page that the browser was given; comes from the thread that signs in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ask = ToConnect(network="")
        self._way: Doorway | None = None
        self._job: Job | None = None
        self._account: Account | None = None
        self.doors = Doors(desk, self._choose, self._leave)
        self._faces = QStackedWidget()
        self.setLayout(column(self._faces, gap=0))
        self._faces.addWidget(self.doors)
        self.opened.connect(self._page_opened)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self, without_arguments(self._back))

    # Each face is made when it is first needed.

    @cached_property
    def form(self) -> Form:
        """What one network asks for."""
        form = Form(self._connect, self._back)
        self._faces.addWidget(form)
        return form

    @cached_property
    def waiting(self) -> Waiting:
        """While the person says yes in the browser."""
        waiting = Waiting(self._stop)
        self._faces.addWidget(waiting)
        return waiting

    @cached_property
    def joined(self) -> Joined:
        """What a sign-in gave."""
        joined = Joined(self._list, self._check, self._leave)
        self._faces.addWidget(joined)
        return joined

    def receive(self, what: object) -> None:
        # A sign-in that is on its way is not disturbed: its window in the browser stands open.
        if not isinstance(what, ToConnect) or self._job is not None:
            return
        self._ask = what
        if not what.network:
            self._faces.setCurrentWidget(self.doors)
            return
        connector = self.desk.house.connector
        self.desk.read(
            lambda _progress: (connector.doorway(what.network), connector.brought(what.network)),
            self._show_form,
            self._no_way,
        )

    def refresh(self) -> None:
        if self._faces.currentWidget() is self.doors and not self._ask.network:
            self.doors.refresh()

    def _choose(self, way: Doorway) -> None:
        self._ask = ToConnect(network=way.network)
        connector = self.desk.house.connector
        self.desk.read(
            lambda _progress: (way, connector.brought(way.network)), self._show_form, self.doors.problem.tell
        )

    def _show_form(self, found: tuple[Doorway, frozenset[str]]) -> None:
        self._way, held = found
        self.form.show_doorway(self._way, held, self._ask)
        self._faces.setCurrentWidget(self.form)
        if self._ask.power is not None and self._way.in_browser:
            # The person has just asked for it, and there is nothing to fill in.
            self._connect(Brought())

    def _no_way(self, problem: Problem) -> None:
        self._faces.setCurrentWidget(self.doors)
        self.doors.refresh()
        self.doors.problem.tell(problem)

    def _connect(self, brought: Brought) -> None:
        way = self._way
        if way is None or self._job is not None:
            return
        self.form.problem.hide()
        self.waiting.begin(way.title)
        self._faces.setCurrentWidget(self.waiting)
        self.waiting.stop.setEnabled(True)
        ask, house, opened = self._ask, self.desk.house, self.opened.emit

        def work(progress: Progress) -> Given:
            connector = house.connector
            if ask.account is not None and ask.power is not None:
                account = connector.widen(
                    ask.account.id, ask.power, progress, keys=brought.keys, on_page=opened
                )
            else:
                account = connector.connect(
                    way.network,
                    server=brought.server,
                    handle=brought.handle,
                    keys=brought.keys,
                    progress=progress,
                    on_page=opened,
                )
            note = None if house.vault.is_usable else house.vault.describe()
            return Given(account=account, powers=connector.powers(account.id), note=note)

        title = say("Connecting {network} …", network=way.title)
        self._job = self.desk.start(title, work, self._connected, self._failed, self._stopped)

    def _page_opened(self, address: str) -> None:
        self.waiting.show_page(address)

    def _connected(self, given: Given) -> None:
        self._end()
        self._account = given.account
        if self._ask.back is not None:
            key, what = self._ask.back
            self._faces.setCurrentWidget(self.doors)
            self.desk.go(key, what)
            return
        hides = self.desk.preferences.screen_share
        network = self._way.title if self._way is not None else ""
        handle = say("(hidden)") if hides else given.account.handle
        self.joined.show_account(handle, network, given.powers, given.note)
        self._faces.setCurrentWidget(self.joined)

    def _failed(self, problem: Problem) -> None:
        self._end()
        self._faces.setCurrentWidget(self.form)
        self.form.problem.tell(problem)
        if isinstance(problem, MissingFacts):
            self.form.show_others()

    def _stopped(self) -> None:
        self._end()
        self._faces.setCurrentWidget(self.form)

    def _end(self) -> None:
        self._job = None
        self.waiting.end()

    def _stop(self) -> None:
        if self._job is not None:
            self.waiting.stop.setEnabled(False)
            self._job.stop()

    def _back(self) -> None:
        if self._job is not None:
            self._stop()
        elif self._ask.back is not None:
            self.desk.go(self._ask.back[0])
        elif self._faces.currentWidget() is self.doors:
            self._leave()
        else:
            self._ask = ToConnect(network="")
            self._faces.setCurrentWidget(self.doors)
            self.doors.refresh()

    def _leave(self) -> None:
        self._faces.setCurrentWidget(self.doors)
        self.desk.go("accounts")

    def _list(self) -> None:
        if self._account is None:
            return
        account, syncer = self._account.id, self.desk.house.syncer
        self.desk.start(
            say("Listing your photos …"), lambda progress: syncer.sync([account], progress), self._listed
        )
        self._leave()

    def _listed(self, reports: Sequence[SyncReport]) -> None:
        self.desk.go("overview")
        if reports[0].problem is not None:
            self.desk.workshop.broke.emit(reports[0].problem)

    def _check(self) -> None:
        if self._account is not None:
            self._faces.setCurrentWidget(self.doors)
            self.desk.go("checkup", ToCheck(account=self._account.id))
