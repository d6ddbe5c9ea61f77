"""Every letter as a person would get it, in files that a lawyer can read.

To write them anew after a change of wording: OVEREXPOSED_WRITE_GOLDEN=1 python -m pytest tests/letters/test_golden.py
and then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.letters.compose import LANGUAGES, compose
from app.letters.forms import as_text
from app.model.law import Role
from app.store.data import laws
from tests.letters.orders import order

FOLDER = Path(__file__).parent / "golden"
OWN = ("eu-gdpr", "uk-gdpr", "us-ca-ccpa", "us-il-bipa")
RECIPIENTS = {"platform": "instagram", "face-search": "clearview-ai"}
# Laws that share their wording; those without a letter to both kinds of recipient stand in the cross table alone.
OTHERS = [one.id for one in laws() if one.id not in OWN and one.wanted.faces and one.wanted.posted]
CASES = [
    (law, role, kind, language)
    for law in OWN
    for role in Role
    for kind in RECIPIENTS
    for language in LANGUAGES
]


@pytest.mark.parametrize(("law", "role", "kind", "language"), CASES)
def test_a_letter_reads_as_approved(law: str, role: Role, kind: str, language: str) -> None:
    written = as_text(compose(order(law, RECIPIENTS[kind], role=role, language=language)))
    path = FOLDER / f"{law}.{role}.{kind}.{language}.txt"
    if os.environ.get("OVEREXPOSED_WRITE_GOLDEN"):
        path.write_text(written, encoding="utf-8", newline="\n")
    assert written == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", OTHERS)
def test_the_letters_under_every_other_law_read_as_approved(name: str) -> None:
    written = ""
    for language in LANGUAGES:
        for role, kind in ((Role.DEPICTED, "face-search"), (Role.POSTED, "platform")):
            made = order(name, RECIPIENTS[kind], role=role, language=language)
            written += f"===== {language}, {role}, {kind} =====\n\n{as_text(compose(made))}\n"
    path = FOLDER / f"{name}.txt"
    if os.environ.get("OVEREXPOSED_WRITE_GOLDEN"):
        path.write_text(written, encoding="utf-8", newline="\n")
    assert written == path.read_text(encoding="utf-8")
    assert "{" not in written


def test_no_golden_letter_is_left_over() -> None:
    expected = {f"{law}.{role}.{kind}.{language}.txt" for law, role, kind, language in CASES}
    expected |= {f"{name}.txt" for name in OTHERS}
    assert {path.name for path in FOLDER.glob("*.txt")} == expected
