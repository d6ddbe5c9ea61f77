"""What goes into the fields of a recipient's form: a narrow window that stays beside the browser, with a copy of each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from app.model.letter import Delivery, FormField
from app.model.text import say
from app.ui.links import can_open, open_page
from app.ui.screens.recipients.card import channel_fact
from app.ui.screens.recipients.words import sent
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page
from app.ui.widgets.fact import Fact
from app.ui.widgets.label import Heading, Label, plain
from app.ui.widgets.layout import column, row
from app.ui.wording import words

_WIDTH, _HEIGHT = 420, 720
# A long letter is copied whole, and shown by its beginning: what stands in it was read before.
_SHOWN = 240


class FormSheet(QDialog):
    """The sheet. It copies when it is asked to, and types nothing into the form."""

    def __init__(self, delivery: Delivery, *, hides: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The browser is in front while the form is filled in; this stays in sight beside it.
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle(words(say("Their form")))
        self.copies: dict[str, Button] = {}
        head = Heading(delivery.name, wraps=True)
        told = Label(
            say("Open the form, then copy one field after the other. You send it yourself."), wraps=True
        )
        page = Page(
            head,
            told,
            *self._forms(delivery),
            *(self._field(one, hides=hides) for one in delivery.fields),
            *_advice(delivery),
            None,
            gap=12,
            margin=20,
        )
        shut = Button(say("Close"), on_click=self.close)
        self.setLayout(column(page, row(None, shut, gap=8, margin=12), gap=0))
        self.resize(theme().px(_WIDTH), _HEIGHT)

    def _forms(self, delivery: Delivery) -> list[QWidget]:
        alone = delivery.forms[0] if len(delivery.forms) == 1 else None
        if alone is not None and can_open(alone.address):
            go = Button(
                say("Open the form"), "external-link", Kind.PRIMARY, partial(open_page, alone.address)
            )
            return [Label(alone.address, Role.SMALL, quiet=True, wraps=True), go]
        return [channel_fact(one) for one in delivery.forms]

    def _field(self, field: FormField, *, hides: bool) -> Card:
        copy = self.copies[field.key] = Button(say("Copy"), "copy", on_click=partial(self._copy, field))
        copy.setAccessibleName(words(say("Copy: {name}", name=field.name)))
        shown = field.value if len(field.value) <= _SHOWN else field.value[:_SHOWN].rstrip() + " …"
        value = Label(say("Hidden while you share the screen") if hides else shown, wraps=True)
        line = row(gap=10)
        line.addWidget(Label(field.name, Role.STRONG, wraps=True), 1)
        line.addWidget(copy)
        return Card(line, value, gap=6, padding=12)

    def _copy(self, field: FormField) -> None:
        QGuiApplication.clipboard().setText(field.value)
        for key, button in self.copies.items():
            button.setText(words(say("Copied") if key == field.key else say("Copy")))


def _advice(delivery: Delivery) -> list[QWidget]:
    found: list[QWidget] = []
    if never := delivery.never_send:
        listed = ", ".join(plain(sent(one)) for one in never)
        found.append(Fact("shield-alert", say("Leave empty"), listed, Tone.HIGH))
    if too := delivery.asked_too:
        listed = ", ".join(plain(sent(one)) for one in too)
        found.append(Fact("circle-help", say("They also ask for"), listed))
    return found
