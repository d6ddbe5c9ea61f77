"""Writes a request: what is needed on the left, the letter as it will look on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from app.model.audience import OPEN_TO_STRANGERS
from app.model.filter import Filter
from app.model.law import Role as Part
from app.model.letter import Delivery, Purpose
from app.model.person import Person
from app.model.photo import PhotoId
from app.model.problem import Problem
from app.model.recipient import ChannelKind, Recipient, RecipientId
from app.model.request import Request, RequestId
from app.model.stranger import Reach
from app.model.text import Text, say, say_count
from app.services.ask import Draft, Wish
from app.services.file_name import file_name
from app.services.letter_checks import is_to_be_looked_at
from app.ui.desk import Desk
from app.ui.links import open_mail
from app.ui.paper_fonts import unprintable
from app.ui.screens.recipients.card import channel_fact
from app.ui.screens.requests.form_sheet import FormSheet
from app.ui.screens.requests.notes import Notes
from app.ui.screens.requests.preview import Preview
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind, without_arguments
from app.ui.widgets.card import Card, Page, PageHead, boxed
from app.ui.widgets.field import Choice, Field
from app.ui.widgets.label import Label
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.widgets.residence import ResidenceChoice
from app.ui.widgets.tick import Tick
from app.ui.wording import own_name, words
from app.ui.work import Job

_TYPING_MS = 300
_FORMS: dict[str, tuple[str, Text]] = {
    ".pdf": ("file-down", say("Save as PDF …")),
    ".eml": ("mail", say("As a mail draft …")),
    ".txt": ("file-text", say("As text …")),
    ".html": ("globe", say("As a web page …")),
    ".json": ("database", say("For the Data Rights Protocol …")),
}
_PURPOSES: dict[str, Text] = {
    Purpose.EVERYTHING: say("All that the law gives me"),
    Purpose.ERASURE: say("Deletion"),
    Purpose.ACCESS: say("What they hold, and where it came from"),
    Purpose.OBJECTION: say("An end to the use of my photos"),
    Purpose.OPT_OUT: say("No sale and no passing on"),
    Purpose.RESTRICTION: say("A stop until they have decided"),
    Purpose.WITHDRAWAL: say("The withdrawal of my consent"),
}
_PHOTOS: dict[str, Filter] = {
    "reachable": Filter(reaches=frozenset({Reach.REACHABLE})),
    "open": Filter(audiences=OPEN_TO_STRANGERS),
}


class Editor(Page):
    """The editor of a new request. Nothing is kept before it is saved, and nothing is ever sent."""

    def __init__(self, desk: Desk, back: Callable[[], object], opened: Callable[[RequestId], object]) -> None:
        self._desk = desk
        self._opened = opened
        self._chosen: tuple[PhotoId, ...] = ()
        self._draft: Draft | None = None
        self._lacks_signs = False
        self._job: Job | None = None
        self._shown_channel = RecipientId("")
        self.recipient = Choice(say("To"), [], "", self._changed_choice)
        self.part = Choice(
            say("Your part"),
            [
                (Part.POSTED.value, say("I posted the photos")),
                (Part.DEPICTED.value, say("I am in photos that others posted")),
            ],
            Part.POSTED.value,
            self._changed_choice,
        )
        self.purpose = Choice(
            say("Ask for"), list(_PURPOSES.items()), Purpose.EVERYTHING, self._changed_choice
        )
        self.photos = Choice(say("About"), [], "", self._changed_choice)
        self.language = Choice(
            say("Language of the letter"),
            [
                ("", say("The recipient's")),
                *((code, own_name(code)) for code in desk.house.asker.languages()),
            ],
            "",
            self._changed_choice,
        )
        self.residence = ResidenceChoice(self._changed)
        self.name = Field(say("Your name"), say("Left empty: a line to sign by hand"))
        self.email = Field(say("E-mail for answers"))
        self.address = Field(say("Postal address for answers"))
        self.preview = Preview()
        self.notes = Notes()
        self.looked = Tick(say("I looked: this is still how to reach them"), on_toggle=self._looked)
        self.channel = Card(gap=10, padding=16)
        self._reach = column(gap=10)
        self.channel.box.addLayout(self._reach)
        self.channel.box.addWidget(self.looked)
        self.channel.hide()
        self.problem = ProblemPanel()
        self.saved = Card(gap=10, padding=16, tone=Tone.OK)
        self.saved.hide()
        self._typing = QTimer(singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._draft_again)
        for field in (self.name, self.email, self.address):
            field.edit.textEdited.connect(without_arguments(self._changed))
        self.buttons = {
            ending: Button(
                text, icon, Kind.PRIMARY if ending == ".pdf" else Kind.PLAIN, partial(self._ask, ending)
            )
            for ending, (icon, text) in _FORMS.items()
        }
        self.by_form = Button(say("For their web form …"), "copy", on_click=self.keep_for_form)
        self.by_mail = Button(say("In my mail program …"), "send", on_click=self.keep_for_mail)
        self.by_mail.hide()
        head = PageHead(
            say("New request"),
            say("You send it yourself. This is no legal advice."),
            Button(say("All requests"), "arrow-left", on_click=back),
            self.buttons[".pdf"],
        )
        super().__init__(head, self.problem, self.saved, self._body(), None, width=1160)
        self._typing.setParent(self)

    def _body(self) -> QWidget:
        fields = Card(
            self.recipient,
            self.residence,
            self.part,
            self.purpose,
            self.photos,
            self.language,
            self.name,
            self.email,
            self.address,
            gap=12,
        )
        others = [button for ending, button in self.buttons.items() if ending != ".pdf"]
        forms = Card(
            Label(say("Or in another form"), Role.STRONG), *others, self.by_mail, self.by_form, gap=8
        )
        left = boxed(column(fields, self.notes, self.channel, forms, None, gap=14))
        left.setFixedWidth(min(theme().px(400), 480))
        whole = row(gap=16)
        whole.addWidget(left)
        whole.addLayout(column(self.preview, None), 1)
        return boxed(whole)

    def begin(self, photos: Sequence[PhotoId], recipient: Recipient | None) -> None:
        """Begin a new request, about these photos, to this recipient."""
        self._chosen = tuple(photos)
        self._draft = None
        self.saved.hide()
        self.problem.hide()
        self._fill_photos()
        person = self._desk.preferences.person
        for field, known in (
            (self.name, person.name),
            (self.email, person.email),
            (self.address, person.address),
        ):
            field.hide_text(self._desk.preferences.screen_share)
            field.fill(known)
        self.residence.choose(person.residence)
        self.preview.show_waiting()
        self.notes.clear()
        wanted = recipient.id if recipient is not None else None
        self._desk.read(
            lambda _progress: self._desk.house.asker.recipients(), partial(self._fill_recipients, wanted)
        )

    def wish(self) -> Wish:
        """Return what is asked for now."""
        about = self.photos.chosen
        return Wish(
            recipient=RecipientId(self.recipient.chosen),
            person=self._person(),
            role=Part(self.part.chosen),
            language=self.language.chosen,
            purpose=Purpose(self.purpose.chosen),
            photos=_PHOTOS.get(about),
            chosen=self._chosen if about == "chosen" else (),
        )

    def save_to(self, path: Path) -> None:
        """Write the letter to a file, keep the request as a draft, and remember the person for the next letter."""
        draft, asker = self._remembered(), self._desk.house.asker
        if draft is None:
            return

        def save() -> Request:
            asker.write(draft, path)
            return asker.keep(draft)

        self._desk.start(
            say("Writing the letter …"),
            lambda _progress: save(),
            partial(self._show_saved, say("Saved as {name}. Nothing was sent.", name=path.name)),
            self.problem.tell,
        )

    def keep_for_form(self) -> None:
        """Keep the request as a draft, and show each field of the recipient's form to copy."""
        draft, house = self._remembered(), self._desk.house
        if draft is None:
            return

        def keep() -> tuple[Request, Delivery]:
            kept = house.asker.keep(draft)
            return kept, house.deliverer.of(kept.id)

        self._desk.start(
            say("Writing the letter …"), lambda _progress: keep(), self._show_form, self.problem.tell
        )

    def keep_for_mail(self) -> None:
        """Keep the request as a draft, and open the person's mail program with the letter: they send it there."""
        draft, asker = self._remembered(), self._desk.house.asker
        address = asker.mail_address(draft) if draft is not None else None
        if draft is not None and address is not None and open_mail(address):
            self._desk.start(
                say("Writing the letter …"),
                lambda _progress: asker.keep(draft),
                partial(self._show_saved, say("Kept as a draft. Nothing was sent.")),
                self.problem.tell,
            )

    def _show_form(self, kept: tuple[Request, Delivery]) -> None:
        request, delivery = kept
        self._show_saved(say("Kept as a draft. Nothing was sent."), request)
        FormSheet(delivery, hides=self._desk.preferences.screen_share, parent=self.window()).show()

    def _remembered(self) -> Draft | None:
        """Return what is written now, the person remembered for the next letter; None where nothing is."""
        person = self._person()
        if self._draft is not None and person != self._desk.preferences.person:
            self._desk.prefer(person=person)
        return self._draft

    def _person(self) -> Person:
        return Person(
            name=self.name.text,
            email=self.email.text,
            address=self.address.text,
            residence=self.residence.chosen,
        )

    def _fill_photos(self) -> None:
        box = self.photos.box
        box.clear()
        if self._chosen:
            count = len(self._chosen)
            box.addItem(
                words(say_count("The {count} photo chosen", "The {count} photos chosen", count)), "chosen"
            )
        box.addItem(words(say("All photos of me, none named")), "none")
        box.addItem(words(say("All that a stranger was seen to get")), "reachable")
        box.addItem(words(say("All that are open to everyone")), "open")

    def _fill_recipients(self, wanted: RecipientId | None, found: Sequence[Recipient]) -> None:
        box = self.recipient.box
        before = wanted or self.recipient.chosen
        box.clear()
        for one in found:
            box.addItem(one.name, one.id)
        self.recipient.choose(before)
        self._draft_again()

    def _changed_choice(self, _key: str) -> None:
        self._changed()

    def _changed(self) -> None:
        # What is saved must be what was typed last, so nothing can be saved until it is written anew.
        self._allow(saving=False)
        self.saved.hide()
        self._typing.start()

    def _draft_again(self) -> None:
        if self._job is not None:
            self._job.forget()
        wish, asker = self.wish(), self._desk.house.asker
        reference = self._draft.request.id if self._draft is not None else ""

        def written() -> tuple[Draft, tuple[str, ...]]:
            draft = asker.draft(wish, reference)
            return draft, unprintable(draft.letter)

        self._job = self._desk.read(lambda _progress: written(), self._show, self._cannot)

    def _show(self, made: tuple[Draft, tuple[str, ...]]) -> None:
        draft, missing = made
        self._draft = draft
        if self._desk.preferences.screen_share:
            self.preview.show_hidden()
        else:
            self.preview.show_letter(draft.letter)
        self._lacks_signs = bool(missing)
        self.notes.show_draft(draft, missing)
        self._show_channel(draft.recipient)
        self.by_mail.setVisible(self._desk.house.asker.mail_address(draft) is not None)
        self._allow(saving=self.looked.isChecked() or not self.looked.isVisibleTo(self.channel))

    def _show_channel(self, recipient: Recipient) -> None:
        """Show how it goes there; where that is old or not confirmed, the person looks first, and says so."""
        if recipient.id != self._shown_channel:
            self._shown_channel = recipient.id
            self.looked.setChecked(False)
        clear(self._reach)
        for channel in recipient.channels:
            self._reach.addWidget(channel_fact(channel))
        self.looked.setVisible(is_to_be_looked_at(recipient, self._desk.house.parts.today()))
        self.channel.setVisible(bool(recipient.channels))
        self.by_form.setVisible(any(one.kind is ChannelKind.FORM for one in recipient.channels))

    def _looked(self, on: bool) -> None:  # noqa: FBT001  # the state itself
        self._allow(saving=on and self._draft is not None)

    def _cannot(self, problem: Problem) -> None:
        self._draft = None
        self.preview.show_problem(problem)
        self.notes.clear()
        self.channel.hide()
        self._allow(saving=False)

    def _allow(self, *, saving: bool) -> None:
        for button in (*self.buttons.values(), self.by_form, self.by_mail):
            button.setEnabled(saving)
        # A PDF is offered only where each sign of the letter is in its fonts.
        self.buttons[".pdf"].setEnabled(saving and not self._lacks_signs)

    def _ask(self, ending: str) -> None:
        if self._draft is None:
            return
        name = file_name(self._draft.recipient.name, self._draft.request.id, ending)
        path, _ = QFileDialog.getSaveFileName(self, words(say("Save the letter")), name, f"*{ending}")
        if path:
            self.save_to(Path(path) if path.lower().endswith(ending) else Path(path + ending))

    def _show_saved(self, says: Text, request: Request) -> None:
        clear(self.saved.box)
        self.saved.box.addWidget(Label(says, Role.STRONG, wraps=True))
        self.saved.box.addWidget(
            Label(say("Send it yourself, then say so: its time to answer begins on that day."), wraps=True)
        )
        follow = Button(
            say("Follow this request"), "arrow-right", Kind.PRIMARY, partial(self._opened, request.id)
        )
        self.saved.box.addLayout(row(follow, None))
        self.saved.show()
        self.ensureWidgetVisible(self.saved)
        follow.setFocus()
