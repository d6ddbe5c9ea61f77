"""The settings of one account at a time: the list, the reviewed list of a level, and the queue of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.model.account import Account, AccountId, AccountKind
from app.model.problem import Problem
from app.model.setting import Check, Level
from app.model.text import Text, say, say_count
from app.services.checkup import Changed, LevelPlan
from app.services.house import House
from app.ui.asks import ToCheck, ToConnect
from app.ui.desk import Desk, Screen
from app.ui.screens.checkup.by_hand import ByHand
from app.ui.screens.checkup.levels import Levels
from app.ui.screens.checkup.review import Review
from app.ui.screens.checkup.row import CheckRow, Deals
from app.ui.screens.connect.mending import tell_with_mending
from app.ui.terms import network_name
from app.ui.theme import theme
from app.ui.tokens import Tone
from app.ui.widgets.button import Button, Kind, without_arguments
from app.ui.widgets.card import Card, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.field import Choice
from app.ui.widgets.gradual import Gradual, Maker
from app.ui.widgets.label import Heading
from app.ui.widgets.layout import column
from app.ui.widgets.notice import EmptyState, ProblemPanel
from app.ui.wording import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An account with its settings, the most important first."""

    account: Account
    checks: tuple[Check, ...]

    @property
    def open_ones(self) -> int:
        """How many settings are open; those that only ask politely close nothing, and do not count."""
        return sum(check.is_safe is False and not check.asks_only for check in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Every account with its settings, and the networks where an account can be connected."""

    accounts: tuple[Held, ...]
    connectable: frozenset[str]


class CheckupScreen(Screen):
    """The check-up. Takes a ToCheck; without one the account with most open settings is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._held: Held | None = None
        self._gathered = Gathered(accounts=(), connectable=frozenset())
        self._chosen: AccountId | None = None
        self._pending: Callable[[], None] | None = None
        self.account = Choice(say("Account"), [], "", self._choose, bare=True)
        self.account.setMaximumWidth(theme().px(340))
        self.again = Button(say("Look again"), "refresh-cw", on_click=self.look)
        self.head = PageHead(say("Check-up"), "", self.account, self.again)
        self.problem = ProblemPanel(again=self.refresh)
        self.connecting = self._connect_card()
        self.levels = Levels(self._level)
        self._rows = column(gap=12)
        self._nothing = EmptyState(
            "shield-check",
            say("No account to check yet"),
            say("Connect an account, or import a download from a network. Then its settings are shown here."),
            lambda: Button(
                say("Connect an account"),
                "link",
                Kind.PRIMARY,
                partial(desk.go, "connect", ToConnect(network="")),
            ),
        )
        self._no_settings = EmptyState(
            "shield-question-mark",
            say("No setting is known of this account"),
            say("Its network shows none to us, or we have not looked yet. That does not mean closed."),
        )
        self.page = Page(
            self.head, self.problem, self.connecting, self.levels, self._rows, self._nothing, self._no_settings, None,
            width=900,
        )  # fmt: skip
        self._filling = Gradual(self._rows, self.page)
        self._faces = QStackedWidget()
        self.setLayout(column(self._faces, gap=0))
        self._faces.addWidget(self.page)
        for part in (
            self.connecting,
            self.levels,
            self._nothing,
            self._no_settings,
            self.account,
            self.again,
        ):
            part.hide()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self, without_arguments(self._back))

    # Two of the three faces are made when they are first needed.

    @cached_property
    def review(self) -> Review:
        """What a level would change."""
        review = Review(self._change, self._begin_by_hand, self._back)
        self._faces.addWidget(review)
        return review

    @cached_property
    def by_hand(self) -> ByHand:
        """The queue of pages."""
        by_hand = ByHand(self._did, self._absent, self._back)
        self._faces.addWidget(by_hand)
        return by_hand

    def receive(self, what: object) -> None:
        if not isinstance(what, ToCheck):
            return
        if what.account != self._chosen:
            self._faces.setCurrentWidget(self.page)
        self._chosen = what.account
        pending, self._pending = self._pending, None
        if what.goes_on and pending is not None:
            pending()

    def refresh(self) -> None:
        self.desk.read(lambda _progress: _gather(self.desk.house), self._show, self.problem.tell)

    def look(self) -> None:
        """Read the settings of this account again."""
        held, house = self._held, self.desk.house
        if held is None:
            return
        account = held.account.id
        self.desk.start(
            say("Reading the settings …"),
            lambda progress: house.checkup.look(account, progress),
            self._looked,
            partial(self._sorry, self.look),
        )

    def _connect_card(self) -> Card:
        self.join = Button(say("Connect"), "link", on_click=self._connect)
        says = say("Connect to see the settings that only you can see")
        why = say("You sign in on the network’s own page. Until then these are unknown, and answered by you.")
        return Card(Fact("link", says, why, Tone.ACCENT, end=self.join), padding=14, tone=Tone.ACCENT)

    def _show(self, gathered: Gathered) -> None:
        self._gathered = gathered
        held = next((one for one in gathered.accounts if one.account.id == self._chosen), None)
        held = held or max(gathered.accounts, key=lambda one: one.open_ones, default=None)
        self._held = held
        self._chosen = held.account.id if held is not None else None
        self.desk.counted.emit("checkup", sum(one.open_ones for one in gathered.accounts))
        self._fill_choice(gathered)
        self._nothing.setVisible(held is None)
        has_checks = held is not None and bool(held.checks)
        self._no_settings.setVisible(held is not None and not held.checks)
        self.levels.setVisible(has_checks)
        self.levels.as_now.hide()
        self.account.setVisible(len(gathered.accounts) > 1)
        kind = held.account.kind if held is not None else AccountKind.IMPORTED
        self.again.setVisible(kind is not AccountKind.IMPORTED)
        can_connect = held is not None and held.account.network in gathered.connectable
        self.connecting.setVisible(can_connect and kind is not AccountKind.CONNECTED)
        self.head.line.say(_line(held) if held is not None else "")
        self._filling.fill(self._makers(held) if held is not None else ())

    def _makers(self, held: Held) -> Iterator[Maker]:
        deals = Deals(fix=self._fix, undo=self._undo, answer=self._answer)
        for says, checks in _sections(held.checks):
            if checks:
                yield partial(_heading, says)
            for check in checks:
                yield partial(CheckRow, held.account, check, deals)

    def _fill_choice(self, gathered: Gathered) -> None:
        box = self.account.box
        box.clear()
        for one in gathered.accounts:
            box.addItem(words(self._name(one.account)), one.account.id)
        if self._chosen is not None:
            self.account.choose(self._chosen)

    def _name(self, account: Account) -> Text:
        # On a shared screen the name would tell who it is.
        handle = say("(hidden)") if self.desk.preferences.screen_share else account.handle
        return say("{network} · {handle}", network=network_name(account.network), handle=handle)

    def _choose(self, account: str) -> None:
        self._chosen = AccountId(account)
        self.problem.hide()
        self._show(self._gathered)

    def _connect(self) -> None:
        if self._held is not None:
            account = self._held.account
            back = ("checkup", ToCheck(account=account.id))
            self.desk.go("connect", ToConnect(network=account.network, account=account, back=back))

    def _level(self, level: Level) -> None:
        held, house = self._held, self.desk.house
        if level is Level.AS_NOW:
            self.levels.as_now.show()
        elif held is not None:
            account = held.account.id
            self.desk.read(
                lambda _progress: house.checkup.plan(account, level), self._show_plan, self.problem.tell
            )

    def _show_plan(self, plan: LevelPlan) -> None:
        if self._held is not None:
            self.review.results.hide()
            self.review.show_plan(plan, self._name(self._held.account))
            self._faces.setCurrentWidget(self.review)

    def _fix(self, check: Check) -> None:
        self._change([(check.key, check.safe)])

    def _change(self, changes: Sequence[tuple[str, str]]) -> None:
        held, house = self._held, self.desk.house
        if held is not None:
            account = held.account.id
            self.desk.start(
                say("Changing the settings …"),
                lambda progress: house.checkup.apply(account, changes, progress),
                self._changed,
                partial(self._sorry, partial(self._change, changes)),
            )

    def _undo(self, check: Check) -> None:
        held, house = self._held, self.desk.house
        if held is not None:
            account = held.account.id
            self.desk.start(
                say("Changing it back …"),
                lambda progress: house.checkup.undo(account, check.key, progress),
                self._looked,
                partial(self._sorry, partial(self._undo, check)),
            )

    def _answer(self, check: Check, value: str | None) -> None:
        house = self.desk.house
        self.desk.read(
            lambda _progress: house.checkup.answer(check.account, check.key, value),
            self._answered,
            self.problem.tell,
        )

    def _answered(self, _check: Check) -> None:
        self.desk.changed.emit()

    def _looked(self, _checks: object) -> None:
        self.problem.hide()

    def _changed(self, changed: Sequence[Changed]) -> None:
        if not isinstance(self._faces.currentWidget(), Review):
            failed = next((one.problem for one in changed if one.problem is not None), None)
            if failed is not None:
                self.problem.tell(failed)
            else:
                self.problem.hide()
            return
        self.review.show_changed(changed)
        house, account = self.desk.house, changed[0].check.account
        level = self.review.level
        self.desk.read(
            lambda _progress: house.checkup.plan(account, level), self._plan_again, self.problem.tell
        )

    def _plan_again(self, plan: LevelPlan) -> None:
        if self._held is not None:
            self.review.show_plan(plan, self._name(self._held.account))

    def _begin_by_hand(self, plan: LevelPlan) -> None:
        asked = ((check, check.wanted(plan.level)) for check in plan.by_hand)
        self.by_hand.begin([(check, value) for check, value in asked if value is not None])
        self._faces.setCurrentWidget(self.by_hand)

    def _did(self, check: Check, value: str) -> None:
        self._answer(check, value)

    def _absent(self, check: Check) -> None:
        # What was read once is worth more than a switch that was not found.
        if check.seen is None:
            self._answer(check, None)

    def _back(self) -> None:
        self._faces.setCurrentWidget(self.page)
        self.refresh()

    def _sorry(self, again: Callable[[], None], problem: Problem) -> None:
        """Tell a problem; where a sign-in mends it, `again` is done once that is there."""
        front = self._faces.currentWidget()
        panel = front.problem if isinstance(front, Review) else self.problem
        account = self._held.account if self._held is not None else None
        back = (
            ("checkup", ToCheck(account=account.id, goes_on=True))
            if account is not None
            else ("checkup", None)
        )
        self._pending = again if tell_with_mending(self.desk, panel, problem, account, back) else None


