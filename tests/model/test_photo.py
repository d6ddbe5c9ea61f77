from __future__ import annotations

import copy
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, datetime

import pytest

from app.model.account import AccountId, NetworkKey
from app.model.photo import Existence, Photo, PhotoKind, new_photo

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
