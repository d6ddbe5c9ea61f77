"""The quick look at JSON never lets through what the thorough one would refuse."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.problem import UnreadableArchive
from app.networks import container_json
from app.networks.container_json import is_array, is_object, parse

NASTY = st.text(alphabet='[]{}"\\,:0123456789aé\n\u2028', max_size=30)
VALUES = st.recursive(
    NASTY | st.integers(-(10**40), 10**40) | st.none() | st.booleans(),
    lambda inside: st.lists(inside, max_size=5) | st.dictionaries(NASTY, inside, max_size=5),
    max_leaves=40,
)


def depth(value: object) -> int:
    """Return how deep a value is nested."""
    if is_object(value):
        return 1 + max((depth(one) for one in value.values()), default=0)
    if is_array(value):
        return 1 + max((depth(one) for one in value), default=0)
    return 0


@settings(max_examples=300, deadline=None)
@given(VALUES, st.integers(0, 70), st.booleans())
def test_what_is_too_deep_or_too_long_is_refused_and_all_else_is_read(
    value: object, wrapped: int, is_ascii: bool
) -> None:
    for _ in range(wrapped):
        value = [value, ']]}}\\"']
    said = json.dumps(value, ensure_ascii=is_ascii).encode()
    long_number = any(len(str(abs(one))) > 32 for one in numbers(value))
    if depth(value) > 64 or long_number:
        with pytest.raises(UnreadableArchive):
            parse(said, "x.json")
    else:
        assert parse(said, "x.json") == value


def numbers(value: object) -> list[int]:
    """Return every number in a value."""
    if is_object(value):
        return [one for inside in value.values() for one in numbers(inside)]
    if is_array(value):
        return [one for inside in value for one in numbers(inside)]
    return [value] if isinstance(value, int) and not isinstance(value, bool) else []


@pytest.mark.parametrize(
    "closers", [b'"]]]]"', b'"\\"]]]]"', b'"\\\\"', b'"[","]"', b'"","]]]"', b'"\\\\\\"]]"', b'"\\n\\"]"']
)
def test_brackets_in_strings_hide_no_depth(closers: bytes) -> None:
    deep = (b"[" + closers + b",") * 65 + b"1" + b"]" * 65
    assert json.loads(deep)
    with pytest.raises(UnreadableArchive, match="nested too deep"):
        parse(deep, "x.json")
    fine = (b"[" + closers + b",") * 64 + b"1" + b"]" * 64
    assert parse(fine, "x.json") == json.loads(fine)


def test_a_long_number_in_words_is_no_number() -> None:
    assert parse(b'["' + b"7" * 400 + b'"]', "x.json") == ["7" * 400]
    with pytest.raises(UnreadableArchive, match="absurd length"):
        parse(b"[" + b"7" * 33 + b"]", "x.json")


@given(st.integers(0, 40), st.integers(28, 37), st.integers(0, 40))
def test_a_long_number_is_seen_wherever_it_stands(before: int, digits: int, after: int) -> None:
    said = b"[" + b" " * before + b"7" * digits + b" " * after + b"]"
    if digits > 32:
        with pytest.raises(UnreadableArchive, match="absurd length"):
            parse(said, "x.json")
    else:
        assert container_json._is_tame(said)


@pytest.mark.parametrize("opening", [b"[", b'{"":', b'[{"":', b'{"":['])
@pytest.mark.parametrize("levels", [31, 32, 33, 63, 64, 65, 66, 130])
def test_depth_is_counted_alike_for_every_mix_of_brackets(opening: bytes, levels: int) -> None:
    unit = opening.count(b"[") + opening.count(b"{")
    times = levels // unit
    closing = opening.translate(bytes.maketrans(b"[{", b"]}"), b'":')[::-1]
    said = opening * times + b"1" + closing * times
    if times * unit > 64:
        with pytest.raises(UnreadableArchive, match="nested too deep"):
            parse(said, "x.json")
    else:
        assert parse(said, "x.json") == json.loads(said)


@pytest.mark.parametrize(
    "broken", [b'\\"[[[', b"[" * 5000, b'{"a":' * 5000, b'["\\', b'"[', b"]]]]", b'[[["]']
)
def test_what_is_no_json_is_told_whatever_the_quick_look_says(broken: bytes) -> None:
    with pytest.raises(UnreadableArchive):
        parse(broken, "x.json")


def test_the_quick_look_is_the_one_that_is_taken() -> None:
    page = json.dumps([{"id": str(number), "words": 'a [b] "c"'} for number in range(1000)]).encode()
    assert container_json._is_tame(page)
