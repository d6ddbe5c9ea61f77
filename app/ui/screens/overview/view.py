"""The whole catalogue on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from app.model.account import Account, AccountKind
from app.model.filter import Filter
from app.model.fix import Action, TaskState
from app.model.overview import Overview
from app.model.problem import Offline, Problem
from app.model.report import SyncReport
from app.model.stranger import Reach, Verdict
from app.model.text import Text, say, say_count
from app.services.follow import Standing
from app.services.house import House
from app.services.news import News, moved_back
from app.services.progress import Progress
from app.services.verify import Seen
from app.ui.asks import TheQueue
from app.ui.desk import Desk, Screen
from app.ui.screens.overview.cards import FixFirst, Places, RequestsCard
from app.ui.screens.overview.hero import Hero
from app.ui.screens.remove.queue import waiting_text
from app.ui.terms import VERDICTS
from app.ui.theme import theme
from app.ui.tokens import Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.gradual import Parted, Step
from app.ui.widgets.layout import clear, column
from app.ui.widgets.notice import EmptyState, ProblemPanel
from app.ui.widgets.world import land
from app.ui.wording import moment, words

# At the start accounts are looked at again by themselves only after this long: who opens the app five times a day is
# no reason to ask five times.
AT_START_AGAIN = timedelta(hours=12)
# Below this width in px the cards stand under each other.
_STACKED_BELOW = 880


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Everything that the overview shows."""

    overview: Overview
    accounts: tuple[Account, ...]
    requests: tuple[Standing, ...]
    hides: int
    deletes: int
    due: int
    open_settings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What looking again at everything brought: a report for each account, and what moved back."""

    reports: tuple[SyncReport, ...]
    news: News


class OverviewScreen(Screen):
    """Where one stands, and what to do first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._accounts: tuple[Account, ...] = ()
        self._shown: tuple[Whole, bool] | None = None
        self.again = Button(say("Check again"), "refresh-cw", on_click=self.check)
        self.head = PageHead(say("Overview"), "", self.again)
        self.problem = ProblemPanel(again=self.refresh)
        self.news = Card(padding=14, tone=Tone.ACCENT)
        self.news.hide()
        self.queue = Card(padding=14)
        self.queue.hide()
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
            lambda: Button(say("Add photos"), "plus", Kind.PRIMARY, partial(desk.go, "welcome")),
        )
        self._nothing.hide()
        page = Page(
            self.head,
            self.problem,
            self.news,
            self.queue,
            self.samples,
            self._nothing,
            self.hero,
            self._below,
            None,
        )
        self._showing = Parted(page)
        # Until the first numbers are there they have nothing to say.
        for part in self._parts:
            part.hide()
        self.setLayout(column(page, gap=0))

    def refresh(self) -> None:
        self.desk.read(lambda _progress: _gather(self.desk.house), self._show, self.problem.tell)

    def check(self) -> None:
        """Look at every watched account again."""
        house = self.desk.house
        self.desk.start(
            say("Looking again at your accounts …"),
            lambda progress: _check(house, progress),
            self._checked,
            self.problem.tell,
        )

    def look_at_start(self) -> None:
        """Look at every account again where the person has chosen so; said is only what moved back."""
        if not self.desk.preferences.look_at_start:
            return
        house = self.desk.house
        self.desk.read(lambda _progress: house.syncer.rested(AT_START_AGAIN), self._look_quietly)

    def _look_quietly(self, due: bool) -> None:  # noqa: FBT001  # the answer of the read
        if not due:
            return
        house = self.desk.house
        self.desk.start(
            say("Looking again at your accounts …"),
            lambda progress: _check(house, progress),
            self._looked_quietly,
            self.problem.tell,
        )

    def _looked_quietly(self, checked: Checked) -> None:
        if checked.news.says is not None:
            self._checked(checked)
            return
        # No network at the start of the day is nothing to be told of; a sign-in that has run out is.
        problem = _problem(checked.reports)
        if problem is not None and not isinstance(problem, Offline):
            self.problem.tell(problem)

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
        self._accounts = whole.accounts
        self.desk.counted.emit("checkup", whole.open_settings)
        hides = self.desk.preferences.screen_share
        if self._shown != (whole, hides):
            self._shown = (whole, hides)
            self._showing.do(self._steps(whole, hides=hides))

    def _steps(self, whole: Whole, *, hides: bool) -> Iterator[Step]:
        yield partial(self._show_head, whole)
        yield partial(self._show_queue, whole)
        yield partial(self.hero.show_overview, whole.overview)
        yield from self.fix.steps(whole.overview)
        yield partial(self.requests.show_requests, whole.requests)
        yield partial(self.places.show_spots, whole.overview.spots, hides=hides)
        empty = not whole.overview.photos
        yield partial(self._nothing.setVisible, empty)
        for part in self._parts:
            yield partial(part.setVisible, not empty)

    @property
    def _parts(self) -> tuple[Card, ...]:
        return (self.hero, self.fix, self.requests, self.places)

    def _show_head(self, whole: Whole) -> None:
        self.head.line.say(_line(whole.overview))
        self.again.setVisible(any(one.kind is not AccountKind.IMPORTED for one in whole.accounts))
        self.samples.setVisible(any(one.invented for one in whole.accounts))

    def _show_queue(self, whole: Whole) -> None:
        """Show in one line what waits: a list that is not through, or photos to look at once more."""
        clear(self.queue.box)
        waits = whole.hides + whole.deletes
        if waits:
            go_on = Button(say("Go on"), "play", on_click=partial(self.desk.go, "remove", TheQueue()))
            says, why = waiting_text(whole.hides, whole.deletes), say("Nothing is lost; go on when you like.")
            self.queue.box.addWidget(Fact("hourglass", says, why, Tone.ACCENT, end=go_on))
        if whole.due:
            look = Button(say("Look"), "eye", on_click=self.look_due)
            says = say_count(
                "It is time to look once more at {count} photo that you took down",
                "It is time to look once more at {count} photos that you took down",
                whole.due,
            )
            self.queue.box.addWidget(Fact("eye", says, tone=Tone.ACCENT, end=look))
        self.queue.setVisible(bool(waits or whole.due))

    def look_due(self) -> None:
        """Look once more at the photos that were taken down."""
        house = self.desk.house

        def look(progress: Progress) -> Sequence[Seen]:
            return house.verifier.look_due(progress)

        self.desk.start(
            say("Looking again, signed out …"),
            look,
            self._looked,
            self.problem.tell,
        )

    def _looked(self, seen: Sequence[Seen]) -> None:
        clear(self.news.box)
        for verdict in Verdict:
            count = sum(one.verdict is verdict for one in seen)
            if count:
                term = VERDICTS[verdict]
                told = say("{verdict}: {count}", verdict=term.word, count=count)
                self.news.box.addWidget(Fact(term.icon, told, term.says, term.tone))
        self.news.setVisible(bool(seen))

    def _checked(self, checked: Checked) -> None:
        clear(self.news.box)
        for icon, text, tone in _news(checked):
            self.news.box.addWidget(Fact(icon, text, tone=tone, end=self._way_to(checked.news, text)))
        self.news.show()
        problem = _problem(checked.reports)
        if problem is not None:
            self.problem.tell(problem)

    def _way_to(self, news: News, text: Text) -> Button | None:
        """Return the button that leads to what moved back: the photos in reach, or else the settings."""
        if text != news.says:
            return None
        if not news.photos:
            return Button(say("Show the settings"), on_click=partial(self.desk.go, "checkup"))
        in_reach = Filter(reaches=frozenset({Reach.REACHABLE}))
        return Button(say("Show all in reach"), on_click=partial(self.desk.go, "photos", in_reach))

    def _removed(self, _nothing: object) -> None:
        self.desk.go("welcome")


