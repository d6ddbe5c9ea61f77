"""The fonts that letters are printed in, and which signs they have. All of them lie in resources/fonts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

from app.model.letter import Letter
from app.model.problem import Unprintable
from app.model.text import say
from app.resources import resource

_FAMILIES: Final = ("Inter", "Overexposed East Asian", "Overexposed Signs")
# Each weight has all signs: what the semi-bold cuts lack is printed in the third font.
_FACES: Final = (
    "Inter-Regular.ttf",
    "Inter-SemiBold.ttf",
    "OverexposedEastAsian-Regular.otf",
    "OverexposedEastAsian-SemiBold.otf",
    "OverexposedSigns-Regular.ttf",
)
_WEIGHTS: Final = (("Inter-Regular.ttf", *_FACES[2::2]), ("Inter-SemiBold.ttf", *_FACES[3:]))
_MOST_SHOWN: Final = 5

# Kept, because Qt needs the application for as long as there are fonts.
_offscreen = list[QApplication]()


def need_application() -> None:
    """Make an application without a screen where none runs: the terminal writes letters too. Load the fonts."""
    if QApplication.instance() is None:
        # The kind that windows need, though none is shown: Qt makes no second one, and a window may follow.
        _offscreen.append(QApplication(["overexposed", "-platform", "offscreen"]))
    _load()


@cache
def _load() -> None:
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(resource("fonts", face)))


def font(size: float, *, bold: bool = False) -> QFont:
    """Return the font of letters in a size (points): Latin, Greek and Cyrillic first, Korean and Japanese behind it."""
    made = QFont()
    made.setFamilies(list(_FAMILIES))
    made.setPointSizeF(size)
    # Inter's contextual alternates print a hyphen between capitals as a sign that cannot be copied or searched.
    made.setFeature(QFont.Tag("calt"), 0)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def unprintable(letter: Letter) -> tuple[str, ...]:
    """Return the signs of a letter that our fonts lack, in the order in which they stand there."""
    held = _printable()
    return tuple(
        dict.fromkeys(
            sign for text in _texts(letter) for sign in text if ord(sign) not in held and _shows(sign)
        )
    )


def refuse_unprintable(letter: Letter) -> None:
    """Raise Unprintable where a letter has signs that no font of ours has; it says which, and what can be done."""
    missing = unprintable(letter)
    if missing:
        raise missing_signs(missing)


def missing_signs(signs: Sequence[str]) -> Unprintable:
    """Return what is told of signs that cannot be printed."""
    return Unprintable(
        say("Our fonts cannot print {signs}, so there is no PDF.", signs=" ".join(signs[:_MOST_SHOWN])),
        say("Save the letter as a mail draft, as text or as a web page: those show every sign."),
    )


def _texts(letter: Letter) -> Iterable[str]:
    yield from letter.sender
    yield from letter.addressee
    yield from (letter.place_and_date, letter.subject, letter.salutation, letter.demands_title)
    yield from letter.opening
    yield from letter.demands
    yield from letter.closing
    yield from (letter.farewell, letter.signature, letter.schedule_title, letter.reference)
    yield from letter.schedule


def _shows(sign: str) -> bool:
    """Whether a sign leaves ink: spaces do not, nor do the joiners."""
    return not sign.isspace() and unicodedata.category(sign) not in {"Cf", "Cc"}


@cache
def _printable() -> frozenset[int]:
    """Return the code points that can be printed in both weights, read from the fonts themselves."""
    covered = [set[int]().union(*(_codes(resource("fonts", face)) for face in faces)) for faces in _WEIGHTS]
    return frozenset(covered[0] & covered[1])


def _codes(path: Path) -> set[int]:
    """Return the code points of a font: its cmap, as Qt reads it."""
    raw = QRawFont(QByteArray(path.read_bytes()), 10)
    return {code for code in _ASKED if raw.supportsCharacter(code)}


# The planes of Unicode that our fonts have anything in.
_ASKED: Final = range(0x21, 0x10000)
