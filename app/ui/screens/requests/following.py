"""What to do now with one request: the letter that fits, the proof that it was sent, the evidence for an authority."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.model.followup import FollowUpKind
from app.model.letter import Delivery
from app.model.request import RequestId, State
from app.model.text import Text, say
from app.services.ask import Draft
from app.services.follow import Standing
from app.services.interview import Outcome
from app.ui.desk import Desk
from app.ui.links import can_open, open_page
from app.ui.screens.requests.form_sheet import FormSheet
from app.ui.tokens import Role
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card
from app.ui.widgets.fact import Fact
from app.ui.widgets.field import Field
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.wording import words

_LETTERS: dict[FollowUpKind, tuple[str, Text]] = {
    FollowUpKind.REMINDER: ("hourglass", say("Write a reminder")),
    FollowUpKind.ANSWER: ("pen-line", say("Answer what they say")),
    FollowUpKind.APPEAL: ("undo-2", say("Appeal to them")),
    FollowUpKind.COMPLAINT_FIRST: ("mail", say("Complain to them first")),
    FollowUpKind.COMPLAINT: ("scale", say("Complain to the authority")),
    FollowUpKind.SMALL_CLAIMS: ("stamp", say("Sum up the facts for a court")),
}
_COMPLAINTS = frozenset({FollowUpKind.COMPLAINT_FIRST, FollowUpKind.COMPLAINT})


# What to do now, how the first letter gets there, and which of the letters that fit can go into a form.
_Found: TypeAlias = tuple[Outcome, Delivery, tuple[FollowUpKind, ...]]


class Following(Card):
    """The card below a request. `stepped` is called with how it stands after a proof was kept."""

    def __init__(self, desk: Desk, problem: ProblemPanel, stepped: Callable[[Standing], None]) -> None:
        self._desk, self._problem, self._stepped = desk, problem, stepped
        self._request: RequestId | None = None
        self._delivery: Delivery | None = None
        self._by_form: tuple[FollowUpKind, ...] = ()
        self.advice = Label("", wraps=True)
        self.evidence = Button(say("Save the evidence"), "archive", on_click=self._ask_evidence)
        self.proof = Button(say("Keep a proof of sending …"), "stamp", on_click=self._ask_proof)
        self.tracking = Field(say("Number of the post"), say("If it was registered"))
        self.tracking.setFixedWidth(260)
        self.form = Button(say("Fill in their form …"), "file-text", on_click=self.show_form)
        self.envelope = Button(
            say("Copy the address for the envelope"), "stamp", on_click=self._copy_envelope
        )
        self.route = column(gap=8)
        self.letters = QWidget()
        self.letters.setLayout(Flow())
        self.told = Label("", Role.STRONG, wraps=True)
        self.told.hide()
        super().__init__(
            Heading(say("What to do now")),
            self.advice,
            self.letters,
            self.route,
            row(self.form, self.envelope, None),
            self.told,
            self.tracking,
            row(self.proof, self.evidence, None),
            gap=12,
        )

    def show_request(self, request: RequestId) -> None:
        """Show what fits a request as it stands."""
        if request != self._request:
            self.told.hide()
            self.tracking.fill("")
        self._request = request
        self._desk.read(
            lambda _progress: self._found(request),
            self._show_all,
            self._problem.tell,
        )

    def show_form(self) -> None:
        """Show each field of their form to copy, in a window that stays beside the browser."""
        if self._delivery is not None:
            self._show_sheet(self._delivery)

    def keep_for_form(self, kind: FollowUpKind) -> None:
        """Keep a letter that follows with the request, and show what of it goes into which field of their form."""
        request, deliverer = self._request, self._desk.house.deliverer
        if request is not None:
            self._desk.start(
                say("Writing the letter …"),
                lambda _progress: deliverer.following(request, kind),
                self._show_kept,
                self._problem.tell,
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

    def keep_proof(self, path: Path) -> None:
        """Keep a file that proves the sending, with the number that the post gave it."""
        request, house, tracking = self._request, self._desk.house, self.tracking.text
        if request is not None:
            self._desk.read(
                lambda _progress: house.follower.attach(request, house.reader.proof(path), tracking),
                self._proven,
                self._problem.tell,
            )

    def _found(self, request: RequestId) -> _Found:
        house = self._desk.house
        outcome = house.interviewer.outcome(request)
        return outcome, house.deliverer.of(request), house.deliverer.forms_for(request, outcome.letters)

    def _show_kept(self, delivery: Delivery) -> None:
        self._tell(say("The letter is kept with this request. Nothing was sent."))
        self._show_sheet(delivery)

    def _show_sheet(self, delivery: Delivery) -> None:
        FormSheet(delivery, hides=self._desk.preferences.screen_share, parent=self.window()).show()

    def _show_all(self, found: _Found) -> None:
        outcome, self._delivery, self._by_form = found
        self.form.setVisible(bool(self._delivery.fields))
        self.envelope.setVisible(bool(self._delivery.envelope))
        self._show(outcome)

    def _copy_envelope(self) -> None:
        if self._delivery is not None:
            QGuiApplication.clipboard().setText("\n".join(self._delivery.envelope))
            self._tell(say("The address is on the clipboard, line by line."))

    def _show(self, outcome: Outcome) -> None:
        self.advice.say(outcome.advice)
        sent = outcome.standing.request.sending is not None
        self.proof.setVisible(sent)
        self.tracking.setVisible(sent and outcome.standing.request.state is not State.VERIFIED_GONE)
        clear(self.route)
        authority = outcome.authority
        complains = outcome.complains or any(kind in _COMPLAINTS for kind in outcome.letters)
        if authority is not None and complains:
            limit = authority.time_limit or say("We know of no time limit for a complaint.")
            page = authority.complaint_url or authority.url
            link = Button(say("Open its page"), "external-link", Kind.LINK, partial(open_page, page))
            self.route.addWidget(Fact("scale", authority.name, limit, end=link if can_open(page) else None))
        if outcome.settled is not None:
            self.route.addWidget(Label(outcome.settled, Role.SMALL, quiet=True, wraps=True))
        layout = self.letters.layout()
        if layout is None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt may give none
            return
        clear(layout)
        for number, kind in enumerate(outcome.letters):
            icon, name = _LETTERS[kind]
            shape = Kind.PLAIN if number else Kind.PRIMARY
            layout.addWidget(Button(name, icon, shape, partial(self._ask_letter, kind)))
            if kind in self._by_form:
                layout.addWidget(self._for_form(kind, name))
        self.letters.setVisible(bool(outcome.letters))

    def _for_form(self, kind: FollowUpKind, name: Text) -> Button:
        button = Button(say("For the form …"), "copy", Kind.LINK, partial(self.keep_for_form, kind))
        button.setAccessibleName(words(say("{letter}: for the form", letter=name)))
        return button

    def _written(self, found: tuple[Draft, Path]) -> None:
        self._tell(say("Saved as {name}. Nothing was sent.", name=found[1].name))

    def _saved(self, path: Path) -> None:
        self._tell(say("Saved as {name}. Nothing was sent.", name=path.name))

    def _proven(self, standing: Standing) -> None:
        self._stepped(standing)
        self._tell(say("The proof is kept with this request, and goes into the evidence."))

    def _tell(self, says: Text) -> None:
        self.told.say(says)
        self.told.show()

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

    def _ask_proof(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, words(say("Choose the proof")), "", "*")
        if name:
            self.keep_proof(Path(name))
