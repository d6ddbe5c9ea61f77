"""Puts what the core says into the language of the person, at the moment of showing."""

from __future__ import annotations

import gettext
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt
from PySide6.QtWidgets import QApplication

from app.model.text import Gap, Text, english
from app.resources import RESOURCES

DOMAIN = "overexposed"
CATALOGUES: Path = RESOURCES / "i18n"
LANGUAGES: dict[str, str] = {"en": "English", "de": "Deutsch"}
"""The languages that can be chosen, each by its own name."""

_OWN_NAMES: dict[str, str] = {
    **LANGUAGES,
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português (Brasil)",
    "ko": "한국어",
    "ja": "日本語",
}
STRETCHED = "en-XA"
"""A language for tests: English, two fifths longer."""
MIRRORED = "ar-XB"
"""A language for tests: English, read from right to left."""


class Wording:
    """One language with its catalogue."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = QLocale("en-GB" if language in {"en", STRETCHED, MIRRORED} else language)
        self._catalogue = gettext.translation(DOMAIN, CATALOGUES, [language], fallback=True)

    def pattern(self, text: Text) -> str:
        """Return the pattern of a text in this language; English where it has none."""
        if self.language == STRETCHED:
            return _stretched(english(text))
        if text.many is None:
            return self._catalogue.gettext(text.words)
        return self._catalogue.ngettext(text.words, text.many, text.count)

    def show(self, gap: Gap) -> str:
        """Return a gap's value as this language writes it: 1,204 or 1.204, 14 May 2019 or 14. Mai 2019."""
        match gap:
            case bool() | str() | Text():
                return str(gap)
            case int():
                return self.locale.toString(gap)
            case float():
                return self.locale.toString(gap, "f", 1)
            case datetime():
                return self.moment(gap)
            case date():
                return self.locale.toString(
                    QDate(gap.year, gap.month, gap.day), QLocale.FormatType.LongFormat
                )

    def moment(self, at: datetime) -> str:
        """Return an aware moment as day and time on this computer's clock."""
        local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
        day = self.locale.toString(local.date(), "d MMMM yyyy" if self.language != "de" else "d. MMMM yyyy")
        return f"{day}, {self.locale.toString(local.time(), 'HH:mm')}"

    def day(self, on: date) -> str:
        """Return a day without the name of the weekday."""
        pattern = "d. MMMM yyyy" if self.language == "de" else "d MMMM yyyy"
        return self.locale.toString(QDate(on.year, on.month, on.day), pattern)


_current: list[Wording] = [Wording("en")]


def speak(language: str = "") -> str:
    """Choose the language from now on; empty for the system's own. Return the one that is spoken."""
    chosen = language or _system_language()
    _current[0] = Wording(chosen)
    QLocale.setDefault(_current[0].locale)
    is_mirrored = chosen == MIRRORED or _current[0].locale.textDirection() is Qt.LayoutDirection.RightToLeft
    direction = Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight
    QApplication.setLayoutDirection(direction)
    return chosen


def wording() -> Wording:
    """Return the language that is spoken."""
    return _current[0]


def words(text: Text) -> str:
    """Return a text in the language that is spoken."""
    current = _current[0]
    return text.fill(current.pattern, current.show)


def day(on: date | datetime | None) -> str:
    """Return a day in words; empty for None. A moment is the day on this computer's clock."""
    if on is None:
        return ""
    return wording().day(on.astimezone().date() if isinstance(on, datetime) else on)


def moment(at: datetime | None) -> str:
    """Return a moment in words; empty for None."""
    return "" if at is None else wording().moment(at)


def iso_day(written: str) -> str:
    """Return a day that data writes as 2026-11-23 in words; anything else as it is."""
    try:
        return day(date.fromisoformat(written))
    except ValueError:
        return written


def clock(at: datetime) -> str:
    """Return a moment as the time on this computer's clock, with its day where that is not today."""
    local = at.astimezone()
    if local.date() != datetime.now().astimezone().date():
        return wording().moment(at)
    return f"{local:%H:%M}"


def own_name(code: str) -> str:
    """Return how a language calls itself; Portuguese is that of Brazil."""
    return _OWN_NAMES[code]


def number(value: int) -> str:
    """Return a whole number with the thousands set apart."""
    return wording().locale.toString(value)


def _system_language() -> str:
    for named in QLocale.system().uiLanguages():
        code = named.split("-")[0]
        if code in LANGUAGES:
            return code
    return "en"


def _stretched(pattern: str) -> str:
    """Make a pattern two fifths longer; its gaps stay what they are."""
    filling = "Öffnung größer über Äpfel "
    length = max(2, round(len(pattern) * 0.4))
    return f"{pattern} {(filling * (length // len(filling) + 1))[: length - 1]}"
