"""A post is deleted whole, an avatar is taken down, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import pytest

from app.model.fix import Outcome
from app.model.photo import Photo
from app.model.problem import (
    NetworkRefused,
    NotThere,
)
from app.model.sign_in import Power
from app.networks.bluesky import NETWORK
from tests.networks.bluesky.authority import (
    account,
    session,
)
from tests.networks.bluesky.changes import (
    MINE,
    NO_RECORD,
    delete,
    sent,
    served,
)
from tests.networks.bluesky.net import (
    CID,
    DID,
    images,
    network,
    opened,
    post,
    refusal,
)
from tests.networks.replay import canned


def photo_of(number: int, embed: object) -> Photo:
    assert NETWORK.photos
    assert NETWORK.find
    web, _ = opened(network([post(number, embed)]))
    return next(one for one in NETWORK.photos(web, account()) if isinstance(one, Photo))


def test_a_post_is_deleted_once_and_the_second_time_is_no_fault() -> None:
    held, _, replay = session(served())
    assert delete(held) is Outcome.DONE
    assert sent(replay) == [{"repo": DID, "collection": "app.bsky.feed.post", "rkey": "3k1"}]
    held, _, _ = session(served(post=NO_RECORD, delete=canned({})))
    assert delete(held) is Outcome.WAS_GONE
    held, _, _ = session(served(post=refusal("UpstreamFailure", "", 502), delete=canned({})))
    assert delete(held) is Outcome.DONE


def test_an_account_that_is_switched_off_is_no_deleted_post() -> None:
    held, _, _ = session(served(post=NO_RECORD, delete=refusal("AccountDeactivated", "", 401)))
    with pytest.raises(NetworkRefused, match="switched off") as told:
        delete(held)
    assert not isinstance(told.value, NotThere)


def test_an_avatar_is_taken_down_and_a_newer_one_left() -> None:
    held, _, replay = session(served())
    assert delete(held, f"avatar:{CID}") is Outcome.DONE
    assert "avatar" not in cast("Mapping[str, object]", sent(replay)[0]["record"])
    assert cast("Mapping[str, object]", sent(replay)[0]["record"])["some.app/extra"] == MINE["some.app/extra"]
    assert delete(held, "avatar:bafkreianother") is Outcome.WAS_GONE
    assert delete(held, f"banner:{CID}") is Outcome.WAS_GONE
    assert len(sent(replay)) == 1
    held, _, _ = session(served(held=refusal("RepoNotFound")))
    with pytest.raises(NetworkRefused) as told:
        delete(held, f"avatar:{CID}")
    assert not isinstance(told.value, NotThere)


@pytest.mark.parametrize(
    "unit", ["", "post:", "post:a/b", "repost:3k1", "avatar:", "avatar:../..", "post:3k1 "]
)
def test_a_unit_that_is_none_touches_nothing(unit: str) -> None:
    held, _, replay = session(served())
    with pytest.raises(NetworkRefused):
        delete(held, unit)
    assert replay.asked == []


def test_a_post_goes_as_a_whole_and_that_is_said() -> None:
    assert NETWORK.delete
    fix = NETWORK.delete
    photo = photo_of(1, images(CID, CID))
    avatar = replace(photo, key=f"avatar:{CID}", kind=photo.kind.AVATAR)
    assert (fix.unit(photo), fix.unit(avatar)) == ("post:3k1", f"avatar:{CID}")
    assert (fix.cannot(photo), fix.cannot(avatar)) == (None, None)
    assert fix.cannot(replace(photo, key="elsewhere.jpg")) is not None
    assert "every picture in it; 2 of them" in str(fix.says([photo, photo]))
    assert "every picture in it." in str(fix.says([photo]))
    assert "profile picture" in str(fix.says([avatar]))
    assert "banner" in str(fix.says([replace(avatar, kind=photo.kind.BANNER)]))
    assert "film" in str(fix.says([replace(avatar, kind=photo.kind.VIDEO_STILL)]))
    assert (fix.power, fix.pace and fix.pace.count) == (Power.DELETE, 5000)
    assert any("another post" in str(one) for one in fix.remarks)
