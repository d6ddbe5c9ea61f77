"""Flickr's lists are read as Flickr writes them, its refusals with the code 200 included."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.model.audience import Audience
from app.model.photo import Photo, PhotoKind
from app.model.problem import (
    Limited,
    ListIncomplete,
    NetworkRefused,
    NotThere,
    Problem,
    SignInExpired,
    SignInNeeded,
)
from app.model.sign_in import Power
from app.model.stranger import Reach
from app.networks import understand
from app.networks.flickr import NETWORK
from app.networks.flickr.own import MOST_CALLS
from app.networks.flickr.photos import photo_of, visibility
from tests.networks.replay import Canned, canned
from tests.networks.signed_in import NOW, answers, listed, signed_in

KEY = "51000000001"
JPEG = Canned(headers={"content-type": "image/jpeg"}, body=b"\xff\xd8\xff\xe0 a picture")


def fail(code: object) -> Canned:
    return canned({"stat": "fail", "code": code, "message": "Ein Fehler"})


def the(name: str) -> str:
    """Return the recorded address that calls a method."""
    return next(url for url in answers("flickr") if f"method=flickr.{name}&" in f"{url}&")


def test_who_may_see_a_photo_is_what_its_flags_say() -> None:
    seen = listed(NETWORK, signed_in("flickr").session)
    told = {photo.key: photo.visibility.value for photo in seen.photos if photo.key.isdigit()}
    assert list(told.values()) == [
        Audience.PUBLIC,
        Audience.FRIENDS,
        Audience.CUSTOM,
        Audience.CUSTOM,
        Audience.ONLY_ME,
        Audience.PUBLIC,
        Audience.UNKNOWN,
    ]
    assert [str(one.why) for one in seen.skipped] == [
        "Flickr gives no usable address for this picture.",
        "This item is of a kind that we do not know: screenshot.",
    ]


def test_a_description_is_read_without_its_markup_and_a_title_as_it_stands() -> None:
    entry = {
        "id": KEY,
        "title": "2 < 3 &amp; so on",
        "description": {
            "_content": '<b>At</b> the <a href="https://lake.example/">lake</a> &amp; home\n\nBen'
        },
        "url_o": "https://live.staticflickr.com/1_o.jpg",
    }
    photo = photo_of(signed_in("flickr").session.account, entry, NOW)
    assert isinstance(photo, Photo)
    assert photo.caption == "2 < 3 &amp; so on\n\nAt the lake & home\n\nBen"


@pytest.mark.parametrize(
    "flags",
    [
        {},
        {"ispublic": None},
        {"ispublic": 0},
        {"ispublic": 0, "isfriend": 0},
        {"ispublic": 7, "isfriend": 0, "isfamily": 0},
        {"ispublic": True, "isfriend": False, "isfamily": False},
    ],
)
def test_odd_flags_mean_that_nobody_knows(flags: dict[str, object]) -> None:
    assert visibility(flags, NOW).value is Audience.UNKNOWN


def test_the_original_is_taken_with_place_people_album_and_dates() -> None:
    seen = listed(NETWORK, signed_in("flickr").session)
    photo = seen.photo(KEY)
    assert photo.media_url.endswith(f"{KEY}_ffeeddccbb_o.jpg")
    assert (photo.width, photo.height, photo.album) == (4032, 3024, "Holiday")
    assert photo.url == f"https://www.flickr.com/photos/mina-paper/{KEY}/"
    assert photo.caption == f"Picture {KEY}\n\nAt the lake"
    assert photo.taken_at == datetime(2019, 5, 4, 12, 33, 10, tzinfo=UTC)
    assert photo.posted_at == datetime(2019, 5, 4, 10, 33, 10, tzinfo=UTC)
    assert photo.place
    assert (photo.place.lat, photo.place.basis) == (37.5665, "network")
    assert [one.name for one in photo.people] == ["Ben Clay", "Mina Paper"]
    # A place that strangers do not see, an unknown date, and a date before 1970.
    assert seen.photo("51000000006").place is None
    assert seen.photo("51000000006").kind is PhotoKind.VIDEO_STILL
    other = seen.photo("51000000005")
    assert (other.taken_at, other.posted_at, other.place) == (None, None, None)
    assert seen.photos[0].kind is PhotoKind.AVATAR


def test_people_are_only_asked_for_where_strangers_see_them() -> None:
    held = signed_in("flickr")
    listed(NETWORK, held.session)
    asked = [url for url in held.replay.urls if "people.getList" in url]
    assert [url[-11:] for url in asked] == [KEY, "51000000006"]


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (98, SignInExpired),
        ("98", SignInExpired),
        (96, SignInExpired),
        (100, SignInExpired),
        (99, SignInNeeded),
        (1, NotThere),
        (105, NetworkRefused),
        (None, NetworkRefused),
        ([], NetworkRefused),
    ],
)
def test_a_refusal_comes_with_the_code_200(code: object, problem: type[Problem]) -> None:
    given = answers("flickr", {the("people.getInfo"): fail(code)})
    seen = listed(NETWORK, signed_in("flickr", given).session)
    assert type(seen.problem) is problem
    assert "Ein Fehler" not in str(seen.problem)


def test_a_key_that_is_no_longer_good_is_told_from_a_token() -> None:
    given = answers("flickr", {the("people.getInfo"): fail(100)})
    assert "API key" in str(listed(NETWORK, signed_in("flickr", given).session).problem)


def test_a_list_that_counts_but_shows_nothing_is_a_problem() -> None:
    page: dict[str, object] = {"page": 1, "pages": 1, "total": "9", "photo": []}
    given = answers("flickr", {the("people.getPhotos"): canned({"photos": page, "stat": "ok"})})
    assert isinstance(listed(NETWORK, signed_in("flickr", given).session).problem, ListIncomplete)
    empty = canned({"photos": {**page, "total": 0}, "stat": "ok"})
    given = answers("flickr", {the("people.getPhotos"): empty})
    assert listed(NETWORK, signed_in("flickr", given).session).problem is None


def test_it_stops_before_flickr_switches_the_key_off() -> None:
    page = canned({"photosets": {"pages": 10**6, "photoset": []}, "stat": "ok"})
    first = the("photosets.getList")
    endless = {first.replace("&page=1", f"&page={one}"): page for one in range(1, 5000)}
    held = signed_in("flickr", answers("flickr", endless))
    seen = listed(NETWORK, held.session)
    assert isinstance(seen.problem, Limited)
    assert seen.problem.until == NOW + timedelta(hours=1)
    assert len(held.replay.asked) == MOST_CALLS


def test_settings_are_told_with_their_numbers_and_an_uncertain_one_is_unknown() -> None:
    assert NETWORK.checks
    checks = {one.key: one for one in NETWORK.checks(signed_in("flickr").session)}
    assert [(one.seen, one.is_safe) for one in checks.values()] == [
        ("public", False),
        ("private", True),
        ("on", False),
        (None, None),
    ]
    assert checks["fl.hidden"].raw == "1"
    assert not checks["fl.hidden"].confirmed
    assert not any(one.can_change for one in checks.values())
    given = answers("flickr", {the("prefs.getPrivacy"): canned({"person": {"privacy": 9}, "stat": "ok"})})
    odd = next(iter(NETWORK.checks(signed_in("flickr", given).session)))
    assert (odd.seen, odd.is_safe, odd.raw) == (None, None, "9")


def test_every_small_size_of_a_file_is_known() -> None:
    assert NETWORK.sizes
    photo = listed(NETWORK, signed_in("flickr").session).photo(KEY)
    sizes = NETWORK.sizes(photo)
    assert sizes[0] == photo.media_url
    assert f"https://live.staticflickr.com/65535/{KEY}_0a1b2c3d4e_q.jpg" in sizes
    assert f"https://live.staticflickr.com/65535/{KEY}_0a1b2c3d4e.jpg" in sizes
    assert NETWORK.sizes(replace(photo, preview_url="", media_url="https://other.example/x.jpg")) == (
        "https://other.example/x.jpg",
    )


def test_a_stranger_gets_the_file_or_the_picture_for_none() -> None:
    assert NETWORK.glimpse
    assert NETWORK.page
    photo = listed(NETWORK, signed_in("flickr").session).photo(KEY)
    gone = "https://s.yimg.com/pw/images/en-us/photo_unavailable.png"
    web = signed_in("flickr", {photo.media_url: JPEG, photo.url: Canned(body=b"<html>x")}).session.web
    assert NETWORK.glimpse(web, photo).view.reach is Reach.REACHABLE
    assert NETWORK.page(web, photo).reach is Reach.REACHABLE
    moved = Canned(status=302, headers={"location": gone})
    held = signed_in("flickr", {photo.media_url: moved, gone: JPEG, photo.url: Canned(status=403)})
    assert NETWORK.glimpse(held.session.web, photo).view.reach is Reach.GONE
    assert NETWORK.page(held.session.web, photo).reach is Reach.COULD_NOT_LOOK
    assert "Authorization" not in held.replay.asked[0].headers


def test_what_cannot_be_fixed_says_so_and_no_odd_unit_is_sent() -> None:
    seen = listed(NETWORK, signed_in("flickr").session)
    for fix in (NETWORK.hide, NETWORK.delete):
        assert fix
        assert fix.cannot(seen.photos[0]) is not None
        assert fix.cannot(seen.photo(KEY)) is None
        held = signed_in("flickr")
        for unit in ("", "abc", "1&method=x", "../1", "avatar:1"):
            with pytest.raises(NetworkRefused):
                fix.act(held.session, unit, [])
        assert held.replay.asked == []
    assert NETWORK.hide
    assert NETWORK.hide.power is Power.CHANGE
    assert any("links" in str(one) for one in NETWORK.hide.remarks)
    assert "map" in str(NETWORK.hide.says([seen.photo(KEY)]))


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("flickr:mina-paper", "mina-paper"),
        ("https://www.flickr.com/photos/mina-paper/", "mina-paper"),
        ("flickr.com/people/98000001@N07/", "98000001@N07"),
        ("https://www.flickr.com/photos/98000001%40N07/51000000001", "98000001@N07"),
    ],
)
def test_a_profile_is_understood(text: str, handle: str) -> None:
    target = understand(text)
    assert (target.network, target.handle) == ("flickr", handle)


@pytest.mark.parametrize(
    "text", ["https://www.flickr.com/photos/tags/lake", "https://www.flickr.com/", "flickr:", "flickr:a b"]
)
def test_what_is_no_profile_is_not_taken(text: str) -> None:
    assert NETWORK.understand
    assert NETWORK.understand(text) is None
