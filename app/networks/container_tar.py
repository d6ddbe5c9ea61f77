"""Read a tar file, plain or inside gzip, member by member."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, Protocol

from app.model.problem import HostileArchive, UnreadableArchive
from app.model.text import say
from app.networks import container_names as names
from app.networks.container_gzip import Unpacked
from app.networks.container_names import Entry, Refusals
from app.networks.container_poll import Poll, never, polled

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = 512
MOST_MEMBERS = 500_000
_POLLED_EVERY = 1000
_MOST_HEADER = 1024 * 1024
# POSIX.1-2001 pax and GNU tar: how long names are carried in a header of their own before the member.
_PAX, _PAX_GLOBAL, _GNU_NAME, _GNU_LINK, _GNU_SPARSE = b"x", b"g", b"L", b"K", b"S"
_PLAIN = frozenset({b"0", b"\0", b"7"})
_FOLDER = b"5"
_LINKS = frozenset({b"1", b"2"})


class _Bytes(Protocol):
    def read(self, start: int, count: int) -> bytes: ...
    def close(self) -> None: ...


class _PlainFile:
    """A file that is read from any place."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("rb")

    def read(self, start: int, count: int) -> bytes:
        self._file.seek(start)
        return self._file.read(count)

    def close(self) -> None:
        self._file.close()


class TarPart:
    """A tar file as a list of readable members; only plain files, never links or devices.

    Python's own reader can be kept in an endless loop by a negative size (CVE-2025-8194), so the headers are read here.
    """

    def __init__(self, path: Path, poll: Poll = never, *, is_gzip: bool) -> None:
        self.refusals = Refusals()
        self.entries: list[Entry] = []
        self._starts: list[int] = []
        self._bytes: _Bytes = Unpacked(path, poll) if is_gzip else _PlainFile(path)
        with ExitStack() as failing:
            failing.callback(self._bytes.close)
            try:
                self._list(poll)
            except (ValueError, OverflowError) as error:
                raise _damaged() from error
            failing.pop_all()

    def _list(self, poll: Poll) -> None:
        usable: list[Entry] = []
        at, count = 0, 0
        said: dict[str, str] = {}
        while header := self._header(at):
            if not count % _POLLED_EVERY:
                poll()
            count += 1
            if count > MOST_MEMBERS:
                raise HostileArchive(
                    say(
                        "This archive lists more than {count} files, more than any export has.",
                        count=MOST_MEMBERS,
                    ),
                    say("Import the export as you downloaded it."),
                )
            kind = header[156:157]
            size = int(said.pop("size", "") or _number(header[124:136]))
            if size < 0:
                raise _damaged()
            body = at + _BLOCK
            at = body + -(-size // _BLOCK) * _BLOCK
            if kind in {_PAX, _PAX_GLOBAL, _GNU_NAME, _GNU_LINK}:
                self._long_header(kind, body, size, said)
                continue
            self._consider(header, said, (body, size), usable)
            said = {}
        self.entries = names.told_first(polled(usable, poll), self.refusals)

    def _header(self, at: int) -> bytes:
        """Return the header at a place, empty at the end; a wrong checksum there means: this is no tar file."""
        header = self._bytes.read(at, _BLOCK)
        if not header.strip(b"\0"):
            return b""
        if len(header) < _BLOCK:
            raise _damaged()
        told = _number(header[148:156])
        if told != sum(header[:148]) + 8 * 32 + sum(header[156:]):
            raise _damaged()
        return header

    def _long_header(self, kind: bytes, body: int, size: int, said: dict[str, str]) -> None:
        if size > _MOST_HEADER:
            raise HostileArchive(
                say("This archive has a file name of absurd length."),
                say("Import the export exactly as the network gave it to you."),
            )
        data = self._bytes.read(body, size)
        if kind == _GNU_NAME:
            said["path"] = data.rstrip(b"\0").decode("utf-8", "replace")
        elif kind == _PAX:
            said.update(_records(data))

    def _consider(
        self, header: bytes, said: dict[str, str], where: tuple[int, int], usable: list[Entry]
    ) -> None:
        kind = header[156:157]
        raw = said.get("path") or _plain_name(header)
        if kind == _FOLDER or (kind in _PLAIN and raw.endswith("/")):
            return
        name = names.normalised(raw)
        if isinstance(name, str) and names.is_junk(name):
            return
        if not isinstance(name, str):
            self.refusals.add(name)
        elif kind in _LINKS:
            self.refusals.add(names.LINK)
        elif kind not in _PLAIN or any(key.startswith("GNU.sparse") for key in said):
            self.refusals.add(names.NO_FILE)
        else:
            if names.is_archive(name):
                self.refusals.add(names.NESTED)
            body, size = where
            usable.append(Entry(name, size, _time(said.get("mtime"), header), len(self._starts), is_utc=True))
            self._starts.append(body)

    def read(self, entry: Entry, limit: int) -> bytes:
        """Return the first `limit` bytes of a member, or all of it."""
        wanted = min(limit, entry.size)
        data = self._bytes.read(self._starts[entry.number], wanted)
        if len(data) < wanted:
            raise _damaged()
        return data

    def close(self) -> None:
        """Close the file."""
        self._bytes.close()


def _number(field: bytes) -> int:
    """Read a number of a header: octal digits, or binary where the first bit is set (GNU). ValueError for neither."""
    if field[0] & 0x80:
        value = int.from_bytes(field, "big")
        return -1 if field[0] == 0xFF else value & ~(0x80 << 8 * (len(field) - 1))
    digits = field.split(b"\0")[0].strip()
    return int(digits, 8) if digits else 0


def _plain_name(header: bytes) -> str:
    name = header[:100].split(b"\0")[0]
    prefix = (
        header[345:500].split(b"\0")[0] if header[257:262] == b"ustar" and header[262:263] == b"\0" else b""
    )
    return (prefix + b"/" + name if prefix else name).decode("utf-8", "replace")


def _records(data: bytes) -> dict[str, str]:
    """Read pax records: each is "LENGTH KEY=VALUE" and a line end, with the length counting all of it."""
    told: dict[str, str] = {}
    while data:
        digits, space, _ = data.partition(b" ")
        length = int(digits[:8]) if digits.isdigit() else 0
        if not space or not len(digits) + 1 < length <= len(data):
            raise ValueError(length)
        key, _, value = data[len(digits) + 1 : length].rstrip(b"\n").partition(b"=")
        told[key.decode("utf-8", "replace")] = value.decode("utf-8", "replace")
        data = data[length:]
    return told


def _time(told: str | None, header: bytes) -> datetime | None:
    try:
        seconds = float(told) if told else _number(header[136:148])
        return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None


def _damaged() -> UnreadableArchive:
    return UnreadableArchive(
        say("This archive is damaged, or it is no archive that we know."),
        say("Download it again. If you have it unpacked, import the folder instead."),
    )
