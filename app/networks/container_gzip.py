"""Jump about in a gzip file without unpacking it to disk."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Protocol

from app.model.problem import HostileArchive, UnreadableArchive
from app.model.text import say
from app.networks.container_poll import Poll, never

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK = 64 * 1024
_BIG = 10 * 1024 * 1024
_MOST_RATIO = 200
_MOST_MARKS = 1024
_GZIP = 16 + zlib.MAX_WBITS


class _Inflate(Protocol):
    """What zlib gives to unpack with; its own type has no public name."""

    @property
    def eof(self) -> bool: ...
    @property
    def unconsumed_tail(self) -> bytes: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes: ...
    def copy(self) -> _Inflate: ...


@dataclass(frozen=True, slots=True)
class _Mark:
    """The state of unpacking at one point, to start again from: a copy costs some 40 KB."""

    at: int
    taken: int
    inflate: _Inflate = field(repr=False)


class Unpacked:
    """The content of a gzip file, readable from any place.

    While reading on, the state is kept every few megabytes; going back starts from the nearest kept state. So nothing
    of the person's export is ever written to disk a second time. Raises HostileArchive past 200 : 1 (above 10 MB) or
    past 20 times the file's size (at least 2 GB), UnreadableArchive where the stream is damaged.
    """

    def __init__(self, path: Path, poll: Poll = never) -> None:
        self._poll = poll
        self._file: BinaryIO = path.open("rb")
        self._length = self._file.seek(0, os.SEEK_END)
        self._file.seek(0)
        self._spacing = 4 * 1024 * 1024
        self._inflate: _Inflate = zlib.decompressobj(_GZIP)
        self._at = 0
        self._taken = 0
        self._rest = b""
        self._marks = [_Mark(0, 0, self._inflate.copy())]

    def read(self, start: int, count: int) -> bytes:
        """Return up to `count` bytes from `start` on; fewer only at the end."""
        if start < self._at or self._nearest(start).at > self._at:
            self._return_to(self._nearest(start))
        self._skip(start - self._at)
        pieces: list[bytes] = []
        while count > 0 and (piece := self._next(min(count, _CHUNK))):
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)

    def _skip(self, count: int) -> None:
        while count > 0 and (piece := self._next(min(count, _CHUNK))):
            count -= len(piece)

    def _next(self, most: int) -> bytes:
        """Unpack the next bytes; empty at the end. Raises UnreadableArchive for a damaged or cut stream."""
        self._poll()
        try:
            while True:
                if self._inflate.eof and not self._next_stream():
                    return b""
                fresh = self._rest or self._take()
                out = self._inflate.decompress(fresh, most)
                self._rest = self._inflate.unconsumed_tail
                if self._inflate.eof:
                    self._rest = self._inflate.unused_data
                if out:
                    break
                if not fresh and not self._inflate.eof:
                    raise _cut()
        except (zlib.error, OSError) as error:
            raise _cut() from error
        self._at += len(out)
        self._check()
        self._keep()
        return out

    def _take(self) -> bytes:
        fresh = self._file.read(_CHUNK)
        self._taken += len(fresh)
        return fresh

    def _next_stream(self) -> bool:
        """Begin the next stream of a gzip file that holds several; zeros at the end are padding."""
        rest = (self._rest or self._take()).lstrip(b"\0")
        if not rest:
            return False
        self._rest, self._inflate = rest, zlib.decompressobj(_GZIP)
        return True

    def _check(self) -> None:
        most = max(20 * self._length, 2 * 1024**3)
        if self._at > most or (self._at > _BIG and self._at > _MOST_RATIO * max(self._taken, 1)):
            raise HostileArchive(
                say("This archive unpacks to far more than any export has in its size."),
                say("Import the export exactly as the network gave it to you."),
            )

    def _keep(self) -> None:
        if self._inflate.eof or self._at < self._marks[-1].at + self._spacing:
            return
        # What was taken from the file but not yet eaten is taken again from there.
        self._marks.append(_Mark(self._at, self._taken - len(self._rest), self._inflate.copy()))
        if len(self._marks) > _MOST_MARKS:
            self._marks = self._marks[::2]
            self._spacing *= 2

    def _nearest(self, start: int) -> _Mark:
        low, high = 0, len(self._marks)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._marks[middle].at <= start else (low, middle)
        return self._marks[low]

    def _return_to(self, mark: _Mark) -> None:
        self._at, self._taken, self._rest = mark.at, mark.taken, b""
        self._inflate = mark.inflate.copy()
        self._file.seek(mark.taken)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _cut() -> UnreadableArchive:
    return UnreadableArchive(
        say("This archive is damaged or ends too early."),
        say("Download it again: a download that broke off looks just like this."),
    )
