"""Files named after words from outside read well, are allowed on every system, and stay apart."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.file_name import apart, file_name

REFERENCE = "OX-2026-K7QXRM"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Google Search / Images", "Google Search Images OX-2026-K7QXRM.pdf"),
        ("Yandex (Search, Images)", "Yandex (Search, Images) OX-2026-K7QXRM.pdf"),
        ("A:B*C?", "A B C OX-2026-K7QXRM.pdf"),
        ("_ spaced   out _ - .", "spaced out OX-2026-K7QXRM.pdf"),
        ("Best Buy Co., Inc...", "Best Buy Co., Inc OX-2026-K7QXRM.pdf"),
        ("../../etc/passwd", "etc passwd OX-2026-K7QXRM.pdf"),
        ("네이버 / 카카오", "네이버 카카오 OX-2026-K7QXRM.pdf"),
        ("株式会社「写真」", "株式会社 写真 OX-2026-K7QXRM.pdf"),
        ("Johnson & Johnson", "Johnson & Johnson OX-2026-K7QXRM.pdf"),
        ("\u202egpj.evil\u0000\n", "gpj.evil OX-2026-K7QXRM.pdf"),
        ("📷", "OX-2026-K7QXRM.pdf"),
    ],
)
def test_a_letter_is_named_after_who_gets_it_and_its_reference(name: str, expected: str) -> None:
    assert file_name(name, REFERENCE, ".pdf") == expected


@pytest.mark.parametrize("name", ["CON", "con", "Aux.", "LPT1", "com¹", "NUL.backup", "CON .x"])
def test_what_windows_takes_for_a_device_names_no_file(name: str) -> None:
    assert file_name(name, ending=".txt").startswith("_")
    assert file_name("Console", ending=".txt") == "Console.txt"


def test_without_a_usable_word_there_is_a_name_even_so() -> None:
    assert file_name("...", ending=".txt") == "file.txt"


def test_a_long_name_is_cut_between_signs_and_keeps_its_reference() -> None:
    for sign in ("한", "é", "का", "x", "ข้"):
        made = file_name(sign * 300, REFERENCE, ".pdf")
        assert made.endswith(f" {REFERENCE}.pdf")
        assert 90 < len(made.encode()) <= 120
        stem = made.removesuffix(f" {REFERENCE}.pdf")
        assert not stem.replace(unicodedata.normalize("NFC", sign), "")


@given(st.text(max_size=300))
def test_whatever_the_words_the_file_can_be_written(name: str) -> None:
    made = file_name(name, REFERENCE, ".pdf")
    assert made.endswith(f"{REFERENCE}.pdf")
    assert "  " not in made
    assert " _ " not in f" {made}"
    assert not set(made) & set('<>:"/\\|?*')
    assert made == Path(made).name
    assert made.isprintable()
    assert len(made.encode()) <= 120


def test_two_names_alike_are_told_apart_whatever_their_capitals() -> None:
    assert apart("answer.eml", ()) == "answer.eml"
    assert apart("Answer.eml", ("answer.eml",)) == "Answer (2).eml"
    assert apart("answer.eml", ("answer.eml", "ANSWER (2).eml")) == "answer (3).eml"
    assert apart("한글", (unicodedata.normalize("NFD", "한글"),)) == "한글 (2)"
