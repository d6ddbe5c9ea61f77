"""Words from a file can be shown and kept without harm."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from app.analysis.words import plain


@given(st.text(st.characters(), max_size=300), st.integers(0, 100))
def test_any_words_become_one_short_printable_line(words: str, cap: int) -> None:
    line = plain(words, cap)
    assert len(line) <= cap
    assert line.encode("utf-8").decode("utf-8") == line
    assert not {unicodedata.category(sign) for sign in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_ordinary_words_stay_as_they_are() -> None:
    assert plain("Ünïcödé – 서울 🙂", 50) == "Ünïcödé – 서울 🙂"
    assert plain("  two\t words\nhere ", 50) == "two words here"
    assert plain("two\nlines\r", 50, lines=True) == "two\nlines"
