from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from app.model.account import Account, AccountKind
from app.model.audience import Audience, Basis
from app.model.photo import Existence, MediaState, Photo, PhotoKind, Skipped, Tagged
from app.model.problem import UnreadableArchive
from app.model.setting import Check
from app.networks.container import open_tree
from app.networks.instagram import NETWORK
from app.networks.instagram.archive import read, recognise
from tests.exports.instagram import (
    CHANGES,
    POSTS,
    PROFILE,
    as_meta_writes,
    export,
    media,
    picture,
    profile,
    write_folder,
    write_zipped,
)

DATA = Path(__file__).parents[1] / "data" / "instagram"
Kind = TypeVar("Kind")


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


def photos(*paths: Path) -> dict[str, Photo]:
    return {photo.key.rpartition("/")[2]: photo for photo in only(everything(*paths), Photo)}


def check(*paths: Path) -> Check:
    return only(everything(*paths), Check)[0]


def test_the_layout_of_2019_is_read() -> None:
    items = everything(DATA / "2019")
    account, switch, found = only(items, Account)[0], only(items, Check)[0], only(items, Photo)
    assert (account.handle, account.name, account.kind) == (
        "mara.sample",
        "Mara Lindqvist",
        AccountKind.IMPORTED,
    )
    assert switch.seen == "private"
    assert [(one.kind, one.key) for one in found] == [
        (PhotoKind.AVATAR, "profile/201701/me.jpg"),
        (PhotoKind.OLD_AVATAR, "profile/201503/me.jpg"),
        (PhotoKind.PHOTO, "photos/201806/early.jpg"),
        (PhotoKind.STORY, "stories/201806/train.jpg"),
    ]
    assert found[2].caption == "Früher Morgen 🌅"
    assert found[2].posted_at == datetime(2018, 6, 1, 5, 30, 11, tzinfo=UTC)
    assert found[2].visibility.value is Audience.FOLLOWERS
    assert "1 film" in str(only(items, Skipped)[0].why)


def test_the_layout_of_2021_is_read() -> None:
    items = everything(DATA / "2021")
    found = only(items, Photo)
    assert [one.key for one in found] == [
        "media/profile/202101/me.jpg",
        "media/posts/202102/one.jpg",
        "media/posts/202103/two_a.jpg",
        "media/posts/202103/two_b.jpg",
    ]
    assert [one.caption for one in found[1:]] == ["Nur für mich? 🤔", "Zwei auf einmal", "Zwei auf einmal"]
    assert found[1].place is not None
    assert (found[1].place.lat, found[1].place.lon, found[1].place.basis) == (53.55, 9.99, "network")
    assert found[3].posted_at == datetime.fromtimestamp(1615000000, UTC)
    assert all(one.media_state is MediaState.MISSING for one in found)
    switch = only(items, Check)[0]
    assert [(change.at.year, change.value) for change in switch.history] == [
        (2017, "public"),
        (2020, "private"),
    ]


def test_todays_layout_with_german_labels_is_read(tmp_path: Path) -> None:
    told = {
        one.relative_to(DATA / "2024-de").as_posix(): one.read_bytes()
        for one in (DATA / "2024-de").rglob("*.json")
    }
    pictures = {
        "media/posts/202405/door.webp": picture(1, "WEBP"),
        "media/archived_posts/201802/us.jpg": picture(2),
        "media/stories/202401/gym": picture(3, "PNG"),
        "media/reels/202402/dance.jpg": picture(4),
        "media/recently_deleted/202404/party.jpg": picture(5),
        "media/other/202404/odd.jpg": picture(6),
    }
    items = everything(write_zipped(tmp_path / "anything.zip", told | pictures, "instagram-mara/"))
    found = {photo.key.rpartition("/")[2]: photo for photo in only(items, Photo)}
    assert only(items, Account)[0].name == "Mära Lindqvist"
    assert all(photo.media_state is MediaState.PRESENT for photo in found.values())
    told_of = {key: (one.kind, one.visibility.value, one.existence) for key, one in found.items()}
    assert told_of == {
        "door.webp": (PhotoKind.PHOTO, Audience.PUBLIC, Existence.LIVE),
        "us.jpg": (PhotoKind.PHOTO, Audience.ONLY_ME, Existence.ARCHIVED),
        "party.jpg": (PhotoKind.PHOTO, Audience.ONLY_ME, Existence.TRASHED),
        "gym": (PhotoKind.STORY, Audience.UNKNOWN, Existence.LIVE),
        "dance.jpg": (PhotoKind.VIDEO_STILL, Audience.PUBLIC, Existence.LIVE),
        "odd.jpg": (PhotoKind.PHOTO, Audience.UNKNOWN, Existence.LIVE),
    }
    door = found["door.webp"]
    assert door.people == (Tagged(name="lena.k", basis="mention"),)
    assert door.place is None
    assert door.taken_at == datetime(2024, 5, 4, 10, 5, tzinfo=UTC)
    switch = only(items, Check)[0]
    assert (switch.seen, switch.is_safe, switch.raw) == ("public", False, "privates konto: Falsch")
    assert [change.value for change in switch.history] == ["private", "public"]


