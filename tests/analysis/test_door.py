"""What was seen decides whether a door is open; then what the network says; and unknown is never closed."""

from __future__ import annotations

from itertools import product

import pytest

from app.analysis.door import Door, way_in
from app.model.audience import OPEN_TO_STRANGERS, Audience
from app.model.stranger import Reach
from app.model.text import say
from tests.analysis.photos import photo


@pytest.mark.parametrize(
    ("audience", "reach", "door"),
    [
        (Audience.PUBLIC, None, Door.OPEN),
        (Audience.UNLISTED, None, Door.OPEN),
        (Audience.UNKNOWN, None, Door.AJAR),
        (Audience.FOLLOWERS, None, Door.CLOSED),
        (Audience.ONLY_ME, Reach.REACHABLE, Door.OPEN),
        (Audience.UNKNOWN, Reach.REACHABLE, Door.OPEN),
        (Audience.PUBLIC, Reach.GONE, Door.CLOSED),
        (Audience.PUBLIC, Reach.LOGIN_WALL, Door.AJAR),
        (Audience.UNKNOWN, Reach.LOGIN_WALL, Door.AJAR),
        (Audience.FRIENDS, Reach.LOGIN_WALL, Door.CLOSED),
        (Audience.PUBLIC, Reach.COULD_NOT_LOOK, Door.OPEN),
        (Audience.UNKNOWN, Reach.COULD_NOT_LOOK, Door.AJAR),
        (Audience.ONLY_ME, Reach.COULD_NOT_LOOK, Door.CLOSED),
    ],
)
def test_a_door_is_judged_by_what_was_seen_and_said(
    audience: Audience, reach: Reach | None, door: Door
) -> None:
    assert way_in(photo(audience, reach)).door is door


def test_only_what_was_seen_or_said_to_be_closed_is_closed() -> None:
    for audience, reach in product(Audience, [None, *Reach]):
        if way_in(photo(audience, reach)).door is Door.CLOSED:
            is_said = audience not in OPEN_TO_STRANGERS and audience is not Audience.UNKNOWN
            assert reach is Reach.GONE or (is_said and reach is not Reach.REACHABLE)


@pytest.mark.parametrize(("door", "weight"), [(Door.OPEN, 45), (Door.AJAR, 22), (Door.CLOSED, 4)])
def test_a_finding_weighs_by_the_door(door: Door, weight: int) -> None:
    ways = [way_in(photo(audience, reach)) for audience, reach in product(Audience, [None, *Reach])]
    assert {way.weigh(45) for way in ways if way.door is door} == {weight}


def test_evidence_says_who_can_get_at_it() -> None:
    way = way_in(photo(Audience.UNKNOWN))
    assert str(way.evidence(say("A face."))) == "A face. Nobody knows who can open the photo."
