"""Threads lies in Instagram's export: its posts, and a privacy switch of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.model.account import Account
from app.model.audience import Audience, Basis
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.model.setting import Check
from app.networks import instagram
from app.networks.threads import NETWORK
from tests.exports import person, threads
from tests.exports.instagram import Files, as_meta_writes, media, picture, write_folder, write_zipped
from tests.exports.instagram import export as of_instagram
from tests.exports.instagram import profile as profile_of_instagram
from tests.exports.mutations import stands_everything
from tests.exports.reading import everything, is_recognised, only, unpacked
from tests.exports.threads import POSTS, PROFILE, export, post, profile, shown


def of(folder: Path, files: Files) -> list[object]:
    return unpacked(NETWORK, folder, files)


def test_a_whole_life_is_read_and_words_alone_are_no_pictures(tmp_path: Path) -> None:
    items = everything(
        NETWORK, write_zipped(tmp_path / "x.zip", threads.life(), "instagram-mara.sample-2026-11-01-x/")
    )
    account, found = only(items, Account)[0], only(items, Photo)
    assert (account.id, account.name) == ("threads:mara.sample", person.NAME)
    assert account.url == "https://www.threads.com/@mara.sample"
    assert len(found) == len(person.LIFE)
    assert all(one.media_state is MediaState.PRESENT for one in found)
    assert only(items, Skipped) == []
    assert person.POSTS[0].caption in {one.caption for one in found}
    assert "opa_1964.jpg" in {one.key.rpartition("/")[2] for one in found}
    assert "한강_산책.jpg" in {one.key.rpartition("/")[2] for one in found}


def test_the_outer_title_counts_and_a_single_picture_has_its_own(tmp_path: Path) -> None:
    posts = [
        post(
            shown("media/a.jpg", 5, "inner"),
            shown("media/b.jpg", 6),
            title="café 👍",
            creation_timestamp=1_754_500_000,
        ),
        post(shown("media/c.jpg", 1_754_600_000, "Nur eins @lena.k")),
    ]
    one, two, three = only(of(tmp_path, export(posts)), Photo)
    assert (one.caption, two.caption, three.caption) == ("café 👍", "café 👍", "Nur eins @lena.k")
    assert two.posted_at == datetime.fromtimestamp(1_754_500_000, UTC)
    assert three.people[0].name == "lena.k"
    assert one.media_state is MediaState.MISSING


@pytest.mark.parametrize(
    ("private", "label", "audience", "seen"),
    [
        ("False", "Private Account", Audience.PUBLIC, "off"),
        ("True", "Private Account", Audience.FOLLOWERS, "on"),
        ("Wahr", "Privates Konto", Audience.FOLLOWERS, "on"),
        ("아니요", "비공개 계정", Audience.PUBLIC, "off"),
        ("Vielleicht", "Private Account", Audience.UNKNOWN, None),
        ("True", "Etwas anderes", Audience.UNKNOWN, None),
        (None, "", Audience.UNKNOWN, None),
    ],
)
def test_the_profile_has_a_switch_of_its_own(
    tmp_path: Path, private: str | None, label: str, audience: Audience, seen: str | None
) -> None:
    items = of(tmp_path, export([post(shown("media/a.jpg"))], profile(private, label)))
    (check,) = only(items, Check)
    assert (check.key, check.seen, check.safe) == ("th1", seen, "on")
    seen_by = only(items, Photo)[0].visibility
    assert seen_by.value is audience
    assert seen_by.basis is (Basis.NONE if seen is None else Basis.ACCOUNT_SETTING)


def test_each_of_the_two_networks_reads_its_own_and_nothing_of_the_other(tmp_path: Path) -> None:
    about = as_meta_writes(profile_of_instagram("True"))
    theirs = of_instagram([media("media/posts/202009/one.jpg")], None, one=picture(1))
    theirs["personal_information/personal_information/personal_information.json"] = about
    both = theirs | export([post(shown("media/posts/202508/x.jpg"))])
    path = write_folder(tmp_path, both)
    mine, other = everything(NETWORK, path), everything(instagram.NETWORK, path)
    assert [one.key for one in only(mine, Photo)] == ["media/posts/202508/x.jpg"]
    assert [one.key for one in only(other, Photo)] == ["media/posts/202009/one.jpg"]
    assert (only(mine, Check)[0].seen, only(other, Check)[0].seen) == ("off", "private")
    assert (only(mine, Account)[0].id, only(other, Account)[0].id) == (
        "threads:mara.sample",
        "instagram:mara.sample",
    )


def test_a_picture_of_the_profile_is_open_to_everybody(tmp_path: Path) -> None:
    about = profile("True")
    person_told = about["text_post_app_text_post_app_profile"]
    assert isinstance(person_told, list)
    person_told[0]["media_map_data"] = {"Profile Photo": {"uri": "media/profile/me.jpg"}}
    (one,) = only(of(tmp_path, export([], about)), Photo)
    assert (one.kind, one.visibility.value) == (PhotoKind.AVATAR, Audience.PUBLIC)


def test_positions_are_read_and_zero_is_none(tmp_path: Path) -> None:
    posts = [
        post(shown("media/a.jpg", latitude=53.55, longitude=9.99)),
        post(shown("media/b.jpg", latitude=0, longitude=0)),
    ]
    one, two = only(of(tmp_path, export(posts)), Photo)
    assert one.place is not None
    assert (one.place.lat, one.place.lon, two.place) == (53.55, 9.99, None)


def test_films_are_counted_and_odd_entries_told(tmp_path: Path) -> None:
    items = of(tmp_path, export([None, post(shown("media/a.mp4")), {"media": 7}, post(None, {"uri": 7})]))
    assert only(items, Photo) == []
    assert [one.where for one in only(items, Skipped)] == [f"{POSTS}, 1", "Threads"]


def test_without_its_profile_the_account_is_named_by_the_download(tmp_path: Path) -> None:
    files = {POSTS: export([post(shown("media/a.jpg"))])[POSTS]}
    (account,) = only(
        everything(NETWORK, write_zipped(tmp_path / "instagram-mara.s-2026-11-01-x.zip", files)), Account
    )
    assert account.id == "threads:mara.s"


def test_it_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    for number, files in enumerate(({POSTS: export([])[POSTS]}, {"a/" + PROFILE: export([])[PROFILE]})):
        assert is_recognised(NETWORK, write_folder(tmp_path / str(number), files))
    for number, files in enumerate(({POSTS: b"{}"}, {PROFILE: as_meta_writes(profile_of_instagram())}), 2):
        assert not is_recognised(NETWORK, write_folder(tmp_path / str(number), files))


@pytest.mark.timeout(300)
def test_a_spoiled_export_gives_photos_or_reasons_and_nothing_else() -> None:
    posts = [
        post(shown("media/a.jpg", latitude=53.55, longitude=9.99), shown("media/b.jpg"), title="à"),
        post(shown("", title="words")),
    ]
    stands_everything(NETWORK, export(posts) | {"media/a.jpg": picture(1)}, cases=500)
