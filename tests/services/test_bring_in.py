"""Reading exports and folders into the catalogue: whole, twice, stopped half-way, several at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.model.audience import Audience
from app.model.filter import Filter
from app.model.finding import FindingKind
from app.model.photo import MediaState, PhotoId
from app.model.problem import UnreadableArchive
from app.model.text import Text
from app.services.bring_in import BATCH
from app.services.house import House
from app.services.progress import Cancelled, Progress
from tests.exports import flickr, google, mastodon, threads, tiktok
from tests.exports.instagram import (
    PROFILE,
    as_meta_writes,
    export,
    media,
    picture,
    profile,
    write_folder,
    write_zipped,
)


def _posts(count: int) -> dict[str, bytes]:
    names = [f"p{number}" for number in range(count)]
    listed = [media(f"media/posts/202009/{name}.jpg", 1_600_000_000 + at) for at, name in enumerate(names)]
    return export(listed, None, **{name: picture(at) for at, name in enumerate(names)})


def test_an_export_is_read_inspected_and_judged(house: House, tmp_path: Path) -> None:
    path = write_zipped(tmp_path / "instagram.zip", _posts(3))
    (report,) = house.importer.read_all([path])
    assert (report.network, report.new, report.known, report.inspected) == ("Instagram", 3, 0, 3)
    assert report.is_complete
    assert report.never_told
    photos = list(house.browser.photos(Filter()))
    assert len(photos) == 3
    assert all(photo.inspection and photo.inspection.sha256 for photo in photos)
    assert {photo.visibility.value for photo in photos} == {Audience.PUBLIC}
    assert all(house.browser.thumbnail(photo.id or 0) for photo in photos)


def test_a_second_import_adds_only_what_is_new(house: House, tmp_path: Path) -> None:
    house.importer.read([write_zipped(tmp_path / "one.zip", _posts(2))])
    kept = house.browser.ids(Filter())
    house.keeper.mark([PhotoId(kept[0])])
    again = house.importer.read([write_zipped(tmp_path / "two.zip", _posts(3))])
    assert (again.new, again.known, again.inspected) == (1, 2, 1)
    assert house.browser.count(Filter()) == 3
    assert house.browser.count(Filter(keep=True)) == 1


def test_a_named_picture_without_its_file_is_told_and_the_rest_is_kept(house: House, tmp_path: Path) -> None:
    files = _posts(2)
    del files["media/posts/202009/p1.jpg"]
    report = house.importer.read([write_folder(tmp_path / "export", files)])
    assert report.missing == ("media/posts/202009/p1.jpg",)
    assert not report.is_complete
    assert house.browser.count(Filter()) == 2


class _StopsAt(Progress):
    def __init__(self, left: int) -> None:
        self.left = left

    def step(self, done: int, total: int | None = None, says: Text | None = None) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_a_stopped_import_goes_on_where_it_was(
    build: Callable[[], House], tmp_path: Path, steps: int
) -> None:
    path = write_zipped(tmp_path / "instagram.zip", _posts(6))
    first = build()
    with pytest.raises(Cancelled):
        first.importer.read([path], _StopsAt(steps))
    held = first.browser.count(Filter())
    second = build()
    assert second.browser.count(Filter()) == held
    report = second.importer.read([path])
    assert (report.new, report.known) == (6 - held, held)
    assert all(photo.inspection for photo in second.browser.photos(Filter()))
    assert BATCH > 6


def test_parts_of_one_export_are_joined_and_a_folder_stands_for_itself(house: House, tmp_path: Path) -> None:
    files = _posts(4)
    late = {name: files.pop(name) for name in list(files) if name.endswith(("p2.jpg", "p3.jpg"))}
    parts = [write_zipped(tmp_path / "a.zip", files), write_zipped(tmp_path / "b.zip", late)]
    folder = write_folder(tmp_path / "pictures", {"holiday.jpg": picture(9)})
    reports = house.importer.read_all([*parts, folder])
    assert [(report.network, report.parts, report.new, report.missing) for report in reports] == [
        ("Instagram", 2, 4, ()),
        (reports[1].network, 1, 1, ()),
    ]
    unknown = Filter(audiences=frozenset({Audience.UNKNOWN}))
    assert house.browser.count(unknown) == 1


def test_exports_of_two_accounts_are_never_mixed(house: House, tmp_path: Path) -> None:
    other = {**_posts(1), PROFILE: as_meta_writes(profile(Username="noor.sample"))}
    paths = [write_zipped(tmp_path / "a.zip", _posts(2)), write_zipped(tmp_path / "b.zip", other)]
    reports = house.importer.read_all(paths)
    assert [report.accounts for report in reports] == [("instagram:mara.sample",), ("instagram:noor.sample",)]
    assert [report.new for report in reports] == [2, 1]


def test_exports_of_several_networks_at_once_are_told_apart_and_their_parts_joined(
    house: House, tmp_path: Path
) -> None:
    files = google.photo(google.YEAR, "a.jpg", 1, people=[{"name": "Lena Probe"}])
    (media, data), (sidecar, told) = files.items()
    page = {"Takeout/archive_browser.html": b"Archive for mara@mail.example"}
    shorts, photos = house.importer.read_all(
        [
            write_zipped(tmp_path / "takeout-20240516T230250Z-001.zip", {sidecar: told}),
            write_zipped(tmp_path / "tiktok.zip", tiktok.export([tiktok.post()])),
            write_zipped(tmp_path / "two.zip", page | google.photo(google.YEAR, "b.jpg", 2)),
            write_zipped(tmp_path / "three.zip", google.photo(google.YEAR, "c.jpg", 3)),
        ]
    )
    assert (shorts.network, shorts.parts, shorts.new) == ("TikTok", 1, 1)
    assert (photos.network, photos.parts, photos.new) == ("Google Photos", 3, 3)
    assert photos.missing == ("Photos from 2020/a.jpg",)
    again = house.importer.read_all(
        [
            tmp_path / "takeout-20240516T230250Z-001.zip",
            tmp_path / "two.zip",
            write_zipped(tmp_path / "pictures.zip", {media: data}),
        ]
    )
    assert [(one.network, one.parts, one.new, one.missing) for one in again] == [("Google Photos", 3, 0, ())]
    found = [one for one in house.browser.photos(Filter()) if one.people]
    assert [(one.people[0].name, one.media_state) for one in found] == [("Lena Probe", MediaState.PRESENT)]


def test_one_download_of_instagram_holds_threads_too_and_is_read_by_both(
    house: House, tmp_path: Path
) -> None:
    both = _posts(2) | threads.export([threads.post(threads.shown("media/posts/202508/t.jpg"))])
    both["media/posts/202508/t.jpg"] = picture(7)
    reports = house.importer.read_all([write_zipped(tmp_path / "instagram.zip", both)])
    assert [(one.network, one.accounts, one.new, one.inspected) for one in reports] == [
        ("Instagram", ("instagram:mara.sample",), 2, 2),
        ("Threads", ("threads:mara.sample",), 1, 1),
    ]
    assert all(one.is_complete for one in reports)
    again = house.importer.read_all([tmp_path / "instagram.zip"])
    assert [(one.new, one.known) for one in again] == [(0, 2), (0, 1)]


@pytest.mark.parametrize("has_name", [True, False])
def test_a_part_with_nothing_but_threads_joins_its_instagram_export(
    house: House, tmp_path: Path, has_name: bool
) -> None:
    posts = threads.export([threads.post(threads.shown("media/posts/202508/t.jpg"))])
    if not has_name:
        del posts[threads.PROFILE]
    whole = _posts(2) | {"media/posts/202508/t.jpg": picture(7)}
    paths = [write_zipped(tmp_path / "1.zip", posts), write_zipped(tmp_path / "2.zip", whole)]
    reports = house.importer.read_all(paths)
    assert [(one.network, one.parts, one.new, one.missing) for one in reports] == [
        ("Instagram", 2, 2, ()),
        ("Threads", 2, 1, ()),
    ]


def test_threads_alone_is_threads_and_not_a_folder_of_pictures(house: House, tmp_path: Path) -> None:
    (report,) = house.importer.read_all([write_folder(tmp_path / "x", threads.life())])
    assert (report.network, report.known, report.missing) == ("Threads", 0, ())


def test_parts_with_pictures_alone_join_the_flickr_export(house: House, tmp_path: Path) -> None:
    paths = flickr.write_parts(tmp_path, *flickr.life(), lost=[1])
    (report,) = house.importer.read_all(paths)
    assert (report.network, report.parts) == ("Flickr", 3)
    assert report.missing
    assert report.parts_missing == ("data-download-1.zip",)
    (whole,) = house.importer.read_all(flickr.write_parts(tmp_path, *flickr.life()))
    assert (whole.new, whole.missing, whole.inspected) == (0, (), len(report.missing))


def test_an_archive_of_mastodon_is_read_and_looked_at(house: House, tmp_path: Path) -> None:
    (report,) = house.importer.read_all([mastodon.write_tgz(tmp_path / "archive.tar.gz", mastodon.life())])
    assert (report.network, report.is_complete, report.inspected) == ("Mastodon", True, report.new)


def test_a_file_that_is_no_export_is_refused_with_a_remedy_and_nothing_is_lost(
    house: House, tmp_path: Path
) -> None:
    house.importer.read([write_zipped(tmp_path / "good.zip", _posts(1))])
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(UnreadableArchive) as refused:
        house.importer.read_all([bad])
    assert refused.value.remedy is not None
    assert house.browser.count(Filter()) == 1


def test_a_picture_that_cannot_be_decoded_is_marked_and_the_rest_goes_on(
    house: House, tmp_path: Path
) -> None:
    files = _posts(3)
    files["media/posts/202009/p1.jpg"] = files["media/posts/202009/p1.jpg"][:200]
    report = house.importer.read([write_zipped(tmp_path / "instagram.zip", files)])
    assert report.new == 3
    photos = list(house.browser.photos(Filter()))
    failed = [photo for photo in photos if photo.inspection and photo.inspection.failed]
    assert [photo.source_path for photo in failed] == ["media/posts/202009/p1.jpg"]
    assert sum(house.browser.thumbnail(photo.id or 0) is not None for photo in photos) == 2


def test_the_sample_person_fills_every_screen_and_is_marked_as_invented(house: House) -> None:
    house.sampler.bring_in()
    whole = house.browser.overview()
    assert whole.photos >= 20
    assert whole.score > whole.score_after
    assert whole.risks
    assert whole.spots
    assert all(account.invented for account in house.browser.accounts())
    kinds = {finding.kind for finding in house.browser.findings(Filter())}
    assert {FindingKind.OPEN, FindingKind.FACE, FindingKind.PLACE, FindingKind.TAGGED} <= kinds
    again = house.sampler.bring_in()
    assert sum(report.new for report in again) == 0
