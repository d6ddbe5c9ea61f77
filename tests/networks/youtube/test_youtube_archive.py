from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.model.account import Account
from app.model.audience import Audience, Basis
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.model.setting import Check
from app.networks import network, recognised, travelling
from app.networks.container import open_tree
from app.networks.youtube import read, recognise
from tests.exports.google import CHANNEL, VIDEOS, YEAR, photo, videos
from tests.exports.instagram import Files, write_folder, write_zipped

ROWS = (
    'dQw0example,61000,"A walk, in the rain",Public,Processed,2020-06-01T11:00:00+00:00,2020-06-02T11:00:00+00:00',
    "abcdefghij1,61000,Lake,Unlisted,Processed,2020-06-01T11:00:00+00:00,",
    "abcdefghij2,61000,Home,Private,Processed,,",
    "abcdefghij3,61000,Odd,Members only,Processed,,",
)


def everything(folder: Path, files: Files) -> list[object]:
    with open_tree([write_folder(folder, files)]) as tree:
        assert recognise(tree)
        return list(read(tree))


def films(folder: Path, table: bytes) -> dict[str, Photo]:
    return {one.key: one for one in everything(folder, {VIDEOS: table}) if isinstance(one, Photo)}


def test_each_film_has_its_own_audience(tmp_path: Path) -> None:
    found = films(tmp_path, videos(*ROWS))
    assert [one.visibility.value for one in found.values()] == [
        Audience.PUBLIC,
        Audience.UNLISTED,
        Audience.ONLY_ME,
        Audience.UNKNOWN,
    ]
    assert [one.visibility.reasons[0].raw for one in found.values()] == [
        "Public",
        "Unlisted",
        "Private",
        "Members only",
    ]
    walk = found["dQw0example"]
    assert (walk.kind, walk.media_state) == (PhotoKind.VIDEO_STILL, MediaState.REMOTE)
    assert walk.caption == "A walk, in the rain"
    assert walk.url == "https://www.youtube.com/watch?v=dQw0example"
    assert walk.posted_at == datetime(2020, 6, 2, 11, tzinfo=UTC)
    assert walk.visibility.basis is Basis.ITEM


def test_a_table_in_german_is_read(tmp_path: Path) -> None:
    table = videos("abcdefghij1,Ein See,Nicht gelistet", heads="Video-ID,Videotitel (Original),Datenschutz")
    (one,) = films(tmp_path, table).values()
    assert (one.caption, one.visibility.value) == ("Ein See", Audience.UNLISTED)


@pytest.mark.parametrize(
    ("word", "seen", "is_safe"), [("Public", "public", False), ("Private", "hidden", True), ("?", None, None)]
)
def test_the_channel_is_a_check(tmp_path: Path, word: str, seen: str | None, is_safe: bool | None) -> None:
    table = f"Channel ID,Channel Title (Original),Channel Visibility\nUC{'x' * 22},Mara,{word}\n".encode()
    items = everything(tmp_path, {VIDEOS: videos(*ROWS), CHANNEL: table})
    (account,) = [one for one in items if isinstance(one, Account)]
    assert (account.network, account.handle) == ("youtube", f"UC{'x' * 22}")
    assert account.url == f"https://www.youtube.com/channel/UC{'x' * 22}"
    assert network(account.network).title == "YouTube"
    assert all(one.account == account.id for one in items if isinstance(one, Photo | Check))
    (check,) = [one for one in items if isinstance(one, Check)]
    assert (check.seen, check.is_safe, check.raw) == (seen, is_safe, f"Channel Visibility: {word}")


def test_rows_without_a_film_are_told_and_a_film_in_two_tables_is_one(tmp_path: Path) -> None:
    files = {
        VIDEOS: videos(ROWS[0], "too short,x", "=cmd(),\x00,\x00"),
        VIDEOS.replace("videos", "videos(1)"): videos(ROWS[0], ROWS[1]),
    }
    items = everything(tmp_path, files)
    assert len([one for one in items if isinstance(one, Photo)]) == 2
    assert [one.where.rpartition(", ")[2] for one in items if isinstance(one, Skipped)] == ["2", "3"]


def test_a_damaged_table_gives_what_came_before(tmp_path: Path) -> None:
    items = everything(tmp_path, {VIDEOS: videos(ROWS[0], '"' + "x" * 1_100_000)})
    assert len([one for one in items if isinstance(one, Photo)]) == 1
    assert any("damaged" in str(one.why) for one in items if isinstance(one, Skipped))


def test_it_is_found_in_a_part_with_nothing_else(tmp_path: Path) -> None:
    path = write_zipped(tmp_path / "anything.zip", {"videos.csv": videos(*ROWS)})
    with open_tree([path]) as tree:
        assert recognise(tree)
    with open_tree([write_folder(tmp_path / "o", {"YouTube/x.csv": b"Video ID,Time\n"})]) as tree:
        assert not recognise(tree)


