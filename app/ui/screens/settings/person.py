"""What the person said about themselves, for the letters."""

from __future__ import annotations

from functools import cached_property

from app.model.person import Person
from app.model.text import say
from app.ui.desk import Desk
from app.ui.tokens import Role
from app.ui.widgets.button import without_arguments
from app.ui.widgets.card import Card
from app.ui.widgets.field import Field
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import row
from app.ui.widgets.residence import ResidenceChoice


class PersonCard(Card):
    """Name, address and residence; kept as they are typed, on this computer only."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(gap=12)
        self._desk = desk
        self.name = Field(say("Your name"))
        self.email = Field(say("E-mail for answers"))
        self.address = Field(say("Postal address for answers"))
        for field in (self.name, self.email, self.address):
            field.edit.editingFinished.connect(without_arguments(self._keep))
        self.box.addWidget(Heading(say("You, in your letters")))
        self.box.addWidget(
            Label(
                say("Only what a letter needs. It stays on this computer until you send a letter yourself."),
                Role.SMALL,
                quiet=True,
                wraps=True,
            )
        )
        self.box.addLayout(row(self.name, self.email, gap=16))
        self.box.addWidget(self.address)

    @cached_property
    def residence(self) -> ResidenceChoice:
        """Where the person lives; made a turn later than the rest, for it has all countries."""
        residence = ResidenceChoice(self._keep)
        self.box.addWidget(residence)
        return residence

    def refresh(self) -> None:
        """Show what is kept."""
        person = self._desk.preferences.person
        for field in (self.name, self.email, self.address):
            field.hide_text(self._desk.preferences.screen_share)
        self.name.fill(person.name)
        self.email.fill(person.email)
        self.address.fill(person.address)
        self.residence.choose(person.residence)

    def _keep(self) -> None:
        person = Person(
            name=self.name.text,
            email=self.email.text,
            address=self.address.text,
            residence=self.residence.chosen,
        )
        if person != self._desk.preferences.person:
            self._desk.prefer(person=person)
