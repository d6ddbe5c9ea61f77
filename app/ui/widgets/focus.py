"""A ring around what the keyboard is at."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFocusFrame, QLineEdit, QWidget

from app.ui.theme import theme
from app.ui.tokens import RADIUS_CONTROL

_RINGED = (QAbstractButton, QComboBox, QLineEdit)


class FocusRing(QFocusFrame):
    """One ring for the whole app, 2 px of the accent colour; it lies over things, so nothing moves for it."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        application.focusChanged.connect(self._follow)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().colours.accent.text), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = min(self.height() / 2 - 1, RADIUS_CONTROL + 2)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        # A widget of a window that is being taken down has no place to hang a ring on.
        ringed = isinstance(now, _RINGED) and now.isVisible() and now.parentWidget() is not None
        self.setWidget(now if ringed else None)  # pyright: ignore[reportArgumentType]  # Qt takes a null pointer
