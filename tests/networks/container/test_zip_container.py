from __future__ import annotations

import struct
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.model.problem import HostileArchive, UnreadableArchive
from app.networks import container_names, container_zip
from app.networks.container import open_tree
from tests.exports.zips import Member, write_zip, write_zip64

MB = 1024 * 1024


def refused(path: Path) -> dict[str, int]:
    with open_tree([path]) as tree:
        return {str(reason): count for reason, count in tree.refused}


def test_an_ordinary_zip_is_read_without_its_outer_folder_and_its_junk(tmp_path: Path) -> None:
    members = [
        Member(name="export/"),
        Member(name="export/a/list.json", data=b'{"a": 1}'),
        Member(name="export/a/pic.jpg", data=b"\xff\xd8\xff" * 99, method=0),
        Member(name="__MACOSX/export/a/._pic.jpg", data=b"x"),
        Member(name="export/.DS_Store", data=b"x"),
        Member(name="export/Thumbs.db", data=b"x"),
    ]
    with open_tree([write_zip(tmp_path / "renamed.bin", members)]) as tree:
        assert list(tree.names()) == ["a/list.json", "a/pic.jpg"]
        assert tree.json("a/list.json") == {"a": 1}
        assert tree.read("a/pic.jpg", MB) == b"\xff\xd8\xff" * 99
        assert tree.head("a/pic.jpg", 3) == b"\xff\xd8\xff"
        assert tree.size("a/pic.jpg") == 297
        assert tree.refused == ()
        assert tree.parts == 1


def test_what_the_standard_library_writes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(300):
            archive.writestr(f"f{number % 7}/{number}.txt", str(number) * number)
    with open_tree([path]) as tree:
        for number in range(300):
            assert tree.read(f"f{number % 7}/{number}.txt", MB) == (str(number) * number).encode()


def test_a_zip64_file_is_read(tmp_path: Path) -> None:
    path = write_zip64(tmp_path / "a.zip", Member(name="big.txt", data=b"hello" * 1000))
    with open_tree([path]) as tree:
        assert tree.read("big.txt", MB) == b"hello" * 1000


@pytest.mark.parametrize(
    "name",
    [
        "../evil.jpg",
        "a/../../evil.jpg",
        "/etc/passwd",
        "\\\\server\\share\\a.jpg",
        "C:\\evil.jpg",
        "..\\..\\bs.txt",
    ],
)
def test_a_name_that_points_outside_is_left_alone_and_counted(tmp_path: Path, name: str) -> None:
    path = write_zip(tmp_path / "a.zip", [Member(name="x/ok.jpg", data=b"1"), Member(name=name, data=b"2")])
    assert refused(path) == {str(container_names.OUTSIDE): 1}


@pytest.mark.parametrize(
    "name",
    [
        "a\x00b.jpg",
        "a\nb.jpg",
        "evil\u202egpj.exe",
        "a\u200fb.jpg",
        "x/CON",
        "nul.txt",
        "COM1.jpg",
        "x/a.jpg ",
        "x/dir./a.jpg",
        "a.jpg:hidden",
    ],
)
def test_a_name_that_hides_what_it_is_is_left_alone_and_counted(tmp_path: Path, name: str) -> None:
    path = write_zip(tmp_path / "a.zip", [Member(name="x/ok.jpg", data=b"1"), Member(name=name, data=b"2")])
    assert refused(path) == {str(container_names.STRANGE_NAME): 1}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("x/" + "a" * 300 + ".jpg", container_names.LONG_NAME),
        ("/".join("a" * 200 for _ in range(30)), container_names.LONG_NAME),
        ("d/" * 100 + "a.jpg", container_names.TOO_DEEP),
    ],
)
def test_a_name_of_absurd_length_is_left_alone_and_counted(
    tmp_path: Path, name: str, reason: container_names.Text
) -> None:
    path = write_zip(tmp_path / "a.zip", [Member(name="x/ok.jpg", data=b"1"), Member(name=name, data=b"2")])
    assert refused(path) == {str(reason): 1}


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        (0o120777, container_names.LINK),
        (0o020644, container_names.NO_FILE),
        (0o010644, container_names.NO_FILE),
    ],
    ids=["link", "device", "pipe"],
)
def test_a_link_or_device_is_never_read(tmp_path: Path, mode: int, reason: container_names.Text) -> None:
    members = [Member(name="x/ok.jpg", data=b"1"), Member(name="x/l", data=b"/etc/passwd", mode=mode)]
    assert refused(write_zip(tmp_path / "a.zip", members)) == {str(reason): 1}


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        (Member(name="x/a", data=b"1", flags=1), container_names.ENCRYPTED),
        (Member(name="x/a", data=b"1", method=9), container_names.DEFLATE64),
        (Member(name="x/a", data=b"1", method=93), container_names.UNKNOWN_METHOD),
        (Member(name="x/a", data=b"1", method=0, told_size=9), container_names.UNFAITHFUL),
    ],
    ids=["password", "deflate64", "zstandard", "stored but larger"],
)
def test_a_member_that_cannot_be_unpacked_is_counted_with_its_reason(
    tmp_path: Path, member: Member, reason: container_names.Text
) -> None:
    path = write_zip(tmp_path / "a.zip", [Member(name="x/ok.jpg", data=b"1"), member])
    assert refused(path) == {str(reason): 1}


