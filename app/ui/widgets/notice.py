"""What a page shows when there is nothing, or when something went wrong: one sentence and one way on."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.model.problem import Limited, Offline, Problem
from app.model.text import Text, say
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, boxed
from app.ui.widgets.fact import Icon
from app.ui.widgets.label import Label, plain
from app.ui.widgets.layout import clear, column, row
from app.ui.wording import moment


class EmptyState(QWidget):
    """Nothing here yet: an icon, one sentence, and one button that `action` makes."""

    def __init__(
        self, icon: str, says: Text, detail: Text | str = "", action: Callable[[], Button] | None = None
    ) -> None:
        super().__init__()
        self._icon, self._says, self._detail, self._action = icon, says, detail, action
        self._is_built = False

    def setVisible(self, visible: bool, /) -> None:  # noqa: FBT001  # Qt's own
        # Most are never seen, and every piece costs the page something when it is opened.
        if visible:
            self._build()
        super().setVisible(visible)

    def sizeHint(self) -> QSize:
        # By itself it is asked for its size before it is shown; on a page only what is seen is asked.
        if self.isWindow():
            self._build()
        return super().sizeHint()

    def showEvent(self, event: QShowEvent, /) -> None:
        self._build()
        super().showEvent(event)

    def _build(self) -> None:
        if self._is_built:
            return
        self._is_built = True
        centre = Qt.AlignmentFlag.AlignHCenter
        sentence = Label(self._says, Role.CARD, wraps=True)
        more = Label(self._detail, quiet=True, wraps=True)
        for label in (sentence, more):
            label.setAlignment(centre)
        middle = column(gap=10)
        middle.addWidget(Icon(self._icon, Tone.ACCENT, 26, boxed=True), 0, centre)
        middle.addSpacing(6)
        middle.addWidget(sentence)
        if plain(self._detail):
            middle.addWidget(more)
        if self._action is not None:
            middle.addSpacing(8)
            middle.addWidget(self._action(), 0, centre)
        inner = boxed(middle)
        inner.setMinimumWidth(360)
        inner.setMaximumWidth(theme().px(460))
        # In the middle by the space beside it: an alignment would count the lines of a text by the whole page's width.
        whole = column(row(None, inner, None))
        whole.insertStretch(0, 2)
        whole.addStretch(3)
        self.setLayout(whole)


class ProblemPanel(Card):
    """What went wrong, and what to do: calm, with the remedy as its second line."""

    closed = Signal()

    def __init__(
        self,
        problem: Problem | None = None,
        again: Callable[[], object] | None = None,
        *,
        closes: bool = True,
    ) -> None:
        super().__init__(padding=16, tone=Tone.HIGH)
        self._tries_again, self._closes = again, closes
        self._actions = row(gap=8)
        if problem is None:
            self.hide()
        else:
            self._fill(problem)

    @cached_property
    def says(self) -> Label:
        """What went wrong."""
        return Label("", Role.STRONG, wraps=True)

    @cached_property
    def remedy(self) -> Label:
        """What to do about it."""
        return Label("", wraps=True)

    @cached_property
    def _icon(self) -> Icon:
        return Icon("triangle-alert", Tone.HIGH)

    @cached_property
    def _again(self) -> Button:
        again = Button(say("Try again"), "rotate-ccw", on_click=self._tries_again)
        if self._tries_again is None:
            again.hide()
        return again

    def _build(self) -> None:
        """Put the pieces together for the first problem: most pages never have one."""
        line = row(gap=12)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        # Under the words: beside them a long button would squeeze them to a column.
        doing = row(self._actions, self._again, None)
        line.addLayout(column(column(self.says, self.remedy, gap=3), doing, gap=10), 1)
        if self._closes:
            shut = Button(say("Close this message"), "x", Kind.ICON, self._close)
            line.addWidget(shut, 0, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(line)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def tell(self, problem: Problem, action: Button | None = None) -> None:
        """Show a problem; `action` is a button that mends it."""
        self._fill(problem)
        clear(self._actions)
        if action is not None:
            self._actions.addWidget(action)
        # To try the same again helps nothing where something has to be mended first.
        self._again.setVisible(self._tries_again is not None and action is None)
        self.show()

    def _fill(self, problem: Problem) -> None:
        if not self.box.count():
            self._build()
        self._icon.show_icon("wifi-off" if isinstance(problem, Offline) else "triangle-alert", Tone.HIGH)
        self.says.say(problem.says)
        self.remedy.say(_remedy(problem))
        self.remedy.setVisible(bool(self.remedy.text()))
        self.setAccessibleName(f"{self.says.text()} {self.remedy.text()}".strip())


def _remedy(problem: Problem) -> Text | str:
    if problem.remedy is not None:
        return problem.remedy
    if isinstance(problem, Limited) and problem.until is not None:
        return say("It can go on at {time}.", time=moment(problem.until))
    return ""
