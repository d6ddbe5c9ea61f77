"""The photos: all of them in a grid, what is known of the one in front, and what to do about them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QStyle

from app.model.audience import OPEN_TO_STRANGERS, Audience
from app.model.filter import Filter, parse_filter
from app.model.photo import PhotoId
from app.model.problem import Problem, WrongUse
from app.model.text import say, say_count
from app.ui.desk import Desk, Screen
from app.ui.screens.photos.detail import DetailPane
from app.ui.screens.photos.filters import FilterRow, joined
from app.ui.screens.photos.grid import PhotoGrid
from app.ui.screens.photos.model import PhotoModel
from app.ui.screens.photos.shelf import Shelf
from app.ui.theme import theme
from app.ui.tokens import PAGE, Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import PageHead
from app.ui.widgets.field import SearchField
from app.ui.widgets.label import Label
from app.ui.widgets.layout import column, row
from app.ui.widgets.notice import EmptyState, ProblemPanel
from app.ui.wording import words
from app.ui.work import Job

_FIRST = 200
_TYPING_MS = 160
_SETTLING_MS = 60
# Below this width in px the details lie over the grid instead of beside it.
_OVERLAY_BELOW = 868
# The search field's width in px, and where the details leave it less room.
_FIELD, _FIELD_BESIDE = 280, 150

_AUDIENCE_KEYS: tuple[frozenset[Audience], ...] = (
    OPEN_TO_STRANGERS,
    frozenset({Audience.FOLLOWERS, Audience.FRIENDS_OF_FRIENDS}),
    frozenset({Audience.FRIENDS, Audience.CUSTOM, Audience.DIRECT}),
    frozenset({Audience.ONLY_ME}),
)


class PhotosScreen(Screen):
    """All photos: search, chips, grid, details."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._jobs: list[Job] = []
        self._total: int | None = None
        self._has_pane = False
        self._wanted: PhotoId | None = None
        self._typed = Filter()
        self.shelf = Shelf(desk, self)
        self.model = PhotoModel(self.shelf.tile)
        self.grid = PhotoGrid(self.model, self.shelf)
        self.filters = FilterRow()
        self.field = SearchField(say("Search captions, albums, places"))
        self.mistake = Label("", Role.SMALL, tone=Tone.CRITICAL, wraps=True)
        self.head = PageHead(say("Photos"), "", self.field, self.filters.order)
        self.problem = ProblemPanel(again=self.refresh)
        self._pages = QStackedWidget()
        self._nothing = EmptyState(
            "images",
            say("No photos yet"),
            say("Look up a handle, or import a download from a network or a folder."),
            lambda: Button(say("Add photos"), "plus", Kind.PRIMARY, partial(desk.go, "welcome")),
        )
        self._no_match = EmptyState(
            "list-filter",
            say("No photo matches"),
            "",
            lambda: Button(say("Show all"), on_click=self._show_all),
        )
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING_MS)
        self._build()
        self._listen()

    def refresh(self) -> None:
        """Read the photos anew: the first page at once, then the ids of all."""
        self.grid.hide_from_onlookers(self.desk.preferences.screen_share)
        self.model.hides = self.desk.preferences.screen_share
        self.shelf.forget_tiles()
        self._read()
        if self._is_pane_open:
            self._show_chosen()
        browser = self.desk.house.browser
        self.desk.read(lambda _progress: [key for key, _ in browser.networks()], self._show_networks)
        open_ones = Filter(audiences=OPEN_TO_STRANGERS)
        self.desk.read(lambda _progress: browser.count(open_ones), self._tell_count)

    @cached_property
    def detail(self) -> DetailPane:
        """The pane of one photo; made when the first one is opened."""
        pane = DetailPane(self.desk)
        pane.setParent(self)
        pane.hide()
        pane.closed.connect(self._close_detail)
        pane.changed.connect(self._changed)
        self._has_pane = True
        return pane

    @property
    def _is_pane_open(self) -> bool:
        return self._has_pane and not self.detail.isHidden()

    def receive(self, what: object) -> None:
        """Show the photos of a filter, or one photo."""
        match what:
            case Filter():
                self.field.setText(what.text)
                self._typing.stop()
                self._typed = Filter(text=what.text)
                self.filters.show_filter(replace(what, text=""))
            case int():
                self._wanted = PhotoId(what)
            case _:
                return

    def search(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        self.field.setFixedWidth(theme().px(_FIELD))
        self.mistake.hide()
        self.problem.hide()
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self._no_match)
        top = column(self.head, self.mistake, self.filters, self.problem, gap=12)
        top.setContentsMargins(PAGE, 0, PAGE, 0)
        self._top = top
        below = row(self._pages)
        below.setContentsMargins(PAGE - 4, 0, 8, 0)
        whole = column(top, below, gap=14)
        whole.setStretch(1, 1)
        whole.setContentsMargins(0, 24, 0, 0)
        self._whole = whole
        self.setLayout(whole)
        self.setTabOrder(self.field, self.filters.order.box)

    def _listen(self) -> None:
        self.field.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._search)
        self.filters.changed.connect(self._read)
        self.grid.chosen.connect(self._settling.start)
        self._settling.timeout.connect(self._show_chosen)
        self.grid.opened.connect(self._open_detail)
        self.shelf.failed.connect(self._fail)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._close_detail, context=inside)
        for number, audiences in enumerate(_AUDIENCE_KEYS, 1):
            only = partial(self.filters.only_audience, audiences)
            QShortcut(QKeySequence(str(number)), self.grid, only, context=Qt.ShortcutContext.WidgetShortcut)

    def _chosen_filter(self) -> Filter:
        return joined(self.filters.filter, self._typed)

    def _read(self) -> None:
        for job in self._jobs:
            job.forget()
        if self._wanted is None and self.grid.count_selected():
            # What is selected stays so, where it is still among those that match.
            current = self.grid.current()
            self._wanted = None if current is None else PhotoId(current)
        chosen, browser = self._chosen_filter(), self.desk.house.browser
        self._jobs = [
            self.desk.read(lambda _progress: browser.first_ids(chosen, _FIRST), self._show_first, self._fail),
            self.desk.read(lambda _progress: browser.ids(chosen), self._show_whole, self._fail),
        ]

    def _show_first(self, ids: array[int]) -> None:
        self.problem.hide()
        if len(self.model.ids) and len(ids) == _FIRST and self.model.ids[:_FIRST] == ids:
            return
        self.model.show(ids)

    def _show_whole(self, ids: array[int]) -> None:
        self.model.show(ids)
        self._show_count(len(ids))
        if len(ids):
            self._pages.setCurrentWidget(self.grid)
        else:
            self._pages.setCurrentWidget(self._nothing if self._shows_all() else self._no_match)
        wanted, self._wanted = self._wanted, None
        if wanted is None or (wanted != self.grid.current() and not self.grid.go_to(wanted)):
            self._close_detail()
        self.grid.look_at_sight()

    def _show_count(self, count: int) -> None:
        told = say_count("{count} photo", "{count} photos", count)
        if not self._shows_all():
            told = say_count("{count} photo matches", "{count} photos match", count)
        self.head.line.say(told)

    def _shows_all(self) -> bool:
        return replace(self._chosen_filter(), order=Filter().order) == Filter()

    def _show_networks(self, networks: Sequence[str]) -> None:
        self.filters.show_networks(networks)

    def _tell_count(self, count: int) -> None:
        self.desk.counted.emit("photos", count)

    def _fail(self, problem: Problem) -> None:
        self.problem.tell(problem)

    def _search(self) -> None:
        try:
            self._typed = parse_filter([self.field.text()])
        except WrongUse as problem:
            self.mistake.say(problem.says)
            self.mistake.setToolTip(words(problem.remedy) if problem.remedy else "")
            self.mistake.show()
            return
        self.mistake.hide()
        self._read()

    def _show_all(self) -> None:
        self.field.clear()
        self._typing.stop()
        self._typed = Filter()
        self.filters.reset()

    def _show_chosen(self) -> None:
        count = self.grid.count_selected()
        if count > 1:
            self.detail.show_several(tuple(PhotoId(one) for one in self.grid.selected()))
            self._open_pane()
            return
        photo = self.grid.current()
        if photo is not None and count:
            self.detail.show_photo(PhotoId(photo))
            self._open_pane()

    def _open_detail(self) -> None:
        self._show_chosen()
        self.detail.letter.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_pane(self) -> None:
        if self.detail.isHidden():
            self.detail.show()
            self._arrange()

    def _close_detail(self) -> None:
        if self._is_pane_open:
            self.detail.hide()
            self.grid.setFocus()
            self._arrange()

    def _changed(self) -> None:
        self.desk.changed.emit()
        self._show_chosen()

    def _arrange(self) -> None:
        """Place the details at the end of the screen: beside the grid, or over it where there is little room."""
        if not self._has_pane:
            return
        wide = self.detail.width()
        page = self.rect()
        place = QRect(page.width() - wide, 0, wide, page.height())
        self.detail.setGeometry(QStyle.visualRect(self.layoutDirection(), page, place))
        self.detail.raise_()
        beside = not self.detail.isHidden() and self.width() >= theme().px(_OVERLAY_BELOW)
        room = wide if beside else 0
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._whole.setContentsMargins(room if mirrored else 0, 24, 0 if mirrored else room, 0)
        # Over the grid alone: what filters it stays in sight, wherever there is room for it beside the details.
        over = not self.detail.isHidden() and not beside
        self.field.setFixedWidth(theme().px(_FIELD_BESIDE if over else _FIELD))
        # What the head needs is known anew only once it is placed with that width.
        self.head.fit()
        self._top.invalidate()
        margins = self._top.contentsMargins()
        least = self._top.minimumSize().width() - margins.left() - margins.right() + 2 * PAGE
        fits = self.width() - wide >= least
        end = PAGE + (wide if over and fits else 0)
        self._top.setContentsMargins(end if mirrored else PAGE, 0, PAGE if mirrored else end, 0)
