"""How far work is, how long it may still take, and a button to stop it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtWidgets import QProgressBar, QWidget

from app.model.text import Text, say, say_count
from app.ui.tokens import Role
from app.ui.widgets.button import Button
from app.ui.widgets.label import Label
from app.ui.widgets.layout import column, row
from app.ui.wording import clock, words
from app.ui.work import Job, Lane, Standing

_FEW_S = 10
_MINUTE_S = 60
_HOUR_S = 3600
# Up to this many seconds a pause is counted down; a longer one is told by its end.
_SOON_S = 90
# Qt's bars count in ints; archives have more photos than that has room for pixels.
_FULL = 1000


@dataclass(slots=True)
class _Verb:
    job: Job
    title: Text
    standing: Standing | None = None


class ProgressStrip(QWidget):
    """One line for what goes on: what it does, a bar, the time left, Stop. Hidden while there is nothing to tell.

    Of several jobs it shows the one that runs and was asked for by hand; a list that is worked through in the background
    only while nothing else runs.
    """

    def __init__(self) -> None:
        super().__init__()
        self._verbs: list[_Verb] = []
        self.says = Label("", Role.SMALL, elides=True)
        self.left = Label("", Role.SMALL, quiet=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = Button(say("Stop"), "x", on_click=self._stop)
        line = row(self.says, self.left, gap=12)
        line.setStretch(0, 1)
        whole = row(gap=16)
        whole.addLayout(column(line, self.bar, gap=5), 1)
        whole.addWidget(self.stop)
        self.setLayout(whole)
        self.hide()

    def follow(self, job: Job, title: Text) -> None:
        """Show a job when its turn has come; call `told` with its progress, and `end` when it is over."""
        self._verbs.append(_Verb(job, title))
        self._show()

    def told(self, job: Job, standing: Standing) -> None:
        """Show how far a job is."""
        for verb in self._verbs:
            if verb.job is job:
                verb.standing = standing
                if verb is self._front:
                    self._tell(verb.title, standing)

    def end(self, job: Job) -> bool:
        """Let go of a job that is over, and show another or hide; return whether another goes on."""
        self._verbs = [verb for verb in self._verbs if verb.job is not job]
        self._show()
        return bool(self._verbs)

    @property
    def _front(self) -> _Verb | None:
        """In each lane jobs run one after the other, so the first of a lane is the one that runs."""
        asked = (verb for verb in self._verbs if verb.job.lane is not Lane.QUEUE)
        return next(asked, None) or next(iter(self._verbs), None)

    def _show(self) -> None:
        front = self._front
        if front is None:
            self.hide()
            return
        self.bar.setAccessibleName(words(front.title))
        self.bar.setRange(0, 0)
        self.left.say("")
        self._tell(front.title, front.standing or Standing(done=0, total=None))
        is_stopping = front.job.stopping.is_set()
        self.stop.say(say("Stopping …") if is_stopping else say("Stop"))
        self.stop.setEnabled(not is_stopping)
        self.show()

    def _tell(self, title: Text, standing: Standing) -> None:
        if standing.until is not None:
            self.says.say(_pause(standing.until))
            return
        self.says.say(standing.says or title)
        if standing.total:
            self.bar.setRange(0, _FULL)
            self.bar.setValue(round(_FULL * min(1.0, standing.done / standing.total)))
        else:
            self.bar.setRange(0, 0)
        self.left.say(_left(standing))

    def _stop(self) -> None:
        if self._front is not None:
            self._front.job.stop()
            self._show()


def _left(standing: Standing) -> Text:
    count = _count(standing)
    if standing.left_s is None:
        return count
    return say("{count} · {left}", count=count, left=_time_left(standing.left_s))


def _count(standing: Standing) -> Text:
    if standing.total:
        return say("{done} of {total}", done=standing.done, total=standing.total)
    return say("{done} so far", done=standing.done) if standing.done else say("")


def _time_left(seconds: float) -> Text:
    if seconds < _FEW_S:
        return say("a few seconds left")
    if seconds < _MINUTE_S:
        return say("less than a minute left")
    if seconds < _HOUR_S:
        minutes = round(seconds / _MINUTE_S)
        return say_count("about {count} minute left", "about {count} minutes left", minutes)
    hours = round(seconds / _HOUR_S)
    return say_count("about {count} hour left", "about {count} hours left", hours)


def _pause(until: datetime) -> Text:
    seconds = max(1, round((until - datetime.now(UTC)).total_seconds()))
    if seconds > _SOON_S:
        return say(
            "The network asked for a pause: waits until {time}, then goes on by itself.", time=clock(until)
        )
    return say_count(
        "The network asked for a pause. It goes on by itself in {count} second.",
        "The network asked for a pause. It goes on by itself in {count} seconds.",
        seconds,
    )
