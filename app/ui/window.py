"""The window: the sidebar, the screen in front, and a strip for work that is going on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QIcon,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.model.problem import Problem
from app.model.text import Text, say
from app.resources import resource
from app.ui.asks import ToBringIn
from app.ui.crash import CrashNotice, note, report
from app.ui.desk import Desk, Screen
from app.ui.screens.accounts import AccountsScreen
from app.ui.screens.checkup import CheckupScreen
from app.ui.screens.connect import ConnectScreen
from app.ui.screens.exports import ExportsScreen
from app.ui.screens.overview import OverviewScreen
from app.ui.screens.photos import PhotosScreen
from app.ui.screens.recipients import RecipientsScreen
from app.ui.screens.remove import RemoveScreen
from app.ui.screens.requests import RequestsScreen
from app.ui.screens.settings import SettingsScreen
from app.ui.screens.welcome import WelcomeScreen
from app.ui.theme import theme
from app.ui.unlock import UnlockPage
from app.ui.widgets.card import Card, boxed
from app.ui.widgets.layout import column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.sidebar import Sidebar
from app.ui.wording import words
from app.ui.work import Job

LEAST = QSize(840, 600)
USUAL = QSize(1280, 848)
# Below this width in px the sidebar becomes a rail of icons.
RAIL_BELOW = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One screen: its key, its name, its icon, and what makes it. `shown` False: reached only from other screens."""

    key: str
    name: Text
    icon: str
    make: Callable[[Desk], Screen]
    below: bool = False
    shown: bool = True


SCREENS: tuple[Entry, ...] = (
    Entry(key="welcome", name=say("Welcome"), icon="search", make=WelcomeScreen, shown=False),
    Entry(key="overview", name=say("Overview"), icon="layout-dashboard", make=OverviewScreen),
    Entry(key="photos", name=say("Photos"), icon="images", make=PhotosScreen),
    Entry(key="checkup", name=say("Check-up"), icon="shield-check", make=CheckupScreen),
    Entry(key="requests", name=say("Requests"), icon="send", make=RequestsScreen),
    Entry(key="recipients", name=say("Recipients"), icon="contact-round", make=RecipientsScreen),
    Entry(key="accounts", name=say("Accounts"), icon="key-round", make=AccountsScreen),
    Entry(key="connect", name=say("Connect an account"), icon="link", make=ConnectScreen, shown=False),
    Entry(key="exports", name=say("Order your data"), icon="file-archive", make=ExportsScreen, shown=False),
    Entry(key="remove", name=say("Hiding and deleting"), icon="trash-2", make=RemoveScreen, shown=False),
    Entry(key="settings", name=say("Settings"), icon="settings", make=SettingsScreen, below=True),
)


