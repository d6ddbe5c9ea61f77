"""What a level would change, looked through before anything is: by the app itself, and by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt

from app.model.setting import Check, Level
from app.model.text import Text, say, say_count
from app.services.checkup import Changed, LevelPlan
from app.ui.screens.checkup.words import LEVELS, state, value_text
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Divider, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.label import Heading, Label, caption_of
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import EmptyState, ProblemPanel
from app.ui.widgets.tag import Tag
from app.ui.widgets.tick import Tick


class Review(Page):
    """The reviewed list of a level; `change` hears the keys and values that are still ticked."""

    def __init__(
        self,
        change: Callable[[Sequence[tuple[str, str]]], object],
        by_hand: Callable[[LevelPlan], object],
        back: Callable[[], object],
    ) -> None:
        self._change, self._by_hand = change, by_hand
        self._ticks: list[tuple[Tick, Check, str]] = []
        self.level = Level.AS_NOW
        self.head = PageHead("", "", Button(say("All settings"), "arrow-left", on_click=back))
        self.problem = ProblemPanel()
        self.results = Card(gap=10)
        self.results.hide()
        self._body = column(gap=16)
        self.yes = Button("", "shield-check", Kind.PRIMARY, self._send)
        self.start = Button(say("Begin with the first page"), "arrow-right", Kind.PRIMARY)
        super().__init__(self.head, self.problem, self.results, self._body, None, width=820)

    def show_plan(self, plan: LevelPlan, account: Text | str) -> None:
        """Show what a level would change at an account."""
        self.level = plan.level
        self.head.title.say(LEVELS[plan.level].word)
        self.head.line.say(say("{account}: nothing has been changed yet.", account=account))
        self.problem.hide()
        clear(self._body)
        self._ticks = []
        if plan.changes:
            self._body.addWidget(self._changes(plan))
        if plan.by_hand:
            self._body.addWidget(self._hand(plan))
        if not plan.changes and not plan.by_hand:
            self._body.addWidget(
                EmptyState(
                    "shield-check", say("Nothing to change"), say("Every setting that we know stands so.")
                )
            )

    def show_changed(self, changed: Sequence[Changed]) -> None:
        """Show what came of the changes: one line each."""
        clear(self.results.box)
        for one in changed:
            if one.problem is None:
                term = state(one.check)
                self.results.box.addWidget(
                    Fact(
                        "circle-check",
                        one.check.says,
                        say("Changed, and read again."),
                        Tone.OK,
                        end=_tag(one.check),
                    )
                    if one.check.seen is not None
                    else Fact(
                        term.icon, one.check.says, say("The network said yes, and shows no value."), term.tone
                    )
                )
            else:
                self.results.box.addWidget(
                    Fact("triangle-alert", one.check.says, one.problem.says, Tone.HIGH)
                )
        self.results.setVisible(bool(changed))

    def _changes(self, plan: LevelPlan) -> Card:
        card = Card(
            Heading(say("The app changes these for you")),
            Label(
                say("Each is read again afterwards. You can undo each of them."),
                Role.SMALL,
                quiet=True,
                wraps=True,
            ),
            gap=10,
        )
        for check, value in plan.changes:
            card.box.addWidget(Divider())
            tick = Tick("", True, lambda _on: self._count())  # noqa: FBT003
            caption_of(tick, check.says)
            self._ticks.append((tick, check, value))
            now: Text = say("unknown") if check.seen is None else value_text(check, check.seen)
            change = Tag(say("{before} → {after}", before=now, after=value_text(check, value)), Tone.ACCENT)
            words = column(
                Label(check.says, Role.STRONG, wraps=True),
                Label(check.why, Role.SMALL, quiet=True, wraps=True),
                gap=1,
            )
            line = row(gap=4)
            line.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(words, 1)
            line.addWidget(change)
            card.box.addLayout(line)
        self.yes = Button("", "shield-check", Kind.PRIMARY, self._send)
        card.box.addSpacing(4)
        card.box.addLayout(row(self.yes, None))
        self._count()
        return card

    def _hand(self, plan: LevelPlan) -> Card:
        count = len(plan.by_hand)
        card = Card(
            Heading(say_count("{count} page to open by hand", "{count} pages to open by hand", count)),
            Label(
                say("The network lets nobody change these from outside. We bring you to each page in turn."),
                Role.SMALL,
                quiet=True,
                wraps=True,
            ),
            gap=10,
        )
        for check in plan.by_hand:
            card.box.addWidget(Divider())
            card.box.addWidget(Fact("pen-line", check.says, check.why, end=_tag(check)))
        self.start = Button(
            say("Begin with the first page"),
            "arrow-right",
            Kind.PLAIN if plan.changes else Kind.PRIMARY,
            partial(self._by_hand, plan),
        )
        card.box.addSpacing(4)
        card.box.addLayout(row(self.start, None))
        return card

    def _count(self) -> None:
        count = sum(tick.isChecked() for tick, _, _ in self._ticks)
        self.yes.say(say_count("Yes, change {count} setting", "Yes, change {count} settings", count))
        self.yes.setEnabled(count > 0)

    def _send(self) -> None:
        self.results.hide()
        self._change([(check.key, value) for tick, check, value in self._ticks if tick.isChecked()])


def _tag(check: Check) -> Tag:
    term = state(check)
    return Tag(term.word, term.tone, term.icon)
