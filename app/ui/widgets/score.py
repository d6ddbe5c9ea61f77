"""The score as a gauge, parts of a whole as a bar, and a thin meter: each says its number in words too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QConicalGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.model.text import Text, say
from app.ui.terms import exposure_term
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.label import Label, plain
from app.ui.widgets.layout import column
from app.ui.wording import number, words

_SIDE = 168
_BAND = 14
# The gauge runs clockwise from lower left over the top to lower right: 270 of 360 degrees.
_START = 225
_TURN = 270


class Gauge(QWidget):
    """A score from 0 to 100 as a ring of 270 degrees with the number and a word in it. `value` None: unknown."""

    def __init__(self, value: int | None = None, side: int = _SIDE) -> None:
        super().__init__()
        self._side = side
        self._value: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_score(value)

    def show_score(self, value: int | None) -> None:
        """Show another score."""
        self._value = value
        told = say("Exposure not known yet")
        if value is not None:
            told = say("Exposure {score} of 100: {word}", score=value, word=exposure_term(value).says)
        self.setAccessibleName(words(told))
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        band = look.px(_BAND) * self._side / _SIDE
        ring = QRectF(self.rect()).adjusted(band, band, -band, -band)
        self._draw_arc(painter, ring, QPen(QColor(look.colours.track), band), 1.0)
        if self._value:
            self._draw_arc(painter, ring, QPen(self._colours(ring), band), self._value / 100)
        self._draw_words(painter, ring)
        painter.end()

    def _draw_arc(self, painter: QPainter, ring: QRectF, pen: QPen, share: float) -> None:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(ring, _START * 16, -round(_TURN * share * 16))

    def _colours(self, ring: QRectF) -> QConicalGradient:
        colours = theme().colours
        # A conical gradient runs anticlockwise, so it starts where the gauge ends.
        gradient = QConicalGradient(QPointF(ring.center()), _START - _TURN - 20)
        gradient.setColorAt(0.0, QColor(colours.critical.fill))
        gradient.setColorAt(0.35, QColor(colours.critical.fill))
        gradient.setColorAt(0.6, QColor(colours.high.fill))
        gradient.setColorAt(0.82, QColor(colours.medium.fill))
        gradient.setColorAt(1.0, QColor(colours.medium.fill))
        return gradient

    def _draw_words(self, painter: QPainter, ring: QRectF) -> None:
        look = theme()
        painter.setPen(QColor(look.colours.text))
        font = look.font(Role.DISPLAY)
        font.setPixelSize(round(font.pixelSize() * self._side / _SIDE))
        painter.setFont(font)
        middle = ring.center().y()
        big = look.px(30)
        shown = "–" if self._value is None else number(self._value)
        place = QRectF(ring.left(), middle - big, ring.width(), 1.7 * big)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
        if self._side < _SIDE or self._value is None:
            return
        painter.setPen(QColor(look.colours.text2))
        painter.setFont(look.font(Role.SMALL))
        below = QRectF(ring.left(), middle + 0.65 * big, ring.width(), look.px(22))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words(say("of 100")))
        term = exposure_term(self._value)
        painter.setPen(QColor(look.colours.shade(term.tone).text))
        painter.setFont(look.font(Role.CAPTION))
        foot = QRectF(0, ring.bottom() - look.px(14), self.width(), look.px(20))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, words(term.says))


class Bar(QWidget):
    """Parts of a whole beside each other in one bar. The words stand in its legend."""

    def __init__(self, parts: Sequence[tuple[int, Tone]]) -> None:
        super().__init__()
        self._parts = [(count, tone) for count, tone in parts if count > 0]
        self.setFixedHeight(theme().px(14))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(colours.track))
        total = sum(count for count, _ in self._parts) or 1
        # The smallest part is still seen, whatever its share.
        widths = [max(4.0, self.width() * count / total) for count, _ in self._parts]
        squeeze = self.width() / (sum(widths) or 1)
        left = 0.0
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for width, (_, tone) in zip(widths, self._parts, strict=True):
            wide = width * squeeze
            x = self.width() - left - wide if mirrored else left
            painter.fillRect(QRectF(x, 0, wide - 2, self.height()), QColor(colours.shade(tone).fill))
            left += wide
        painter.end()


class Dot(QWidget):
    """A dot of a tone, before its word in a legend."""

    def __init__(self, tone: Tone) -> None:
        super().__init__()
        self._tone = tone
        self.setFixedSize(10, 10)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().colours.shade(self._tone).fill))
        painter.drawEllipse(self.rect())
        painter.end()


class Breakdown(QWidget):
    """A bar and its legend: word, count, tone."""

    def __init__(self, parts: Sequence[tuple[Text | str, int, Tone]]) -> None:
        super().__init__()
        legend = QGridLayout()
        legend.setHorizontalSpacing(9)
        legend.setVerticalSpacing(7)
        legend.setColumnStretch(1, 1)
        for line, (text, count, tone) in enumerate(parts):
            shown = Label(number(count), Role.STRONG)
            shown.setAccessibleName(f"{plain(text)}: {number(count)}")
            legend.addWidget(Dot(tone), line, 0)
            legend.addWidget(Label(text, quiet=True), line, 1)
            legend.addWidget(shown, line, 2, Qt.AlignmentFlag.AlignTrailing)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setLayout(column(Bar([(count, tone) for _, count, tone in parts]), legend, gap=12))


class Meter(QWidget):
    """A thin line filled to a share from 0 to 1; its words stand beside it."""

    def __init__(self, share: float = 0.0, tone: Tone = Tone.ACCENT) -> None:
        super().__init__()
        self._share, self._tone = share, tone
        self.setFixedHeight(6)

    def sizeHint(self) -> QSize:
        return QSize(120, 6)

    def show_share(self, share: float, tone: Tone = Tone.ACCENT) -> None:
        """Fill it to another share."""
        self._share, self._tone = share, tone
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.track))
        painter.drawRoundedRect(self.rect(), 3, 3)
        wide = self.width() * min(1.0, max(0.0, self._share))
        if wide >= 1:
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            painter.setBrush(QColor(colours.shade(self._tone).fill))
            painter.drawRoundedRect(
                QRectF(self.width() - wide if mirrored else 0, 0, max(6.0, wide), 6), 3, 3
            )
        painter.end()
