from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from app.model.account import Account, AccountKind
from app.model.audience import Audience, Basis
from app.model.photo import Existence, MediaState, Photo, Skipped
from app.networks import instagram
from app.networks.container import open_tree
from app.networks.google import NETWORK, read, recognise
from tests.exports.google import PHOTOS, YEAR, album, geo, photo, sidecar
from tests.exports.instagram import Files, picture, write_folder, write_zipped

SHAPES = Path(__file__).parents[1] / "data" / "google" / "sidecars"
Kind = TypeVar("Kind")


def everything(*paths: Path) -> list[object]:
    with open_tree(paths) as tree:
        assert recognise(tree)
        return list(read(tree))


def only(items: Sequence[object], kind: type[Kind]) -> list[Kind]:
    return [item for item in items if isinstance(item, kind)]


def photos(folder: Path, files: Files) -> dict[str, Photo]:
    return {one.key: one for one in only(everything(write_folder(folder, files)), Photo)}


def test_a_sidecar_is_read_field_by_field(tmp_path: Path) -> None:
    files = {
        f"{YEAR}/IMG_2041.jpg": picture(),
        f"{YEAR}/IMG_2041.jpg.supplemental-metadata.json": (SHAPES / "photo.json").read_bytes(),
    }
    one = photos(tmp_path, files)["Photos from 2020/IMG_2041.jpg"]
    assert one.caption == "Am See mit Lena"
    assert one.taken_at == datetime(2020, 6, 1, 11, 0, tzinfo=UTC)
    assert one.posted_at == datetime.fromtimestamp(1591012345, UTC)
    assert one.place is not None
    assert (one.place.lat, one.place.lon, one.place.basis) == (52.5107943, 13.3988, "network")
    assert [(who.name, who.basis) for who in one.people] == [
        ("Lena Probe", "face_group"),
        ("Mara Lindqvist", "face_group"),
    ]
    assert one.url == "https://photos.google.com/photo/AF1QipInvented"
    assert (one.media_state, one.existence) == (MediaState.PRESENT, Existence.LIVE)
    assert one.visibility.value is Audience.UNKNOWN


def test_the_account_comes_first_and_has_the_address_of_the_overview_page(tmp_path: Path) -> None:
    page = b"<h1>Archive for mara@mail.example</h1><a href='mailto:mara@mail.example'>"
    files = photo(YEAR, "a.jpg") | {"Takeout/archive_browser.html": page}
    first, *_ = everything(write_zipped(tmp_path / "x.zip", files))
    assert isinstance(first, Account)
    assert (first.handle, first.kind, first.url) == (
        "mara@mail.example",
        AccountKind.IMPORTED,
        "https://photos.google.com/",
    )
    files["Takeout/archive_browser.html"] = page + b"help@google.example"
    again, *_ = everything(write_zipped(tmp_path / "takeout-20240516T230250Z-003.zip", files))
    assert isinstance(again, Account)
    assert (again.handle, again.url) == ("takeout-20240516T230250Z", "")


def test_a_photo_and_its_sidecar_meet_though_they_lie_in_different_parts(tmp_path: Path) -> None:
    files = photo(YEAR, "a.jpg", people=[{"name": "Lena Probe"}])
    (media, data), (name, told) = files.items()
    for one, two in (
        (write_zipped(tmp_path / "1.zip", {name: told}), write_zipped(tmp_path / "2.zip", {media: data})),
        (write_folder(tmp_path / "p", {f"A/{name}": told, f"Takeout 2/{media[8:]}": data}), None),
    ):
        (found,) = only(everything(*(path for path in (one, two) if path)), Photo)
        assert found.people[0].name == "Lena Probe"
        assert found.media_state is MediaState.PRESENT
        assert found.key == "Photos from 2020/a.jpg"


@pytest.mark.parametrize("root", ["Google Fotos", "Google フォト", "Google Фото", "Google 相册"])
def test_folders_in_any_language_are_known_by_what_lies_in_them(tmp_path: Path, root: str) -> None:
    here = f"Takeout/{root}"
    files = photo(f"{here}/Fotos von 2020", "a.jpg", 1) | {
        f"{here}/Sommer/a.jpg": picture(1),
        f"{here}/Sommer/b.jpg": picture(2),
        f"{here}/Sommer/Metadaten.json": (SHAPES / "album_old.json").read_bytes(),
        "Takeout/Drive/c.jpg": picture(3),
        "Takeout/Fit/daily.json": b'{"title": "steps"}',
    }
    found = photos(tmp_path, files)
    assert list(found) == ["Fotos von 2020/a.jpg", "Sommer/b.jpg"]
    assert {one.album for one in found.values()} == {"Sommer am See"}


