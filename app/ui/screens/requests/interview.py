"""What did they answer? One question at a time; an answer that was dropped here is read and only has to be confirmed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from app.model.course import Question, Reason
from app.model.request import RequestId, State
from app.model.text import say
from app.services.follow import Filed, Told
from app.services.interview import Asked, Outcome
from app.services.replies import Read
from app.ui.desk import Desk
from app.ui.screens.requests.days import DayField
from app.ui.terms import STATES
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, boxed
from app.ui.widgets.fact import Fact
from app.ui.widgets.field import Field
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.wording import words

_PASTED_PX = 120


class Interview(Card):
    """The questions. `taken` is called with what the answers came to, once the person has confirmed it."""

    def __init__(self, desk: Desk, problem: ProblemPanel, taken: Callable[[Outcome], None]) -> None:
        self._desk, self._problem, self._taken = desk, problem, taken
        self._request: RequestId | None = None
        self._read: Read | None = None
        self._file: Filed | None = None
        self.when = DayField(say("The day it came"))
        self.until = DayField(say("Until when?"), say("If they name a day"))
        self.note = Field(say("A note of your own"))
        self.pasted = QPlainTextEdit()
        self.pasted.setPlaceholderText(words(say("Paste their answer here")))
        self.pasted.setAccessibleName(words(say("Paste their answer here")))
        self.pasted.setFixedHeight(_PASTED_PX)
        # What is typed outlives the questions around it, which are made anew each time.
        self.face, self.below = column(gap=10), column(gap=10)
        self._fields = boxed(column(boxed(Flow(self.when, self.until, gap=16)), self.note, gap=10))
        super().__init__(
            Heading(say("What did they answer?")), self.face, self._fields, self.pasted, self.below, gap=12
        )
        self.setAcceptDrops(True)

    def show_request(self, request: RequestId) -> None:
        """Begin with the first question about a request."""
        self._request, self._read, self._file = request, None, None
        self.note.fill("")
        today = self._desk.house.parts.today()
        self.when.fill_day(today, today)
        self.until.fill_day(None, today)
        self._ask(())

    def read_answer(self, path: Path) -> None:
        """Read an answer from a file, and show what it may mean. It changes nothing yet."""
        request, reader = self._request, self._desk.house.reader
        if request is not None:
            self._desk.read(lambda _progress: reader.file(path, request), self._heard, self._problem.tell)

    def read_pasted(self) -> None:
        """Read the answer that was pasted."""
        request, reader, text = self._request, self._desk.house.reader, self.pasted.toPlainText()
        if request is not None and text.strip():
            self._desk.read(lambda _progress: reader.text(text, request), self._heard, self._problem.tell)

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent, /) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.read_answer(paths[0])

    def confirm(self, reason: Reason) -> None:
        """Take the step, with the day, the note and the file."""
        request, on, interviewer = self._request, self.when.day(), self._desk.house.interviewer
        until = self.until.day(needed=False) if reason.state is State.EXTENDED else None
        if request is None or on is None or not self.until.is_good:
            return
        told = Told(on=on, note=self.note.text, file=self._file, until=until)
        self._desk.read(
            lambda _progress: interviewer.take(request, reason, told), self._taken, self._problem.tell
        )

    def _ask(self, way: tuple[str, ...]) -> None:
        request, interviewer = self._request, self._desk.house.interviewer
        if request is not None:
            self._desk.read(lambda _progress: interviewer.ask(request, way), self._show, self._problem.tell)

    def _heard(self, found: tuple[Read, Filed]) -> None:
        self._read, self._file = found
        self.pasted.clear()
        self._problem.hide()
        received = self._read.reply.received_on
        if received is not None:
            self.when.fill_day(received, received)
        guess = self._desk.house.interviewer.guessed(self._read)
        if guess is not None:
            self._show(guess)
            return
        # Nothing in it tells what it is: the person reads it, and the questions go on after "they answered".
        self._ask(("answered",))

    def _show(self, asked: Asked) -> None:
        self._empty()
        if asked.question is not None:
            self._show_question(asked, asked.question)
        elif asked.reason is not None:
            self._show_reason(asked, asked.reason)
        else:
            self._show_nothing()

    def _empty(self) -> None:
        self._fields.hide()
        self.pasted.hide()
        clear(self.face)
        clear(self.below)

    def _show_question(self, asked: Asked, question: Question) -> None:
        if self._read is not None:
            self._show_letter(self._read)
        self.face.addWidget(Label(question.asks, Role.STRONG, wraps=True))
        for answer in question.answers:
            on_click = partial(self._ask, (*asked.way, answer.key))
            choice = Button(answer.says, "chevron-right", on_click=on_click)
            choice.setProperty("part", "answer")
            self.face.addWidget(choice)
        if asked.way:
            self.face.addLayout(row(self._back(asked.way), None))
            return
        self.face.addWidget(
            Label(
                say("Or drop their mail here: it is read on this computer, and you confirm what it says."),
                Role.SMALL,
                quiet=True,
                wraps=True,
            )
        )
        self.pasted.show()
        self.below.addLayout(
            row(
                Button(say("Read what I pasted"), "file-text", on_click=self.read_pasted),
                Button(say("Open their mail …"), "mail", on_click=self._choose),
                None,
            )
        )

    def _show_reason(self, asked: Asked, reason: Reason) -> None:
        if self._read is not None:
            self._show_letter(self._read)
        says = say("It says “{words}”.", words=asked.words) if asked.words else ""
        term = STATES[reason.state]
        self.face.addWidget(Fact(term.icon, reason.says, says, term.tone, boxed=True))
        self.until.setVisible(reason.state is State.EXTENDED)
        self._fields.show()
        again = () if asked.words else asked.way
        self.below.addLayout(
            row(
                Button(say("That is right"), "check", Kind.PRIMARY, partial(self.confirm, reason)),
                self._back(again)
                if again
                else Button(say("No, ask me"), kind=Kind.LINK, on_click=self._ask_anew),
                None,
            )
        )

    def _show_nothing(self) -> None:
        request, interviewer = self._request, self._desk.house.interviewer
        if request is not None:
            self._desk.read(lambda _progress: interviewer.outcome(request), self._wait, self._problem.tell)

    def _wait(self, outcome: Outcome) -> None:
        tone = Tone.CRITICAL if outcome.standing.overdue else Tone.ACCENT
        self.face.addWidget(Fact("hourglass", outcome.advice, tone=tone, boxed=True))
        self.face.addLayout(row(self._back(("nothing",)), None))

    def _show_letter(self, read: Read) -> None:
        about = " · ".join(part for part in (read.reply.sender, read.reply.subject) if part)
        if about and not self._desk.preferences.screen_share:
            self.face.addWidget(Label(about, Role.SMALL, quiet=True, wraps=True))

    def _back(self, way: tuple[str, ...]) -> Button:
        return Button(say("Back"), "arrow-left", Kind.LINK, partial(self._ask, way[:-1]))

    def _ask_anew(self) -> None:
        self._ask(())

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, words(say("Choose their answer")), "", "*.eml *.txt")
        if name:
            self.read_answer(Path(name))
