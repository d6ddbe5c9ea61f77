"""What was chosen is sorted into exports, and the parts that lie beside it are found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.model.filter import Filter
from app.model.photo import MediaState
from app.services.house import House
from tests.exports.instagram import (
    PROFILE,
    Files,
    as_meta_writes,
    export,
    media,
    picture,
    profile,
    write_zipped,
)
from tests.exports.whole import WHOLE


def _files(first: int, count: int) -> Files:
    names = [f"p{number}" for number in range(first, first + count)]
    listed = [media(f"media/posts/202009/{name}.jpg") for name in names]
    return export(listed, None, **{name: picture(at) for at, name in enumerate(names, first)})


def _in_two(folder: Path, one: str, two: str) -> tuple[Path, Path]:
    files = _files(0, 4)
    late = {name: files.pop(name) for name in list(files) if name.endswith(("p2.jpg", "p3.jpg"))}
    return write_zipped(folder / one, files), write_zipped(folder / two, late)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("instagram-mara-001.zip", "instagram-mara-002.zip"),
        ("instagram_part1.zip", "instagram_part2.zip"),
        ("mydata~1720000000.zip", "mydata~1720000000-2.zip"),
        ("export-2026-11-20.zip", "export-2026-11-20 (1).zip"),
    ],
)
def test_a_part_beside_the_chosen_one_is_read_with_it_and_told(
    house: House, tmp_path: Path, one: str, two: str
) -> None:
    chosen, beside = _in_two(tmp_path, one, two)
    (report,) = house.importer.read_all([chosen])
    assert (report.parts, report.new, report.missing) == (2, 4, ())
    assert [str(remark) for remark in report.remarks] == [f"Also read, because it lies beside: {beside.name}"]
    (again,) = house.importer.read_all([chosen, beside])
    assert (again.parts, again.new, again.remarks) == (2, 0, ())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells in /proc which files are open")
def test_no_part_stays_open_after_an_import_whatever_became_of_it(house: House, tmp_path: Path) -> None:
    chosen, _ = _in_two(tmp_path, "x-1.zip", "x-2.zip")
    broken = tmp_path / "x-3.zip"
    broken.write_bytes(b"PK\x03\x04 and nothing more")
    (report,) = house.importer.read_all([chosen, broken])
    assert report.new == 4
    files = [one.resolve() for one in Path("/proc/self/fd").iterdir() if one.exists()]
    assert files
    assert not [one for one in files if one.suffix == ".zip"]


def test_the_part_that_names_nobody_finds_the_one_that_does(house: House, tmp_path: Path) -> None:
    _, pictures = _in_two(tmp_path, "x-1.zip", "x-2.zip")
    (report,) = house.importer.read_all([pictures])
    assert report.parts == 1
    assert all(photo.media_state is MediaState.PRESENT for photo in house.browser.photos(Filter()))


@pytest.mark.parametrize(
    "other",
    ["other-002.zip", "export-2026-11-21.zip", "instagram-noor-002.zip", "instagram-mara-002.txt"],
)
def test_another_name_beside_is_nobodys_part(house: House, tmp_path: Path, other: str) -> None:
    write_zipped(tmp_path / other, _files(2, 2))
    (report,) = house.importer.read_all([write_zipped(tmp_path / "instagram-mara-001.zip", _files(0, 2))])
    assert (report.parts, report.new, report.remarks) == (1, 2, ())


def test_another_persons_export_or_a_broken_one_beside_is_left_alone(house: House, tmp_path: Path) -> None:
    other = _files(2, 2) | {PROFILE: as_meta_writes(profile(Username="noor.sample"))}
    write_zipped(tmp_path / "x-2.zip", other)
    (tmp_path / "x-3.zip").write_bytes(b"PK\x03\x04 not really")
    (report,) = house.importer.read_all([write_zipped(tmp_path / "x-1.zip", _files(0, 2))])
    assert (report.accounts, report.parts, report.new) == (("instagram:mara.sample",), 1, 2)


@pytest.mark.parametrize("chosen", [2, 1])
def test_a_channel_in_a_part_of_its_own_belongs_to_the_export_of_the_photos(
    house: House, tmp_path: Path, chosen: int
) -> None:
    files = WHOLE["google"]() | {"Takeout/archive_browser.html": b"<p>mara@mail.example"}
    films = {name: files.pop(name) for name in list(files) if "YouTube" in name}
    paths = [
        write_zipped(tmp_path / f"takeout-20260516T230250Z-00{number}.zip", one)
        for number, one in enumerate((files, films), 1)
    ]
    reports = house.importer.read_all(paths[:chosen])
    assert [(one.network, one.parts, one.parts_missing) for one in reports] == [
        ("Google Photos", 2, ()),
        ("YouTube", 2, ()),
    ]
