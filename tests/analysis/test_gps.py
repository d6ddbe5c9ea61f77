"""A position is read as it was written, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL.TiffImagePlugin import IFDRational

from app.analysis import gps
from app.model.inspection import Place
from tests.analysis.pictures import SEOUL

LAT, LON = SEOUL

ANYTHING = st.one_of(
    st.none(),
    st.text("NSEW0123456789:.- \0", max_size=12),
    st.binary(max_size=20),
    st.integers(),
    st.floats(),
    st.builds(IFDRational, st.integers(-(2**31), 2**31), st.integers(-(2**31), 2**31)),
)


@pytest.mark.parametrize(
    ("north", "east", "lat", "lon"),
    [
        ("N", "E", 37.5665, 126.978),
        ("S", "E", -37.5665, 126.978),
        ("N", "W", 37.5665, -126.978),
        ("S", "W", -37.5665, -126.978),
        ("s\0", "w\0", -37.5665, -126.978),
        (b"S\0", b"W\0", -37.5665, -126.978),
        (None, None, 37.5665, 126.978),
        ("?", 7, 37.5665, 126.978),
    ],
)
def test_each_hemisphere_is_told_by_its_letter(north: object, east: object, lat: float, lon: float) -> None:
    assert gps.place({1: north, 2: LAT, 3: east, 4: LON}) == Place(lat=lat, lon=lon, basis="file")


@pytest.mark.parametrize(
    ("written", "degrees"),
    [
        ((10.5,), 10.5),
        ((10.0, 30.0), 10.5),
        ((10.0, 30.0, 36.0), 10.51),
        ((IFDRational(10), IFDRational(30), IFDRational(0, 0)), 10.5),
        ([10.0, 30.0, 0.0], 10.5),
        (10.5, 10.5),
        ((-10.0, 30.0, 0.0), -10.5),
        ((10.0, 30.0, 0.0, 99.0), 10.5),
    ],
    ids=["degrees", "minutes", "seconds", "zero over zero", "list", "number", "signed", "a fourth"],
)
def test_degrees_may_be_written_in_many_ways(written: object, degrees: float) -> None:
    found = gps.place({2: written, 4: (20.0,)})
    assert found is not None
    assert found.lat == pytest.approx(degrees)


@pytest.mark.parametrize(
    "directory",
    [
        {},
        {2: LAT},
        {4: LON},
        {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)},
        {2: (91.0,), 4: (10.0,)},
        {2: (10.0,), 4: (181.0,)},
        {2: (IFDRational(1, 0),), 4: (10.0,)},
        {2: ("x",), 4: (10.0,)},
        {2: (), 4: (10.0,)},
        {2: (float("inf"),), 4: (10.0,)},
        {2: b"\0\0", 4: b"\0\0"},
    ],
    ids=[
        "nothing",
        "no longitude",
        "no latitude",
        "zero, zero",
        "past the pole",
        "round the world",
        "over zero",
        "words",
        "empty",
        "infinite",
        "bytes",
    ],
)
def test_what_cannot_be_a_position_is_none(directory: dict[int, object]) -> None:
    assert gps.place(directory) is None


def test_a_point_on_the_equator_is_a_place() -> None:
    assert gps.place({2: (0.0,), 4: (9.45,)}) == Place(lat=0.0, lon=9.45, basis="file")


def test_the_satellite_time_is_utc() -> None:
    assert gps.moment({29: "2019:05:14", 7: (10.0, 42.0, 9.5)}) == datetime(
        2019, 5, 14, 10, 42, 9, tzinfo=UTC
    )
    assert gps.moment({29: "2019-05-14\0", 7: (0.0, 0.0, 0.0)}) == datetime(2019, 5, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "directory",
    [
        {},
        {29: "2019:05:14"},
        {29: "yesterday", 7: (1.0, 2.0, 3.0)},
        {29: "2019:05:14", 7: (1.0, 2.0)},
        {29: "2019:05:14", 7: (25.0, 0.0, 0.0)},
        {29: "2019:05:14", 7: (-1.0, 0.0, 0.0)},
        {29: "2019:05:14", 7: (IFDRational(1, 0), 0.0, 0.0)},
        {29: "2019:05:14", 7: (float("inf"), 0.0, 0.0)},
        {29: b"2019:05:14", 7: (1.0, 2.0, 3.0)},
    ],
)
def test_a_damaged_satellite_time_is_none(directory: dict[int, object]) -> None:
    assert gps.moment(directory) is None


@given(st.dictionaries(st.integers(0, 31), st.one_of(ANYTHING, st.tuples(ANYTHING, ANYTHING, ANYTHING))))
def test_any_directory_gives_a_place_on_the_globe_or_none(directory: dict[int, object]) -> None:
    found = gps.place(directory)
    assert found is None or (abs(found.lat) <= 90 and abs(found.lon) <= 180)
    moment = gps.moment(directory)
    assert moment is None or moment.tzinfo is UTC
