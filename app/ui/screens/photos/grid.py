"""The grid of photos: as fast with a million as with ten, for it works out places instead of laying them out."""

from __future__ import annotations

from array import array

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle

from app.model.text import say
from app.ui.screens.photos.model import PhotoModel
from app.ui.screens.photos.shelf import Shelf
from app.ui.screens.photos.tiles import Frame
from app.ui.theme import theme
from app.ui.tokens import RADIUS_PHOTO
from app.ui.wording import words

_GAP = 14
_EDGE = 4
_LEAST_WIDTH = 150
_SHAPE = 0.826
_RESIZE_MS = 120

_Index = QModelIndex | QPersistentModelIndex


class PhotoGrid(QListView):
    """A list view, so that screen readers see a list with all its rows; but its geometry is worked out, not stored.

    Qt's own layout takes seconds at a million rows, and again at each resize; here every question costs the same at
    any length.
    """

    chosen = Signal()
    """The selection or the current photo has changed."""
    opened = Signal()
    """Enter or a double click on a photo."""

    def __init__(self, model: PhotoModel, shelf: Shelf) -> None:
        super().__init__()
        self._photos = model
        self._shelf = shelf
        self._hidden = False
        self._tile_width = _LEAST_WIDTH
        self._columns = 1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: one that comes and goes would change the width, and so the columns, for ever.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(words(say("Photos")))
        self.setModel(model)
        self._settled = QTimer(self, singleShot=True, interval=_RESIZE_MS)
        self._settled.timeout.connect(self._draw_at_size)
        model.modelReset.connect(self._recount)
        model.rowsInserted.connect(self._recount)
        shelf.arrived.connect(self._arrived)
        theme().changed.connect(self._redress)
        self.activated.connect(self.opened)

    def hide_from_onlookers(self, on: bool) -> None:  # noqa: FBT001  # a switch
        """Show only colours of the photos, while a screen is shared."""
        self._hidden = on
        self._draw_at_size()

    def selected(self) -> array[int]:
        """Return the ids of the selected photos, in the grid's order."""
        rows: array[int] = array("q")
        for one in sorted(self._ranges(), key=lambda one: one.top()):
            rows.extend(self._photos.ids[one.top() : one.bottom() + 1])
        return rows

    def count_selected(self) -> int:
        """Return how many photos are selected; quick, even if it is a million."""
        return sum(one.height() for one in self._ranges())

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(place) for place in range(selection.count())]

    def current(self) -> int | None:
        """Return the id of the photo that the keyboard is at."""
        row = self.currentIndex().row()
        return self._photos.ids[row] if 0 <= row < len(self._photos.ids) else None

    def go_to(self, photo: int) -> bool:
        """Select a photo by its id and scroll to it; False where it is not shown."""
        try:
            row = self._photos.ids.index(photo)
        except ValueError:
            return False
        self.setCurrentIndex(self._photos.index(row))
        return True

    def in_sight(self) -> array[int]:
        """Return the ids of the photos that are in sight."""
        rows = self._rows_in(self.viewport().rect())
        return self._photos.ids[rows.start : rows.stop]

    def look_at_sight(self) -> None:
        """Ask for what is in sight, and for half a page around it."""
        rows = self._rows_in(self.viewport().rect())
        if not rows:
            self._shelf.want(())
            return
        around = max(self._columns, len(rows) // 2)
        ids = self._photos.ids
        after = ids[rows.stop : rows.stop + around]
        before = ids[max(0, rows.start - around) : rows.start]
        self._shelf.want([*ids[rows.start : rows.stop], *after, *before])

    # Geometry: each in the same few steps, however many rows there are.

    def visualRect(self, index: _Index, /) -> QRect:
        return self._place(index.row()) if index.isValid() else QRect()

    def indexAt(self, p: QPoint, /) -> QModelIndex:
        row = self._row_at(p)
        return self._photos.index(row) if row is not None else QModelIndex()

    def visualRegionForSelection(self, selection: QItemSelection, /) -> QRegion:
        # Only what is in sight needs painting anew.
        return QRegion(self.viewport().rect()) if not selection.isEmpty() else QRegion()

    def scrollTo(
        self,
        index: _Index,
        /,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if not index.isValid():
            return
        place, bar, room = self._place(index.row()), self.verticalScrollBar(), self.viewport().height()
        centred = hint is QAbstractItemView.ScrollHint.PositionAtCenter
        if centred:
            bar.setValue(bar.value() + place.center().y() - room // 2)
        elif place.top() < _EDGE:
            bar.setValue(bar.value() + place.top() - _EDGE)
        elif place.bottom() > room - _EDGE:
            bar.setValue(bar.value() + place.bottom() - room + _EDGE + 1)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: _Index, /) -> bool:
        return False

    def doItemsLayout(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        room = self.viewport().width() - 2 * _EDGE
        least = theme().px(_LEAST_WIDTH)
        self._columns = max(1, (room + _GAP) // (least + _GAP))
        self._tile_width = max(40, (room - _GAP * (self._columns - 1)) // self._columns)
        lines = -(-len(self._photos.ids) // self._columns)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._line_height() // 3)
        bar.setRange(0, max(0, lines * self._line_height() - _GAP + 2 * _EDGE - self.viewport().height()))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag, /) -> None:
        # The corners as they come, not put in order: from where it began to where it is.
        ends = [self._row_near(rect.topLeft()), self._row_near(rect.bottomRight())]
        on_a_tile = self._row_at(rect.topLeft()) is not None or max(abs(rect.width()), abs(rect.height())) > 2
        chosen = QItemSelection()
        if on_a_tile and self._photos.ids:
            chosen = QItemSelection(self._photos.index(min(ends)), self._photos.index(max(ends)))
        self.selectionModel().select(chosen, command)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier, /
    ) -> QModelIndex:
        count = len(self._photos.ids)
        if not count:
            return QModelIndex()
        row = self.currentIndex().row()
        if row < 0:
            return self._photos.index(0)
        return self._photos.index(min(max(0, self._moved(row, action)), count - 1))

    def keyboardSearch(self, search: str, /) -> None:
        """Letters are for the search field: looking through a million rows for one is none of ours."""

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: _Index, previous: _Index, /) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection, /) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        self.chosen.emit()

    def resizeEvent(self, e: QResizeEvent, /) -> None:
        middle = self._row_near(QPoint(_EDGE, self.viewport().height() // 2))
        columns = self._columns
        self.updateGeometries()
        if columns != self._columns and self.verticalScrollBar().value():
            self.scrollTo(self._photos.index(middle), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._settled.start()

    def scrollContentsBy(self, dx: int, dy: int, /) -> None:
        self.viewport().scroll(0, dy)
        self.look_at_sight()

    def paintEvent(self, e: QPaintEvent, /) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for row in self._rows_in(e.rect()):
            self._draw(painter, row)
        painter.end()

    def _draw(self, painter: QPainter, row: int) -> None:
        place = self._place(row)
        colours = theme().colours
        drawn = self._shelf.picture(self._photos.ids[row])
        if drawn is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.track))
            painter.drawRoundedRect(place, RADIUS_PHOTO, RADIUS_PHOTO)
        else:
            painter.drawPixmap(place, drawn)
        index = self._photos.index(row)
        if self.selectionModel().isSelected(index):
            self._draw_ring(painter, place, 3.0)
        elif self.hasFocus() and row == self.currentIndex().row():
            self._draw_ring(painter, place, 1.5)

    def _draw_ring(self, painter: QPainter, place: QRect, thick: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme().colours.accent.text), thick))
        ring = QRectF(place).adjusted(-2, -2, 2, 2)
        painter.drawRoundedRect(ring, RADIUS_PHOTO + 2, RADIUS_PHOTO + 2)

    def _line_height(self) -> int:
        return round(self._tile_width * _SHAPE) + _GAP

    def _place(self, row: int) -> QRect:
        line, column = divmod(row, self._columns)
        place = QRect(
            _EDGE + column * (self._tile_width + _GAP),
            _EDGE + line * self._line_height() - self.verticalScrollBar().value(),
            self._tile_width,
            self._line_height() - _GAP,
        )
        return QStyle.visualRect(self.layoutDirection(), self.viewport().rect(), place)

    def _row_near(self, point: QPoint) -> int:
        """Return the row at a point, or the nearest one."""
        x = point.x()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = self.viewport().width() - x
        column = min(max(0, (x - _EDGE) // (self._tile_width + _GAP)), self._columns - 1)
        line = max(0, (point.y() + self.verticalScrollBar().value() - _EDGE) // self._line_height())
        return min(line * self._columns + column, max(0, len(self._photos.ids) - 1))

    def _row_at(self, point: QPoint) -> int | None:
        if not self._photos.ids:
            return None
        row = self._row_near(point)
        return row if self._place(row).contains(point) else None

    def _rows_in(self, rect: QRect) -> range:
        offset = self.verticalScrollBar().value() - _EDGE
        first = max(0, (rect.top() + offset) // self._line_height()) * self._columns
        last = max(0, (rect.bottom() + offset) // self._line_height() + 1) * self._columns
        return range(min(first, len(self._photos.ids)), min(last, len(self._photos.ids)))

    def _moved(self, row: int, action: QAbstractItemView.CursorAction) -> int:
        page = max(1, self.viewport().height() // self._line_height()) * self._columns
        forward = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        move = QAbstractItemView.CursorAction
        steps = {
            move.MoveLeft: -forward,
            move.MoveRight: forward,
            move.MoveUp: -self._columns,
            move.MoveDown: self._columns,
            move.MovePageUp: -page,
            move.MovePageDown: page,
            move.MoveHome: -row,
            move.MoveEnd: len(self._photos.ids),
            move.MoveNext: 1,
            move.MovePrevious: -1,
        }
        step = steps[action]
        stays = action in {move.MoveUp, move.MoveDown} and not 0 <= row + step < len(self._photos.ids)
        # A step down from the line above a short last line goes to the last photo.
        return row if stays and action is move.MoveUp else row + step

    def _draw_at_size(self) -> None:
        frame = Frame(
            self._tile_width,
            self._line_height() - _GAP,
            self.devicePixelRatioF(),
            hidden=self._hidden,
            mirrored=self.layoutDirection() is Qt.LayoutDirection.RightToLeft,
        )
        self._shelf.draw_as(frame)
        self.look_at_sight()
        self.viewport().update()

    def _recount(self) -> None:
        self.updateGeometries()
        self.look_at_sight()
        self.viewport().update()

    def _redress(self) -> None:
        self.updateGeometries()
        self._draw_at_size()

    def _arrived(self, photos: list[int]) -> None:
        """Paint those that arrived, where they are in sight; never through dataChanged, which lays all out again."""
        wanted = set(photos)
        for row in self._rows_in(self.viewport().rect()):
            if self._photos.ids[row] in wanted:
                self.viewport().update(self._place(row).adjusted(-4, -4, 4, 4))
