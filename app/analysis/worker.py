"""Look into pictures in a process of its own, so that a bad picture harms nothing but itself."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from app.analysis.looked import Looked
from app.model.inspection import Inspection
from app.model.problem import PictureUnreadable
from app.model.text import Text, say

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from types import TracebackType

# Longer than any picture takes on a slow machine: 12 MP take a tenth of a second.
TIME_LIMIT = 30.0
# A cold disk and a virus scanner may take their time over the first import of numpy and onnxruntime.
START_LIMIT = 120.0
# The libraries take 0.35 GB of address space, the largest picture that is let in (a 200 MP JPEG) 2.1 GB in all.
MEMORY_LIMIT = 3 * 1024**3
FILE_CAP = 200 * 1024 * 1024

# A person who presses Stop waits no longer than this for the picture that is being looked at.
_POLL_S = 0.2

_READY: Final = "ready"
_TAKEN: Final = "taken"


def _nothing() -> None:
    """Never break off."""


class _FellBefore(EOFError):
    """The child was gone before it took the picture, so the picture is not to blame."""


class Worker:
    """Looks into one picture at a time in a child process.

    The child starts with the first picture and is replaced when it falls. Safe to share between threads. Use
    it as a context manager, or call `close`.
    """

    def __init__(self, *, time_limit: float = TIME_LIMIT, memory_limit: int = MEMORY_LIMIT) -> None:
        self._time_limit = time_limit
        self._memory_limit = memory_limit
        self._turn = threading.Lock()
        self._closed = False
        self._child: _Child | None = None

    def __enter__(self) -> Worker:
        """Return this worker."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    @property
    def pid(self) -> int | None:
        """The child's process id, None while there is none."""
        child = self._child
        return child.process.pid if child is not None else None

    def start(self) -> None:
        """Start the child ahead of the first picture, without waiting for it."""
        with self._turn:
            self._running()

    def inspect(self, data: bytes | Path, poll: Callable[[], None] = _nothing) -> Looked:
        """Return what a picture gives away. `poll` is called now and then; what it raises ends the waiting.

        One that cannot be read, crashes a decoder or takes 30 s is told in `failed`. A path is opened in the
        child; only our own code may choose it. Raises PictureUnreadable where no picture could be looked at,
        because the child does not start or this worker was closed.
        """
        with self._turn:
            try:
                answer = self._ask(data, poll)
            except TimeoutError:
                answer = say("Looking at this picture took too long, so it was stopped.")
            except (EOFError, OSError) as error:
                if self._closed:
                    raise _closed() from error
                answer = say("This picture makes the decoder crash, so it was put aside.")
        return answer if isinstance(answer, Looked) else Looked(inspection=Inspection(failed=answer))

    def close(self) -> None:
        """End the child at once, even while another thread waits for a picture; twice is once."""
        self._closed = True
        child = self._child
        if child is not None:
            # A thread that waits for an answer hears of the end at once, and gives up its turn.
            child.process.kill()
        with self._turn:
            if self._child is not None:
                self._drop(self._child)

    def _ask(self, data: bytes | Path, poll: Callable[[], None]) -> Looked | Text:
        """Ask the child, and a new one if it fell while it had nothing to do: the system was short of memory."""
        try:
            return self._ask_once(data, poll)
        except _FellBefore:
            return self._ask_once(data, poll)

    def _ask_once(self, data: bytes | Path, poll: Callable[[], None]) -> Looked | Text:
        child = self._running()
        has_answered = False
        try:
            answer = child.ask(data, self._time_limit, poll)
            has_answered = True
        finally:
            # Whatever broke off, Stop included: a child that still has an answer to give must not be asked again.
            if not has_answered:
                self._drop(child)
        return answer

    def _running(self) -> _Child:
        if self._closed:
            raise _closed()
        if self._child is None:
            self._child = _Child(self._memory_limit)
        if self._closed:
            # Closed by another thread in the meantime, which saw no child to end.
            self._drop(self._child)
            raise _closed()
        return self._child

    def _drop(self, child: _Child) -> None:
        self._child = None
        child.end()


