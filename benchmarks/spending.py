"""What a stretch of work takes: time, processors and memory, with the processes that the app starts for it (Linux)."""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.analysis.looked import Looked
from app.analysis.worker import Worker


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock on the wall, and of processors."""

    wall: float
    cpu: float


class Timed(Worker):
    """The real worker, with a clock: how long hashes, faces and small pictures took."""

    def __init__(self) -> None:
        super().__init__()
        self.spent_s = 0.0

    def inspect(self, data: bytes | Path, poll: Callable[[], None] = lambda: None) -> Looked:
        """Look into one picture."""
        started = time.perf_counter()
        try:
            return super().inspect(data, poll)
        finally:
            self.spent_s += time.perf_counter() - started


class Clock:
    """Counts from now on; the process that decodes pictures is left out of both."""

    def __init__(self, worker: Timed | None = None) -> None:
        self._worker = worker
        self._looked = worker.spent_s if worker else 0.0
        self._cpu = self._taken()
        self._started = time.perf_counter()

    def spent(self) -> Spent:
        """Return what was spent since."""
        wall = time.perf_counter() - self._started
        looked = self._worker.spent_s - self._looked if self._worker else 0.0
        return Spent(wall - looked, self._taken() - self._cpu)

    def _taken(self) -> float:
        ended = os.times()
        decoder = self._worker.pid if self._worker else None
        living = sum(_processor_s(pid) for pid in _children() if pid != decoder)
        return ended.user + ended.system + ended.children_user + ended.children_system + living


def _children() -> list[int]:
    """Return the processes that this one started, and theirs."""
    parents: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        if told := _stat(int(place.name)):
            parents.setdefault(int(told[1]), []).append(int(place.name))
    found: list[int] = []
    waiting = [os.getpid()]
    while waiting:
        own = parents.get(waiting.pop(), [])
        found += own
        waiting += own
    return found


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat behind the name (state, parent, …); none where the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def _processor_s(pid: int) -> float:
    told = _stat(pid)
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK") if told else 0.0


class Peak:
    """Watches how much memory this process and its children take at most over `idle_mb`, and the decoder's share."""

    def __init__(self, idle_mb: float, worker: Worker) -> None:
        self._before = idle_mb
        self._worker = worker
        self.all = self.decoder = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peak:
        """Begin to watch."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop watching."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self.all = max(self.all, memory_mb() - self._before)
            self.decoder = max(self.decoder, _resident_mb(self._worker.pid or 0))


def memory_mb() -> float:
    """Return the memory that this process and its children hold now, in MB."""
    return sum(_resident_mb(pid) for pid in [os.getpid(), *_children()])


def _resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 1e6
