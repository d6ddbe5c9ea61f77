"""A field for a day: typed as people of this language write it, or as 2026-11-23."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QFontMetrics

from app.model.text import Text, say
from app.ui.theme import theme
from app.ui.tokens import Role
from app.ui.widgets.field import Field
from app.ui.wording import wording

_WIDTH = 220


class DayField(Field):
    """A day. `example` is the day that a mistake is explained with."""

    def __init__(self, name: Text | str, placeholder: Text | str = "") -> None:
        super().__init__(name, placeholder)
        self._example = date(2026, 11, 23)
        # A day is short, but its name may not be in every language.
        wide = QFontMetrics(theme().font(Role.SMALL)).horizontalAdvance(self.edit.accessibleName())
        self.setFixedWidth(max(theme().px(_WIDTH), wide + 2))

    def fill_day(self, day: date | None, example: date) -> None:
        """Put a day in, or nothing, and forget a mistake."""
        self._example = example
        self.fill(written(day) if day is not None else "")
        self.wrong(None)

    def day(self, *, needed: bool = True) -> date | None:
        """Return the day; None where it is empty or no day, and then that is said under the field."""
        found = _read(self.text)
        if found is None and (needed or self.text):
            self.wrong(say("Type a day such as {example}.", example=written(self._example)))
        return found

    @property
    def is_good(self) -> bool:
        """Whether it is empty or holds a day."""
        return not self.text or _read(self.text) is not None


def written(on: date) -> str:
    """Return a day as people in this language write it in short, with all four digits of the year."""
    return wording().locale.toString(QDate(on.year, on.month, on.day), _pattern())


def _read(text: str) -> date | None:
    found = wording().locale.toDate(text, _pattern())
    if not found.isValid():
        found = QDate.fromString(text, Qt.DateFormat.ISODate)
    return date(found.year(), found.month(), found.day()) if found.isValid() else None


def _pattern() -> str:
    pattern = wording().locale.dateFormat(QLocale.FormatType.ShortFormat)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")
