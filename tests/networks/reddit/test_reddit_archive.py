from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from app.model.account import Account
from app.model.audience import Audience, Basis
from app.model.photo import MediaState, Photo, Skipped
from app.networks.container import open_tree
from app.networks.reddit.archive import read, recognise
from tests.exports.instagram import Files, write_folder, write_zipped
from tests.exports.person import LIFE
from tests.exports.reddit import HEADERS, HEADS, NAME, POSTS, STATISTICS, export, post, statistics, table

Kind = TypeVar("Kind")


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


def test_picture_posts_are_read_once_and_everything_else_is_told_or_left(tmp_path: Path) -> None:
    items = everything(write_zipped(tmp_path / "x.zip", export()))
    (account,) = only(items, Account)
    assert (account.handle, account.url) == (NAME, f"https://www.reddit.com/user/{NAME}/")
    photos = only(items, Photo)
    assert [one.key for one in photos] == [f"t3_1ab{number}/1" for number in range(len(LIFE))]
    assert [one.caption for one in photos] == [" ".join(one.caption.split()) for one in LIFE]
    assert [one.posted_at for one in photos] == [one.at for one in LIFE]
    assert {one.media_state for one in photos} == {MediaState.REMOTE}
    assert all(one.url.startswith("https://www.reddit.com/r/") for one in photos)
    whys = " ".join(str(one.why) for one in only(items, Skipped))
    assert "gallery" in whys
    assert "1 film" in whys
    assert len(only(items, Skipped)) == 2
    for secret in ("a secret", "192.0.2.7", "mara@mail.example"):
        assert secret not in repr(items)


def test_only_the_persons_own_page_is_known_to_be_open(tmp_path: Path) -> None:
    own, community = only(everything(write_folder(tmp_path, export())), Photo)[1::-1]
    assert (own.visibility.value, own.visibility.basis, own.album) == (
        Audience.PUBLIC,
        Basis.NETWORK_RULE,
        f"u/{NAME}",
    )
    assert own.visibility.as_of == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert (community.visibility.value, community.album) == (Audience.UNKNOWN, "r/gardens")
    assert community.visibility.reasons[0].raw == "gardens"


def test_the_table_without_words_serves_where_the_other_is_missing(tmp_path: Path) -> None:
    files = {HEADERS: export()[HEADERS]}
    photos = only(everything(write_folder(tmp_path, files)), Photo)
    assert len(photos) == len(LIFE)
    assert not any(one.caption for one in photos)


def test_one_bad_line_does_not_hide_the_others(tmp_path: Path) -> None:
    bad = [post("", "https://i.redd.it/a.jpg"), ["x"], [], post("../1", "https://i.redd.it/b.jpg")]
    good = [
        post("good", "https://i.redd.it/c.jpg", "=cmd()"),
        post("good", "https://i.redd.it/c.jpg"),
        post("web", "http://i.redd.it/d.jpg"),
        post("evil", "https://i.redd.it.evil.example/e.jpg"),
    ]
    files: Files = {POSTS: table(HEADS, [*bad, *good]), STATISTICS: statistics("../../x")}
    items = everything(write_folder(tmp_path / "my data", files))
    (photo,) = only(items, Photo)
    assert (photo.key, photo.caption) == ("t3_good/1", "=cmd()")
    assert [one.where for one in only(items, Skipped)] == ["posts.csv, 1", "posts.csv, 3"]
    assert only(items, Account)[0].handle == "my data"
    assert only(items, Account)[0].url == ""


@pytest.mark.parametrize(
    "files",
    [
        {"posts.csv": b"id,title\n1,x\n"},
        {"statistics.csv": b"statistic,value\nmean,5\n"},
        {"other.csv": b"id,permalink,date,ip,subreddit,gildings,url\n"},
    ],
)
def test_other_tables_are_not_taken_for_reddits(tmp_path: Path, files: Files) -> None:
    with open_tree([write_folder(tmp_path, files)]) as tree:
        assert not recognise(tree)
