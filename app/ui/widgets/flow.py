"""Lays pieces out in lines, like words: what does not fit goes on in the next line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """A layout whose pieces keep their size and wrap."""

    def __init__(self, *pieces: QWidget, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)
        for piece in pieces:
            self.addWidget(piece)

    def insert(self, place: int, piece: QWidget) -> None:
        """Put a piece before the one that is at `place`."""
        self.addWidget(piece)
        self._items.insert(place, self._items.pop())

    def addItem(self, arg__1: QLayoutItem, /) -> None:
        self._items.append(arg__1)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, arg__1: int, /) -> int:
        return self._place(QRect(0, 0, arg__1, 0), moves=False)

    def sizeHint(self) -> QSize:
        widths = [item.sizeHint().width() for item in self._shown()]
        return QSize(sum(widths) + self._gap * max(0, len(widths) - 1), self._tallest())

    def minimumSize(self) -> QSize:
        return QSize(max((item.minimumSize().width() for item in self._shown()), default=0), self._tallest())

    def setGeometry(self, arg__1: QRect, /) -> None:
        super().setGeometry(arg__1)
        self._place(arg__1, moves=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _tallest(self) -> int:
        return max((item.sizeHint().height() for item in self._shown()), default=0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """Return the pieces line by line."""
        lines: list[list[QLayoutItem]] = [[]]
        x = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if lines[-1] and x + wide > width:
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += wide + self._gap
        return lines

    def _place(self, room: QRect, *, moves: bool) -> int:
        """Place the pieces in `room`, or only count; return the height they take."""
        y = room.y()
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        for line in self._lines(room.width()):
            tallest = max((item.sizeHint().height() for item in line), default=0)
            x = room.x()
            for item in line:
                size = item.sizeHint()
                if moves:
                    at = QPoint(x, y + (tallest - size.height()) // 2)
                    item.setGeometry(QStyle.visualRect(direction, room, QRect(at, size)))
                x += size.width() + self._gap
            y += tallest + self._gap
        return max(0, y - self._gap - room.y())
