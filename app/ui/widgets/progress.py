"""How far work is, how long it may still take, and a button to stop it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QProgressBar, QWidget

from app.model.text import Text, say, say_count
from app.ui.tokens import Role
from app.ui.widgets.button import Button
from app.ui.widgets.label import Label
from app.ui.widgets.layout import column, row
from app.ui.wording import clock, words
from app.ui.work import Job, Standing

_FEW_S = 10
_MINUTE_S = 60
_HOUR_S = 3600
# Up to this many seconds a pause is counted down; a longer one is told by its end.
_SOON_S = 90
# Qt's bars count in ints; archives have more photos than that has room for pixels.
_FULL = 1000


class ProgressStrip(QWidget):
    """One line for a job: what it does, a bar, the time left, Stop. Hidden while there is nothing to tell."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._title: Text | str = ""
        self.says = Label("", Role.SMALL, elides=True)
        self.left = Label("", Role.SMALL, quiet=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = Button(say("Stop"), "square", on_click=self._stop)
        line = row(self.says, self.left, gap=12)
        line.setStretch(0, 1)
        whole = row(gap=16)
        whole.addLayout(column(line, self.bar, gap=5), 1)
        whole.addWidget(self.stop)
        self.setLayout(whole)
        self.hide()

    def follow(self, job: Job, title: Text) -> None:
        """Show a job from its start; call `told` with its progress, and `end` when it is over."""
        self._job, self._title = job, title
        self.says.say(title)
        self.left.say("")
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words(title))
        self.stop.say(say("Stop"))
        self.stop.setEnabled(True)
        self.show()

    def told(self, standing: Standing) -> None:
        """Show how far it is."""
        if standing.until is not None:
            self.says.say(_pause(standing.until))
            return
        self.says.say(standing.says or self._title)
        if standing.total:
            self.bar.setRange(0, _FULL)
            self.bar.setValue(round(_FULL * min(1.0, standing.done / standing.total)))
        else:
            self.bar.setRange(0, 0)
        self.left.say(_left(standing))

    def end(self) -> None:
        """Hide it: the job is over."""
        self._job = None
        self.hide()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()
            self.stop.setEnabled(False)
            self.stop.say(say("Stopping …"))


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
