"""The days on which nobody need answer: weekends, and the holidays where a law counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

_SATURDAY = 5
_SUNDAY = 6
_MONDAY = 0
_THURSDAY = 3


def is_working_day(day: date, law: str) -> bool:
    """Whether a day is neither a Saturday, nor a Sunday, nor a holiday where this law counts."""
    if day.weekday() >= _SATURDAY:
        return False
    holidays = _HOLIDAYS.get(law)
    return holidays is None or day not in holidays(day.year)


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches, by the anonymous Gregorian computus (Meeus, 1991)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leap, left = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - shift + 15) % 30
    quarter, days = divmod(rest, 4)
    sunday = (32 + 2 * left + 2 * quarter - moon - days) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def _eea(year: int) -> frozenset[date]:
    # Only the days that are free nearly everywhere: we do not know in which country the recipient counts, and
    # calling an answer late too early would be worse than one day too late.
    return frozenset(
        {
            date(year, 1, 1),
            easter(year) + timedelta(days=1),
            date(year, 5, 1),
            date(year, 12, 25),
            date(year, 12, 26),
        }
    )


@cache
def _england(year: int) -> frozenset[date]:
    """Bank holidays of England and Wales (Banking and Financial Dealings Act 1971), with substitute days."""
    new_year = date(year, 1, 1)
    while new_year.weekday() >= _SATURDAY:
        new_year += timedelta(days=1)
    free = {
        new_year,
        easter(year) - timedelta(days=2),
        easter(year) + timedelta(days=1),
        _nth(year, 5, _MONDAY, 1),
        _last(year, 5, _MONDAY),
        _last(year, 8, _MONDAY),
    }
    for day in (date(year, 12, 25), date(year, 12, 26)):
        moved = day
        while moved.weekday() >= _SATURDAY or moved in free:
            moved += timedelta(days=1)
        free.add(moved)
    return frozenset(free)


@cache
def _united_states(year: int) -> frozenset[date]:
    """Federal holidays (5 U.S.C. 6103); a Saturday moves to the Friday before, a Sunday to the Monday."""
    fixed = (
        date(year, 1, 1),
        date(year, 6, 19),
        date(year, 7, 4),
        date(year, 11, 11),
        date(year, 12, 25),
        date(year + 1, 1, 1),
    )
    shifts = {_SATURDAY: -1, _SUNDAY: 1}
    return frozenset(
        {
            *(day + timedelta(days=shifts.get(day.weekday(), 0)) for day in fixed),
            _nth(year, 1, _MONDAY, 3),
            _nth(year, 2, _MONDAY, 3),
            _last(year, 5, _MONDAY),
            _nth(year, 9, _MONDAY, 1),
            _nth(year, 10, _MONDAY, 2),
            _nth(year, 11, _THURSDAY, 4),
        }
    )


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _last(year: int, month: int, weekday: int) -> date:
    end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return end - timedelta(days=(end.weekday() - weekday) % 7)


_HOLIDAYS: Mapping[str, Callable[[int], frozenset[date]]] = MappingProxyType(
    {"eu-gdpr": _eea, "uk-gdpr": _england, "us-ca-ccpa": _united_states}
)