def test_a_takeout_with_photos_is_googles_and_its_channel_travels_in_it(tmp_path: Path) -> None:
    files = photo(YEAR, "a.jpg") | {VIDEOS: videos(*ROWS)}
    with open_tree([write_folder(tmp_path, files)]) as tree:
        net = recognised(tree)
        assert net is not None
        assert (net.key, [one.key for one in travelling(tree, net)]) == ("google", ["youtube"])
        assert net.read is not None
        assert {one.network for one in net.read(tree) if isinstance(one, Account | Photo)} == {"google"}
        assert {one.network for one in read(tree) if isinstance(one, Account | Photo)} == {"youtube"}


def test_a_takeout_of_youtube_alone_is_youtubes(tmp_path: Path) -> None:
    with open_tree([write_folder(tmp_path, {VIDEOS: videos(*ROWS)})]) as tree:
        net = recognised(tree)
        assert net is not None
        assert (net.title, travelling(tree, net)) == ("YouTube", ())
        assert any("still pictures" in str(one) for one in net.never_told)


GREEK = "Αριθμός,Διάρκεια,Τίτλος,Απόρρητο,Κατάσταση,Δημιουργία,Δημοσίευση"


@pytest.mark.parametrize(
    ("heads", "word", "audience"),
    [
        ("동영상 ID,길이(ms),동영상 제목(원본),공개 범위,상태,생성,게시", "비공개", Audience.ONLY_ME),
        ("動画 ID,長さ,タイトル,プライバシー,状態,作成,公開", "限定公開", Audience.UNLISTED),
        # Neither the heads nor the words are known: the place tells the column, and the word is kept.
        (GREEK, "Ιδιωτικό", Audience.UNKNOWN),
        (GREEK, "Public", Audience.PUBLIC),
        (GREEK, "عام", Audience.UNKNOWN),
    ],
)
def test_a_table_in_any_language_is_known_by_what_is_in_it(
    tmp_path: Path, heads: str, word: str, audience: Audience
) -> None:
    row = f"abcdefghij1,61000,Λίμνη,{word},X,2020-06-01T11:00:00+00:00,2020-06-02T11:00:00+00:00"
    (one,) = films(tmp_path, videos(row, heads=heads)).values()
    seen = one.visibility
    assert (seen.value, seen.basis, seen.reasons[0].raw) == (audience, Basis.ITEM, word)
    assert one.posted_at == datetime(2020, 6, 2, 11, tzinfo=UTC)


def test_other_tables_with_films_are_not_taken_for_it(tmp_path: Path) -> None:
    others = {
        "YouTube/playlists/a.csv": b"Video ID,Playlist Video Creation Timestamp\nabcdefghij1,2020-06-01T11:00:00+00:00\n",
        "YouTube/comments.csv": b"Comment,Channel,When,Price,Video\nUgx,UCx,2020-06-01T11:00:00,0,abcdefghij1\n",
        "YouTube/subscriptions.csv": f"Channel Id,Channel Url,Channel Title\nUC{'x' * 22},http://x,Public\n".encode(),
    }
    with open_tree([write_folder(tmp_path, others)]) as tree:
        assert not recognise(tree)


@pytest.mark.parametrize(
    ("name", "word", "seen"),
    [("채널.csv", "공개", "public"), ("채널.csv", "뭔가", None), ("x.csv", "공개", "public")],
)
def test_the_channels_table_is_known_in_any_language(
    tmp_path: Path, name: str, word: str, seen: str | None
) -> None:
    told = f"하나,둘,셋\nUC{'x' * 22},Mara,{word}\n".encode()
    items = everything(tmp_path, {VIDEOS: videos(*ROWS), f"Takeout/YouTube/{name}": told})
    (check,) = [one for one in items if isinstance(one, Check)]
    assert (check.seen, check.raw) == (seen, f"Channel Visibility: {word}")
    assert [one.handle for one in items if isinstance(one, Account)] == [f"UC{'x' * 22}"]


def test_channels_that_are_followed_are_not_the_persons_own(tmp_path: Path) -> None:
    followed = (
        f"Channel Id,Channel Url,Channel Title\nUC{'y' * 22},http://www.youtube.com/x,Public\n".encode()
    )
    items = everything(
        tmp_path, {VIDEOS: videos(*ROWS), "Takeout/YouTube/subscriptions/subscriptions.csv": followed}
    )
    assert [one for one in items if isinstance(one, Check)] == []


def test_the_place_of_a_recording_is_the_networks_knowledge(tmp_path: Path) -> None:
    told = (
        "Video ID,Video Recording Altitude,Video Recording Latitude,Video Recording Longitude\n"
        "dQw0example,,53.55,9.99\nabcdefghij1,,0,0\nabcdefghij2,,x,=cmd()\n"
    )
    items = everything(
        tmp_path, {VIDEOS: videos(*ROWS), "Takeout/YouTube/video recordings.csv": told.encode()}
    )
    places = {one.key: one.place for one in items if isinstance(one, Photo) and one.place}
    assert {key: (one.lat, one.lon, one.basis) for key, one in places.items()} == {
        "dQw0example": (53.55, 9.99, "network")
    }
