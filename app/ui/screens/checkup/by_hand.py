"""What nobody can change from outside: one exact page after the other, and where one is in that queue."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from app.model.setting import Check
from app.model.text import say, say_count
from app.ui.links import can_open, open_page
from app.ui.screens.checkup.words import doubts, value_text
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, PageHead, boxed
from app.ui.widgets.fact import Fact
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Heading, Label, sourced
from app.ui.widgets.layout import clear, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.widgets.score import Meter
from app.ui.wording import day


class ByHand(Page):
    """The queue. `did` hears of a check and the value that it has now, `absent` of one that is not on its page."""

    def __init__(
        self,
        did: Callable[[Check, str], object],
        absent: Callable[[Check], object],
        back: Callable[[], object],
    ) -> None:
        self._did, self._absent, self._back = did, absent, back
        self._queue = deque[tuple[Check, str]]()
        self._total = 0
        self.done = 0
        self.skipped = 0
        self.head = PageHead(say("By hand"), "", Button(say("All settings"), "arrow-left", on_click=back))
        self.problem = ProblemPanel()
        self.meter = Meter()
        self._card = Card(gap=14, padding=24)
        self.page = Button(say("Open the page"), "external-link", Kind.PRIMARY)
        self.yes = Button(say("I did it"), "check")
        self.not_there = Button(say("Not there"), "circle-help")
        self.skip = Button(say("Skip"), kind=Kind.LINK)
        super().__init__(self.head, self.problem, self.meter, self._card, None, width=760)

    def begin(self, checks: Sequence[tuple[Check, str]]) -> None:
        """Begin the queue with these checks and the values that they should have."""
        self._queue = deque(checks)
        self._total, self.done, self.skipped = len(checks), 0, 0
        self.problem.hide()
        self._show()

    @property
    def current(self) -> Check | None:
        """The check in front."""
        return self._queue[0][0] if self._queue else None

    def _show(self) -> None:
        clear(self._card.box)
        at = self._total - len(self._queue)
        self.meter.show_share(
            at / self._total if self._total else 1.0, Tone.OK if not self._queue else Tone.ACCENT
        )
        if not self._queue:
            self._show_end()
            return
        check, value = self._queue[0]
        self.head.line.say(say("Page {number} of {count}", number=at + 1, count=self._total))
        wanted = say("Set it to “{value}”", value=value_text(check, value))
        self._card.box.addWidget(Heading(check.says, Role.HERO, wraps=True))
        self._card.box.addWidget(Label(check.why, quiet=True, wraps=True))
        self._card.box.addWidget(Fact("pen-line", wanted, check.how, Tone.ACCENT))
        for told in doubts(check):
            self._card.box.addWidget(Label(told, Role.SMALL, quiet=True, wraps=True))
        if check.source and check.checked_on is not None:
            self._card.box.addWidget(sourced(day(check.checked_on), check.source))
        self._add_buttons(check)

    def _add_buttons(self, check: Check) -> None:
        self.page = Button(
            say("Open the page"), "external-link", Kind.PRIMARY, partial(open_page, check.link)
        )
        is_there = can_open(check.link)
        self.yes = Button(say("I did it"), "check", Kind.PLAIN if is_there else Kind.PRIMARY, self._yes)
        self.not_there = Button(say("Not there"), "circle-help", on_click=self._not_there)
        self.skip = Button(say("Skip"), kind=Kind.LINK, on_click=self._skip)
        first = [self.page] if is_there else []
        if not is_there:
            says = say("This one is changed in the network’s own app; there is no page to open.")
            self._card.box.addWidget(Label(says, Role.SMALL, quiet=True, wraps=True))
        self._card.box.addWidget(boxed(Flow(*first, self.yes, self.not_there, self.skip)))
        (self.page if is_there else self.yes).setFocus()

    def _show_end(self) -> None:
        self.head.line.say(say("You are through."))
        says = say_count("{count} setting closed by you", "{count} settings closed by you", self.done)
        left = say_count("{count} is left for later.", "{count} are left for later.", self.skipped)
        self._card.box.addWidget(
            Fact(
                "circle-check",
                says,
                left if self.skipped else "",
                Tone.OK if self.done else Tone.PLAIN,
                boxed=True,
            )
        )
        self._card.box.addLayout(
            row(Button(say("All settings"), "arrow-left", Kind.PRIMARY, self._back), None)
        )

    def _next(self) -> None:
        self._queue.popleft()
        self._show()

    def _yes(self) -> None:
        check, value = self._queue[0]
        self.done += 1
        self._did(check, value)
        self._next()

    def _not_there(self) -> None:
        self.skipped += 1
        self._absent(self._queue[0][0])
        self._next()

    def _skip(self) -> None:
        self.skipped += 1
        self._next()
