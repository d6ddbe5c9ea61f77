"""One line of fact: an icon, what it is, and a quieter line that explains it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.text import Text
from app.ui.icons import picture
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.label import Label, plain
from app.ui.widgets.layout import column, row


class Icon(QWidget):
    """An icon by itself, `px` wide; `boxed` puts it on a tinted square. It says nothing to a screen reader."""

    def __init__(self, name: str, tone: Tone = Tone.PLAIN, px: int = 18, *, boxed: bool = False) -> None:
        super().__init__()
        self._name, self._tone, self._px, self._boxed = name, tone, px, boxed
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: Tone = Tone.PLAIN) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(self._px * 2 if self._boxed else self._px)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        look = theme()
        shade = look.colours.shade(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._boxed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shade.tint))
            painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        side = look.px(self._px)
        place = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        image = picture(self._name, shade.text, side, self.devicePixelRatioF(), mirrored=mirrored)
        painter.drawImage(place, image)
        painter.end()


class Fact(QWidget):
    """An icon, a strong line and a quiet line under it; `end` is a widget at the end, such as a button.

    `elides` keeps both lines short (for lists); without it they wrap.
    """

    def __init__(  # noqa: PLR0913  # each part of the line may be left out
        self,
        icon: str,
        says: Text | str,
        detail: Text | str = "",
        tone: Tone = Tone.PLAIN,
        *,
        boxed: bool = False,
        elides: bool = False,
        end: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.says = Label(says, Role.STRONG, wraps=not elides, elides=elides)
        self.detail = Label(detail, Role.SMALL, quiet=True, wraps=not elides, elides=elides)
        # Shown with its parent: to show a widget that has none yet would open a window of its own.
        if not self.detail.text():
            self.detail.hide()
        sign = Icon(icon, tone, boxed=boxed)
        words = column(self.says, self.detail, gap=1)
        line = row(gap=12 if boxed else 9)
        # One line beside a button stands in its middle, and so does its sign.
        in_the_middle = boxed or (end is not None and not plain(detail))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter if in_the_middle else Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        if end is not None:
            line.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)
