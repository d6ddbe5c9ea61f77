"""Words for people, not yet translated.

The core says what it means in English with named gaps; only the front doors (`ui`, `cli`) translate, at the
moment of showing, so the language can change while the app runs and no lower floor knows any language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

Gap: TypeAlias = "str | int | float | date | datetime | Text"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence with named gaps.

    `words` is the English source and the key of the translation; with `many` set it is the singular, and
    `count` chooses. Gap values may be texts themselves; they are translated with the sentence.
    """

    words: str
    gaps: tuple[tuple[str, Gap], ...] = ()
    many: str | None = None
    count: int = 1

    def fill(self, translate: Translate, show: Callable[[Gap], str] = str) -> str:
        """Return the sentence in the language of `translate`; `show` turns plain gap values into words."""
        pattern = translate(self)
        filled = {
            name: gap.fill(translate, show) if isinstance(gap, Text) else show(gap) for name, gap in self.gaps
        }
        return pattern.format_map(filled)

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.fill(english)


Translate: TypeAlias = Callable[[Text], str]


def english(text: Text) -> str:
    """Return the English pattern of a text: the source itself."""
    return text.words if text.many is None or text.count == 1 else text.many


def say(words: str, /, **gaps: Gap) -> Text:
    """Mark a sentence for translation and carry its gaps: `say("{name} is public.", name=photo.caption)`."""
    return Text(words, tuple(gaps.items()))


def say_count(one: str, many: str, count: int, /, **gaps: Gap) -> Text:
    """Mark a sentence that has a plural; the gap `count` is filled in.

    For example `say_count("{count} photo", "{count} photos", n)`.
    """
    return Text(one, (("count", count), *gaps.items()), many, count)


def verbatim(words: str, /) -> Text:
    """Carry words that are nobody's to translate: a name, a caption, a title from outside."""
    return Text("{words}", (("words", words),))
