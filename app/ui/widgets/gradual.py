"""Fills a page with pieces a few at a time, so that the window is never held up for long."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.card import Page
from app.ui.widgets.layout import clear

# Time in seconds that making pieces may take of one turn of the window's loop.
_TURN_S = 0.003
# To place and paint everything again takes longer with every piece: what comes first is seen after so many seconds, and
# each pause from then on is twice as long, so that a long page on a slow computer is not busy with placing alone.
_FIRST_PLACED_S = 0.15

Maker = Callable[[], QWidget]


class Gradual(QObject):
    """Fills one layout on a page. To fill it anew lets go of what was still to come, and keeps the page's place."""

    def __init__(self, layout: QVBoxLayout, page: Page) -> None:
        super().__init__(page)
        self._layout = layout
        self._page = page
        self._waiting = deque[Maker]()
        self._placed_at = 0.0
        self._pause = _FIRST_PLACED_S
        self._place = 0
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._add_some)
        # A timer of its own, for it must not outlive the page.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._scroll_back)

    def fill(self, makers: Iterable[Maker]) -> None:
        """Put what these make into the layout, in their order, in place of what is there."""
        self._place = self._page.verticalScrollBar().value()
        self._hold(on=True)
        clear(self._layout)
        self._waiting = deque(makers)
        self._placed_at = perf_counter()
        self._pause = _FIRST_PLACED_S
        self._add_some()
        if self._waiting:
            self._turn.start()

    def _add_some(self) -> None:
        began = perf_counter()
        while self._waiting and perf_counter() - began < _TURN_S:
            self._layout.addWidget(self._waiting.popleft()())
        if not self._waiting:
            self._turn.stop()
        if not self._waiting or perf_counter() - self._placed_at > self._pause:
            self._hold(on=False)
            self._placed_at = perf_counter()
            self._pause *= 2
            if self._waiting:
                self._hold(on=True)

    def _hold(self, *, on: bool) -> None:
        """Keep the page as it is seen; or let it be placed and painted again, scrolled to where it was."""
        self._page.setUpdatesEnabled(not on)
        self._page.body.setEnabled(not on)
        if not on:
            self._page.body.activate()
            # How far it can be scrolled is known only once its new size has arrived.
            self._settled.start()

    def _scroll_back(self) -> None:
        self._page.verticalScrollBar().setValue(self._place)