def test_the_copy_in_an_album_is_no_second_photo(tmp_path: Path) -> None:
    files = (
        photo(YEAR, "a.jpg", 1) | photo(f"{PHOTOS}/Lake", "a.jpg", 1) | photo(f"{PHOTOS}/Lake", "b.jpg", 2)
    )
    files |= photo(f"{PHOTOS}/Photos from 2021", "a.jpg", 1, taken="1622545200")
    files[f"{PHOTOS}/Lake/metadata.json"] = album("The lake")
    found = photos(tmp_path, files)
    assert {key: one.album for key, one in found.items()} == {
        "Photos from 2020/a.jpg": "The lake",
        "Lake/b.jpg": "The lake",
        "Photos from 2021/a.jpg": "",
    }


def test_an_album_that_others_comment_in_is_a_reason_but_no_audience(tmp_path: Path) -> None:
    files = photo(f"{PHOTOS}/See", "a.jpg") | photo(f"{PHOTOS}/Family", "b.jpg", 2)
    files[f"{PHOTOS}/See/metadata.json"] = (SHAPES / "album_old.json").read_bytes()
    files[f"{PHOTOS}/Family/metadata.json"] = (SHAPES / "album_flat.json").read_bytes()
    found = photos(tmp_path, files)
    shared, plain = found["See/a.jpg"], found["Family/b.jpg"]
    assert shared.visibility.value is plain.visibility.value is Audience.UNKNOWN
    assert shared.visibility.reasons[0].basis is Basis.ALBUM
    assert shared.visibility.reasons[0].raw == "access: protected, shared"
    assert plain.visibility.reasons == ()
    assert plain.album == "Family & friends"
    assert shared.place is not None
    assert (shared.place.lat, shared.place.lon, shared.place.basis) == (52.5, 13.4, "album")


def test_an_album_may_be_nothing_but_a_title_and_its_comments_may_lie_apart(tmp_path: Path) -> None:
    files = photo(YEAR, "y.jpg", 3) | photo(f"{PHOTOS}/A", "a.jpg") | photo(f"{PHOTOS}/B", "b.jpg", 2)
    files |= {
        f"{PHOTOS}/A/ketadatos.json": '{"title": "Größe"}'.encode(),
        f"{PHOTOS}/B/shared_album_comments.json": b'{"sharedAlbumComments": [{"text": "Nice"}]}',
    }
    found = photos(tmp_path, files)
    assert {one.album for one in found.values()} == {"", "Größe", "B"}
    assert found["B/b.jpg"].visibility.reasons[0].raw == "shared"


@pytest.mark.parametrize(
    ("told", "lat", "basis"),
    [
        ({"geoData": geo(1, 2), "geoDataExif": geo(3, 4)}, 1, "network"),
        ({"geoData": geo(0, 0), "geoDataExif": geo(3, 4)}, 3, "file"),
        ({"geoData": geo(0, 9), "geoDataExif": geo(0, 0)}, 0, "network"),
        ({"geoData": geo(0, 0), "geoDataExif": geo(0.0, 0.0)}, None, ""),
        ({"geoData": geo(91, 0), "geoDataExif": None}, None, ""),
        ({"geoData": geo("x", []), "geoDataExif": [1]}, None, ""),
        ({"geoData": geo(10**30, 1), "geoDataExif": geo(True, True)}, None, ""),
    ],
)
def test_googles_own_place_and_that_of_the_file_are_told_apart(
    tmp_path: Path, told: dict[str, object], lat: float | None, basis: str
) -> None:
    (one,) = photos(tmp_path, photo(YEAR, "a.jpg", 1, **told)).values()
    assert (one.place.lat if one.place else None) == lat
    assert (one.place.basis if one.place else "") == basis


@pytest.mark.parametrize(
    ("stamp", "year"),
    [
        ("0", None),
        ("-1893456000", 1910),
        ("1591009200", 2020),
        ("-62169958800", None),
        ("x", None),
        ("9" * 30, None),
    ],
)
def test_times_before_1970_are_times_and_zero_is_none(tmp_path: Path, stamp: str, year: int | None) -> None:
    (one,) = photos(tmp_path, photo(YEAR, "a.jpg", 1, taken=stamp)).values()
    assert (one.taken_at.year if one.taken_at else None) == year


