"""How an article of a law is written in a letter, in the letter's language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.letters.language import language

# "Art 15(1)(g)", "Art 21(2)-(3)", "Art 35-2", "Art 18 IX", "Art 18 par. 2": the number, what stands in brackets, the rest.
_ARTICLE = re.compile(
    r"Art (\d+)(?:-(\d+))?((?:\([0-9a-z]+(?:-[a-z])?\)|-(?=\())*)((?: (?:[IVX]+\b|par\. \d+))*)"
)
# The second article of "Art 30(2)(b), 32(2)(a)".
_ANOTHER = re.compile(r"(?<=, )(?=\d+(?:\(| par\.|,|$))")
_BRACKET = re.compile(r"(-?)\(([0-9a-z]+)(?:-([a-z]))?\)")
_CLAUSE = re.compile(r"(par\. )?(\S+)")
# A section of an American state's code: "59.1-577(A)", "646A.574(1)", "56:8-166.10".
_SECTION = re.compile(r"\d+(?:\.\d+)?[A-Z]?[-.:]\S*\d")
# A citation is not torn apart at the end of a line.
_NO_BREAK = "\u00a0"
_REMARK = re.compile(r"\s+\([^)]*\s[^)]*\)$")


def written(citation: str, code: str, *, short: bool = False) -> str:
    """Write a citation out: "Art 17(1)" becomes "Article 17(1)", in German "Art. 17 Abs. 1".

    `short` leaves away the name of the code, after a citation that has it.
    """
    plain = _REMARK.sub("", citation)
    return _put(plain, code, short=short).replace(" ", _NO_BREAK).replace(f",{_NO_BREAK}", ", ")


def listed(citations: tuple[str, ...], code: str) -> str:
    """Write several citations as the language lists things."""
    return language(code).separator.join(citations)


def _put(plain: str, code: str, *, short: bool) -> str:
    if plain.startswith("1798"):
        return _california(plain, short=short)
    if _SECTION.match(plain):
        return f"§ {plain}"
    if plain.startswith("11 CCR "):
        return "11 CCR § " + plain.removeprefix("11 CCR ")
    habits = language(code)
    for word, put in habits.words.items():
        plain = plain.replace(word, put)
    if code == "en":
        return plain.replace("Art ", "Article ")
    if plain.startswith("Art "):
        plain = _ANOTHER.sub("Art ", plain)
    return _ARTICLE.sub(lambda match: _article(match, habits.article), plain)


def _california(sections: str, *, short: bool) -> str:
    sign = "§§" if "," in sections else "§"
    return f"{sign} {sections}" if short else f"Cal. Civ. Code {sign} {sections}"


def _article(match: re.Match[str], forms: Mapping[str, str]) -> str:
    number, added, brackets, rest = match.groups()
    text = forms["added" if added else "number"].format(number, added)
    for ranged, mark, last in _BRACKET.findall(brackets):
        name = "paragraph" if mark.isdigit() else "point"
        text += forms[f"{name}_range" if ranged else name].format(mark)
        if last:
            text += forms["point_range"].format(last)
    for clause, mark in _CLAUSE.findall(rest):
        text += forms["clause" if clause else "item"].format(mark)
    return text
