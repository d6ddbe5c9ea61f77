from __future__ import annotations

import copy
import inspect
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, datetime
from multiprocessing import Pipe

import pytest

from app.model.account import AccountId, NetworkKey
from app.model.inspection import Place
from app.model.photo import Existence, Photo, PhotoId, PhotoKind, new_photo, placed

NEEDED = {"account": AccountId("mastodon:anna"), "network": NetworkKey("mastodon"), "key": "7"}
MORE = {
    "kind": PhotoKind.STORY,
    "caption": "Harbour",
    "posted_at": datetime(2026, 5, 4, tzinfo=UTC),
    "width": 1600,
    "existence": Existence.ARCHIVED,
}


@pytest.mark.parametrize("given", [NEEDED, {**NEEDED, **MORE}], ids=["bare", "full"])
def test_a_photo_that_was_made_quickly_is_like_any_other(given: dict[str, object]) -> None:
    quick, slow = new_photo(**given), Photo(**given)  # pyright: ignore[reportArgumentType]
    assert type(quick) is Photo
    assert quick == slow
    assert hash(quick) == hash(slow)
    assert repr(quick) == repr(slow)
    assert replace(quick, key="8") == replace(slow, key="8")
    assert copy.deepcopy(quick) == slow
    assert [one.name for one in fields(quick)] == [one.name for one in fields(Photo)]


def test_a_photo_that_was_made_quickly_cannot_be_changed() -> None:
    photo = new_photo(**NEEDED)  # pyright: ignore[reportArgumentType]
    with pytest.raises(FrozenInstanceError):
        photo.key = "8"  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(TypeError, match="network"):
        new_photo(account=NEEDED["account"])  # pyright: ignore[reportCallIssue, reportArgumentType]


def test_the_fields_are_taken_in_their_order() -> None:
    assert list(inspect.signature(new_photo).parameters) == [one.name for one in fields(Photo)]


def test_a_photo_goes_through_a_pipe_whole() -> None:
    whole = {
        "id": PhotoId(4),
        "keep": True,
        "twins": (PhotoId(7),),
        "place": Place(lat=1, lon=2, basis="file"),
    }
    photo = Photo(**NEEDED, **MORE, **whole)  # pyright: ignore[reportArgumentType]
    ours, theirs = Pipe()
    with ours, theirs:
        ours.send(photo)
        assert theirs.recv() == photo
    assert copy.copy(photo) == photo


def test_another_place_leaves_all_else_as_it_is() -> None:
    photo = Photo(**NEEDED, **MORE, id=PhotoId(4), keep=True)  # pyright: ignore[reportArgumentType]
    there = Place(lat=37.5, lon=127.0, basis="network", name="Seoul, KR")
    assert placed(photo, there) == replace(photo, place=there)
    assert placed(placed(photo, there), None) == photo
