"""How the nouns of the house are written down as JSON, and read back unchanged."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from operator import attrgetter, methodcaller
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from app.model.text import Gap, Text

_Kind = TypeVar("_Kind")
_Reader = Callable[[Any], Any]
_Read = Callable[[Any], tuple[Any, ...]]


# Most of what is written is one of these, exactly, and a catalogue writes millions of them.
_PLAIN = frozenset({NoneType, bool, int, float, str})
_encode = json.JSONEncoder(separators=(",", ":")).encode


def dumps(value: object, without: frozenset[str] = frozenset()) -> str:
    """Write a model value as JSON in ASCII; fields that have their default are left out, and those named `without`."""
    return _encode(_pack_fields(value, without) if without else _pack(value))


def loads(kind: type[_Kind], text: str) -> _Kind:
    """Read a model value back.

    A field that is missing takes its default, a field that is unknown is passed over. Raises ValueError where the
    text is no such value.
    """
    try:
        return cast("_Kind", reader(kind)(json.loads(text)))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(kind) from error


def _pack(value: Any) -> Any:
    return _packer(cast("type[Any]", type(value)))(value)


@cache
def _packer(kind: type[Any]) -> Callable[[Any], Any]:
    """Return the function that makes parsed JSON of a value of this type."""
    return next((pack for kinds, pack in _PACKERS if issubclass(kind, kinds)), _pack_whole)


def _as_it_is(value: Any) -> Any:
    return value


def _pack_items(items: tuple[Any, ...]) -> list[Any]:
    return [_pack(item) for item in items]


def _pack_set(items: frozenset[Any]) -> list[Any]:
    return sorted(_pack_items(tuple(items)))


def _pack_mapping(items: dict[str, Any]) -> dict[str, Any]:
    return {name: _pack(item) for name, item in items.items()}


# The photos of an account have one and the same audience with its reasons, one after the other: what was packed last
# of each type is kept. Values of the model never change.
_LAST: dict[type[Any], tuple[Any, dict[str, Any]]] = {}


def _pack_whole(value: Any) -> dict[str, Any]:
    kind = cast("type[Any]", type(value))
    last = _LAST.get(kind)
    if last is not None and last[0] is value:
        return last[1]
    packed = _pack_fields(value)
    _LAST[kind] = value, packed
    return packed


def _pack_fields(value: Any, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    names, defaults, read = _written(cast("type[Any]", type(value)), without)
    return {
        name: held if type(held) in _PLAIN else _pack(held)
        for name, default, held in zip(names, defaults, read(value), strict=True)
        if held is not default and (default is MISSING or held != default)
    }


def _pack_text(text: Text) -> dict[str, Any]:
    packed: dict[str, Any] = {"words": text.words}
    if text.gaps:
        packed["gaps"] = [[name, _pack_gap(gap)] for name, gap in text.gaps]
    if text.many is not None:
        packed |= {"many": text.many, "count": text.count}
    return packed


def _pack_gap(gap: Gap) -> Any:
    match gap:
        case Text():
            return {"text": _pack_text(gap)}
        case datetime():
            return {"time": gap.isoformat()}
        case date():
            return {"date": gap.isoformat()}
        case _:
            return gap


# The first that fits: an enumeration may be a string as well, and a datetime is a date.
_PACKERS: tuple[tuple[type[Any] | tuple[type[Any], ...], Callable[[Any], Any]], ...] = (
    (Enum, attrgetter("value")),
    (tuple(_PLAIN), _as_it_is),
    (date, methodcaller("isoformat")),
    (Text, _pack_text),
    (tuple, _pack_items),
    (frozenset, _pack_set),
    (dict, _pack_mapping),
)


def _read_text(data: dict[str, Any]) -> Text:
    gaps = tuple((name, _read_gap(gap)) for name, gap in data.get("gaps", ()))
    return Text(data["words"], gaps, data.get("many"), data.get("count", 1))


def _read_gap(data: Any) -> Gap:
    match data:
        case {"text": text}:
            return _read_text(text)
        case {"time": str(text)}:
            return datetime.fromisoformat(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case str() | int() | float():
            return data
        case _:
            raise ValueError("not a gap")


@cache
def _written(kind: type[Any], without: frozenset[str]) -> tuple[tuple[str, ...], tuple[Any, ...], _Read]:
    """Return the names of the fields that are written, their defaults, and what reads them all off a value."""
    written = [field for field in fields(kind) if field.name not in without]
    names = tuple(field.name for field in written)
    return names, tuple(map(_default, written)), _read_of(names)


def _read_of(names: tuple[str, ...]) -> _Read:
    if len(names) > 1:
        return attrgetter(*names)

    def read(value: Any) -> tuple[Any, ...]:
        # With one name alone, or none, an attrgetter returns no tuple.
        return tuple(getattr(value, name) for name in names)

    return read


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


@cache
def reader(kind: Any) -> _Reader:
    """Return the function that makes a value of this type from parsed JSON."""
    kind = getattr(kind, "__supertype__", kind)  # a NewType is its base at run time
    compound = _COMPOUNDS.get(get_origin(kind))
    if compound is not None:
        return compound(kind)
    if kind is Text:
        return _read_text
    if kind in {datetime, date}:
        return kind.fromisoformat
    if is_dataclass(kind):
        return _dataclass(cast("type[Any]", kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _plain(kind)


def _plain(kind: Any) -> _Reader:
    accepted = (int, float) if kind is float else kind

    def read(data: Any) -> Any:
        if not isinstance(data, accepted):
            raise TypeError(kind)
        return data

    return read


def _optional(kind: Any) -> _Reader:
    (inner,) = (part for part in get_args(kind) if part is not NoneType)
    read = reader(inner)
    return lambda data: None if data is None else read(data)


def _tuple(kind: Any) -> _Reader:
    parts = get_args(kind)
    if parts[-1] is Ellipsis:
        read = reader(parts[0])
        return lambda data: tuple(map(read, data))
    readers = tuple(map(reader, parts))
    return lambda data: tuple(read(item) for read, item in zip(readers, data, strict=True))


def _set(kind: Any) -> _Reader:
    read = reader(get_args(kind)[0])
    return lambda data: frozenset(map(read, data))


def _mapping(kind: Any) -> _Reader:
    name, value = map(reader, get_args(kind))
    return lambda data: {name(key): value(held) for key, held in data.items()}


_COMPOUNDS: dict[Any, Callable[[Any], _Reader]] = {
    Union: _optional,
    UnionType: _optional,
    tuple: _tuple,
    frozenset: _set,
    Mapping: _mapping,
}


def _dataclass(kind: type[Any]) -> _Reader:
    hints = get_type_hints(kind)
    readers = {field.name: reader(hints[field.name]) for field in fields(kind)}

    def read(data: dict[str, Any]) -> Any:
        return kind(**{name: readers[name](held) for name, held in data.items() if name in readers})

    return read
