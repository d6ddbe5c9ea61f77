from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from app.model.account import Account
from app.model.audience import Audience, Basis
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.networks.container import open_tree
from app.networks.vk.archive import read, recognise
from tests.exports.instagram import Files, write_folder, write_zipped
from tests.exports.person import LIFE, SCAN, SUJIN
from tests.exports.vk import LIST, OWNER, album, export, item, page

Kind = TypeVar("Kind")


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


@pytest.mark.parametrize("charset", ["windows-1251", "utf-8"])
def test_albums_are_read_in_either_encoding_as_links(tmp_path: Path, charset: str) -> None:
    items = everything(write_zipped(tmp_path / "x.zip", export(charset=charset), "Archive/"))
    (account,) = only(items, Account)
    assert (account.handle, account.url) == (f"id{OWNER}", f"https://vk.com/id{OWNER}")
    photos = {one.key: one for one in only(items, Photo)}
    first = photos["100/1"]
    assert (first.album, first.caption) == ("Лето ☀", LIFE[0].caption)
    assert first.url == f"https://vk.com/photo{OWNER}_1"
    assert first.media_url.startswith("https://sun9-1.userapi.example/")
    assert first.posted_at == LIFE[0].at.replace(hour=0, minute=0, second=0)
    assert {one.media_state for one in photos.values()} == {MediaState.REMOTE}
    assert {(one.visibility.value, one.visibility.basis) for one in photos.values()} == {
        (Audience.UNKNOWN, Basis.NONE)
    }
    captions = {one.caption for one in photos.values()}
    assert {one.caption for one in LIFE if one.caption} <= captions
    assert datetime(1964, 7, 12, tzinfo=UTC) in {one.posted_at for one in photos.values()}
    assert SCAN.caption in captions


def test_a_missing_album_is_told_and_messages_are_never_opened(tmp_path: Path) -> None:
    items = everything(write_folder(tmp_path / "x", export()))
    assert [(one.where, "not there" in str(one.why)) for one in only(items, Skipped)] == [
        ("photo-albums/300.html", True)
    ]
    assert "secret" not in repr(items)


def test_one_page_alone_is_an_album(tmp_path: Path) -> None:
    items = everything(write_folder(tmp_path, {"100.html": album("Лето", LIFE[:2])}) / "100.html")
    assert [one.key for one in only(items, Photo)] == ["100/1", "100/2"]
    assert {one.album for one in only(items, Photo)} == {"Лето"}


def test_profile_pictures_repeated_ones_and_bad_addresses(tmp_path: Path) -> None:
    good = item(1, "https://sun9-1.userapi.example/a.jpg", f"{SUJIN} 한강", "2 мая 2019")
    bad = item(2, "../../style/x.png") + item(3, "javascript:alert(1)")
    files: Files = {
        LIST: page("Альбомы", ""),
        "photos/photo-albums/-6.html": page(
            "Profile", good + good + bad + item(4, "http://old.example/b.jpg")
        ),
    }
    items = everything(write_folder(tmp_path, files))
    (photo,) = only(items, Photo)
    assert (photo.key, photo.kind, photo.caption) == ("-6/1", PhotoKind.OLD_AVATAR, f"{SUJIN} 한강")
    assert len(only(items, Skipped)) == 3


@pytest.mark.parametrize(
    "files",
    [
        {"photos/photo-albums.html": b"<html>albums of somebody else</html>"},
        {"index.html": b"<html>vk.com /photo</html>", "b.jpg": b""},
        {"photo-albums/a.txt": b"vk.com ui_crumb"},
    ],
)
def test_other_pages_are_not_taken_for_vks(tmp_path: Path, files: Files) -> None:
    with open_tree([write_folder(tmp_path, files)]) as tree:
        assert not recognise(tree)