def test_the_account_comes_first_then_its_switch(tmp_path: Path) -> None:
    items = everything(write_folder(tmp_path / "e", export([{"media": [media("media/a.jpg")]}])))
    assert [type(item) for item in items] == [Account, Check, Photo]
    assert only(items, Account)[0].url == "https://www.instagram.com/mara.sample/"


@pytest.mark.parametrize(
    ("private", "audience", "seen"),
    [
        ("False", Audience.PUBLIC, "public"),
        ("false", Audience.PUBLIC, "public"),
        ("True", Audience.FOLLOWERS, "private"),
        ("Vielleicht", Audience.UNKNOWN, None),
        ("", Audience.UNKNOWN, None),
        (None, Audience.UNKNOWN, None),
    ],
)
def test_a_post_is_seen_by_whom_the_account_lets_in_and_otherwise_nobody_knows(
    tmp_path: Path, private: str | None, audience: Audience, seen: str | None
) -> None:
    files = export([{"media": [media("media/a.jpg")]}], {PROFILE: profile(private)})
    path = write_zipped(tmp_path / "a.zip", files)
    photo = photos(path)["a.jpg"]
    assert photo.visibility.value is audience
    assert check(path).seen == seen
    if seen is not None:
        assert photo.visibility.basis is Basis.ACCOUNT_SETTING
        assert photo.visibility.as_of is not None
        assert photo.visibility.reasons[0].raw == f"private account: {private}"


def test_a_switch_under_an_unknown_label_is_guessed_only_towards_public(tmp_path: Path) -> None:
    lines = {"Telefon": "1", "Bio": "", "Kjønn": ""}
    for word, seen in (("False", "public"), ("True", None)):
        told = profile(None, **lines, **{"Ganz neuer Name": word})
        path = write_folder(tmp_path / word, export([], {PROFILE: told}))
        assert check(path).seen == seen
        assert "ganz neuer name" in check(path).raw


def test_without_the_switch_the_last_dated_change_tells(tmp_path: Path) -> None:
    log = [
        {"title": "Private", "string_list_data": [{"timestamp": 1_600_000_000}]},
        {"title": "Public", "string_map_data": {"Time": {"timestamp": 1_500_000_000}}},
        {"title": "Something else", "string_map_data": {"Time": {"timestamp": 1_700_000_000}}},
        {"title": "Public"},
        "nonsense",
    ]
    more = {PROFILE: profile(None), CHANGES: {"account_history_account_privacy_history": log}}
    path = write_folder(tmp_path / "e", export([{"media": [media("media/a.jpg")]}], more))
    assert check(path).seen == "private"
    assert [change.value for change in check(path).history] == ["public", "private"]
    assert photos(path)["a.jpg"].visibility.value is Audience.FOLLOWERS


@pytest.mark.parametrize(
    ("title", "value"), [("비공개", "private"), ("공개", "public"), ("非公開", "private"), ("公開", "public")]
)
def test_private_is_not_mistaken_for_public_in_scripts_where_one_word_holds_the_other(
    tmp_path: Path, title: str, value: str
) -> None:
    log = {
        "account_history_account_privacy_history": [
            {"title": title, "string_list_data": [{"timestamp": 9**9}]}
        ]
    }
    path = write_folder(tmp_path / "e", export([], {PROFILE: profile(None), CHANGES: log}))
    assert check(path).history[0].value == value


