"""The days on which nobody need answer: weekends, and the holidays where a law counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import holidays

_SATURDAY = 5


def is_working_day(day: date, calendar: str) -> bool:
    """Whether a day is neither a Saturday, nor a Sunday, nor a holiday of this calendar.

    `calendar` is a country, with a region where its holidays differ ("NZ", "CA-BC", "GB-ENG"), "EEA" for the days that
    are free nearly everywhere there, "" for weekends alone.
    """
    if day.weekday() >= _SATURDAY:
        return False
    return not calendar or day not in _free(calendar, day.year)


@cache
def _free(calendar: str, year: int) -> frozenset[date]:
    """Return the holidays of one year, substitute days among them."""
    own = _OWN.get(calendar)
    if own is not None:
        return own(year)
    country, _, region = calendar.partition("-")
    # A holiday of the next year may be moved into this one: New Year 2022 was a Saturday, free on 31 December 2021.
    days = holidays.country_holidays(country, subdiv=region or None, years=(year, year + 1))
    return frozenset(day for day in days if day.year == year)


def _eea(year: int) -> frozenset[date]:
    # Only the days that are free nearly everywhere: we do not know in which country the recipient counts, and
    # calling an answer late too early would be worse than one day too late.
    shared = holidays.country_holidays("DE", years=year)
    good_friday = next(day for day, name in shared.items() if "Karfreitag" in name or "Good Friday" in name)
    easter_monday = good_friday + timedelta(days=3)
    return frozenset(
        {date(year, 1, 1), easter_monday, date(year, 5, 1), date(year, 12, 25), date(year, 12, 26)}
    )


_OWN: Mapping[str, Callable[[int], frozenset[date]]] = MappingProxyType({"EEA": _eea})
