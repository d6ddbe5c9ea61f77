"""The few facts about the person that a letter needs."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence:
    """Where a person lives: ISO 3166-1 country and, where laws differ by it, the region ("US", "IL")."""

    country: str
    region: str = ""

    def __str__(self) -> str:
        """Return the code as it is typed: "DE" or "US-IL"."""
        return f"{self.country}-{self.region}" if self.region else self.country


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The person who writes. Everything may be empty until the first letter needs it."""

    name: str = ""
    email: str = ""
    address: str = ""
    residence: Residence | None = None


# ISO 3166-1 alpha-2, and the part after the hyphen of ISO 3166-2.
_CODE = re.compile(r"([A-Za-z]{2})(?:[\s-]+([A-Za-z0-9]{1,3}))?")


def parse_residence(text: str) -> Residence | None:
    """Read "DE", "us-il" or "US IL"; None where it is no such code."""
    match = _CODE.fullmatch(text.strip())
    if match is None:
        return None
    return Residence(country=match[1].upper(), region=(match[2] or "").upper())
