"""Words are filled in once, in any language, and what comes from outside stays as it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.text import Gap, Text, english, say, say_count, verbatim

GERMAN = {
    "{name} is public.": "{name} ist öffentlich.",
    "a photo": "ein Foto",
    "{count} photos": "{count} Fotos",
}


def german(text: Text) -> str:
    return GERMAN.get(english(text), english(text))


def test_a_sentence_is_filled_with_its_gaps() -> None:
    assert str(say("{name} is public.", name="Holiday")) == "Holiday is public."
    assert str(say("Nothing to fill.")) == "Nothing to fill."


def test_gaps_that_are_sentences_are_translated_too() -> None:
    text = say("{name} is public.", name=say("a photo"))
    assert text.fill(german) == "ein Foto ist öffentlich."
    assert str(text) == "a photo is public."


def test_plain_gaps_are_shown_by_the_front_door() -> None:
    def show(gap: Gap) -> str:
        return gap.strftime("%d.%m.%Y") if isinstance(gap, date) else str(gap)

    assert say("Due {day}.", day=date(2026, 11, 23)).fill(english, show) == "Due 23.11.2026."


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 photos"), (1, "1 photo"), (2, "2 photos"), (1000, "1000 photos")]
)
def test_a_count_chooses_its_form(count: int, words: str) -> None:
    assert str(say_count("{count} photo", "{count} photos", count)) == words


def test_a_count_may_have_further_gaps() -> None:
    text = say_count("{count} photo of {name}", "{count} photos of {name}", 3, name="Ada")
    assert str(text) == "3 photos of Ada"
    assert say_count("{count} photo", "{count} photos", 2).fill(german) == "2 Fotos"


@given(st.text(max_size=50))
def test_words_from_outside_are_never_filled_in_or_changed(words: str) -> None:
    assert str(verbatim(words)) == words
    assert str(say("“{title}” is open.", title=words)) == f"“{words}” is open."
    assert verbatim(words).fill(german) == words


def test_texts_can_be_compared_and_kept_in_sets() -> None:
    assert say("{name} is public.", name="a") == say("{name} is public.", name="a")
    assert len({say("x"), say("x"), say("y")}) == 2