def test_the_profile_picture_is_public_even_on_a_private_account(tmp_path: Path) -> None:
    portraits = {"ig_profile_picture": [{"uri": "media/p.jpg", "creation_timestamp": 1_600_000_000}]}
    more = {PROFILE: profile("True"), "your_instagram_activity/media/profile_photos.json": portraits}
    photo = photos(write_folder(tmp_path / "e", export([], more)))["p.jpg"]
    assert photo.kind is PhotoKind.AVATAR
    assert (photo.visibility.value, photo.visibility.basis) == (Audience.PUBLIC, Basis.NETWORK_RULE)


def test_a_story_on_a_public_account_stays_unknown_with_the_account_in_its_chain(tmp_path: Path) -> None:
    more = {"your_instagram_activity/media/stories.json": {"ig_stories": [media("media/s.jpg")]}}
    seen = photos(write_folder(tmp_path / "e", export([], more)))["s.jpg"].visibility
    assert seen.value is Audience.UNKNOWN
    assert [reason.audience for reason in seen.reasons] == [Audience.UNKNOWN, Audience.PUBLIC]


def test_pictures_that_are_named_but_absent_are_said_to_be_missing(tmp_path: Path) -> None:
    posts = [
        {"media": [media("media/posts/202009/here.jpg"), media("media/posts/202009/gone.jpg")]},
        {"media": [media("https://cdn.example/x.jpg?token=secret"), media("../../../etc/passwd")]},
    ]
    found = only(everything(write_zipped(tmp_path / "a.zip", export(posts, here=picture()))), Photo)
    states = [one.media_state for one in found]
    assert states == [MediaState.PRESENT, MediaState.MISSING, MediaState.REMOTE, MediaState.MISSING]
    assert all(not one.media_url for one in found)
    assert not any("secret" in repr(one) for one in found)


def test_a_name_of_absurd_length_is_cut(tmp_path: Path) -> None:
    told = profile("True", Username="u" * 5000, Name="n" * 5000)
    account = only(everything(write_folder(tmp_path / "e", export([], {PROFILE: told}))), Account)[0]
    assert (len(account.handle), len(account.name), account.url) == (200, 200, "")


def test_parts_are_merged_before_lists_and_pictures_are_joined(tmp_path: Path) -> None:
    posts = [{"media": [media("media/posts/202009/one.jpg"), media("media/posts/202009/two.jpg")]}]
    lists = write_zipped(tmp_path / "1.zip", export(posts, one=picture(1)), "instagram-mara-1/")
    rest = write_zipped(tmp_path / "2.zip", {"media/posts/202009/two.jpg": picture(2)})
    found = photos(lists, rest)
    assert [one.media_state for one in found.values()] == [MediaState.PRESENT] * 2
    with open_tree([lists, rest]) as tree:
        assert tree.read(found["two.jpg"].source_path, 10**6) == picture(2)


def test_the_same_picture_in_two_lists_is_one_photo(tmp_path: Path) -> None:
    posts = [{"media": [media("media/a.jpg", title="post")]}]
    more = {"your_instagram_activity/media/other_content.json": {"ig_other_media": posts}}
    assert len(only(everything(write_folder(tmp_path / "e", export(posts, more))), Photo)) == 1


def test_one_bad_entry_does_not_hide_the_others(tmp_path: Path) -> None:
    posts: list[object] = [
        {"media": [media("media/a.jpg")]},
        None,
        "words",
        {"media": None},
        {"media": [{"uri": 7}, media("media/b.jpg")]},
        {"media": [{**media("media/c.jpg"), "creation_timestamp": -62169958800, "media_metadata": [1]}]},
        {"media": [{**media("media/d.jpg"), "title": {"a": 1}, "creation_timestamp": "1600000000"}]},
    ]
    items = everything(write_folder(tmp_path / "e", export(posts)))
    found = {photo.key: photo for photo in only(items, Photo)}
    assert list(found) == ["media/a.jpg", "media/b.jpg", "media/c.jpg", "media/d.jpg"]
    assert found["media/c.jpg"].posted_at is None
    assert found["media/d.jpg"].posted_at == datetime.fromtimestamp(1_600_000_000, UTC)
    assert [one.where for one in only(items, Skipped)] == [f"{POSTS}, {number}" for number in (2, 3, 4, 5)]


