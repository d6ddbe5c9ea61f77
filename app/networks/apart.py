"""Read exports in a process of its own, so that a file that is built to break a reader breaks nothing else."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from app.model.account import Account, NetworkKey
from app.model.photo import Photo, Skipped
from app.model.problem import Problem, UnreadableArchive
from app.model.setting import Check
from app.model.text import say
from app.networks.telling import TIME_LIMIT, At, Ended, Opened, Recognised, Request, serve

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from app.networks.network import Imported

START_LIMIT: Final = 120.0
# That list, its text and its ten million values take three gigabytes; the libraries half a gigabyte of address space.
MEMORY_LIMIT: Final = 4 * 1024**3
MOST_BAD_FILES: Final = 20
_GLANCE: Final = 0.1

Told: TypeAlias = "Opened | Recognised | Imported | Ended"
_Message: TypeAlias = "At | Opened | Recognised | list[Imported] | Ended | Problem"


def _nothing() -> None:
    """Do nothing while waiting."""


class Apart:
    """Reads one export after the other in a child process, which starts with the first one. Use it as `with Apart()`.

    Where the child falls, takes 120 s without a sign of life, or takes too much memory, the export is read once more, to
    see at which file; that file is then put aside with a note. What was told before is not told again, but for photos: one
    that comes again replaces what came before.
    """

    def __init__(self, *, time_limit: float = TIME_LIMIT, memory_limit: int = MEMORY_LIMIT) -> None:
        self._time_limit = time_limit
        self._memory_limit = memory_limit
        self._child: _Child | None = None

    def __enter__(self) -> Apart:
        """Return the reader itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the child."""
        self.close()

    def start(self) -> None:
        """Start the child ahead of the first export, without waiting for it."""
        self._running()

    def read(
        self, paths: Sequence[Path], poll: Callable[[], None] = _nothing, *, by: NetworkKey | None = None
    ) -> Iterator[Told]:
        """Yield that the export at these paths is open, what it is, then what its reader gives, then its end.

        `by` is the network whose reader is to take it, None for the one that recognises it. `poll` is called ten times a
        second while nothing comes, and may raise to stop. Raises UnreadableArchive where it cannot be opened or read,
        HostileArchive where it is built to do harm.
        """
        seen: set[int] = set()
        bad: list[str] = []
        # To tell each file before it is looked into costs more than looking into many a file: so only after a fall.
        is_watched = False
        while True:
            try:
                for told in self._asked(Request(tuple(paths), tuple(bad), is_watched, by=by), poll):
                    if isinstance(told, Photo):
                        yield told
                        continue
                    key = hash(_identity(told))
                    is_told = isinstance(told, Skipped) and told.where in bad
                    if key not in seen and not is_told:
                        seen.add(key)
                        yield told
            except _Fell as fell:
                if is_watched:
                    yield _put_aside(fell, bad)
                is_watched = True
            else:
                return

    def first(
        self,
        path: Path,
        poll: Callable[[], None] = _nothing,
        *,
        then: Path | None = None,
        opened: Callable[[], None] = _nothing,
    ) -> tuple[NetworkKey | None, Account | None]:
        """Return whose export lies at a path, and the account that it names first; None for what it does not tell.

        `opened` is called once the child has opened it. With `then`, the path that will be asked for next, the child goes
        on there by itself meanwhile. Raises UnreadableArchive where it cannot be opened; why it cannot be read is told when
        it is its turn.
        """
        network: NetworkKey | None = None
        account: Account | None = None
        is_open = False
        try:
            for told in self._asked(_glance_at(path), poll, _glance_at(then) if then else None):
                if isinstance(told, Opened):
                    is_open = True
                    opened()
                elif isinstance(told, Recognised):
                    network = told.network
                elif isinstance(told, Account):
                    account = told
        except (UnreadableArchive, _Fell) as problem:
            if not is_open and isinstance(problem, UnreadableArchive):
                raise
        return network, account

    def _asked(
        self, request: Request, poll: Callable[[], None], then: Request | None = None
    ) -> Iterator[Told]:
        """Yield what the child tells; `then` is asked at once after it. Raises _Fell with the file that it fell at."""
        is_over = False
        try:
            for message in self._ready_for(request).ask(request, poll, self._time_limit, then):
                match message:
                    case list():
                        yield from message
                    case Ended():
                        is_over = True
                        yield message
                    case Opened() | Recognised():
                        yield message
                    case Problem():
                        is_over = True
                        raise message
                    case At():
                        pass
        finally:
            # A child that was left in the middle would answer the next question with the rest of this one.
            if not is_over:
                self.close()

    def _ready_for(self, request: Request) -> _Child:
        if self._child is not None and self._child.ahead not in {None, request}:
            # It is busy with something that nobody wants to know any more.
            self.close()
        return self._running()

    def _running(self) -> _Child:
        if self._child is None:
            self._child = _Child(self._memory_limit)
        return self._child

    def close(self) -> None:
        """End the child at once; twice is once."""
        if self._child is not None:
            self._child.end()
            self._child = None


class _Fell(Exception):
    """The child is gone. `name` is the file that it looked into, "" where it had not come to any."""

    def __init__(self, name: str, *, is_late: bool) -> None:
        super().__init__()
        self.name = name
        self.is_late = is_late


def _glance_at(path: Path) -> Request:
    return Request((path,), only_first=True)


class _Child:
    """One child process and our end of the pipe to it. `ahead` is what it was asked already, and nobody has heard of yet."""

    def __init__(self, memory_limit: int) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process: SpawnProcess = spawn.Process(
            target=serve, args=(theirs, memory_limit), name="overexposed-exports", daemon=True
        )
        with _unheard():
            self._process.start()
        # Theirs must be open in the child alone: then each side sees the other's end.
        theirs.close()
        self._patience = START_LIMIT
        self.ahead: Request | None = None

    def ask(
        self, request: Request, poll: Callable[[], None], time_limit: float, then: Request | None
    ) -> Iterator[_Message]:
        """Yield every message up to the end. Raises _Fell."""
        at = ""
        try:
            if self.ahead is None:
                self._pipe.send(request)
            self.ahead = then
            if then is not None:
                self._pipe.send(then)
            while True:
                if not self._waited(poll):
                    raise _Fell(at, is_late=True)
                message = cast("_Message", self._pipe.recv())
                self._patience = time_limit
                at = message.name if isinstance(message, At) else at
                yield message
                if isinstance(message, Ended | Problem):
                    return
        except (EOFError, OSError) as error:
            raise _Fell(at, is_late=False) from error

    def _waited(self, poll: Callable[[], None]) -> bool:
        """Wait for the next message; False where it does not come in time."""
        until = time.monotonic() + self._patience
        while not self._pipe.poll(_GLANCE):
            poll()
            if time.monotonic() > until:
                return False
        return True

    def end(self) -> None:
        """Kill the child and wait until it is gone. It holds nothing that would have to be saved."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _identity(told: Opened | Recognised | Account | Check | Skipped | Ended) -> object:
    match told:
        case Account():
            return Account, told.id
        case Check():
            return Check, told.account, told.key
        case Skipped():
            return Skipped, told.where, str(told.why)
        case Opened() | Recognised() | Ended():
            return type(told)


def _put_aside(fell: _Fell, bad: list[str]) -> Skipped:
    """Add the file that the child fell at to the bad ones, and return the note; UnreadableArchive where that is no way."""
    if not fell.name or fell.name in bad or len(bad) >= MOST_BAD_FILES:
        raise UnreadableArchive(
            say("This export makes the part of the app that reads exports stop."),
            say("Download it again. If you have it unpacked, import its folders one by one."),
        ) from fell
    bad.append(fell.name)
    if fell.is_late:
        return Skipped(where=fell.name, why=say("Reading this file took too long, so it was put aside."))
    return Skipped(where=fell.name, why=say("This file makes its reader stop, so it was put aside."))


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
