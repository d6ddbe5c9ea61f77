"""Read data files of ours strictly: every type is checked, and a key that nobody knows is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar, cast

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)


class DataInvalid(ValueError):
    """A data file of ours is wrong: which file, which key, and why. It is our mistake, not the person's."""


class Table:
    """One table of a file; every read checks the type, and `done` refuses keys that nobody asked for."""

    def __init__(self, where: str, values: Mapping[str, object]) -> None:
        self._where = where
        self._values = values
        self._read = set[str]()

    def wrong(self, key: str, why: str) -> DataInvalid:
        """Return the error of a key: which file, which key, and why."""
        return DataInvalid(f"{self._where}{key} {why}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string; without a default it must be there and not be empty."""
        value = self._get(key, str, default)
        if default is None and not value.strip():
            raise self.wrong(key, "is empty")
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return a yes or no, `default` where the key is not there."""
        return self._get(key, bool, default=default)

    def number(self, key: str) -> int:
        """Return a whole number above zero."""
        value = self._get(key, int)
        if isinstance(value, bool) or value < 1:
            raise self.wrong(key, "must be a whole number above zero")
        return value

    def day(self, key: str) -> date:
        """Return a date."""
        value = self._get(key, date)
        if isinstance(value, datetime):
            raise self.wrong(key, "must be a date without a time of day")
        return value

    def maybe_day(self, key: str) -> date | None:
        """Return a date, None where the key is not there."""
        self._read.add(key)
        return self.day(key) if key in self._values else None

    def one_of(self, key: str, choices: type[_E], default: _E | None = None) -> _E:
        """Return one of a set of words; without a default it must be there."""
        value = self.text(key, default)
        try:
            return choices(value)
        except ValueError as error:
            raise self.wrong(key, f"is {value!r}, and must be one of: {', '.join(choices)}") from error

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of strings, empty where the key is not there."""
        values = cast("list[object]", self._get(key, list, []))
        for value in values:
            if not isinstance(value, str) or not value:
                raise self.wrong(key, "must be a list of strings")
        return tuple(cast("list[str]", values))

    def maybe(self, key: str, make: Callable[[Table], _T]) -> _T | None:
        """Make something of a table within this one, None where it is not there."""
        self._read.add(key)
        return self._make(key, self._values[key], make) if key in self._values else None

    def each(self, key: str, make: Callable[[Table], _T]) -> tuple[_T, ...]:
        """Make something of every table of a list."""
        tables = cast("list[object]", self._get(key, list, []))
        return tuple(self._make(f"{key}[{number}]", table, make) for number, table in enumerate(tables, 1))

    def done(self) -> None:
        """Refuse keys that nobody asked for."""
        unknown = sorted(set(self._values) - self._read)
        if unknown:
            raise self.wrong(unknown[0], "is not a key that is known here")

    def _make(self, key: str, values: object, make: Callable[[Table], _T]) -> _T:
        if not isinstance(values, dict):
            raise self.wrong(key, "must be a table")
        table = Table(f"{self._where}{key}.", cast("dict[str, object]", values))
        made = make(table)
        table.done()
        return made

    def _get(self, key: str, kind: type[_T], default: _T | None = None) -> _T:
        self._read.add(key)
        value = self._values.get(key, default)
        if value is None:
            raise self.wrong(key, "is missing")
        if not isinstance(value, kind):
            raise self.wrong(key, f"must be of type {kind.__name__}, and is {type(value).__name__}")
        return value


def read_file(path: Path, make: Callable[[Table], _T], *, named: str = "id") -> _T:
    """Read one file whose key `named`, if any, is the name of the file. Raises DataInvalid with the file and the key that is wrong."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataInvalid(f"{path.name}: {error}") from error
    table = Table(f"{path.name}: ", values)
    if named and table.text(named) != path.stem:
        raise table.wrong(named, f"must be the name of the file, {path.stem!r}")
    made = make(table)
    table.done()
    return made
