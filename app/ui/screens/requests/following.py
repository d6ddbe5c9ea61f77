"""What can be done next with one request: read their answer, write what follows, save the evidence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.model.followup import FollowUpKind
from app.model.reply import Meaning
from app.model.request import RequestId, State
from app.model.text import Text, say
from app.services.ask import Draft
from app.services.follow import Filed, Standing
from app.services.replies import Read
from app.ui.desk import Desk
from app.ui.screens.requests.words import STEPS
from app.ui.terms import STATES
from app.ui.tokens import Role
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.wording import words

_LETTERS: dict[FollowUpKind, tuple[str, Text]] = {
    FollowUpKind.REMINDER: ("hourglass", say("Write a reminder")),
    FollowUpKind.ANSWER: ("pen-line", say("Answer what they say")),
    FollowUpKind.APPEAL: ("undo-2", say("Appeal to them")),
    FollowUpKind.COMPLAINT: ("scale", say("Complain to the authority")),
}
_REASONS: dict[str, Text] = {
    "identity": say("They ask for proof of who you are"),
    "form": say("They want you to use their form"),
    "clarification": say("They ask you to say more"),
    "public": say("They say that the photos are public anyway"),
    "host": say("They say that they only store what others post"),
    "outside_jurisdiction": say("They say that the law does not reach them"),
    "fee": say("They want money for it"),
}


class Following(Card):
    """The card below a request. `stepped` is called with how it stands after a step was taken."""

    def __init__(self, desk: Desk, problem: ProblemPanel, stepped: Callable[[Standing], None]) -> None:
        self._desk, self._problem, self._stepped = desk, problem, stepped
        self._request: RequestId | None = None
        self.read = Button(say("Read their answer"), "mail", on_click=self._ask_answer)
        self.evidence = Button(say("Save the evidence"), "archive", on_click=self._ask_evidence)
        self.letters = QWidget()
        self.letters.setLayout(Flow())
        self.answer = Card(padding=16)
        self.answer.hide()
        super().__init__(
            Heading(say("What you can do")),
            row(self.read, self.evidence, None),
            self.letters,
            self.answer,
            gap=12,
        )

    def show_request(self, request: RequestId) -> None:
        """Show what fits a request as it stands."""
        if request != self._request:
            self.answer.hide()
        self._request = request
        asker = self._desk.house.asker
        self._desk.read(lambda _progress: asker.follow_ups(request), self._show_letters, self._problem.tell)

    def read_answer(self, path: Path) -> None:
        """Read an answer from a file, and show what it may mean. It changes nothing yet."""
        request, reader = self._request, self._desk.house.reader
        if request is not None:
            self._desk.read(
                lambda _progress: reader.file(path, request), self._show_answer, self._problem.tell
            )

    def write_letter(self, kind: FollowUpKind, path: Path) -> None:
        """Write a letter that follows into a file, and keep it with the request."""
        request, asker = self._request, self._desk.house.asker
        if request is None:
            return

        def write() -> tuple[Draft, Path]:
            draft = asker.follow_up(request, kind)
            asker.write(draft, path)
            asker.keep_follow_up(draft, kind)
            return draft, path

        self._desk.start(
            say("Writing the letter …"), lambda _progress: write(), self._written, self._problem.tell
        )

    def save_evidence(self, path: Path) -> None:
        """Write everything that is held of the request into one file."""
        request, evidence = self._request, self._desk.house.evidence
        if request is not None:
            self._desk.start(
                say("Writing the evidence …"),
                lambda _progress: evidence.write(request, path),
                self._saved,
                self._problem.tell,
            )

    def _show_letters(self, kinds: tuple[FollowUpKind, ...]) -> None:
        layout = self.letters.layout()
        if layout is None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt may give none
            return
        clear(layout)
        for kind in kinds:
            icon, name = _LETTERS[kind]
            layout.addWidget(Button(name, icon, on_click=partial(self._ask_letter, kind)))
        self.letters.setVisible(bool(kinds))

    def _show_answer(self, found: tuple[Read, Filed]) -> None:
        read, file = found
        clear(self.answer.box)
        about = " · ".join(part for part in (read.reply.sender, read.reply.subject) if part)
        if about:
            self.answer.box.addWidget(Label(about, Role.SMALL, quiet=True, wraps=True))
        if read.possible:
            self.answer.box.addWidget(
                Label(say("It seems to say one of these. Which is it?"), Role.STRONG, wraps=True)
            )
        else:
            says = say("Nothing in it tells what it is. Read it, and say below what happened.")
            self.answer.box.addWidget(Label(says, Role.STRONG, wraps=True))
        choices = Flow()
        for meaning in read.possible:
            take = partial(self._take, meaning, read, file)
            choices.addWidget(Button(_meaning(meaning), STATES[meaning.state].icon, on_click=take))
        choices.addWidget(Button(say("None of these"), "x", Kind.LINK, self.answer.hide))
        self.answer.box.addLayout(choices)
        self.answer.show()

    def _take(self, meaning: Meaning, read: Read, file: Filed) -> None:
        request, follower = self._request, self._desk.house.follower
        if request is not None:
            self._desk.read(
                lambda _progress: follower.step(
                    request, meaning.state, read.reply.received_on, reason=meaning.reason, file=file
                ),
                self._taken,
                self._problem.tell,
            )

    def _taken(self, standing: Standing) -> None:
        self.answer.hide()
        self._stepped(standing)

    def _written(self, found: tuple[Draft, Path]) -> None:
        self._tell(say("Saved as {name}. Nothing was sent.", name=found[1].name))

    def _saved(self, path: Path) -> None:
        self._tell(say("Saved as {name}. Nothing was sent.", name=path.name))

    def _tell(self, says: Text) -> None:
        clear(self.answer.box)
        self.answer.box.addWidget(Label(says, Role.STRONG, wraps=True))
        self.answer.show()

    def _ask_answer(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, words(say("Choose their answer")), "", "*.eml *.txt")
        if name:
            self.read_answer(Path(name))

    def _ask_letter(self, kind: FollowUpKind) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            words(say("Save the letter")),
            f"{self._request} {kind.value}.pdf",
            "*.pdf *.eml *.txt *.html",
        )
        if name:
            self.write_letter(kind, Path(name) if Path(name).suffix else Path(name + ".pdf"))

    def _ask_evidence(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, words(say("Save the evidence")), f"{self._request}.zip", "*.zip"
        )
        if name:
            self.save_evidence(Path(name) if name.lower().endswith(".zip") else Path(name + ".zip"))


def _meaning(meaning: Meaning) -> Text:
    """Return what a meaning says, as a person would; the reason where there is one, else the step."""
    if meaning.state is State.BOUNCED:
        return STEPS[State.BOUNCED]
    return _REASONS.get(meaning.reason, STEPS[meaning.state])
