"""All requests under each other, what is due first; or in a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.model.request import RequestId, State
from app.model.text import say, say_count
from app.services.follow import Standing
from app.services.past import Past
from app.ui.desk import Desk
from app.ui.screens.requests.table import RequestTable
from app.ui.screens.requests.words import due, share_over, term
from app.ui.tokens import Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Divider, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import EmptyState, ProblemPanel
from app.ui.widgets.score import Meter
from app.ui.widgets.tag import Tag
from app.ui.wording import words


class Board(Page):
    """The list of requests."""

    def __init__(
        self,
        desk: Desk,
        open_one: Callable[[RequestId], object],
        new: Callable[[], object],
        everyone: Callable[[], object],
        way: Callable[[str], object],
    ) -> None:
        self._desk = desk
        self._open, self._everyone = open_one, everyone
        self._standings: Sequence[Standing] = ()
        self._is_table = False
        self.new = Button(say("New request"), "plus", Kind.PRIMARY, new)
        self.calendar = Button(say("Calendar file …"), "calendar", on_click=self._ask_calendar)
        self.as_table = Button(say("As a table"), "list", on_click=self._turn)
        self.head = PageHead(say("Requests"), "", self.as_table, self.calendar, self.new)
        self.problem = ProblemPanel(again=self.refresh)
        self.rows = column(gap=12)
        self.nothing = EmptyState(
            "send",
            say("No request yet"),
            say(
                "Ask a face-search company or a network to delete your photos. You send the letter yourself."
            ),
            lambda: Button(say("New request"), "plus", Kind.PRIMARY, new),
        )
        self.nothing.hide()
        self.past = column(gap=12)
        self.everyone = Button(say("Show the letters"), "chevron-right", on_click=everyone)
        more = Card(
            Fact(
                "scan-face",
                say("Everyone who may have my face"),
                say("One decision makes the whole set of letters. You look at each before it is written."),
                Tone.ACCENT,
                boxed=True,
                end=self.everyone,
            ),
            Divider(),
            Fact(
                "building-2",
                say("Data brokers of California, at once"),
                say("For people who live there: one page of the State reaches all of them."),
                boxed=True,
                end=Button(say("Show the way"), "chevron-right", on_click=partial(way, "drop")),
            ),
            Divider(),
            Fact(
                "user-check",
                say("An intimate picture of you is on the web"),
                say("A way of its own, with people who help. No ordinary letter is quicker."),
                boxed=True,
                end=Button(say("Show the way"), "chevron-right", on_click=partial(way, "take_it_down")),
            ),
            gap=12,
        )
        super().__init__(self.head, self.problem, self.rows, self.nothing, self.past, more, None, width=1000)

    @cached_property
    def table(self) -> RequestTable:
        """The requests as a table; made when it is first asked for."""
        table = RequestTable(self._open)
        table.hide()
        self.body.insertWidget(self.body.indexOf(self.rows), table)
        return table

    def refresh(self) -> None:
        """Read anew how all requests stand."""
        house = self._desk.house
        self._desk.read(lambda _progress: house.follower.all(), self._show, self.problem.tell)
        self._desk.read(lambda _progress: house.historian.past(), self._show_past, self.problem.tell)

    def save_calendar(self, path: Path) -> None:
        """Write the deadlines to a file."""
        house = self._desk.house
        self._desk.start(
            say("Writing the deadlines …"),
            lambda _progress: house.follower.write_calendar(path),
            _leave,
            self.problem.tell,
        )

    def _ask_calendar(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, words(say("Save the deadlines")), "overexposed.ics", "*.ics"
        )
        if name:
            self.save_calendar(Path(name))

    def _show(self, standings: Sequence[Standing]) -> None:
        self._standings = standings
        self._fill()
        self.as_table.setVisible(bool(standings))
        waiting = sum(one.request.due is not None for one in standings)
        says = say_count("{count} request", "{count} requests", len(standings))
        self.head.line.say(says if standings else "")
        self.nothing.setVisible(not standings)
        self.new.setVisible(bool(standings))
        self.calendar.setVisible(waiting > 0)
        self._desk.counted.emit(
            "requests", sum(one.request.state is not State.WITHDRAWN for one in standings)
        )

    def _turn(self) -> None:
        """Turn the board into a table, or back."""
        self._is_table = not self._is_table
        if not self._is_table:
            self.table.hide()
        self.as_table.say(say("As a board") if self._is_table else say("As a table"))
        self._fill()

    def _fill(self) -> None:
        clear(self.rows)
        if self._is_table:
            self.table.setVisible(bool(self._standings))
            self.table.fill(self._standings)
            return
        for one in self._standings:
            self.rows.addWidget(self._row(one))

    def _show_past(self, found: Sequence[Past]) -> None:
        clear(self.past)
        hides = self._desk.preferences.screen_share
        for one in found:
            says = say("Photos of an account were public for a long time. Assume that they were copied.")
            show = partial(self._desk.go, "photos", one.seen)
            end = row(
                Button(say("Show them"), "images", Kind.LINK, show),
                Button(say("Show the letters"), "chevron-right", on_click=self._everyone),
                gap=8,
            )
            line = row(gap=12)
            line.addWidget(Fact("clock", says if hides else one.says, "", Tone.HIGH, boxed=True), 1)
            line.addLayout(end)
            self.past.addWidget(Card(line, padding=16))

    def _row(self, one: Standing) -> Card:
        state = term(one)
        line = row(Tag(state.word, state.tone, state.icon), gap=10)
        line.addWidget(Button(say("Open"), "chevron-right", on_click=partial(self._open, one.request.id)))
        fact = Fact(state.icon, one.request.recipient_name, due(one), state.tone, boxed=True)
        whole = row(gap=12)
        whole.addWidget(fact, 1)
        whole.addLayout(line)
        tone = Tone.CRITICAL if one.overdue else Tone.OK if share_over(one) == 1.0 else Tone.ACCENT
        return Card(whole, Meter(share_over(one), tone), gap=10, padding=16)


def _leave(_result: object) -> None:
    """Leave the list as it is: a file was written, nothing in it has changed."""