def test_a_list_that_cannot_be_read_is_told_and_the_other_lists_are_read(tmp_path: Path) -> None:
    more = {"your_instagram_activity/media/stories.json": {"ig_stories": [media("media/s.jpg")]}}
    files = export([], more) | {POSTS: b"[{", PROFILE: b"\x00"}
    items = everything(write_folder(tmp_path / "instagram-mara.sample-2024-01-02-xYz", files))
    assert [photo.key for photo in only(items, Photo)] == ["media/s.jpg"]
    assert {one.where for one in only(items, Skipped)} == {POSTS, PROFILE}
    assert only(items, Account)[0].handle == "mara.sample"


@pytest.mark.parametrize(
    ("lat", "lon", "has_place"),
    [
        (37.5, 126.9, True),
        ("37.5", "126.9", True),
        (0, 0, False),
        (0, 9.5, True),
        (91, 0, False),
        (10, 181, False),
        (float("nan"), 1, False),
        ("1e999", 1, False),
        (True, False, False),
        (None, 1, False),
        ([1], {}, False),
    ],
)
def test_a_place_is_taken_only_where_it_is_one(
    tmp_path: Path, lat: object, lon: object, has_place: bool
) -> None:
    posts = [{"media": [media("media/a.jpg", latitude=lat, longitude=lon)]}]
    photo = photos(write_folder(tmp_path / "e", export(posts)))["a.jpg"]
    assert (photo.place is not None) is has_place


def test_captions_are_freed_of_control_characters_and_kept_short(tmp_path: Path) -> None:
    words = "a\x00b\u202ec\nd " + "x" * 100_000
    photo = photos(write_folder(tmp_path / "e", export([{"media": [media("media/a.jpg", title=words)]}])))[
        "a.jpg"
    ]
    assert photo.caption.startswith("abc\nd x")
    assert len(photo.caption) <= 64 * 1024


def test_only_names_with_an_at_are_mentions(tmp_path: Path) -> None:
    words = "Hi @Lena.K, @tom_h. Mail me: mara@mail.example, see https://x.example/@nobody and @lena.k!"
    photo = photos(write_folder(tmp_path / "e", export([{"media": [media("media/a.jpg", title=words)]}])))[
        "a.jpg"
    ]
    assert [one.name for one in photo.people] == ["lena.k", "tom_h"]


def test_web_pages_are_refused_with_the_way_to_order_the_right_form() -> None:
    with open_tree([DATA / "html"]) as tree:
        assert recognise(tree)
        with pytest.raises(UnreadableArchive, match="web pages") as caught:
            list(read(tree))
    assert "JSON" in str(caught.value.remedy)


@pytest.mark.parametrize(
    "files",
    [
        {"your_facebook_activity/posts/your_posts_1.json": b"[]", "a.jpg": picture()},
        {"media.json": b'{"photos": 3}'},
        {"personal_information.json": b"[]", "Takeout/x.json": b"{}"},
        {"posts_1.json.txt": b"[]"},
        {"2020/a.jpg": picture()},
    ],
)
def test_other_exports_are_not_taken_for_instagrams(tmp_path: Path, files: dict[str, bytes]) -> None:
    with open_tree([write_folder(tmp_path / "e", files)]) as tree:
        assert not recognise(tree)


def test_the_network_says_what_its_export_never_tells() -> None:
    assert NETWORK.key == "instagram"
    assert len(NETWORK.never_told) == 4
    assert NETWORK.find is None
    assert NETWORK.photos is None


def test_keys_are_the_same_whatever_the_export_was_packed_in(tmp_path: Path) -> None:
    files = export([{"media": [media("media/posts/202009/one.jpg")]}], one=picture())
    folder, zipped = write_folder(tmp_path / "e", files), write_zipped(tmp_path / "a.zip", files, "root/")
    assert [one.key for one in photos(folder).values()] == [one.key for one in photos(zipped).values()]


def test_a_file_that_was_saved_anew_without_the_broken_encoding_is_left_as_it_is(tmp_path: Path) -> None:
    posts = [{"media": [media("media/a.jpg", title="Ã© is how é looks in Tokyo 東京")]}]
    files = export([]) | {POSTS: json.dumps(posts, ensure_ascii=False).encode()}
    assert photos(write_folder(tmp_path / "e", files))["a.jpg"].caption == "Ã© is how é looks in Tokyo 東京"
    broken = export([]) | {POSTS: as_meta_writes(posts)}
    assert photos(write_folder(tmp_path / "f", broken))["a.jpg"].caption == "Ã© is how é looks in Tokyo 東京"
