"""Fills a layout with pieces a few at a time, so that the window is never held up for long."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.layout import clear

# Time in seconds that making pieces may take of one turn of the window's loop.
_TURN_S = 0.004

Maker = Callable[[], QWidget]


class Gradual(QObject):
    """Fills one layout. To fill it anew lets go of what was still to come."""

    def __init__(
        self, layout: QVBoxLayout, parent: QWidget, filled: Callable[[], object] | None = None
    ) -> None:
        super().__init__(parent)
        self._layout = layout
        self._filled = filled
        self._waiting = deque[Maker]()
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._add_some)

    def fill(self, makers: Iterable[Maker]) -> None:
        """Put what these make into the layout, in their order, in place of what is there."""
        clear(self._layout)
        self._waiting = deque(makers)
        self._add_some()
        if self._waiting:
            self._turn.start()

    def _add_some(self) -> None:
        began = perf_counter()
        while self._waiting and perf_counter() - began < _TURN_S:
            self._layout.addWidget(self._waiting.popleft()())
        if not self._waiting:
            self._turn.stop()
            if self._filled is not None:
                self._filled()
