from __future__ import annotations

import gzip
import io
import random
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.model.problem import HostileArchive, UnreadableArchive
from app.networks import container_gzip, container_names, container_tar
from app.networks.container import open_tree

MB = 1024 * 1024


def member(name: str, size: int = 0, kind: bytes = tarfile.REGTYPE, **more: object) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.type = size, kind
    for key, value in more.items():
        setattr(info, key, value)
    return info


def write_tar(path: Path, members: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def header(name: bytes, size: bytes, kind: bytes = b"0") -> bytes:
    """Write one header by hand, with a right checksum over whatever the fields hold."""
    block = bytearray(512)
    block[: len(name)] = name
    block[100:107] = b"0000644"
    block[124 : 124 + len(size)] = size
    block[136:147] = b"00000000000"
    block[148:156] = b" " * 8
    block[156:157] = kind
    block[257:263] = b"ustar\0"
    block[148:155] = b"%06o\0" % sum(block)
    return bytes(block)


@pytest.mark.parametrize("is_packed", [True, False])
@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_tar_files_of_every_form_are_read(tmp_path: Path, is_packed: bool, form: int) -> None:
    long_name = "/".join(["media_attachments"] * 5) + "/ordinary.jpg"
    path = tmp_path / "archive"
    with tarfile.open(path, "w", format=form) as archive:
        for name, data in (("x/a.json", b"[1]"), ("x/" + long_name, b"\xff\xd8" * 700)):
            archive.addfile(member(name, len(data), mtime=1_600_000_000), io.BytesIO(data))
    if is_packed:
        path.write_bytes(gzip.compress(path.read_bytes()))
    with open_tree([path]) as tree:
        assert list(tree.names()) == ["a.json", long_name]
        assert tree.json("a.json") == [1]
        assert tree.read(long_name, MB) == b"\xff\xd8" * 700
        assert tree.head(long_name, 2) == b"\xff\xd8"
        assert tree.modified("a.json") == datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)


def test_a_name_longer_than_the_header_is_read(tmp_path: Path) -> None:
    name = "ü" * 120 + "/" + "b" * 200 + ".jpg"
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        path = tmp_path / f"{form}.tgz"
        with tarfile.open(path, "w:gz", format=form) as archive:
            archive.addfile(member("k/" + name, 1), io.BytesIO(b"1"))
        with open_tree([path]) as tree:
            assert list(tree.names()) == [name]


def test_members_are_read_in_any_order_without_unpacking_to_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container_gzip, "_MOST_MARKS", 4)
    noise = random.Random(1)
    told = {f"{n}.bin": noise.randbytes(900_000) for n in range(40)}
    path = write_tar(tmp_path / "a.tgz", [(member(name), data) for name, data in told.items()])
    order = sorted(told, key=lambda _: noise.random())
    with open_tree([path]) as tree:
        assert all(tree.read(name, MB) == told[name] for name in order)
    assert [one.name for one in tmp_path.iterdir()] == ["a.tgz"]


def test_a_gzip_file_of_several_streams_is_one_archive(tmp_path: Path) -> None:
    whole = gzip.decompress(write_tar(tmp_path / "a.tgz", [(member("x/a"), b"1" * 9000)]).read_bytes())
    path = tmp_path / "b.tgz"
    path.write_bytes(gzip.compress(whole[:700]) + gzip.compress(whole[700:]) + b"\0" * 64)
    with open_tree([path]) as tree:
        assert tree.read("a", MB) == b"1" * 9000


def test_links_devices_and_bad_names_are_left_alone_and_counted(tmp_path: Path) -> None:
    members = [
        (member("x/ok.jpg"), b"1"),
        (member("x/soft", kind=tarfile.SYMTYPE, linkname="/etc/passwd"), b""),
        (member("x/hard", kind=tarfile.LNKTYPE, linkname="x/ok.jpg"), b""),
        (member("x/device", kind=tarfile.CHRTYPE), b""),
        (member("x/pipe", kind=tarfile.FIFOTYPE), b""),
        (member("../evil"), b"2"),
        (member("/etc/evil"), b"2"),
        (member("x/ok.jpg"), b"other"),
    ]
    with open_tree([write_tar(tmp_path / "a.tgz", members)]) as tree:
        assert list(tree.names()) == ["ok.jpg"]
        assert dict(tree.refused) == {
            container_names.LINK: 2,
            container_names.NO_FILE: 2,
            container_names.OUTSIDE: 2,
            container_names.SAME_NAME: 1,
        }
        assert tree.read("ok.jpg", MB) == b"1"


def test_a_gzip_bomb_is_hostile(tmp_path: Path) -> None:
    path = tmp_path / "a.tgz"
    path.write_bytes(gzip.compress(header(b"a.bin", b"%011o" % (60 * MB)) + b"\0" * 60 * MB))
    with pytest.raises(HostileArchive, match="far more"):
        open_tree([path])


@pytest.mark.parametrize(
    "size",
    [b"-0000000012", b"\xff" * 12, b"99999999999", b"zzz"],
    ids=["minus", "binary minus", "no octal", "letters"],
)
def test_a_size_that_makes_no_sense_is_told_and_never_loops(tmp_path: Path, size: bytes) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(header(b"a.jpg", size) + b"\0" * 2048)
    with pytest.raises(UnreadableArchive):
        open_tree([path])


def test_a_member_that_claims_more_than_the_file_holds_is_told_when_read(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(header(b"a.jpg", b"%011o" % 5000) + b"x" * 600)
    with open_tree([path]) as tree, pytest.raises(UnreadableArchive):
        tree.read("a.jpg", MB)


def test_a_long_name_of_a_gigabyte_is_hostile(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(header(b"././@LongLink", b"%011o" % (1024 * MB), b"L") + b"a" * 1024)
    with pytest.raises(HostileArchive, match="absurd"):
        open_tree([path])


@pytest.mark.parametrize("record", [b"99 path=a\n", b"x path=a\n", b"3\n", b"0 a=b\n"])
def test_extended_headers_that_lie_are_told(tmp_path: Path, record: bytes) -> None:
    path = tmp_path / "a.tar"
    body = header(b"pax", b"%011o" % len(record), b"x") + record.ljust(512, b"\0")
    path.write_bytes(body + header(b"a.jpg", b"00000000000") + b"\0" * 1024)
    with pytest.raises(UnreadableArchive):
        open_tree([path])


def test_thousands_of_extended_headers_do_not_exhaust_us(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    one = header(b"pax", b"00000000013", b"x") + b"11 path=ab\n".ljust(512, b"\0")
    path.write_bytes(one * 20_000 + header(b"a.jpg", b"00000000000") + b"\0" * 1024)
    with open_tree([path]) as tree:
        assert list(tree.names()) == ["ab"]


def test_too_many_members_are_hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container_tar, "MOST_MEMBERS", 5)
    with pytest.raises(HostileArchive):
        open_tree([write_tar(tmp_path / "a.tgz", [(member(f"{n}"), b"") for n in range(6)])])


@pytest.mark.parametrize("kept", [20, 60, 0.5, 0.95])
def test_a_cut_download_is_told(tmp_path: Path, kept: float) -> None:
    path = write_tar(
        tmp_path / "a.tgz", [(member(f"{n}.bin"), random.Random(n).randbytes(4000)) for n in range(9)]
    )
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept) if kept < 1 else int(kept)])
    with pytest.raises(UnreadableArchive, match=r"damaged|too early"):
        open_tree([path])


def test_gzip_that_holds_no_tar_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"just words " * 90))
    with pytest.raises(UnreadableArchive):
        open_tree([path])
