"""Notes on the desktop about requests that are due: only where the person wants them, and in words that name nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from app.model.text import Text, say, say_count
from app.resources import resource
from app.services.follow import Standing
from app.ui.desk import Desk
from app.ui.wording import words

# As the calendar file reminds: three days before.
SOON = timedelta(days=3)
_EVERY_MS = 60 * 60 * 1000

Show = Callable[[str, str], None]


class DueNotices(QObject):
    """Looks when the catalogue is opened and then each hour, and tells each state of things once a day.

    `show` puts a title and a line on the desktop; without it the tray of the system does.
    """

    def __init__(self, desk: Desk, open_requests: Callable[[], object], show: Show | None = None) -> None:
        super().__init__(desk)
        self._desk, self._open, self._show = desk, open_requests, show
        self._told: tuple[date, int, int] | None = None
        self._tray: QSystemTrayIcon | None = None
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        desk.preferred.connect(self.look)

    def begin(self) -> None:
        """Look now, and each hour from now on."""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look at the deadlines, where the person wants to be told."""
        if not self._desk.preferences.notify:
            self._hide()
            return
        self._desk.read(lambda _progress: self._desk.house.follower.all(), self._seen, _leave)

    def _seen(self, standings: Sequence[Standing]) -> None:
        today = self._desk.house.parts.today()
        late, soon = due_counts(standings)
        state = (today, late, soon)
        if not (late or soon) or state == self._told:
            return
        self._told = state
        title, line = notice(late, soon)
        (self._show or self._on_desktop)(words(title), words(line))

    def _on_desktop(self, title: str, line: str) -> None:
        if self._tray is None:
            self._tray = QSystemTrayIcon(QIcon(str(resource("icons", "app-256.png"))), self)
            self._tray.setToolTip("Overexposed")
            self._tray.messageClicked.connect(self._open)
            self._tray.activated.connect(self._clicked)
        self._tray.show()
        self._tray.showMessage(title, line, self._tray.icon())

    def _clicked(self, _reason: object) -> None:
        self._open()

    def _hide(self) -> None:
        if self._tray is not None:
            self._tray.hide()


def can_notify() -> bool:
    """Whether this desktop shows notes of programs."""
    return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()


def due_counts(standings: Sequence[Standing]) -> tuple[int, int]:
    """Return how many requests are overdue, and how many are due within three days."""
    late = sum(one.overdue for one in standings)
    soon = sum(
        one.waits and not one.overdue and one.days_left is not None and one.days_left <= SOON.days
        for one in standings
    )
    return late, soon


def notice(late: int, soon: int) -> tuple[Text, Text]:
    """Return title and line of a note: counts alone, for others may look on."""
    title = (
        say_count("{count} answer is overdue", "{count} answers are overdue", late)
        if late
        else say_count("{count} answer is due soon", "{count} answers are due soon", soon)
    )
    if late and soon:
        return title, say_count(
            "{count} more is due within three days.", "{count} more are due within three days.", soon
        )
    return title, say("Open the app to see what to do.")


def _leave(_problem: object) -> None:
    """Say nothing: what cannot be read now is told by the screen that needs it."""
