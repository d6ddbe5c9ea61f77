"""The one archive door: ZIP, tar, folder, single file or several parts of them, as one tree of files."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from app.model.problem import UnreadableArchive
from app.model.text import Text, say
from app.networks.container_json import JSON_CAP, parse
from app.networks.container_names import (
    KNOWN_WITHIN,
    NESTED,
    OTHER_PART,
    Entry,
    Refusals,
    is_known_within,
)
from app.networks.container_part import Part, Parts
from app.networks.container_poll import Poll, never, polled
from app.networks.container_zip import ZipPart

if TYPE_CHECKING:
    from datetime import datetime

MOST_PARTS = 1000
_DOCUMENTS = (".json", ".js", ".csv", ".html", ".htm", ".txt")
# An archive inside an export is held in memory while it is read: pages of posts, no pictures.
_MOST_WITHIN, _WITHIN_CAP = 4, 64 * 1024 * 1024


def _unwatched(_name: str) -> None:
    """Tell nobody which file is looked into."""


class Tree:
    """Every file of an export under one name each, whatever it came in. Close it after use.

    `parts` counts what was opened, `origin` are the paths that were given. Names use "/", are composed (NFC), lack
    the one folder that some systems put around an archive, and lack what macOS and Windows leave beside real files.
    `watch` is told each file before it is looked into; those in `without` are put aside as unreadable. `closing` is what
    happens to the parts in the end.
    """

    def __init__(
        self,
        origin: Sequence[Path],
        parts: Sequence[Part],
        closing: ExitStack,
        *,
        watch: Callable[[str], None],
        without: Collection[str],
        poll: Poll,
    ) -> None:
        self._watch = watch
        self._without = without
        self.origin: tuple[Path, ...] = tuple(origin)
        self.parts = len(parts)
        self._closing = closing
        self._refusals = Refusals()
        self._files: dict[str, tuple[Part, Entry]] = {}
        self._by_ending: dict[tuple[str, ...], Sequence[str]] = {}
        for part, root in zip(parts, _roots(origin, parts), strict=True):
            self._refusals.merge(part.refusals)
            for entry in polled(part.entries, poll):
                self._add(part, entry, entry.name[root:])
        for number, name in enumerate([one for one in self._files if is_known_within(one)]):
            if number >= _MOST_WITHIN or not self._opened_within(name):
                self._refusals.add(NESTED)

    def _add(self, part: Part, entry: Entry, name: str) -> None:
        if name not in self._files:
            self._files[name] = (part, entry)
        elif not _same(self._files[name][1], entry):
            self._refusals.add(OTHER_PART)

    def _opened_within(self, name: str) -> bool:
        """Add what is in an archive inside the export, which stands the same tests; False where it fails them."""
        outer, entry = self._files[name]
        if entry.size > _WITHIN_CAP:
            return False
        try:
            part = ZipPart(io.BytesIO(outer.read(entry, entry.size + 1)))
        except UnreadableArchive:
            return False
        self._closing.callback(part.close)
        self._refusals.merge(part.refusals)
        for inner in part.entries:
            if is_known_within(inner.name):
                self._refusals.add(NESTED)
            else:
                self._add(part, inner, name.removesuffix(KNOWN_WITHIN) + inner.name)
        return True

    @property
    def refused(self) -> tuple[tuple[Text, int], ...]:
        """Members that were not touched: each reason with its count."""
        return self._refusals.told()

    def names(self) -> Sequence[str]:
        """Return every name, in the order of the parts."""
        return tuple(self._files)

    def ending(self, *endings: str) -> Sequence[str]:
        """Return the names with one of these endings (".json"), in the order of the parts; capital letters count.

        An export has few lists among many pictures, and readers ask for lists again and again.
        """
        if endings not in self._by_ending:
            self._by_ending[endings] = tuple(name for name in self._files if name.endswith(endings))
        return self._by_ending[endings]

    @cached_property
    def documents(self) -> Sequence[str]:
        """The names of JSON, tables, pages and plain text by their ending, in the order of the parts.

        They are few among many pictures, and each network looks through them for its own.
        """
        return tuple(name for name in self._files if name.casefold().endswith(_DOCUMENTS))

    def find(self, suffix: str) -> Sequence[str]:
        """Return the names that end with this path: "media/posts_1.json" fits "x/media/posts_1.json"."""
        wanted = suffix.strip("/")
        last = wanted.rpartition("/")[2]
        return tuple(
            name for name in self._by_last.get(last, ()) if name == wanted or name.endswith("/" + wanted)
        )

    @cached_property
    def _by_last(self) -> Mapping[str, Sequence[str]]:
        """The names by their last step. Who only looks at pictures never asks for it."""
        found: dict[str, list[str]] = {}
        for name in self._files:
            found.setdefault(name.rpartition("/")[2], []).append(name)
        return found

    def at(self, path: str) -> str | None:
        """Return the name that a path written inside the export means; None where it is not there or not plain.

        Parts may carry a folder more or lack one, so folders are allowed to differ at the front.
        """
        wanted = path.strip("/")
        if wanted in self._files:
            return wanted
        while wanted:
            found = self.find(wanted)
            if found:
                return found[0] if len(found) == 1 else None
            first, slash, wanted = wanted.partition("/")
            if not slash or not first or "/" not in wanted:
                return None
        return None

    def size(self, name: str) -> int:
        """Return a file's size in bytes as declared; reading never gives more."""
        return self._file(name)[1].size

    def likeness(self, name: str) -> tuple[int, int | None]:
        """Return what files of the same bytes have in common, as far as the container tells without reading them.

        It is the declared size, and in a ZIP file the declared checksum too. Files that differ in it differ; files that do not
        must be read to be sure.
        """
        entry = self._file(name)[1]
        return entry.size, entry.digest

    def modified(self, name: str) -> datetime | None:
        """Return when a file was last written, as its container tells."""
        return self._file(name)[1].modified

    def written(self, name: str) -> datetime | None:
        """Return when a file was last written, in UTC to the second; None where its container does not tell exactly."""
        entry = self._file(name)[1]
        return entry.modified if entry.is_utc else None

    def head(self, name: str, count: int) -> bytes:
        """Return the first bytes of a file, enough to see what it is."""
        part, entry = self._watched(name)
        return part.read(entry, count)

    def read(self, name: str, cap: int) -> bytes:
        """Return a whole file of up to `cap` bytes; UnreadableArchive where it is larger, damaged or not there."""
        part, entry = self._watched(name)
        if entry.size > cap:
            raise UnreadableArchive(
                say("The file {name} in the export is larger than {cap} MB.", name=name, cap=cap // 1024**2),
                say("It was left out; everything else goes on."),
            )
        data = part.read(entry, entry.size + 1)
        if len(data) > entry.size:
            raise UnreadableArchive(
                say("The file {name} changed while it was read.", name=name), say("Import it again.")
            )
        return data

    def json(self, name: str) -> object:
        """Return the value of a JSON file; UnreadableArchive where it is none, too large or built to exhaust us."""
        return parse(self.read(name, JSON_CAP), name)

    def _watched(self, name: str) -> tuple[Part, Entry]:
        if name in self._without:
            raise UnreadableArchive(
                say("The file {name} was put aside.", name=name), say("Everything else goes on.")
            )
        self._watch(name)
        return self._file(name)

    def _file(self, name: str) -> tuple[Part, Entry]:
        found = self._files.get(name)
        if found is None:
            raise UnreadableArchive(
                say("There is no file {name} in this export.", name=name),
                say("If the export came in several parts, import all of them together."),
            )
        return found

    def close(self) -> None:
        """Close every part."""
        self._closing.close()

    def __enter__(self) -> Tree:
        """Return the tree itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every part."""
        self.close()


def open_tree(
    paths: Sequence[Path],
    *,
    watch: Callable[[str], None] = _unwatched,
    without: Collection[str] = (),
    poll: Poll = never,
    parts: Parts | None = None,
) -> Tree:
    """Open what lies at these paths as one tree; what each is, is decided by its content and not by its name.

    `poll` is called often meanwhile, and may raise to stop. With `parts`, parts that were laid by there are taken up
    again, and all are laid by when the tree is closed.
    Raises UnreadableArchive where one of them cannot be opened or has nothing usable, HostileArchive where one is
    built to do harm.
    """
    if not paths:
        raise UnreadableArchive(say("No file was chosen."), say("Choose the export as you downloaded it."))
    if len(paths) > MOST_PARTS:
        raise UnreadableArchive(
            say("These are {count} files at once.", count=len(paths)),
            say("Choose the folder they lie in instead."),
        )
    shelf = Parts() if parts is None else parts
    with ExitStack() as failing:
        closing = failing.enter_context(ExitStack())
        opened: list[Part] = []
        for path in paths:
            part = shelf.take(path, poll)
            opened.append(part)
            if parts is None:
                closing.callback(part.close)
            else:
                closing.callback(parts.lay_by, path, part)
        tree = Tree(paths, opened, closing, watch=watch, without=without, poll=poll)
        failing.pop_all()
    return tree


def _roots(origin: Sequence[Path], parts: Sequence[Part]) -> Iterator[int]:
    """Yield how many letters to take off the names of each part: one folder around a whole archive.

    A folder that the person chose is taken as it is. A part of many may hold nothing but "media/": its folder stays
    where another part has a folder of that name beside others.
    """
    tops = [{entry.name.partition("/")[0] for entry in part.entries} for part in parts]
    beside = {top for some in tops if len(some) > 1 for top in some}
    for path, part, some in zip(origin, parts, tops, strict=True):
        is_whole = not path.is_dir() and all("/" in entry.name for entry in part.entries)
        if is_whole and len(some) == 1 and not some & beside:
            yield len(next(iter(some))) + 1
        else:
            yield 0


def _same(one: Entry, other: Entry) -> bool:
    """Whether two files of one name are the same, as far as can be told without reading them."""
    if one.digest is None or other.digest is None:
        return one.size == other.size
    return (one.size, one.digest) == (other.size, other.digest)
