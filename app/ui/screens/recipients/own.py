"""A form for a recipient of one's own: a website, a school, somebody who posted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from app.model.recipient import Recipient, RecipientKind
from app.model.text import say
from app.services.directory import ADDABLE, Entry
from app.ui.desk import Desk
from app.ui.screens.recipients.words import KINDS
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card
from app.ui.widgets.field import Choice, Field
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import row
from app.ui.widgets.notice import ProblemPanel
from app.ui.wording import words

_POST_PX = 84


class OwnForm(Card):
    """The form. `added` hears of the recipient that was kept."""

    def __init__(self, desk: Desk, problem: ProblemPanel, added: Callable[[Recipient], None]) -> None:
        self._desk, self._problem, self._added = desk, problem, added
        self.name = Field(say("Name"), say("A website, a school, somebody who posted"))
        self.kind = Choice(say("What it is"), [(kind.value, KINDS[kind][1]) for kind in ADDABLE], "company")
        self.email = Field(say("E-mail"))
        self.form = Field(say("Web form"), "https://")
        self.country = Field(say("Country of its seat"), say("Two letters, if you know it"))
        self.country.setFixedWidth(220)
        self.post = QPlainTextEdit()
        self.post.setPlaceholderText(words(say("Postal address")))
        self.post.setAccessibleName(words(say("Postal address")))
        self.post.setFixedHeight(_POST_PX)
        beside = row(self.post, gap=16)
        # Beside the box for the address, which is taller.
        beside.addWidget(self.country, 0, Qt.AlignmentFlag.AlignTop)
        super().__init__(
            Heading(say("Add your own")),
            Label(say("Only you see it. One way to reach it is enough."), quiet=True, wraps=True),
            row(self.name, self.kind, gap=16),
            row(self.email, self.form, gap=16),
            beside,
            row(
                Button(say("Add it"), "plus", Kind.PRIMARY, self.add),
                Button(say("Close"), kind=Kind.LINK, on_click=self.hide),
                None,
            ),
            gap=12,
        )
        self.hide()

    def add(self) -> None:
        """Keep what was typed."""
        entry = Entry(
            name=self.name.text,
            kind=RecipientKind(self.kind.chosen),
            email=self.email.text,
            form=self.form.text,
            post=self.post.toPlainText(),
            country=self.country.text,
        )
        directory = self._desk.house.directory
        self._desk.read(lambda _progress: directory.add(entry), self._kept, self._problem.tell)

    def _kept(self, one: Recipient) -> None:
        for field in (self.name, self.email, self.form, self.country):
            field.fill("")
        self.post.clear()
        self._problem.hide()
        self.hide()
        self._added(one)
