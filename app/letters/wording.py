"""How a letter writes days, lengths of time and the names of laws, and on what paper it is printed."""

from __future__ import annotations

from datetime import date

from app.letters.language import LawName, language
from app.model.law import Authority, Law, Period
from app.model.person import Person

# Where paper is US Letter rather than A4 (CLDR, territories with paper size "US-Letter").
_LETTER_PAPER = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)
_OWN = LawName()


def written_day(day: date, code: str, law: Law | None) -> str:
    """Write a day as the recipient reads it: "24 November 2026", "November 24, 2026", "24. November 2026"."""
    return language(code).written_day(day, american=law is not None and law.id.startswith("us-"))


def span(period: Period, code: str) -> str:
    """Write a length of time: "45 days", "20 Werktage"."""
    return language(code).counted(period.unit, period.value)


def law_name(law: Law, code: str) -> str:
    """Return the short name of a law as people of that language write it."""
    return _names(law, code).short or law.short_name


def law_in_full(law: Law, code: str) -> str:
    """Return the whole name of a law, its own where people of that language have no other."""
    return _names(law, code).full or law.name


def authority_name(law: Law, authority: Authority | None, code: str) -> str:
    """Return the name of who takes a complaint: that of one country as it is, that of a law in the letter's language."""
    if authority is None:
        return ""
    return (not authority.country and _names(law, code).authority) or authority.name


def paper(person: Person) -> str:
    """Return what the sender's country prints on: "A4" or "Letter"."""
    residence = person.residence
    return "Letter" if residence is not None and residence.country in _LETTER_PAPER else "A4"


def filled(*texts: str) -> tuple[str, ...]:
    """Return the texts that hold something."""
    return tuple(text for text in texts if text)


def _names(law: Law, code: str) -> LawName:
    return language(code).laws.get(law.id, _OWN)
