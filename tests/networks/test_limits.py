"""Each form in which a network says when it may be asked again is understood."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.networks.limits import asks_to_wait, used_up

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
EPOCH = str(int((NOW + timedelta(minutes=5)).timestamp()))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-reset": "2026-11-23T08:05:00.000000Z"}, 300),
        ({"x-ratelimit-reset": "2026-11-23T09:05:00+01:00"}, 300),
        ({"ratelimit-reset": EPOCH}, 300),
        ({"x-rate-limit-reset": EPOCH}, 300),
        ({"x-rate-limit-reset": EPOCH + "000"}, 300),
        ({"x-ratelimit-reset": "342"}, 342),
        ({"x-ratelimit-reset": "341.5"}, 341.5),
        ({"ratelimit": "limit=100, remaining=0, reset=50"}, 50),
        ({"ratelimit": '"burst";r=0;t=50'}, 50),
        ({"retry-after": "17"}, 17),
        ({"retry-after": "Mon, 23 Nov 2026 08:00:40 GMT"}, 40),
        ({"retry-after": "Monday, 23-Nov-26 08:00:40 GMT"}, 40),
        ({"x-app-usage": '{"call_count":100,"total_time":25,"total_cputime":25}'}, 3600),
        ({"x-business-use-case-usage": '{"1":[{"call_count":9,"estimated_time_to_regain_access":7}]}'}, 420),
        ({"retry-after": "17", "x-ratelimit-reset": EPOCH}, 17),
        ({"retry-after": "soon", "x-ratelimit-reset": EPOCH}, 300),
        ({"retry-after": "Mon, 23 Nov 2020 08:00:40 GMT"}, 0),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "99999999999999999999"}, None),
        ({"x-ratelimit-reset": "9999-12-31T23:59:59-23:59"}, None),
        ({"x-ratelimit-reset": "never"}, None),
        ({"x-app-usage": '{"call_count":99}'}, None),
        ({}, None),
    ],
)
def test_a_moment_is_read_in_every_form(headers: dict[str, str], seconds: float | None) -> None:
    until = asks_to_wait(headers, NOW)
    assert (None if until is None else (until - NOW).total_seconds()) == seconds


def test_nobody_is_made_to_wait_for_a_century() -> None:
    assert asks_to_wait({"retry-after": "900000000"}, NOW) == NOW + timedelta(days=2)
    assert asks_to_wait({"x-ratelimit-reset": "2099-01-01T00:00:00Z"}, NOW) == NOW + timedelta(days=2)


@pytest.mark.parametrize(
    ("headers", "is_used_up"),
    [
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "300"}, True),
        ({"ratelimit-remaining": "0", "ratelimit-reset": EPOCH}, True),
        ({"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "300"}, True),
        ({"ratelimit": '"burst";r=0;t=50'}, True),
        ({"x-app-usage": '{"call_count":100}'}, True),
        ({"x-ratelimit-remaining": "1", "x-ratelimit-reset": "300"}, False),
        ({"x-ratelimit-remaining": "0"}, False),
        ({"x-ratelimit-reset": "300"}, False),
        ({"x-ratelimit-remaining": "none"}, False),
    ],
)
def test_the_last_allowed_answer_says_so(headers: dict[str, str], is_used_up: bool) -> None:
    assert (used_up(headers, NOW) is not None) is is_used_up


@given(
    st.dictionaries(
        st.sampled_from(
            ["retry-after", "x-ratelimit-reset", "ratelimit", "x-app-usage", "x-ratelimit-remaining"]
        ),
        st.text(max_size=40) | st.integers().map(str) | st.datetimes().map(str),
    )
)
def test_any_header_gives_a_moment_to_come_or_nothing(headers: dict[str, str]) -> None:
    for until in (asks_to_wait(headers, NOW), used_up(headers, NOW)):
        assert until is None or NOW <= until <= NOW + timedelta(days=2)


def test_tumblr_counts_twice_and_the_later_of_the_used_up_counters_is_waited_for() -> None:
    hour = {"x-ratelimit-perhour-remaining": "0", "x-ratelimit-perhour-reset": "1800"}
    day = {"x-ratelimit-perday-remaining": "0", "x-ratelimit-perday-reset": "50000"}
    fresh = {"x-ratelimit-perday-remaining": "4000", "x-ratelimit-perday-reset": "50000"}
    assert asks_to_wait({**hour, **fresh}, NOW) == NOW + timedelta(seconds=1800)
    assert used_up({**hour, **fresh}, NOW) == NOW + timedelta(seconds=1800)
    assert used_up({**hour, **day}, NOW) == NOW + timedelta(seconds=50000)
    assert used_up(fresh, NOW) is None
    assert asks_to_wait(fresh, NOW) is None
    assert used_up({**day, "x-ratelimit-perday-reset": "soon"}, NOW) is None
