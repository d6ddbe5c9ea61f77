"""The archive of Mastodon: one's own posts with their audience, their files by the longest end that they share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.model.account import Account, AccountKind
from app.model.audience import Audience, Basis
from app.model.photo import MediaState, Photo, PhotoKind, Skipped, Tagged
from app.model.setting import Check
from app.networks.mastodon import NETWORK
from tests.exports import mastodon, person
from tests.exports.instagram import Files, picture, write_folder, write_zipped
from tests.exports.mastodon import (
    ACTOR,
    FIRST_FILE,
    FIRST_POST,
    FOLLOWERS,
    LIKES,
    OUTBOX,
    PUBLIC,
    WAYS,
    attachment,
    boost,
    collection,
    export,
    file_path,
    note,
    write_tgz,
)
from tests.exports.mutations import stands_everything
from tests.exports.reading import everything, is_recognised, only, unpacked

LENA = "https://other.example/users/lena"


def of(folder: Path, files: Files) -> list[object]:
    return unpacked(NETWORK, folder, files)


def posted(items: Sequence[object]) -> list[Photo]:
    """Return the pictures of posts, without the profile's own."""
    return [one for one in only(items, Photo) if one.kind not in {PhotoKind.AVATAR, PhotoKind.BANNER}]


def the(folder: Path, **more: object) -> Photo:
    """Return the one picture of a post of which these things are told."""
    (one,) = posted(of(folder, export([note(FIRST_POST, attachment("x.jpg"), way="public", **more)])))
    return one


@pytest.mark.parametrize("is_zip", [False, True])
def test_a_whole_life_is_read_from_either_kind_of_archive(tmp_path: Path, is_zip: bool) -> None:
    files = mastodon.life()
    path = write_zipped(tmp_path / "a.zip", files) if is_zip else write_tgz(tmp_path / "a.tar.gz", files)
    items = everything(NETWORK, path)
    account, found = only(items, Account)[0], posted(items)
    assert items[0] is account
    assert (account.id, account.name, account.kind) == (
        "mastodon:mara@social.example",
        person.NAME,
        AccountKind.IMPORTED,
    )
    assert (account.server, account.url) == ("https://social.example", "https://social.example/@mara")
    assert len(found) == len(person.LIFE)
    assert all(one.media_state is MediaState.PRESENT for one in only(items, Photo))
    scan = next(one for one in found if one.alt_text == "opa_1964")
    assert scan.posted_at == person.SCAN.at
    walk = next(one for one in found if one.alt_text == "한강_산책")
    assert walk.people == (Tagged(name=person.SUJIN, basis="mention"),)
    assert {one.visibility.value for one in found} == {
        Audience.PUBLIC,
        Audience.UNLISTED,
        Audience.FOLLOWERS,
        Audience.DIRECT,
    }
    assert only(items, Skipped) == []


def test_the_keys_are_those_of_the_live_list(tmp_path: Path) -> None:
    (one,) = posted(of(tmp_path, export([note(905, attachment(file_path(110)))])))
    assert one.key == "905/110"
    assert one.url == "https://social.example/@mara/905"


@pytest.mark.parametrize(
    ("to", "cc", "audience"),
    [
        ([PUBLIC], [FOLLOWERS], Audience.PUBLIC),
        (["as:Public"], [], Audience.PUBLIC),
        ("Public", None, Audience.PUBLIC),
        ([{"id": PUBLIC}], [], Audience.PUBLIC),
        ([FOLLOWERS], ["as:Public", LENA], Audience.UNLISTED),
        ([FOLLOWERS], [LENA], Audience.FOLLOWERS),
        ([LENA], [FOLLOWERS], Audience.FOLLOWERS),
        ([LENA], [], Audience.DIRECT),
        ([], [], Audience.DIRECT),
        # An actor who is called so is one person, where the address of one's followers is known.
        (["https://other.example/users/followers"], [], Audience.DIRECT),
        (["public"], [], Audience.DIRECT),
    ],
)
def test_who_may_see_a_post_is_read_from_its_addresses(
    tmp_path: Path, to: object, cc: object, audience: Audience
) -> None:
    seen = the(tmp_path, to=to, cc=cc).visibility
    assert (seen.value, seen.basis) == (audience, Basis.ITEM)


def test_without_addresses_nobody_knows_and_of_two_the_wider_counts(tmp_path: Path) -> None:
    bare = note(FIRST_POST, attachment("x.jpg"))
    inner = dict[str, object](bare["object"])  # pyright: ignore[reportArgumentType, reportCallIssue]
    for holder in (bare, inner):
        del holder["to"], holder["cc"]
    wide = note(FIRST_POST + 1, attachment("y.jpg"), way="direct") | {"to": [PUBLIC]}
    found = posted(of(tmp_path, export([bare | {"object": inner}, wide])))
    assert [one.visibility.value for one in found] == [Audience.UNKNOWN, Audience.PUBLIC]
    assert found[0].visibility.basis is Basis.NONE


