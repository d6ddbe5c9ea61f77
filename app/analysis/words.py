"""Make words out of a file harmless to show."""

from __future__ import annotations

import unicodedata

# Control and format characters, lone surrogates, private and unassigned ones: they move the cursor, turn the
# direction of writing or cannot be stored.
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def plain(words: str, cap: int, *, lines: bool = False) -> str:
    """Return one line of printable text of at most `cap` characters; with `lines`, line ends stay."""
    kept = "".join(
        sign if (lines and sign == "\n") else " " if sign in "\n\r\t" else sign
        for sign in words[: cap * 4]
        if sign in "\n\r\t" or unicodedata.category(sign) not in _HARMFUL
    )
    joined = kept if lines else " ".join(kept.split())
    return joined.strip()[:cap]
