"""Works on a page a little at a time, so that the window is never held up for long."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from time import perf_counter

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.card import Page

# Time in seconds after which no further step is begun in one turn of the window's loop. Qt adds as much again: it gives
# each new piece its look, and places it.
_TURN_S = 0.0012
# So much work may wait to be placed, in seconds. To place looks at every piece of the page, new or not, so that doing it
# for each would take longer with every one; and all that is new is laid out then, so that it must not be much.
_UNPLACED_S = 0.003

# So many widgets of a page, those in its pieces counted, are painted in one turn.
_PAINTED = 20

_WAS_ASKED = Qt.WidgetAttribute.WA_WState_ExplicitShowHide

Step = Callable[[], object]
Maker = Callable[[], QWidget | None]
"""Makes a piece; or does something for one that is still to come, and returns None."""


class Parted(QObject):
    """Takes the steps of a change to one page in turns of their own. Meanwhile the page stays as it was seen.

    A new change lets go of what was still to come of the last one.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._steps: Iterator[Step] | None = None
        self._unplaced_s = 0.0
        self._place = 0
        self._unseen = deque[QWidget]()
        self._ending: Iterator[Step] = iter(())
        # A timer of its own, for it must not outlive the page.
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._go_on)

    def do(self, steps: Iterable[Step]) -> None:
        """Take these steps; a step that is slow to make ready is best made by a generator."""
        self._place = self._page.verticalScrollBar().value()
        self._let_all_be_seen()
        self._hold()
        self._steps = iter(steps)
        self._unplaced_s = 0.0
        self._turn.start()

    @property
    def is_at_work(self) -> bool:
        """Whether there are steps still to come, or pieces still to be painted."""
        return self._turn.isActive()

    def _go_on(self) -> None:
        if self._steps is None:
            # Each in a turn of its own, for it is as long as the page: to place everything, to size the page by it, and
            # to paint it.
            if (step := next(self._ending, None)) is not None:
                step()
            else:
                self._turn.stop()
        elif self._unplaced_s > _UNPLACED_S:
            # What came is placed soon, in a turn of its own: all that was left for the end would be placed in one.
            self._unplaced_s = 0.0
            self._release()
            self._hold()
        else:
            self._take(self._steps)

    def _take(self, steps: Iterator[Step]) -> None:
        """Take steps for as long as a turn may last."""
        began = perf_counter()
        while (step := next(steps, None)) is not None:
            step()
            if (taken := perf_counter() - began) > _TURN_S:
                self._unplaced_s += taken
                return
        self._steps = None
        self._ending = self._to_the_end()

    def _to_the_end(self) -> Iterator[Step]:
        yield self._release
        yield self._scroll_back
        yield self._show
        while self._unseen:
            yield self._show_more

    def _hold(self) -> None:
        self._page.setUpdatesEnabled(False)
        self._page.body.setEnabled(False)

    def _release(self) -> None:
        self._page.body.setEnabled(True)
        # A layout that is held does not hear that its widget was given another size: as what was placed last makes the page
        # taller a turn later, or as the window is drawn smaller. Where no piece came since, it would think itself right
        # and do nothing, and all would stay squeezed into the height of before.
        self._page.body.invalidate()
        self._page.body.activate()

    def _scroll_back(self) -> None:
        # How far it can be scrolled is known only once its new size has arrived.
        self._page.verticalScrollBar().setValue(self._place)

    def _show(self) -> None:
        """Let the page be painted, from its head down: all in one turn would take too long where there is much text."""
        whole = self._page.viewport()
        for piece in self._pieces():
            if piece.isVisible() and whole.rect().intersects(_place_in(whole, piece)):
                piece.setUpdatesEnabled(False)
                self._unseen.append(piece)
        self._page.setUpdatesEnabled(True)

    def _show_more(self) -> None:
        """Let the next lot be painted: one piece, and more as long as they are small."""
        painted = 0
        while self._unseen and painted < _PAINTED:
            piece = self._unseen.popleft()
            if shiboken6.isValid(piece):
                painted += len(piece.findChildren(QWidget))
                piece.setUpdatesEnabled(True)

    def _let_all_be_seen(self) -> None:
        while self._unseen:
            self._show_more()

    def _pieces(self) -> list[QWidget]:
        inner = self._page.body.parentWidget()
        if inner is None:
            return []
        return inner.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)


class Gradual(Parted):
    """Fills one layout on a page. To fill it anew lets go of what was still to come, and keeps the page's place."""

    def __init__(self, layout: QVBoxLayout, page: Page) -> None:
        super().__init__(page)
        self.layout = layout

    def fill(self, makers: Iterable[Maker]) -> None:
        """Put what these make into the layout, in their order, in place of what is there."""
        self.do(self._filled(iter(makers)))

    def _filled(self, makers: Iterator[Maker]) -> Iterator[Step]:
        while self.layout.count():
            yield self._drop_first
        for make in makers:
            yield partial(self._add, make)

    def _drop_first(self) -> None:
        item = self.layout.takeAt(0)
        if item is not None and (widget := item.widget()) is not None:  # pyright: ignore[reportUnnecessaryComparison]
            widget.hide()
            widget.deleteLater()

    def _add(self, make: Maker) -> None:
        piece = make()
        if piece is not None:
            put(self.layout, piece)


def put(layout: QVBoxLayout, piece: QWidget) -> None:
    """Put a piece into a layout that is seen, and show it."""
    layout.addWidget(piece)
    owner = layout.parentWidget()
    # Qt would do so one turn later, and for all that came at once.
    if owner is not None and owner.isVisible() and not piece.testAttribute(_WAS_ASKED):  # pyright: ignore[reportUnnecessaryComparison]  # Qt may give none
        piece.show()


def _place_in(whole: QWidget, piece: QWidget) -> QRect:
    return QRect(piece.mapTo(whole, QPoint(0, 0)), piece.size())


def made(pieces: Iterator[QWidget]) -> Iterator[Maker]:
    """Return makers for pieces that a generator makes, each when it is asked for the next."""
    for piece in pieces:
        yield partial(itself, piece)


def itself(piece: QWidget) -> QWidget:
    """Return a piece that is made already: the maker of it."""
    return piece
