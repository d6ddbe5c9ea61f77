"""Model values for the tests of the cupboard: a few by name, and any by hypothesis."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from app.model.account import Account, AccountId, AccountKind, NetworkKey, account_id
from app.model.inspection import Face, Inspection, Place
from app.model.photo import Photo
from app.model.stranger import Reach, StrangerView
from app.model.text import Text

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ACCOUNT = account_id(NetworkKey("bluesky"), "mina.example")


def account(handle: str = "mina.example", network: str = "bluesky", **facts: Any) -> Account:
    key = NetworkKey(network)
    held = Account(
        id=account_id(key, handle), network=key, kind=AccountKind.WATCHED, handle=handle, added_at=NOON
    )
    return replace(held, **facts)


def photo(key: str = "1", of: AccountId = ACCOUNT, **facts: Any) -> Photo:
    return replace(Photo(account=of, network=NetworkKey(of.partition(":")[0]), key=key), **facts)


def inspection(*eyes_px: float, **facts: Any) -> Inspection:
    faces = tuple(Face(box=(1.0, 2.0, 30.0, 40.0), eyes_px=one, score=0.9) for one in eyes_px)
    return replace(Inspection(format="JPEG", width=640, height=480, faces=faces), **facts)


def view(reach: Reach = Reach.REACHABLE, **facts: Any) -> StrangerView:
    return replace(StrangerView(reach=reach, seen_at=NOON), **facts)


SEOUL = Place(lat=37.57, lon=126.98, basis="file", name="Seoul, KR")

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


def any_of(kind: Any) -> st.SearchStrategy[Any]:
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
    return _noun(kind) if is_dataclass(kind) else st.sampled_from(kind)


def _noun(kind: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: any_of(hints[field.name]) for field in fields(kind)})
