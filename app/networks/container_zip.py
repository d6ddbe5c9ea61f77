"""Read a ZIP file member by member, and believe nothing that it says about itself."""

from __future__ import annotations

import os
import stat
import struct
import zlib
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from app.model.problem import HostileArchive, UnreadableArchive
from app.model.text import Text, say
from app.networks import container_names as names
from app.networks.container_names import Entry, Refusals
from app.networks.container_poll import Poll, never, polled

if TYPE_CHECKING:
    from collections.abc import Iterator

# The format: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 (records) and 4.5 (extra fields).
_END = struct.Struct("<4s4H2LH")
_END64_PLACE = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")

MOST_MEMBERS = 500_000
_MOST_DIRECTORY = 512 * 1024 * 1024
_BIG = 10 * 1024 * 1024
_MOST_RATIO = 200
_CHUNK = 256 * 1024
_STORED, _DEFLATE, _DEFLATE64 = 0, 8, 9
_FULL = 0xFFFFFFFF


class _Place(NamedTuple):
    """Where a member's bytes lie: `ends_before` is where the next member or the directory begins."""

    header: int
    packed: int
    method: int
    raw_name: bytes
    ends_before: int


class _Central(NamedTuple):
    """One line of the table of contents, as it stands there."""

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    header: int
    mode: int
    dos_time: int
    extra: bytes


class ZipPart:
    """A ZIP file as a list of readable members, which closes it. Raises UnreadableArchive or HostileArchive when opened."""

    def __init__(self, file: Path | BinaryIO, poll: Poll = never) -> None:
        self.refusals = Refusals()
        self.entries: list[Entry] = []
        self._places: list[_Place] = []
        self._file: BinaryIO = file.open("rb") if isinstance(file, Path) else file
        with ExitStack() as failing:
            failing.callback(self._file.close)
            try:
                self._list(poll)
            except (struct.error, ValueError, OverflowError) as error:
                raise _damaged() from error
            failing.pop_all()

    def _list(self, poll: Poll) -> None:
        length = self._file.seek(0, os.SEEK_END)
        start, size, count = _directory(self._file, length)
        if size > _MOST_DIRECTORY:
            raise HostileArchive(
                say("The table of contents of this archive is larger than any export has."),
                say("Import the export exactly as the network gave it to you."),
            )
        if count > MOST_MEMBERS:
            raise HostileArchive(
                say("This archive lists {count} files, more than any export has.", count=count),
                say("Import the export as you downloaded it, in several parts if it came so."),
            )
        self._file.seek(start)
        listed = list(polled(_central(self._file.read(size), count), poll))
        ends = _ends(listed, start)
        usable: list[Entry] = []
        for one in polled(listed, poll):
            self._consider(one, ends[one.header], usable)
        self.entries = names.told_first(polled(usable, poll), self.refusals)
        _refuse_bombs(self.entries, length)
        if not self.entries and len(self.refusals):
            raise _nothing_usable(self.refusals)

    def _consider(self, one: _Central, ends_before: int, usable: list[Entry]) -> None:
        raw = _decoded(one)
        if raw.endswith(("/", "\\")) and not one.size:
            return
        name = names.normalised(raw)
        if isinstance(name, str) and names.is_junk(name):
            return
        kind = stat.S_IFMT(one.mode)
        if not isinstance(name, str):
            self.refusals.add(name)
        elif stat.S_ISLNK(one.mode):
            self.refusals.add(names.LINK)
        elif kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
            self.refusals.add(names.NO_FILE)
        elif reason := _closed(one):
            self.refusals.add(reason)
        else:
            if names.is_archive(name):
                self.refusals.add(names.NESTED)
            when = _utc(one)
            usable.append(
                Entry(
                    name, one.size, when or _clock(one), len(self._places), one.crc, is_utc=when is not None
                )
            )
            self._places.append(_Place(one.header, one.packed, one.method, one.raw_name, ends_before))

    def read(self, entry: Entry, limit: int) -> bytes:
        """Return the first `limit` bytes of a member, or all of it, and then its checksum is proven."""
        place = self._places[entry.number]
        try:
            self._file.seek(self._data(place))
            if place.method == _STORED:
                data = self._file.read(min(entry.size, limit))
            else:
                data = self._inflated(place.packed, min(entry.size + 1, limit))
        except (OSError, ValueError, struct.error, zlib.error) as error:
            raise _damaged_member(entry.name) from error
        if limit > entry.size and (len(data) != entry.size or zlib.crc32(data) != entry.digest):
            raise _damaged_member(entry.name)
        return data

    def _data(self, place: _Place) -> int:
        """Return where a member's bytes begin; ValueError where its own header tells another story."""
        self._file.seek(place.header)
        fields = _LOCAL.unpack(self._file.read(_LOCAL.size))
        begins = place.header + _LOCAL.size + fields[9] + fields[10]
        has_its_name = self._file.read(fields[9]) == place.raw_name
        if fields[0] != b"PK\x03\x04" or not has_its_name or begins + place.packed > place.ends_before:
            raise ValueError(place.header)
        return begins

    def _inflated(self, packed: int, limit: int) -> bytes:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        pieces: list[bytes] = []
        while limit > 0 and not inflate.eof:
            piece = inflate.unconsumed_tail or self._file.read(min(_CHUNK, packed))
            packed -= 0 if inflate.unconsumed_tail else len(piece)
            out = inflate.decompress(piece, limit)
            if not piece and not out:
                break
            pieces.append(out)
            limit -= len(out)
        return b"".join(pieces)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _directory(file: BinaryIO, length: int) -> tuple[int, int, int]:
    """Return where the table of contents begins, its size in bytes, and how many members it claims."""
    tail_from = max(0, length - _END.size - 0xFFFF)
    file.seek(tail_from)
    tail = file.read()
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or len(tail) - found < _END.size:
        raise UnreadableArchive(
            say("This ZIP file ends too early, so a part of it is missing."),
            say("Download it again: a download that broke off looks just like this."),
        )
    _, disk, _, _, count, size, start, _ = _END.unpack_from(tail, found)
    end = tail_from + found
    if end >= _END64_PLACE.size:
        file.seek(end - _END64_PLACE.size)
        magic, _, place, _ = _END64_PLACE.unpack(file.read(_END64_PLACE.size))
        if magic == b"PK\x06\x07":
            file.seek(place)
            fields = _END64.unpack(file.read(_END64.size))
            disk, count, size, start, end = fields[4], fields[7], fields[8], fields[9], place
    if disk not in {0, 0xFFFF}:
        raise UnreadableArchive(
            say("This ZIP file is one slice of a larger one."),
            say("Unpack all slices together, then import the folder."),
        )
    if start + size > end:
        raise _damaged()
    return start, size, count


