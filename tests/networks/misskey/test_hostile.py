"""Whatever a server puts into a field, only photos, skipped items, marks and problems come out."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.networks import find, understand
from app.networks.misskey import NETWORK
from app.networks.network import Mark
from tests.networks.mastodon.test_hostile import BAD, paths
from tests.networks.misskey.net import DATA, load, replay
from tests.networks.misskey.test_servers import a_web

RECORDINGS = {
    name: load(DATA / f"{name}.json") for name in ("misskey", "sharkey", "odd", "renotes", "no_visitors")
}


def single(answers: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every answer alone, also those that share an address."""
    for each in answers.values():
        yield from cast("list[dict[str, Any]]", each if isinstance(each, list) else [each])


@st.composite
def spoiled(draw: st.DrawFn) -> dict[str, Any]:
    """Return a recording with some fields of its answers replaced."""
    recording = copy.deepcopy(RECORDINGS[draw(st.sampled_from(sorted(RECORDINGS)))])
    given_answers = list(single(recording["answers"]))
    for _ in range(draw(st.integers(1, 4))):
        answer = draw(st.sampled_from(given_answers))
        if "json" not in answer:
            answer["text"] = draw(st.text(max_size=50))
            continue
        way = draw(st.sampled_from(paths(answer["json"])))
        if not way:
            answer["json"] = draw(BAD)
            continue
        holder: Any = answer["json"]
        for step in way[:-1]:
            holder = holder[step]
        holder[way[-1]] = draw(BAD)
    return recording


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoiled())
def test_spoiled_answers_end_in_photos_skipped_items_and_problems(recording: dict[str, Any]) -> None:
    assert NETWORK.photos
    web = a_web(replay(recording["answers"]))
    with suppress(Problem):
        account = find(web, understand(recording["look"]))
        for item in NETWORK.photos(web, account):
            assert isinstance(item, Photo | Skipped | Mark)
            if isinstance(item, Photo):
                assert item.key
                assert item.media_url.startswith(("https://", "http://"))
                assert len(item.caption) <= 5000


@pytest.mark.parametrize("size", [10, 1000])
def test_a_hundred_thousand_mentions_take_no_time(size: int) -> None:
    recording = copy.deepcopy(RECORDINGS["misskey"])
    answers = recording["answers"]["POST https://misskey.example/api/users/notes"]
    answers[0]["json"][0]["text"] = "@a@" * size + "@" * size
    web = a_web(replay(recording["answers"]))
    assert NETWORK.photos
    assert list(NETWORK.photos(web, find(web, understand(recording["look"]))))
