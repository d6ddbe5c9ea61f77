"""Exports are read in a process of its own: what breaks it is put aside, and everything else is read."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model.account import Account, NetworkKey
from app.model.photo import Photo, Skipped
from app.model.problem import HostileArchive, UnreadableArchive
from app.networks import network
from app.networks.apart import Apart, Told
from app.networks.container import open_tree
from app.networks.telling import MOST_NOTES, Ended, Opened, Recognised
from tests.exports.instagram import POSTS, Files, export, media, picture, write_folder, write_zipped
from tests.exports.whole import WHOLE
from tests.exports.zips import Member, write_zip

MB = 1024 * 1024
LINUX_ONLY = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a process's memory in /proc"
)
POSIX_ONLY = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows limits no process and has no SIGKILL"
)
# Half a million short lists and more: a second of work, and more memory than the tests below allow.
HEAVY = b'{"other": [' + b"[[]]," * 1_500_000 + b"0]}"
STORIES = "your_instagram_activity/media/stories.json"


def _files(more: Files | None = None) -> Files:
    posts = [{"media": [media(f"media/posts/202009/p{n}.jpg")]} for n in range(3)]
    return export(posts, None, **{f"p{n}": picture(n) for n in range(3)}) | (more or {})


def _photos(told: list[Told]) -> list[str]:
    return [one.source_path for one in told if isinstance(one, Photo)]


def _whys(told: list[Told]) -> dict[str, str]:
    return {one.where: str(one.why) for one in told if isinstance(one, Skipped)}


def test_an_export_is_told_from_its_name_to_its_end(tmp_path: Path) -> None:
    with Apart() as apart:
        opened, first, account, *rest = apart.read([write_zipped(tmp_path / "a.zip", _files())])
        assert opened == Opened()
        assert first == Recognised(NetworkKey("instagram"), 1)
        assert isinstance(account, Account)
        assert len(_photos(rest)) == 3
        assert isinstance(rest[-1], Ended)
        # The same child reads the next one, whatever the last was.
        again = list(apart.read([write_folder(tmp_path / "b", {"a.jpg": picture()})]))
        assert again[:2] == [Opened(), Recognised(NetworkKey("folder"), 1)]
        nothing = list(apart.read([write_folder(tmp_path / "c", {"a.txt": b"x"})]))
        assert nothing == [Opened(), Recognised(None, 1), Ended()]


def test_problems_come_over_as_what_they_are_with_their_words(tmp_path: Path) -> None:
    one = Member(name="a.jpg", data=b"1" * 100)
    hostile = write_zip(tmp_path / "a.zip", [one, Member(name="b.jpg", data=b"1" * 100, told_header=0)])
    with Apart() as apart:
        with pytest.raises(HostileArchive, match="lie over one another") as caught:
            list(apart.read([hostile]))
        assert caught.value.remedy is not None
        with pytest.raises(UnreadableArchive, match="cannot be opened"):
            list(apart.read([tmp_path / "gone.zip"]))
        # A Problem does not cost the child.
        assert list(apart.read([write_folder(tmp_path / "b", {"a.jpg": picture()})]))


def test_what_an_archive_is_and_whose_costs_no_more_than_its_first_word(tmp_path: Path) -> None:
    with Apart() as apart:
        network, account = apart.first(write_zipped(tmp_path / "a.zip", _files()))
        assert network == "instagram"
        assert account is not None
        assert account.handle == "mara.sample"
        assert apart.first(write_folder(tmp_path / "b", {"a.txt": b""})) == (None, None)
        # Why it cannot be read is told when it is its turn.
        pages = write_folder(tmp_path / "c", {"export_results.html": b"<title>Telegram export</title>"})
        assert apart.first(pages) == ("telegram", None)
        with pytest.raises(UnreadableArchive):
            apart.first(tmp_path / "gone.zip")


def test_the_child_goes_on_with_the_next_archive_and_each_gets_its_own_answer(tmp_path: Path) -> None:
    one = write_zipped(tmp_path / "a.zip", _files())
    two = write_folder(tmp_path / "b", {"a.jpg": picture()})
    hostile = write_zip(tmp_path / "c.zip", [Member(name="a.jpg", data=b"1" * 100, told_header=0)] * 2)
    opened: list[str] = []
    with Apart() as apart:
        for _ in range(2):
            assert apart.first(one, then=hostile, opened=lambda: opened.append("a"))[0] == "instagram"
            with pytest.raises(UnreadableArchive):
                apart.first(hostile, then=two, opened=lambda: opened.append("c"))
            assert apart.first(two, opened=lambda: opened.append("b"))[0] == "folder"
        assert opened == ["a", "b"] * 2
        # Whoever asks for something else than was foretold is answered all the same.
        assert apart.first(two, then=two)[0] == "folder"
        assert len(_photos(list(apart.read([one])))) == 3


@POSIX_ONLY
def test_a_file_that_takes_all_memory_is_put_aside_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "a", _files({STORIES: HEAVY}))
    with Apart(memory_limit=330 * MB) as apart:
        told = list(apart.read([path]))
    assert "put aside" in _whys(told)[STORIES]
    assert len(_photos(told)) == len(set(_photos(told))) == 3
    assert sum(isinstance(one, Recognised | Account) for one in told) == 2
    assert isinstance(told[-1], Ended)


def test_a_file_that_takes_too_long_is_put_aside_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "a", _files({STORIES: HEAVY}))
    with Apart(time_limit=0.3) as apart:
        told = list(apart.read([path]))
    assert "too long" in _whys(told)[STORIES]
    assert len(_photos(told)) == 3


@LINUX_ONLY
@pytest.mark.parametrize("times", [1, 2])
def test_only_a_child_that_falls_twice_puts_a_file_aside(tmp_path: Path, times: int) -> None:
    path = write_folder(tmp_path / "a", _files({STORIES: HEAVY}))
    told: list[Told] = []
    killed: set[int] = set()
    others = {one.pid for one in multiprocessing.active_children()}

    def kill() -> None:
        new = {one.pid or 0 for one in multiprocessing.active_children()} - others - killed
        for pid in new if len(killed) < times else ():
            if _is_busy(pid):
                killed.add(pid)
                os.kill(pid, signal.SIGKILL)

    with Apart() as apart:
        for one in apart.read([path], kill):
            told += [one]
    assert len(killed) == times
    assert ("makes its reader stop" in _whys(told).get(STORIES, "")) is (times == 2)
    assert len(_photos(told)) == 3


def _is_busy(pid: int) -> bool:
    """Whether a child holds the heavy list by now: before that it has not come to it."""
    told = Path(f"/proc/{pid}/statm").read_text("ascii").split()
    return int(told[1]) * 4096 > 90 * MB


def test_millions_of_entries_that_cannot_be_read_are_told_in_one_line(tmp_path: Path) -> None:
    odd = b'{"ig_stories": [' + b"0," * 60_000 + b"0]}"
    with Apart() as apart:
        told = list(apart.read([write_folder(tmp_path / "a", _files({STORIES: odd}))]))
    assert sum(isinstance(one, Skipped) for one in told) == MOST_NOTES + 1
    assert _whys(told)["Instagram"] == "50001 more entries could not be read."
    assert len(_photos(told)) == 3


@POSIX_ONLY
def test_a_child_that_never_comes_to_a_file_blames_none(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "a", _files())
    with Apart(memory_limit=32 * MB) as apart, pytest.raises(UnreadableArchive) as caught:
        list(apart.read([path]))
    assert caught.value.remedy is not None


def test_stop_ends_the_child_at_once_and_the_next_export_is_read(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop() -> None:
        raise Stopped

    path = write_folder(tmp_path / "a", _files({POSTS: HEAVY}))
    before = set(multiprocessing.active_children())
    with Apart() as apart:
        with pytest.raises(Stopped):
            list(apart.read([path], stop))
        assert set(multiprocessing.active_children()) <= before
        assert len(_photos(list(apart.read([write_folder(tmp_path / "b", _files())])))) == 3


@pytest.fixture(scope="module")
def one_child() -> Iterator[Apart]:
    with Apart() as apart:
        yield apart


@pytest.mark.parametrize("key", sorted(WHOLE))
def test_what_every_reader_gives_comes_over_whole(tmp_path: Path, one_child: Apart, key: str) -> None:
    path = write_folder(tmp_path / "export", WHOLE[key]())
    read = network(key).read
    assert read is not None
    with open_tree([path]) as tree:
        here = list(read(tree))
    _, first, *there = one_child.read([path])
    assert isinstance(first, Recognised)
    assert (first.network, first.parts) == (network(key).key, 1)
    assert there[:-1] == here


@POSIX_ONLY
def test_ctrl_c_does_not_reach_a_child_that_is_still_being_born(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # Other tests have children of their own, which live on.
    older = {child.pid for child in multiprocessing.active_children()}
    born: set[int] = set()

    def interrupt() -> None:
        for child in multiprocessing.active_children():
            if child.pid is not None and child.pid not in older and child.name == "overexposed-exports":
                born.add(child.pid)
                os.kill(child.pid, signal.SIGINT)

    with Apart() as apart:
        told = list(apart.read([write_zipped(tmp_path / "a.zip", _files())], interrupt))
    assert len(_photos(told)) == 3
    assert len(born) == 1
    assert "Traceback" not in capfd.readouterr().err


@POSIX_ONLY
def test_what_was_opened_to_see_whose_it_is_is_not_opened_again_to_be_read(tmp_path: Path) -> None:
    path = write_zipped(tmp_path / "a.zip", _files())
    with Apart() as apart:
        assert apart.first(path)[0] == "instagram"
        # The file is gone, and the child still has it open.
        path.unlink()
        assert len(_photos(list(apart.read([path])))) == 3
        # Once it was read, nothing is held open any more.
        with pytest.raises(UnreadableArchive):
            list(apart.read([path]))


def test_a_child_that_is_started_ahead_reads_the_first_export_and_ends_with_the_reader(
    tmp_path: Path,
) -> None:
    before = set(multiprocessing.active_children())
    apart = Apart()
    apart.start()
    started = set(multiprocessing.active_children()) - before
    assert len(started) == 1
    assert len(_photos(list(apart.read([write_folder(tmp_path / "a", _files())])))) == 3
    assert set(multiprocessing.active_children()) - before == started
    apart.close()
    assert set(multiprocessing.active_children()) <= before
