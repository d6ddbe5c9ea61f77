"""What a page shows when there is nothing, or when something went wrong: one sentence and one way on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
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
    """Nothing here yet: an icon, one sentence, and one button."""

    def __init__(self, icon: str, says: Text, detail: Text | str = "", action: Button | None = None) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        sentence = Label(says, Role.CARD, wraps=True)
        more = Label(detail, quiet=True, wraps=True)
        for label in (sentence, more):
            label.setAlignment(centre)
        middle = column(gap=10)
        middle.addWidget(Icon(icon, Tone.ACCENT, 26, boxed=True), 0, centre)
        middle.addSpacing(6)
        middle.addWidget(sentence)
        if plain(detail):
            middle.addWidget(more)
        if action is not None:
            middle.addSpacing(8)
            middle.addWidget(action, 0, centre)
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
        self._icon = Icon("triangle-alert", Tone.HIGH)
        self.says = Label("", Role.STRONG, wraps=True)
        self.remedy = Label("", wraps=True)
        self._again = Button(say("Try again"), "rotate-ccw", on_click=lambda: again() if again else None)
        self._tries = again is not None
        if again is None:
            self._again.hide()
        line = row(gap=12)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column(self.says, self.remedy, gap=3), 1)
        self._actions = row(gap=8)
        line.addLayout(self._actions)
        line.addWidget(self._again, 0, Qt.AlignmentFlag.AlignVCenter)
        if closes:
            shut = Button(say("Close this message"), "x", Kind.ICON, self._close)
            line.addWidget(shut, 0, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(line)
        if problem is None:
            self.hide()
        else:
            self._fill(problem)

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
        self._again.setVisible(self._tries and action is None)
        self.show()

    def _fill(self, problem: Problem) -> None:
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
