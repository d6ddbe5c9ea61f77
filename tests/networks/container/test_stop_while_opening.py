"""A long table of contents is gone through with an ear for Stop, and what was opened is closed then."""

from __future__ import annotations

import os
import random
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.model.problem import UnreadableArchive
from app.networks.container import open_tree
from app.networks.container_part import Parts, fingerprint, open_part
from app.networks.container_poll import never

MEMBERS = 3500


class Stopped(Exception):
    pass


def zipped(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(MEMBERS):
            archive.writestr(f"a/{number}.txt", b"")
    return path


def tarred(path: Path) -> Path:
    with tarfile.open(path, "w") as archive:
        for number in range(MEMBERS):
            archive.addfile(tarfile.TarInfo(f"a/{number}.txt"))
    return path


def gzipped(path: Path) -> Path:
    """Return a file of few members and many bytes: what takes its time here is the unpacking."""
    big = path.with_suffix(".bin")
    big.write_bytes(random.Random(1).randbytes(1024 * 1024))
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        archive.add(big, "a/big.bin")
        archive.addfile(tarfile.TarInfo("a/last.txt"))
    return path


def folder(path: Path) -> Path:
    path.mkdir()
    for number in range(MEMBERS):
        (path / f"{number}.txt").touch()
    return path


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


WAYS = [zipped, tarred, gzipped, folder]


@pytest.mark.parametrize("make", WAYS)
def test_a_stop_is_heard_at_every_moment_of_opening(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path / "export")
    polled: list[int] = []
    with open_tree([path], poll=lambda: polled.append(1)) as tree:
        names = list(tree.names())
    assert len(polled) >= 4
    for moment in range(len(polled)):
        left = iter(range(moment))

        def poll(left: object = left) -> None:
            if next(left, None) is None:  # type: ignore[call-overload]
                raise Stopped

        with pytest.raises(Stopped):
            open_tree([path], poll=poll)
    with open_tree([path]) as tree:
        assert list(tree.names()) == names


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's open files in /proc")
@pytest.mark.parametrize("make", WAYS)
def test_a_stop_leaves_no_file_open(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path / "export")

    def stop() -> None:
        raise Stopped

    before = _open_files()
    for _ in range(3):
        with pytest.raises(Stopped):
            open_tree([path], poll=stop)
    assert _open_files() == before


def test_parts_that_were_laid_by_are_taken_up_as_they_are_until_they_are_closed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip")
    parts = Parts()
    with open_tree([path], parts=parts) as tree:
        assert len(tree.names()) == MEMBERS
    first = parts.take(path, never)
    parts.lay_by(path, first)
    assert parts.take(path, never) is first
    parts.lay_by(path, first)
    # Of one file that was opened twice, one is enough.
    parts.lay_by(path, open_part(path))
    parts.close([path])
    other = parts.take(path, never)
    assert other is not first
    other.close()


@pytest.mark.parametrize("make", WAYS)
def test_a_fingerprint_stays_until_something_changes(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path / "export")
    before = fingerprint([path])
    assert fingerprint([path]) == before
    if path.is_dir():
        (path / "1.txt").write_bytes(b"x")
    else:
        os.utime(path, (1, 1))
    assert fingerprint([path]) != before


def test_a_member_that_changed_shows_even_where_size_and_time_of_the_file_are_the_same(
    tmp_path: Path,
) -> None:
    prints: set[str] = set()
    path = tmp_path / "a.zip"
    for word in (b"red", b"sea"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(zipfile.ZipInfo("a.txt"), word)
        os.utime(path, (1, 1))
        prints.add(fingerprint([path]))
    assert len(prints) == 2


def test_what_is_gone_or_cut_off_has_no_fingerprint(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArchive, match="cannot be opened"):
        fingerprint([tmp_path / "gone.zip"])
    cut = tmp_path / "cut.zip"
    cut.write_bytes(b"PK\x03\x04 and no end")
    with pytest.raises(UnreadableArchive, match="ends too early"):
        fingerprint([cut])
