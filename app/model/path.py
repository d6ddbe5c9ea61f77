"""A way that is no letter to a company: a page of a state, or the notice about intimate pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.model.law import LawId
from app.model.recipient import RecipientId
from app.model.text import Text


class For(StrEnum):
    """Whom somebody helps."""

    EVERYONE = "everyone"
    ADULTS = "adults"
    MINORS = "minors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Somebody who helps. `country` is empty where they help wherever one lives; `confirmed` is False where it is recalled."""

    name: str
    for_whom: For
    says: Text
    country: str = ""
    phone: str = ""
    page: str = ""
    source: str = ""
    checked_on: date | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One such way. `is_gentle` puts those who help before everything else.

    `late` is what to do once their time is over in silence, `unmet` once they say no, find nothing, or do a part.
    """

    key: str
    law: LawId
    says: Text
    why: Text
    steps: tuple[Text, ...]
    late: Text
    unmet: Text
    recipient: RecipientId | None = None
    page: str = ""
    is_gentle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """All of them, and those who help."""

    ways: tuple[Way, ...]
    helps: tuple[Help, ...]

    def way(self, key: str) -> Way:
        """Return one by its key."""
        return next(one for one in self.ways if one.key == key)

    def under(self, laws: Sequence[LawId]) -> Way | None:
        """Return the way whose law leads these, None where they make ordinary letters."""
        return next((one for one in self.ways if laws and one.law == laws[0]), None)

    def helps_in(self, country: str) -> tuple[Help, ...]:
        """Return those who help in a country, its own ones first; where none is known, those who help everywhere."""
        here = tuple(one for one in self.helps if one.country == country and country)
        return (*here, *(one for one in self.helps if not one.country))
