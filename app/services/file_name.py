"""Name a file after words from outside: pleasant to read, and allowed on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

# File systems count bytes, most of them to 255 and an encrypted one to 143; a Hangul syllable takes three.
_MOST_BYTES = 120
_KEPT = frozenset("-_.,()&+'@")
# A word made of nothing but these stood for something that a file name cannot hold.
_ALONE = "-_.,()'@"
# Windows takes these for devices, whatever ending they have.
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)


def file_name(name: str, key: str = "", ending: str = "") -> str:
    """Return a name for a file: the words of `name`, then `key`, which is never cut, and the ending (".pdf").

    Without a single usable word or key it is "file". Two names can come out alike: `key` or `apart` tells them apart.
    """
    flat = "".join(sign if _is_usable(sign) else " " for sign in unicodedata.normalize("NFC", name))
    words = (word for word in flat.split() if word.strip(_ALONE))
    room = _MOST_BYTES - len(f" {key}{ending}".encode())
    stem = _cut(" ".join(words), room).strip(" ._")
    whole = " ".join(part for part in (stem, key) if part) or "file"
    return ("_" if _DEVICES.match(whole + ending) else "") + whole + ending


def apart(name: str, taken: Collection[str]) -> str:
    """Return a name that none of those taken has, whatever their capitals: the second of two alike ends in " (2)"."""
    held = {unicodedata.normalize("NFC", one).casefold() for one in taken}
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    found, number = name, 1
    while unicodedata.normalize("NFC", found).casefold() in held:
        number += 1
        found = f"{stem} ({number}){dot}{ending}"
    return found


def _is_usable(sign: str) -> bool:
    return sign in _KEPT or unicodedata.category(sign)[0] in "LNM"


def _cut(text: str, room: int) -> str:
    """Return as much as fits into so many bytes, without half a sign, or a sign without its accents."""
    if len(text.encode()) <= room:
        return text
    kept = text.encode()[: max(room, 0)].decode(errors="ignore")
    while kept and unicodedata.category(text[len(kept)]).startswith("M"):
        kept = kept[:-1]
    return kept
