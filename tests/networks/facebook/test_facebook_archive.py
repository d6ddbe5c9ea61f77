from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.model.account import Account, AccountKind
from app.model.audience import Audience, Basis
from app.model.photo import Existence, MediaState, Photo, PhotoKind, Skipped, Tagged
from app.networks import NETWORKS
from app.networks.container import open_tree
from app.networks.facebook import NETWORK
from app.networks.facebook.archive import recognise
from tests.exports.facebook import (
    ACTIVITY,
    AT,
    LAYOUTS,
    OLD,
    SETTINGS,
    album,
    export,
    media,
    post,
    settings,
    written,
)
from tests.exports.instagram import Files, picture, write_folder, write_zipped
from tests.exports.mutations import stands_everything
from tests.networks.facebook.reading import POSTS, SHELF, everything, only, photos, told


@pytest.mark.parametrize("root", LAYOUTS)
@pytest.mark.parametrize("is_zipped", [False, True])
def test_every_layout_gives_the_same_person_and_photos(tmp_path: Path, root: str, is_zipped: bool) -> None:
    files = export(root)
    items = everything(
        write_zipped(tmp_path / "a (1).zip", files, "facebook-mara/")
        if is_zipped
        else write_folder(tmp_path, files)
    )
    (account,) = only(items, Account)
    assert (account.handle, account.name, account.kind) == (
        "mara.lindqvist.sample",
        "Mara Lindqvist",
        AccountKind.IMPORTED,
    )
    assert account.url == "https://www.facebook.com/mara.lindqvist.sample"
    lake, loose = only(items, Photo)
    assert lake.key.endswith("/Mobileuploads_1015/lake.jpg")
    assert lake.caption == "Am See mit Zoë 🌊\n\nFrüher Morgen – 한강의 저녁, مرحبا"
    assert (lake.album, lake.people) == ("Mobiloverførsler", (Tagged(name="Lena Kim", basis="tag"),))
    assert lake.place is not None
    assert (lake.place.lat, lake.place.lon, lake.place.basis) == (52.5, 13.4, "network")
    assert lake.posted_at == datetime.fromtimestamp(AT, UTC)
    assert loose.posted_at == datetime(1954, 2, 26, 23, 6, 40, tzinfo=UTC)
    assert all(one.visibility.value is Audience.UNKNOWN for one in (lake, loose))
    assert all(one.media_state is MediaState.PRESENT for one in (lake, loose))
    assert only(items, Skipped) == []


def test_a_photo_keeps_its_key_when_a_later_export_has_another_layout(tmp_path: Path) -> None:
    keys = [
        [one.key for one in only(everything(write_folder(tmp_path / str(number), export(root))), Photo)]
        for number, root in enumerate(LAYOUTS)
        if root != OLD
    ]
    assert all(one == keys[0] for one in keys)


def test_no_other_network_takes_a_facebook_export_for_its_own(tmp_path: Path) -> None:
    for number, root in enumerate(LAYOUTS):
        with open_tree([write_folder(tmp_path / str(number), export(root))]) as tree:
            takers = [one.key for one in NETWORKS if one.recognise and one.recognise(tree)]
            assert takers[0] == "facebook"
            assert "instagram" not in takers


@pytest.mark.parametrize(
    "files",
    [
        {"your_instagram_activity/media/posts_1.json": b"[]", "media/posts/a.jpg": picture()},
        {"posts/posts_1.json": b"[]"},
        {"profile_information.json": b"[1]"},
        {"profile_information.json": b"["},
        {"Takeout/Google Photos/a.jpg": picture()},
        {"2020/a.jpg": picture()},
    ],
)
def test_other_exports_are_not_taken_for_facebooks(tmp_path: Path, files: Files) -> None:
    with open_tree([write_folder(tmp_path / "e", files)]) as tree:
        assert not recognise(tree)


