"""A whole life of pictures, in every layout, in parts, and with a part that is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.model.photo import Existence, MediaState, Photo, PhotoKind, Tagged
from app.model.setting import Check
from tests.exports.facebook import ACTIVITY, LAYOUTS, life
from tests.exports.instagram import write_folder
from tests.exports.person import ARABIC, KOREAN, LIFE, NOWHERE, PORTRAITS, SCAN, SUJIN, in_parts
from tests.networks.facebook.reading import everything, only


def named(photos: list[Photo]) -> dict[str, Photo]:
    return {one.key.rpartition("/")[2].removesuffix(".jpg"): one for one in photos}


@pytest.mark.parametrize("root", LAYOUTS)
def test_every_picture_of_a_life_comes_out_once_with_all_that_is_told_of_it(
    tmp_path: Path, root: str
) -> None:
    items = everything(write_folder(tmp_path, life(root)))
    found = named(only(items, Photo))
    assert {one.name for one in LIFE} <= set(found)
    assert all(one.media_state is MediaState.PRESENT for one in found.values())
    assert found[SCAN.name].posted_at == SCAN.at
    assert found[NOWHERE.name].place is None
    assert (found[KOREAN.name].caption, found[KOREAN.name].people) == (
        "수진이랑 한강 산책",
        (Tagged(name=SUJIN, basis="tag"),),
    )
    assert found[ARABIC.name].caption == ARABIC.caption
    newest = max(PORTRAITS, key=lambda one: one.at)
    assert [key for key, one in found.items() if one.kind is PhotoKind.AVATAR] == [newest.name]
    assert {one.existence for one in found.values()} == {Existence.LIVE, Existence.TRASHED}
    assert [one.key for one in only(items, Check)] == ["fb1", "fb.other", "fb.lists"]


def test_a_life_in_parts_is_whole_and_a_lost_part_is_told_by_the_pictures_that_lack_their_file(
    tmp_path: Path,
) -> None:
    files = life(ACTIVITY)
    whole = only(everything(*in_parts(tmp_path / "whole", "facebook-mara", files, 5)), Photo)
    assert all(one.media_state is MediaState.PRESENT for one in whole)
    lists = {name: data for name, data in files.items() if name.endswith(".json")}
    pictures = {name: data for name, data in files.items() if name not in lists}
    parts = [
        *in_parts(tmp_path / "lists", "facebook-mara", lists, 1),
        *in_parts(tmp_path / "rest", "facebook-mara", pictures, 4, lost=[2]),
    ]
    torn = only(everything(*parts), Photo)
    assert {one.key for one in torn} == {one.key for one in whole}
    missing = [one for one in torn if one.media_state is MediaState.MISSING]
    lost = [name for name in list(pictures)[1::4] if name.endswith(".jpg")]
    assert sorted(one.source_path for one in missing) == sorted(lost)
