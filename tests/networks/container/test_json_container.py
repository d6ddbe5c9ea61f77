from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.problem import UnreadableArchive
from app.networks import container_json
from app.networks.container_json import parse

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(VALUES)
def test_what_was_written_is_read(value: object) -> None:
    written = json.dumps(value)
    assert parse(written.encode(), "a.json") == json.loads(written, parse_constant=lambda _: None)


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_value_or_a_problem(data: bytes) -> None:
    with suppress(UnreadableArchive):
        parse(data, "a.json")


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"\xef\xbb\xbf[1]", [1]),
        ('{"é": 1}'.encode("utf-16"), {"é": 1}),
        (b"[NaN, Infinity, -Infinity]", [None, None, None]),
        (b'["a\xff"]', ["a\ufffd"]),
        (rb'["\ud83d", {"\udc00": "\ud83d\ude00"}]', ["\ufffd", {"\ufffd": "😀"}]),
        (b'["[[[[{{{", "]]"]', ["[[[[{{{", "]]"]),
        (b'["' + b"1" * 5000 + b'"]', ["1" * 5000]),
        (rb'["\\", "\"[", "x"]', ["\\", '"[', "x"]),
    ],
    ids=[
        "mark",
        "utf-16",
        "nan",
        "bad utf-8",
        "surrogates",
        "brackets in words",
        "digits in words",
        "escapes",
    ],
)
def test_odd_but_harmless_json_is_read(data: bytes, value: object) -> None:
    assert parse(data, "a.json") == value


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"[" * 200_000, "nested too deep"),
        (b'{"a":' * 100 + b"1" + b"}" * 100, "nested too deep"),
        (b"[" + b"9" * 4301 + b"]", "absurd length"),
        (b'[0.1, 1e5, -"x", ' + b"1" * 33 + b"]", "absurd length"),
        (b"", "no JSON"),
        (b"<html>", "no JSON"),
        (b'{"a": ', "no JSON"),
        (b'["never ends', "no JSON"),
        (b'["\\', "no JSON"),
    ],
    ids=[
        "deep",
        "deep objects",
        "long",
        "long among others",
        "empty",
        "html",
        "cut",
        "open string",
        "open escape",
    ],
)
def test_json_that_is_built_to_exhaust_us_is_refused_with_words(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableArchive, match=why):
        parse(data, "a.json")


def test_too_many_values_are_refused_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container_json, "_MOST_VALUES", 1000)
    with pytest.raises(UnreadableArchive, match="more entries"):
        parse(b"[" + b"0," * 1001 + b"0]", "a.json")


@pytest.mark.parametrize("data", [b'"' + b'\\"' * 500_000, b'["' + b"\\" * 1_000_001, b'"a' * 500_000])
def test_strings_that_never_end_are_scanned_in_one_pass(data: bytes) -> None:
    begin = time.process_time()
    with pytest.raises(UnreadableArchive):
        parse(data, "a.json")
    assert time.process_time() - begin < 5
