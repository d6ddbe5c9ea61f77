"""Which line of Snapchat's list of memories speaks of which file: nothing but the second joins them.

The list has a time in UTC to the second and no name; the file in the ZIP was written at just that second (958 of 958
in a real export of October 2026, as a public reader of such exports measured). A file that was unpacked by a program
that drops times has only the day in its name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from app.model.account import NetworkKey
from app.model.inspection import Place
from app.networks.exports import clock, position
from app.networks.fields import record, text

KEY = NetworkKey("snapchat")

IMAGE, FILM = "image", "video"
# Clocks of old archives are rounded to two seconds.
_TOLERANCE = 2
_FILE = re.compile(
    r"^(?P<day>\d{4}-\d\d-\d\d)_(?P<id>[0-9A-Fa-f-]{8,64})-main\.(?P<ending>[A-Za-z0-9]{2,5})$"
)
_FILMS = frozenset({"mp4", "mov", "webm", "m4v"})
_KINDS = {"image": IMAGE, "photo": IMAGE, "video": FILM}
_POSITION = re.compile(r"(?P<lat>-?\d{1,3}(?:\.\d{1,20})?)\s*,\s*(?P<lon>-?\d{1,3}(?:\.\d{1,20})?)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """One line of the list: `number` is its place there."""

    number: int
    at: datetime
    kind: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryFile:
    """One file: the day in its name, and the exact second where its container tells it."""

    path: str
    day: date
    kind: str
    written: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A file with what is sure of it: its time, its place, and the line that it took, if only one can be meant."""

    file: MemoryFile
    at: datetime | None = None
    place: Place | None = None


_Slot: TypeAlias = "tuple[datetime, str]"


def read_memory(value: object, number: int) -> Memory | None:
    """Return one line of the list; None where it has no time or no known kind."""
    told = record(value)
    at = clock(told.get("Date"))
    kind = _KINDS.get(text(told.get("Media Type"), 20).casefold())
    if at is None or kind is None:
        return None
    spot = _POSITION.search(text(told.get("Location"), 200))
    place = position(spot["lat"], spot["lon"], "network") if spot else None
    return Memory(number=number, at=at, kind=kind, place=place)


def read_file(path: str, written: datetime | None) -> MemoryFile | None:
    """Return a file of the memories by its name; None for overlays and everything else."""
    match = _FILE.match(path.rpartition("/")[2])
    if match is None:
        return None
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        return None
    kind = FILM if match["ending"].casefold() in _FILMS else IMAGE
    return MemoryFile(path=path, day=day, kind=kind, written=written)


def join(files: Sequence[MemoryFile], memories: Sequence[Memory]) -> tuple[list[Joined], list[Memory]]:
    """Return each file with what is sure of it, and the lines that no file answers to.

    Each line is used once. Where several files and lines share one second, nobody can say which is whose: what all
    those lines agree on holds for each of the files.
    """
    found: dict[str, Joined] = {}
    left = _by_second(memories)
    for shift in sorted(range(-_TOLERANCE, _TOLERANCE + 1), key=abs):
        waiting: dict[_Slot, list[MemoryFile]] = defaultdict(list)
        for file in files:
            if file.path not in found and file.written is not None and _is_that_day(file):
                waiting[file.written + timedelta(seconds=shift), file.kind].append(file)
        for slot, group in waiting.items():
            _share(group, left.get(slot, []), found)
    _by_day(files, left, found)
    joined = [found.get(file.path, Joined(file=file)) for file in files]
    rest = sorted((one for group in left.values() for one in group), key=lambda one: one.number)
    return joined, rest


def _by_second(memories: Iterable[Memory]) -> dict[_Slot, list[Memory]]:
    left: dict[_Slot, list[Memory]] = defaultdict(list)
    for one in memories:
        left[one.at, one.kind].append(one)
    return left


def _is_that_day(file: MemoryFile) -> bool:
    """Whether a file's time fits the day in its name: a time that was lost when it was unpacked does not."""
    return file.written is not None and abs((file.written.date() - file.day).days) <= 1


def _share(group: Sequence[MemoryFile], lines: list[Memory], found: dict[str, Joined]) -> None:
    if not lines:
        return
    places = {one.place for one in lines}
    place = places.pop() if len(places) == 1 and len(group) <= len(lines) else None
    for file in group:
        found[file.path] = Joined(file=file, at=lines[0].at, place=place)
    del lines[: len(group)]


def _by_day(
    files: Sequence[MemoryFile], left: Mapping[_Slot, list[Memory]], found: dict[str, Joined]
) -> None:
    """Join by the day in the name where just one file and one line of that day are left; the place stays unknown."""
    waiting: dict[tuple[date, str], list[MemoryFile]] = defaultdict(list)
    for file in files:
        if file.path not in found:
            waiting[file.day, file.kind].append(file)
    lines: dict[tuple[date, str], list[_Slot]] = defaultdict(list)
    for (at, kind), group in left.items():
        lines[at.date(), kind] += [(at, kind)] * len(group)
    for key, group in waiting.items():
        if len(group) == 1 and len(lines.get(key, [])) == 1:
            slot = lines[key][0]
            found[group[0].path] = Joined(file=group[0], at=left[slot].pop().at)
