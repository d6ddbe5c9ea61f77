"""Surfaces: cards, lines between rows, and a page that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QBoxLayout,
    QFrame,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.model.text import Text
from app.ui.theme import theme
from app.ui.tokens import GAP, PAGE, Role, Tone
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import Piece, column, fill, row

# The words at the head of a page get at least this room in px beside its actions, where they need so much.
_WORDS_PX = 240

_DRESSED = frozenset({QEvent.Type.StyleChange, QEvent.Type.LayoutRequest})


class Card(QFrame):
    """A surface with a border and round corners; `tone` tints it."""

    def __init__(self, *pieces: Piece, gap: int = 8, padding: int = 20, tone: Tone | None = None) -> None:
        super().__init__()
        if tone is not None:
            self.setProperty("tone", tone.value)
        self.box: QVBoxLayout = column(*pieces, gap=gap, margin=padding)
        self.setLayout(self.box)


class Divider(QFrame):
    """A thin line between rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)


class Page(QScrollArea):
    """A screen's page: scrolls, with the page's margins. Put pieces into `body`.

    Pages wrap; only where a window is small and its letters large do they scroll to the side, rather than cut a button.
    """

    def __init__(self, *pieces: Piece, gap: int = GAP, margin: int = PAGE, width: int = 1200) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = _Sheet()
        inner.setProperty("clear", "true")
        inner.setMaximumWidth(width)
        self.body: QVBoxLayout = column(gap=gap, margin=margin)
        inner.setLayout(self.body)
        outer = _Sheet()
        outer.setProperty("clear", "true")
        outer.setLayout(row(inner, gap=0))
        # Still empty: the area asks what it is given for its size, which would dress every piece before its time.
        self.setWidget(outer)
        fill(self.body, *pieces)

    def event(self, arg__1: QEvent, /) -> bool:
        if arg__1.type() in _DRESSED and not self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            # Each time that it is put somewhere, the area would ask its pieces for their size, and so dress them all.
            # It is asked for once it is shown.
            return QAbstractScrollArea.event(self, arg__1)
        return super().event(arg__1)


class _Sheet(QWidget):
    """What a page scrolls, and what lies in it: as tall as its text is at the page's width, and no taller."""

    def sizeHint(self) -> QSize:
        # Qt's own answer counts the lines of every text at the width that the longest would like to have. No page is that
        # wide, and it would ask again for each piece that comes: most of the time that a long page took to be filled.
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.sizeHint()  # pyright: ignore[reportUnnecessaryComparison]

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        # The layout's own least height counts the lines of a narrow page, which would leave empty room to scroll through.
        # Without any text that wraps it is right, and the only one there is.
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


class PageHead(QWidget):
    """The head of a page: title, one line under it, and actions at the end; below them where there is little room."""

    def __init__(self, title: Text | str, line: Text | str = "", *actions: QWidget) -> None:
        super().__init__()
        self.title = Heading(title, Role.TITLE, wraps=True)
        self.line = Label(line, quiet=True, wraps=True)
        self._actions = row(gap=8)
        for action in actions:
            self._actions.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self._box: QBoxLayout = row(gap=8)
        self._box.addLayout(column(self.title, self.line, gap=2), 1)
        self._box.addLayout(self._actions)
        self.setLayout(self._box)
        # Not fixed: that is the height of one line of each, and a title that wraps would be cut.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def fit(self) -> None:
        """Take note at once that an action has another size."""
        self._actions.invalidate()
        self._box.activate()

    def minimumSizeHint(self) -> QSize:
        # Below each other they need no more room than the wider one, also while they still stand side by side.
        least = super().minimumSizeHint()
        words = max(self.title.minimumSizeHint().width(), self.line.minimumSizeHint().width())
        return QSize(max(words, self._actions.minimumSize().width()), least.height())

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent, /) -> bool:
        # Other words, or an action that was hidden or shown, change how much room there is.
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        wide = self._actions.sizeHint().width()
        needed = max(self._natural(self.title), self._natural(self.line))
        is_tight = wide > 0 and self.width() - wide - self._box.spacing() < min(needed, theme().px(_WORDS_PX))
        is_stacked = self._box.direction() is QBoxLayout.Direction.TopToBottom
        if is_tight is is_stacked:
            return
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if is_tight else QBoxLayout.Direction.LeftToRight
        )
        self._box.setAlignment(
            self._actions, Qt.AlignmentFlag.AlignLeading if is_tight else Qt.AlignmentFlag(0)
        )

    def _natural(self, label: Label) -> int:
        return label.fontMetrics().horizontalAdvance(label.text())


def boxed(layout: QLayout) -> QWidget:
    """Return a widget without looks that holds a layout."""
    widget = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    widget.setLayout(layout)
    return widget
