"""A Flickr export is read whatever its parts are called; each photo has its own audience, and nothing is guessed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.model.account import Account, AccountKind
from app.model.audience import Audience, Basis
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.model.setting import Check
from app.networks.flickr import NETWORK
from app.networks.flickr.joining import join
from app.services.export_parts import missing_parts
from tests.exports import flickr, person
from tests.exports.flickr import ALBUMS, FIRST, PROFILE, albums, details, export, profile
from tests.exports.instagram import Files, picture, write_folder, write_zipped
from tests.exports.mutations import stands_everything
from tests.exports.reading import everything, is_recognised, only, unpacked


def of(folder: Path, files: Files) -> list[object]:
    return unpacked(NETWORK, folder, files)


def the(folder: Path, **more: object) -> Photo:
    """Return the one photo of an export of which these things are told."""
    return only(of(folder, export([details(FIRST, **more)])), Photo)[0]


def test_a_whole_life_in_four_parts_is_read_and_joined(tmp_path: Path) -> None:
    items = everything(NETWORK, *flickr.write_parts(tmp_path, *flickr.life()))
    account, photos = only(items, Account)[0], {one.key: one for one in only(items, Photo)}
    assert items[0] is account
    assert (account.handle, account.name, account.kind) == ("mara-sample", person.NAME, AccountKind.IMPORTED)
    assert (account.remote_id, account.url) == (flickr.NSID, "https://www.flickr.com/photos/mara-sample/")
    assert len(photos) == len(person.LIFE)
    assert all(one.media_state is MediaState.PRESENT for one in photos.values())
    by_name = {shot.name: photos[str(number)] for number, shot in enumerate(person.LIFE, FIRST)}
    assert by_name["opa_1964"].taken_at == person.SCAN.at
    assert by_name["한강_산책"].people[0].name == person.SUJIN
    assert by_name["عيد_ميلاد"].caption.startswith("عيد_ميلاد\n\nقهوة")
    assert by_name["🌊🌊"].source_path.endswith("_6ab6f1017f_o.jpg")
    assert by_name["no_place"].place is None
    beach = by_name["beach"]
    assert beach.place is not None
    assert (beach.place.lat, beach.place.lon) == pytest.approx((38.6979, -9.4215))
    assert beach.album == "Sommer"
    assert beach.media_url.startswith("https://farm4.staticflickr.com/")
    assert {one.visibility.value for one in photos.values()} == {
        Audience.PUBLIC,
        Audience.ONLY_ME,
        Audience.CUSTOM,
    }


def test_pictures_in_a_part_that_is_missing_are_named_and_the_part_is_named_once(tmp_path: Path) -> None:
    told, pictures = flickr.life()
    parts = flickr.write_parts(tmp_path, told, pictures, lost=[2])
    items = everything(NETWORK, *parts)
    missing = [one.source_path for one in only(items, Photo) if one.media_state is MediaState.MISSING]
    assert len(missing) == len(list(pictures)[1::3])
    # Which part it is, the import tells for every network alike.
    assert missing_parts(parts) == ("data-download-2.zip",)
    assert {one.where for one in only(items, Skipped)} == {"Flickr"}


def test_a_picture_whose_details_are_missing_is_kept_with_an_unknown_audience(tmp_path: Path) -> None:
    told = export([details(FIRST)], {ALBUMS: albums(Lake=[FIRST, FIRST + 1])})
    items = of(tmp_path, told | {f"lake_{FIRST + 1}_o.jpg": picture(1), "IMG_1.jpg": picture(2)})
    alone = only(items, Photo)[1]
    assert (alone.key, alone.visibility.value, alone.media_state) == (
        str(FIRST + 1),
        Audience.UNKNOWN,
        MediaState.PRESENT,
    )
    assert {one.where for one in only(items, Skipped)} == {"albums.json", "IMG_1.jpg"}


@pytest.mark.parametrize(
    ("word", "audience"),
    [
        ("public", Audience.PUBLIC),
        ("Private", Audience.ONLY_ME),
        ("friends", Audience.FRIENDS),
        ("family", Audience.CUSTOM),
        ("friend & family", Audience.CUSTOM),
        ("friend &amp; family", Audience.CUSTOM),
        ("Freunde", Audience.UNKNOWN),
        ({"is": "public"}, Audience.UNKNOWN),
        (None, Audience.UNKNOWN),
    ],
)
def test_each_photo_has_its_own_audience(tmp_path: Path, word: object, audience: Audience) -> None:
    seen = the(tmp_path, privacy=word).visibility
    assert seen.value is audience
    assert isinstance(word, dict) or word is None or (seen.basis, seen.reasons[0].raw) == (Basis.ITEM, word)


def test_friend_and_family_says_that_it_is_not_exact(tmp_path: Path) -> None:
    assert the(tmp_path, privacy="friend & family").visibility.reasons[0].name == "Friends, family, or both"
    assert any("friend & family" in str(one) for one in NETWORK.never_told)


@pytest.mark.parametrize(
    ("geo", "spot"),
    [
        ({"latitude": "49696401", "longitude": "-123159753", "accuracy": "15"}, (49.696401, -123.159753)),
        ([{"latitude": 49696401, "longitude": -123159753}], (49.696401, -123.159753)),
        # A place near Greenwich: one of the two numbers is small, and both are of the same kind.
        ({"latitude": "51477928", "longitude": "-98"}, (51.477928, -0.000098)),
        ({"latitude": 52.5, "longitude": 13.4}, (52.5, 13.4)),
        ({"latitude": "52.5", "longitude": "13.4"}, (52.5, 13.4)),
        ({"latitude": "0", "longitude": "0", "accuracy": "0"}, None),
        ({"latitude": "99999999999", "longitude": "1"}, None),
        ({"latitude": "95000000", "longitude": "1"}, None),
        ({"latitude": True, "longitude": None}, None),
        ([], None),
        (None, None),
        ("52.5, 13.4", None),
    ],
)
def test_a_place_is_read_as_degrees_or_millionths_of_them(
    tmp_path: Path, geo: object, spot: tuple[float, float] | None
) -> None:
    place = the(tmp_path, geo=geo).place
    assert (place and (place.lat, place.lon)) == (None if spot is None else pytest.approx(spot))


def test_places_in_whole_numbers_are_told_as_less_than_certain(tmp_path: Path) -> None:
    geo = {"latitude": "49696401", "longitude": "-123159753"}
    items = of(tmp_path, export([details(FIRST, geo=geo), details(FIRST + 1)]))
    assert ["whole number" in str(one.why) for one in only(items, Skipped)] == [True]
    assert any("switch of its own" in str(one) for one in NETWORK.never_told)


def test_dates_have_their_basis(tmp_path: Path) -> None:
    one = the(tmp_path, date_taken="1964-07-12 10:00:17")
    assert one.taken_at == datetime(1964, 7, 12, 10, 0, 17, tzinfo=UTC)
    assert one.posted_at == datetime(2020, 6, 2, 9, 48, 30, tzinfo=UTC)


@pytest.mark.parametrize("taken", ["2020-06-02 09:48:30", "0000-00-00 00:00:00", "", None, 7])
def test_the_day_of_the_upload_is_not_the_day_it_was_taken(tmp_path: Path, taken: object) -> None:
    assert the(tmp_path, date_taken=taken).taken_at is None


def test_title_words_tags_notes_and_people_are_read_without_markup(tmp_path: Path) -> None:
    one = the(
        tmp_path,
        name="Tom &amp; Jerry",
        description='By <a href="http://evil.example/">me</a>',
        tags=[{"tag": "Alster"}, "long way", None, {"tag": "Alster"}],
        notes=[{"note": "Lena, left"}, {"x": 1}],
        people=[{"realname": "Lena"}, "https://www.flickr.com/photos/joao/", {"username": "su"}, 7, None],
    )
    assert one.caption == "Tom & Jerry\n\nBy me\n\nLena, left\n\n#Alster #longway"
    assert [who.name for who in one.people] == ["Lena", "joao", "su"]


@pytest.mark.parametrize(
    "where",
    [
        "https://evil.example/x_o.jpg",
        "https://flickr.com.evil.example/x_o.jpg",
        "https://u:p@live.staticflickr.com/x_o.jpg",
        "javascript:x",
        7,
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_flickrs(tmp_path: Path, where: object) -> None:
    one = the(tmp_path, original=where, photopage=where)
    assert one.media_url == ""
    assert one.url == f"https://www.flickr.com/photos/mara-sample/{FIRST}/"


def test_a_film_is_the_still_that_stands_for_it(tmp_path: Path) -> None:
    files = export([details(FIRST), details(FIRST + 1, original="https://live.staticflickr.com/v/x_o.mov")])
    items = of(tmp_path, files | {f"walk_{FIRST}_o.mp4": person.film()})
    assert [(one.kind, one.media_state) for one in only(items, Photo)] == [
        (PhotoKind.VIDEO_STILL, MediaState.REMOTE)
    ] * 2
    assert only(items, Photo)[1].media_url == ""
    assert "2 films" in str(only(items, Skipped)[0].why)


def test_the_number_before_the_o_is_the_photo_and_nothing_is_guessed() -> None:
    known = {"20180501", "51000000001", "51000000002", "1234567"}
    names = [
        "a/img_20180501_51000000001_o.jpg",
        "51000000002_0a1b2c3d4e_o (1).jpg",
        "old_1234567_o.gif",
        "20180501 and 51000000001.jpg",
        "copy-51000000001.png",
        "x51000000001y.jpg",
        "lake_53000000003_o.jpg",
        "1234567.jpg",
    ]
    joined = join(names, known)
    assert joined.files == {
        "51000000001": "a/img_20180501_51000000001_o.jpg",
        "51000000002": "51000000002_0a1b2c3d4e_o (1).jpg",
        "1234567": "old_1234567_o.gif",
    }
    assert joined.alone == {"53000000003": "lake_53000000003_o.jpg"}
    assert joined.doubtful == ["20180501 and 51000000001.jpg"]
    assert joined.copies == ["copy-51000000001.png"]
    assert joined.nameless == ["1234567.jpg", "x51000000001y.jpg"]


@pytest.mark.parametrize(
    ("licences", "seen"),
    [
        (["All Rights Reserved"], "reserved"),
        (["All Rights Reserved", "Attribution-NonCommercial License"], "free"),
        (["Public Domain Dedication (CC0)"], "free"),
        (["All Rights Reserved", None], None),
        (["Etwas anderes"], None),
    ],
)
def test_a_free_licence_is_a_setting_to_close(
    tmp_path: Path, licences: Sequence[str | None], seen: str | None
) -> None:
    photos = [details(FIRST + place, license=one) for place, one in enumerate(licences)]
    check = next(one for one in only(of(tmp_path, export(photos)), Check) if one.key == "fl.license")
    assert check.seen == seen
    assert check.basis is (Basis.NONE if seen is None else Basis.ACCOUNT_SETTING)


def test_the_word_of_the_account_is_shown_and_not_interpreted(tmp_path: Path) -> None:
    items = of(tmp_path, export([details(FIRST)]))
    check = next(one for one in only(items, Check) if one.key == "fl.privacy")
    assert (check.seen, check.is_safe) == (None, None)
    assert check.raw.endswith("privacy: public")


@pytest.mark.parametrize(
    ("more", "handle", "remote"),
    [
        ({"profile_url": ""}, "mara-sample", flickr.NSID),
        ({"profile_url": f"https://www.flickr.com/people/{flickr.NSID}/"}, flickr.NSID, flickr.NSID),
        ({"profile_url": None, "nsid": 7}, "mara-sample", ""),
    ],
)
def test_the_account_is_named_as_the_sign_in_names_it(
    tmp_path: Path, more: dict[str, object], handle: str, remote: str
) -> None:
    files = export([details(FIRST)], {PROFILE: json.dumps(profile(**more)).encode()})
    account = only(of(tmp_path, files), Account)[0]
    assert (account.id, account.remote_id) == (f"flickr:{handle.casefold()}", remote)


def test_it_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    alone = write_zipped(tmp_path / "x.zip", {"deep/er/photo_1.json": json.dumps(details(1)).encode()})
    assert is_recognised(NETWORK, alone)
    for number, files in enumerate(
        ({"photo_1.json": b'{"id": "1"}'}, {"a_51000000001_o.jpg": picture()}, {PROFILE: b"["})
    ):
        assert not is_recognised(NETWORK, write_folder(tmp_path / str(number), files))


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    files = export([details(FIRST)], {f"photo_{FIRST + 1}.json": b"[", ALBUMS: b"{"})
    files[f"lake_{FIRST + 1}_o.jpg"] = picture(1)
    items = of(tmp_path, files)
    whole, bare = only(items, Photo)
    assert (whole.visibility.value, bare.visibility.value) == (Audience.PUBLIC, Audience.UNKNOWN)
    assert (bare.key, bare.media_state) == (str(FIRST + 1), MediaState.PRESENT)
    assert {one.where for one in only(items, Skipped)} == {f"photo_{FIRST + 1}.json", ALBUMS}


@pytest.mark.timeout(300)
def test_a_spoiled_export_gives_photos_or_reasons_and_nothing_else() -> None:
    geo = {"latitude": "49696401", "longitude": "-123159753"}
    notes: list[object] = [{"note": "x"}]
    files = export(
        [
            details(FIRST, geo=geo, people=[{"realname": "Lena"}], notes=notes, tags=[{"tag": "a"}]),
            details(FIRST + 1, geo=[geo], privacy="private"),
        ],
        {ALBUMS: albums(Lake=[FIRST])},
    )
    pictures = {f"lake_{FIRST}_o.jpg": picture(1), f"{FIRST + 1}_6ab6f1017f_o.jpg": picture(2)}
    stands_everything(NETWORK, files | pictures, cases=500)
