"""How letters of a language write days, numbers, lists, articles and the names of laws: data, one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from app.resources import resource

LANGUAGES: tuple[str, ...] = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "ko", "ja")
"""Portuguese is that of Brazil."""

# Nobody whose first language it is has read the wording in the other languages yet.
REVIEWED = frozenset({"en"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LawName:
    """What people of a language call a law, and the authority that watches over it; empty where they use its own name."""

    short: str = ""
    full: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The habits of one language.

    `day` is a pattern of {day}, {month} and {year}, `american_day` that of letters under a law of the United States;
    `first` stands for the day 1. `separator` stands in lists, `between` between two sentences. `units` has the patterns of each unit by its plural forms: one for all numbers, one and
    many, or one, few and many as in Polish. `article` has the parts of a citation, `words` what else is put differently.
    """

    months: tuple[str, ...]
    day: str
    american_day: str
    first: str
    separator: str
    between: str
    units: Mapping[str, tuple[str, ...]]
    article: Mapping[str, str]
    words: Mapping[str, str]
    laws: Mapping[str, LawName]

    def written_day(self, day: date, *, american: bool = False) -> str:
        """Write a day: "24 November 2026", "24 de noviembre de 2026", "2026년 11월 24일"."""
        pattern = self.american_day if american else self.day
        number = self.first if day.day == 1 else str(day.day)
        return pattern.format(day=number, month=self.months[day.month - 1], year=day.year)

    def counted(self, unit: str, count: int) -> str:
        """Write a length of time: "45 days", "20 Werktage", "22 dni robocze", "30日"."""
        forms = self.units[unit]
        return forms[_plural(count, len(forms))].format(count=count).replace(" ", "\u00a0")


@cache
def language(code: str) -> Language:
    """Return the habits of a language. Raises OSError for one that is not in LANGUAGES."""
    held = tomllib.loads(resource("letters", code, "language.toml").read_text(encoding="utf-8"))
    laws = cast("Mapping[str, Mapping[str, str]]", held.get("laws", {}))
    units = cast("Mapping[str, list[str]]", held["units"])
    texts = cast("Mapping[str, Any]", held)
    return Language(
        months=tuple(texts["months"]),
        day=texts["day"],
        american_day=texts.get("american_day", texts["day"]),
        first=texts.get("first", "1"),
        separator=texts["separator"],
        between=texts.get("between", " "),
        units={unit: tuple(forms) for unit, forms in units.items()},
        article=texts["article"],
        words=texts.get("words", {}),
        laws={name: LawName(**names) for name, names in laws.items()},
    )


def _plural(count: int, forms: int) -> int:
    """Return which plural form a number takes (CLDR's rules for whole numbers)."""
    if forms == 1 or count == 1:
        return 0
    if forms == 3 and not (2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14):
        return 2
    return 1
