"""Opens the window, and paints every screen for the self-test."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication, QScrollArea

from app.model.problem import Problem
from app.services.house import House
from app.ui.desk import Desk
from app.ui.notices import DueNotices
from app.ui.screens.overview import OverviewScreen
from app.ui.theme import theme
from app.ui.widgets.focus import FocusRing
from app.ui.window import SCREENS, Window, keys_of_screens
from app.ui.wording import speak, wording
from app.ui.work import Workshop

if TYPE_CHECKING:
    from app.model.preferences import Preferences

_GIVEN_WAY_S = 0.001
# After how many new values, and how many such searches, the next larger one comes; Python's own are 700, 10, 10.
_LOOKED_THROUGH = (700, 4, 25)


def show(house: House) -> int:
    """Open the window on a house and stay until it is closed; return the exit code of the app."""
    running = application()
    workshop = Workshop()
    desk = Desk(house, workshop)
    hook = sys.excepthook
    try:
        opened = open_window(desk)

        def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                running.quit()
                return
            opened.tell_mistake(error.with_traceback(trace))

        sys.excepthook = tell
        return running.exec()
    finally:
        sys.excepthook = hook
        workshop.close()


def open_window(desk: Desk) -> Window:
    """Show a window for a desk; its catalogue is opened behind it, and then the first screen comes."""
    speak()
    window = Window(desk)
    desk.preferred.connect(lambda: _dress_again(desk, window))
    window.show()
    notices = DueNotices(desk, window.show_requests)
    _open_catalogue(desk, window, notices)
    return window


def dress(preferences: Preferences) -> None:
    """Set theme, letters and language by the preferences."""
    _translate_qt(speak(preferences.language))
    theme().choose(preferences.theme, preferences.text_scale)


def first_screen(photos: int) -> str:
    """Return the key of the screen to begin with: the welcome where nothing is held yet."""
    known = keys_of_screens()
    wanted = ("overview",) if photos else ("welcome", "overview")
    return next((key for key in wanted if key in known), known[0])


def _open_catalogue(desk: Desk, window: Window, notices: DueNotices) -> None:
    """Open the store in the workshop: the keyring may ask the person first, and that can take minutes."""

    def opened(photos: int) -> None:
        dress(desk.preferences)
        window.go(first_screen(photos))
        notices.begin()
        if isinstance(screen := window.made("overview"), OverviewScreen):
            screen.look_at_start()

    def closed(problem: Problem) -> None:
        window.ask_key(problem, lambda: _open_catalogue(desk, window, notices))

    desk.read(lambda _progress: desk.open(), opened, closed)


def paint_screens(house: House) -> Sequence[str]:
    """Paint every screen once, without a display, and return their names: a part of the self-test."""
    if not QApplication.instance():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application()
    workshop = Workshop()
    desk = Desk(house, workshop)
    desk.open()
    dress(desk.preferences)
    window = Window(desk)
    painted: list[str] = []
    try:
        for entry in SCREENS:
            window.go(entry.key)
            if not window.grab().isNull():
                painted.append(entry.key)
    finally:
        window.close()
    return painted


def application() -> QApplication:
    """Return the application of this process; made when there is none yet."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    made = QApplication(sys.argv[:1])
    made.setApplicationName("Overexposed")
    made.setApplicationDisplayName("Overexposed")
    made.setDesktopFileName("overexposed")
    theme()
    ring = FocusRing(made)
    made.aboutToQuit.connect(ring.deleteLater)
    # The first time that Qt hands out a widget it made itself, PySide learns all its classes: before a window is shown.
    QScrollArea().viewport()
    _put_the_window_first()
    return made


def _put_the_window_first() -> None:
    """Let the window wait less for Python itself: for other threads, and for the search for rings in whichever thread.

    A thread that works gives the window its turn after 1 ms, not 5: each of a turn's calls into Qt may have to ask for it.

    All that was imported lives until the end, so it is not looked through again each time: of a whole search that was nine
    tenths, and several turns long. New values are looked through in smaller lots, as often in all as is usual.
    """
    sys.setswitchinterval(_GIVEN_WAY_S)
    gc.freeze()
    gc.set_threshold(*_LOOKED_THROUGH)


def _dress_again(desk: Desk, window: Window) -> None:
    before = wording().language
    dress(desk.preferences)
    if before != wording().language:
        window.rebuild()


def _translate_qt(language: str) -> None:
    """Let Qt's own buttons and dialogs speak the language, where it has it."""
    running = QApplication.instance()
    translator = QTranslator(running)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if running is not None and translator.load(f"qtbase_{language}", folder):
        running.installTranslator(translator)
