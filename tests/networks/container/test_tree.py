from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.model.problem import UnreadableArchive
from app.networks import container_folder, container_names
from app.networks.container import open_tree
from tests.exports.zips import Member, write_zip

MB = 1024 * 1024
POSIX_ONLY = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has other links and no pipes on disk"
)


def counts(refused: tuple[tuple[container_names.Text, int], ...]) -> dict[str, int]:
    return {str(reason): count for reason, count in refused}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "Pictures"
    (root / "2020" / "summer").mkdir(parents=True)
    (root / "2020" / "summer" / "a.jpg").write_bytes(b"aaa")
    (root / "b.jpg").write_bytes(b"b")
    return root


def test_a_folder_is_read_at_any_depth_under_its_own_names(folder: Path) -> None:
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "._a.jpg").write_bytes(b"x")
    with open_tree([folder]) as tree:
        assert list(tree.names()) == ["b.jpg", "2020/summer/a.jpg"]
        assert tree.read("2020/summer/a.jpg", MB) == b"aaa"
        assert tree.refused == ()
        assert tree.origin == (folder,)


@POSIX_ONLY
def test_links_are_never_followed_wherever_they_lead(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (folder / "out.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "outside").symlink_to(tmp_path, target_is_directory=True)
    (folder / "2020" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "dead.jpg").symlink_to("nowhere")
    with open_tree([folder]) as tree:
        assert list(tree.names()) == ["b.jpg", "2020/summer/a.jpg"]
        assert counts(tree.refused) == {str(container_names.LINK): 4}


@POSIX_ONLY
def test_a_file_that_becomes_a_link_after_it_was_listed_is_not_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"s")
    with open_tree([folder]) as tree:
        (folder / "b.jpg").unlink()
        (folder / "b.jpg").symlink_to(tmp_path / "secret.jpg")
        with pytest.raises(UnreadableArchive):
            tree.read("b.jpg", MB)
        summer = folder / "2020" / "summer"
        summer.rename(folder / "moved")
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "a.jpg").write_bytes(b"sss")
        summer.symlink_to(tmp_path / "other", target_is_directory=True)
        with pytest.raises(UnreadableArchive):
            tree.read("2020/summer/a.jpg", MB)


@POSIX_ONLY
def test_hidden_files_pipes_and_archives_are_counted(folder: Path) -> None:
    (folder / ".private").mkdir()
    (folder / ".private" / "c.jpg").write_bytes(b"c")
    (folder / ".hidden.jpg").write_bytes(b"c")
    (folder / "more.zip").write_bytes(b"PK")
    os.mkfifo(folder / "pipe")
    with open_tree([folder]) as tree:
        assert "2020/summer/a.jpg" in tree.names()
        assert not tree.find("c.jpg")
        assert counts(tree.refused) == {
            str(container_names.HIDDEN): 2,
            str(container_names.NESTED): 1,
            str(container_names.NO_FILE): 1,
        }


@POSIX_ONLY
def test_what_may_not_be_read_is_counted_and_the_rest_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    def strict(path: str) -> object:
        # Root may read everything, so the system's refusal is played at its lowest seam.
        if str(path).endswith("summer"):
            raise PermissionError(13, "not allowed", path)
        return listed(path)

    monkeypatch.setattr(container_folder.os, "scandir", strict)
    with open_tree([folder]) as tree:
        assert list(tree.names()) == ["b.jpg"]
        assert counts(tree.refused) == {str(container_names.NOT_ALLOWED): 1}


@POSIX_ONLY
def test_a_name_that_is_no_unicode_is_still_read(folder: Path) -> None:
    raw = os.fsencode(folder) + b"/\xe9t\xe9.jpg"
    try:
        Path(os.fsdecode(raw)).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    with open_tree([folder]) as tree:
        assert "été.jpg" in tree.names()
        assert tree.read("été.jpg", MB) == b"x"


def test_a_name_that_turns_the_reading_direction_is_left_alone(folder: Path) -> None:
    (folder / "a\u202egpj.exe").write_bytes(b"x")
    with open_tree([folder]) as tree:
        assert counts(tree.refused) == {str(container_names.STRANGE_NAME): 1}


def test_folders_nested_without_end_are_cut_off(tmp_path: Path) -> None:
    deep = tmp_path / "root"
    deep.joinpath(*["d"] * 80).mkdir(parents=True)
    with open_tree([deep]) as tree:
        assert counts(tree.refused) == {str(container_names.TOO_DEEP): 1}


