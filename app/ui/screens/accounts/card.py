"""One account: what is held of it, what its sign-in allows, how its settings stand, and the ways to forget it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.model.account import Account, AccountKind
from app.model.filter import Filter
from app.model.problem import Problem, SignInExpired
from app.model.report import SyncReport
from app.model.setting import Check
from app.model.sign_in import Power
from app.model.text import Text, say, say_count
from app.ui.asks import ToCheck, ToConnect
from app.ui.desk import Desk
from app.ui.screens.connect.waiting import power_tags
from app.ui.terms import network_name
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Divider, boxed
from app.ui.widgets.fact import Fact, Icon
from app.ui.widgets.label import Label
from app.ui.widgets.layout import column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.wording import moment, words

# Its account is named by where it lies.
_FOLDER = "folder"

_KINDS: dict[AccountKind, tuple[str, Text]] = {
    AccountKind.WATCHED: ("eye", say("Watched: looked at as a stranger would, without a sign-in")),
    AccountKind.CONNECTED: ("link", say("Connected: its sign-in is in your keyring")),
    AccountKind.IMPORTED: ("file-archive", say("From an export or a folder")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An account with what is held of it.

    `powers` is what its sign-in allows, `can_connect` whether its network lets anybody sign in, `problem` what the
    last look at it ended with.
    """

    account: Account
    photos: int
    checks: tuple[Check, ...]
    powers: frozenset[Power] = frozenset()
    can_connect: bool = False
    problem: Problem | None = None


class AccountCard(Card):
    """One account."""

    def __init__(self, desk: Desk, holding: Holding, looked: Callable[[Sequence[SyncReport]], None]) -> None:
        super().__init__(gap=12)
        self._desk = desk
        self._looked = looked
        self.holding = holding
        account = holding.account
        icon, kind = _KINDS[account.kind]
        head = row(Icon(icon, Tone.ACCENT, boxed=True), gap=12)
        # On a shared screen the name would tell who it is.
        hides = desk.preferences.screen_share
        is_folder = account.network == _FOLDER
        name = Path(account.handle).name if is_folder else account.handle
        head.addLayout(
            column(
                Label(say("(hidden)") if hides else name or account.handle, Role.CARD, elides=True),
                Label(_about(holding), Role.SMALL, quiet=True, wraps=True),
                gap=1,
            ),
            1,
        )
        self.again = Button(say("Look again"), "refresh-cw", on_click=self._look)
        if account.kind is AccountKind.IMPORTED:
            self.again.hide()
        self.show_photos = Button(say("Photos"), "images", on_click=self._photos)
        self.forget = Button(say("Forget this account"), "trash-2", Kind.ICON, self._ask)
        for button in (self.again, self.show_photos, self.forget):
            head.addWidget(button)
        self.box.addLayout(head)
        if is_folder and not hides:
            self.box.addWidget(Label(account.handle, Role.SMALL, quiet=True, elides=True))
        else:
            self.box.addWidget(Label(kind, Role.SMALL, quiet=True, wraps=True))
        if account.invented:
            self.box.addWidget(
                Fact("sparkles", say("This is the invented person of the sample photos"), tone=Tone.ACCENT)
            )
        self._add_sign_in()
        if holding.checks:
            self.box.addWidget(Divider())
            self.box.addWidget(_settings(holding.checks, self.check))

    # What few cards show is made when it is first needed.

    @cached_property
    def join(self) -> Button:
        """Signs in, or again."""
        return Button(say("Connect"), "link", on_click=self._connect)

    @cached_property
    def leave(self) -> Button:
        """Ends the sign-in."""
        return Button(say("Disconnect"), "log-out", on_click=self._disconnect)

    @cached_property
    def check(self) -> Button:
        """Leads to the account's settings."""
        return Button(say("Check-up"), "shield-check", on_click=self._check)

    @cached_property
    def sure(self) -> Card:
        """The question that comes before an account is forgotten."""
        question = self._question()
        self.box.addWidget(question)
        return question

    def _add_sign_in(self) -> None:
        """Add what the sign-in allows with its end, or the way to one."""
        holding = self.holding
        is_connected = holding.account.kind is AccountKind.CONNECTED
        if is_connected and holding.powers and not isinstance(holding.problem, SignInExpired):
            line = row(gap=12)
            line.addWidget(power_tags(holding.powers), 1)
            line.addWidget(self.leave)
            self.box.addLayout(line)
        elif is_connected:
            self.join.say(say("Sign in again"))
            says = say("The sign-in is no longer good")
            why = say("It ran out, or was ended at the network. Nothing that we hold is lost.")
            end = boxed(row(self.join, self.leave, gap=8))
            self.box.addWidget(
                Card(Fact("key-round", says, why, Tone.HIGH, end=end), padding=14, tone=Tone.HIGH)
            )
        elif holding.can_connect and not holding.account.invented:
            says = say("Connect to see hidden photos and settings")
            why = say("You sign in on the network’s own page. We ask only to read.")
            self.box.addWidget(Fact("key-round", says, why, Tone.ACCENT, end=self.join))
        if holding.problem is not None and not isinstance(holding.problem, SignInExpired):
            self.box.addWidget(ProblemPanel(holding.problem, closes=False))

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

    def _connect(self) -> None:
        account = self.holding.account
        self._desk.go("connect", ToConnect(network=account.network, account=account))

    def _disconnect(self) -> None:
        account, house = self.holding.account.id, self._desk.house
        self._desk.start(
            say("Ending the sign-in …"),
            lambda progress: house.connector.disconnect(account, progress),
            _nothing_more,
        )

    def _check(self) -> None:
        self._desk.go("checkup", ToCheck(account=self.holding.account.id))

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


def _settings(checks: Sequence[Check], check: Button) -> Fact:
    """Say in one line how the settings stand; the check-up has the rest."""
    firm = [one for one in checks if not one.asks_only]
    opened = sum(one.is_safe is False for one in firm)
    unknown = sum(one.is_safe is None for one in firm)
    if opened:
        says = say_count("{count} setting is open", "{count} settings are open", opened)
        return Fact("lock-open", says, _unknown(unknown), Tone.CRITICAL, end=check)
    if unknown:
        return Fact(
            "circle-help", _unknown(unknown), say("That does not mean closed."), Tone.MEDIUM, end=check
        )
    return Fact("lock", say("Every setting that we know is closed."), tone=Tone.OK, end=check)


def _unknown(count: int) -> Text | str:
    return say_count("{count} setting is unknown", "{count} settings are unknown", count) if count else ""
