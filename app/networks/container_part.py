"""Open one part of an export; what it is, is decided by its content and not by its name."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.container_folder import FilePart, FolderPart, read_plain
from app.networks.container_names import Entry, Refusals
from app.networks.container_poll import Poll, never
from app.networks.container_tar import TarPart
from app.networks.container_zip import ZipPart, table_of_contents

_OTHER_ARCHIVES = {
    b"Rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
}
_ZIP = frozenset({b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"})
_HEAD = 512
_ENDS = 64 * 1024
# Each holds a file open, and many systems let a program open no more than 1,024.
_MOST_LAID_BY = 200


class Part(Protocol):
    """One file or folder of an export as a list of readable members."""

    @property
    def entries(self) -> list[Entry]:
        """What can be read, in its order."""
        ...

    @property
    def refusals(self) -> Refusals:
        """What is left alone, counted by reason."""
        ...

    def read(self, entry: Entry, limit: int) -> bytes:
        """Return the first `limit` bytes of a member; UnreadableArchive where it is damaged."""
        ...

    def close(self) -> None:
        """Close it."""
        ...


class Parts:
    """Opens parts. Those that were laid by, at most so many, are taken up again as they are: their list is read once."""

    def __init__(self, most: int = _MOST_LAID_BY) -> None:
        self._most = most
        self._laid_by: dict[Path, Part] = {}

    def take(self, path: Path, poll: Poll) -> Part:
        """Return a part, which is the caller's until it is closed or laid by. Raises what `open_part` does."""
        laid_by = self._laid_by.pop(path, None)
        return open_part(path, poll) if laid_by is None else laid_by

    def lay_by(self, path: Path, part: Part) -> None:
        """Keep a part for the next one who asks for it; where there are too many, it is closed."""
        if path in self._laid_by or self.is_full:
            part.close()
        else:
            self._laid_by[path] = part

    @property
    def is_full(self) -> bool:
        """Whether no more can be laid by."""
        return len(self._laid_by) >= self._most

    def close(self, paths: Sequence[Path]) -> None:
        """Close what was laid by of these."""
        for path in paths:
            if path in self._laid_by:
                self._laid_by.pop(path).close()

    def close_all(self) -> None:
        """Close all that was laid by."""
        self.close(tuple(self._laid_by))


def open_part(path: Path, poll: Poll = never) -> Part:
    """Open what lies at a path. Raises UnreadableArchive where it cannot be read, HostileArchive where it does harm."""
    try:
        if path.is_dir():
            return FolderPart(path, poll)
        head = read_plain(path.resolve(), _HEAD)
        if head[:4] in _ZIP:
            return ZipPart(path, poll)
        if head[:3] == b"\x1f\x8b\x08" or head[257:262] == b"ustar":
            return TarPart(path, poll, is_gzip=head[:2] == b"\x1f\x8b")
        _refuse_other_archives(head)
        return FilePart(path)
    except (OSError, ValueError) as error:
        raise _cannot_open(path) from error


def fingerprint(paths: Sequence[Path], poll: Poll = never) -> str:
    """Return what stays the same as long as none of these files and folders changes.

    It is made of each one's place, size and time, and of the names, sizes and times in a folder; of a ZIP file also of its whole
    table of contents, which has the checksum of every member, and of any other file of its first and last bytes. So it
    costs next to nothing. Raises UnreadableArchive where one of them is gone or is no such file.
    """
    told = hashlib.sha256()
    for path in paths:
        told.update(os.fsencode(path.absolute()))
        try:
            if path.is_dir():
                for one in FolderPart(path, poll).entries:
                    told.update(repr((one.name, one.size, one.modified)).encode())
            else:
                for piece in _traits(path):
                    told.update(piece)
        except (OSError, ValueError) as error:
            raise _cannot_open(path) from error
    return told.hexdigest()


def _traits(path: Path) -> Iterator[bytes]:
    """Yield what tells a file from what it was before."""
    known = path.stat()
    yield f"{known.st_size} {known.st_mtime_ns} ".encode()
    head = read_plain(path.resolve(), _ENDS)
    if head[:4] in _ZIP:
        yield from table_of_contents(path)
        return
    yield head
    with path.open("rb") as file:
        file.seek(max(0, known.st_size - _ENDS))
        yield file.read(_ENDS)


def _refuse_other_archives(head: bytes) -> None:
    for magic, title in _OTHER_ARCHIVES.items():
        if head.startswith(magic):
            raise UnreadableArchive(
                say("This is a {kind} archive, which we cannot open.", kind=title),
                say("Unpack it with another program, then import the folder."),
            )


def _cannot_open(path: Path) -> UnreadableArchive:
    return UnreadableArchive(
        say("{name} cannot be opened.", name=path.name or str(path)),
        say("Check that it is still there and that you may read it."),
    )
