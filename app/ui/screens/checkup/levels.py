"""How far to close an account, in three words; a choice leads to a list that is looked through first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from app.model.setting import Level
from app.model.text import say
from app.ui.screens.checkup.words import LEVELS
from app.ui.theme import theme
from app.ui.tokens import Role
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card
from app.ui.widgets.fact import Icon
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import row

# Below this width in px the three stand under each other.
_STACKED_BELOW = 640


class Levels(Card):
    """The three levels; `choose` hears of one."""

    def __init__(self, choose: Callable[[Level], object]) -> None:
        super().__init__(gap=14)
        self.buttons: dict[Level, Button] = {}
        self.as_now = Label(
            say("Nothing was changed. Come back whenever you like."), Role.SMALL, quiet=True, wraps=True
        )
        self.as_now.hide()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(12)
        for level in Level:
            self._line.addWidget(self._one(level, choose), 1)
        self.box.addWidget(Heading(say("How far do you want to close this account?")))
        self.box.addLayout(self._line)
        self.box.addWidget(self.as_now)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(_STACKED_BELOW)
        self._line.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def _one(self, level: Level, choose: Callable[[Level], object]) -> Card:
        term = LEVELS[level]
        words = say("Leave it so") if level is Level.AS_NOW else say("See what changes")
        button = Button(words, on_click=partial(choose, level))
        self.buttons[level] = button
        head = row(Icon(term.icon, term.tone), gap=8)
        head.addWidget(Label(term.word, Role.STRONG, wraps=True), 1)
        return Card(
            head, Label(term.says, Role.SMALL, quiet=True, wraps=True), None, row(button, None), padding=14
        )
