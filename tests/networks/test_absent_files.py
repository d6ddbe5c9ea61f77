"""What an export names but does not hold is told as missing, and what its kind never tells is told too."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.model.photo import MediaState, Photo
from app.networks import NETWORKS, network
from app.networks.network import Network
from tests.exports.reading import only, unpacked
from tests.exports.whole import WHOLE

# All whose exports hold the files and lists that name them; the others hold links, or one picture and no list.
LISTS = ("facebook", "flickr", "google", "instagram", "mastodon", "telegram", "threads", "tumblr", "x")


@pytest.mark.parametrize("key", LISTS)
def test_a_picture_that_is_named_but_absent_is_missing(key: str, tmp_path: Path) -> None:
    files = WHOLE[key]()
    whole = only(unpacked(network(key), tmp_path / "whole", files), Photo)
    held = {one.source_path for one in whole if one.media_state is MediaState.PRESENT}
    less = {name: data for name, data in files.items() if not any(name.endswith(one) for one in held)}
    assert len(files) - len(less) >= len(held) > 0
    told = only(unpacked(network(key), tmp_path / "less", less), Photo)
    assert {one.media_state for one in told} <= {MediaState.MISSING, MediaState.REMOTE}
    missing = [one for one in told if one.media_state is MediaState.MISSING]
    assert len(missing) >= len(held) // 2


@pytest.mark.parametrize("net", [one for one in NETWORKS if one.read], ids=lambda one: one.key)
def test_each_reader_says_what_its_exports_never_tell(net: Network) -> None:
    assert len(net.never_told) >= 2
    assert len(set(net.never_told)) == len(net.never_told)
