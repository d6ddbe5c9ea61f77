"""The directory with its search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from app.model.recipient import Recipient, RecipientId, RecipientKind
from app.model.text import Text, say, say_count
from app.services.company_file import Brought
from app.ui.desk import Desk, Screen
from app.ui.screens.recipients.card import RecipientCard
from app.ui.screens.recipients.own import OwnForm
from app.ui.screens.recipients.words import KINDS
from app.ui.theme import theme
from app.ui.tokens import Role
from app.ui.widgets.button import Button, without_arguments
from app.ui.widgets.card import Page, PageHead
from app.ui.widgets.chip import Chip
from app.ui.widgets.field import SearchField
from app.ui.widgets.flow import Flow
from app.ui.widgets.gradual import Gradual, Maker, itself
from app.ui.widgets.label import Label
from app.ui.widgets.layout import column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.wording import words

_TYPING_MS = 160
_AT_ONCE = 80


class RecipientsScreen(Screen):
    """Everybody who can be written to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._kinds: set[RecipientKind] = set()
        self.field = SearchField(say("Search names, kinds, laws"))
        self.field.setMinimumWidth(theme().px(280))
        self.add = Button(say("Add your own"), "plus", on_click=self._open_form)
        self.bring = Button(say("Bring a directory …"), "folder-open", on_click=self._ask_directory)
        self.head = PageHead(say("Recipients"), "", self.field)
        self.problem = ProblemPanel(again=self.refresh)
        self.told = Label("", Role.STRONG, wraps=True)
        self.told.hide()
        self._chips = QWidget()
        self._chips.setLayout(Flow())
        self._cards = column(gap=14)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self.field.textChanged.connect(without_arguments(self._typing.start))
        self.more = Button(say("Show more"), "chevron-down", on_click=self._show_more)
        self.more.hide()
        self._found: Sequence[Recipient] = ()
        self._filled_with: tuple[list[Recipient], date] | None = None
        self._most = _AT_ONCE
        actions = row(self.add, self.bring, None)
        self._page = page = Page(
            self.head,
            actions,
            self.told,
            self._chips,
            self.problem,
            self._cards,
            row(self.more, None),
            None,
            width=900,
        )
        self._filling = Gradual(self._cards, page)
        self.setLayout(column(page, gap=0))

    @cached_property
    def own(self) -> OwnForm:
        """The form for a recipient of one's own; made when it is first opened."""
        form = OwnForm(self.desk, self.problem, self._added)
        self._page.body.insertWidget(self._page.body.indexOf(self._chips), form)
        return form

    def refresh(self) -> None:
        searched = self.field.text()
        self.desk.read(
            lambda _progress: self.desk.house.asker.recipients(searched), self._show, self.problem.tell
        )

    def search(self) -> None:
        self.field.setFocus()

    def _show(self, found: Sequence[Recipient]) -> None:
        if not self._chips.layout().count():  # pyright: ignore[reportOptionalMemberAccess]
            self._add_chips(found)
        shown = [one for one in found if not self._kinds or one.kind in self._kinds]
        self.head.line.say(say_count("{count} in the directory", "{count} in the directory", len(shown)))
        today = self.desk.house.parts.today()
        if (shown, today) == self._filled_with:
            # Nothing has changed since the person was here last, so they find the list as they left it.
            return
        self._filled_with = (shown, today)
        self._found, self._most = shown, _AT_ONCE
        self._fill()

    def _fill(self) -> None:
        # A directory that was brought has thousands: a person reads the first, or searches.
        self.more.setVisible(len(self._found) > self._most)
        if self._found:
            self._filling.fill(self._makers(self._found[: self._most]))
        else:
            nobody = say("Nobody in the directory matches.")
            self._filling.fill([partial(Label, nobody, quiet=True)])

    def _makers(self, shown: Sequence[Recipient]) -> Iterator[Maker]:
        today = self.desk.house.parts.today()
        for one in shown:
            card = RecipientCard(self.desk, one, today, self.remove)
            yield partial(itself, card)
            yield from card.parts()

    def bring_directory(self, path: Path) -> None:
        """Read an open directory of companies from a file, and keep it."""
        directory = self.desk.house.directory
        self.desk.start(
            say("Reading the directory …"),
            lambda progress: directory.bring(path, progress),
            self._brought,
            self.problem.tell,
        )

    def remove(self, recipient: RecipientId) -> None:
        """Take out a recipient that the person added or brought."""
        directory = self.desk.house.directory
        self.desk.read(lambda _progress: directory.forget(recipient), self._removed, self.problem.tell)

    def _open_form(self) -> None:
        self.own.show()
        self.own.name.setFocus()

    def _added(self, one: Recipient) -> None:
        self._tell(say("{name} is in your directory.", name=one.name))

    def _removed(self, one: Recipient) -> None:
        self._tell(say("{name} was removed.", name=one.name))

    def _brought(self, found: Brought) -> None:
        self._tell(
            say_count(
                "{count} company is in your directory now; {known} more we know ourselves, {skipped} could not be read.",
                "{count} companies are in your directory now; {known} more we know ourselves, {skipped} could not be read.",
                len(found.recipients),
                known=found.known,
                skipped=found.skipped,
            )
        )

    def _tell(self, says: Text) -> None:
        self.problem.hide()
        self.told.say(says)
        self.told.show()
        self.refresh()

    def _show_more(self) -> None:
        self._most += _AT_ONCE
        self._fill()

    def _ask_directory(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, words(say("Choose the companies of datarequests.org")), "", "*.zip *.json"
        )
        if name:
            self.bring_directory(Path(name))

    def _add_chips(self, found: Sequence[Recipient]) -> None:
        layout = self._chips.layout()
        present = {one.kind for one in found}
        for kind, (icon, name) in KINDS.items():
            if kind in present:
                layout.addWidget(Chip(name, icon, partial(self._toggle, kind)))  # pyright: ignore[reportOptionalMemberAccess]

    def _toggle(self, kind: RecipientKind, on: bool) -> None:  # noqa: FBT001  # the state itself
        (self._kinds.add if on else self._kinds.discard)(kind)
        self.refresh()
