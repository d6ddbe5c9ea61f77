"""A name at GitHub leads to a picture, and every refusal becomes words."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import Limited, NetworkRefused, Problem
from app.model.stranger import Reach
from app.networks import find, understand
from app.networks.github import NETWORK
from app.networks.network import Target
from app.networks.web import Web
from tests.networks.mastodon.test_hostile import BAD
from tests.networks.replay import Canned, Replay, canned, from_recording

DATA = sorted((Path(__file__).parents[1] / "data" / "github").glob("*.json"))
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
API = "https://api.github.com/users/annasample"


def load(name: str) -> dict[str, Any]:
    path = next(one for one in DATA if one.stem == name)
    return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))


def a_web(adapter: Replay) -> Web:
    return Web(adapter=adapter, now=lambda: NOW, sleep=lambda _s: None)


@pytest.mark.parametrize("name", [path.stem for path in DATA])
def test_a_user_is_read_as_github_answers(name: str) -> None:
    assert NETWORK.photos
    recording = load(name)
    expect: dict[str, Any] = recording["expect"]
    web = a_web(Replay(from_recording(recording["answers"])))
    target = understand(recording["look"])
    assert target.network == "github"
    if "find" in expect:
        with pytest.raises(Problem) as refused:
            find(web, target)
        assert type(refused.value).__name__ == expect["find"]
        assert not isinstance(refused.value, Limited) or refused.value.until is not None
        return
    account = find(web, target)
    for field, value in expect.get("account", {}).items():
        assert getattr(account, field) == value
    found = list(NETWORK.photos(web, account))
    photos = [one for one in found if isinstance(one, Photo)]
    assert {one.kind.value: one.media_url for one in photos} == expect["photos"]
    assert sum(isinstance(one, Skipped) for one in found) == expect["skipped"]
    if "caption" in expect:
        assert photos[0].caption == expect["caption"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("github:AnnaSample", "annasample"),
        ("github: @anna-sample", "anna-sample"),
        ("github.com/annasample", "annasample"),
        ("https://www.github.com/annasample/?tab=repositories", "annasample"),
        ("https://github.com/annasample.png?size=460", "annasample"),
        ("https://github.com/octo_short", "octo_short"),
        ("https://github.com/settings", None),
        ("https://github.com/annasample/project", None),
        ("https://github.com.evil.example/annasample", None),
        ("github:-anna", None),
        ("annasample", None),
        ("github:" + "a" * 60, None),
    ],
)
def test_a_name_is_read_in_every_form(text: str, name: str | None) -> None:
    assert NETWORK.understand
    target = NETWORK.understand(text)
    assert (target.handle if target else None) == name


def test_the_avatar_is_seen_and_every_address_of_it_is_known() -> None:
    assert NETWORK.photos
    assert NETWORK.glimpse
    assert NETWORK.sizes
    assert NETWORK.copies
    recording = load("user")
    web = a_web(Replay(from_recording(recording["answers"])))
    (photo,) = NETWORK.photos(web, find(web, understand(recording["look"])))
    assert isinstance(photo, Photo)
    assert photo.kind is PhotoKind.AVATAR
    assert NETWORK.sizes(photo) == (photo.media_url, "https://github.com/AnnaSample.png")
    picture = Canned(headers={"content-type": "image/png"}, body=b"\x89PNG\r\n\x1a\n0000")
    assert NETWORK.glimpse(a_web(Replay({photo.media_url: picture})), photo).view.reach is Reach.REACHABLE
    assert NETWORK.glimpse(a_web(Replay({})), photo).view.reach is Reach.GONE
    assert NETWORK.copies(photo)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "90"}, 90),
        ({"retry_after": "90", "x_ratelimit_remaining": "41"}, 90),
        ({"x_ratelimit_remaining": "41"}, None),
        ({}, None),
    ],
)
def test_questions_that_came_too_fast_wait_as_long_as_they_are_told_to(
    headers: dict[str, str], seconds: int | None
) -> None:
    slow = canned({"message": "abuse detection"}, 403, **headers)
    with pytest.raises(NetworkRefused) as told:
        find(a_web(Replay({API: slow})), understand("github:annasample"))
    until = told.value.until if isinstance(told.value, Limited) else None
    assert until == (None if seconds is None else NOW + timedelta(seconds=seconds))


def test_another_server_is_asked_where_one_is_named() -> None:
    adapter = Replay({"https://api.hub.example/users/anna": canned({"login": "anna", "id": 1})})
    account = find(
        a_web(adapter), Target(network=NETWORK.key, handle="anna", server="https://api.hub.example")
    )
    assert account.server == "https://api.hub.example"
    assert len(adapter.asked) == 1


@given(st.sampled_from(["login", "id", "avatar_url", "name", "company", "location", "bio"]), BAD)
def test_a_spoiled_record_ends_in_a_photo_a_skipped_item_or_a_problem(field: str, value: object) -> None:
    assert NETWORK.photos
    entity = {**load("user")["answers"][API]["json"], field: value}
    web = a_web(Replay({API: canned(entity)}))
    try:
        found = list(NETWORK.photos(web, find(web, understand("github:annasample"))))
    except Problem:
        return
    assert len(found) == 1
    assert isinstance(found[0], Photo | Skipped)