def test_an_archive_with_a_password_says_so_with_a_remedy(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", [Member(name="a.jpg", data=b"1", flags=1)])
    with pytest.raises(UnreadableArchive, match="password") as caught:
        open_tree([path])
    assert "Unpack" in str(caught.value.remedy)


def test_an_archive_of_nothing_but_refused_members_gives_the_main_reason(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", [Member(name="a.jpg", data=b"1", method=9)])
    with pytest.raises(UnreadableArchive, match="Deflate64"):
        open_tree([path])


def test_a_member_that_swells_a_thousand_times_is_not_unpacked(tmp_path: Path) -> None:
    members = [Member(name="x/ok.jpg", data=b"1"), Member(name="x/bomb.json", data=b"\0" * 30 * MB)]
    assert refused(write_zip(tmp_path / "a.zip", members)) == {str(container_names.BOMB): 1}


def test_an_archive_that_unpacks_to_terabytes_is_hostile(tmp_path: Path) -> None:
    packed = [
        Member(name=f"{n}.bin", packed_bytes=b"1" * 16_000_000, told_size=3_000_000_000) for n in range(2)
    ]
    with pytest.raises(HostileArchive, match="gigabytes"):
        open_tree([write_zip(tmp_path / "a.zip", packed)])


def test_a_member_that_is_larger_than_it_says_is_read_no_further_than_that(tmp_path: Path) -> None:
    data = b"ab" * MB
    path = write_zip(tmp_path / "a.zip", [Member(name="a.bin", data=data, told_size=10)])
    with open_tree([path]) as tree, pytest.raises(UnreadableArchive, match=r"a\.bin"):
        tree.read("a.bin", MB)


@pytest.mark.parametrize("method", [0, 8])
def test_a_wrong_checksum_is_found(tmp_path: Path, method: int) -> None:
    path = write_zip(tmp_path / "a.zip", [Member(name="a.bin", data=b"abc", method=method, told_crc=7)])
    with open_tree([path]) as tree, pytest.raises(UnreadableArchive, match=r"a\.bin"):
        tree.read("a.bin", MB)


def test_bytes_that_are_no_deflate_stream_are_told_as_damage_of_that_member(tmp_path: Path) -> None:
    members = [
        Member(name="a.bin", data=b"abc", packed_bytes=b"\xff" * 30),
        Member(name="b.bin", data=b"fine"),
    ]
    with open_tree([write_zip(tmp_path / "a.zip", members)]) as tree:
        with pytest.raises(UnreadableArchive, match=r"a\.bin"):
            tree.read("a.bin", MB)
        assert tree.read("b.bin", MB) == b"fine"


def test_a_member_whose_own_header_has_another_name_is_not_given_out(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", [Member(name="holiday.jpg", data=b"abc", local_name=b"program.exe")])
    with open_tree([path]) as tree, pytest.raises(UnreadableArchive, match="holiday"):
        tree.read("holiday.jpg", MB)


def test_members_that_share_their_bytes_are_hostile(tmp_path: Path) -> None:
    kernel = Member(name="a.bin", data=b"x" * 5000, method=0)
    shared = [kernel, Member(name="b.bin", data=b"x" * 5000, method=0, told_header=0)]
    with pytest.raises(HostileArchive, match="over one another"):
        open_tree([write_zip(tmp_path / "a.zip", shared)])


def test_members_that_overlap_by_a_few_bytes_are_hostile(tmp_path: Path) -> None:
    members = [
        Member(name="a.bin", data=b"x" * 50, method=0),
        Member(name="b.bin", data=b"y", told_header=60),
    ]
    with pytest.raises(HostileArchive):
        open_tree([write_zip(tmp_path / "a.zip", members)])


def test_of_two_members_of_one_name_the_first_is_read_and_the_other_counted(tmp_path: Path) -> None:
    members = [
        Member(name="x/a.jpg", data=b"first"),
        Member(name="x/a.jpg", data=b"second"),
        Member(name="x/A.JPG", data=b"third"),
        Member(name="x/b.jpg", data=b"b"),
    ]
    path = write_zip(tmp_path / "a.zip", members)
    assert refused(path) == {str(container_names.SAME_NAME): 1, str(container_names.SAME_NAME_CASE): 1}
    with open_tree([path]) as tree:
        assert tree.read("a.jpg", MB) == b"first"


def test_composed_and_decomposed_letters_are_one_name(tmp_path: Path) -> None:
    members = [Member(name="x/cafe\u0301.jpg", data=b"1"), Member(name="x/caf\u00e9.jpg", data=b"2")]
    path = write_zip(tmp_path / "a.zip", members)
    assert refused(path) == {str(container_names.SAME_NAME): 1}
    with open_tree([path]) as tree:
        assert list(tree.names()) == ["caf\u00e9.jpg"]


@pytest.mark.parametrize(
    ("raw", "flags", "shown"),
    [
        ("Größe.jpg".encode(), 0x800, "Größe.jpg"),
        ("Größe.jpg".encode(), 0, "Größe.jpg"),
        ("Gr\u00f6\u00dfe.jpg".encode("cp437"), 0, "Größe.jpg"),
        ("Фото.jpg".encode("cp866"), 0, "ö«Γ«.jpg"),
        (b"\xff\xfe.jpg", 0x800, "\ufffd\ufffd.jpg"),
    ],
    ids=["said to be utf-8", "utf-8 unsaid", "dos", "cyrillic dos", "broken utf-8"],
)
def test_a_name_is_read_in_whatever_code_it_is_written(
    tmp_path: Path, raw: bytes, flags: int, shown: str
) -> None:
    with open_tree([write_zip(tmp_path / "a.zip", [Member(name=raw, flags=flags, data=b"1")])]) as tree:
        assert list(tree.names()) == [shown]
        assert tree.read(shown, 9) == b"1"


def test_an_archive_inside_is_counted_and_never_opened(tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "inner.zip", [Member(name="secret.jpg", data=b"1")]).read_bytes()
    path = write_zip(
        tmp_path / "a.zip", [Member(name="x/inner.zip", data=inner, method=0), Member(name="x/b")]
    )
    assert refused(path) == {str(container_names.NESTED): 1}
    with open_tree([path]) as tree:
        assert not tree.find("secret.jpg")


def test_an_archive_that_lists_too_many_members_is_hostile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container_zip, "MOST_MEMBERS", 20)
    path = write_zip(tmp_path / "a.zip", [Member(name=f"{n}.jpg") for n in range(21)])
    with pytest.raises(HostileArchive, match="21 files"):
        open_tree([path])


def test_a_table_of_contents_of_half_a_gigabyte_is_hostile(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    size = 512 * MB + 1
    with path.open("wb") as file:
        # Nothing but its end is written: the rest is a hole in the file.
        file.write(b"PK\x03\x04")
        file.seek(4 + size)
        file.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, size, 4, 0))
    with pytest.raises(HostileArchive, match="table of contents"):
        open_tree([path])


@pytest.mark.parametrize("told", [0, 1, 3, 65535])
def test_a_table_of_contents_that_lies_about_its_length_is_told(tmp_path: Path, told: int) -> None:
    members = [Member(name="a.jpg", data=b"1"), Member(name="b.jpg", data=b"2")]
    with pytest.raises(UnreadableArchive, match="table of contents"):
        open_tree([write_zip(tmp_path / "a.zip", members, told_count=told)])


@pytest.mark.parametrize("kept", [30, 200, 0.5, 0.9, -1, -21])
def test_a_download_that_broke_off_says_to_download_again(tmp_path: Path, kept: float) -> None:
    data = write_zip(
        tmp_path / "a.zip", [Member(name=f"{n}.jpg", data=b"1" * n) for n in range(50)]
    ).read_bytes()
    cut = int(len(data) * kept) if 0 < kept < 1 else int(kept)
    (tmp_path / "a.zip").write_bytes(data[:cut])
    with pytest.raises(UnreadableArchive, match="ends too early") as caught:
        open_tree([tmp_path / "a.zip"])
    assert "Download it again" in str(caught.value.remedy)


def test_a_slice_of_a_larger_archive_is_explained(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", [Member(name="a.jpg", data=b"1")])
    data = bytearray(path.read_bytes())
    struct.pack_into("<H", data, len(data) - 18, 2)
    path.write_bytes(data)
    with pytest.raises(UnreadableArchive, match="slice"):
        open_tree([path])


def test_the_time_of_a_member_is_exact_where_the_archive_keeps_utc(tmp_path: Path) -> None:
    exact = struct.pack("<HHBl", 0x5455, 5, 1, 1_700_000_001)
    members = [
        Member(name="x/utc.jpg", extra=exact),
        Member(name="x/clock.jpg", clock=(40 << 9 | 5 << 5 | 17, 13 << 11 | 30 << 5 | 7)),
        Member(name="x/never.jpg", clock=(0, 0)),
    ]
    with open_tree([write_zip(tmp_path / "a.zip", members)]) as tree:
        assert tree.modified("utc.jpg") == datetime(2023, 11, 14, 22, 13, 21, tzinfo=UTC)
        assert tree.modified("clock.jpg") == datetime(2020, 5, 17, 13, 30, 14, tzinfo=UTC)
        assert tree.modified("never.jpg") is None
        assert tree.written("utc.jpg") == datetime(2023, 11, 14, 22, 13, 21, tzinfo=UTC)
        assert tree.written("clock.jpg") is None
        assert tree.written("never.jpg") is None


def test_reading_stops_at_the_cap_that_was_given(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", [Member(name="a.bin", data=b"x" * 5000)])
    with open_tree([path]) as tree:
        with pytest.raises(UnreadableArchive, match="larger than"):
            tree.read("a.bin", 4999)
        assert len(tree.read("a.bin", 5000)) == 5000


def test_an_empty_archive_is_an_empty_tree(tmp_path: Path) -> None:
    with open_tree([write_zip(tmp_path / "a.zip", [])]) as tree:
        assert not tree.names()
