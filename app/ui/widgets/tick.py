"""A box to tick, with its words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle

from app.model.text import Text
from app.ui.icons import picture
from app.ui.theme import theme
from app.ui.tokens import Role
from app.ui.widgets.label import plain

_SIDE = 18
_GAP = 8


class Tick(QCheckBox):
    """A box to tick; `on_toggle` hears whether it is ticked."""

    def __init__(
        self,
        text: Text | str,
        on: bool = False,  # noqa: FBT001, FBT002  # the state it starts with
        on_toggle: Callable[[bool], object] | None = None,
    ) -> None:
        super().__init__()
        self._words = plain(text)
        self.setAccessibleName(self._words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setChecked(on)
        if on_toggle is not None:
            self.toggled.connect(on_toggle)

    def sizeHint(self) -> QSize:
        look = theme()
        wide = QFontMetrics(look.font(Role.SMALL)).horizontalAdvance(self._words)
        return QSize(look.px(_SIDE + _GAP) + wide + 2, look.px(max(_SIDE, 24)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object, /) -> bool:
        return True

    def paintEvent(self, arg__1: QPaintEvent, /) -> None:
        look = theme()
        colours = look.colours
        side = look.px(_SIDE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._seen(QRect(0, (self.height() - side) // 2, side, side))
        painter.setPen(QPen(QColor(colours.accent.text if self.isChecked() else colours.control), 1.2))
        painter.setBrush(QColor(colours.accent.text if self.isChecked() else colours.card))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
        if self.isChecked():
            sign = picture("check", colours.on_accent, look.px(14), self.devicePixelRatioF())
            inset = (side - look.px(14)) // 2
            painter.drawImage(box.topLeft().x() + inset, box.topLeft().y() + inset, sign)
        painter.setFont(look.font(Role.SMALL))
        painter.setPen(QColor(colours.text if self.isEnabled() else colours.text3))
        room = self._seen(QRect(side + look.px(_GAP), 0, self.width() - side - look.px(_GAP), self.height()))
        align = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.end()

    def _seen(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)
