"""The way round the app: one row for each screen, with how many things wait there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QStyle, QWidget

from app.model.text import Text, say
from app.ui.icons import picture
from app.ui.theme import theme
from app.ui.tokens import RADIUS_CONTROL, RAIL, SIDEBAR, Role, Tone
from app.ui.widgets.card import Card
from app.ui.widgets.fact import Icon
from app.ui.widgets.label import Label, plain
from app.ui.widgets.layout import column, row
from app.ui.wording import number

_ROW = 38


class NavRow(QAbstractButton):
    """One screen's row: icon, name, count. In the narrow rail only the icon, with the name as its tooltip."""

    def __init__(self, text: Text, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._name = plain(text)
        self._count = 0
        self._narrow = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many things wait; none shows nothing."""
        self._count = count
        self.setAccessibleName(f"{self._name}, {number(count)}" if count else self._name)
        self.update()

    def narrow(self, on: bool) -> None:  # noqa: FBT001  # one of two shapes
        """Show the icon alone, or all of it."""
        self._narrow = on
        self.setToolTip(self._name if on else "")
        self.update()

    def sizeHint(self) -> QSize:
        look = theme()
        words = QFontMetrics(look.font(Role.STRONG)).horizontalAdvance(self._name)
        return QSize(words + look.px(40 + 44), look.px(_ROW))

    def enterEvent(self, event: QEvent, /) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.update()

    def leaveEvent(self, event: QEvent, /) -> None:
        self.update()

    def paintEvent(self, e: QPaintEvent, /) -> None:
        look = theme()
        colours = look.colours
        on = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if on or self.underMouse():
            painter.setPen(QPen(QColor(colours.line)) if on else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.card if on else colours.track))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL
            )
        side = look.px(18)
        inset = (self.width() - side) // 2 if self._narrow else look.px(12)
        colour = colours.accent.text if on else colours.text2
        image = picture(self._icon, colour, side, self.devicePixelRatioF())
        painter.drawImage(self._seen(QRect(inset, (self.height() - side) // 2, side, side)), image)
        if not self._narrow:
            self._draw_words(painter, inset + side + look.px(10), on=on)
        painter.end()

    def _draw_words(self, painter: QPainter, left: int, *, on: bool) -> None:
        look = theme()
        leading = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        trailing = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignRight)
        painter.setFont(look.font(Role.STRONG))
        painter.setPen(QColor(look.colours.text if on else look.colours.text2))
        room = QRect(left, 0, self.width() - left - look.px(12), self.height())
        painter.drawText(self._seen(room), leading | Qt.AlignmentFlag.AlignVCenter, self._name)
        if self._count:
            painter.setFont(look.font(Role.CAPTION))
            painter.setPen(QColor(look.colours.text2))
            painter.drawText(self._seen(room), trailing | Qt.AlignmentFlag.AlignVCenter, number(self._count))

    def _seen(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)


class Mark(QWidget):
    """The app's sign and name."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Label("Overexposed", Role.CARD)
        self.sign = Icon("mark", Tone.ACCENT, 22)
        line = row(self.sign, self.name, None, gap=11)
        line.setContentsMargins(10, 0, 0, 0)
        self.setLayout(line)


class Sidebar(QWidget):
    """The rows of all screens; `chosen` tells the key of the one that was asked for."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, NavRow] = {}
        self._group = QButtonGroup(self)
        self.setAccessibleName(plain(say("Screens")))
        self._mark = Mark()
        self._promise = Card(padding=12, tone=Tone.OK)
        line = row(gap=10)
        line.addWidget(Icon("lock", Tone.OK, 17), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(
            Label(
                say("Everything stays on this computer. Nothing is uploaded."),
                Role.CAPTION,
                tone=Tone.OK,
                wraps=True,
            ),
            1,
        )
        self._promise.box.addLayout(line)
        self._upper = column(gap=3)
        self._lower = column(gap=3)
        self.setLayout(
            column(self._mark, 18, self._upper, None, self._promise, 8, self._lower, gap=0, margin=14)
        )
        self.narrow(False)  # noqa: FBT003

    def add(self, key: str, text: Text, icon: str, *, below: bool = False) -> None:
        """Add a screen's row; `below` puts it at the foot."""
        line = NavRow(text, icon)
        line.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(line)
        self._rows[key] = line
        (self._lower if below else self._upper).addWidget(line)

    def mark(self, key: str) -> None:
        """Show which screen is in front; a key that has no row leaves none marked."""
        self._group.setExclusive(False)
        for name, line in self._rows.items():
            line.setChecked(name == key)
        self._group.setExclusive(True)

    def show_count(self, key: str, count: int) -> None:
        """Show how many things wait at a screen."""
        if key in self._rows:
            self._rows[key].show_count(count)

    def narrow(self, on: bool) -> None:  # noqa: FBT001  # one of two shapes
        """Show the rail of icons, or all of it."""
        self.setFixedWidth(theme().px(RAIL if on else SIDEBAR))
        self._promise.setVisible(not on)
        self._mark.name.setVisible(not on)
        for line in self._rows.values():
            line.narrow(on)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        colours = theme().colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.sidebar))
        edge = QStyle.visualRect(
            self.layoutDirection(), self.rect(), QRect(self.width() - 1, 0, 1, self.height())
        )
        painter.fillRect(edge, QColor(colours.line))
        painter.end()
