"""A photo is gone only when that was seen."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from app.model.stranger import Reach, StrangerView, Verdict, verdict


def view(reach: Reach) -> StrangerView:
    return StrangerView(reach=reach, seen_at=datetime(2026, 11, 23, tzinfo=UTC))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (Reach.REACHABLE, Reach.REACHABLE, Verdict.STILL_THERE),
        (Reach.GONE, Reach.REACHABLE, Verdict.STILL_THERE),
        (None, Reach.REACHABLE, Verdict.STILL_THERE),
        (Reach.REACHABLE, Reach.GONE, Verdict.GONE),
        (None, Reach.GONE, Verdict.GONE),
        (Reach.REACHABLE, Reach.LOGIN_WALL, Verdict.GONE),
        (Reach.COULD_NOT_LOOK, Reach.LOGIN_WALL, Verdict.COULD_NOT_LOOK),
        (None, Reach.LOGIN_WALL, Verdict.COULD_NOT_LOOK),
        (Reach.REACHABLE, Reach.COULD_NOT_LOOK, Verdict.COULD_NOT_LOOK),
        (Reach.GONE, Reach.COULD_NOT_LOOK, Verdict.COULD_NOT_LOOK),
    ],
)
def test_a_verdict_rests_on_what_was_seen(before: Reach | None, now: Reach, expected: Verdict) -> None:
    assert verdict(view(before) if before else None, view(now)) is expected


def test_what_nobody_could_look_at_is_never_gone() -> None:
    for before, now in product([None, *Reach], [Reach.COULD_NOT_LOOK, Reach.REACHABLE]):
        assert verdict(view(before) if before else None, view(now)) is not Verdict.GONE