def test_parts_are_merged_before_lists_and_pictures_are_joined(tmp_path: Path) -> None:
    files = export(ACTIVITY)
    lists = {name: data for name, data in files.items() if name.endswith(".json")}
    rest = {name: data for name, data in files.items() if name not in lists}
    first, second = write_zipped(tmp_path / "1.zip", lists), write_zipped(tmp_path / "2.zip", rest)
    assert [one.media_state for one in only(everything(first, second), Photo)] == [MediaState.PRESENT] * 2
    alone = only(everything(first), Photo)
    assert [one.media_state for one in alone] == [MediaState.MISSING] * 2
    assert [one.key for one in alone] == [one.key for one in only(everything(first, second), Photo)]


def test_shards_and_album_files_are_all_read(tmp_path: Path) -> None:
    lists = {POSTS.replace("_1.", f"_{one}."): [post("x", media(f"{SHELF}/{one}.jpg"))] for one in (1, 2, 10)}
    lists |= {
        f"{ACTIVITY}posts/album/{one}.json": album("A", media(f"{SHELF}/a{one}.jpg")) for one in (0, 30)
    }
    assert sorted(photos(tmp_path, lists)) == ["1", "10", "2", "a0", "a30"]


def test_copies_of_one_upload_are_one_photo_and_two_uploads_stay_two(tmp_path: Path) -> None:
    lists = {
        f"{ACTIVITY}posts/album/0.json": album("Lake", media(f"{SHELF}/a.jpg", words="from the album")),
        f"{ACTIVITY}posts/your_uncategorized_photos.json": {"other_photos_v2": [media(f"{SHELF}/b.jpg")]},
        POSTS: [
            post("first", media(f"{SHELF}/c.jpg")),
            post("again", media(f"{SHELF}/d.jpg")),
            post("much later", media(f"{SHELF}/e.jpg", AT + 90 * 86_400)),
        ],
    }
    same = picture(3)
    found = photos(tmp_path, lists, a=same, b=same, c=same, d=same, e=same)
    assert sorted(found) == ["a", "d", "e"]
    assert (found["a"].album, found["a"].caption) == ("Lake", "from the album\n\nfirst")


def test_facts_in_either_shape_and_directly_in_old_albums_are_read(tmp_path: Path) -> None:
    facts = {"latitude": 48.2, "longitude": 16.4, "taken_timestamp": 1_500_000_000, "original_width": 4000}
    shapes: list[object] = [
        {"exif_data": [facts]},
        {"exif_data": [{key: one} for key, one in facts.items()]},
        {"exif_data": facts},
        {**facts, "upload_ip": "203.0.113.7"},
    ]
    medias = [
        {**media(f"{SHELF}/{number}.jpg"), "media_metadata": {"photo_metadata": shape}}
        for number, shape in enumerate(shapes)
    ]
    found = photos(tmp_path, {f"{ACTIVITY}posts/album/0.json": album("A", *medias)})
    for one in found.values():
        assert one.place is not None
        assert (one.place.lat, one.place.lon, one.place.basis) == (48.2, 16.4, "network")
        assert (one.taken_at, one.width) == (datetime.fromtimestamp(1_500_000_000, UTC), 4000)
        assert "203.0.113" not in repr(one)


@pytest.mark.parametrize(
    ("stamp", "year"),
    [
        (1_600_000_000, 2020),
        ("1600000000", 2020),
        (-500_000_000, 1954),
        (-62169958800, None),
        (7_000_000_000, None),
        (0, None),
        (True, None),
        ([], None),
    ],
)
def test_times_before_photography_or_after_the_export_are_none(
    tmp_path: Path, stamp: object, year: int | None
) -> None:
    one = {**post("x", media(f"{SHELF}/a.jpg", stamp, taken_timestamp=stamp)), "timestamp": stamp}
    found = photos(tmp_path, {POSTS: [one]})["a"]
    assert (found.posted_at.year if found.posted_at else None) == year
    assert (found.taken_at.year if found.taken_at else None) == year


