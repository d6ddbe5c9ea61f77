"""The directory with its search."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.model.recipient import Recipient, RecipientKind
from app.model.text import say, say_count
from app.ui.desk import Desk, Screen
from app.ui.screens.recipients.card import RecipientCard
from app.ui.screens.recipients.words import KINDS
from app.ui.widgets.button import without_arguments
from app.ui.widgets.card import Page, PageHead
from app.ui.widgets.chip import Chip
from app.ui.widgets.field import SearchField
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Label
from app.ui.widgets.layout import clear, column
from app.ui.widgets.notice import ProblemPanel

_TYPING_MS = 160


class RecipientsScreen(Screen):
    """Everybody who can be written to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._kinds: set[RecipientKind] = set()
        self.field = SearchField(say("Search names, kinds, laws"))
        self.field.setMinimumWidth(280)
        self.head = PageHead(say("Recipients"), "", self.field)
        self.problem = ProblemPanel(again=self.refresh)
        self._chips = QWidget()
        self._chips.setLayout(Flow())
        self._cards = column(gap=14)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self._waiting = deque[Recipient]()
        self._adding = QTimer(self, interval=0)
        self._adding.timeout.connect(self._add_next)
        self.field.textChanged.connect(without_arguments(self._typing.start))
        page = Page(self.head, self._chips, self.problem, self._cards, None, width=900)
        self.setLayout(column(page, gap=0))

    def refresh(self) -> None:
        words = self.field.text()
        self.desk.read(
            lambda _progress: self.desk.house.asker.recipients(words), self._show, self.problem.tell
        )

    def search(self) -> None:
        self.field.setFocus()

    def _show(self, found: Sequence[Recipient]) -> None:
        if not self._chips.layout().count():  # pyright: ignore[reportOptionalMemberAccess]
            self._add_chips(found)
        shown = [one for one in found if not self._kinds or one.kind in self._kinds]
        self.head.line.say(say_count("{count} in the directory", "{count} in the directory", len(shown)))
        clear(self._cards)
        self._waiting = deque(shown)
        self._adding.start()
        if not shown:
            self._cards.addWidget(Label(say("Nobody in the directory matches."), quiet=True))

    def _add_next(self) -> None:
        """Add one card a turn: all at once would hold the window up for a good part of a second."""
        if not self._waiting:
            self._adding.stop()
            return
        self._cards.addWidget(
            RecipientCard(self.desk, self._waiting.popleft(), self.desk.house.parts.today())
        )

    def _add_chips(self, found: Sequence[Recipient]) -> None:
        layout = self._chips.layout()
        present = {one.kind for one in found}
        for kind, (icon, name) in KINDS.items():
            if kind in present:
                layout.addWidget(Chip(name, icon, partial(self._toggle, kind)))  # pyright: ignore[reportOptionalMemberAccess]

    def _toggle(self, kind: RecipientKind, on: bool) -> None:  # noqa: FBT001  # the state itself
        (self._kinds.add if on else self._kinds.discard)(kind)
        self.refresh()
