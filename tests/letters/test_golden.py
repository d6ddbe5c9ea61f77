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
from tests.letters.orders import HOME, order

FOLDER = Path(__file__).parent / "golden"
RECIPIENTS = {"platform": "instagram", "face-search": "clearview-ai"}
CASES = [
    (law, role, kind, language)
    for law in HOME
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


def test_no_golden_letter_is_left_over() -> None:
    expected = {f"{law}.{role}.{kind}.{language}.txt" for law, role, kind, language in CASES}
    assert {path.name for path in FOLDER.glob("*.txt")} == expected