def test_places_people_and_words_of_the_post_belong_to_its_pictures(tmp_path: Path) -> None:
    entry = post(
        "With @[100001:2048:Lena Kim] again",
        media(f"{SHELF}/zero.jpg", latitude=0, longitude=0),
        media(f"{SHELF}/own.jpg", latitude=0.0, longitude=9.5),
        tags=["Tom H.", {"name": "Lena Kim"}, {"name": 7}, None],
    )
    where = {"name": "Café", "coordinate": {"latitude": 47.1, "longitude": 8.2}}
    entry["attachments"] = [*json.loads(json.dumps(entry["attachments"])), {"data": [{"place": where}]}]
    entry["data"] = [{"post": "With @[100001:2048:Lena Kim] again"}, {"backdated_timestamp": 900_000_000}]
    found = photos(tmp_path, {POSTS: [entry]})
    assert found["zero"].caption == "With Lena Kim again"
    assert found["zero"].people == (
        Tagged(name="Tom H.", basis="tag"),
        Tagged(name="Lena Kim", basis="tag"),
        Tagged(name="Lena Kim", basis="mention"),
    )
    assert found["zero"].place is not None
    assert (found["zero"].place.lat, found["zero"].place.basis) == (47.1, "place_tag")
    assert found["own"].place is not None
    assert (found["own"].place.lon, found["own"].place.basis) == (9.5, "network")
    assert found["own"].taken_at == datetime.fromtimestamp(900_000_000, UTC)


def test_other_lists_with_labelled_lines_give_their_pictures(tmp_path: Path) -> None:
    def labelled(name: str) -> dict[str, object]:
        inner = {"label": "Medien", "dict": [{"label": "x", "media": [media(f"{SHELF}/{name}.jpg")]}]}
        words = {"label": "Text", "value": f"words of {name}", "ent_field_name": "message"}
        return {"timestamp": AT, "label_values": [words, inner], "fbid": "1"}

    lists = {
        f"{ACTIVITY}posts/shared_memories.json": [labelled("memory")],
        f"{ACTIVITY}posts/posts_on_other_pages_and_profiles.json": [labelled("elsewhere")],
        f"{ACTIVITY}posts/archive.json": [labelled("archived")],
        f"{ACTIVITY}posts/trash.json": [labelled("trashed")],
        f"{ACTIVITY}stories/archived_stories.json": {
            "archived_stories_v2": [{"timestamp": AT, "attachments": [{"data": [{"media": media(f"{SHELF}/story.jpg")}]}]}]
        },
        f"{ACTIVITY}groups/group_posts_and_comments.json": {
            "group_posts_v2": [post("in a group", media(f"{SHELF}/group.jpg"))]
        },
        f"{ACTIVITY}comments_and_reactions/comments.json": {
            "comments_v2": [{"data": [{"comment": {"comment": "look"}}], "attachments": [{"data": [{"media": media(f"{SHELF}/comment.jpg")}]}]}]
        },
    }  # fmt: skip
    found = photos(tmp_path, lists)
    told_of = {key: (one.kind, one.visibility.value, one.existence) for key, one in found.items()}
    assert told_of == {
        "memory": (PhotoKind.PHOTO, Audience.UNKNOWN, Existence.LIVE),
        "elsewhere": (PhotoKind.PHOTO, Audience.UNKNOWN, Existence.LIVE),
        "archived": (PhotoKind.PHOTO, Audience.ONLY_ME, Existence.ARCHIVED),
        "trashed": (PhotoKind.PHOTO, Audience.ONLY_ME, Existence.TRASHED),
        "story": (PhotoKind.STORY, Audience.UNKNOWN, Existence.LIVE),
        "group": (PhotoKind.PHOTO, Audience.UNKNOWN, Existence.LIVE),
        "comment": (PhotoKind.PHOTO, Audience.UNKNOWN, Existence.LIVE),
    }
    assert (found["memory"].caption, found["comment"].caption) == ("words of memory", "look")
    assert found["group"].visibility.reasons[0].name == "Group"


def test_what_lies_in_the_trash_without_its_picture_is_met_by_its_number(tmp_path: Path) -> None:
    link = {"label": "URL", "value": "https://www.facebook.com/photo.php?fbid=10150000000000123&set=a.1"}
    lists = {
        f"{ACTIVITY}posts/trash.json": [{"fbid": "10150000000000999", "label_values": [link]}],
        POSTS: [
            post("x", media(f"{SHELF}/A_1/4_10150000000000123_5_n.jpg")),
            post("y", media(f"{SHELF}/A_1/4_10150000000000124_5_n.jpg")),
        ],
    }
    states = [one.existence for one in photos(tmp_path / "one", lists).values()]
    assert states == [Existence.TRASHED, Existence.LIVE]
    # A number that stands in the names of several files is the person's own, and hides none of them.
    shared = [post("x", media(f"{SHELF}/A_1/{number}_10150000000000123_n.jpg")) for number in (1, 2)]
    assert {one.existence for one in photos(tmp_path / "two", {**lists, POSTS: shared}).values()} == {
        Existence.LIVE
    }


