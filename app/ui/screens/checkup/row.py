"""One privacy setting: what is seen of it, what that means, what to do, and whose word it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from app.model.account import Account, AccountKind
from app.model.audience import Basis
from app.model.setting import Check
from app.model.text import Text, say
from app.ui.links import can_open, open_page
from app.ui.screens.checkup.words import facts, history, known_by, state, value_text
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, boxed
from app.ui.widgets.fact import Fact
from app.ui.widgets.field import Choice
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Label
from app.ui.widgets.layout import column, row
from app.ui.widgets.tag import Tag

_NOT_LOOKED = ""
_CANNOT_TELL = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deals:
    """What can be done with a setting: `fix` and `undo` take its check, `answer` the value too (None: cannot tell)."""

    fix: Callable[[Check], object]
    undo: Callable[[Check], object]
    answer: Callable[[Check, str | None], object]


class CheckRow(Card):
    """One setting as a card; what is closed is one line until its details are asked for."""

    def __init__(self, account: Account, check: Check, deals: Deals) -> None:
        super().__init__(gap=10, padding=16)
        self.check = check
        self._account = account
        self._deals = deals
        term = state(check)
        icon = "lock" if check.is_safe else "circle-help" if check.seen is None else "lock-open"
        self.box.addWidget(
            Fact(icon, check.says, check.why, term.tone, end=Tag(term.word, term.tone, term.icon))
        )
        self.fix: Button | None = None
        self.undo: Button | None = None
        self.page: Button | None = None
        self.say_it: Button | None = None
        self.answers: Choice | None = None
        self.more = Button(say("Details"), kind=Kind.LINK, on_click=self.open_details)
        self._flow = Flow(*self._below())
        self._under = column(*self._lines(), 2, boxed(self._flow), gap=4)
        # Under the words of the line above, not under its icon.
        self.box.addLayout(row(theme().px(18) + 9, boxed(self._under), gap=0))

    def open_details(self) -> None:
        """Show everything that is known of the setting."""
        self.more.hide()
        for label in self._facts():
            # Above the buttons and the space before them.
            self._under.insertWidget(self._under.count() - 2, label)

    def ask(self) -> None:
        """Ask the person what they see: a box to choose from, in place of the button that asks for it."""
        if self.say_it is not None:
            self.say_it.hide()
        self.answers = self._answers()
        self._flow.addWidget(self.answers)
        self.answers.setFocus()

    @property
    def _is_closed(self) -> bool:
        return bool(self.check.is_safe) and self.check.changed_from is None

    def _lines(self) -> list[Label]:
        """Return what is always shown: what to do, and of what is not closed whose word it is."""
        check = self.check
        lines: list[Label] = []
        if check.asks_only:
            polite = say("This only asks politely: scrapers that follow no rules can ignore it.")
            lines.append(Label(polite, Role.SMALL, tone=Tone.MEDIUM, wraps=True))
        if check.is_safe is not True:
            lines.append(Label(check.how, Role.SMALL, wraps=True))
        if check.as_of is not None and not self._is_closed:
            lines.append(Label(known_by(check, self._account.kind), Role.SMALL, quiet=True, wraps=True))
        return lines

    def _facts(self) -> list[Label]:
        """Return what stands behind “Details”: the word for what is closed, the history, the sources."""
        told = [*history(self.check), *facts(self.check)]
        if self.check.as_of is None or self._is_closed:
            told.insert(0, known_by(self.check, self._account.kind))
        return [Label(one, Role.SMALL, quiet=True, wraps=True) for one in told]

    def _below(self) -> list[QWidget]:
        check, deals = self.check, self._deals
        pieces: list[QWidget] = []
        if check.can_change and self._account.kind is AccountKind.CONNECTED and check.is_safe is not True:
            says = say("Set it to “{value}”", value=value_text(check, check.safe))
            self.fix = Button(says, "shield-check", Kind.PRIMARY, partial(deals.fix, check))
            pieces.append(self.fix)
        if check.changed_from is not None:
            says = say("Undo: back to “{value}”", value=value_text(check, check.changed_from))
            self.undo = Button(says, "undo-2", on_click=partial(deals.undo, check))
            pieces.append(self.undo)
        if can_open(check.link) and not self._is_closed:
            self.page = Button(say("Open the page"), "external-link", on_click=partial(open_page, check.link))
            pieces.append(self.page)
        if self._can_be_told:
            says = say("Change my answer") if check.basis is Basis.TOLD else say("Say what you see")
            self.say_it = Button(says, "pen-line", on_click=self.ask)
            pieces.append(self.say_it)
        pieces.append(self.more)
        return pieces

    @property
    def _can_be_told(self) -> bool:
        """Whether the person's word is asked for: where the app cannot read the setting by itself, or not any more."""
        is_read = self.check.basis not in {Basis.TOLD, Basis.NONE}
        return not is_read or (self._account.kind is not AccountKind.CONNECTED and not self.check.is_safe)

    def _answers(self) -> Choice:
        check = self.check
        keys = [one.key for one in check.values]
        keys += [] if check.safe in keys else [check.safe]
        options: list[tuple[str, Text]] = [(_NOT_LOOKED, say("What do you see there?"))]
        options += [(key, value_text(check, key)) for key in keys]
        options.append((_CANNOT_TELL, say("I cannot tell")))
        told = check.seen if check.basis is Basis.TOLD and check.seen else _NOT_LOOKED
        return Choice(say("What do you see there?"), options, told, self._answered, bare=True)

    def _answered(self, value: str) -> None:
        if value != _NOT_LOOKED:
            self._deals.answer(self.check, None if value == _CANNOT_TELL else value)
