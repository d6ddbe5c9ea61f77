"""One account: what is held of it, its privacy settings with their history, and the ways to look again or forget it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.model.account import Account, AccountKind
from app.model.filter import Filter
from app.model.report import SyncReport
from app.model.setting import Check
from app.model.text import Text, say, say_count
from app.ui.desk import Desk
from app.ui.terms import network_name
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Divider
from app.ui.widgets.fact import Fact, Icon
from app.ui.widgets.label import Label
from app.ui.widgets.layout import column, row
from app.ui.widgets.tag import Tag
from app.ui.wording import day, moment, words

_KINDS: dict[AccountKind, tuple[str, Text]] = {
    AccountKind.WATCHED: ("eye", say("Watched: looked at as a stranger would, without a sign-in")),
    AccountKind.CONNECTED: ("link", say("Connected: its sign-in is in your keyring")),
    AccountKind.IMPORTED: ("file-archive", say("From an export or a folder")),
}
# What networks call the values that we know; others are shown as the network writes them.
_VALUES: dict[str, Text] = {
    "public": say("Public"),
    "private": say("Private"),
    "on": say("On"),
    "off": say("Off"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An account with what is held of it."""

    account: Account
    photos: int
    checks: tuple[Check, ...]


class AccountCard(Card):
    """One account."""

    def __init__(self, desk: Desk, holding: Holding) -> None:
        super().__init__(gap=12)
        self._desk = desk
        self.holding = holding
        account = holding.account
        icon, kind = _KINDS[account.kind]
        head = row(Icon(icon, Tone.ACCENT, boxed=True), gap=12)
        # On a shared screen the name would tell who it is.
        name = say("(hidden)") if desk.preferences.screen_share else account.handle
        head.addLayout(
            column(
                Label(name, Role.CARD, elides=True),
                Label(_about(holding), Role.SMALL, quiet=True, wraps=True),
                gap=1,
            ),
            1,
        )
        self.again = Button(say("Look again"), "refresh-cw", on_click=self._look)
        self.again.setVisible(account.kind is not AccountKind.IMPORTED)
        self.show_photos = Button(say("Photos"), "images", on_click=self._photos)
        self.forget = Button(say("Forget this account"), "trash-2", Kind.ICON, self._ask)
        for button in (self.again, self.show_photos, self.forget):
            head.addWidget(button)
        self.box.addLayout(head)
        self.box.addWidget(Label(kind, Role.SMALL, quiet=True, wraps=True))
        if account.invented:
            self.box.addWidget(
                Fact("sparkles", say("This is the invented person of the sample photos"), tone=Tone.ACCENT)
            )
        for check in holding.checks:
            self.box.addWidget(Divider())
            self._add_check(check)
        self.sure = self._question()
        self.box.addWidget(self.sure)
        self.sure.hide()

    def _add_check(self, check: Check) -> None:
        icon, tone, state = _state(check)
        tag = Tag(state, tone, icon)
        self.box.addWidget(
            Fact("lock" if check.is_safe else "lock-open", check.says, check.why, tone, end=tag)
        )
        if check.is_safe is not True:
            self.box.addWidget(Label(check.how, Role.SMALL, wraps=True))
        for line in _history(check):
            self.box.addWidget(Label(line, Role.SMALL, quiet=True, wraps=True))

    def _question(self) -> Card:
        forget = Button(say("Forget it"), "trash-2", Kind.DANGER, self.forget_now)
        keep = Button(say("Keep it"), on_click=self._keep)
        says = say(
            "Its photos, findings and sign-in are erased from this computer. Nothing at the network is touched."
        )
        return Card(Label(says, wraps=True), row(forget, keep, None), padding=16, tone=Tone.CRITICAL)

    def _ask(self) -> None:
        self.sure.show()

    def _keep(self) -> None:
        self.sure.hide()

    def forget_now(self) -> None:
        """Forget the account, with all that is held of it."""
        account, house = self.holding.account.id, self._desk.house
        self._desk.start(say("Forgetting …"), lambda _progress: house.eraser.account(account), _nothing_more)

    def _look(self) -> None:
        account, house = self.holding.account.id, self._desk.house
        self._desk.start(
            say("Looking again …"), lambda progress: house.syncer.sync([account], progress), self._looked
        )

    def _looked(self, reports: Sequence[SyncReport]) -> None:
        problem = reports[0].problem
        if problem is not None:
            self._desk.workshop.broke.emit(problem)

    def _photos(self) -> None:
        self._desk.go("photos", Filter(account=self.holding.account.id))


def _nothing_more(_result: object) -> None:
    """Leave it at that: the desk tells every screen that things have changed."""


def _about(holding: Holding) -> str:
    account = holding.account
    name = network_name(account.network)
    parts = [name if isinstance(name, str) else words(name)]
    parts.append(words(say_count("{count} photo", "{count} photos", holding.photos)))
    looked = account.synced_at or account.added_at
    if looked is not None:
        parts.append(words(say("looked at {moment}", moment=moment(looked))))
    return " · ".join(parts)


def _state(check: Check) -> tuple[str, Tone, Text | str]:
    if check.seen is None:
        return "circle-help", Tone.MEDIUM, say("Unknown")
    shown = _VALUES.get(check.seen, check.seen)
    if check.is_safe:
        return "shield-check", Tone.OK, shown
    return "shield-alert", Tone.CRITICAL, shown


def _history(check: Check) -> Sequence[Text]:
    lines: list[Text] = []
    if check.as_of is not None:
        lines.append(say("As of {day}, from your export.", day=day(check.as_of)))
    for earlier, later in zip(check.history, check.history[1:], strict=False):
        value = _VALUES.get(earlier.value, earlier.value)
        lines.append(
            say("{value} from {start} until {end}", value=value, start=day(earlier.at), end=day(later.at))
        )
    if check.history:
        last = check.history[-1]
        lines.append(
            say("{value} since {start}", value=_VALUES.get(last.value, last.value), start=day(last.at))
        )
    return lines
