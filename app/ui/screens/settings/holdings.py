"""What is kept on this computer, who was contacted and why, and the way to erase it all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QGridLayout

from app.model.text import Text, say, say_count
from app.services.browse import Contacted
from app.services.whereabouts import Whereabouts, whereabouts
from app.ui.desk import Desk
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, boxed
from app.ui.widgets.fact import Fact
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.widgets.tick import Tick
from app.ui.wording import moment, number, wording

# A page of hosts is enough to see; the terminal has no such list, so the rest is counted.
_SHOWN = 100
_WHY: dict[str, Text] = {
    "profile": say("to look up a profile"),
    "list": say("to list photos"),
    "file": say("to fetch a file as a stranger"),
    "page": say("to look at a page as a stranger"),
    "post": say("to look at a post as a stranger"),
    "handle": say("to find out where a handle lives"),
    "identity": say("to find out which server holds an account"),
    "server": say("to learn what a server is"),
    "sign-in": say("to sign you in"),
    "settings": say("to read your settings"),
    "change": say("to change a setting"),
    "delete": say("to delete what you agreed to"),
    "hide": say("to hide what you agreed to"),
    "backup": say("to keep a copy of your account"),
    "robots": say("to read what a site asks of robots"),
}


class HoldingsCard(Card):
    """Where the data lies, how large it is, who keeps its key; and Erase everything, asked twice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(gap=12)
        self._desk = desk
        self.folder = Fact("folder", say("Your data lies in one file on this computer"), " ")
        self.key = Fact("key-round", say("Sign-ins and keys"), " ")
        self.erase = Button(say("Erase everything …"), "trash-2", Kind.DANGER, self._ask)
        self.problem = ProblemPanel()
        self.sure = Card(
            Label(
                say(
                    "This erases the catalogue, every letter, every sign-in and the key from this computer. It cannot be "
                    "undone. Nothing at any network is touched."
                ),
                Role.STRONG,
                wraps=True,
            ),
            row(
                Button(say("Erase it all"), "trash-2", Kind.DANGER, self.erase_now),
                Button(say("Keep it"), on_click=self._keep),
                None,
            ),
            tone=Tone.CRITICAL,
        )
        self.sure.hide()
        self.box.addWidget(Heading(say("What is kept")))
        for piece in (self.folder, self.key, self.problem, self.sure):
            self.box.addWidget(piece)
        self.box.addLayout(row(self.erase, None))

    def refresh(self) -> None:
        """Read anew where everything lies."""
        self._desk.read(lambda _progress: whereabouts(self._desk.house), self._show)

    def _show(self, found: Whereabouts) -> None:
        size = wording().locale.formattedDataSize(found.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        # The path mostly holds the person's name.
        folder: Text | str = say("(hidden)") if self._desk.preferences.screen_share else str(found.folder)
        self.folder.detail.say(say("{folder}, {size}", folder=folder, size=size))
        self.folder.detail.show()
        self.key.detail.say(found.secrets)
        self.key.detail.show()

    def _ask(self) -> None:
        self.sure.show()
        self.erase.hide()

    def _keep(self) -> None:
        self.sure.hide()
        self.erase.show()

    def erase_now(self) -> None:
        """Erase everything, and close the window that stood on it."""
        self.setEnabled(False)
        house = self._desk.house
        self._desk.workshop.run(lambda _progress: house.eraser.everything(), self._erased, self._failed)

    def _erased(self, _nothing: object) -> None:
        # The catalogue is closed for good, and so is the window that stood on it.
        self.window().close()

    def _failed(self, problem: object) -> None:
        self.setEnabled(True)
        self._keep()
        self.problem.tell(problem)  # pyright: ignore[reportArgumentType]


class ContactsCard(Card):
    """Every server that was contacted: for what, how often, and when last."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(gap=10)
        self._desk = desk
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(20)
        self._table.setVerticalSpacing(6)
        self._table.setColumnStretch(0, 1)
        self._more = Label("", Role.SMALL, quiet=True)
        self._more.hide()
        self.box.addWidget(Heading(say("Who was contacted, and why")))
        self.box.addWidget(boxed(self._table))
        self.box.addWidget(self._more)
        self.at_start = Tick(
            say("Look at my accounts again when Overexposed opens"),
            desk.preferences.look_at_start,
            self._look_at_start,
        )
        self.box.addWidget(self.at_start)
        self.box.addWidget(
            Label(
                say(
                    "At most twice a day. You are told only what moved back: a photo in reach again, a setting changed."
                ),
                Role.SMALL,
                quiet=True,
                wraps=True,
            )
        )

    def refresh(self) -> None:
        """Read anew who was contacted."""
        self._desk.read(lambda _progress: self._desk.house.browser.contacts(), self._show)

    def _look_at_start(self, on: bool) -> None:  # noqa: FBT001  # the state itself
        self._desk.prefer(look_at_start=on)

    def _show(self, contacts: Sequence[Contacted]) -> None:
        clear(self._table)
        if not contacts:
            self._table.addWidget(Label(say("Nobody yet."), quiet=True), 0, 0)
        for line, one in enumerate(contacts[:_SHOWN]):
            times = say_count("{count} time", "{count} times", one.count)
            pieces = (
                Label(one.host, elides=True),
                Label(_WHY.get(one.why, one.why), Role.SMALL, quiet=True),
                Label(times, Role.SMALL, quiet=True),
                Label(moment(one.last), Role.SMALL, quiet=True),
            )
            for place, piece in enumerate(pieces):
                self._table.addWidget(piece, line, place)
        rest = len(contacts) - _SHOWN
        self._more.say(say("… and {count} more.", count=number(max(rest, 0))))
        self._more.setVisible(rest > 0)