def test_a_picture_of_a_deleted_post_that_still_hangs_in_an_album_does_not_count_as_hidden(
    tmp_path: Path,
) -> None:
    trashed = {
        "label_values": [{"label": "Media", "media": [media(f"{SHELF}/a.jpg"), media(f"{SHELF}/b.jpg")]}]
    }
    lists = {
        f"{ACTIVITY}posts/trash.json": [trashed],
        f"{ACTIVITY}posts/album/0.json": album("Lake", media(f"{SHELF}/a.jpg")),
        POSTS: [post("x", media(f"{SHELF}/b.jpg"))],
    }
    found = photos(tmp_path, lists)
    assert (found["a"].visibility.value, found["a"].existence) == (Audience.UNKNOWN, Existence.LIVE)
    assert (found["b"].visibility.value, found["b"].existence) == (Audience.ONLY_ME, Existence.TRASHED)


@pytest.mark.parametrize("name", ["Profile pictures", "Profilbilder", "프로필 사진", "Zdjęcia profilowe"])
def test_the_newest_profile_picture_and_cover_are_public_and_the_older_ones_unknown(
    tmp_path: Path, name: str
) -> None:
    lists = {
        f"{ACTIVITY}posts/album/0.json": album(
            name,
            media(f"{SHELF}/old.jpg", AT - 9),
            media(f"{SHELF}/now.jpg"),
            media(f"{SHELF}/undated.jpg", None),
        ),
        f"{ACTIVITY}posts/album/1.json": album(
            "Titelbilder", media(f"{SHELF}/cover.jpg"), media(f"{SHELF}/before.jpg", AT - 9)
        ),
    }
    found = photos(tmp_path, lists)
    assert {key: (one.kind, one.visibility.value) for key, one in found.items()} == {
        "old": (PhotoKind.OLD_AVATAR, Audience.UNKNOWN),
        "now": (PhotoKind.AVATAR, Audience.PUBLIC),
        "undated": (PhotoKind.OLD_AVATAR, Audience.UNKNOWN),
        "cover": (PhotoKind.BANNER, Audience.PUBLIC),
        "before": (PhotoKind.PHOTO, Audience.UNKNOWN),
    }
    assert found["now"].visibility.basis is Basis.NETWORK_RULE


def test_films_are_counted_with_their_stills_and_files_without_an_ending_are_looked_into(
    tmp_path: Path,
) -> None:
    film = {**media(f"{SHELF}/a.mp4"), "thumbnail": {"uri": "https://cdn.example/still.jpg?oh=secret"}}
    files = written(
        {
            f"{ACTIVITY}posts/your_videos.json": {"videos_v2": [film]},
            POSTS: [post("x", film, *(media(f"{SHELF}/{name}") for name in ("png", "film", "words")))],
        }
    ) | {
        f"{SHELF}/png": picture(1, "PNG"),
        f"{SHELF}/film": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(40),
        f"{SHELF}/words": b"no picture at all",
    }
    items = everything(write_folder(tmp_path, files))
    still, png = only(items, Photo)
    assert (png.key, png.kind, png.media_state) == ("posts/media/png", PhotoKind.PHOTO, MediaState.PRESENT)
    assert (still.kind, still.media_state) == (PhotoKind.VIDEO_STILL, MediaState.REMOTE)
    assert "secret" not in repr(items)
    assert [str(one.why) for one in only(items, Skipped)] == [
        "The file is no picture that we know.",
        "2 films were not looked at: only pictures are.",
    ]


