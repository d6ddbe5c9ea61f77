from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.model.account import Account
from app.model.audience import Audience
from app.model.photo import Existence, MediaState, Photo, Skipped
from app.networks.container import open_tree
from app.networks.facebook import NETWORK
from app.networks.facebook.archive import read, recognise
from tests.exports.facebook import ACROSS, ACTIVITY, entry_of_2024, export, page_of_2024
from tests.exports.instagram import Files, picture, write_folder
from tests.exports.mutations import stands_everything

POSTS = f"{ACTIVITY}posts/your_posts__check_ins__photos_and_videos_1.html"
SHELF = f"{ACTIVITY}posts/media"
OF_2025 = """<!doctype html><html><head><title>Posts</title></head><body><main>
<section class="_a6-g"><h2 id="u">Mara Lindqvist hat ein Foto hinzugefügt.</h2><div>Am See &amp; im Wald 한강</div>
<div><a href="../posts/media/one.jpg"><img src="../posts/media/one.jpg" class="_a6_o"/></a></div>
<footer><div>5. Mai 2024, 15:04</div></footer></section>
<section class="_a6-g"><div>Nur Worte</div><footer><div>6. Mai 2024, 15:04</div></footer></section>
<section class="_a6-g"><div><img src='../posts/media/two.jpg'></div><footer><div>soon</div></footer></section>
</main></body></html>"""


def everything(folder: Path, files: Files) -> list[object]:
    with open_tree([write_folder(folder, files)]) as tree:
        assert recognise(tree)
        return list(read(tree))


def photos(items: list[object]) -> list[Photo]:
    return [one for one in items if isinstance(one, Photo)]


def day(words: str, folder: Path) -> datetime | None:
    files = {POSTS: page_of_2024(entry_of_2024("your_facebook_activity/posts/media/a.jpg", "x", words))}
    return photos(everything(folder, files))[0].posted_at


def test_pages_of_2024_give_files_words_and_days_and_nothing_else(tmp_path: Path) -> None:
    page = page_of_2024(
        entry_of_2024("your_facebook_activity/posts/media/a.jpg", "At the lake", "May 04, 2024 3:04:05 pm"),
        entry_of_2024(
            "your_facebook_activity/posts/media/b.jpg", "See https://x.example/", "May 05, 2024 3:04:05 pm"
        ),
        entry_of_2024("https://cdn.example/c.jpg", "elsewhere", "May 06, 2024 3:04:05 pm"),
    )
    items = everything(tmp_path, {POSTS: page, f"{SHELF}/a.jpg": picture()})
    first, second = photos(items)
    assert (first.key, first.caption) == ("posts/media/a.jpg", "At the lake")
    assert first.posted_at == datetime(2024, 5, 4, tzinfo=UTC)
    assert (first.media_state, second.media_state) == (MediaState.PRESENT, MediaState.MISSING)
    assert first.visibility.value is Audience.UNKNOWN
    assert (first.place, first.people, first.taken_at) == (None, (), None)
    assert "203.0.113" not in repr(items)
    told = str([one for one in items if isinstance(one, Skipped)][-1].why)
    assert "web pages" in told
    assert "JSON" in told


def test_pages_of_2025_are_read_without_asking_for_their_classes(tmp_path: Path) -> None:
    first, second = photos(everything(tmp_path, {POSTS: OF_2025.encode()}))
    assert (first.caption, first.posted_at) == ("Am See & im Wald 한강", datetime(2024, 5, 5, tzinfo=UTC))
    assert (second.key, second.posted_at) == ("posts/media/two.jpg", None)


def test_archive_trash_and_albums_are_told_apart_on_pages_too(tmp_path: Path) -> None:
    def one(name: str) -> bytes:
        return page_of_2024(entry_of_2024(f"{ACROSS}posts/media/{name}.jpg", "x", "2024-05-04"))

    lists = {
        f"{ACROSS}posts/{name}.html": one(name.rpartition("/")[2]) for name in ("archive", "trash", "album/0")
    }
    found = {photo.key[12:]: photo.existence for photo in photos(everything(tmp_path, lists))}
    assert found == {
        "archive.jpg": Existence.ARCHIVED,
        "trash.jpg": Existence.TRASHED,
        "0.jpg": Existence.LIVE,
    }


def test_where_there_are_lists_in_json_too_the_pages_are_left(tmp_path: Path) -> None:
    files = export(ACTIVITY) | {POSTS: page_of_2024(entry_of_2024("x/y.jpg", "words", "2024-05-04"))}
    items = everything(tmp_path, files)
    assert [one.key[-8:] for one in photos(items)] == ["lake.jpg", "oose.jpg"]
    assert not any(isinstance(one, Skipped) for one in items)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Jan 5, 2024, 3:04 PM", (2024, 1, 5)),
        ("5 January 2024 at 15:04", (2024, 1, 5)),
        ("05.01.2024, 15:04", (2024, 1, 5)),
        ("5. März 2024 um 15:04", (2024, 3, 5)),
        ("5 de enero de 2024", (2024, 1, 5)),
        ("12 févr. 2024, 15:04", (2024, 2, 12)),
        ("2024년 1월 5일 오후 3:04", (2024, 1, 5)),
        ("2024年1月5日", (2024, 1, 5)),
        ("2024-01-05T10:00", (2024, 1, 5)),
        ("03/04/2024", None),
        ("31 February 2024", None),
        ("99.99.2024", None),
        ("Room 5 2024", None),
        ("2024", None),
    ],
)
def test_a_day_is_read_in_many_languages_and_never_guessed(
    tmp_path: Path, words: str, wanted: tuple[int, int, int] | None
) -> None:
    assert day(words, tmp_path) == (datetime(*wanted, tzinfo=UTC) if wanted else None)


@pytest.mark.parametrize(
    "unit", ["<a ", "<!--", "<", "<div><img src='", "</script", "<script>x", "&#", "<img " + "a=" * 20]
)
def test_markup_made_to_hurt_takes_no_more_time_than_its_length(tmp_path: Path, unit: str) -> None:
    def seconds(size: int) -> float:
        files = {POSTS: (unit * (size // len(unit))).encode()}
        start = time.process_time()
        items = everything(tmp_path / str(size), files)
        assert isinstance(items[0], Account)
        return time.process_time() - start

    # Ten times the length may take thirty times the time, where a quadratic reader takes a hundred times.
    assert seconds(1_000_000) < 30 * max(seconds(100_000), 0.02)


def test_whatever_pages_hold_only_photos_and_reasons_come_out() -> None:
    entry = entry_of_2024(f"{SHELF}/a.jpg", "At the lake", "May 04, 2024")
    stands_everything(NETWORK, {POSTS: page_of_2024(entry, entry), f"{SHELF}/a.jpg": picture()})
