"""A setting knows what is safe, and a level never opens what is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.model.account import AccountId
from app.model.audience import Basis
from app.model.setting import Check, Level
from app.model.text import say

NOW = datetime(2026, 11, 27, tzinfo=UTC)
CHECK = Check(
    account=AccountId("mastodon:mina@s.example"),
    key="mast.privacy",
    says=say("Who sees new posts"),
    safe="only_me",
    also_safe=("direct",),
    friends="private",
    why=say("Public posts are what scrapers copy."),
    how=say("Open the settings."),
)


@pytest.mark.parametrize(
    ("seen", "safe"),
    [(None, None), ("public", False), ("private", False), ("only_me", True), ("direct", True)],
)
def test_safe_is_what_the_check_says_and_unknown_stays_unknown(seen: str | None, safe: bool | None) -> None:
    assert replace(CHECK, seen=seen).is_safe is safe


@pytest.mark.parametrize(
    ("level", "seen", "wanted"),
    [
        (Level.HIDDEN, "public", "only_me"),
        (Level.HIDDEN, "private", "only_me"),
        (Level.HIDDEN, None, "only_me"),
        (Level.FRIENDS, "public", "private"),
        (Level.FRIENDS, "private", None),
        (Level.FRIENDS, "only_me", None),
        (Level.FRIENDS, "direct", None),
        (Level.AS_NOW, "public", None),
    ],
)
def test_a_level_asks_for_a_value_and_never_opens_what_is_closed(
    level: Level, seen: str | None, wanted: str | None
) -> None:
    assert replace(CHECK, seen=seen).wanted(level) == wanted


def test_without_a_value_for_friends_the_safe_one_stands() -> None:
    assert replace(CHECK, friends=None, seen="public").wanted(Level.FRIENDS) == "only_me"


def test_what_a_person_says_is_theirs_and_not_knowing_is_an_answer() -> None:
    said = CHECK.answered("only_me", NOW)
    assert (said.seen, said.basis, said.as_of, said.is_safe) == ("only_me", Basis.TOLD, NOW, True)
    taken_back = said.answered(None, NOW)
    assert (taken_back.seen, taken_back.basis, taken_back.is_safe) == (None, Basis.NONE, None)
