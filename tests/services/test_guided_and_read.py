"""A setting that a network tells, and the question to the person of the same key, are one: with the same words."""

from __future__ import annotations

import pytest

from app.model.setting import Check
from app.networks import network
from app.store.guides import guided
from tests.networks.signed_in import signed_in

# Every network whose settings are read with a key of one's own, and which of them are asked of the person as well.
BOTH = {"x": {"x.protected"}, "vk": {"vk2", "vk4"}, "pinterest": {"pi3"}, "flickr": set[str]()}


def read(name: str) -> dict[str, Check]:
    checks = network(name).checks
    assert checks is not None
    return {check.key: check for check in checks(signed_in(name).session)}


@pytest.mark.parametrize("name", BOTH)
def test_what_is_read_answers_the_question_of_the_same_key_in_its_own_words(name: str) -> None:
    asked = {check.key: check for check in guided(name)}
    told = read(name)
    assert set(asked) & set(told) == BOTH[name]
    for key in BOTH[name]:
        one, other = told[key], asked[key]
        assert (one.safe, set(one.also_safe)) == (other.safe, set(other.also_safe))
        assert [(value.key, str(value.says)) for value in one.values] == [
            (value.key, str(value.says)) for value in other.values
        ]
        assert one.seen is None or one.seen in {value.key for value in other.values}


@pytest.mark.parametrize(("name", "keys"), [("vk", ("vk2", "vk4")), ("pinterest", ("pi3",))])
def test_both_say_the_same_sentences_so_that_nothing_changes_its_name_once_it_is_read(
    name: str, keys: tuple[str, ...]
) -> None:
    asked, told = {check.key: check for check in guided(name)}, read(name)
    for key in keys:
        for field in ("says", "why", "how", "link", "link_status", "rank"):
            assert getattr(told[key], field) == getattr(asked[key], field), (key, field)
