"""In a long Facebook export pictures come out while its lists are read, and what comes last is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from app.model.audience import Audience
from app.model.photo import Existence, Photo, Tagged
from app.networks.network import FIRST_SHOWN
from tests.exports.facebook import ACTIVITY, album, media, post, written
from tests.exports.instagram import Files, write_zipped
from tests.networks.facebook.reading import POSTS, SHELF, everything, only

MANY = 700
ALBUM = f"{ACTIVITY}posts/album/0.json"
TRASH = f"{ACTIVITY}posts/trash.json"


def uri(number: int) -> str:
    return f"{SHELF}/{number}.jpg"


def files(lists: Mapping[str, object], same: Mapping[int, int] | None = None) -> Files:
    """Return lists with their pictures, each of bytes of its own; `same` names those that are copies of another."""
    shown = {number: (same or {}).get(number, number) for number in range(MANY)}
    pictures = {
        uri(number): b"\xff\xd8\xff\xe0" + f"{what:05}".encode() * 9 for number, what in shown.items()
    }
    return written(lists) | pictures


def by_number(photos: list[Photo]) -> dict[int, Photo]:
    """Return what came last of each picture."""
    return {int(one.key.rpartition("/")[2].partition(".")[0]): one for one in photos}


def test_pictures_come_out_once_no_list_is_left_that_names_them(tmp_path: Path) -> None:
    shown = [media(uri(number), 1_600_000_000 + number) for number in range(MANY)]
    half = MANY // 2
    broken = b'{"photos": ['
    lists = {
        ALBUM: album("Harbour", *shown[:half]),
        POSTS: [post(f"Words {number}", shown[number]) for number in range(half, MANY)],
        f"{ACTIVITY}stories/archived_stories.json": broken,
    }
    told = everything(write_zipped(tmp_path / "a.zip", files(lists)))
    photos = only(told, Photo)
    assert len(photos) == len(by_number(photos)) == MANY
    assert [one.album for one in photos[:half]] == ["Harbour"] * half
    assert by_number(photos)[half].caption == f"Words {half}"


def test_the_first_pictures_come_at_once_and_again_when_a_later_list_tells_more(tmp_path: Path) -> None:
    shown = [media(uri(number), 1_600_000_000 + number, "In the album") for number in range(MANY)]
    tags = [{"name": "Lena Probe"}]
    lists = {
        ALBUM: album("Harbour", *shown),
        POSTS: [post(f"Words {number}", shown[number], tags=tags) for number in range(MANY)],
    }
    photos = only(everything(write_zipped(tmp_path / "a.zip", files(lists))), Photo)
    times = Counter(one.key for one in photos)
    assert sorted(times.values()) == [1] * (MANY - FIRST_SHOWN) + [2] * FIRST_SHOWN
    assert [one.people for one in photos[:FIRST_SHOWN]] == [()] * FIRST_SHOWN
    for number, photo in by_number(photos).items():
        assert photo.caption == f"In the album\n\nWords {number}"
        assert (photo.album, photo.people) == ("Harbour", (Tagged(name="Lena Probe", basis="tag"),))


def test_copies_and_what_was_put_away_wait_for_the_end(tmp_path: Path) -> None:
    shown = [media(uri(number), 1_600_000_000 + number) for number in range(MANY)]
    lists = {
        ALBUM: album("Harbour", *shown[:600]),
        TRASH: {"trash_v2": [{"timestamp": 1, "data": [{"media": shown[650]}]}]},
        POSTS: [post("Words", media(uri(number), 1_600_000_003)) for number in range(600, MANY)],
    }
    photos = only(everything(write_zipped(tmp_path / "a.zip", files(lists, same={610: 3}))), Photo)
    last = by_number(photos)
    # The picture of a post that is byte for byte one of an album of that day is that one.
    assert 610 not in last
    assert last[3].caption == "Words"
    assert last[650].existence is Existence.TRASHED
    assert {one.existence for one in photos if one.key.endswith("/650.jpg")} == {Existence.TRASHED}


def test_the_profile_picture_of_today_is_public_however_early_it_came_out(tmp_path: Path) -> None:
    shown = [media(uri(number), 1_600_000_000 + number) for number in range(MANY)]
    lists = {ALBUM: album("Profile pictures", *shown)}
    last = by_number(only(everything(write_zipped(tmp_path / "a.zip", files(lists))), Photo))
    assert [number for number, one in last.items() if one.visibility.value is Audience.PUBLIC] == [MANY - 1]


def test_pictures_whose_paths_have_other_letters_come_once_at_the_end(tmp_path: Path) -> None:
    shown = [media(f"{SHELF}/é{number}.jpg", 1_600_000_000 + number) for number in range(MANY)]
    lists = {
        ALBUM: album("Harbour", *shown),
        POSTS: [post(f"Words {number}", shown[number]) for number in range(MANY)],
    }
    photos = only(everything(write_zipped(tmp_path / "a.zip", files(lists))), Photo)
    named = [one for one in photos if "é" in one.key]
    assert len(named) == len({one.key for one in named}) == MANY
    assert all(one.album and one.caption for one in named)
