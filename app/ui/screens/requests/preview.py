"""The letter as it will look, on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from app.model.letter import Letter
from app.model.problem import Problem
from app.model.text import say
from app.ui.tokens import Role, Tone
from app.ui.widgets.card import Card
from app.ui.widgets.fact import Fact
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, column


class Preview(Card):
    """A letter on paper; or, in its place, what is still needed for one."""

    def __init__(self) -> None:
        super().__init__(padding=32, gap=0)
        self.lines: QVBoxLayout = column(gap=10)
        self.box.addLayout(self.lines)
        self.box.addStretch(1)
        self.setMinimumWidth(300)

    def show_letter(self, letter: Letter) -> None:
        """Show a letter."""
        clear(self.lines)
        self._block(letter.sender)
        self._block(letter.addressee)
        self._line(letter.place_and_date)
        self.lines.addWidget(Heading(letter.subject, wraps=True))
        self._line(letter.salutation)
        for paragraph in (*letter.opening, letter.demands_title):
            self._line(paragraph)
        for number, demand in enumerate(letter.demands, 1):
            self._line(f"{number}. {demand}")
        for paragraph in (*letter.closing, letter.farewell):
            self._line(paragraph)
        self.lines.addSpacing(12)
        self._line(letter.signature or "_" * 24)
        if letter.schedule:
            self.lines.addWidget(Heading(letter.schedule_title, Role.STRONG, wraps=True))
            self._block(letter.schedule)

    def show_problem(self, problem: Problem) -> None:
        """Say what is needed first."""
        clear(self.lines)
        self.lines.addWidget(Fact("info", problem.says, problem.remedy or "", Tone.ACCENT))

    def show_hidden(self) -> None:
        """Say that it is written, and keep it from onlookers."""
        clear(self.lines)
        says = say("The letter is hidden while you share the screen.")
        self.lines.addWidget(Fact("eye-off", says, say("It names you. It is saved in full."), Tone.ACCENT))

    def show_waiting(self) -> None:
        """Say that it is being written."""
        clear(self.lines)
        self.lines.addWidget(Label(say("The letter appears here."), quiet=True, wraps=True))

    def _block(self, lines: tuple[str, ...]) -> None:
        if any(lines):
            self._line("\n".join(lines))

    def _line(self, words: str) -> None:
        if not words:
            return
        label = Label(words, Role.SMALL, wraps=True)
        label.selectable()
        self.lines.addWidget(label)