def test_without_the_actor_followers_are_known_by_their_address(tmp_path: Path) -> None:
    files = export([note(FIRST_POST, attachment("x.jpg"), way="followers")])
    del files[ACTOR]
    items = of(tmp_path, files)
    assert only(items, Account)[0].id == "mastodon:mara@social.example"
    assert posted(items)[0].visibility.value is Audience.FOLLOWERS


def test_neither_boosts_nor_likes_are_ones_own(tmp_path: Path) -> None:
    theirs = note(7, attachment("theirs.jpg"))
    files = export([boost(7), note(FIRST_POST)], {LIKES: collection([theirs], LIKES)})
    items = of(tmp_path, files)
    assert posted(items) == []
    assert only(items, Skipped) == []


@pytest.mark.parametrize(
    ("link", "member", "address"),
    [
        (file_path(110), file_path(110), f"https://social.example/system/{file_path(110)}"),
        # Another host for files: the slash is left, the host is not told.
        (f"/{file_path(110)}", file_path(110), ""),
        (f"/bucket/{file_path(110)}", file_path(110), ""),
        (f"/{file_path(110)}", f"export/of/me/{file_path(110)}", ""),
        (
            f"https://files.example/b/{file_path(110)}",
            file_path(110),
            f"https://files.example/b/{file_path(110)}",
        ),
    ],
)
def test_a_file_is_found_by_the_longest_end_of_its_path(
    tmp_path: Path, link: str, member: str, address: str
) -> None:
    other = file_path(111).rpartition("/")[0] + "/" + member.rpartition("/")[2]
    files = export([note(FIRST_POST, attachment(link))], {member: picture(3), other: picture(4)})
    (one,) = posted(of(tmp_path, files))
    assert (one.source_path, one.media_state, one.media_url) == (member, MediaState.PRESENT, address)


def test_a_file_that_is_not_there_is_missing_and_never_another_one(tmp_path: Path) -> None:
    name = file_path(110).rpartition("/")[2]
    files = export([note(FIRST_POST, attachment(file_path(110)))], {f"elsewhere/{name}": picture(3)})
    (one,) = posted(of(tmp_path, files))
    assert (one.media_state, one.source_path) == (MediaState.MISSING, file_path(110))


def test_words_alt_text_mentions_and_sizes_are_read(tmp_path: Path) -> None:
    one = the(
        tmp_path,
        summary="Food &amp; <b>more</b>",
        content='<p>Line one<br>two <a href="https://x.example/"><span class="invisible">https://</span>x</a></p>'
        "<script>evil()</script><p>قهوة ☕</p>",
        tag=[{"type": "Mention", "name": "@lena@other.example"}, {"type": "Hashtag", "name": "#x"}, None],
        attachment=[attachment("x.jpg", alt="Ein Hafen")],
    )
    assert one.caption == "Food & more\n\nLine one\ntwo https://x\n\nقهوة ☕"
    assert one.people == (Tagged(name="lena@other.example", basis="mention"),)
    assert (one.alt_text, one.width, one.height) == ("Ein Hafen", 640, 480)


def test_films_are_stills_sounds_are_nothing_and_the_unknown_is_told(tmp_path: Path) -> None:
    media = [
        attachment("a.mp4", kind="video/mp4"),
        attachment("b.mp3", kind="audio/mpeg"),
        attachment("c.jpg"),
        attachment("d.glb", kind="model/gltf"),
        None,
        {"type": "Image", "url": "https://social.example/e.png"},
    ]
    items = of(tmp_path, export([note(FIRST_POST, *media)]))
    found = posted(items)
    assert [(one.kind, one.key.rpartition("/")[2]) for one in found] == [
        (PhotoKind.VIDEO_STILL, "1"),
        (PhotoKind.PHOTO, "3"),
        (PhotoKind.PHOTO, "6"),
    ]
    assert (found[0].media_state, found[2].media_state) == (MediaState.REMOTE, MediaState.REMOTE)
    told = [str(one.why) for one in only(items, Skipped)]
    assert ["model/gltf" in told[0], "?" in told[1], "1 film" in told[2]] == [True] * 3


@pytest.mark.parametrize(
    ("given", "seen"),
    [(True, "true"), (False, "false"), (None, None), ("yes", None)],
)
def test_the_flags_of_the_actor_are_settings_with_three_answers(
    tmp_path: Path, given: object, seen: str | None
) -> None:
    flags = {"manuallyApprovesFollowers": given, "discoverable": given, "indexable": given}
    checks = {one.key: one for one in only(of(tmp_path, export([], **flags)), Check)}
    assert {key: one.seen for key, one in checks.items()} == {
        "mast.locked": seen,
        "mast.discoverable": seen,
        "mast.indexable": seen,
    }
    assert checks["mast.locked"].safe == "true"
    assert checks["mast.indexable"].safe == "false"
    assert not any(one.can_change for one in checks.values())
    assert all(
        one.basis is (Basis.NONE if seen is None else Basis.ACCOUNT_SETTING) for one in checks.values()
    )


