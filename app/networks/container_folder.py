"""Read what lies in a folder on disk, and never leave that folder."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks import container_names as names
from app.networks.container_names import Entry, Refusals
from app.networks.container_poll import Poll, never, polled

MOST_FILES = 2_000_000
_DEEPEST = 64
# Windows joins folders by "mount points" that are no symbolic links (winnt.h, IO_REPARSE_TAG_MOUNT_POINT).
_MOUNT_POINT = 0xA0000003


class FolderPart:
    """The files of a folder, at any depth, in the order of their names. Links are never followed."""

    def __init__(self, root: Path, poll: Poll = never) -> None:
        self.refusals = Refusals()
        self.entries: list[Entry] = []
        self._root = root.resolve()
        self._paths: list[Path] = []
        self._walk(poll)

    def _walk(self, poll: Poll) -> None:
        waiting: list[tuple[Path, str, int]] = [(self._root, "", 0)]
        while waiting:
            folder, prefix, depth = waiting.pop()
            inner: list[tuple[Path, str, int]] = []
            for found in polled(self._listed(folder), poll):
                name = names.on_disk(found.name)
                if not isinstance(name, str):
                    self.refusals.add(name)
                elif self._is_wanted(found, prefix + name):
                    self._take(found, prefix + name, depth, inner)
            waiting.extend(reversed(inner))
            if len(self.entries) > MOST_FILES:
                raise UnreadableArchive(
                    say("There are more than {count} files in this folder.", count=MOST_FILES),
                    say("Import its folders one by one."),
                )

    def _listed(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as found:
                return sorted(found, key=lambda one: one.name)
        except OSError as error:
            if folder == self._root:
                raise UnreadableArchive(
                    say("The folder {name} cannot be opened.", name=folder.name),
                    say("Check that it is still there and that you may read it."),
                ) from error
            self.refusals.add(names.NOT_ALLOWED)
            return []

    def _is_wanted(self, found: os.DirEntry[str], name: str) -> bool:
        if names.is_junk(name + "/x" if found.is_dir(follow_symlinks=False) else name):
            return False
        if found.is_symlink() or _is_mount_point(found):
            self.refusals.add(names.LINK)
        elif found.name.startswith("."):
            self.refusals.add(names.HIDDEN)
        else:
            return True
        return False

    def _take(
        self, found: os.DirEntry[str], name: str, depth: int, inner: list[tuple[Path, str, int]]
    ) -> None:
        try:
            told = found.stat(follow_symlinks=False)
        except OSError:
            self.refusals.add(names.NOT_ALLOWED)
            return
        if stat.S_ISDIR(told.st_mode):
            if depth >= _DEEPEST:
                self.refusals.add(names.TOO_DEEP)
            else:
                inner.append((Path(found.path), name + "/", depth + 1))
        elif not stat.S_ISREG(told.st_mode):
            self.refusals.add(names.NO_FILE)
        else:
            if names.is_archive(name):
                self.refusals.add(names.NESTED)
            self._add(Path(found.path), name, told)

    def _add(self, path: Path, name: str, told: os.stat_result) -> None:
        self.entries.append(Entry(name, told.st_size, _time(told.st_mtime), len(self._paths), is_utc=True))
        self._paths.append(path)

    def read(self, entry: Entry, limit: int) -> bytes:
        """Return the first `limit` bytes of a file; UnreadableArchive where it went away or became a link since."""
        path = self._paths[entry.number]
        try:
            if not path.resolve().is_relative_to(self._root):
                raise _unreadable(entry.name)
            return read_plain(path, limit)
        except OSError as error:
            raise _unreadable(entry.name) from error

    def close(self) -> None:
        """Nothing is held open between two reads."""


class FilePart(FolderPart):
    """One single file, as if it lay alone in its folder."""

    def __init__(self, path: Path) -> None:
        self.refusals = Refusals()
        self.entries = []
        real = path.resolve()
        self._root = real.parent
        self._paths = []
        name = names.on_disk(path.name)
        if isinstance(name, str):
            self._add(real, name, real.stat())
        else:
            self.refusals.add(name)


def read_plain(path: Path, limit: int) -> bytes:
    """Return the first `limit` bytes of a plain file; OSError where it is a link, a device or a pipe."""
    flags = (
        os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    )
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(path.name)
        return file.read(limit)


def _is_mount_point(found: os.DirEntry[str]) -> bool:
    try:
        return getattr(found.stat(follow_symlinks=False), "st_reparse_tag", 0) == _MOUNT_POINT
    except OSError:
        return False


def _time(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _unreadable(name: str) -> UnreadableArchive:
    return UnreadableArchive(
        say("The file {name} cannot be read.", name=name),
        say("Check that it is still there and that you may read it."),
    )