def test_messages_are_left_alone_and_only_counted(tmp_path: Path) -> None:
    message = {
        "participants": [{"name": "x"}],
        "messages": [{"photos": [media("messages/inbox/x/photos/1.jpg")]}],
    }
    files = export(ACTIVITY) | written({f"{ACTIVITY}messages/inbox/x_1/message_1.json": message})
    files |= {f"{ACTIVITY}messages/inbox/x_1/photos/{one}.jpg": picture(one) for one in range(3)}
    items = everything(write_folder(tmp_path, files))
    assert len(only(items, Photo)) == 2
    assert [str(one.why) for one in only(items, Skipped)] == [
        "3 pictures and films in messages were left alone: messages are private."
    ]


def test_pictures_that_no_list_names_are_not_lost(tmp_path: Path) -> None:
    files = export(ACTIVITY) | {f"{SHELF}/A_1/left.jpg": picture(9), f"{ACTIVITY}other/no.jpg": picture(8)}
    found = only(everything(write_folder(tmp_path, files)), Photo)
    assert found[-1].key == "posts/media/A_1/left.jpg"
    assert len(found) == 3


def test_paths_and_names_in_the_broken_encoding_are_repaired_and_clean_files_left(tmp_path: Path) -> None:
    named = f"{SHELF}/Mobiloverførsler_1/størst.jpg"
    broken = written({POSTS: [post("Ærø 🌊", media(named))]})
    clean = {f"{ACTIVITY}posts/your_uncategorized_photos.json": json.dumps(
        {"other_photos_v2": [media(f"{SHELF}/b.jpg", words="Ã© is how é looks in 東京")]}, ensure_ascii=False
    ).encode()}  # fmt: skip
    found = only(everything(write_folder(tmp_path, broken | clean | {named: picture(1)})), Photo)
    by_words = {one.caption: one.media_state for one in found}
    assert by_words == {"Ærø 🌊": MediaState.PRESENT, "Ã© is how é looks in 東京": MediaState.MISSING}


def test_one_bad_entry_does_not_hide_the_others(tmp_path: Path) -> None:
    lists: dict[str, object] = {
        POSTS: [
            None,
            post("a", media(f"{SHELF}/a.jpg")),
            "words",
            {"attachments": None},
            {"attachments": [{"data": [{"media": {"uri": 7}}]}]},
            {"attachments": {"data": {"media": media(f"{SHELF}/b.jpg")}}},
        ],
        f"{ACTIVITY}posts/album/0.json": {"name": 5, "photos": [None, {}, media(f"{SHELF}/c.jpg")]},
        f"{ACTIVITY}posts/album/1.json": b"[{",
        f"{ACTIVITY}posts/your_videos.json": {"videos_v2": None},
    }
    items = told(tmp_path, lists)
    assert sorted(one.key[-5:] for one in only(items, Photo)) == ["a.jpg", "b.jpg", "c.jpg"]
    where = sorted(one.where.rpartition("posts/")[2] for one in only(items, Skipped))
    assert [one.partition(".json")[0] + one.partition(".json")[2] for one in where] == [
        "album/0, 1",
        "album/0, 2",
        "album/1",
        *(f"your_posts__check_ins__photos_and_videos_1, {number}" for number in (1, 3, 5)),
    ]


def test_the_network_says_what_its_export_never_tells() -> None:
    assert len(NETWORK.never_told) == 4
    assert "Who may see a single post" in str(NETWORK.never_told[0])


@pytest.mark.parametrize("root", [ACTIVITY, OLD])
def test_whatever_an_export_holds_only_photos_checks_and_reasons_come_out(root: str) -> None:
    labelled = {
        "timestamp": AT,
        "label_values": [{"label": "M", "dict": [{"media": [media(f"{SHELF}/m.jpg")]}]}],
    }
    more = {
        SETTINGS: settings(("Who can see your future posts?", "Friends"), ("Other", True)),
        "connections/friends/your_post_audiences.json": [labelled],
        f"{root}posts/trash.json": [labelled, {"fbid": "123456789"}],
        f"{root}posts/content_sharing_links_you_have_created.json": [labelled],
        f"{root}stories/archived_stories.json": {"archived_stories_v2": [post("s", media("s.jpg"))]},
    }
    stands_everything(NETWORK, export(root, more), cases=100)
