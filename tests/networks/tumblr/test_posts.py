"""Tumblr's posts are read in both of its formats, and hidden or deleted as a whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest

from app.model.audience import Audience
from app.model.fix import Outcome
from app.model.photo import PhotoKind
from app.model.problem import Limited, ListIncomplete, NetworkRefused
from app.model.sign_in import Power
from app.model.stranger import Reach
from app.networks import understand
from app.networks.tumblr import NETWORK
from app.networks.tumblr.posts import pictures, visibility
from tests.networks.replay import Answering, Canned, canned
from tests.networks.signed_in import NOW, Seen, answers, gathered, listed, signed_in

API = "https://api.tumblr.com/v2"
BLOG = "t:0aY0xL2Fi1OFJg4YxpmeAA"
OTHER = "t:0aY0xL2Fi1OFJg4YxpmeBB"
POST = "756000000000000001"
UNIT = f"{BLOG}/{POST}"
EDIT, DELETE = f"POST {API}/blog/{BLOG}/post/edit", f"POST {API}/blog/{BLOG}/post/delete"
WHOLE = f"{API}/blog/{BLOG}/posts/{POST}?post_format=npf"
PUT = f"PUT {API}/blog/{BLOG}/posts/{POST}"


def said(response: object, status: int = 200) -> Canned:
    return canned({"meta": {"status": status, "msg": "irgendwas"}, "response": response}, status)


def hide(given: dict[str, Answering]) -> tuple[Outcome, list[tuple[str, str]]]:
    assert NETWORK.hide
    held = signed_in("tumblr", given)
    return NETWORK.hide.act(held.session, UNIT, []), held.sent


def test_all_blogs_and_shelves_are_listed_with_who_may_see_what() -> None:
    seen = listed(NETWORK, signed_in("tumblr").session)
    assert [one.visibility.value for one in seen.photos[2:]] == [
        Audience.PUBLIC,
        Audience.PUBLIC,
        Audience.ONLY_ME,
        Audience.UNKNOWN,
        Audience.ONLY_ME,
        Audience.ONLY_ME,
        Audience.CUSTOM,
    ]
    assert [one.kind for one in seen.photos[:2]] == [PhotoKind.AVATAR, PhotoKind.BANNER]


def test_originals_are_taken_and_ids_beyond_53_bits_stay_whole() -> None:
    photo = listed(NETWORK, signed_in("tumblr").session).photo(f"{UNIT}/2")
    assert photo.media_url.endswith("/s4032x3024/aa11.jpg")
    assert photo.preview_url.endswith("/s640x960/aa11.jpg")
    assert (photo.width, photo.alt_text, photo.caption) == (4032, "Two people at a lake", "At the lake")
    assert photo.posted_at == datetime(2024, 5, 4, 10, tzinfo=UTC)
    assert photo.url == f"https://minapaper.tumblr.com/post/{POST}/at-the-lake"


def test_what_others_posted_before_a_reblog_is_not_theirs() -> None:
    seen = listed(NETWORK, signed_in("tumblr").session)
    assert not [one for one in seen.photos if "theirs" in one.media_url]


def read_post(**post: object) -> Seen:
    account = signed_in("tumblr").session.account
    return gathered(pictures(account, {"type": "public"}, {"id_string": POST, **post}, NOW, key=BLOG))


@pytest.mark.parametrize(
    ("origin", "count"),
    [
        ({}, 1),
        ({"reblogged_from_id": "756"}, 0),
        ({"reblogged_root_id": 756}, 0),
        ({"parent_post_id": None}, 1),
    ],
)
def test_in_the_older_format_a_reblog_has_no_pictures_of_its_own(
    origin: dict[str, object], count: int
) -> None:
    photo = {"original_size": {"url": "https://64.media.tumblr.com/old.jpg", "width": 9, "height": 9}}
    seen = read_post(type="photo", photos=[photo], **origin)
    assert (len(seen.photos), seen.skipped) == (count, [])


@pytest.mark.parametrize(
    ("block", "count"),
    [
        ({"provider": "youtube", "url": "https://www.youtube.com/watch?v=a"}, 0),
        ({"provider": "tumblr", "media": {"url": "https://va.media.tumblr.com/v.mp4"}}, 1),
        ({"provider": "tumblr"}, 1),
        ({}, 1),
    ],
)
def test_the_still_of_a_film_that_lies_elsewhere_is_not_theirs(block: dict[str, object], count: int) -> None:
    poster = [{"url": "https://64.media.tumblr.com/poster.jpg", "width": 9, "height": 9}]
    seen = read_post(content=[{"type": "video", "poster": poster, **block}])
    assert (len(seen.photos), seen.skipped) == (count, [])


@pytest.mark.parametrize(
    ("exif", "taken"),
    [
        ({"Time": "1625435142"}, datetime(2021, 7, 4, 21, 45, 42, tzinfo=UTC)),
        ({"Time": 1625435142}, datetime(2021, 7, 4, 21, 45, 42, tzinfo=UTC)),
        ({"Time": "0"}, None),
        ({"Time": "-5"}, None),
        ({"Time": "99999999999999"}, None),
        ({"CameraMake": "Hyperion"}, None),
        ([], None),
    ],
)
def test_the_moment_that_a_camera_wrote_is_read(exif: object, taken: datetime | None) -> None:
    media = [{"url": "https://64.media.tumblr.com/a.jpg", "width": 9, "height": 9}]
    seen = read_post(content=[{"type": "image", "media": media, "exif": exif}])
    assert [one.taken_at for one in seen.photos] == [taken]


def test_the_key_in_a_link_to_the_next_page_is_not_carried_on() -> None:
    held = signed_in("tumblr")
    seen = listed(NETWORK, held.session)
    assert not [one for one in [*held.replay.urls, *seen.marks] if "api_key" in one or "nosecret" in one]


@pytest.mark.parametrize(
    ("state", "kind", "audience"),
    [
        ("published", "public", Audience.PUBLIC),
        ("published", "private", Audience.CUSTOM),
        ("published", "walled", Audience.UNKNOWN),
        ("private", "walled", Audience.ONLY_ME),
        ("private", "public", Audience.ONLY_ME),
        ("new", "private", Audience.UNKNOWN),
        ("new", "public", Audience.UNKNOWN),
        (None, "public", Audience.UNKNOWN),
        ("PUBLISHED", "public", Audience.PUBLIC),
    ],
)
def test_an_unknown_word_is_never_public_and_never_private(
    state: object, kind: str, audience: Audience
) -> None:
    assert visibility({"type": kind}, {"state": state}, NOW).value is audience


def test_a_limit_names_the_counter_that_is_used_up() -> None:
    used = {
        "x-ratelimit-perhour-remaining": "0",
        "x-ratelimit-perhour-reset": "1800",
        "x-ratelimit-perday-remaining": "0",
        "x-ratelimit-perday-reset": "50000",
    }
    given = answers("tumblr", {f"{API}/user/info": Canned(status=429, headers=used, body=b"{}")})
    problem = listed(NETWORK, signed_in("tumblr", given).session).problem
    assert isinstance(problem, Limited)
    assert problem.until == NOW + timedelta(seconds=50000)


def test_a_list_that_turns_in_circles_or_counts_without_showing_is_a_problem() -> None:
    first = f"{API}/blog/{BLOG}/posts?npf=true&limit=20"
    nothing = said({"posts": [], "total_posts": 4})
    assert isinstance(
        listed(NETWORK, signed_in("tumblr", answers("tumblr", {first: nothing})).session).problem,
        ListIncomplete,
    )
    link = {"next": {"query_params": {"offset": "2", "page_number": "2"}}}
    circle = said({"posts": [], "_links": link})
    second = f"{first}&offset=2&page_number=2"
    held = signed_in("tumblr", answers("tumblr", {second: circle}))
    assert isinstance(listed(NETWORK, held.session).problem, ListIncomplete)


def test_a_post_is_hidden_by_its_state_alone() -> None:
    outcome, sent = hide({EDIT: said({"id": int(POST)})})
    assert outcome is Outcome.DONE
    assert [(method, dict(parse_qsl(body))) for method, body in sent] == [
        ("POST", {"id": POST, "state": "private"})
    ]


def test_a_post_that_the_older_call_refuses_is_written_anew_as_it_stood() -> None:
    content: list[object] = [{"type": "text", "text": "At the lake"}, {"type": "image", "media": []}]
    held: dict[str, object] = {"content": content, "layout": [], "tags": ["lake", "us"], "trail": []}
    outcome, sent = hide({EDIT: said([], 400), WHOLE: said(held), PUT: said({"id": POST})})
    assert outcome is Outcome.DONE
    assert json.loads(sent[1][1]) == {"content": content, "layout": [], "tags": "lake,us", "state": "private"}


def test_a_reblog_is_never_written_anew() -> None:
    held: dict[str, object] = {"content": [], "trail": [{"content": []}]}
    with pytest.raises(NetworkRefused, match="lets no app hide") as told:
        hide({EDIT: said([], 400), WHOLE: said(held), PUT: said({})})
    assert told.value.remedy is not None


def test_what_is_gone_was_gone_and_what_is_ill_is_a_problem() -> None:
    assert hide({EDIT: said([], 404), WHOLE: said([], 404)})[0] is Outcome.WAS_GONE
    for status in (500, 503):
        with pytest.raises(NetworkRefused):
            hide({EDIT: said([], status)})
    with pytest.raises(NetworkRefused):
        hide({EDIT: said([], 400), WHOLE: said({"content": []}), PUT: said([], 403)})


def test_a_post_is_deleted_once_and_the_second_time_is_no_fault() -> None:
    assert NETWORK.delete
    for status, outcome in ((200, Outcome.DONE), (404, Outcome.WAS_GONE)):
        held = signed_in("tumblr", {DELETE: said({}, status)})
        assert NETWORK.delete.act(held.session, UNIT, []) is outcome
        assert [dict(parse_qsl(body)) for _, body in held.sent] == [{"id": POST}]
    with pytest.raises(NetworkRefused):
        NETWORK.delete.act(signed_in("tumblr", {DELETE: said({}, 403)}).session, UNIT, [])


@pytest.mark.parametrize(
    "unit", ["", "/", "blog/", "/1", "a/../../b/1", "..//1", "blog/1?x=1", "t:a b/1", UNIT + "/2/x"]
)
def test_a_unit_that_is_none_touches_nothing(unit: str) -> None:
    for fix in (NETWORK.hide, NETWORK.delete):
        assert fix
        held = signed_in("tumblr")
        with pytest.raises(NetworkRefused):
            fix.act(held.session, unit, [])
        assert held.replay.asked == []


def test_a_post_goes_as_a_whole_and_that_is_said() -> None:
    seen = listed(NETWORK, signed_in("tumblr").session)
    photos = [seen.photo(f"{UNIT}/2"), seen.photo(f"{UNIT}/3")]
    for fix, power in ((NETWORK.hide, Power.CHANGE), (NETWORK.delete, Power.DELETE)):
        assert fix
        assert {fix.unit(one) for one in photos} == {UNIT}
        assert "2 photos" in str(fix.says(photos))
        assert (fix.power, fix.cannot(photos[0])) == (power, None)
        assert fix.cannot(seen.photos[0]) is not None
    assert NETWORK.copies
    assert "reblogged" in str(NETWORK.copies(photos[0])[0])


def test_a_hidden_blog_is_not_there_for_a_stranger() -> None:
    assert NETWORK.page
    photo = listed(NETWORK, signed_in("tumblr").session).photo(f"{UNIT}/2")
    held = signed_in("tumblr", {photo.url: Canned(status=404, body=b"<html>")})
    assert NETWORK.page(held.session.web, photo).reach is Reach.GONE
    wall = Canned(headers={"content-type": "text/html"}, body=b'<html><input type="password" name="x">')
    held = signed_in("tumblr", {photo.url: wall})
    assert NETWORK.page(held.session.web, photo).reach is Reach.LOGIN_WALL


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("tumblr:minapaper", "minapaper"),
        ("https://minapaper.tumblr.com/post/1", "minapaper"),
        ("minapaper.tumblr.com", "minapaper"),
        ("https://www.tumblr.com/minapaper/1", "minapaper"),
        ("https://www.tumblr.com/blog/view/minapaper", "minapaper"),
        ("www.tumblr.com/@minapaper", "minapaper"),
    ],
)
def test_a_blog_is_understood(text: str, handle: str) -> None:
    target = understand(text)
    assert (target.network, target.handle) == ("tumblr", handle)


@pytest.mark.parametrize("text", ["https://www.tumblr.com/dashboard", "https://api.tumblr.com/v2", "tumblr:"])
def test_what_is_no_blog_is_not_taken(text: str) -> None:
    assert NETWORK.understand
    assert NETWORK.understand(text) is None


def test_the_other_blog_is_listed_after_the_first() -> None:
    assert listed(NETWORK, signed_in("tumblr").session).keys[-1].startswith(OTHER)
