"""The few facts about the person that a letter needs."""

from __future__ import annotations

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


def parse_residence(text: str) -> Residence | None:
    """Read "DE", "us-il" or "US IL"; None where it is no such code."""
    country, _, region = text.strip().upper().replace(" ", "-").partition("-")
    if len(country) != 2 or not country.isalpha() or len(region) > 3 or not (region.isalnum() or not region):
        return None
    return Residence(country=country, region=region)
