"""The whole invented life comes out of every layout, in every language, whole or in parts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from app.model.account import Account
from app.model.audience import Audience
from app.model.photo import Existence, MediaState, Photo, PhotoKind, Skipped
from app.model.setting import Check
from app.networks.container import open_tree
from app.networks.instagram import NETWORK
from app.networks.instagram.archive import read, recognise
from tests.exports.instagram import write_folder, write_zipped
from tests.exports.instagram_life import BARE, LABELS, STILL, YEARS, export, uri
from tests.exports.mutations import stands_everything
from tests.exports.person import ARCHIVED, DELETED, HANDLE, LIFE, NAME, NOWHERE, SCAN, in_parts


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("year", YEARS)
def test_a_life_comes_out_as_it_was_lived(tmp_path: Path, year: int, language: str) -> None:
    items = everything(write_zipped(tmp_path / "export.zip", export(year=year, language=language)))
    account = next(one for one in items if isinstance(one, Account))
    switch = next(one for one in items if isinstance(one, Check))
    photos = {one.key: one for one in items if isinstance(one, Photo)}
    assert (account.handle, account.name, switch.seen) == (HANDLE, NAME, "public")
    for shot in LIFE:
        photo = photos[uri("posts", shot)]
        assert photo.media_state is MediaState.PRESENT
        assert photo.posted_at is not None
        assert abs(photo.posted_at.timestamp() - shot.seconds) < 1 or shot in LIFE[:2] + LIFE[9:11]
        assert photo.visibility.value is Audience.PUBLIC
        if year != YEARS[0]:
            place = (photo.place.lat, photo.place.lon) if photo.place else None
            assert place == (None if shot is NOWHERE else shot.place)
    assert photos[uri("posts", SCAN)].posted_at == SCAN.at
    captions = {one.caption for one in photos.values()}
    assert {"👩‍👩‍👧‍👦❄️", "수진이랑 한강 산책", "قهوة مع أمينة ☕", SCAN.caption} <= captions
    told = [str(one.why) for one in items if isinstance(one, Skipped)]
    assert told[0] == "1 film was not looked at: only pictures are."
    # The oldest layout tells nothing of what the files held.
    assert ["camera" in one for one in told[1:]] == ([True] if year != YEARS[0] else [])


def test_what_hangs_elsewhere_is_told_apart(tmp_path: Path) -> None:
    items = everything(write_folder(tmp_path / "export", export()))
    photos = {one.key: one for one in items if isinstance(one, Photo)}
    assert photos[uri("posts", ARCHIVED[0])].existence is Existence.ARCHIVED
    assert photos[uri("posts", DELETED[0])].existence is Existence.TRASHED
    assert photos[STILL].kind is PhotoKind.VIDEO_STILL
    assert photos[BARE].visibility.value is Audience.UNKNOWN
    kinds = Counter(one.kind for one in photos.values())
    assert (kinds[PhotoKind.AVATAR], kinds[PhotoKind.OLD_AVATAR], kinds[PhotoKind.STORY]) == (1, 1, 1)
    # The first post stands in two lists, and is one photo.
    assert sum(key == uri("posts", LIFE[0]) for key in photos) == 1


def test_in_parts_it_is_the_same(tmp_path: Path) -> None:
    files = export()
    whole = {one.key for one in everything(write_folder(tmp_path / "all", files)) if isinstance(one, Photo)}
    parts = in_parts(tmp_path / "parts", "instagram-mara", files, 3)
    assert {one.key for one in everything(*parts) if isinstance(one, Photo)} == whole


def test_a_spoiled_life_yields_photos_or_words_and_nothing_else() -> None:
    stands_everything(NETWORK, export(LIFE[-4:]), cases=60)
