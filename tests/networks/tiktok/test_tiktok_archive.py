from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from app.model.account import Account
from app.model.audience import Audience, Basis
from app.model.photo import Existence, MediaState, Photo, PhotoKind, Skipped
from app.model.setting import Check
from app.networks import understand
from app.networks.container import open_tree
from app.networks.tiktok import NETWORK, read, recognise
from tests.exports.instagram import Files, write_folder, write_zipped
from tests.exports.mutations import stands_everything
from tests.exports.tiktok import NEW, export, old_export, post

DATA = Path(__file__).parents[1] / "data" / "tiktok"
Kind = TypeVar("Kind")


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


def of(folder: Path, files: Files) -> list[object]:
    return everything(write_folder(folder, files))


def test_the_account_comes_first_then_its_settings_then_the_posts(tmp_path: Path) -> None:
    items = of(tmp_path, export([post()]))
    assert [type(one) for one in items] == [Account, Check, Check, Check, Photo]
    account = only(items, Account)[0]
    assert (account.handle, account.url) == ("mara.sample", "https://www.tiktok.com/@mara.sample")
    one = only(items, Photo)[0]
    assert (one.kind, one.media_state, one.caption) == (
        PhotoKind.VIDEO_STILL,
        MediaState.REMOTE,
        "At the lake",
    )
    assert one.posted_at == datetime(2024, 5, 4, 10, 5, tzinfo=UTC)
    assert "secret" not in repr(one)


@pytest.mark.parametrize(
    ("who", "private", "audience"),
    [
        ("Everyone", "Disabled", Audience.PUBLIC),
        ("Everyone", "Enabled", Audience.FOLLOWERS),
        ("Friends", "Disabled", Audience.FRIENDS),
        ("Only me", "Disabled", Audience.ONLY_ME),
        ("Alle", "Disabled", Audience.UNKNOWN),
        (None, "Disabled", Audience.UNKNOWN),
        (None, "Enabled", Audience.UNKNOWN),
        ("Everyone", "Vielleicht", Audience.PUBLIC),
    ],
)
def test_each_post_has_its_own_audience_within_that_of_the_account(
    tmp_path: Path, who: str | None, private: str, audience: Audience
) -> None:
    (one,) = only(of(tmp_path, export([post(who=who)], {"Private Account": private})), Photo)
    assert one.visibility.value is audience
    if who:
        assert any(reason.raw == who and reason.basis is Basis.ITEM for reason in one.visibility.reasons)


@pytest.mark.parametrize(
    ("settings", "seen"),
    [
        ({"Private Account": "Enabled"}, ["on", None, None]),
        (
            {"private account": True, "Allow DownLoad": "Off", "Who Can Duet With Me": "Only me"},
            ["on", "off", None],
        ),
        (
            {"Private Account": "Disabled", "Allow DownLoad": "Everyone", "Allow Others to Find Me": "On"},
            ["off", "on", "on"],
        ),
        ({"Private Account": "Public", "Allow DownLoad": "Off"}, [None, None, None]),
        ({"Private Account": 1, "Allow Others to Find Me": None}, [None, None, None]),
        ([], [None, None, None]),
    ],
)
def test_the_settings_are_read_and_what_is_not_known_stays_unknown(
    tmp_path: Path, settings: object, seen: list[str | None]
) -> None:
    checks = only(of(tmp_path, export([], settings)), Check)
    assert [one.key for one in checks] == ["tt1", "tt2", "tt3"]
    assert [one.seen for one in checks] == seen
    assert all((one.basis is Basis.NONE) == (one.seen is None) for one in checks)


def test_the_layout_until_2023_is_read_with_its_empty_lists(tmp_path: Path) -> None:
    items = of(tmp_path / "old", old_export([post(who=None), {"date": "2020-01-01 00:00:00", "link": ""}]))
    assert [one.key for one in only(items, Photo)] == ["2024-05-04 10:05:00", "2020-01-01 00:00:00"]
    assert only(items, Check)[0].seen == "on"
    assert only(of(tmp_path / "none", old_export(None)), Photo) == []


