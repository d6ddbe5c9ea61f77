"""Which part of an export a file is by its name, and which parts are missing between those that are there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# How networks number the files of one export (seen in public reports of 2024 to 2026): Google "takeout-DAY-003.zip" and
# "takeout-DAY-3-009.zip", Snapchat "mydata~ID.zip" and "mydata~ID-2.zip", Flickr "ID_HEX_part1.zip" and
# "data-download-2.zip". A browser adds " (1)" to a second download.
_NUMBERED = (
    re.compile(r"(?P<stem>takeout-\d{8}T\d{6}Z-(?:\d+-)?)(?P<number>\d{3})", re.IGNORECASE),
    re.compile(r"(?P<stem>mydata~\d+)(?:(?P<dash>-)(?P<number>\d{1,3}))?", re.IGNORECASE),
    re.compile(r"(?P<stem>\d+_[0-9a-f]+_part)(?P<number>\d{1,3})", re.IGNORECASE),
    re.compile(r"(?P<stem>data-download-)(?P<number>\d{1,3})", re.IGNORECASE),
)
_AGAIN = re.compile(r" ?\(\d+\)$")
_ENDING = re.compile(r"\.(?:zip|tgz|tar\.gz)$", re.IGNORECASE)
# More parts than any export was seen to have: a hole larger than that is no hole, but another way of counting.
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a numbered export; the first `number` is 1, and all its files have the same `stem` and `ending`.

    `digits` is how many digits a number is filled up to; `dash` stands before every number but the first, which then
    is not written.
    """

    stem: str
    number: int
    ending: str
    digits: int = 1
    dash: str = ""

    @property
    def series(self) -> str:
        """Return what all parts of one export have in common."""
        return f"{self.stem}#{self.ending}".casefold()

    def named(self, number: int) -> str:
        """Return the name that another part of the same export has."""
        if self.dash and number == 1:
            return self.stem + self.ending
        return f"{self.stem}{self.dash}{number:0{self.digits}}{self.ending}"


def part_of(path: Path) -> Part | None:
    """Return which part of an export a file is by its name; None for one that has no number."""
    ending = _ENDING.search(path.name)
    if ending is None:
        return None
    stem = _AGAIN.sub("", path.name[: ending.start()])
    for pattern in _NUMBERED:
        if found := pattern.fullmatch(stem):
            written = found["number"] or "1"
            digits = len(written) if written.startswith("0") else 1
            dash = "-" if "dash" in pattern.groupindex else ""
            return Part(found["stem"], int(written), ending[0], digits, dash)
    return None


def missing_parts(paths: Iterable[Path]) -> tuple[str, ...]:
    """Return the names that the parts would have which are missing between the first and the last that are there.

    Whether parts are missing behind the last one, no name tells.
    """
    by_series: dict[str, dict[int, Part]] = {}
    for path in paths:
        if one := part_of(path):
            by_series.setdefault(one.series, {})[one.number] = one
    return tuple(
        parts[min(parts)].named(number)
        for parts in by_series.values()
        if max(parts) <= _MOST
        for number in range(1, max(parts))
        if number not in parts
    )
