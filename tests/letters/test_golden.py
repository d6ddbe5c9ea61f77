"""Every letter as a person would get it: in files that a lawyer can read, and the rest by its checksum.

In full: the four laws with wording of their own in all languages, every other law in English and in the languages that
its own letters are written in, and every kind of letter in all languages. All else (a Montana letter in Dutch) is made of
the same blocks; `digests.tsv` shows that it did not change unseen.

To write them anew after a change of wording: OVEREXPOSED_WRITE_GOLDEN=1 python -m pytest tests/letters/test_golden.py
and then read the difference.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.letters.compose import compose
from app.letters.followup import compose_followup
from app.letters.forms import as_text
from app.letters.language import LANGUAGES
from app.letters.polite import compose_polite
from app.letters.purpose import offers
from app.model.followup import FollowUpKind
from app.model.law import Law, Role
from app.model.letter import Purpose
from app.model.request import State
from app.store.data import laws
from tests.letters.orders import items, law, order
from tests.letters.test_followup import CASES
from tests.letters.test_followup import order as following

FOLDER = Path(__file__).parent / "golden"
DIGESTS = FOLDER / "digests.tsv"
OWN = ("eu-gdpr", "uk-gdpr", "us-ca-ccpa", "us-il-bipa")
# The platform's letter depends on who posted; the one to face search does not.
LETTERS = ((Role.POSTED, "instagram"), (Role.DEPICTED, "instagram"), (Role.DEPICTED, "clearview-ai"))
NAMED = [one for one in laws() if one.wanted.faces and one.wanted.posted]
IN_FULL = [
    (one.id, language)
    for one in NAMED
    for language in LANGUAGES
    if one.id in OWN or language == "en" or language in one.languages
]


def section(title: str, text: str) -> str:
    return f"===== {title} =====\n\n{text}\n"


def first_letters(name: str, language: str) -> str:
    return "".join(
        section(f"{role}, {to}", as_text(compose(order(name, to, role=role, language=language))))
        for role, to in LETTERS
    )


def kinds(language: str) -> Iterator[tuple[str, str]]:
    """Make one letter of each kind, each under a law that has it."""
    for purpose in Purpose:
        name = "us-ca-ccpa" if purpose is Purpose.OPT_OUT else "eu-gdpr"
        wanted = replace(order(name, "instagram", language=language), purpose=purpose)
        if purpose is not Purpose.EVERYTHING:
            yield f"{purpose}, {name}", as_text(compose(wanted))
    wanted = order("eu-gdpr", "google-search", role=Role.DEPICTED, language=language)
    yield "search engine, eu-gdpr", as_text(compose(wanted))
    yield "schedule, eu-gdpr", as_text(compose(replace(wanted, items=items(5))))
    for name in OWN:
        wanted = order(name, "walmart", role=Role.DEPICTED, language=language, photos=())
        yield f"customer of face search, {name}", as_text(compose(wanted))
    wanted = replace(order("eu-gdpr", "uploader", role=Role.DEPICTED, language=language), choices=())
    yield "uploader, one photo", as_text(compose_polite(replace(wanted, items=items(1))))
    yield "uploader, photos", as_text(compose_polite(replace(wanted, items=items(2))))
    for kind, excuse, name, state in CASES:
        made = following(kind, language, name=name, state=state, excuse=excuse)
        yield f"{kind}, {excuse or 'no excuse'}, {name}", as_text(compose_followup(made))


def everything(one: Law, language: str) -> str:
    """Make every letter that a law knows, one after another."""
    whole = first_letters(one.id, language)
    for purpose in Purpose:
        if offers(one, purpose):
            wanted = order(one.id, "instagram", role=Role.DEPICTED, language=language)
            whole += as_text(compose(replace(wanted, purpose=purpose)))
    for kind in FollowUpKind:
        is_there = one.authority is not None if kind is FollowUpKind.COMPLAINT else True
        if kind is FollowUpKind.COMPLAINT_FIRST:
            is_there = one.hearing is not None
        if is_there:
            whole += as_text(compose_followup(following(kind, language, name=one.id, state=State.REFUSED)))
    return whole


def held(path: Path, written: str) -> str:
    if os.environ.get("OVEREXPOSED_WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "language"), IN_FULL)
def test_the_letters_under_a_law_read_as_approved(name: str, language: str) -> None:
    written = first_letters(name, language)
    assert written == held(FOLDER / language / f"{name}.txt", written)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_letter_reads_as_approved(language: str) -> None:
    written = "".join(section(title, text) for title, text in kinds(language))
    assert written == held(FOLDER / language / "kinds.txt", written)


def test_no_letter_of_any_law_in_any_language_changed_unseen() -> None:
    rows = [
        f"{one.id}\t{language}\t{hashlib.sha256(everything(one, language).encode()).hexdigest()[:16]}"
        for one in NAMED
        for language in LANGUAGES
    ]
    written = "\n".join(rows) + "\n"
    assert written == held(DIGESTS, written)


def test_no_golden_letter_is_left_over() -> None:
    expected = {f"{language}/{name}.txt" for name, language in IN_FULL}
    expected |= {f"{language}/kinds.txt" for language in LANGUAGES}
    assert {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.txt")} == expected


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_a_letter_in_another_language_is_not_half_english(language: str) -> None:
    """The words that English letters are made of; names of laws and companies stay as they are."""
    for name in ("eu-gdpr", law("br-lgpd").id):
        for role, to in LETTERS:
            told = as_text(compose(order(name, to, role=role, language=language))).lower()
            for word in (" photos of me", "please", "photo named", "dear ", " you ", " your "):
                assert word not in told, (name, role, to, word)
