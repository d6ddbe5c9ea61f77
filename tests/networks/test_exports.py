from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.photo import Skipped
from app.networks.container import open_tree
from app.networks.exports import clock, epoch, opened, position, rows_of, table
from tests.exports.instagram import write_folder


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1591009200, datetime(2020, 6, 1, 11, tzinfo=UTC)),
        ("1591009200", datetime(2020, 6, 1, 11, tzinfo=UTC)),
        (1591009200000, datetime(2020, 6, 1, 11, tzinfo=UTC)),
        ("-1893456000", datetime(1910, 1, 1, tzinfo=UTC)),
        ("-62169958800", None),
        (0, None),
        ("0", None),
        (True, None),
        (10**400, None),
        ("nan", None),
        ("1e999", None),
        ([], None),
        (None, None),
    ],
)
def test_seconds_and_milliseconds_are_times_and_zero_is_none(
    value: object, expected: datetime | None
) -> None:
    assert epoch(value) == expected


@pytest.mark.parametrize(
    ("value", "is_time"),
    [
        ("2024-05-04 10:05:00", True),
        ("2024-05-04 10:05:00 UTC", True),
        ("2024-05-04 10:05:00Z", True),
        ("2024-05-04", False),
        ("0001-01-01 00:00:00", False),
        ("9999-99-99 99:99:99", False),
        (7, False),
    ],
)
def test_a_clock_is_read_as_utc(value: object, is_time: bool) -> None:
    assert clock(value) == (datetime(2024, 5, 4, 10, 5, tzinfo=UTC) if is_time else None)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(ANYTHING, ANYTHING)
def test_anything_at_all_is_a_time_or_a_place_or_none(one: object, two: object) -> None:
    for when in (epoch(one), clock(one)):
        assert when is None or (when.tzinfo is UTC and 1826 <= when.year <= 2100)
    place = position(one, two, "network")
    assert place is None or (abs(place.lat) <= 90 and abs(place.lon) <= 180 and (place.lat or place.lon))


def test_a_table_keeps_its_words_and_loses_what_has_no_name() -> None:
    troubles: list[Skipped] = []
    data = '\ufeffTitle,Who\r\n"a, ""b""\nc",=cmd(),more\r\n\r\nshort\r\n'.encode()
    assert list(rows_of(data, "x.csv", troubles)) == [
        {"title": 'a, "b"\nc', "who": "=cmd()"},
        {"title": "short"},
    ]
    assert troubles == []


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_of_clean_words(data: bytes) -> None:
    troubles: list[Skipped] = []
    for row in rows_of(data, "x.csv", troubles):
        for cell in (*row, *row.values()):
            cell.encode()
            assert "\x00" not in cell
    assert {one.where for one in troubles} <= {"x.csv"}


def test_what_cannot_be_read_is_noted_and_nothing_is_raised(tmp_path: Path) -> None:
    troubles: list[Skipped] = []
    with open_tree([write_folder(tmp_path, {"a.json": b"[", "b.json": b"[1]"})]) as tree:
        assert opened(tree, "a.json", troubles) is None
        assert opened(tree, "b.json", troubles) == [1]
        assert list(table(tree, "gone.csv", troubles)) == []
    assert [one.where for one in troubles] == ["a.json", "gone.csv"]
