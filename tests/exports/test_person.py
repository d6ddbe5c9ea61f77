"""The invented person's life has every oddity that the builders are to write into their exports."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from PIL import Image

from app.services.samples_story import OPEN
from tests.exports import person


def test_the_pictures_are_those_of_the_samples_and_stay_the_same() -> None:
    assert {one.name for one in person.POSTS} == {one.name for one in OPEN.posts}
    shot = person.POSTS[0]
    assert person.jpeg(shot) == person.jpeg(shot)
    assert Image.open(io.BytesIO(person.jpeg(shot))).format == "JPEG"


def test_a_copy_has_the_same_bytes_and_an_edited_one_has_not() -> None:
    beach = next(one for one in person.POSTS if one.name == "beach")
    assert person.jpeg(person.TWICE) == person.jpeg(beach)
    assert person.jpeg(person.EDITED) != person.jpeg(beach)


def test_the_life_has_an_old_date_other_scripts_and_a_place_of_zero() -> None:
    assert min(one.seconds for one in person.LIFE) < 0
    captions = "".join(one.caption + one.name + "".join(one.people) for one in person.LIFE)
    assert all(letter in captions for letter in "한أ❄☕ã")
    assert (0.0, 0.0) in {one.place for one in person.LIFE}
    assert len({one.name for one in person.LIFE}) == len(person.LIFE)


def test_parts_share_the_files_out_and_a_lost_one_is_not_written(tmp_path: Path) -> None:
    files = {f"{number}.txt": bytes([number]) for number in range(7)}
    paths = person.in_parts(tmp_path, "export", files, 3, lost=[2])
    assert [path.name for path in paths] == ["export-1.zip", "export-3.zip"]
    held = [zipfile.ZipFile(path).namelist() for path in paths]
    assert held == [["0.txt", "3.txt", "6.txt"], ["2.txt", "5.txt"]]
