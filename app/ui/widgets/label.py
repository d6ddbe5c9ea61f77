"""Text on a page. What comes from outside is shown letter by letter: never read as HTML, never loaded."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.model.text import Text, say
from app.ui.tokens import Role, Tone
from app.ui.wording import words


def plain(text: Text | str) -> str:
    """Return a text in the language that is spoken; a string is foreign text, and stays as it is."""
    return text if isinstance(text, str) else words(text)


class Label(QLabel):
    """The only text label of the app: always plain text.

    `text` is a Text, or a string for foreign text (a name, a caption). `wraps` lets it run over several lines,
    `elides` cuts it with an ellipsis where the room is short (the whole is then its tooltip).
    """

    def __init__(
        self,
        text: Text | str = "",
        role: Role = Role.BODY,
        *,
        tone: Tone | None = None,
        quiet: bool = False,
        wraps: bool = False,
        elides: bool = False,
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        self.elides = elides
        self.paint(tone, quiet=quiet)
        if role in {Role.DISPLAY, Role.TITLE, Role.HERO}:
            # The letters that it has been given are known only once it is dressed.
            self.style().polish(self)
            font = self.font()
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
            self.setFont(font)
            # The dots of a large Ä rise above what the font calls its height.
            self.setContentsMargins(0, 2, 0, 0)
        if wraps:
            self.setWordWrap(True)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if elides:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: Text | str) -> None:
        """Show another text."""
        shown = plain(text)
        if self.elides:
            shown = " ".join(shown.split())
            # A tooltip reads a text that looks like HTML as such, so it is given HTML that says it letter by letter.
            self.setToolTip(f"<p>{escape(shown)}</p>")
        self.setText(shown)

    def paint(self, tone: Tone | None = None, *, quiet: bool = False) -> None:
        """Give it another tone."""
        value = tone.value if tone else ("quiet" if quiet else "")
        if self.property("tone") == value:
            return
        self.setProperty("tone", value)
        # Before it is shown for the first time it has no look yet that could change.
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self.style().unpolish(self)
            self.style().polish(self)

    def selectable(self) -> Label:
        """Let the person select and copy it; return the label."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return self

    def paintEvent(self, arg__1: QPaintEvent, /) -> None:
        if not self.elides:
            super().paintEvent(arg__1)
            return
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.style().drawItemText(
            painter,
            QRect(room),
            Qt.AlignmentFlag.AlignVCenter.value | Qt.AlignmentFlag.AlignLeading.value,
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )
        painter.end()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height()) if self.elides else super().minimumSizeHint()


class Heading(Label):
    """A heading; a screen reader tells it as one."""

    def __init__(self, text: Text | str, role: Role = Role.CARD, *, wraps: bool = False) -> None:
        super().__init__(text, role, wraps=wraps)
        self.setAccessibleName(self.text())


def explain(widget: QWidget, text: Text | str) -> None:
    """Give a widget a second sentence for those who ask: as its tooltip, and to screen readers."""
    said = plain(text)
    # A tooltip reads a text that looks like HTML as such, so it is given HTML that says it letter by letter.
    widget.setToolTip(f"<p>{escape(said)}</p>")
    widget.setAccessibleDescription(said)


def sourced(on: str, source: str) -> Label:
    """Return on which day a fact was checked; who asks is told where it comes from."""
    label = Label(say("Checked on {day}.", day=on), Role.SMALL, quiet=True, wraps=True)
    explain(label, say("Source: {source}", source=source))
    return label


def caption_of(widget: QWidget, text: Text | str) -> None:
    """Name a widget for those who cannot see it."""
    widget.setAccessibleName(plain(text))