class Window(QMainWindow):
    """One window on one catalogue."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setWindowTitle("Overexposed")
        self.setWindowIcon(QIcon(str(resource("icons", "app-256.png"))))
        self.setMinimumSize(LEAST)
        self.resize(USUAL)
        self.setAcceptDrops(True)
        self._made: dict[str, Screen] = {}
        self._front = ""
        self._counts: dict[str, int] = {}
        self._is_dressing = False
        self._coming = deque[tuple[str, object]]()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._come_on)
        self.sidebar = Sidebar()
        self._stack = desk.place = QStackedWidget()
        self.strip = ProgressStrip()
        self._strip_card = Card(self.strip, padding=10)
        self._strip_card.hide()
        self.problem = ProblemPanel()
        self._build()
        self._listen()

    def come(self, key: str, what: object = None) -> None:
        """Bring a screen to the front as `go` does, but make, dress and show it in a turn of the window's loop each."""
        self._coming.append((key, what))
        if not self._turn.isActive():
            self._come_on()

    def _come_on(self) -> None:
        """Take the next step of what is to come first: Qt itself dresses a screen in the turn after it was made."""
        key, what = self._coming[0]
        if key not in self._made:
            self._screen(key)
            self._is_dressing = True
        elif self._is_dressing:
            self._is_dressing = False
        else:
            self._coming.popleft()
            self.go(key, what)
        if self._coming:
            self._turn.start()

    def go(self, key: str, what: object = None) -> None:
        """Bring a screen to the front, made now if it was not before; `what` is what it should show."""
        screen = self._screen(key)
        self.sidebar.setEnabled(True)
        self._front = key
        self._stack.setCurrentWidget(screen)
        self.sidebar.mark(key)
        if what is not None:
            screen.receive(what)
        screen.refresh()

    def show_requests(self) -> None:
        """Bring the window itself to the front, with the requests."""
        self.showNormal()
        self.raise_()
        self.activateWindow()
        self.go("requests")

    @property
    def front(self) -> str:
        """The key of the screen in front, or of the one that is about to come there."""
        return self._coming[-1][0] if self._coming else self._front

    def made(self, key: str) -> Screen | None:
        """Return a screen that was made already."""
        return self._made.get(key)

    def ask_key(self, problem: Problem, opened: Callable[[], None]) -> None:
        """Ask for what opens the catalogue, where the keyring alone does not; `opened` is called when it is there."""
        page = UnlockPage(self.desk, problem, opened)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.sidebar.setEnabled(False)
        page.setFocus()

    def rebuild(self) -> None:
        """Make every screen anew: the language has changed."""
        front = self._front
        for screen in self._made.values():
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._made.clear()
        old = self.sidebar
        self.sidebar = Sidebar()
        self._fill_sidebar()
        self.centralWidget().layout().replaceWidget(old, self.sidebar)  # pyright: ignore[reportOptionalMemberAccess]
        old.deleteLater()
        self._fold()
        if front:
            self.go(front)

    def tell_mistake(self, error: BaseException) -> None:
        """Show that something broke; a Problem that nobody took is shown in its own words."""
        if isinstance(error, Problem):
            self.problem.tell(error)
            self._show_below()
            return
        text = report(error)
        note(text, self.desk.house.parts.data_folder)
        notice = CrashNotice(text, self)
        notice.open()

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        # Before the catalogue is open there is nowhere to put anything.
        if self._front and _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent, /) -> None:
        paths = _dropped(event)
        if self._front and paths:
            event.acceptProposedAction()
            self.go("welcome", ToBringIn(paths))

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fold()

    def closeEvent(self, event: QCloseEvent, /) -> None:
        # Gone from sight at once; what still works in the background ends at its next step.
        self.hide()
        self.desk.workshop.close()
        event.accept()

    def _build(self) -> None:
        self._fill_sidebar()
        below = boxed(column(self.problem, self._strip_card, gap=8))
        below.layout().setContentsMargins(16, 0, 16, 12)  # pyright: ignore[reportOptionalMemberAccess]
        self._below = below
        self.problem.closed.connect(self._show_below)
        right = column(self._stack, below, gap=0)
        right.setStretch(0, 1)
        whole = QWidget()
        whole.setProperty("ground", "page")
        line = row(self.sidebar, gap=0)
        line.addLayout(right, 1)
        whole.setLayout(line)
        self.setCentralWidget(whole)
        self._show_below()

    def _fill_sidebar(self) -> None:
        for entry in SCREENS:
            if entry.shown:
                self.sidebar.add(entry.key, entry.name, entry.icon, below=entry.below)
        for key, count in self._counts.items():
            self.sidebar.show_count(key, count)
        self.sidebar.chosen.connect(self.come)

    def _listen(self) -> None:
        desk = self.desk
        desk.asked.connect(self.come)
        desk.changed.connect(self._refresh)
        desk.counted.connect(self._count)
        desk.started.connect(self._follow)
        desk.told.connect(self.strip.told)
        desk.ended.connect(self._end)
        desk.workshop.broke.connect(self.tell_mistake)
        shown = [entry.key for entry in SCREENS if entry.shown]
        for place, key in enumerate(shown, 1):
            QShortcut(QKeySequence(f"Ctrl+{place}"), self, partial(self.come, key))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._search)
        if "settings" in shown:
            QShortcut(QKeySequence("Ctrl+,"), self, partial(self.come, "settings"))

    def _screen(self, key: str) -> Screen:
        if key not in self._made:
            entry = next(entry for entry in SCREENS if entry.key == key)
            screen = entry.make(self.desk)
            screen.setAccessibleName(words(entry.name))
            self._made[key] = screen
            self._stack.addWidget(screen)
        return self._made[key]

    def _refresh(self) -> None:
        if self._front:
            self._made[self._front].refresh()

    def _search(self) -> None:
        if self._front:
            self._made[self._front].search()

    def _count(self, key: str, count: int) -> None:
        self._counts[key] = count
        self.sidebar.show_count(key, count)

    def _follow(self, job: Job, title: Text) -> None:
        self.problem.hide()
        self.strip.follow(job, title)
        self._strip_card.show()
        self._show_below()

    def _end(self, job: Job, problem: Problem | None) -> None:
        self._strip_card.setVisible(self.strip.end(job))
        if problem is not None:
            self.problem.tell(problem)
        self._show_below()

    def _show_below(self) -> None:
        self._below.setVisible(not (self.problem.isHidden() and self._strip_card.isHidden()))

    def _fold(self) -> None:
        # Large letters leave less room, so the sidebar folds sooner.
        self.sidebar.narrow(self.width() < theme().px(RAIL_BELOW))


def _dropped(event: QDropEvent) -> tuple[Path, ...]:
    """Return the files and folders that are being dragged."""
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())


def keys_of_screens() -> tuple[str, ...]:
    """Return the keys of all screens, in their order."""
    return tuple(entry.key for entry in SCREENS)
