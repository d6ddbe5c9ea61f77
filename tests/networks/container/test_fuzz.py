"""Whatever is done to the bytes of an export, only photos, notes and Problems come out."""

from __future__ import annotations

import io
import random
import tarfile
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from app.model.account import Account
from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.model.setting import Check
from app.networks.container import open_tree
from app.networks.folder import archive as folder
from app.networks.instagram import archive as instagram
from tests.exports.instagram import POSTS, Files, export, media, picture, write_folder, write_zipped

CASES = 125
MB = 1024 * 1024


def _files() -> Files:
    posts = [
        {"media": [media(f"media/posts/202009/p{n}.jpg", title=f"Grüße {n} @lena", latitude=n, longitude=n)]}
        for n in range(6)
    ]
    more = {"your_instagram_activity/media/stories.json": {"ig_stories": [media("media/s.jpg")]}}
    return export(posts, more, **{f"p{n}": picture(n) for n in range(5)})


def _tgz(path: Path, files: Files) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo("root/" + name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def _damaged(data: bytes, dice: random.Random) -> bytes:
    """Return bytes with a few of them changed, cut out, doubled or cut off, in the ways that files go bad."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        at = dice.randrange(len(changed)) if changed else 0
        match dice.randrange(6):
            case 0:
                changed[at : at + 1] = bytes((dice.randrange(256),))
            case 1:
                changed[at : at + 4] = dice.choice(
                    (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"PK\x01\x02")
                )
            case 2:
                del changed[at : at + dice.randrange(1, 60)]
            case 3:
                changed[at:at] = changed[at : at + dice.randrange(1, 60)]
            case 4:
                changed[at : at + 1] = bytes(
                    ((changed[at] if at < len(changed) else 0) ^ 1 << dice.randrange(8),)
                )
            case _:
                if dice.random() < 0.2:
                    del changed[at:]
    return bytes(changed)


def _outcome(path: Path) -> str:
    """Read an export as the app does, every picture included; anything but a Problem that escapes fails the test."""
    try:
        with open_tree([path]) as tree:
            read = next((one.read for one in (instagram, folder) if one.recognise(tree)), None)
            if read is None:
                return "not recognised"
            for item in read(tree):
                assert isinstance(item, Account | Photo | Check | Skipped)
                if isinstance(item, Photo) and item.source_path in tree.names():
                    _read(tree.read, item.source_path)
            return "read"
    except Problem as problem:
        return "problem" if str(problem.says) and problem.remedy else "no words"


def _read(read: Callable[[str, int], bytes], name: str) -> None:
    try:
        assert len(read(name, MB)) <= MB
    except Problem:
        return


@pytest.mark.parametrize("form", ["zip", "tgz", "stored"])
def test_damaged_archives_end_in_photos_notes_or_problems(tmp_path: Path, form: str) -> None:
    path = tmp_path / "export.zip"
    dice = random.Random(form)
    if form == "tgz":
        whole = _tgz(path, _files()).read_bytes()
    else:
        whole = write_zipped(path, _files() if form == "zip" else {"a/p.jpg": picture()}).read_bytes()
    seen: Counter[str] = Counter()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(CASES):
            path.write_bytes(_damaged(whole, dice))
            seen[_outcome(path)] += 1
    assert seen.total() == CASES
    assert seen["problem"] > 0
    assert not seen["no words"]


def test_damaged_lists_end_in_photos_notes_or_problems(tmp_path: Path) -> None:
    files = _files()
    root = write_folder(tmp_path / "export", files)
    dice = random.Random("lists")
    lists = [name for name in files if name.endswith(".json")]
    seen: Counter[str] = Counter()
    for _ in range(CASES):
        name = dice.choice([*lists, POSTS, POSTS])
        (root / name).write_bytes(_damaged(files[name], dice))
        seen[_outcome(root)] += 1
        (root / name).write_bytes(files[name])
    assert seen["read"] == CASES