def table_of_contents(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a ZIP file's table of contents as they stand there; UnreadableArchive where there is none."""
    with path.open("rb") as file:
        start, size, _ = _directory(file, file.seek(0, os.SEEK_END))
        file.seek(start)
        while size > 0 and (piece := file.read(min(size, _CHUNK))):
            size -= len(piece)
            yield piece


def _central(data: bytes, count: int) -> Iterator[_Central]:
    at = listed = 0
    while at < len(data) and listed <= count:
        fields = _CENTRAL.unpack_from(data, at)
        if fields[0] != b"PK\x01\x02":
            raise _damaged()
        (flags, method, clock, day, crc, packed, size) = fields[5:12]
        name_size, extra_size, note_size, _, _, outer, header = fields[12:]
        at += _CENTRAL.size
        raw_name = data[at : at + name_size]
        extra = data[at + name_size : at + name_size + extra_size]
        at += name_size + extra_size + note_size
        size, packed, header = _wide(extra, size, packed, header)
        # The upper half holds Unix permissions, and only where a Unix made the entry (or macOS, 19).
        mode = outer >> 16 if fields[2] in {3, 19} else 0
        listed += 1
        yield _Central(raw_name, flags, method, crc, packed, size, header, mode, day << 16 | clock, extra)
    if listed != count or at > len(data):
        raise _damaged()


def _wide(extra: bytes, *values: int) -> tuple[int, ...]:
    """Replace sizes and offsets that do not fit into 32 bits by those of the ZIP64 extra field (4.5.3)."""
    if _FULL not in values:
        return values
    field = _extra(extra, 0x0001)
    wide: list[int] = []
    for value in values:
        if value == _FULL and len(field) >= 8:
            wide.append(int.from_bytes(field[:8], "little"))
            field = field[8:]
        else:
            wide.append(value)
    return tuple(wide)


def _extra(extra: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + size]
        at += 4 + size
    return b""


def _ends(listed: list[_Central], directory: int) -> dict[int, int]:
    """Return for each header where the next thing begins; HostileArchive where two members share bytes.

    Python's own reader checks this only since 3.11.8; members that share bytes are how a small file becomes petabytes
    (D. Fifield, "A better zip bomb", 2019).
    """
    starts = sorted({one.header for one in listed})
    ends = dict(zip(starts, [*starts[1:], directory], strict=False))
    shortest = {one.header: _LOCAL.size + len(one.raw_name) + one.packed for one in listed}
    if len(starts) < len(listed) or any(start + shortest[start] > ends[start] for start in starts):
        raise HostileArchive(
            say("Files in this archive lie over one another, as in an archive that is built to fill a disk."),
            say("Import the export exactly as the network gave it to you."),
        )
    return ends


def _refuse_bombs(entries: list[Entry], length: int) -> None:
    """Refuse an archive that unpacks to absurd amounts. Reading stops at what was declared, so this holds."""
    total = sum(entry.size for entry in entries)
    if total > max(20 * length, 2 * 1024**3):
        raise HostileArchive(
            say("This archive would unpack to {size} gigabytes.", size=total // 1024**3),
            say("Import the export exactly as the network gave it to you."),
        )


def _closed(one: _Central) -> Text | None:
    """Return why a member cannot be unpacked, None where it can."""
    if one.flags & 0x2041:
        return names.ENCRYPTED
    if one.method == _DEFLATE64:
        return names.DEFLATE64
    if one.method not in {_STORED, _DEFLATE}:
        return names.UNKNOWN_METHOD
    if one.method == _STORED and one.size != one.packed:
        return names.UNFAITHFUL
    return names.BOMB if one.size > _BIG and one.size > _MOST_RATIO * one.packed else None


def _decoded(one: _Central) -> str:
    """Return a name: UTF-8 where it is said or where it fits, else the code page of old DOS programs."""
    try:
        return one.raw_name.decode("utf-8")
    except UnicodeDecodeError:
        return one.raw_name.decode("utf-8", "replace") if one.flags & 0x800 else one.raw_name.decode("cp437")


def _utc(one: _Central) -> datetime | None:
    """Return when a member was written, exact to the second, where the extended timestamp (0x5455) is there.

    Info-ZIP, extrafld.txt: one byte of flags, of which bit 0 says that the time of writing follows, in seconds.
    """
    if not one.extra:
        return None
    stamp = _extra(one.extra, 0x5455)
    if len(stamp) < 5 or not stamp[0] & 1:
        return None
    try:
        return datetime.fromtimestamp(int.from_bytes(stamp[1:5], "little", signed=True), UTC)
    except (ValueError, OSError, OverflowError):
        return None


def _clock(one: _Central) -> datetime | None:
    """Return the clock time at which a member was written, as if it were UTC: the zone is told nowhere."""
    try:
        day, clock = one.dos_time >> 16, one.dos_time & 0xFFFF
        return datetime(
            1980 + (day >> 9),
            day >> 5 & 15,
            day & 31,
            clock >> 11,
            clock >> 5 & 63,
            (clock & 31) * 2,
            tzinfo=UTC,
        )
    except (ValueError, OSError, OverflowError):
        return None


def _nothing_usable(refusals: Refusals) -> UnreadableArchive:
    reasons = dict(refusals.told())
    if names.ENCRYPTED in reasons:
        return UnreadableArchive(
            say("This ZIP file is protected with a password."),
            say("Unpack it with the password, then import the folder."),
        )
    most = max(reasons, key=reasons.__getitem__)
    return UnreadableArchive(
        say("Nothing in this ZIP file can be read. {reason}", reason=most),
        say("Unpack it with another program, then import the folder."),
    )


def _damaged() -> UnreadableArchive:
    return UnreadableArchive(
        say("This ZIP file is damaged: its table of contents cannot be read."),
        say("Download it again. If you have it unpacked, import the folder instead."),
    )


def _damaged_member(name: str) -> UnreadableArchive:
    return UnreadableArchive(
        say("The file {name} in the archive is damaged.", name=name),
        say("Download the export again."),
    )
