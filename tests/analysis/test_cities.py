"""A position is named by the city that people there would name."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.analysis.cities import city


@pytest.mark.parametrize(
    ("place", "lat", "lon", "name"),
    [
        ("Seoul's city hall", 37.5665, 126.978, "Seoul, KR"),
        ("Gangnam, a part of Seoul", 37.4979, 127.0276, "Seoul, KR"),
        ("Hanam, a town at Seoul's edge", 37.5393, 127.2148, "Hanam, KR"),
        ("Versailles, near Paris", 48.8049, 2.1204, "Versailles, FR"),
        ("the Thames", 51.507, -0.11, "London, GB"),
        ("Berkeley, across the bay", 37.8715, -122.273, "Berkeley, US"),
        ("south of the equator", -33.8688, 151.2093, "Sydney, AU"),
        ("a city in two words", -34.6037, -58.3816, "Buenos Aires, AR"),
    ],
)
def test_a_position_is_named_by_its_city(place: str, lat: float, lon: float, name: str) -> None:
    assert city(lat, lon) == name, place


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [
        ("the Atlantic", 0.0, -30.0),
        ("the South Pole", -90.0, 0.0),
        ("the North Pole", 90.0, 135.0),
        ("the Sahara", 23.0, 5.0),
        ("the Pacific on the date line", 0.0, 180.0),
    ],
)
def test_a_position_far_from_any_city_has_no_name(place: str, lat: float, lon: float) -> None:
    assert city(lat, lon) == "", place


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(math.nan, 0.0), (0.0, math.nan), (math.inf, 0.0), (0.0, -math.inf), (90.1, 0.0), (-91.0, 0.0)],
)
def test_what_is_no_position_has_no_name(lat: float, lon: float) -> None:
    assert city(lat, lon) == ""


def test_the_date_line_divides_no_city() -> None:
    # Labasa in Fiji lies at 179.4 degrees east, and what is within 50 km of 179.8 lies on both sides of the line.
    assert city(-16.43, 179.37) == city(-16.43, 179.37 - 360) == "Labasa, FJ"
    assert city(-16.43, 179.8) == city(-16.43, 179.8 - 360) == "Labasa, FJ"


@given(st.floats(-90, 90), st.floats(-180, 180))
@example(-16.5, 180.0)
@example(71.0, -180.0)
@example(89.999, 0.0)
@example(-89.999, 179.999)
def test_every_point_of_the_globe_has_an_answer_and_a_full_turn_changes_nothing(
    lat: float, lon: float
) -> None:
    name = city(lat, lon)
    assert name == "" or name[-4:-2] == ", "
    turned = lon + 360
    if turned - 360 == lon:
        assert city(lat, turned) == name
