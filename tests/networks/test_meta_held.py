"""What Meta holds of photos and took out of their files is told once, as a remark, and none of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from app.model.photo import Photo, Skipped
from app.networks import facebook, instagram
from app.networks.network import Network
from tests.exports import facebook as fb
from tests.exports import instagram as ig
from tests.exports.instagram import Files, as_meta_writes, picture
from tests.exports.reading import only, unpacked

ADDRESS = "203.0.113.7"


def of(network: Network, facts: Mapping[str, object]) -> Files:
    if network is instagram.NETWORK:
        return ig.export([{"media": [_with(ig.media("media/posts/202009/a.jpg"), facts)]}], a=picture())
    listed = as_meta_writes([fb.post("x", _with(fb.media("posts/media/a.jpg"), facts))])
    return {"posts/your_posts_1.json": listed, "posts/media/a.jpg": picture()}


def _with(media: dict[str, object], facts: Mapping[str, object]) -> dict[str, object]:
    return media | {"media_metadata": {"photo_metadata": {"exif_data": [facts]}}}


@pytest.mark.parametrize("network", [facebook.NETWORK, instagram.NETWORK], ids=lambda one: one.title)
def test_the_address_of_uploads_and_the_camera_are_told_and_not_kept(
    network: Network, tmp_path: Path
) -> None:
    items = unpacked(network, tmp_path, of(network, {"upload_ip": ADDRESS, "camera_model": "X-900"}))
    told = [str(one.why) for one in only(items, Skipped)]
    assert all(one.where == network.title for one in only(items, Skipped))
    assert [("(IP)" in one, "camera" in one) for one in told] == [(True, False), (False, True)]
    assert len(only(items, Photo)) == 1
    assert ADDRESS not in repr(items)
    assert "X-900" not in repr(items)


@pytest.mark.parametrize("network", [facebook.NETWORK, instagram.NETWORK], ids=lambda one: one.title)
@pytest.mark.parametrize(
    "facts", [{}, {"upload_ip": "", "camera_model": ""}, {"upload_ip": None, "iso": 100}]
)
def test_nothing_is_told_where_nothing_is_held(
    network: Network, facts: dict[str, object], tmp_path: Path
) -> None:
    assert only(unpacked(network, tmp_path, of(network, facts)), Skipped) == []
