"""All accounts under each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.model.account import AccountKind
from app.model.filter import Filter
from app.model.report import SyncReport
from app.model.text import say, say_count
from app.ui.desk import Desk, Screen
from app.ui.screens.accounts.card import AccountCard, Holding
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Page, PageHead
from app.ui.widgets.layout import clear, column
from app.ui.widgets.notice import EmptyState, ProblemPanel


class AccountsScreen(Screen):
    """Whose photos are held."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.add = Button(say("Add an account"), "plus", Kind.PRIMARY, partial(desk.go, "welcome"))
        self.again = Button(say("Look at all again"), "refresh-cw", on_click=self._look)
        self.head = PageHead(say("Accounts"), "", self.again, self.add)
        self.problem = ProblemPanel(again=self.refresh)
        self._cards = column(gap=14)
        self._nothing = EmptyState(
            "key-round",
            say("No account yet"),
            say("Look up a handle, or import a download from a network or a folder."),
            Button(say("Add an account"), "plus", Kind.PRIMARY, partial(desk.go, "welcome")),
        )
        self._nothing.hide()
        page = Page(self.head, self.problem, self._cards, self._nothing, None, width=900)
        self.setLayout(column(page, gap=0))

    def refresh(self) -> None:
        self.desk.read(lambda _progress: self._gather(), self._show, self.problem.tell)

    def _gather(self) -> list[Holding]:
        browser = self.desk.house.browser
        return [
            Holding(
                account=account,
                photos=browser.count(Filter(account=account.id)),
                checks=tuple(browser.checks(account.id)),
            )
            for account in browser.accounts()
        ]

    def _show(self, holdings: Sequence[Holding]) -> None:
        clear(self._cards)
        for holding in holdings:
            self._cards.addWidget(AccountCard(self.desk, holding))
        self.head.line.say(
            say_count("{count} account", "{count} accounts", len(holdings)) if holdings else ""
        )
        self._nothing.setVisible(not holdings)
        self.add.setVisible(bool(holdings))
        self.again.setVisible(any(one.account.kind is not AccountKind.IMPORTED for one in holdings))

    def _look(self) -> None:
        house = self.desk.house
        self.desk.start(
            say("Looking again …"), lambda progress: house.syncer.sync((), progress), self._looked
        )

    def _looked(self, reports: Sequence[SyncReport]) -> None:
        """Show the first problem of a look at all accounts; each account that went well shows its new time."""
        problem = next((report.problem for report in reports if report.problem is not None), None)
        if problem is not None:
            self.problem.tell(problem)
