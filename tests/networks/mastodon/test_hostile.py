"""Whatever a server puts into a field, only photos, skipped items and problems come out."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.networks import understand
from app.networks.fields import LONGEST_ADDRESS, address, degrees, identifier, moment, side, text
from app.networks.mastodon import NETWORK
from app.networks.web import Web
from tests.networks.replay import Replay, from_recording

DATA = Path(__file__).parents[1] / "data" / "mastodon"
RECORDINGS = {
    name: cast("dict[str, Any]", json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))
    for name in ("mastodon", "pixelfed_open", "friendica", "akkoma", "takahe", "mastodon_closed", "host_meta")
}
VALUES: list[object] = [
    None,
    True,
    False,
    0,
    -1,
    10**40,
    1e308,
    "",
    " ",
    "x" * 20_000,
    "\x00\x07\u202eevil",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "http://127.0.0.1/",
    "//[bad",
    "https://u:p@x.example/",
    "../../etc",
    "9999-99-99",
    "0001-01-01T00:00:00+23:59",
    [],
    [None],
    [[[]]],
    {},
    {"id": {}},
    {"url": ["x"]},
]
# A copy each time: a list that is put in twice could otherwise come to hold itself.
BAD = st.sampled_from(VALUES).map(copy.deepcopy)


def paths(value: object, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every field inside a JSON value."""
    if isinstance(value, dict):
        inside = cast("dict[str, object]", value).items()
    elif isinstance(value, list):
        inside = enumerate(cast("list[object]", value))
    else:
        return [here]
    return [here, *(way for key, one in inside for way in paths(one, (*here, key)))]


@st.composite
def spoiled(draw: st.DrawFn) -> dict[str, Any]:
    """Return a recording with some fields of its answers replaced."""
    recording = copy.deepcopy(RECORDINGS[draw(st.sampled_from(sorted(RECORDINGS)))])
    for _ in range(draw(st.integers(1, 4))):
        answer = recording["answers"][draw(st.sampled_from(sorted(recording["answers"])))]
        if "json" not in answer:
            answer["text"] = draw(st.text(max_size=50))
            continue
        way = draw(st.sampled_from(paths(answer["json"])))
        if not way:
            answer["json"] = draw(BAD)
            continue
        at = answer["json"]
        for step in way[:-1]:
            at = at[step]
        at[way[-1]] = draw(BAD)
    return recording


def no_wait(_seconds: float) -> None:
    """Pass the time of a pause at once."""


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoiled())
def test_any_spoiled_field_ends_in_photos_skipped_items_and_problems(recording: dict[str, Any]) -> None:
    web = Web(adapter=Replay(from_recording(recording["answers"])), sleep=no_wait)
    assert NETWORK.find
    assert NETWORK.photos
    assert NETWORK.glimpse
    told: Problem | None = None
    try:
        account = NETWORK.find(web, understand(recording["look"]))
        for item in NETWORK.photos(web, account):
            if isinstance(item, Skipped):
                assert str(item.why)
            elif isinstance(item, Photo):
                check(item)
                assert NETWORK.glimpse(web, item).view.seen_at
    except Problem as problem:
        told = problem
    assert told is None or (str(told) and told.remedy is not None)


def check(photo: Photo) -> None:
    assert photo.media_url.startswith(("https://", "http://"))
    assert len(photo.media_url) <= LONGEST_ADDRESS + 200
    assert photo.url == "" or photo.url.startswith(("https://", "http://"))
    assert photo.key
    assert len(photo.key) <= 300
    assert len(photo.caption) <= 5000
    assert "\x00" not in photo.caption + photo.alt_text
    assert photo.posted_at is None or photo.posted_at.tzinfo is not None
    assert photo.width is None or 0 < photo.width <= 100_000


NO_ADDRESSES: list[object] = [
    "javascript:alert(1)",
    "data:,x",
    "file:///etc/passwd",
    "",
    " https://x.example",
    "//[x",
    7,
    None,
    [],
    "x" * 5000,
    "https://a:b@x.example/",
    "https://x.example/a b",
    "mailto:a@x.example",
]


@pytest.mark.parametrize("value", NO_ADDRESSES)
def test_what_is_no_web_address_is_none(value: object) -> None:
    assert address(value, "https://base.example") == ""


def test_a_relative_address_belongs_to_its_server() -> None:
    assert address("/media/a.jpg", "https://base.example") == "https://base.example/media/a.jpg"
    assert address("//files.example/a.jpg", "https://base.example") == "https://files.example/a.jpg"


def test_single_fields_are_read_or_nothing() -> None:
    assert [identifier(one) for one in (7, "7", True, 7.0, None, "a b", 10**50)] == [
        "7",
        "7",
        "",
        "",
        "",
        "",
        "",
    ]
    assert [side(one) for one in (1, 0, -1, True, 1.5, "3", 10**9)] == [1, None, None, None, None, None, None]
    assert [degrees(one, 90) for one in (37.5, "37.5", 91, "x", True, float("inf"), None)] == [37.5, 37.5] + [
        None
    ] * 5
    assert moment("0001-01-01T00:00:00+23:59") is None
    assert moment(10**9) is None
    assert str(moment("2026-01-01T00:00:00")) == "2026-01-01 00:00:00+00:00"
    assert text("a\x00b\u202ec\nd", 10) == "abc\nd"
