"""Any model value, for the tests of the cupboard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from app.model.text import Text

_ZONES = st.sampled_from([None, UTC, timezone(timedelta(hours=9)), timezone(-timedelta(hours=3, minutes=30))])
# Every letter there is, halves of surrogate pairs too: exports hold them.
_LETTERS = st.text(st.characters(), max_size=12)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: _LETTERS,
    bool: st.booleans(),
    int: st.integers(),
    float: st.floats(allow_nan=False),
    date: st.dates(),
    datetime: st.datetimes(timezones=_ZONES),
}
_GAPS = st.one_of(_LETTERS, st.integers(), st.floats(allow_nan=False), st.dates(), _PLAIN[datetime])
_FLAT = st.builds(Text, _LETTERS, st.lists(st.tuples(_LETTERS, _GAPS), max_size=2).map(tuple))
_TEXTS = st.builds(
    Text,
    _LETTERS,
    st.lists(st.tuples(_LETTERS, _GAPS | _FLAT), max_size=2).map(tuple),
    st.none() | _LETTERS,
)


def any_of(kind: Any) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one return a type
    """Return a strategy for any value of a type that the model uses."""
    kind = getattr(kind, "__supertype__", kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind is Text:
        return _TEXTS
    if get_origin(kind) in {Union, UnionType}:
        return st.one_of(*(st.none() if part is NoneType else any_of(part) for part in get_args(kind)))
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        if parts[-1] is Ellipsis:
            return st.lists(any_of(parts[0]), max_size=2).map(tuple)
        return st.tuples(*map(any_of, parts))
    if get_origin(kind) is frozenset:
        return st.frozensets(any_of(get_args(kind)[0]), max_size=3)
    if get_origin(kind) is Mapping:
        return st.dictionaries(*map(any_of, get_args(kind)), max_size=2)
    return _noun(kind) if is_dataclass(kind) else st.sampled_from(kind)


def _noun(kind: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: any_of(hints[field.name]) for field in fields(kind)})