def test_put_away_photos_and_edited_copies_and_live_films(tmp_path: Path) -> None:
    files = photo(YEAR, "a.jpg", 1, archived=True, people=[{"name": "Tom Beispiel"}])
    files |= photo(f"{PHOTOS}/Papierkorb", "t.jpg", 2, trashed=True)
    files |= {f"{YEAR}/a-bearbeitet.jpg": picture(3), f"{YEAR}/a.MP4": b"\x00\x00\x00\x18ftypmp42"}
    items = everything(write_folder(tmp_path, files))
    found = {one.key: one for one in only(items, Photo)}
    assert found["Photos from 2020/a.jpg"].existence is Existence.ARCHIVED
    assert found["Papierkorb/t.jpg"].existence is Existence.TRASHED
    assert found["Photos from 2020/a-bearbeitet.jpg"].people[0].name == "Tom Beispiel"
    assert "1 film" in str(only(items, Skipped)[0].why)


def test_a_photo_whose_part_is_missing_is_told_as_missing(tmp_path: Path) -> None:
    files = photo(YEAR, "a.jpg")
    files |= {f"{YEAR}/gone.jpg.json": sidecar("gone.jpg"), f"{YEAR}/film.mp4.json": sidecar("film.mp4")}
    missing = [one for one in photos(tmp_path, files).values() if one.media_state is MediaState.MISSING]
    assert [one.source_path for one in missing] == ["Photos from 2020/gone.jpg"]


def test_two_long_titles_that_begin_alike_are_told_apart_by_the_whole_title(tmp_path: Path) -> None:
    start = "A very long title that somebody gave to a photo"
    files = {
        f"{YEAR}/{start[:46]}X.jpg": picture(1),
        f"{YEAR}/{start[:46]}Y.jpg": picture(2),
        f"{YEAR}/{start[:46]}.json": sidecar(f"{start[:46]}Yes it is.jpg", people=[{"name": "Y"}]),
        f"{YEAR}/{start[:46]}(1).json": sidecar(f"{start[:46]}X.jpg", people=[{"name": "X"}]),
    }
    found = photos(tmp_path / "two", files)
    assert {key[-5]: one.people[0].name for key, one in found.items()} == {"X": "X", "Y": "Y"}
    del files[f"{YEAR}/{start[:46]}Y.jpg"]
    found = photos(tmp_path / "one", files)
    assert {one.people[0].name for one in found.values() if one.media_state is MediaState.PRESENT} == {"X"}


def test_a_copy_without_sidecar_shares_that_of_the_very_same_file_only(tmp_path: Path) -> None:
    files = photo(YEAR, "a.jpg", 1, people=[{"name": "Lena Probe"}])
    files[f"{YEAR}/a(1).jpg"] = picture(1)
    files[f"{YEAR}/a(2).jpg"] = picture(2) + b" " * max(0, len(picture(1)) - len(picture(2)))
    found = photos(tmp_path, files)
    assert [one.name for one in found["Photos from 2020/a(1).jpg"].people] == ["Lena Probe"]
    assert found["Photos from 2020/a(2).jpg"].people == ()


def test_what_is_no_picture_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    files = photo(YEAR, "a.jpg") | {
        f"{YEAR}/bad.jpg": b"no picture",
        f"{YEAR}/raw.dng": b"II*\x00",
        f"{YEAR}/broken.jpg.json": b"{",
        f"{YEAR}/odd.jpg.json": b'{"title": 3, "photoTakenTime": []}',
    }
    items = everything(write_folder(tmp_path, files))
    assert [one.key for one in only(items, Photo)] == ["Photos from 2020/a.jpg"]
    assert sorted(one.where.rpartition("/")[2] for one in only(items, Skipped)) == [
        "bad.jpg",
        "broken.jpg.json",
        "raw.dng",
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"2020/a.jpg": picture()},
        {"posts/a.jpg": picture(), "posts/posts_1.json": b"[]"},
        {"x/metadata.json": b'{"title": "words"}', "x/a.jpg": picture()},
        {"x/a.jpg.json": b'{"photoTakenTime": "soon"}', "x/a.jpg": picture()},
        {"user_data_tiktok.json": b"{}"},
    ],
)
def test_other_exports_are_not_taken_for_googles(tmp_path: Path, files: Files) -> None:
    with open_tree([write_folder(tmp_path / "e", files)]) as tree:
        assert not recognise(tree)


def test_a_takeout_is_not_taken_for_another_networks(tmp_path: Path) -> None:
    with open_tree([write_folder(tmp_path / "e", photo(YEAR, "a.jpg"))]) as tree:
        assert not instagram.NETWORK.recognise or not instagram.NETWORK.recognise(tree)
    assert NETWORK.find is None
    assert len(NETWORK.never_told) == 3