def test_a_flag_that_is_not_there_is_no_setting(tmp_path: Path) -> None:
    files = export([])
    told = json.loads(files[ACTOR])
    del told["indexable"]
    keys = [one.key for one in only(of(tmp_path, files | {ACTOR: json.dumps(told).encode()}), Check)]
    assert keys == ["mast.locked", "mast.discoverable"]


def test_the_profile_pictures_lie_beside_the_actor_or_are_named_missing(tmp_path: Path) -> None:
    files = export([], icon={"url": "avatar.gif"}, image={"url": "https://files.example/h/original/1.png"})
    avatar, banner = only(of(tmp_path, files), Photo)
    assert (avatar.kind, avatar.media_state, avatar.source_path) == (
        PhotoKind.AVATAR,
        MediaState.MISSING,
        "avatar.gif",
    )
    assert (banner.kind, banner.media_state) == (PhotoKind.BANNER, MediaState.REMOTE)
    assert banner.media_url == "https://files.example/h/original/1.png"
    assert avatar.visibility.value is Audience.PUBLIC


def test_two_archives_in_one_folder_are_two_accounts(tmp_path: Path) -> None:
    mine = export([note(1, attachment("x.jpg"))])
    other = {
        name: data.replace(b"social.example", b"second.example")
        for name, data in export([note(2, attachment("y.jpg"), way="followers")]).items()
    }
    files = {f"one/{name}": data for name, data in mine.items()}
    items = of(tmp_path, files | {f"two/{name}": data for name, data in other.items()})
    accounts = [one.id for one in only(items, Account)]
    assert accounts == ["mastodon:mara@social.example", "mastodon:mara@second.example"]
    assert [one.account for one in posted(items)] == accounts
    assert [one.source_path for one in only(items, Photo) if one.kind is PhotoKind.AVATAR] == [
        "one/avatar.png",
        "two/avatar.png",
    ]


def test_a_handle_under_another_name_than_the_server_is_taken_where_it_is_told(tmp_path: Path) -> None:
    (account,) = only(of(tmp_path, export([], webfinger="mara@mail.example")), Account)
    assert (account.handle, account.server) == ("mara@mail.example", "https://social.example")


@pytest.mark.parametrize(
    "where", ["javascript:x", "https://u:p@social.example/users/mara", "https://[bad", 7, ""]
)
def test_an_actor_without_a_server_is_named_by_its_file(tmp_path: Path, where: object) -> None:
    (account,) = only(of(tmp_path / "my", export([], id=where)), Account)
    assert (account.handle, account.server, account.url) == ("my", "", "")


def test_one_bad_post_does_not_hide_the_others(tmp_path: Path) -> None:
    good = note(FIRST_POST, attachment(file_path(FIRST_FILE)), published="0000")
    items = of(tmp_path, export([None, {"type": "Create", "object": "https://x.example"}, {"type": 7}, good]))
    assert [one.posted_at for one in posted(items)] == [None]
    assert [one.where for one in only(items, Skipped)] == [f"{OUTBOX}, {place}" for place in (1, 2, 3)]


def test_the_same_post_twice_is_one(tmp_path: Path) -> None:
    one = note(FIRST_POST, attachment(file_path(FIRST_FILE)))
    assert len(posted(of(tmp_path, export([one, one])))) == 1


def test_it_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    whole = export([])
    for number, files in enumerate(({OUTBOX: whole[OUTBOX]}, {ACTOR: whole[ACTOR]})):
        assert is_recognised(NETWORK, write_folder(tmp_path / str(number), files))
    for number, files in enumerate(
        ({LIKES: whole[LIKES]}, {OUTBOX: b"[]"}, {ACTOR: b'{"type": "Person"}'}), 2
    ):
        assert not is_recognised(NETWORK, write_folder(tmp_path / str(number), files))


def test_times_and_places_are_those_of_the_post(tmp_path: Path) -> None:
    one = the(tmp_path, location={"name": "Pier", "latitude": 0, "longitude": 0})
    assert (one.place, one.posted_at) == (None, datetime(2024, 5, 4, 10, 5, 17, tzinfo=UTC))


@pytest.mark.timeout(300)
def test_a_spoiled_archive_gives_photos_or_reasons_and_nothing_else() -> None:
    items = [
        note(FIRST_POST + place, attachment(file_path(FIRST_FILE + place)), way=way)
        for place, way in enumerate(WAYS)
    ]
    files = export([*items, boost(7)], {file_path(FIRST_FILE): picture(3)})
    stands_everything(NETWORK, files, cases=500)
