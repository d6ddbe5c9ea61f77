"""The whole catalogue on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from app.model.account import Account, AccountKind
from app.model.overview import Overview
from app.model.report import SyncReport
from app.model.text import Text, say, say_count
from app.services.follow import Standing
from app.services.house import House
from app.ui.desk import Desk, Screen
from app.ui.screens.overview.cards import FixFirst, Places, RequestsCard
from app.ui.screens.overview.hero import Hero
from app.ui.theme import theme
from app.ui.tokens import Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.layout import clear, column
from app.ui.widgets.notice import EmptyState, ProblemPanel
from app.ui.wording import moment, words

# Below this width in px the cards stand under each other.
_STACKED_BELOW = 880


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Everything that the overview shows."""

    overview: Overview
    accounts: tuple[Account, ...]
    requests: tuple[Standing, ...]


class OverviewScreen(Screen):
    """Where one stands, and what to do first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._accounts: tuple[Account, ...] = ()
        self.again = Button(say("Check again"), "refresh-cw", on_click=self.check)
        self.head = PageHead(say("Overview"), "", self.again)
        self.problem = ProblemPanel(again=self.refresh)
        self.news = Card(padding=14, tone=Tone.ACCENT)
        self.news.hide()
        self.samples = Card(
            Fact(
                "sparkles",
                say("These are the sample photos of an invented person"),
                say("Remove them when you have seen enough; then look up your own handle."),
                Tone.ACCENT,
                end=Button(say("Remove the samples"), on_click=self.remove_samples),
            ),
            padding=14,
            tone=Tone.ACCENT,
        )
        self.samples.hide()
        self.hero = Hero(desk)
        self.fix = FixFirst(desk)
        self.requests = RequestsCard(desk)
        self.places = Places()
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(16)
        self._below.addWidget(self.fix, 3)
        self._below.addLayout(column(self.requests, self.places, gap=16), 2)
        self._nothing = EmptyState(
            "layout-dashboard",
            say("Nothing to show yet"),
            say("Look up a handle, or import a download from a network or a folder."),
            Button(say("Add photos"), "plus", Kind.PRIMARY, partial(desk.go, "welcome")),
        )
        self._nothing.hide()
        page = Page(
            self.head, self.problem, self.news, self.samples, self._nothing, self.hero, self._below, None
        )
        self.setLayout(column(page, gap=0))

    def refresh(self) -> None:
        self.desk.read(lambda _progress: _gather(self.desk.house), self._show, self.problem.tell)

    def check(self) -> None:
        """Look at every watched account again."""
        syncer = self.desk.house.syncer
        self.desk.start(
            say("Looking again at your accounts …"),
            lambda progress: syncer.sync((), progress),
            self._checked,
            self.problem.tell,
        )

    def remove_samples(self) -> None:
        """Forget the invented person."""
        eraser = self.desk.house.eraser
        invented = [account.id for account in self._accounts if account.invented]

        def forget() -> None:
            for account in invented:
                eraser.account(account)

        self.desk.start(
            say("Removing the samples …"), lambda _progress: forget(), self._removed, self.problem.tell
        )

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(_STACKED_BELOW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._below.setDirection(way)
        self.hero.stack(narrow=narrow)

    def _show(self, whole: Whole) -> None:
        empty = not whole.overview.photos
        self._nothing.setVisible(empty)
        for part in (self.hero, self.fix, self.requests, self.places):
            part.setVisible(not empty)
        self._accounts = whole.accounts
        self.head.line.say(_line(whole.overview))
        self.again.setVisible(any(one.kind is not AccountKind.IMPORTED for one in whole.accounts))
        self.samples.setVisible(any(one.invented for one in whole.accounts))
        self.hero.show_overview(whole.overview)
        self.fix.show_overview(whole.overview)
        self.requests.show_requests(whole.requests)
        self.places.show_spots(whole.overview.spots, hides=self.desk.preferences.screen_share)

    def _checked(self, reports: Sequence[SyncReport]) -> None:
        clear(self.news.box)
        for icon, text, tone in _news(reports):
            self.news.box.addWidget(Fact(icon, text, tone=tone))
        self.news.show()
        problem = next((report.problem for report in reports if report.problem is not None), None)
        if problem is not None:
            self.problem.tell(problem)

    def _removed(self, _nothing: object) -> None:
        self.desk.go("welcome")


def _gather(house: House) -> Whole:
    return Whole(
        overview=house.browser.overview(),
        accounts=tuple(house.browser.accounts()),
        requests=tuple(house.follower.all()),
    )


def _line(whole: Overview) -> str:
    parts = [
        say_count("{count} photo", "{count} photos", whole.photos),
        say_count("{count} account", "{count} accounts", whole.accounts),
    ]
    if whole.checked_at is not None:
        parts.append(say("looked at {moment}", moment=moment(whole.checked_at)))
    return " · ".join(words(part) for part in parts)


def _news(reports: Sequence[SyncReport]) -> list[tuple[str, Text, Tone]]:
    """Say calmly what a check found: what is open again first; nothing new is one short line."""
    back = sum(report.back_in_reach for report in reports)
    new = sum(report.new for report in reports)
    gone = sum(report.gone for report in reports)
    told: list[tuple[str, Text, Tone]] = []
    if back:
        told.append(
            (
                "eye",
                say_count("{count} photo is in reach again", "{count} photos are in reach again", back),
                Tone.HIGH,
            )
        )
    if new:
        told.append(("plus", say_count("{count} new photo", "{count} new photos", new), Tone.ACCENT))
    if gone:
        told.append(("check", say_count("{count} photo is gone", "{count} photos are gone", gone), Tone.OK))
    return told or [("check", say("Nothing has changed."), Tone.OK)]
