"""The laws and the recipients that come with the program, read from their files and checked.

One law is one file in resources/laws, one recipient one file in resources/recipients. The keys are the fields
of `Law` and `Recipient`; `[answer]`, `[extension]`, `[self_set]` and `[acknowledgement]` are periods (`value`,
`unit`, `rolls_over`), so are `[appeal]` and `[appeal_extension]`; `[letters]` names the rights that a letter asks for;
`[[rights]]`, `[[objections]]`, `[[authorities]]`, `[[channels]]` and `[[entities]]` are lists, `[authority]` is one. Every file says its `source` and the date it was `checked_on`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from app.model.law import (
    Authority,
    Law,
    LawId,
    LawKind,
    Objection,
    Period,
    Right,
    Template,
    Unit,
    Wanted,
)
from app.model.recipient import Channel, ChannelKind, Entity, Recipient, RecipientId, RecipientKind
from app.resources import resource

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)


class DataInvalid(ValueError):
    """A data file of ours is wrong: which file, which key, and why. It is our mistake, not the person's."""


class _Table:
    """One table of a file; every read checks the type, and `done` refuses keys that nobody asked for."""

    def __init__(self, where: str, values: Mapping[str, object]) -> None:
        self._where = where
        self._values = values
        self._read = set[str]()

    def wrong(self, key: str, why: str) -> DataInvalid:
        return DataInvalid(f"{self._where}{key} {why}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string; without a default it must be there and not be empty."""
        value = self._get(key, str, default)
        if default is None and not value.strip():
            raise self.wrong(key, "is empty")
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        return self._get(key, bool, default=default)

    def number(self, key: str) -> int:
        value = self._get(key, int)
        if isinstance(value, bool) or value < 1:
            raise self.wrong(key, "must be a whole number above zero")
        return value

    def day(self, key: str) -> date:
        value = self._get(key, date)
        if isinstance(value, datetime):
            raise self.wrong(key, "must be a date without a time of day")
        return value

    def one_of(self, key: str, choices: type[_E], default: _E | None = None) -> _E:
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

    def maybe(self, key: str, make: Callable[[_Table], _T]) -> _T | None:
        """Make something of a table within this one, None where it is not there."""
        self._read.add(key)
        return self._make(key, self._values[key], make) if key in self._values else None

    def each(self, key: str, make: Callable[[_Table], _T]) -> tuple[_T, ...]:
        """Make something of every table of a list."""
        tables = cast("list[object]", self._get(key, list, []))
        return tuple(self._make(f"{key}[{number}]", table, make) for number, table in enumerate(tables, 1))

    def done(self) -> None:
        unknown = sorted(set(self._values) - self._read)
        if unknown:
            raise self.wrong(unknown[0], "is not a key that is known here")

    def _make(self, key: str, values: object, make: Callable[[_Table], _T]) -> _T:
        if not isinstance(values, dict):
            raise self.wrong(key, "must be a table")
        table = _Table(f"{self._where}{key}.", cast("dict[str, object]", values))
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


@cache
def laws() -> tuple[Law, ...]:
    """Return every law, by id. Raises DataInvalid with the file and the key that is wrong."""
    return read_laws(resource("laws"))


@cache
def recipients() -> tuple[Recipient, ...]:
    """Return every recipient, by id. Raises DataInvalid, also for a law that no file describes."""
    return read_recipients(resource("recipients"), frozenset(law.id for law in laws()))


def read_laws(folder: Path) -> tuple[Law, ...]:
    """Read every law in a folder."""
    return tuple(_read(path, _law) for path in sorted(folder.glob("*.toml")))


def read_recipients(folder: Path, known: frozenset[str] | frozenset[LawId]) -> tuple[Recipient, ...]:
    """Read every recipient in a folder; the laws they name must be among the known ones."""
    found = tuple(_read(path, _recipient) for path in sorted(folder.glob("*.toml")))
    for one in found:
        unknown = sorted(set(one.laws) - known)
        if unknown:
            raise DataInvalid(f"{one.id}.toml: laws names {unknown[0]!r}, and there is no such law")
    return found


def _read(path: Path, make: Callable[[_Table], _T]) -> _T:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataInvalid(f"{path.name}: {error}") from error
    table = _Table(f"{path.name}: ", values)
    if table.text("id") != path.stem:
        raise table.wrong("id", f"must be the name of the file, {path.stem!r}")
    made = make(table)
    table.done()
    return made


def _law(table: _Table) -> Law:
    law = Law(
        id=LawId(table.text("id")),
        name=table.text("name"),
        short_name=table.text("short_name"),
        jurisdiction=table.text("jurisdiction"),
        rights=table.each("rights", _right),
        in_force_since=table.day("in_force_since"),
        answer=table.maybe("answer", _period),
        extension=table.maybe("extension", _period),
        extension_condition=table.text("extension_condition", ""),
        self_set=table.maybe("self_set", _period),
        acknowledgement=table.maybe("acknowledgement", _period),
        fee=table.text("fee", ""),
        identity_rule=table.text("identity_rule", ""),
        objections=table.each("objections", _objection),
        authority=table.maybe("authority", _authority),
        confirmed=table.flag("confirmed"),
        source=table.text("source"),
        checked_on=table.day("checked_on"),
        recalled=table.text("recalled", ""),
        residents=table.words("residents"),
        seats=table.words("seats"),
        kind=table.one_of("kind", LawKind),
        wanted=table.maybe("letters", _wanted) or Wanted(),
        calendar=table.text("calendar", ""),
        counting=table.text("counting", ""),
        applies_when=table.text("applies_when", ""),
        in_force_note=table.text("in_force_note", ""),
        agent_rule=table.text("agent_rule", ""),
        request_contents=table.words("request_contents"),
        template=table.one_of("template", Template, Template.UNKNOWN),
        template_note=table.text("template_note", ""),
        private_action=table.text("private_action", ""),
        languages=table.words("languages"),
        appeal=table.maybe("appeal", _period),
        appeal_extension=table.maybe("appeal_extension", _period),
        appeal_note=table.text("appeal_note", ""),
        authorities=table.each("authorities", _authority),
    )
    if not law.rights:
        raise table.wrong("rights", "is missing")
    keys = [right.key for right in law.rights]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise table.wrong("rights", f"has {twice!r} twice")
    if (law.answer is None) == (law.self_set is None):
        raise table.wrong("answer", "or self_set must be there, and not both")
    for wanted in (law.wanted.faces, law.wanted.posted, law.wanted.depicted):
        unknown = next((key for key in wanted if key not in keys), None)
        if unknown is not None:
            raise table.wrong("letters", f"names {unknown!r}, and there is no such right")
    return law


def _wanted(table: _Table) -> Wanted:
    return Wanted(faces=table.words("faces"), posted=table.words("posted"), depicted=table.words("depicted"))


def _right(table: _Table) -> Right:
    return Right(
        key=table.text("key"),
        citation=table.text("citation"),
        note=table.text("note", ""),
        period=table.maybe("period", _period),
    )


def _period(table: _Table) -> Period:
    return Period(
        value=table.number("value"), unit=table.one_of("unit", Unit), rolls_over=table.flag("rolls_over")
    )


def _objection(table: _Table) -> Objection:
    return Objection(
        ground=table.text("ground"), citation=table.text("citation"), rebuttal=table.text("rebuttal")
    )


def _authority(table: _Table) -> Authority:
    return Authority(
        name=table.text("name"),
        url=table.text("url", ""),
        time_limit=table.text("time_limit", ""),
        complaint_url=table.text("complaint_url", ""),
        email=table.text("email", ""),
        address=table.text("address", ""),
        country=table.text("country", ""),
        language=table.text("language", ""),
    )


def _recipient(table: _Table) -> Recipient:
    recipient = Recipient(
        id=RecipientId(table.text("id")),
        name=table.text("name"),
        legal_name=table.text("legal_name", ""),
        kind=table.one_of("kind", RecipientKind),
        country=table.text("country", ""),
        channels=table.each("channels", _channel),
        entities=table.each("entities", _entity),
        asks_for=table.words("asks_for"),
        never_send=table.words("never_send"),
        laws=table.words("laws"),
        networks=table.words("networks"),
        servers=table.flag("servers"),
        language=table.text("language", "en"),
        notes=table.text("notes", ""),
        needs=table.words("needs"),
        delete_account=table.text("delete_account", ""),
        operator_unknown=table.flag("operator_unknown"),
        source=table.text("source"),
        source_as_of=table.text("source_as_of"),
        checked_on=table.day("checked_on"),
        confirmed=table.flag("confirmed"),
    )
    if recipient.servers and (recipient.channels or recipient.country):
        raise table.wrong("servers", "is true, so nothing may be said about where or how to reach it")
    if not recipient.servers and not recipient.legal_name:
        raise table.wrong("legal_name", "is missing")
    return recipient


def _channel(table: _Table) -> Channel:
    return Channel(
        kind=table.one_of("kind", ChannelKind),
        address=table.text("address"),
        purpose=table.text("purpose", ""),
        confirmed=table.flag("confirmed", default=True),
    )


def _entity(table: _Table) -> Entity:
    return Entity(
        name=table.text("name"),
        country=table.text("country"),
        serves=table.words("serves"),
        address=table.text("address", ""),
        email=table.text("email", ""),
    )