def test_the_text_files_of_old_exports_are_read(tmp_path: Path) -> None:
    files = {
        "TikTok/Posts/Posts.txt": (DATA / "posts.txt").read_bytes(),
        "TikTok/Profile and Settings/Profile Info.txt": b"Username: mara.sample\r\nBirth Date: x\r\n",
        "TikTok/Profile and Settings/Settings.txt": b"Private Account: Disabled\r\n",
    }
    items = everything(write_zipped(tmp_path / "x.zip", files))
    found = only(items, Photo)
    assert [one.key for one in found] == ["6935000000000000001", "6935000000000000002"]
    assert found[0].url == "https://www.tiktok.com/@mara.sample/video/6935000000000000001"
    assert [one.visibility.value for one in found] == [Audience.FRIENDS, Audience.UNKNOWN]
    assert only(items, Check)[0].seen == "off"


def test_a_post_of_several_pictures_is_several_photos_with_keys_that_stay(tmp_path: Path) -> None:
    links = "https://p16.example/a.jpeg?x=1 https://p16.example/b.jpeg?x=2"
    first = only(of(tmp_path / "1", export([post(Link=links), post(Link=links.replace("x=", "y="))])), Photo)
    again = only(of(tmp_path / "2", export([post(Link=links.replace("x=", "z=")), post(Link=links)])), Photo)
    assert [one.kind for one in first] == [PhotoKind.PHOTO] * 4
    assert len({one.key for one in first}) == 4
    assert [one.key for one in first] == [one.key for one in again]


def test_deleted_posts_and_the_profile_picture(tmp_path: Path) -> None:
    files = export([post()], profilePhoto="https://p16.tiktokcdn.example/me.jpeg?x-signature=secret")
    told = json.loads(files[NEW])
    told["Post"]["Recently Deleted Posts"] = {"PostList": [post("2024-01-02 03:04:05")]}
    items = of(tmp_path, {NEW: json.dumps(told).encode()})
    avatar, live, gone = only(items, Photo)
    assert (avatar.kind, avatar.media_url) == (PhotoKind.AVATAR, "https://p16.tiktokcdn.example/me.jpeg")
    assert avatar.visibility.value is Audience.PUBLIC
    assert (live.existence, gone.existence) == (Existence.LIVE, Existence.TRASHED)
    assert gone.visibility.value is Audience.ONLY_ME


def test_one_bad_entry_does_not_hide_the_others(tmp_path: Path) -> None:
    posts = [None, post(), "words", {"Date": 7}, {"Link": "javascript:x"}, post("2020-01-01 00:00:00")]
    items = of(tmp_path, export(posts))
    assert len(only(items, Photo)) == 2
    assert [one.where.rpartition(", ")[2] for one in only(items, Skipped)] == ["1", "3", "4", "5"]


def test_it_is_known_by_what_is_in_it_and_not_by_its_name(tmp_path: Path) -> None:
    renamed = {"whatever (1).json": export([post()])[NEW]}
    assert len(only(of(tmp_path / "a", renamed), Photo)) == 1
    for number, files in enumerate(
        ({NEW: b"{}"}, {NEW: b'{"Profile": {}}'}, {"a/Posts.txt": b"Date: today"}, {"x.json": b"["})
    ):
        with open_tree([write_folder(tmp_path / str(number), files)]) as tree:
            assert not recognise(tree)


@pytest.mark.parametrize(
    ("typed", "handle"),
    [
        ("https://www.tiktok.com/@Mara.Sample", "mara.sample"),
        ("tiktok.com/@mara.sample/video/6935000000000000001?x=1", "mara.sample"),
        ("https://www.tiktok.com/discover", None),
        ("@mara.sample", None),
    ],
)
def test_a_profiles_address_is_understood_and_a_bare_name_is_not(typed: str, handle: str | None) -> None:
    found = NETWORK.understand(typed) if NETWORK.understand else None
    assert (found.handle if found else None) == handle
    if handle:
        assert understand(typed).network == "tiktok"


def test_whatever_an_export_holds_only_photos_checks_and_reasons_come_out() -> None:
    files = export([post(), post(Link="https://www.tiktokv.com/share/video/6935000000000000001/")])
    stands_everything(NETWORK, files | {"TikTok/Posts.txt": (DATA / "posts.txt").read_bytes()})
