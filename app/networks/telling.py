"""The side of the child that reads an export apart: it tells what an export is, then what its reader gives, in batches."""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from app.model.account import NetworkKey
from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.model.text import Text, say_count
from app.networks import network, recognised, travelling
from app.networks.container import open_tree
from app.networks.container_part import Parts
from app.networks.network import FIRST_SHOWN

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from app.networks.container import Tree
    from app.networks.network import Imported

# So many entries that cannot be read are told one by one; a list may be made of millions of them.
MOST_NOTES: Final = 10_000
# The largest list that is let in (256 MB of JSON) takes some twenty seconds on a slow machine. A child whose parent was
# killed ends itself after twice that time.
TIME_LIMIT: Final = 120.0
_BATCH: Final = 100
_LONGEST_PAUSE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Opened:
    """All parts of an export are open: what the child survived, others may open too."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What an export is: the network whose reader takes it, None where nobody's does, and of how many parts.

    `travelling` are networks that have something of their own in it, to be read with the same paths.
    """

    network: NetworkKey | None
    parts: int = 0
    travelling: tuple[NetworkKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of an export, with the members that were not touched: each reason with its count."""

    refused: tuple[tuple[Text, int], ...] = ()


@dataclass(frozen=True, slots=True)
class At:
    """The child is about to look into this file: if it falls now, that file is to blame."""

    name: str


@dataclass(frozen=True, slots=True)
class Request:
    """What the parent asks: read these paths, without these files; `by` is the network whose reader takes it."""

    paths: tuple[Path, ...]
    without: tuple[str, ...] = ()
    is_watched: bool = False
    only_first: bool = False
    by: NetworkKey | None = None


def serve(pipe: Connection, memory_limit: int) -> None:
    """Answer questions until the parent is gone: what the child does all its life."""
    _limit_itself(memory_limit)
    # A reader makes millions of values that live until its end: to look for rings among them at every 700 new ones, as is
    # usual, takes a sixth of its time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    with suppress(EOFError, OSError), open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        teller = _Teller(pipe, nowhere.fileno())
        while True:
            request = cast("Request", pipe.recv())
            try:
                teller.answer(request)
            except MemoryError:
                # Nothing can be told of it, and nothing has to be: the parent knows which file this was.
                os._exit(1)


class _Teller:
    """The child's side: reads an export and tells what comes out, in batches."""

    def __init__(self, pipe: Connection, nowhere: int) -> None:
        # What an archive was opened for to see whose it is, it need not be opened for again to read it.
        self._parts = Parts()
        self._pipe = pipe
        self._nowhere = nowhere
        self._batch: list[Imported] = []
        self._notes = self._photos = 0
        self._told_at = self._guarded_at = 0.0

    def answer(self, request: Request) -> None:
        """Read one export to its end, or to the Problem that ends it."""
        self._notes = self._photos = 0
        # Before any file: a child that cannot even do this must blame none.
        self._guard()
        watch = self._announce if request.is_watched else self._guard
        without = frozenset(request.without)
        try:
            with open_tree(request.paths, watch=watch, without=without, parts=self._parts) as tree:
                is_read_again = self._read(tree, request)
            if not is_read_again:
                self._parts.close(request.paths)
        except Problem as problem:
            self._flush()
            self._pipe.send(problem)
        faulthandler.cancel_dump_traceback_later()

    def _read(self, tree: Tree, request: Request) -> bool:
        """Tell what is in an export; return whether its files are asked for once more, as far as can be known."""
        self._pipe.send(Opened())
        net = network(request.by) if request.by else recognised(tree)
        others = travelling(tree, net) if net else ()
        self._pipe.send(Recognised(net.key if net else None, tree.parts, tuple(one.key for one in others)))
        for item in net.read(tree) if net and net.read else ():
            self._take(item)
            if request.only_first:
                break
        self._tell_rest(net.title if net else "")
        self._flush()
        self._pipe.send(Ended(tuple(tree.refused)))
        return request.only_first or bool(others)

    def _announce(self, name: str) -> None:
        self._pipe.send(At(name))
        self._guard()

    def _guard(self, _name: str = "") -> None:
        now = time.monotonic()
        if now - self._guarded_at > 1:
            # The parent ends a child that takes too long. If the parent itself was killed, nobody would: this does.
            faulthandler.dump_traceback_later(2 * TIME_LIMIT, exit=True, file=self._nowhere)
            self._guarded_at = now

    def _take(self, item: Imported) -> None:
        self._notes += isinstance(item, Skipped)
        if isinstance(item, Skipped) and self._notes > MOST_NOTES:
            return
        self._batch.append(item)
        self._photos += isinstance(item, Photo)
        is_first = self._photos == FIRST_SHOWN and isinstance(item, Photo)
        if is_first or len(self._batch) >= _BATCH or time.monotonic() - self._told_at > _LONGEST_PAUSE:
            self._flush()

    def _tell_rest(self, where: str) -> None:
        if self._notes > MOST_NOTES:
            why = say_count(
                "{count} more entry could not be read.",
                "{count} more entries could not be read.",
                self._notes - MOST_NOTES,
            )
            self._batch.append(Skipped(where=where, why=why))

    def _flush(self) -> None:
        self._told_at = time.monotonic()
        if self._batch:
            self._pipe.send(self._batch)
            self._batch = []


def _limit_itself(memory_limit: int) -> None:
    """Take away what a reader never needs: endless memory, core files, and the keyboard's interrupt."""
    # Ctrl-C reaches every process of the terminal; the parent alone decides what to do about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # not there on Windows

    for limit, value in ((resource.RLIMIT_AS, memory_limit), (resource.RLIMIT_CORE, 0)):
        # macOS refuses a limit on address space; the sizes of files are limited anyway.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))
