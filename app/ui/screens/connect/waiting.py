"""While the person says yes in the browser: what happens, the address to copy, and Stop; afterwards what was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from app.model.sign_in import Power
from app.model.text import Text, say
from app.ui.terms import POWERS
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, PageHead, boxed
from app.ui.widgets.fact import Fact
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Heading, Label, caption_of
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.tag import Tag


class Waiting(Page):
    """The page while the browser is at it."""

    def __init__(self, stop: Callable[[], object]) -> None:
        self.head = PageHead("", say("This window waits for two minutes."))
        self.says = Fact(
            "hourglass",
            say("Waiting for your browser …"),
            say("Sign in there and say yes. The browser then says that you can come back here."),
            Tone.ACCENT,
            boxed=True,
        )
        self.address = QLineEdit()
        self.address.setReadOnly(True)
        caption_of(self.address, say("Address of the page"))
        self.copy = Button(say("Copy"), "copy", on_click=self._copy)
        self.stop = Button(say("Stop"), "x", on_click=stop)
        line = row(gap=8)
        line.addWidget(self.address, 1)
        line.addWidget(self.copy)
        self._page_opened = boxed(
            column(
                Label(
                    say("No page came up? Copy its address into a browser on this computer:"),
                    Role.SMALL,
                    wraps=True,
                ),
                line,
                gap=6,
            )
        )
        card = Card(self.says, self._page_opened, row(self.stop, None), gap=16)
        super().__init__(self.head, card, None, width=760)

    def begin(self, network: str) -> None:
        """Begin to wait; nothing is known of the page yet."""
        self.head.title.say(say("Connect {network}", network=network))
        self.says.says.say(say("Asking {network} …", network=network))
        self.says.detail.hide()
        self._page_opened.hide()
        self.copy.say(say("Copy"))

    def show_page(self, address: str) -> None:
        """Show the address that the browser was given."""
        self.says.says.say(say("Waiting for your browser …"))
        self.says.detail.show()
        self.address.setText(address)
        self.address.setCursorPosition(0)
        self._page_opened.show()

    def end(self) -> None:
        """Forget the address: it is good for one sign-in only."""
        self.address.setText("")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address.text())
        self.copy.say(say("Copied"))


class Joined(Page):
    """The page after a sign-in: who it is, what may be done, and what to do next."""

    def __init__(
        self, listing: Callable[[], object], checking: Callable[[], object], back: Callable[[], object]
    ) -> None:
        self._listing, self._checking, self._back = listing, checking, back
        self.head = PageHead("", "")
        self._card = Card(gap=14)
        self.list = Button(say("List its photos"), "images", Kind.PRIMARY, listing)
        super().__init__(self.head, self._card, None, width=760)

    def show_account(
        self, handle: Text | str, network: str, powers: Iterable[Power], note: Text | None
    ) -> None:
        """Show what was given; `note` says where it is kept, where that is not the keyring."""
        self.head.title.say(say("Connected"))
        self.head.line.say(say("{network}: {handle}", network=network, handle=handle))
        clear(self._card.box)
        self._card.box.addWidget(
            Fact(
                "circle-check",
                say("The sign-in is kept on this computer, and nowhere else"),
                note or say("It lies in your keyring. You can end it on the page Accounts."),
                Tone.OK,
            )
        )
        self._card.box.addWidget(power_tags(powers))
        self._card.box.addWidget(Heading(say("What next?")))
        self.list = Button(say("List its photos"), "images", Kind.PRIMARY, self._listing)
        check = Button(say("Check its settings"), "shield-check", on_click=self._checking)
        done = Button(say("All accounts"), "key-round", on_click=self._back)
        self._card.box.addWidget(boxed(Flow(self.list, check, done)))
        self.list.setFocus()


def power_tags(powers: Iterable[Power]) -> Card:
    """Return what a sign-in allows, as tags beside each other."""
    held = set(powers)
    tags = [Tag(POWERS[power].word, Tone.ACCENT, POWERS[power].icon) for power in Power if power in held]
    none = [] if tags else [Tag(say("No sign-in is held"), Tone.MEDIUM, "circle-help")]
    card = Card(padding=0)
    card.setProperty("edge", "none")
    card.box.addLayout(Flow(*tags, *none))
    return card
