"""Which photos are meant: the words of a filter, and nothing of how it is looked up."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from app.model.audience import Audience
from app.model.problem import WrongUse
from app.model.stranger import Reach
from app.model.text import say


class Order(StrEnum):
    """How photos are sorted."""

    RISK = "risk"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Conditions that all must hold; None means: any.

    `faces` is the least and the greatest number of faces, both included, None for no upper end. `text` is
    looked for in captions, albums and places.
    """

    audiences: frozenset[Audience] = frozenset()
    reaches: frozenset[Reach] = frozenset()
    networks: frozenset[str] = frozenset()
    account: str | None = None
    faces: tuple[int, int | None] | None = None
    searchable_face: bool | None = None
    place: bool | None = None
    tagged: bool | None = None
    twins: bool | None = None
    keep: bool | None = None
    before: datetime | None = None
    after: datetime | None = None
    text: str = ""
    order: Order = Order.RISK


_TERM = re.compile(r"^(?P<key>[a-z_]+)(?P<op>[=><:])(?P<value>.*)$", re.DOTALL)
_DIGITS = 6
_YES_NO = {"yes": True, "no": False}
_FACES: dict[str, tuple[int, int | None]] = {"yes": (1, None), "no": (0, 0)}


def parse_filter(terms: Iterable[str]) -> Filter:
    """Read terms like `audience=public faces>0 text:"Han river"`; WrongUse where one is not understood."""
    found = Filter()
    for term in _split(" ".join(terms)):
        found = _with(found, term)
    return found


def _split(words: str) -> list[str]:
    try:
        return shlex.split(words)
    except ValueError as error:
        raise WrongUse(
            say("A quotation mark in the filter is not closed."),
            say("Close it with a second one, or put a backslash before a mark that is meant."),
        ) from error


def _with(found: Filter, term: str) -> Filter:
    match = _TERM.match(term)
    if not match:
        return replace(found, text=f"{found.text} {term}".strip())
    key, value = match["key"], match["value"]
    reader = _READERS.get(key + match["op"]) or _READERS.get(key + "=")
    if reader is None or (match["op"] != "=" and key + match["op"] not in _READERS):
        raise WrongUse(
            say("The filter “{term}” is not understood.", term=term),
            say("Known filters: {names}.", names=", ".join(sorted(_READERS))),
        )
    try:
        return reader(found, value)
    except (KeyError, ValueError) as error:
        raise WrongUse(
            say("“{value}” is no value for the filter “{key}”.", value=value, key=key),
            say("The command's help lists what can stand there."),
        ) from error


def _number(value: str) -> int:
    """Read a count of faces, not larger than any picture could hold."""
    if not value.isdecimal() or len(value) > _DIGITS:
        raise ValueError(value)
    return int(value)


def _day(value: str) -> datetime:
    return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)


_READERS: dict[str, Callable[[Filter, str], Filter]] = {
    "audience=": lambda f, v: replace(f, audiences=f.audiences | {Audience(one) for one in v.split(",")}),
    "stranger=": lambda f, v: replace(f, reaches=f.reaches | {Reach(one) for one in v.split(",")}),
    "network=": lambda f, v: replace(f, networks=f.networks | set(v.split(","))),
    "account=": lambda f, v: replace(f, account=v),
    "faces>": lambda f, v: replace(f, faces=(_number(v) + 1, None)),
    "faces=": lambda f, v: replace(f, faces=_FACES.get(v) or (_number(v), _number(v))),
    "searchable=": lambda f, v: replace(f, searchable_face=_YES_NO[v]),
    "place=": lambda f, v: replace(f, place=_YES_NO[v]),
    "tagged=": lambda f, v: replace(f, tagged=_YES_NO[v]),
    "twins=": lambda f, v: replace(f, twins=_YES_NO[v]),
    "keep=": lambda f, v: replace(f, keep=_YES_NO[v]),
    "before=": lambda f, v: replace(f, before=_day(v)),
    "after=": lambda f, v: replace(f, after=_day(v)),
    "text:": lambda f, v: replace(f, text=f"{f.text} {v}".strip()),
    "text=": lambda f, v: replace(f, text=f"{f.text} {v}".strip()),
    "order=": lambda f, v: replace(f, order=Order(v)),
}
