"""The only door between threads: work goes out of the window's thread here, and what it brought comes back in."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import partial
from typing import Any, TypeAlias, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from app.model.problem import Problem
from app.model.text import Text
from app.services.progress import Cancelled, Progress

T = TypeVar("T")
Work: TypeAlias = Callable[[Progress], T]

# A person cannot read faster, and each report costs the window a turn of its loop.
_TOLD_EVERY_S = 0.1
# Before this an estimate jumps about more than it helps.
_ESTIMATE_AFTER_S = 2.0
_ESTIMATE_AFTER_SHARE = 0.03
# Share of the newest estimate in the one shown: one slow photo must not frighten.
_SMOOTHING = 0.3


class Lane(Enum):
    """What kind of work it is; each kind has threads of its own, so that one need not wait for the other.

    VERB writes to the catalogue or asks networks, one at a time; READ answers the screens; PICTURES decodes; QUEUE works
    through what is to be hidden or deleted, which a network may draw out over hours: nothing else has to wait for it.
    """

    VERB = 1
    READ = 2
    PICTURES = 3
    QUEUE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a job is. `total` and `left_s` (seconds) are None while nobody knows; `until` is a pause's end."""

    done: int
    total: int | None
    says: Text | None = None
    left_s: float | None = None
    until: datetime | None = None


class Job:
    """One piece of work. Lives in the window's thread; only `stopping` is looked at from the other side."""

    def __init__(
        self,
        then: Callable[[Any], None],
        sorry: Callable[[Problem], None] | None,
        progress: Callable[[Standing], None] | None,
        lane: Lane = Lane.VERB,
    ) -> None:
        self.lane = lane
        self.then: Callable[[Any], None] | None = then
        self.sorry = sorry
        self.progress = progress
        self.stopped: Callable[[], None] | None = None
        self.stopping = threading.Event()
        self.is_over = False

    def stop(self) -> None:
        """Ask the work to end; what it kept before stays kept. It is over when `stopped` was called."""
        self.stopping.set()

    def forget(self) -> None:
        """End it, and let nobody hear of it again: its screen is gone, or has asked for something else."""
        self.stopping.set()
        self.then = self.sorry = self.progress = self.stopped = None


class Workshop(QObject):
    """Runs work outside of the window's thread, and hands over in it what the work brought."""

    broke = Signal(object)
    """A mistake of ours (the exception): to be told in the crash notice."""

    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {
            lane: ThreadPoolExecutor(
                lane.value if lane is Lane.READ else 1, f"overexposed-{lane.name.lower()}"
            )
            for lane in Lane
        }
        self._jobs: set[Job] = set()
        self._is_closed = False
        # One emitter for all: one that belonged to a job could die before the loop delivers.
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Work[T],
        then: Callable[[T], None],
        sorry: Callable[[Problem], None] | None = None,
        progress: Callable[[Standing], None] | None = None,
        *,
        lane: Lane = Lane.VERB,
    ) -> Job:
        """Start work. `then` or `sorry` is called in the window's thread; without `sorry`, `broke` tells."""
        job = Job(then, sorry, progress, lane)
        if self._is_closed:
            job.forget()
            return job
        self._jobs.add(job)
        self._pools[lane].submit(self._do, job, work).add_done_callback(partial(self._over, job))
        return job

    @property
    def is_busy(self) -> bool:
        """Whether any work is still going on."""
        return bool(self._jobs)

    def close(self) -> None:
        """Stop all work and wait until it has ended; nothing outlives the window."""
        self._is_closed = True
        for job in tuple(self._jobs):
            job.forget()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    def _do(self, job: Job, work: Work[T]) -> T:
        """Work, in a thread of its own."""
        if job.stopping.is_set():
            # Stopped while it waited: the same end as while it worked.
            raise Cancelled
        return work(_Reporter(job, self._told))

    def _over(self, job: Job, done: Future[Any]) -> None:
        """Carry the end of a job, in whichever way it ended, into the window's thread."""
        if done.cancelled():
            return
        match done.exception():
            case None:
                tell = partial(_then, done.result())
            case Cancelled():
                tell = _stopped
            case Problem() as problem:
                tell = partial(_sorry, problem, self)
            case error:
                tell = partial(_broke, error, self)
        self._told.emit(partial(self._end, job, tell))

    def _hear(self, call: Callable[[], None]) -> None:
        call()

    def _end(self, job: Job, tell: Callable[[Job], None]) -> None:
        self._jobs.discard(job)
        job.is_over = True
        tell(job)


def _then(result: object, job: Job) -> None:
    if job.then is not None and _is_alive(job.then):
        job.then(result)


def _sorry(problem: Problem, workshop: Workshop, job: Job) -> None:
    if job.sorry is not None and _is_alive(job.sorry):
        job.sorry(problem)
    elif job.then is not None:
        workshop.broke.emit(problem)


def _broke(error: BaseException, workshop: Workshop, job: Job) -> None:
    _stopped(job)
    workshop.broke.emit(error)


def _stopped(job: Job) -> None:
    if job.stopped is not None and _is_alive(job.stopped):
        job.stopped()


def _is_alive(call: Callable[..., None]) -> bool:
    """Whether the widget that a call belongs to is still there: its screen may have been closed meanwhile."""
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


class _Reporter(Progress):
    """The progress that a verb is handed: tells at most ten times a second, and raises once Stop was pressed."""

    def __init__(self, job: Job, told: Any) -> None:
        self._job = job
        self._told = told
        # Since when, and from which count on, the work is counted: a list that is read first has no total yet.
        self._counted_since = (time.monotonic(), 0)
        self._last: tuple[int, int | None] = (0, None)
        self._told_at = 0.0
        self._left_s: float | None = None

    def step(self, done: int, total: int | None = None, says: Text | None = None) -> None:
        self.poll()
        now = time.monotonic()
        if self._job.progress is None or (now - self._told_at < _TOLD_EVERY_S and done != total):
            return
        self._told_at = now
        self._tell(Standing(done=done, total=total, says=says, left_s=self._estimate(done, total, now)))

    def poll(self) -> None:
        if self._job.stopping.is_set():
            raise Cancelled

    def waits(self, until: datetime) -> None:
        self.poll()
        self._tell(Standing(done=0, total=None, until=until))

    def _tell(self, standing: Standing) -> None:
        self._told.emit(partial(_progress, self._job, standing))

    def _estimate(self, done: int, total: int | None, now: float) -> float | None:
        (last_done, last_total), self._last = self._last, (done, total)
        if last_total is None or done < last_done:
            self._left_s, self._counted_since = None, (now, done)
        since, first = self._counted_since
        elapsed, through = now - since, done - first
        if not total or elapsed < _ESTIMATE_AFTER_S or through <= 0 or done / total < _ESTIMATE_AFTER_SHARE:
            return None
        fresh = elapsed / through * (total - done)
        self._left_s = fresh if self._left_s is None else self._left_s + _SMOOTHING * (fresh - self._left_s)
        return self._left_s


def _progress(job: Job, standing: Standing) -> None:
    if not job.is_over and job.progress is not None and _is_alive(job.progress):
        job.progress(standing)
