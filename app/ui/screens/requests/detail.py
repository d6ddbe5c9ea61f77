"""One request: where it stands, what can come next, what happened so far, and its letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.model.request import Request, RequestId, State
from app.model.stranger import Verdict
from app.model.text import Text, say, say_count
from app.services.follow import Standing, Told
from app.services.interview import Outcome
from app.services.verify import Seen
from app.ui.desk import Desk
from app.ui.screens.requests.days import DayField
from app.ui.screens.requests.following import Following
from app.ui.screens.requests.interview import Interview
from app.ui.screens.requests.words import details, due, happened, own_steps, share_over, term, when_exactly
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
from app.ui.wording import day


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
        self.when = DayField(say("The day it happened"))
        self.note = Field(say("A note of your own"))
        self.steps = QWidget()
        self.steps.setLayout(Flow())
        self.history = column(gap=6)
        self.letter = Label("", wraps=True)
        self.letter.selectable()
        self._letter = Card(Heading(say("The letter")), self.letter)
        self.look = Button(say("Look again"), "eye", Kind.PRIMARY, self.look_again)
        self._next = Card(
            Heading(say("What did you do?")),
            row(self.when, self.note, gap=16),
            self.steps,
            gap=12,
        )
        self.following = Following(desk, self.problem, self._stepped)
        self.interview = Interview(desk, self.problem, self._came_to)
        super().__init__(
            self.head,
            self.problem,
            self.result,
            Card(self.state, gap=10),
            self.interview,
            self.following,
            self._next,
            Card(Heading(say("So far")), self.history),
            self._letter,
            None,
            width=860,
        )

    def open(self, request: RequestId) -> None:
        """Show a request."""
        self._request = request
        self.result.hide()
        self.problem.hide()
        self.note.fill("")
        today = self._desk.house.parts.today()
        self.when.fill_day(today, today)
        self.interview.show_request(request)
        self.refresh()

    def refresh(self) -> None:
        """Read anew how it stands."""
        request = self._request
        if request is not None:
            self._desk.read(
                lambda _progress: self._desk.house.follower.one(request), self._show, self.problem.tell
            )

    def take(self, state: State, reason: str = "") -> None:
        """Take the request one step further, on the day that the field says."""
        request, on, note = self._request, self.when.day(), self.note.text
        if request is not None and on is not None:
            told = Told(on=on, note=note, reason=reason)
            self._desk.read(
                lambda _progress: self._desk.house.follower.step(request, state, told),
                self._stepped,
                self.problem.tell,
            )

    def _came_to(self, outcome: Outcome) -> None:
        self._stepped(outcome.standing)

    def _stepped(self, standing: Standing) -> None:
        self.note.fill("")
        self.problem.hide()
        self._show(standing)
        self.interview.show_request(standing.request.id)
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
        for more in when_exactly(one):
            self.state.addWidget(Label(more, Role.SMALL, wraps=True))
        if request.photos:
            self._add_look(request)
        self.following.show_request(request.id)
        self.interview.setVisible(self._is_answerable(request))
        self._show_steps(one)
        self._show_history(request)
        hides = self._desk.preferences.screen_share
        self._letter.setVisible(bool(request.body))
        self.letter.say(say("The letter is hidden while you share the screen.") if hides else request.body)

    def _is_answerable(self, request: Request) -> bool:
        course = self._desk.house.follower.course
        return request.state is not State.DRAFT and any(
            reason.state in course.follows(request.state) for reason in course.reasons
        )

    def _add_look(self, request: Request) -> None:
        says = say_count(
            "It is about {count} photo. Look again, signed out, to see whether it is gone.",
            "It is about {count} photos. Look again, signed out, to see whether they are gone.",
            len(request.photos),
        )
        self.state.addWidget(
            Fact("eye", says, end=Button(say("Look again"), "eye", on_click=self.look_again))
        )

    def _show_steps(self, one: Standing) -> None:
        request = one.request
        layout = self.steps.layout()
        if layout is None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt may give none
            return
        clear(layout)
        follows = self._desk.house.follower.course.follows(request.state)
        mine = [step for step in own_steps(one) if step.state in follows]
        for step in mine:
            kind = Kind.PRIMARY if request.state is State.DRAFT and step.state is State.SENT else Kind.PLAIN
            take = partial(self.take, step.state, step.reason)
            layout.addWidget(Button(step.says, STATES[step.state].icon, kind, take))
        self._next.setVisible(bool(mine))

    def _show_history(self, request: Request) -> None:
        clear(self.history)
        course = self._desk.house.follower.course
        self.history.addWidget(Label(say("{day}: written", day=day(request.created_on)), Role.SMALL))
        for step in request.steps:
            says = say("{day}: {what}", day=day(step.on), what=happened(step, course))
            self.history.addWidget(Label(says, Role.SMALL, wraps=True))
            for detail in details(step):
                self.history.addWidget(Label(detail, Role.SMALL, quiet=True, wraps=True))
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
