"""One request: where it stands, what can come next, what happened so far, and its letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QWidget

from app.model.request import NEXT, Request, RequestId, State
from app.model.stranger import Verdict
from app.model.text import Text, say, say_count
from app.services.follow import Standing
from app.services.verify import Seen
from app.ui.desk import Desk
from app.ui.screens.requests.following import Following
from app.ui.screens.requests.words import STEPS, due, share_over, term
from app.ui.terms import STATES
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.field import Field
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.widgets.score import Meter
from app.ui.widgets.tag import Tag
from app.ui.wording import day, wording


class RequestPage(Page):
    """One request in full."""

    def __init__(self, desk: Desk, back: Callable[[], object]) -> None:
        self._desk = desk
        self._request: RequestId | None = None
        self.head = PageHead("", "", Button(say("All requests"), "arrow-left", on_click=back))
        self.problem = ProblemPanel()
        self.result = Card(padding=16, tone=Tone.ACCENT)
        self.result.hide()
        self.state = column(gap=10)
        self.when = Field(say("The day it happened"))
        self.when.setFixedWidth(220)
        self.note = Field(say("A note of your own"))
        self.steps = QWidget()
        self.steps.setLayout(Flow())
        self.history = column(gap=6)
        self.letter = Label("", wraps=True)
        self.letter.selectable()
        self.look = Button(say("Look again"), "eye", Kind.PRIMARY, self.look_again)
        self._next = Card(
            Heading(say("What happened?")),
            row(self.when, self.note, gap=16),
            self.steps,
            gap=12,
        )
        self.following = Following(desk, self.problem, self._stepped)
        super().__init__(
            self.head,
            self.problem,
            self.result,
            Card(self.state, gap=10),
            self.following,
            self._next,
            Card(Heading(say("So far")), self.history),
            Card(Heading(say("The letter")), self.letter),
            None,
            width=860,
        )

    def open(self, request: RequestId) -> None:
        """Show a request."""
        self._request = request
        self.result.hide()
        self.problem.hide()
        self.note.fill("")
        self.when.fill(_written(self._desk.house.parts.today()))
        self.when.wrong(None)
        self.refresh()

    def refresh(self) -> None:
        """Read anew how it stands."""
        request = self._request
        if request is not None:
            self._desk.read(
                lambda _progress: self._desk.house.follower.one(request), self._show, self.problem.tell
            )

    def take(self, state: State) -> None:
        """Take the request one step further, on the day that the field says."""
        request, on, note = self._request, _read(self.when.text), self.note.text
        if on is None:
            example = _written(self._desk.house.parts.today())
            self.when.wrong(say("Type a day such as {example}.", example=example))
        elif request is not None:
            self._desk.read(
                lambda _progress: self._desk.house.follower.step(request, state, on, note),
                self._stepped,
                self.problem.tell,
            )

    def _stepped(self, standing: Standing) -> None:
        self.note.fill("")
        self.problem.hide()
        self._show(standing)
        self._desk.changed.emit()

    def _show(self, one: Standing) -> None:
        request, now = one.request, term(one)
        self.head.title.say(request.recipient_name)
        self.head.line.say(say("{reference} · {laws}", reference=request.id, laws=", ".join(one.laws)))
        clear(self.state)
        head = row(Fact(now.icon, now.says, due(one), now.tone, boxed=True), gap=12)
        head.setStretch(0, 1)
        head.addWidget(Tag(now.word, now.tone, now.icon))
        self.state.addLayout(head)
        self.state.addWidget(Meter(share_over(one), now.tone if now.tone is not Tone.PLAIN else Tone.ACCENT))
        if one.deadline is not None:
            self.state.addWidget(Label(one.deadline.counted, Role.SMALL, quiet=True, wraps=True))
        if request.photos:
            self._add_look(request)
        self.following.show_request(request.id)
        self._show_steps(request)
        self._show_history(request)
        hides = self._desk.preferences.screen_share
        self.letter.say(say("The letter is hidden while you share the screen.") if hides else request.body)

    def _add_look(self, request: Request) -> None:
        says = say_count(
            "It is about {count} photo. Look again, signed out, to see whether it is gone.",
            "It is about {count} photos. Look again, signed out, to see whether they are gone.",
            len(request.photos),
        )
        self.state.addWidget(
            Fact("eye", says, end=Button(say("Look again"), "eye", on_click=self.look_again))
        )

    def _show_steps(self, request: Request) -> None:
        layout = self.steps.layout()
        if layout is None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt may give none
            return
        clear(layout)
        following = [
            state for state in STEPS if state in NEXT[request.state] and state is not State.VERIFIED_GONE
        ]
        for state in following:
            kind = Kind.PRIMARY if state is State.SENT and request.state is State.DRAFT else Kind.PLAIN
            layout.addWidget(Button(STEPS[state], STATES[state].icon, kind, partial(self.take, state)))
        self._next.setVisible(bool(following))

    def _show_history(self, request: Request) -> None:
        clear(self.history)
        self.history.addWidget(Label(say("{day}: written", day=day(request.created_on)), Role.SMALL))
        for step in request.steps:
            says = say("{day}: {what}", day=day(step.on), what=STATES[step.state].says)
            self.history.addWidget(Label(says, Role.SMALL, wraps=True))
            if step.note:
                self.history.addWidget(Label(step.note, Role.SMALL, quiet=True, wraps=True))

    def look_again(self) -> None:
        """Look at its photos again, as a stranger would."""
        request, house = self._request, self._desk.house
        if request is not None:
            self._desk.start(
                say("Looking again, signed out …"),
                lambda progress: house.verifier.request(request, progress),
                self._looked,
                self.problem.tell,
            )

    def _looked(self, result: tuple[Request, Sequence[Seen]]) -> None:
        request, seen = result
        clear(self.result.box)
        for line in _verdicts(seen):
            self.result.box.addWidget(Label(line, Role.STRONG, wraps=True))
        if request.state is State.VERIFIED_GONE:
            self.result.box.addWidget(
                Label(say("All of them were seen to be gone. This request is settled."), wraps=True)
            )
        self.result.show()
        self.refresh()


def _verdicts(seen: Sequence[Seen]) -> list[Text]:
    counts = {verdict: sum(one.verdict is verdict for one in seen) for verdict in Verdict}
    told = [
        (
            Verdict.STILL_THERE,
            say_count(
                "{count} photo is still there", "{count} photos are still there", counts[Verdict.STILL_THERE]
            ),
        ),
        (Verdict.GONE, say_count("{count} photo is gone", "{count} photos are gone", counts[Verdict.GONE])),
        (
            Verdict.TOO_EARLY,
            say_count(
                "For {count} photo it is too early to tell",
                "For {count} photos it is too early to tell",
                counts[Verdict.TOO_EARLY],
            ),
        ),
        (
            Verdict.COULD_NOT_LOOK,
            say_count(
                "We could not look at {count} photo",
                "We could not look at {count} photos",
                counts[Verdict.COULD_NOT_LOOK],
            ),
        ),
    ]
    return [text for verdict, text in told if counts[verdict]] or [
        say("None of its photos is held any more.")
    ]


def _written(on: date) -> str:
    """Return a day as people in this language write it in short, with all four digits of the year."""
    return wording().locale.toString(QDate(on.year, on.month, on.day), _day_pattern())


def _read(text: str) -> date | None:
    """Read a day as it is written here, or as 2026-11-23; None where it is neither."""
    found = wording().locale.toDate(text, _day_pattern())
    if not found.isValid():
        found = QDate.fromString(text, Qt.DateFormat.ISODate)
    return date(found.year(), found.month(), found.day()) if found.isValid() else None


def _day_pattern() -> str:
    pattern = wording().locale.dateFormat(QLocale.FormatType.ShortFormat)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")
