"""What waits to be hidden or deleted, what came of the last run, and what a stranger gets now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.model.photo import PhotoId
from app.model.stranger import Verdict
from app.model.text import Text, say, say_count
from app.services.remove import RunReport
from app.services.verify import Seen
from app.ui.screens.remove.gathered import Failure, Piece, Queue
from app.ui.screens.remove.lines import Line
from app.ui.terms import ACTIONS, VERDICTS
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.gradual import Gradual, Maker
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.notice import EmptyState, ProblemPanel
from app.ui.widgets.tag import Tag
from app.ui.wording import clock, moment


class QueuePage(Page):
    """The queue and the log. `go_on` works through it, `cancel` empties it."""

    def __init__(
        self, go_on: Callable[[], object], cancel: Callable[[], object], back: Callable[[], object]
    ) -> None:
        self._cancel = cancel
        self.head = PageHead(
            say("Hiding and deleting"), "", Button(say("Back to the photos"), "arrow-left", on_click=back)
        )
        self.problem = ProblemPanel()
        self.go_on = Button(say("Go on"), "play", Kind.PRIMARY, go_on)
        self.drop = Button(say("Take them out of the list …"), "x", on_click=self._ask)
        self.waits = Fact(
            "hourglass", " ", say("The list survives closing the app. It goes on where it was."), Tone.ACCENT
        )
        self._waiting = Card(self.waits, row(self.go_on, self.drop, None), gap=14, tone=Tone.ACCENT)
        self.sure = Card(
            Label(say("What waits is forgotten. Nothing is sent to any network."), Role.STRONG, wraps=True),
            row(
                Button(say("Forget the list"), "x", Kind.DANGER, self.cancel_now),
                Button(say("Keep the list"), on_click=self._keep),
                None,
            ),
            tone=Tone.HIGH,
        )
        self.report = Card(gap=10)
        self.verdicts = Card(gap=10)
        self._lists = column(gap=10)
        self._nothing = EmptyState(
            "shield-check",
            say("Nothing waits"),
            say("Choose photos, then “Hide” or “Delete”. You see what would happen first."),
            lambda: Button(say("Back to the photos"), "images", on_click=back),
        )
        for part in (self.report, self.verdicts, self.sure, self._waiting, self._nothing):
            part.hide()
        super().__init__(
            self.head, self.problem, self._waiting, self.sure, self.report, self.verdicts, self._nothing, self._lists,
            None, width=860,
        )  # fmt: skip
        self._filling = Gradual(self._lists, self)

    def show_queue(self, queue: Queue, *, works: bool, hides: bool) -> None:
        """Show how the queue stands; `works` while it is being worked through."""
        self.sure.hide()
        self._waiting.setVisible(queue.waiting > 0)
        self.waits.says.say(
            say("Working through the list …") if works else waiting_text(queue.hides, queue.deletes)
        )
        for button in (self.go_on, self.drop):
            button.setVisible(not works)
        is_empty = not queue.waiting and not queue.deeds and self.report.isHidden() and not works
        self._nothing.setVisible(is_empty)
        self._filling.fill(_makers(queue, hides=hides))

    def show_report(self, report: RunReport) -> None:
        """Show what a run did."""
        clear(self.report.box)
        self.report.box.addWidget(Heading(_sentence(report), Role.HERO, wraps=True))
        for icon, text, tone in _lines(report):
            self.report.box.addWidget(Fact(icon, text, tone=tone))
        self.report.show()
        self._nothing.hide()

    def show_seen(self, seen: Sequence[Seen], pieces: Mapping[PhotoId, Piece], *, hides: bool) -> None:
        """Show what a stranger gets of the photos now."""
        clear(self.verdicts.box)
        self.verdicts.setVisible(bool(seen))
        self.verdicts.box.addWidget(Heading(say("What a stranger gets of them now")))
        for one in seen[:40]:
            piece = pieces.get(one.photo.id) if one.photo.id is not None else None
            term = VERDICTS[one.verdict]
            title = piece.title if piece is not None and not hides else ""
            tag = Tag(term.word, term.tone, term.icon)
            self.verdicts.box.addWidget(
                Line(piece, title or say("Photo"), verdict_text(one), hides=hides, end=tag)
            )

    def cancel_now(self) -> None:
        """Forget what waits."""
        self.sure.hide()
        self._cancel()

    def _ask(self) -> None:
        self.sure.show()

    def _keep(self) -> None:
        self.sure.hide()


def waiting_text(hides: int, deletes: int) -> Text:
    """Return how many pieces wait, in words."""
    if hides and deletes:
        return say("{count} photos or posts wait to be hidden or deleted.", count=hides + deletes)
    if hides:
        return say_count("{count} post waits to be hidden.", "{count} posts wait to be hidden.", hides)
    return say_count("{count} deletion waits.", "{count} deletions wait.", deletes)


def verdict_text(seen: Seen) -> Text:
    """Return what looking again at a photo means, and when it is worth to look once more."""
    if seen.verdict is Verdict.TOO_EARLY and seen.until is not None:
        return say("Too early to tell. Look again after {moment}.", moment=clock(seen.until))
    return VERDICTS[seen.verdict].says


def _sentence(report: RunReport) -> Text:
    if report.problem is not None and report.left:
        return say_count(
            "{count} is left. Nothing is lost.", "{count} are left. Nothing is lost.", report.left
        )
    done = report.done + report.was_gone
    if not done and not report.failed:
        return say("There was nothing to do.")
    return say_count("{count} done, as the network says.", "{count} done, as the networks say.", done)


def _lines(report: RunReport) -> Iterator[tuple[str, Text, Tone]]:
    if report.problem is not None and report.done:
        yield "circle-check", say_count("{count} was done", "{count} were done", report.done), Tone.OK
    if report.was_gone:
        told = say_count("{count} was gone already", "{count} were gone already", report.was_gone)
        yield "check", told, Tone.OK
    if report.left_out:
        told = say_count(
            "{count} was left out: it is marked to be kept, or held no more",
            "{count} were left out: they are marked to be kept, or held no more",
            report.left_out,
        )
        yield "lock", told, Tone.PLAIN
    if report.failed:
        told = say_count("{count} did not work", "{count} did not work", len(report.failed))
        yield "triangle-alert", told, Tone.HIGH


def _makers(queue: Queue, *, hides: bool) -> Iterator[Maker]:
    if queue.failed:
        yield partial(_heading, say("What did not work"))
    for one in queue.failed:
        yield partial(_failure, one, hides=hides)
    if queue.deeds:
        yield partial(_heading, say("What was done so far"))
    for deed in queue.deeds:
        icon, tone = ("check", Tone.OK) if deed.worked else ("triangle-alert", Tone.HIGH)
        says = deed.says
        if hides:
            says = say("Done") if deed.worked else say("It did not work")
        yield partial(_in_card, icon, says, moment(deed.at), tone)


def _failure(failure: Failure, *, hides: bool) -> QWidget:
    term = ACTIONS[failure.task.action]
    title = "" if hides else failure.title
    says = say("{what}: {title}", what=term.word, title=title) if title else term.word
    return _in_card(term.icon, says, failure.task.why or "", Tone.HIGH)


def _in_card(icon: str, says: Text, detail: Text | str, tone: Tone) -> QWidget:
    return Card(Fact(icon, says, detail, tone), padding=12)


def _heading(says: Text) -> QWidget:
    return Heading(says)