class _Child:
    """One child process and our end of the pipe to it."""

    def __init__(self, memory_limit: int) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self.process: SpawnProcess = spawn.Process(
            target=_serve, args=(theirs, memory_limit), name="overexposed-pictures", daemon=True
        )
        with _unheard():
            self.process.start()
        # Theirs must be open in the child alone: then each side sees the other's end.
        theirs.close()
        self._is_ready = False

    def ask(self, data: bytes | Path, time_limit: float, poll: Callable[[], None]) -> Looked | Text:
        """Hand over one picture and wait; EOFError or OSError if the child fell, else TimeoutError."""
        self._wait_until_ready(poll)
        late = threading.Event()
        timer = threading.Timer(time_limit, self._kill_late, [late])
        timer.start()
        try:
            return self._exchange(data, poll)
        except (EOFError, OSError) as error:
            if late.is_set():
                raise TimeoutError from error
            raise
        finally:
            timer.cancel()
            timer.join()
            if late.is_set():
                # Even if the answer came at the last moment: the next picture must not meet a dying child.
                self.process.join()

    def _exchange(self, data: bytes | Path, poll: Callable[[], None]) -> Looked | Text:
        try:
            if isinstance(data, Path):
                self._pipe.send(data)
            else:
                self._pipe.send(None)
                self._pipe.send_bytes(data)
            self._await_word(poll)
            self._pipe.recv()
        except (EOFError, OSError) as error:
            raise _FellBefore from error
        self._await_word(poll)
        return cast("Looked | Text", self._pipe.recv())

    def _await_word(self, poll: Callable[[], None]) -> None:
        while not self._pipe.poll(_POLL_S):
            poll()

    def _kill_late(self, late: threading.Event) -> None:
        late.set()
        self.process.kill()

    def end(self) -> None:
        """Kill the child and wait until it is gone. It holds nothing that would have to be saved."""
        self.process.kill()
        self.process.join()
        self._pipe.close()

    def _wait_until_ready(self, poll: Callable[[], None]) -> None:
        if self._is_ready:
            return
        until = time.monotonic() + START_LIMIT
        try:
            while not self._pipe.poll(_POLL_S) and time.monotonic() < until:
                poll()
            self._is_ready = self._pipe.poll() and self._pipe.recv() == _READY
        except (EOFError, OSError):
            self._is_ready = False
        if not self._is_ready:
            raise PictureUnreadable(
                say("The part of the app that looks into pictures does not start on this computer."),
                say("Install the app once more. On Windows, also install Microsoft's Visual C++ runtime."),
            )


def _serve(pipe: Connection, memory_limit: int) -> None:
    """Answer pictures until the parent is gone: what the child does all its life."""
    _limit_itself(memory_limit)
    # Only here: the app itself never loads numpy, onnxruntime or a decoder.
    from app.analysis.inspect import inspect  # noqa: PLC0415
    from app.analysis.yunet import warm_up  # noqa: PLC0415

    warm_up()
    with suppress(EOFError, OSError), open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        pipe.send(_READY)
        while True:
            data = _received(pipe)
            pipe.send(_TAKEN)
            # The parent kills a child that takes too long. If the parent itself was killed, nobody would:
            # this does.
            faulthandler.dump_traceback_later(2 * TIME_LIMIT, exit=True, file=nowhere)
            answer: Looked | Text
            try:
                answer = inspect(data) if isinstance(data, bytes) else data
            except PictureUnreadable as problem:
                answer = problem.says
            faulthandler.cancel_dump_traceback_later()
            pipe.send(answer)


def _received(pipe: Connection) -> bytes | Text:
    """Take the next picture: its bytes, or a path that is read here; or why that path cannot be read."""
    path = cast("Path | None", pipe.recv())
    if path is None:
        return pipe.recv_bytes()
    try:
        with path.open("rb") as file:
            data = file.read(FILE_CAP + 1)
    except OSError:
        return say("The file cannot be opened. It may have been moved or deleted.")
    if len(data) > FILE_CAP:
        return say("The file is too large for a photo.")
    return data


@contextmanager
def _unheard() -> Generator[None]:
    """Let a child be born deaf to the keyboard's interrupt: before it can ignore it, it would end in a traceback."""
    if sys.platform == "win32":
        yield
        return
    # Python's own helper process is started by the first child, and would unblock it again.
    resource_tracker.ensure_running()
    # What is blocked is inherited, whichever thread starts the child; ours is delivered a moment later.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _limit_itself(memory_limit: int) -> None:
    """Take away what a decoder never needs: endless memory, core files, and the keyboard's interrupt."""
    # Ctrl-C reaches every process of the terminal; the parent alone decides what to do about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # numpy's algebra library takes memory for every processor at its start, and is never used here.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # not there on Windows

    for limit, value in ((resource.RLIMIT_AS, memory_limit), (resource.RLIMIT_CORE, 0)):
        # macOS refuses a limit on address space; the picture sizes are limited anyway.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def _closed() -> PictureUnreadable:
    return PictureUnreadable(
        say("The app was closed before this picture was looked at."), say("Look at it again next time.")
    )
