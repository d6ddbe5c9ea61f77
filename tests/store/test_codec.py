"""Every noun of the house is written down and read back unchanged."""

from __future__ import annotations

import importlib
import json
import pkgutil
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import app.model
from app.model.account import Account
from app.model.photo import Photo
from app.model.text import Text, say, say_count
from app.store.codec import dumps, loads
from tests.store.nouns import photo
from tests.store.strategies import any_of

# Made anew each time and kept nowhere: questions (Filter, with sets), pages, and what carries a Problem.
NEVER_KEPT = {
    *("Filter", "Risk", "Overview", "Look", "SeenPhoto", "SyncReport", "Text"),
    *("Doorway", "Lag", "Pace", "Plan", "Delivery", "FormField"),
}


def _nouns() -> list[Any]:
    modules = [
        importlib.import_module(f"app.model.{one.name}") for one in pkgutil.iter_modules(app.model.__path__)
    ]
    found = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and is_dataclass(value) and value.__module__ == module.__name__
    }
    return sorted((kind for kind in found if kind.__name__ not in NEVER_KEPT), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", _nouns(), ids=lambda kind: kind.__name__)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_every_noun_comes_back_as_it_was_kept(kind: Any, data: st.DataObject) -> None:
    value = data.draw(any_of(kind))
    text = dumps(value)
    assert text.isascii()
    assert loads(kind, text) == value


def test_words_keep_their_gaps_with_their_types() -> None:
    told = say(
        "{a}{b}{c}{d}", a=1, b=date(2026, 5, 1), c=datetime(2026, 5, 1, tzinfo=UTC), d=say_count("x", "y", 3)
    )
    back = loads(Text, dumps(told))
    assert back == told
    assert [type(gap) for _, gap in back.gaps] == [int, date, datetime, Text]


def test_a_gap_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="gap"):
        loads(Text, '{"words": "{a}", "gaps": [["a", {"colour": "red"}]]}')


def test_defaults_are_not_written_down() -> None:
    assert json.loads(dumps(photo())) == {"account": "bluesky:mina.example", "network": "bluesky", "key": "1"}


def test_a_field_that_a_newer_version_added_is_passed_over() -> None:
    data = json.loads(dumps(photo(caption="x"))) | {"mood": "happy"}
    assert loads(Photo, json.dumps(data)) == photo(caption="x")


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"id": 7}',
        '{"id": "a", "network": "b", "kind": "no such kind", "handle": "c"}',
        "no json",
    ],
)
def test_what_is_no_such_noun_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        loads(Account, text)
