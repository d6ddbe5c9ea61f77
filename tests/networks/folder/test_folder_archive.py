from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from app.model.account import Account
from app.model.audience import Audience
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.networks.container import open_tree
from app.networks.folder import NETWORK
from app.networks.folder.archive import read, recognise
from app.networks.pictures import HEAD, picture_kind
from tests.exports.instagram import picture, write_folder, write_zipped

HEADS: dict[str, list[str]] = json.loads(
    (Path(__file__).parents[1] / "data" / "folder" / "heads.json").read_text(encoding="utf-8")
)


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        return list(read(tree))


def keys(items: list[object]) -> list[str]:
    return [one.key for one in items if isinstance(one, Photo)]


@pytest.mark.parametrize(("kind", "head"), [(kind, head) for kind, heads in HEADS.items() for head in heads])
def test_a_picture_is_known_by_its_first_bytes(kind: str, head: str) -> None:
    assert (picture_kind(bytes.fromhex(head)[:HEAD]) or "") == kind


def test_what_pillow_writes_is_known() -> None:
    for kind in ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF"):
        assert picture_kind(picture(1, kind)[:HEAD]) == kind.lower()


def test_pictures_are_found_by_content_at_any_depth(tmp_path: Path) -> None:
    files = {
        "a.jpg": picture(1),
        "2020/summer/b": picture(2, "PNG"),
        "2020/c.txt": picture(3, "WEBP"),
        "notes.txt": b"words",
        "film.mp4": b"\0\0\0\x18ftypisom",
    }
    items = everything(write_folder(tmp_path / "Pictures", files))
    assert keys(items) == ["a.jpg", "2020/c.txt", "2020/summer/b"]
    photo = next(one for one in items if isinstance(one, Photo) and one.album)
    assert (photo.kind, photo.album, photo.source_path) == (PhotoKind.FILE, "2020", "2020/c.txt")
    assert photo.media_state is MediaState.PRESENT
    assert photo.posted_at is None
    assert photo.taken_at is None


def test_nobody_knows_who_sees_a_file_on_this_computer(tmp_path: Path) -> None:
    items = everything(write_folder(tmp_path / "p", {"a.jpg": picture()}))
    assert [one.visibility.value for one in items if isinstance(one, Photo)] == [Audience.UNKNOWN]
    assert NETWORK.never_told


def test_a_file_that_only_has_the_name_of_a_picture_is_told(tmp_path: Path) -> None:
    files = {"a.jpg": b"<html>", "b.cr2": b"II*\x00CR", "c.jpg": picture(), "empty.png": b""}
    items = everything(write_folder(tmp_path / "p", files))
    assert keys(items) == ["c.jpg"]
    told = {one.where: str(one.why) for one in items if isinstance(one, Skipped)}
    assert set(told) == {"a.jpg", "b.cr2", "empty.png"}
    assert "RAW" in told["b.cr2"]


def test_one_folder_is_one_account_however_it_was_chosen(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "Pictures", {"a.jpg": picture(1), "b.jpg": picture(2)})
    whole, single = everything(folder), everything(folder / "a.jpg")
    both = everything(folder / "a.jpg", folder / "b.jpg")
    accounts = [items[0] for items in (whole, single, both)]
    assert accounts[0] == accounts[1] == accounts[2]
    assert isinstance(accounts[0], Account)
    assert (accounts[0].handle, accounts[0].name) == (str(folder), "Pictures")
    assert keys(single) == ["a.jpg"]
    assert keys(both) == keys(whole)


def test_an_archive_of_pictures_is_read_like_a_folder(tmp_path: Path) -> None:
    items = everything(write_zipped(tmp_path / "pics.zip", {"a.jpg": picture()}, "holiday/"))
    assert keys(items) == ["a.jpg"]
    assert isinstance(items[0], Account)
    assert items[0].name == "pics.zip"


@pytest.mark.parametrize(
    ("files", "is_ours"),
    [
        ({"x/a": picture()}, True),
        ({"a.jpg": b"none", "b": picture()}, True),
        ({"a.txt": b"x"}, False),
        ({}, False),
    ],
)
def test_a_folder_is_recognised_by_its_pictures(
    tmp_path: Path, files: dict[str, bytes], is_ours: bool
) -> None:
    (tmp_path / "p").mkdir()
    with open_tree([write_folder(tmp_path / "p", files)]) as tree:
        assert recognise(tree) is is_ours


@pytest.mark.skipif(sys.platform == "win32", reason="Windows needs a right to make links")
def test_nothing_outside_the_folder_is_ever_listed(tmp_path: Path) -> None:
    write_folder(tmp_path / "elsewhere", {"secret.jpg": picture()})
    folder = write_folder(tmp_path / "p", {"a.jpg": picture()})
    (folder / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (folder / "again").symlink_to(folder, target_is_directory=True)
    with open_tree([folder]) as tree:
        assert keys(list(read(tree))) == ["a.jpg"]
        assert sum(count for _, count in tree.refused) == 2


@pytest.mark.parametrize("name", ["카카오스토리", "KakaoStory"])
def test_a_backup_of_kakaostory_is_told_and_its_pictures_are_read(tmp_path: Path, name: str) -> None:
    files = {"index.html": f"<title>{name} 백업</title>".encode(), "photos/1.jpg": picture(1)}
    with open_tree([write_zipped(tmp_path / "story.zip", files)]) as tree:
        assert recognise(tree)
        _, note, photo = read(tree)
    assert isinstance(note, Skipped)
    assert "KakaoStory" in str(note.why)
    assert isinstance(photo, Photo)
    alone = {"index.html": files["index.html"]}
    with open_tree([write_folder(tmp_path / "pages", alone)]) as tree:
        assert recognise(tree)
        assert [type(one) for one in read(tree)] == [Account, Skipped]
