"""All accounts under each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.model.account import Account, AccountId, AccountKind
from app.model.filter import Filter
from app.model.problem import Problem
from app.model.report import SyncReport
from app.model.sign_in import Power
from app.model.text import say, say_count
from app.ui.asks import ToConnect, ToOrder
from app.ui.desk import Desk, Screen
from app.ui.screens.accounts.card import AccountCard, Holding
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Page, PageHead, boxed
from app.ui.widgets.flow import Flow
from app.ui.widgets.gradual import Gradual
from app.ui.widgets.layout import column
from app.ui.widgets.notice import EmptyState, ProblemPanel


class AccountsScreen(Screen):
    """Whose photos are held."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._problems: dict[AccountId, Problem] = {}
        self.add = Button(say("Add an account"), "plus", Kind.PRIMARY, partial(desk.go, "welcome"))
        self.join = Button(
            say("Connect an account"), "link", on_click=partial(desk.go, "connect", ToConnect(network=""))
        )
        self.again = Button(say("Look at all again"), "refresh-cw", on_click=self._look)
        self.order = Button(
            say("Order your data"), "file-archive", on_click=partial(desk.go, "exports", ToOrder())
        )
        self.head = PageHead(say("Accounts"), "", self.add)
        self.problem = ProblemPanel(again=self.refresh)
        self._cards = column(gap=14)
        self._nothing = EmptyState(
            "key-round",
            say("No account yet"),
            say("Look up a handle, or import a download from a network or a folder."),
            lambda: Button(say("Add an account"), "plus", Kind.PRIMARY, partial(desk.go, "welcome")),
        )
        self._nothing.hide()
        # Beside the title so many buttons have no room when letters are large.
        more = boxed(Flow(self.join, self.order, self.again))
        page = Page(self.head, more, self.problem, self._cards, self._nothing, None, width=900)
        self._filling = Gradual(self._cards, page)
        self.setLayout(column(page, gap=0))

    def refresh(self) -> None:
        self.desk.read(lambda _progress: self._gather(), self._show, self.problem.tell)

    def _gather(self) -> list[Holding]:
        house = self.desk.house
        connectable = {way.network for way in house.connector.doorways() if way.closed is None}
        return [
            Holding(
                account=account,
                photos=house.browser.count(Filter(account=account.id)),
                checks=house.checkup.checks(account.id),
                powers=self._powers(account),
                can_connect=account.network in connectable,
                problem=self._problems.get(account.id),
            )
            for account in house.browser.accounts()
        ]

    def _powers(self, account: Account) -> frozenset[Power]:
        # The keyring is asked only where something should lie in it: it may ask the person.
        if account.kind is not AccountKind.CONNECTED:
            return frozenset()
        return self.desk.house.connector.powers(account.id)

    def _show(self, holdings: Sequence[Holding]) -> None:
        self._filling.fill(partial(AccountCard, self.desk, holding, self._looked) for holding in holdings)
        self.head.line.say(
            say_count("{count} account", "{count} accounts", len(holdings)) if holdings else ""
        )
        self._nothing.setVisible(not holdings)
        self.add.setVisible(bool(holdings))
        self.join.setVisible(bool(holdings))
        self.again.setVisible(any(one.account.kind is not AccountKind.IMPORTED for one in holdings))

    def _look(self) -> None:
        house = self.desk.house
        self.desk.start(
            say("Looking again …"), lambda progress: house.syncer.sync((), progress), self._looked
        )

    def _looked(self, reports: Sequence[SyncReport]) -> None:
        """Show at each account what its look ended with; one that went well shows its new time."""
        for report in reports:
            self._problems.pop(report.account, None)
            if report.problem is not None:
                self._problems[report.account] = report.problem
        self.refresh()
