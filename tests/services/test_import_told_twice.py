"""A reader may tell a photo twice, the second time with more: it is one photo, held as it came last."""

from __future__ import annotations

from pathlib import Path

from app.model.filter import Filter
from app.services.house import House
from tests.exports.facebook import album, media, post, profile, written
from tests.exports.instagram import write_zipped
from tests.networks.facebook.reading import POSTS, SHELF

MANY = 700


def test_a_photo_that_comes_twice_counts_once_and_is_held_as_it_came_last(
    house: House, tmp_path: Path
) -> None:
    shown = [media(f"{SHELF}/{number}.jpg", 1_600_000_000 + number) for number in range(MANY)]
    files = written(
        {
            "personal_information/profile_information/profile_information.json": profile(),
            f"{SHELF.removesuffix('media')}album/0.json": album("Harbour", *shown),
            POSTS: [post(f"Words {number}", one) for number, one in enumerate(shown)],
        }
    )
    (report,) = house.importer.read_all([write_zipped(tmp_path / "a.zip", files)])
    assert (report.new, report.known, len(report.missing)) == (MANY, 0, MANY)
    words = {f"Words {number}" for number in range(MANY)}
    assert {one.caption for one in house.browser.photos(Filter())} == words
    # The same photos out of another file: known, and nothing of them is lost on the way.
    (tmp_path / "later").mkdir()
    again_files = {**files, "extra.txt": b"x"}
    (again,) = house.importer.read_all([write_zipped(tmp_path / "later" / "b.zip", again_files)])
    assert (again.new, again.known) == (0, MANY)
    assert {one.caption for one in house.browser.photos(Filter())} == words


def test_getting_ready_is_no_import_and_ends_without_one(house: House, tmp_path: Path) -> None:
    house.importer.get_ready()
    house.importer.get_ready()
    house.importer.rest()
    assert house.browser.count(Filter()) == 0
    files = written({POSTS: [post("Words", media(f"{SHELF}/1.jpg"))]})
    (report,) = house.importer.read_all([write_zipped(tmp_path / "a.zip", files)])
    assert report.new == 1