def _gather(house: House) -> Gathered:
    ways = house.connector.doorways()
    connectable = frozenset(way.network for way in ways if way.closed is None)
    held = [
        Held(account=account, checks=house.checkup.checks(account.id)) for account in house.browser.accounts()
    ]
    # A folder of pictures has no settings, and no place here.
    shown = tuple(one for one in held if one.checks or one.account.network in connectable)
    return Gathered(accounts=shown, connectable=connectable)


def _line(held: Held) -> Text:
    unknown = sum(check.seen is None for check in held.checks)
    opened = say_count("{count} setting is open", "{count} settings are open", held.open_ones)
    if unknown and held.open_ones:
        return say("{open}, {count} unknown", open=opened, count=unknown)
    if unknown:
        return say_count("{count} setting is unknown", "{count} settings are unknown", unknown)
    return opened if held.open_ones else say("Every setting that we know is closed.")


def _sections(checks: Sequence[Check]) -> list[tuple[Text, list[Check]]]:
    """Put the settings under four heads, what is open first; in each the most important first."""
    firm = [check for check in checks if not check.asks_only]
    return [
        (say("What is open"), [check for check in firm if check.is_safe is False]),
        (say("What nobody knows"), [check for check in firm if check.is_safe is None]),
        (say("What only asks politely"), [check for check in checks if check.asks_only]),
        (say("What is closed"), [check for check in firm if check.is_safe]),
    ]


def _heading(says: Text) -> QWidget:
    return Heading(says)