def _gather(house: House) -> Whole:
    land()
    tasks = [task for task in house.remover.tasks() if task.state in {TaskState.WAITING, TaskState.STARTED}]
    accounts = tuple(house.browser.accounts())
    checks = [check for account in accounts for check in house.checkup.checks(account.id)]
    return Whole(
        overview=house.browser.overview(),
        accounts=accounts,
        requests=tuple(house.follower.all()),
        hides=sum(task.action is Action.HIDE for task in tasks),
        deletes=sum(task.action is Action.DELETE for task in tasks),
        due=len(house.verifier.due()),
        open_settings=sum(check.is_safe is False and not check.asks_only for check in checks),
    )


def _check(house: House, progress: Progress) -> Checked:
    """Look at everything again: the accounts, their settings, and what was taken down."""
    before = tuple(house.browser.checks())
    reports = tuple(house.syncer.sync((), progress))
    seen = house.verifier.look_due(progress)
    return Checked(reports=reports, news=moved_back(reports, before, house.browser.checks(), seen))


def _problem(reports: Sequence[SyncReport]) -> Problem | None:
    return next((report.problem for report in reports if report.problem is not None), None)


def _line(whole: Overview) -> str:
    parts = [
        say_count("{count} photo", "{count} photos", whole.photos),
        say_count("{count} account", "{count} accounts", whole.accounts),
    ]
    if whole.checked_at is not None:
        parts.append(say("looked at {moment}", moment=moment(whole.checked_at)))
    return " · ".join(words(part) for part in parts)


def _news(checked: Checked) -> list[tuple[str, Text, Tone]]:
    """Say calmly what a check found: what moved back first; nothing new is one short line."""
    new = sum(report.new for report in checked.reports)
    gone = sum(report.gone for report in checked.reports)
    told: list[tuple[str, Text, Tone]] = []
    if checked.news.says is not None:
        told.append(("eye", checked.news.says, Tone.HIGH))
    if new:
        told.append(("plus", say_count("{count} new photo", "{count} new photos", new), Tone.ACCENT))
    if gone:
        told.append(("check", say_count("{count} photo is gone", "{count} photos are gone", gone), Tone.OK))
    return told or [("check", say("Nothing has changed."), Tone.OK)]
