"""How a letter writes days, lengths of time and the names of laws, and on what paper it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from app.model.law import Law, Period, Unit
from app.model.person import Person

# Nobody whose first language it is has read the German wording yet.
REVIEWED = frozenset({"en"})

# Where paper is US Letter rather than A4 (CLDR, territories with paper size "US-Letter").
_LETTER_PAPER = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)

_NAMES: Mapping[tuple[str, str], str] = MappingProxyType(
    {("eu-gdpr", "de"): "DSGVO", ("uk-gdpr", "de"): "UK-DSGVO"}
)

_UNITS: Mapping[str, Mapping[Unit, tuple[str, str]]] = MappingProxyType(
    {
        "en": {
            Unit.CALENDAR_DAYS: ("day", "days"),
            Unit.BUSINESS_DAYS: ("business day", "business days"),
            Unit.MONTHS: ("month", "months"),
            Unit.HOURS: ("hour", "hours"),
        },
        "de": {
            Unit.CALENDAR_DAYS: ("Tag", "Tage"),
            Unit.BUSINESS_DAYS: ("Werktag", "Werktage"),
            Unit.MONTHS: ("Monat", "Monate"),
            Unit.HOURS: ("Stunde", "Stunden"),
        },
    }
)

_MONTHS: Mapping[str, str] = MappingProxyType(
    {
        "en": "January February March April May June July August September October November December",
        "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    }
)


def written_day(day: date, language: str, law: Law) -> str:
    """Write a day as the recipient reads it: "24 November 2026", "November 24, 2026", "24. November 2026"."""
    month = _MONTHS[language].split()[day.month - 1]
    if language == "de":
        return f"{day.day}. {month} {day.year}"
    if law.id.startswith("us-"):
        return f"{month} {day.day}, {day.year}"
    return f"{day.day} {month} {day.year}"


def span(period: Period, language: str) -> str:
    """Write a length of time: "45 days", "20 Werktage"."""
    one, many = _UNITS[language][period.unit]
    return f"{period.value}\u00a0{one if period.value == 1 else many}"


def law_name(law: Law, language: str) -> str:
    """Return the short name of a law as people of that language write it."""
    return _NAMES.get((law.id, language), law.short_name)


def paper(person: Person) -> str:
    """Return what the sender's country prints on: "A4" or "Letter"."""
    residence = person.residence
    return "Letter" if residence is not None and residence.country in _LETTER_PAPER else "A4"


def filled(*texts: str) -> tuple[str, ...]:
    """Return the texts that hold something."""
    return tuple(text for text in texts if text)
