"""What one network asks for: the guided steps, the fields, and a warning that is read before anything is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt

from app.model.sign_in import Doorway, Need, Power
from app.model.text import Text, say
from app.ui.asks import ToConnect
from app.ui.links import can_open, open_page
from app.ui.terms import POWERS
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.field import Field, SecretField
from app.ui.widgets.gradual import Gradual, Maker, itself
from app.ui.widgets.label import Heading, Label, sourced
from app.ui.widgets.layout import column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.widgets.tick import Tick
from app.ui.wording import iso_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What was typed. The values of `keys` never stand in a repr."""

    server: str = ""
    handle: str = ""
    keys: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


class Form(Page):
    """The page of one network; `go` hears what was brought."""

    def __init__(self, go: Callable[[Brought], object], back: Callable[[], object]) -> None:
        self._go = go
        self._way: Doorway | None = None
        self._ask = ToConnect(network="")
        self._held: frozenset[str] = frozenset()
        self._fields: dict[str, Field] = {}
        self.handle: Field | None = None
        self.server: Field | None = None
        self.read_it: Tick | None = None
        self.others: Button | None = None
        self.page = Button("")
        self.head = PageHead("", "", Button(say("Other networks"), "arrow-left", on_click=back))
        self.problem = ProblemPanel()
        self._body = column(gap=16)
        self.go = Button(say("Go on in the browser"), "external-link", Kind.PRIMARY, self._send)
        super().__init__(self.head, self.problem, self._body, None, width=760)
        self._filling = Gradual(self._body, self)

    def show_doorway(self, way: Doorway, held: frozenset[str], ask: ToConnect) -> None:
        """Show what a network asks for; `held` are the keys that lie in the keyring already."""
        self._way, self._held, self._ask = way, held, ask
        self._fields = {}
        self.problem.hide()
        self._say_head(way, ask)
        self.read_it = self.handle = self.server = self.others = None
        # What can be done from here is made at once, though it comes last: a problem may have to be told in it.
        asked = self._asked(way, ask)
        self.go.setEnabled(False)
        self._filling.fill(self._makers(way, ask, asked))

    def _makers(self, way: Doorway, ask: ToConnect, asked: Card) -> Iterator[Maker]:
        if way.warning is not None and ask.power is None:
            yield partial(self._warning, way.warning)
        if way.experimental:
            says = say("Nobody could try this way yet. If it fails, nothing is lost.")
            yield lambda: Card(Fact("info", says, tone=Tone.MEDIUM), padding=16)
        yield partial(self._rights, way, ask)
        if way.steps and ask.power is None:
            yield from _steps(way)
        yield lambda: asked
        self._allow()
        first = self.read_it or self.handle or next(iter(self._fields.values()), None)
        (first or self.go).setFocus()

    def show_others(self) -> None:
        """Show the fields that only some need, and the page where what goes in is made."""
        for need in self._optional():
            self._fields[need.key].show()
        if self.others is not None:
            self.others.hide()
            self.page.setVisible(self._way is not None and not self._way.steps and can_open(self._way.link))

    def need(self, key: str) -> Field:
        """Return the field of something that is brought."""
        return self._fields[key]

    def _say_head(self, way: Doorway, ask: ToConnect) -> None:
        if ask.power is None:
            self.head.title.say(say("Connect {network}", network=way.title))
            self.head.line.say(say("Nothing is sent before you go on."))
        else:
            self.head.title.say(say("Allow it once"))
            self.head.line.say(say("{network} asks you again, on its own page.", network=way.title))

    def _warning(self, warning: Text) -> Card:
        self.read_it = Tick(say("I have read this"), on_toggle=lambda _on: self._allow())
        return Card(
            Fact("triangle-alert", say("Before you begin"), warning, Tone.HIGH),
            self.read_it,
            padding=16,
            tone=Tone.HIGH,
        )

    def _rights(self, way: Doorway, ask: ToConnect) -> Card:
        power = ask.power or Power.READ
        term = POWERS[power]
        card = Card(Heading(say("What we ask for")), gap=10)
        card.box.addWidget(Fact(term.icon, term.says, tone=Tone.ACCENT))
        more = say("More is asked for only at the moment when you want it. You can end it at any time.")
        if not way.powers - {Power.READ}:
            more = say("Reading is all that this network allows. You can end it at any time.")
        card.box.addWidget(Label(more, Role.SMALL, quiet=True, wraps=True))
        return card

    def _asked(self, way: Doorway, ask: ToConnect) -> Card:
        card = Card(gap=12)
        self.handle = self.server = None
        known = ask.account
        if way.handle is not None and ask.power is None:
            self.handle = Field(way.handle, on_enter=self._send)
            self.handle.fill(known.handle if known is not None else "")
            card.box.addWidget(self.handle)
        if way.server is not None and ask.power is None:
            self.server = Field(way.server, on_enter=self._send)
            self.server.fill(known.server if known is not None else "")
            card.box.addWidget(self.server)
        for need in way.needs:
            made = self._field(need)
            card.box.addWidget(made)
            if need.is_optional:
                made.hide()
        self.others = None
        if self._optional():
            self.others = Button(
                say("The browser does not work for me"), kind=Kind.LINK, on_click=self.show_others
            )
            self.page = Button(say("Open the page"), "external-link", on_click=partial(open_page, way.link))
            self.page.hide()
            card.box.addLayout(row(self.others, self.page, None))
        self.go = Button(
            say("Go on in the browser") if way.in_browser else say("Connect"),
            "external-link" if way.in_browser else "link",
            Kind.PRIMARY,
            self._send,
        )
        card.box.addLayout(row(self.go, None))
        keys = say(
            "What you are given stays in this computer’s keyring, and is sent to nobody but the network itself."
        )
        card.box.addWidget(Label(keys, Role.SMALL, quiet=True, wraps=True))
        return card

    def _field(self, need: Need) -> Field:
        placeholder = say("In your keyring already") if need.key in self._held else ""
        kind = SecretField if need.is_secret else Field
        made = kind(need.says, placeholder, need.hint or "")
        made.edit.returnPressed.connect(self._send)
        self._fields[need.key] = made
        return made

    def _optional(self) -> list[Need]:
        return [need for need in self._way.needs if need.is_optional] if self._way is not None else []

    def _allow(self) -> None:
        self.go.setEnabled(self.read_it is None or self.read_it.isChecked())

    def _send(self) -> None:
        if not self.go.isEnabled() or self._way is None or self._lacks(self._way):
            return
        keys: dict[str, str] = {}
        for name, made in self._fields.items():
            keys[name] = made.take() if isinstance(made, SecretField) else made.text
        self._go(
            Brought(
                server=self.server.text if self.server is not None else "",
                handle=self.handle.text if self.handle is not None else "",
                keys={name: value for name, value in keys.items() if value},
            )
        )

    def _lacks(self, way: Doorway) -> bool:
        """Say at its field what is missing still."""
        for need in way.needs:
            if not need.is_optional and need.key not in self._held and not self._fields[need.key].text:
                self._fields[need.key].wrong(say("This is needed to sign in."))
                self._fields[need.key].setFocus()
                return True
        return False


def _steps(way: Doorway) -> Iterator[Maker]:
    """Yield the card, and fill it where it stands a step at a time."""
    card = Card(Heading(say("How to get your key")), gap=10)
    yield partial(itself, card)
    for number, step in enumerate(way.steps, 1):
        line = row(gap=10)
        place = Label(f"{number}.", Role.STRONG, tone=Tone.ACCENT)
        place.setFixedWidth(theme().px(18))
        line.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        # Addresses to copy stand in the steps.
        line.addWidget(Label(step, wraps=True).selectable(), 1)
        yield partial(card.box.addLayout, line)
    yield partial(_end, card, way)


def _end(card: Card, way: Doorway) -> None:
    if can_open(way.link):
        button = Button(say("Open the page"), "external-link", on_click=partial(open_page, way.link))
        card.box.addSpacing(theme().px(4))
        card.box.addLayout(row(button, None))
    if way.checked_on:
        card.box.addWidget(sourced(iso_day(way.checked_on), way.source))
