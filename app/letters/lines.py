"""Break the lines of a letter, and join them again: at spaces, and between the signs of Japanese, which has none."""

from __future__ import annotations

import re
import textwrap
import unicodedata

# JIS X 4051: what may not begin a line, and what may not end one.
_NOT_FIRST = frozenset("、。，．・：；？！）］｝」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ～％")
_NOT_LAST = frozenset("（［｛「『【〈《〔")
_NUMBERED = re.compile(r"\d+\. ")


def wrapped(text: str, width: int, lead: str = "") -> str:
    """Return text in lines of at most so many columns, the first one after `lead` and the others below it.

    Longer words, such as addresses, stay whole. A wide sign (East Asian Width W or F) takes two columns.
    """
    if text.isascii() or not any(map(_is_wide, text)):
        return textwrap.fill(
            text,
            width,
            initial_indent=lead,
            subsequent_indent=" " * len(lead),
            break_long_words=False,
            break_on_hyphens=False,
        )
    lines = [lead]
    for piece in _pieces(text):
        if _columns(lines[-1] + piece) > width and lines[-1].strip() not in {"", lead.strip()}:
            lines.append(" " * len(lead))
        lines[-1] += piece if lines[-1].strip() and lines[-1] != lead else piece.lstrip()
    return "\n".join(lines)


def joined(text: str) -> str:
    """Return text whose lines were broken by `wrapped` with each paragraph, and each numbered row, in one line."""
    return "\n\n".join(map(_joined, text.split("\n\n")))


def _joined(paragraph: str) -> str:
    whole, *lines = paragraph.split("\n")
    for line in lines:
        more = line.strip()
        if not whole or not more or _NUMBERED.match(line):
            whole += f"\n{more}"
        else:
            whole += more if _may_part(whole[-1], more[0]) else f" {more}"
    return whole


def _pieces(text: str) -> list[str]:
    """Cut text where a line may end; a space goes to the piece that it stands before."""
    pieces = [""]
    for before, sign in zip(" " + text, text, strict=False):
        if sign == " " or _may_part(before, sign):
            pieces.append("")
        pieces[-1] += sign
    return [piece for piece in pieces if piece]


def _may_part(before: str, sign: str) -> bool:
    if sign in _NOT_FIRST or before in _NOT_LAST or before == " ":
        return False
    return _is_parted(before) or _is_parted(sign)


def _is_parted(sign: str) -> bool:
    """Whether a line may end beside a sign; Korean is wide, but has spaces."""
    return _is_wide(sign) and not "가" <= sign <= "힣"


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in {"W", "F"}


def _columns(text: str) -> int:
    return sum(1 + _is_wide(sign) for sign in text)
