"""Read X archives that the tests have written, and pick out what came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from app.model.photo import Photo, PhotoKind
from app.networks.container import open_tree
from app.networks.x.archive import read, recognise
from tests.exports.instagram import Files, write_folder

Kind = TypeVar("Kind")
SHELF = "data/tweets_media"
DAY = datetime(2018, 3, 22, 8, 15, 30, tzinfo=UTC)


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


def of(folder: Path, files: Files) -> list[object]:
    return everything(write_folder(folder, files))


def photos(items: Sequence[object]) -> list[Photo]:
    """Return the photos of posts."""
    profile = {PhotoKind.AVATAR, PhotoKind.BANNER, PhotoKind.OLD_AVATAR}
    return [one for one in only(items, Photo) if one.kind not in profile]
