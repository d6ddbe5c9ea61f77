"""A filter as a question to the catalogue: every value is bound, every order read from an index."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from app.model.filter import Filter, Order
from app.store.rows import AUDIENCES, REACHES, clean, moment, spaced

_Binding = int | str
_Condition = tuple[str, tuple[_Binding, ...]]
Question = tuple[str, tuple[_Binding, ...]]

# The index is named, because the planner does not find it by itself for every mix of conditions.
# More faces than any picture has, and less than the largest number that SQLite holds.
_MANY = 1_000_000

_BY_RISK = "from photo indexed by photo_by_risk"
_BY_TIME = "from photo indexed by photo_by_time"
_ORDERS: dict[Order, tuple[str, str]] = {
    Order.RISK: (_BY_RISK, "order by risk desc, at desc, id desc"),
    Order.NEWEST: (_BY_TIME, "order by at desc, id desc"),
    Order.OLDEST: (_BY_TIME, "order by at asc nulls last, id asc"),
}
_TWINS = """id in (
    select id from photo where sha256 in
        (select sha256 from photo where sha256 is not null group by sha256 having count(*) > 1)
    union all
    select id from photo where picture in
        (select picture from photo where picture is not null group by picture having count(*) > 1)
)"""


def ids(chosen: Filter, limit: int | None = None) -> Question:
    """Ask for the ids of the photos that match, in the filter's order."""
    source, order = _ORDERS[chosen.order]
    where, bindings = _where(chosen)
    if limit is None:
        return " ".join(("select id", source, where, order)), bindings
    return " ".join(("select id", source, where, order, "limit ?")), (*bindings, max(limit, 0))


def count(chosen: Filter) -> Question:
    """Ask how many photos match."""
    where, bindings = _where(chosen)
    return " ".join(("select count(*)", _BY_TIME, where)), bindings


def _where(chosen: Filter) -> Question:
    conditions = list(_conditions(chosen))
    if not conditions:
        return "", ()
    where = "where " + " and ".join(sql for sql, _ in conditions)
    return where, tuple(binding for _, bindings in conditions for binding in bindings)


def _conditions(chosen: Filter) -> Iterator[_Condition]:
    if chosen.audiences:
        yield _among("audience", [AUDIENCES.index(one) for one in chosen.audiences])
    if chosen.reaches:
        yield _among("reach", [REACHES.index(one) for one in chosen.reaches])
    yield from _owners(chosen)
    yield from _counted(chosen)
    yield from _times(chosen)
    for column, wanted in (
        ("searchable", chosen.searchable_face),
        ("place", chosen.place),
        ("tagged", chosen.tagged),
        ("keep", chosen.keep),
    ):
        if wanted is not None:
            yield f"{column} = ?", (int(wanted),)
    if chosen.twins is not None:
        yield (_TWINS if chosen.twins else f"not {_TWINS}"), ()
    if chosen.text.strip():
        yield _text(chosen.text)


def _among(column: str, values: list[int]) -> _Condition:
    return f"{column} in ({', '.join('?' * len(values))})", tuple(sorted(values))


def _owners(chosen: Filter) -> Iterator[_Condition]:
    if chosen.networks:
        marks = ", ".join("?" * len(chosen.networks))
        yield (
            " ".join(("account in (select number from account where network in (", marks, "))")),
            tuple(sorted(map(clean, chosen.networks))),
        )
    if chosen.account is not None:
        name = clean(chosen.account)
        yield (
            "account in (select number from account where id = ? or handle = ?)",
            (name, name.removeprefix("@").casefold()),
        )


def _counted(chosen: Filter) -> Iterator[_Condition]:
    if chosen.faces is None:
        return
    least, most = chosen.faces
    yield "faces >= ?", (min(least, _MANY),)
    if most is not None:
        yield "faces <= ?", (min(most, _MANY),)


def _times(chosen: Filter) -> Iterator[_Condition]:
    for sql, at in (("at < ?", moment(chosen.before)), ("at >= ?", moment(chosen.after))):
        if at is not None:
            yield sql, (at,)


def _text(text: str) -> _Condition:
    """Ask for photos that have every word, each as the beginning of a word of theirs."""
    phrases = [f'"{phrase}"*' for word in text.split() if (phrase := _phrase(word))]
    if not phrases:
        return "id < ?", (0,)
    return "id in (select rowid from words where words match ?)", (" AND ".join(phrases),)


def _phrase(word: str) -> str:
    """Return the letters, digits and accents of a word; the index holds nothing else."""
    return "".join(letter if _is_indexed(letter) else " " for letter in spaced(word)).strip()


def _is_indexed(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter).startswith("M")
