from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.networks.meta_values import (
    camera_time,
    finite,
    is_broken,
    moment,
    repaired,
    repaired_text,
    text,
    whole,
)
from tests.exports.instagram import as_meta_writes

SAMPLES = [
    "Grüße aus Köln",
    "São Paulo à noite",
    "Привет из Москвы",
    "Καλημέρα",
    "שלום",
    "مرحبا بالعالم",
    "नमस्ते",
    "สวัสดี",
    "한강의 저녁",
    "東京の夜",
    "北京欢迎你",
    "Tiếng Việt",
    "🏳️‍🌈 👩‍👩‍👧 🇰🇷",
    "It's “quoted” – really…",
    "",
]


@pytest.mark.parametrize("words", SAMPLES)
def test_every_script_comes_back_exactly(words: str) -> None:
    assert repaired_text(words.encode("utf-8").decode("latin-1")) == words


@given(st.text())
def test_any_text_comes_back_exactly(words: str) -> None:
    assert repaired_text(words.encode("utf-8").decode("latin-1")) == words


@given(st.text())
def test_text_that_was_never_broken_is_never_lost(words: str) -> None:
    assert len(repaired_text(words)) <= len(words)
    if any(one > "\xff" for one in words):
        assert repaired_text(words) == words


@pytest.mark.parametrize("words", ["é", "naïve", "Ünal", "¡Olé!", "5 °C"])
def test_latin_1_words_that_are_no_broken_utf_8_stay(words: str) -> None:
    assert repaired_text(words) == words


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_text_cut_within_its_last_letter_loses_only_that_letter(cut: int) -> None:
    whole = "Party 🎉".encode().decode("latin-1")
    assert repaired_text(whole[:-cut]) == "Party "


def test_a_text_that_is_broken_in_its_middle_stays_as_it_is() -> None:
    words = "ok \xc3 then \xc3\xa9"
    assert repaired_text(words) == words


def test_keys_are_repaired_like_values() -> None:
    key, value = ("Größe".encode().decode("latin-1"), "schön".encode().decode("latin-1"))
    assert repaired({key: [value, 1, None, {"a": value}]}) == {"Größe": ["schön", 1, None, {"a": "schön"}]}


@pytest.mark.parametrize(
    ("data", "broken"),
    [
        (rb'["\u00c3\u00a9"]', True),
        (b'["plain"]', True),
        ('["é ÿ"]'.encode(), True),
        (rb'["C:\\users", "\\u1234"]', True),
        (rb'["\u6771"]', False),
        (rb'["\\\u6771"]', False),
        ('["東京"]'.encode(), False),
        ('["Ā"]'.encode(), False),
        ('["🎉"]'.encode(), False),
    ],
)
def test_one_letter_past_latin_1_shows_that_a_whole_file_was_never_broken(data: bytes, broken: bool) -> None:
    assert is_broken(data) is broken


@pytest.mark.parametrize(
    ("value", "when"),
    [
        (1_600_000_000, datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)),
        ("1600000000", datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)),
        (1_600_000_000_000, datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)),
        (0, None),
        (True, None),
        (-62169958800, None),
        (10**18, None),
        (10**400, None),
        (float("inf"), None),
        ("soon", None),
        ([], None),
    ],
)
def test_a_moment_is_read_or_unknown(value: object, when: datetime | None) -> None:
    assert moment(value) == when


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.integers())))
def test_no_value_makes_an_accessor_fail(value: object) -> None:
    assert isinstance(text(value), str)
    assert finite(value) is None or isinstance(finite(value), float)
    for read in (moment, camera_time):
        assert read(value) is None or isinstance(read(value), datetime)


@given(st.text(), st.sampled_from(["", "\\u00c3", "\\\\", '"', "\n"]))
def test_a_whole_file_undone_at_once_is_the_same_as_string_by_string(words: str, odd: str) -> None:
    told = as_meta_writes({words + odd: [odd + words, 1, odd]})
    mended = whole(told)
    assert mended is not None
    assert json.loads(mended) == {words + odd: [odd + words, 1, odd]} == repaired(json.loads(told))


@pytest.mark.parametrize("data", [rb'["\u00c3"]', rb'["\u00c3\u00a9", "na\u00efve"]', '["é"]'.encode()])
def test_a_file_that_does_not_come_out_whole_is_left_to_its_strings(data: bytes) -> None:
    assert whole(data) is None
