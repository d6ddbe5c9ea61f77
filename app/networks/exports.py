"""Read what data exports of all networks have in common: lists in JSON, tables in CSV, clocks and positions."""

from __future__ import annotations

import csv
import io
import itertools
import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from app.model.inspection import Place
from app.model.photo import Skipped
from app.model.problem import UnreadableArchive
from app.model.text import Text, say, say_count
from app.networks.fields import degrees, text

if TYPE_CHECKING:
    from app.networks.container import Tree

LONGEST = 64 * 1024
UNKNOWN_FORM = say("One entry has a form that we do not know.")
TABLE_CAP = 64 * 1024 * 1024

# The first photograph that is kept was taken in 1826: older dates are mistakes.
_FIRST_YEAR, _LAST_YEAR = 1826, 2100
_MILLISECONDS = 100_000_000_000
_PEEKED = 16 * 1024
# Patterns of names, each with the columns that such a table has.
Heads: TypeAlias = "Sequence[tuple[re.Pattern[str], Collection[bytes]]]"
_MOST_ROWS, _MOST_COLUMNS, _LONGEST_CELL = 1_000_000, 200, 1_000_000


def opened(tree: Tree, name: str, troubles: list[Skipped]) -> object:
    """Return the value of a JSON file; None where it cannot be read, and then the reason is noted."""
    try:
        return tree.json(name)
    except UnreadableArchive as problem:
        troubles.append(Skipped(where=name, why=problem.says))
        return None


def last(name: str) -> str:
    """Return the last part of a path."""
    return name.rpartition("/")[2]


def has_table(tree: Tree, heads: Heads) -> bool:
    """Whether an export has a table that is known by its name and by the columns (in small letters) at its head."""
    return any(is_headed(tree, name, heads) for name in tree.documents)


def is_headed(tree: Tree, name: str, heads: Heads) -> bool:
    """Whether one file is such a table."""
    wanted = next((columns for pattern, columns in heads if pattern.match(last(name))), None)
    if wanted is None:
        return False
    try:
        head = tree.head(name, _PEEKED).lower()
    except UnreadableArchive:
        return False
    return all(one in head for one in wanted)


def films_left(count: int) -> Text:
    """Say that films were left alone."""
    return say_count(
        "{count} film was not looked at: only pictures are.",
        "{count} films were not looked at: only pictures are.",
        count,
    )


def epoch(value: object) -> datetime | None:
    """Return the UTC time of a number of seconds (or milliseconds) since 1970, also one written as text.

    None for zero, which is how exports write that they do not know, and for what lies outside the years 1826 to 2100.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
        if not math.isfinite(number) or number == 0:
            return None
        return _sane(datetime.fromtimestamp(number / (1000 if abs(number) >= _MILLISECONDS else 1), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def clock(value: object) -> datetime | None:
    """Return "2024-05-04 10:05:00" or "2024-05-04 10:05:00 UTC" as a UTC time; None for anything else."""
    words = text(value, 40).removesuffix("UTC").removesuffix("Z").rstrip()
    try:
        return _sane(datetime.strptime(words[:19], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC))
    except ValueError:
        return None


def _sane(when: datetime) -> datetime | None:
    return when if _FIRST_YEAR <= when.year <= _LAST_YEAR else None


def position(lat: object, lon: object, basis: str) -> Place | None:
    """Return a position in degrees; None where it is none. Zero and zero is how a missing one is written."""
    north, east = degrees(lat, 90), degrees(lon, 180)
    if north is None or east is None or (north == 0 and east == 0):
        return None
    return Place(lat=north, lon=east, basis=basis)


def table(tree: Tree, name: str, troubles: list[Skipped]) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a CSV file by the names in its first row, in small letters; a damaged rest is noted.

    Cells keep their words as they are, but for control characters. A row with more cells than names loses the rest.
    """
    try:
        data = tree.read(name, TABLE_CAP)
    except UnreadableArchive as problem:
        troubles.append(Skipped(where=name, why=problem.says))
        return
    yield from rows_of(data, name, troubles)


def rows_of(data: bytes, name: str, troubles: list[Skipped]) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a CSV file's bytes; `name` is for the words of what was skipped."""
    read = cells_of(data, name, troubles)
    heads = [one.casefold() for one in next(read, None) or ()]
    for cells in read:
        if cells:
            yield dict(zip(heads, cells, strict=False))


def cells_of(data: bytes, name: str, troubles: list[Skipped]) -> Iterator[list[str]]:
    """Yield the cells of each row of a CSV file's bytes, its first row with the names among them."""
    words = data.decode("utf-8-sig", "replace").replace("\x00", "")
    csv.field_size_limit(_LONGEST_CELL)
    read = csv.reader(io.StringIO(words, newline=""))
    try:
        for row in itertools.islice(read, _MOST_ROWS):
            yield [text(one, LONGEST) for one in row[:_MOST_COLUMNS]]
    except csv.Error:
        troubles.append(Skipped(where=name, why=say("The rest of this table is damaged.")))
