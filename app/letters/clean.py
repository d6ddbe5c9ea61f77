"""Words from outside, made harmless before they stand in a letter."""

from __future__ import annotations

import re
import unicodedata

LINE = 200
ADDRESS = 2000

# Control characters, unpaired surrogates, private use, and the invisible marks that turn the direction of text
# around or hide it. The joiners (U+200C, U+200D) stay: Persian, Hindi and emoji need them.
_DROPPED = frozenset({"Cc", "Cs", "Co", "Cn"})
_JOINERS = frozenset("\u200c\u200d")

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def line(text: str, longest: int = LINE) -> str:
    """Return text as one line without anything invisible, cut where it is too long."""
    flat = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    kept = "".join(sign for sign in flat if _is_harmless(sign)).strip()
    return kept if len(kept) <= longest else kept[: longest - 1] + "…"


def lines(text: str, most: int = 6) -> tuple[str, ...]:
    """Return the lines of text that hold something, each harmless, at most so many."""
    found = (line(one) for one in text.splitlines())
    return tuple(one for one in found if one)[:most]


def email(text: str) -> str:
    """Return an e-mail address as it is, empty where the text is anything else."""
    plain = text.strip()
    return plain if len(plain) <= LINE and _EMAIL.fullmatch(plain) else ""


def _is_harmless(sign: str) -> bool:
    category = unicodedata.category(sign)
    return sign in _JOINERS or (category not in _DROPPED and category != "Cf")
