"""Everyone who may have my face: the whole set of letters, each looked at before it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.model.filter import Filter
from app.model.person import Person
from app.model.recipient import RecipientId
from app.model.request import Request
from app.model.stranger import Reach
from app.model.text import Text, say, say_count
from app.services.everyone import Group, Planned, reason
from app.services.letter_checks import is_to_be_looked_at
from app.ui.desk import Desk
from app.ui.screens.recipients.words import KINDS
from app.ui.screens.requests.preview import Preview
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.field import Field
from app.ui.widgets.gradual import Gradual
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.widgets.residence import ResidenceChoice
from app.ui.widgets.tag import Tag
from app.ui.widgets.tick import Tick
from app.ui.wording import day, words
from app.ui.work import Job

_ABOUT = Filter(reaches=frozenset({Reach.REACHABLE}))
Key = tuple[RecipientId, str]


class EveryonePage(Page):
    """The set. Nothing is written before it was seen and chosen, and nothing is ever sent."""

    def __init__(self, desk: Desk, back: Callable[[], object], ways: Callable[[str], object]) -> None:
        self._desk, self._ways = desk, ways
        self._plan: list[Planned] = []
        self._chosen: set[Key] = set()
        self._left_out: set[Key] = set()
        self._unsure_names: list[str] = []
        self._at: Planned | None = None
        self._job: Job | None = None
        self.head = PageHead(
            say("Everyone who may have my face"),
            say("One decision, many letters, in the order in which they do most. You send them yourself."),
            Button(say("All requests"), "arrow-left", on_click=back),
        )
        self.problem = ProblemPanel()
        self.residence = ResidenceChoice(self.read)
        self.name, self.email = Field(say("Your name")), Field(say("E-mail for answers"))
        for field in (self.name, self.email):
            field.edit.editingFinished.connect(self.read)
        self.told = Label("", Role.STRONG, wraps=True)
        self.look = Button(say("Look at the letters"), "eye", Kind.PRIMARY, self.look_next)
        self.write = Button(say("Write what I chose …"), "file-down", on_click=self._ask_folder)
        self.done = Card(padding=16, tone=Tone.OK)
        self.done.hide()
        self.unsure = Label("", wraps=True)
        self.looked = Tick(
            say("I looked at their pages: these are still the ways to reach them"), on_toggle=self._allow
        )
        self._unsure = Card(self.unsure, self.looked, gap=8, padding=14)
        self._who = Card(self.residence, row(self.name, self.email, gap=16), gap=12)
        self._sum = Card(self.told, self._unsure, row(self.look, self.write, None), gap=12, tone=Tone.ACCENT)
        self.preview = Preview()
        self.letter = column(gap=12)
        self._letter = Card(self.letter, self.preview, gap=14)
        self._letter.hide()
        self.rows = column(gap=10)
        super().__init__(
            self.head, self.problem, self.done, self._who, self._sum, self._letter, self.rows, None, width=900
        )
        self._filling = Gradual(self.rows, self)

    def begin(self) -> None:
        """Make the set for the person as they are known."""
        person = self._desk.preferences.person
        for field, known in ((self.name, person.name), (self.email, person.email)):
            field.hide_text(self._desk.preferences.screen_share)
            field.fill(known)
        self.residence.choose(person.residence)
        self._chosen.clear()
        self._left_out.clear()
        self.looked.setChecked(False)
        self.done.hide()
        self.read()

    def read(self) -> None:
        """Make the set anew: where the person lives, or their name, has changed."""
        if self._job is not None:
            self._job.forget()
        person, everyone = self._person(), self._desk.house.everyone
        self.problem.hide()
        self._close_letter()
        if person.residence is None:
            self._plan = []
            self._show()
            return
        self._job = self._desk.read(
            lambda progress: everyone.plan(person, _ABOUT, progress), self._planned, self.problem.tell
        )

    def look_next(self) -> None:
        """Show the next letter that nobody has decided on."""
        waiting = [one for one in self._plan if one.is_ready and self._is_undecided(one)]
        if waiting:
            self._open(waiting[0])
        else:
            self._close_letter()
            self._show()

    def take(self) -> None:
        """Choose the letter that is looked at, and go on to the next."""
        self._decide(self._chosen)

    def leave_out(self) -> None:
        """Leave it out, and go on to the next."""
        self._decide(self._left_out)

    def write_to(self, folder: Path, ending: str = ".pdf") -> None:
        """Write the chosen letters into a folder, and keep them as drafts."""
        person, everyone = self._person(), self._desk.house.everyone
        if person != self._desk.preferences.person:
            self._desk.prefer(person=person)
        chosen = [one for one in self._plan if _key(one) in self._chosen]
        self._desk.start(
            say("Writing the letters …"),
            lambda progress: everyone.write(chosen, folder, ending, progress),
            partial(self._written, folder),
            self.problem.tell,
        )

    def _person(self) -> Person:
        known = self._desk.preferences.person
        return replace(known, name=self.name.text, email=self.email.text, residence=self.residence.chosen)

    def _planned(self, plan: Sequence[Planned]) -> None:
        self._plan = list(plan)
        self._show()

    def _show(self) -> None:
        ready = [one for one in self._plan if one.is_ready]
        undecided = sum(self._is_undecided(one) for one in ready)
        self._sum.setVisible(bool(self._plan))
        self._show_unsure()
        self.told.say(_told(len(ready), undecided, len(self._chosen)))
        self.look.setVisible(undecided > 0)
        self.write.setVisible(bool(self._chosen))
        if self._plan:
            self._filling.fill([partial(self._row, one) for one in self._plan])
        else:
            clear(self.rows)
            says = say("Say where you live: it decides which laws are on your side, and who is written to.")
            self.rows.addWidget(Label(says, quiet=True, wraps=True))

    def _show_unsure(self) -> None:
        """Name those chosen whose ways are old or were never confirmed: the person looks first, and says so once for all."""
        today = self._desk.house.parts.today()
        chosen = (one.recipient for one in self._plan if _key(one) in self._chosen)
        names = [one.name for one in chosen if is_to_be_looked_at(one, today)]
        if names != self._unsure_names:
            self._unsure_names = names
            self.looked.setChecked(False)
        says = say(
            "How to reach these is old or not confirmed, so look first: {names}.", names=", ".join(names)
        )
        self.unsure.say(says)
        self._unsure.setVisible(bool(names))
        self._allow()

    def _allow(self, _on: bool = False) -> None:  # noqa: FBT001, FBT002  # what the tick sends
        sure = not self._unsure_names or self.looked.isChecked()
        self.write.setEnabled(bool(self._chosen) and sure)

    def _row(self, one: Planned) -> Card:
        icon, _ = KINDS[one.recipient.kind]
        detail: Text | str = reason(one.group)
        if one.instead is not None and one.group is not Group.ONE_PAGE:
            detail = one.instead.says
        end = row(gap=10)
        if one.group is Group.ONE_PAGE:
            end.addWidget(Button(say("Show the way"), "chevron-right", on_click=partial(self._ways, "drop")))
        elif one.running is not None:
            end.addWidget(Tag(say("On its way already"), Tone.ACCENT, "send"))
        elif one.draft is not None:
            end.addWidget(self._mark(one))
            end.addWidget(Button(say("Look at it"), "eye", on_click=partial(self._open, one)))
        line = row(gap=12)
        line.addWidget(Fact(icon, one.recipient.name, detail, boxed=True), 1)
        line.addLayout(end)
        card = Card(line, padding=14)
        # Where there is a letter, what to expect of it is told beside it: here it would be a wall of text.
        if one.recipient.notes and one.draft is None and one.running is None:
            card.box.addWidget(Label(one.recipient.notes, Role.SMALL, quiet=True, wraps=True))
        return card

    def _mark(self, one: Planned) -> Tag:
        if _key(one) in self._chosen:
            return Tag(say("Chosen"), Tone.OK, "check")
        if _key(one) in self._left_out:
            return Tag(say("Left out"), Tone.PLAIN, "x")
        return Tag(say("Not looked at yet"), Tone.MEDIUM, "circle-help")

    def _open(self, one: Planned) -> None:
        if one.draft is None:
            return
        self._at = one
        clear(self.letter)
        self.letter.addWidget(Heading(one.recipient.name, wraps=True))
        self.letter.addWidget(Label(reason(one.group), quiet=True, wraps=True))
        if one.recipient.notes:
            self.letter.addWidget(Fact("info", say("What to expect"), one.recipient.notes, Tone.MEDIUM))
            source = say(
                "Source: {source}. Looked at on {day}.",
                source=one.recipient.source,
                day=day(one.recipient.checked_on),
            )
            self.letter.addWidget(Label(source, Role.SMALL, quiet=True, wraps=True))
        for warning in (*one.draft.warnings, *(w for choice in one.draft.choices for w in choice.warnings)):
            self.letter.addWidget(Fact("triangle-alert", warning, tone=Tone.MEDIUM))
        self.letter.addLayout(
            row(
                Button(say("Yes, this letter"), "check", Kind.PRIMARY, self.take),
                Button(say("Leave it out"), "x", on_click=self.leave_out),
                Button(say("Back to the list"), kind=Kind.LINK, on_click=self._leave),
                None,
            )
        )
        if self._desk.preferences.screen_share:
            self.preview.show_hidden()
        else:
            self.preview.show_letter(one.draft.letter)
        self._letter.show()
        self.ensureWidgetVisible(self._letter)
        self.verticalScrollBar().setValue(self._letter.y())

    def _decide(self, into: set[Key]) -> None:
        if self._at is None:
            return
        key = _key(self._at)
        self._chosen.discard(key)
        self._left_out.discard(key)
        into.add(key)
        self._show()
        self.look_next()

    def _leave(self) -> None:
        self._close_letter()
        self._show()

    def _close_letter(self) -> None:
        self._at = None
        self._letter.hide()

    def _is_undecided(self, one: Planned) -> bool:
        return _key(one) not in self._chosen | self._left_out

    def _written(self, folder: Path, written: Sequence[tuple[Request, Path]]) -> None:
        self._chosen.clear()
        self.read()
        clear(self.done.box)
        says = say_count(
            "{count} letter was written into {folder}. Nothing was sent.",
            "{count} letters were written into {folder}. Nothing was sent.",
            len(written),
            folder=folder.name,
        )
        self.done.box.addWidget(Label(says, Role.STRONG, wraps=True))
        after = say("Send each yourself, then say so on its page: its time to answer begins on that day.")
        self.done.box.addWidget(Label(after, wraps=True))
        self.done.show()
        self.ensureWidgetVisible(self.done)

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, words(say("A folder for the letters")))
        if name:
            self.write_to(Path(name))


def _key(one: Planned) -> Key:
    return one.recipient.id, one.account


def _told(ready: int, undecided: int, chosen: int) -> Text:
    if undecided:
        return say_count(
            "{count} letter is ready. Look at each before it is written: {undecided} to go.",
            "{count} letters are ready. Look at each before it is written: {undecided} to go.",
            ready,
            undecided=undecided,
        )
    return (
        say_count("{count} letter was chosen.", "{count} letters were chosen.", chosen)
        if chosen
        else say("No letter was chosen.")
    )
