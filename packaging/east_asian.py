"""Makes the font that letters use for Korean and Japanese: one family, cut down to what the two languages write.

Needs fontTools (`pip install fonttools==4.68.0`, in an environment of its own: the program does not need it).
"""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

# The licences reserve the names of the originals, so what we changed has names of its own.
FAMILY = "Overexposed East Asian"
SIGNS_FAMILY = "Overexposed Signs"

# What JIS X 0208 and KS X 1001 have and the first font lacks: the postal mark, the round zero, signs of many kinds.
_SIGNS = ((0x2100, 0x2800), (0x3004, 0x3100), (0x3131, 0x3400), (0xFF5F, 0xFFE7))


def cut(data: bytes, weight: str) -> bytes:
    """Return a font with Hangul, kana, the kanji of JIS X 0208, the hanja of KS X 1001 and their punctuation.

    `weight` is "Regular" or "SemiBold". Signs that Unicode has twice (radicals, compatibility forms) are left out: they share a glyph with the usual ones,
    and whoever copies a word out of a PDF would get the rare one of the two.
    """
    return _cut(data, _signs(), FAMILY, weight)


def cut_signs(data: bytes) -> bytes:
    """Return a small font with the signs alone that stand in the two character sets and not in the other font."""
    wanted = {code for first, end in _SIGNS for code in range(first, end)}
    return _cut(data, wanted & (_signs() | {0x3012, 0x3007}), SIGNS_FAMILY, "Regular")


def _cut(data: bytes, signs: set[int], family: str, weight: str) -> bytes:
    # Loaded by name: it is no part of the program, and only needed here.
    subset: Any = import_module("fontTools.subset")
    ttlib: Any = import_module("fontTools.ttLib")
    font: Any = ttlib.TTFont(io.BytesIO(data), recalcTimestamp=False)
    options = subset.Options(
        hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    )
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=signs)
    cutter.subset(font)
    _rename(font, family, weight)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _rename(font: Any, family: str, weight: str) -> None:
    short = f"{family.replace(' ', '')}-{weight}"
    names = {1: family, 4: f"{family} {weight}", 6: short, 16: family, 17: weight}
    names[3] = names[4]
    if weight != "Regular":
        names[1] = names[4]
    table = font["name"]
    for record in list(table.names):
        if record.nameID in names:
            table.setName(
                names[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID
            )
    if "CFF " in font:
        font["CFF "].cff.fontNames = [names[6]]
        top = font["CFF "].cff.topDictIndex[0]
        top.FullName, top.FamilyName = names[4], family


def _signs() -> set[int]:
    ranges = ((0x20, 0x7F), (0x3000, 0x3100), (0x3131, 0x3164), (0xAC00, 0xD7A4), (0xFF01, 0xFF5F))
    found = {code for first, end in ranges for code in range(first, end)}
    return (
        found
        | _table("shift_jis", range(0x81, 0xF0), range(0x40, 0xFD))
        | _table("euc_kr", range(0xA1, 0xFE), range(0xA1, 0xFF))
    )


def _table(encoding: str, first: range, second: range) -> set[int]:
    found = set[int]()
    for high in first:
        for low in second:
            text = bytes((high, low)).decode(encoding, "ignore")
            found |= {ord(sign) for sign in text if not 0xF900 <= ord(sign) < 0xFB00}
    return found
