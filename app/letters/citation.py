"""How an article of a law is written in a letter, in the letter's language."""

from __future__ import annotations

import re

# "Art 15(1)(g)", "Art 21(2)-(3)", "Art 17": the number, then what stands in brackets.
_ARTICLE = re.compile(r"Art (\d+)((?:\([0-9a-z]+\)|-)*)")
_BRACKET = re.compile(r"\(([0-9a-z]+)\)")
# A section of an American state's code: "59.1-577(A)", "646A.574(1)", "56:8-166.10".
_SECTION = re.compile(r"\d+(?:\.\d+)?[A-Z]?[-.:]\S*\d")
# A citation is not torn apart at the end of a line.
_NO_BREAK = "\u00a0"
_REMARK = re.compile(r"\s+\([^)]*\s[^)]*\)$")


def written(citation: str, language: str, *, short: bool = False) -> str:
    """Write a citation out: "Art 17(1)" becomes "Article 17(1)", in German "Art. 17 Abs. 1".

    `short` leaves away the name of the code, after a citation that has it.
    """
    plain = _REMARK.sub("", citation)
    return _put(plain, language, short=short).replace(" ", _NO_BREAK).replace(f",{_NO_BREAK}", ", ")


def _put(plain: str, language: str, *, short: bool) -> str:
    if plain.startswith("1798"):
        return _california(plain, short=short)
    if _SECTION.match(plain):
        return f"§ {plain}"
    if plain.startswith("11 CCR "):
        return "11 CCR § " + plain.removeprefix("11 CCR ")
    if language == "de":
        return _ARTICLE.sub(_german, plain)
    return _ARTICLE.sub(r"Article \1\2", plain)


def _california(sections: str, *, short: bool) -> str:
    sign = "§§" if "," in sections else "§"
    return f"{sign} {sections}" if short else f"Cal. Civ. Code {sign} {sections}"


def _german(match: re.Match[str]) -> str:
    number, rest = match[1], match[2]
    parts = [f"Art. {number}"]
    first, _, second = rest.partition("-")
    parts += [f"Abs. {part}" if part.isdigit() else f"Buchst. {part}" for part in _BRACKET.findall(first)]
    parts += [f"und {part}" for part in _BRACKET.findall(second)]
    return " ".join(parts)
