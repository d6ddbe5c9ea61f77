"""An export comes in whatever it lies in, and what it is, is told by its content and never by its name."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.model.filter import Filter
from app.services.house import House
from tests.exports import pinterest, reddit, tiktok
from tests.exports.instagram import Files, export, media, picture, write_folder, write_zipped
from tests.exports.mutations import packed
from tests.exports.person import LIFE
from tests.exports.whole import WHOLE


def _whole() -> Files:
    posts = [{"media": [media(f"media/posts/202009/p{n}.jpg")]} for n in range(3)]
    return export(posts, None, **{f"p{n}": picture(n) for n in range(3)})


def _file(name: str, data: bytes) -> Callable[[Path], list[Path]]:
    def write(folder: Path) -> list[Path]:
        (folder / name).write_bytes(data)
        return [folder / name]

    return write


def _tar(folder: Path) -> list[Path]:
    root = write_folder(folder / "instagram-mara", _whole())
    with tarfile.open(folder / "a.tar", "w") as archive:
        archive.add(root, "instagram-mara")
    return [folder / "a.tar"]


def _parts(folder: Path) -> list[Path]:
    told = list(_whole().items())
    return [write_zipped(folder / f"{n}-of-2.zip", dict(told[n::2])) for n in range(2)]


FORMS: dict[str, tuple[Callable[[Path], list[Path]], str, int]] = {
    "zip": (lambda folder: [write_zipped(folder / "a.zip", _whole())], "Instagram", 3),
    "zip by another name": (_file("photos.txt", packed(_whole(), "zip")), "Instagram", 3),
    "tgz": (_file("a.tgz", packed(_whole(), "tgz")), "Instagram", 3),
    "tgz called zip": (_file("a.zip", packed(_whole(), "tgz")), "Instagram", 3),
    "tar": (_tar, "Instagram", 3),
    "folder": (lambda folder: [write_folder(folder / "a", _whole())], "Instagram", 3),
    "several parts": (_parts, "Instagram", 3),
    "JSON alone": (_file("my posts.json", tiktok.export([tiktok.post()])[tiktok.NEW]), "TikTok", 1),
    "CSV alone": (_file("posts.csv", reddit.export()[reddit.POSTS]), "Reddit", 19),
    "CAR alone": (_file("repo.car", WHOLE["bluesky"]()["repo.car"]), "Bluesky", len(LIFE) + 1),
    "HTML alone": (_file("a.html", pinterest.export()[pinterest.PAGE]), "Pinterest", 19),
    "picture alone": (_file("a.bin", picture()), "Folder", 1),
}


@pytest.mark.parametrize("form", FORMS)
def test_an_export_comes_in_whatever_it_lies_in(house: House, tmp_path: Path, form: str) -> None:
    write, network, count = FORMS[form]
    (tmp_path / "downloads").mkdir()
    (report,) = house.importer.read_all(write(tmp_path / "downloads"))
    assert (report.network, report.new) == (network, count)
    assert house.browser.count(Filter()) == count
