"""Small pills that say who can see something, or how much it matters: always an icon and a word."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from app.model.audience import Audience
from app.model.finding import Severity
from app.model.stranger import Reach
from app.model.text import Text
from app.ui.icons import picture
from app.ui.terms import AUDIENCES, REACHES, SEVERITIES, Term
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.label import plain

_PAD = 9
_ICON = 13
_GAP = 5


class Tag(QWidget):
    """A pill with a word, and an icon before it."""

    def __init__(self, text: Text | str, tone: Tone = Tone.PLAIN, icon: str = "") -> None:
        super().__init__()
        self._text = plain(text)
        self._tone = tone
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._text)

    def say(self, text: Text | str, tone: Tone, icon: str = "") -> None:
        """Show something else."""
        self._text, self._tone, self._icon = plain(text), tone, icon
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme()
        metrics = QFontMetrics(look.font(Role.CAPTION))
        icon = look.px(_ICON + _GAP) if self._icon else 0
        return QSize(metrics.horizontalAdvance(self._text) + icon + 2 * look.px(_PAD), look.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = theme()
        shade = look.colours.shade(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shade.tint))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        left = look.px(_PAD)
        if self._icon:
            side = look.px(_ICON)
            place = QRect(left, (self.height() - side) // 2, side, side)
            place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
            painter.drawImage(place, picture(self._icon, shade.text, side, self.devicePixelRatioF()))
            left += side + look.px(_GAP)
        painter.setFont(look.font(Role.CAPTION))
        painter.setPen(QColor(shade.text))
        room = QRect(left, 0, self.width() - left, self.height())
        room = QStyle.visualRect(self.layoutDirection(), self.rect(), room)
        align = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()


def audience_tag(audience: Audience) -> Tag:
    """Return the pill for who may see it, as the network says."""
    return _tag(AUDIENCES[audience])


def reach_tag(reach: Reach) -> Tag:
    """Return the pill for what a stranger really got."""
    return _tag(REACHES[reach])


def severity_tag(severity: Severity) -> Tag:
    """Return the pill for how much something matters."""
    return _tag(SEVERITIES[severity])


def _tag(term: Term) -> Tag:
    return Tag(term.word, term.tone, term.icon)