def test_a_single_file_is_a_tree_of_one(folder: Path) -> None:
    with open_tree([folder / "b.jpg"]) as tree:
        assert list(tree.names()) == ["b.jpg"]
        assert tree.read("b.jpg", MB) == b"b"


def test_several_parts_become_one_tree(tmp_path: Path) -> None:
    one = write_zip(
        tmp_path / "1.zip",
        [Member(name="lists/posts.json", data=b"[]"), Member(name="media/a.jpg", data=b"a")],
    )
    two = write_zip(
        tmp_path / "2.zip", [Member(name="media/b.jpg", data=b"b"), Member(name="media/a.jpg", data=b"a")]
    )
    with open_tree([one, two]) as tree:
        assert list(tree.names()) == ["lists/posts.json", "media/a.jpg", "media/b.jpg"]
        assert tree.parts == 2
        assert tree.refused == ()


def test_each_part_may_have_a_folder_of_its_own_around_it(tmp_path: Path) -> None:
    one = write_zip(tmp_path / "1.zip", [Member(name="exp-1/lists/p.json"), Member(name="exp-1/media/a.jpg")])
    two = write_zip(tmp_path / "2.zip", [Member(name="exp-2/media/b.jpg"), Member(name="exp-2/media/c.jpg")])
    with open_tree([one, two]) as tree:
        assert set(tree.names()) == {"lists/p.json", "media/a.jpg", "media/b.jpg", "media/c.jpg"}


def test_two_different_files_of_one_name_in_two_parts_are_told(tmp_path: Path) -> None:
    one = write_zip(tmp_path / "1.zip", [Member(name="x/a.jpg", data=b"1"), Member(name="y/b.jpg")])
    two = write_zip(tmp_path / "2.zip", [Member(name="x/a.jpg", data=b"2"), Member(name="y/c.jpg")])
    with open_tree([one, two]) as tree:
        assert counts(tree.refused) == {str(container_names.OTHER_PART): 1}
        assert tree.read("x/a.jpg", MB) == b"1"


def test_a_path_from_inside_the_export_finds_its_file_whatever_lies_around_it(tmp_path: Path) -> None:
    names = ["a/media/posts/1.jpg", "a/media/stories/1.jpg", "a/media/posts/2.jpg", "b/other/posts/2.jpg"]
    with open_tree([write_zip(tmp_path / "1.zip", [Member(name=name) for name in names])]) as tree:
        assert tree.at("a/media/posts/1.jpg") == "a/media/posts/1.jpg"
        assert tree.at("media/posts/1.jpg") == "a/media/posts/1.jpg"
        assert tree.at("root/media/stories/1.jpg") == "a/media/stories/1.jpg"
        assert tree.at("posts/2.jpg") is None
        assert tree.at("1.jpg") is None
        assert tree.at("../media/posts/1.jpg") == "a/media/posts/1.jpg"
        assert tree.at("../../etc/passwd") is None
        assert tree.at("") is None
        assert list(tree.find("posts/1.jpg")) == ["a/media/posts/1.jpg"]
        assert list(tree.find("sts/1.jpg")) == []


@pytest.mark.parametrize(
    ("magic", "title"), [(b"Rar!\x1a\x07\x00", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"BZh9", "bzip2")]
)
def test_other_archives_are_named_with_a_remedy(tmp_path: Path, magic: bytes, title: str) -> None:
    (tmp_path / "a.zip").write_bytes(magic + b"\0" * 600)
    with pytest.raises(UnreadableArchive, match=title) as caught:
        open_tree([tmp_path / "a.zip"])
    assert "Unpack" in str(caught.value.remedy)


def test_a_file_that_is_not_there_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    for paths in ([tmp_path / "gone.zip"], [], [tmp_path] * 1001):
        with pytest.raises(UnreadableArchive):
            open_tree(paths)


def test_a_name_that_is_not_in_the_tree_is_a_problem_and_no_crash(folder: Path) -> None:
    with open_tree([folder]) as tree:
        for ask in (tree.size, tree.modified, tree.json):
            with pytest.raises(UnreadableArchive):
                ask("nothing.jpg")
        (folder / "b.jpg").unlink()
        with pytest.raises(UnreadableArchive):
            tree.read("b.jpg", MB)
