"""Read Facebook exports that the tests have written, and pick out what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from app.model.photo import Photo
from app.networks.container import open_tree
from app.networks.facebook.archive import read, recognise
from tests.exports.facebook import (
    ACTIVITY,
    written,
)
from tests.exports.instagram import write_folder

POSTS = f"{ACTIVITY}posts/your_posts__check_ins__photos_and_videos_1.json"
SHELF = f"{ACTIVITY}posts/media"
Kind = TypeVar("Kind")


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


def told(folder: Path, lists: Mapping[str, object], **pictures: bytes) -> list[object]:
    files = written(lists) | {f"{SHELF}/{name}.jpg": data for name, data in pictures.items()}
    return everything(write_folder(folder, files))


def photos(folder: Path, lists: Mapping[str, object], **pictures: bytes) -> dict[str, Photo]:
    found = only(told(folder, lists, **pictures), Photo)
    return {photo.key.rpartition("/")[2].partition(".")[0]: photo for photo in found}
