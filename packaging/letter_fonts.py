"""Makes the fonts that letters are printed in: text copied out of a PDF must be the text that went in.

A PDF knows the drawings of a font and names one sign for each, so no two signs may share a drawing. Needs fontTools
(`pip install fonttools==4.68.0`, in an environment of its own: the program does not need it).
"""

from __future__ import annotations

import copy
import io
from importlib import import_module
from typing import Any

# The licences reserve the names of the originals, so what we changed has names of its own.
FAMILY = "Overexposed East Asian"
SIGNS_FAMILY = "Overexposed Signs"

# What JIS X 0208 and KS X 1001 have and the first font lacks: the postal mark, the round zero, signs of many kinds.
_SIGNS = ((0x2100, 0x2800), (0x3004, 0x3100), (0x3131, 0x3400), (0xFF5F, 0xFFE7))


# The signs that keep the drawing they share with another one: quotation marks and Greek letters are what people write.
_USUAL = frozenset("’”ιΔΩ")


def apart(data: bytes) -> bytes:
    """Return a TrueType font in which each sign has a drawing of its own; nothing looks different."""
    ttlib: Any = import_module("fontTools.ttLib")
    font: Any = ttlib.TTFont(io.BytesIO(data), recalcTimestamp=False)
    owners = dict[str, int]()
    signs = font.getBestCmap()
    for code in sorted(signs, key=lambda code: (chr(code) not in _USUAL, code)):
        owners.setdefault(signs[code], code)
    for code, name in signs.items():
        if owners[name] != code:
            _copy_drawing(font, code, name)
    return _saved(font)


def _copy_drawing(font: Any, code: int, name: str) -> None:
    own = f"{name}.u{code:04X}"
    font["glyf"].glyphs  # noqa: B018 - the table is read before its order of drawings grows
    font["glyf"][own] = copy.deepcopy(font["glyf"][name])
    font["hmtx"][own] = font["hmtx"][name]
    for table in font["cmap"].tables:
        if table.cmap.get(code) == name:
            table.cmap[code] = own


def _saved(font: Any) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


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
    return _saved(font)


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
