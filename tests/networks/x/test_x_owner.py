from __future__ import annotations

from pathlib import Path

import pytest

from app.model.account import Account
from app.model.audience import Audience, Basis
from app.model.photo import MediaState, PhotoKind, Skipped
from app.model.setting import Check
from tests.exports.instagram import write_zipped
from tests.exports.person import DELETED, KOREAN, LIFE, NOWHERE, SCAN, in_parts
from tests.exports.x import (
    POST,
    archive,
    js,
    life,
    manifest,
    media,
    owner,
    post,
    protect,
    wrapped,
)
from tests.networks.x.reading import everything, of, only, photos


def test_parts_of_a_long_list_are_all_read_and_a_missing_part_is_said(tmp_path: Path) -> None:
    lists = {
        f"data/tweets-part{part}.js" if part else "data/tweets.js": js(
            f"tweets.part{part}", wrapped(post("x", media("a.jpg"), number=str(int(POST) + part)))
        )
        for part in range(3)
    }
    told = manifest({**dict.fromkeys(lists, "1"), "data/tweets-part3.js": "1"}, is_partial=True)
    items = of(tmp_path, owner() | lists | {"data/manifest.js": told})
    assert len(photos(items)) == 3
    assert [(one.where, str(one.why)[:32]) for one in only(items, Skipped)] == [
        ("data/manifest.js", "X calls this archive a part of a"),
        ("data/tweets-part3.js", "The archive names this list, but"),
    ]


def test_a_list_that_is_shorter_than_x_counted_is_said(tmp_path: Path) -> None:
    files = archive(post("x", media("a.jpg"))) | {"data/manifest.js": manifest({"data/tweets.js": "5"})}
    (short,) = only(of(tmp_path / "a", files), Skipped)
    assert str(short.why) == "X counts 5 entries in tweets.js, but 1 are there."
    odd = archive() | {"data/manifest.js": manifest({"data/tweets.js": "many"})}
    assert only(of(tmp_path / "b", odd), Skipped) == []


def test_the_folder_data_packed_alone_is_complete(tmp_path: Path) -> None:
    files = {
        name: data for name, data in archive(post("x", media("a.jpg"))).items() if name.startswith("data/")
    }
    items = everything(write_zipped(tmp_path / "data.zip", files))
    assert len(photos(items)) == 1
    assert only(items, Skipped) == []


@pytest.mark.parametrize(
    ("log", "seen", "audience", "history"),
    [
        (None, "false", Audience.PUBLIC, [(2010, "false")]),
        (
            [protect("Protect", "2021-05-03T09:00:00.000Z")],
            "true",
            Audience.FOLLOWERS,
            [(2010, "false"), (2021, "true")],
        ),
        (
            [
                protect("Protect", "2014-01-01T00:00:00.000Z"),
                protect("Unprotect", "2016-01-01T00:00:00.000Z"),
            ],
            "false",
            Audience.PUBLIC,
            [(2010, "false"), (2014, "true"), (2016, "false")],
        ),
        (
            [
                protect("Unprotect", "2016-01-01T00:00:00.000Z"),
                protect("Protect", "2014-01-01T00:00:00.000Z"),
            ],
            "false",
            Audience.PUBLIC,
            [(2010, "false"), (2014, "true"), (2016, "false")],
        ),
        ([protect("Protect")], "true", Audience.FOLLOWERS, []),
        (protect("Protect"), "true", Audience.FOLLOWERS, []),
        ([protect("Somehow")], None, Audience.UNKNOWN, []),
        ([{"protectedHistory": 7}], None, Audience.UNKNOWN, []),
    ],
)
def test_the_protection_is_the_audience_of_every_post(
    tmp_path: Path, log: object, seen: str | None, audience: Audience, history: list[tuple[int, str]]
) -> None:
    items = of(tmp_path, archive(post("x", media("a.jpg"))) | owner(protection=log))
    (check,) = only(items, Check)
    assert (check.key, check.seen) == ("x.protected", seen)
    assert [(one.at.year, one.value) for one in check.history] == history
    (one,) = photos(items)
    assert one.visibility.value is audience
    if seen:
        assert (one.visibility.basis, one.visibility.as_of) == (Basis.ACCOUNT_SETTING, check.as_of)


def test_without_the_log_of_the_protection_nobody_knows(tmp_path: Path) -> None:
    files = archive(post("x", media("a.jpg")))
    del files["data/protected-history.js"]
    items = of(tmp_path / "a", files)
    assert (only(items, Check)[0].seen, photos(items)[0].visibility.value) == (None, Audience.UNKNOWN)
    broken = files | {"data/protected-history.js": b"window.YTD.protected_history.part0 = [{"}
    items = of(tmp_path / "b", broken)
    assert (only(items, Check)[0].seen, photos(items)[0].visibility.value) == (None, Audience.UNKNOWN)
    assert only(items, Skipped)[0].where == "data/protected-history.js"


def test_without_its_name_the_account_is_called_by_the_download(tmp_path: Path) -> None:
    files = archive()
    del files["data/account.js"]
    items = everything(write_zipped(tmp_path / "a.zip", files))
    assert only(items, Account)[0].handle == "mara_sample"
    del files["data/manifest.js"]
    (account,) = only(everything(write_zipped(tmp_path / "twitter-2024-05-01-abc.zip", files)), Account)
    assert (account.handle, account.url) == ("twitter-2024-05-01-abc", "")


def test_a_life_in_parts_is_whole_and_a_lost_part_is_told(tmp_path: Path) -> None:
    files = life()
    found = photos(items := everything(*in_parts(tmp_path / "whole", "twitter", files, 4)))
    assert len(found) == len(LIFE) + len(DELETED) + 1
    by_words = {one.caption: one for one in found}
    assert by_words[SCAN.caption].posted_at is None, "X began in 2006"
    assert by_words[KOREAN.caption].posted_at == KOREAN.at
    assert [one.place for one in found if NOWHERE.name in one.source_path] == [None]
    assert {one.media_state for one in found if one.kind is PhotoKind.PHOTO} == {MediaState.PRESENT}
    assert [str(one.why) for one in only(items, Skipped)] == ["1 film was not looked at: only pictures are."]
    torn = everything(*in_parts(tmp_path / "torn", "twitter", dict(sorted(files.items())), 7, lost=[7]))
    assert {one.key for one in photos(torn)} == {one.key for one in found}
    assert any(one.media_state is MediaState.MISSING for one in photos(torn))
