"""Reddit's posts are read with their galleries; its settings are changed one at a time."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest

from app.model.audience import Audience
from app.model.fix import Outcome
from app.model.photo import PhotoKind
from app.model.problem import Limited, ListIncomplete, NetworkRefused, SignInNeeded, WrongUse
from app.model.stranger import Reach
from app.networks import understand
from app.networks.reddit import NETWORK
from app.networks.reddit.posts import pictures, visibility
from tests.networks.replay import Canned, canned
from tests.networks.signed_in import NOW, answers, gathered, listed, signed_in

API = "https://oauth.reddit.com"
DELETE, PATCH = f"POST {API}/api/del", f"PATCH {API}/api/v1/me/prefs"
PREFS = f"{API}/api/v1/me/prefs?raw_json=1"
FIRST = f"{API}/user/mina_paper/submitted?limit=100&raw_json=1&count=0"
# As recorded: the limit is told as seconds left, the body is a web page.
HTML_429 = Canned(
    status=429,
    headers={"content-type": "text/html", "x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "342"},
    body=b"<!doctype html><html><title>Too Many Requests</title>",
)


def test_originals_are_taken_and_what_is_not_theirs_is_left() -> None:
    seen = listed(NETWORK, signed_in("reddit").session)
    assert [(one.key, one.media_url) for one in seen.photos[2:]] == [
        ("t3_1aaa01/1", "https://i.redd.it/single01.jpg"),
        ("t3_1aaa02/gal02a", "https://i.redd.it/gal02a.jpg"),
        ("t3_1aaa05/1", "https://external-preview.redd.it/aa05.png?s=3"),
        ("t3_1aaa06/inl06", "https://i.redd.it/inl06.png"),
        ("t3_1aaa07/1", "https://i.redd.it/single07.png"),
    ]
    assert [str(one.why)[:40] for one in seen.skipped] == [
        "Reddit has not finished this picture, or",
        "Reddit names a picture here, but does no",
    ]
    gallery = seen.photo("t3_1aaa02/gal02a")
    assert (gallery.alt_text, gallery.width, gallery.height) == ("Ben and me", 4032, 3024)
    assert gallery.url == "https://www.reddit.com/r/lakes/comments/1aaa02/at_the_lake/"
    assert gallery.posted_at == datetime(2024, 5, 4, 10, tzinfo=UTC)
    assert seen.photo("t3_1aaa05/1").kind is PhotoKind.VIDEO_STILL


@pytest.mark.parametrize(
    ("post", "audience"),
    [
        ({"subreddit_type": "public"}, Audience.PUBLIC),
        ({"subreddit_type": "user"}, Audience.PUBLIC),
        ({"subreddit_type": "private"}, Audience.CUSTOM),
        ({"subreddit_type": "private", "removed_by_category": "moderator"}, Audience.CUSTOM),
        ({"subreddit_type": "public", "removed_by_category": "moderator"}, Audience.UNLISTED),
        ({"subreddit_type": "employees_only"}, Audience.UNKNOWN),
        ({}, Audience.UNKNOWN),
        ({"subreddit_type": 7}, Audience.UNKNOWN),
    ],
)
def test_the_community_decides_who_sees_a_post(post: dict[str, object], audience: Audience) -> None:
    assert visibility(post, NOW).value is audience


def test_a_web_page_that_refuses_says_the_seconds_left() -> None:
    held = signed_in("reddit", answers("reddit", {FIRST: HTML_429}))
    problem = listed(NETWORK, held.session).problem
    assert isinstance(problem, Limited)
    assert problem.until == NOW + timedelta(seconds=342)


def long_list(count: int) -> dict[str, Canned]:
    """Return so many posts in pages of a hundred."""
    given: dict[str, Canned] = {}
    for start in range(0, count, 100):
        last = start + 100 >= count
        children = [
            {"kind": "t3", "data": {"name": f"t3_{one}", "url": "https://www.reddit.com/"}}
            for one in range(start, min(count, start + 100))
        ]
        after = f"&after=t3_{start - 1}" if start else ""
        page = {"children": children, "after": None if last else f"t3_{start + 99}"}
        given[f"{API}/user/mina_paper/submitted?limit=100&raw_json=1&count={start}{after}"] = canned(
            {"data": page}
        )
    return given


@pytest.mark.parametrize(("count", "told"), [(980, True), (300, False)])
def test_a_list_that_ends_where_reddit_ends_it_says_so(count: int, told: bool) -> None:
    held = signed_in("reddit", answers("reddit", long_list(count)))
    seen = listed(NETWORK, held.session)
    assert seen.problem is None
    assert any("1,000" in str(one.why) for one in seen.skipped) is told
    rest = listed(NETWORK, signed_in("reddit", answers("reddit", long_list(count))).session, seen.marks[-1])
    assert any("1,000" in str(one.why) for one in rest.skipped) is told


def test_a_list_in_circles_ends() -> None:
    second = f"{API}/user/mina_paper/submitted?limit=100&raw_json=1&count=4&after=t3_1aaa04"
    page = canned({"data": {"children": [], "after": "t3_1aaa04"}})
    held = signed_in("reddit", answers("reddit", {second: page}))
    assert isinstance(listed(NETWORK, held.session).problem, ListIncomplete)


def test_somebody_else_who_is_signed_in_is_told() -> None:
    me = f"{API}/api/v1/me?raw_json=1"
    held = signed_in("reddit", answers("reddit", {me: canned({"name": "other", "id": "x"})}))
    assert "another account" in str(listed(NETWORK, held.session).problem)


def test_a_picture_with_an_odd_number_keeps_the_address_that_reddit_gives() -> None:
    account = signed_in("reddit").session.account
    plain = {"abc": {"status": "valid", "e": "Image", "m": "image/odd", "s": {"u": "https://p.example/x"}}}
    seen = gathered(pictures(account, {"name": "t3_1", "media_metadata": plain}, NOW))
    assert [one.media_url for one in seen.photos] == ["https://p.example/x"]


def test_a_sticker_is_nobodys_and_a_film_among_the_words_is_told() -> None:
    sticker = {"status": "valid", "e": "AnimatedImage", "m": "image/gif", "s": {"gif": "https://p.example/x"}}
    media = {
        "emote|free_emotes_pack|wave": sticker,
        "giphy|abc": sticker,
        "film08": {"status": "valid", "e": "RedditVideo", "x": 480, "y": 480},
    }
    account = signed_in("reddit").session.account
    seen = gathered(pictures(account, {"name": "t3_1", "media_metadata": media}, NOW))
    assert seen.photos == []
    assert [one.where for one in seen.skipped] == ["t3_1/film08"]


def test_a_post_of_a_picture_keeps_it_beside_the_pictures_among_its_words() -> None:
    inner = {"status": "valid", "e": "Image", "m": "image/png", "s": {"u": "https://p.example/y", "x": 20}}
    post = {"name": "t3_1", "url": "https://i.redd.it/outer.jpg", "media_metadata": {"inner": inner}}
    seen = gathered(pictures(signed_in("reddit").session.account, post, NOW))
    assert [one.media_url for one in seen.photos] == [
        "https://i.redd.it/inner.png",
        "https://i.redd.it/outer.jpg",
    ]


@pytest.mark.parametrize(
    ("url", "is_theirs"),
    [
        ("http://i.imgur.com/abc12.jpg", True),
        ("http://i.imgur.com/abc12.png?1", True),
        ("http://i.imgur.com/abc12.gifv", False),
        ("http://imgur.com/abc12", False),
        ("https://commons.example/wiki/File:Lake.jpg", False),
    ],
)
def test_an_old_post_without_a_hint_is_a_picture_only_at_a_server_of_files(url: str, is_theirs: bool) -> None:
    seen = gathered(pictures(signed_in("reddit").session.account, {"name": "t3_1", "url": url}, NOW))
    assert bool(seen.photos) is is_theirs


def test_where_a_server_stands_for_reddit_its_files_are_the_persons() -> None:
    server = "http://127.0.0.1:4711"
    account = signed_in("reddit", server=server).session.account
    for path, count in (("/files/i.redd.it/one.jpg", 1), ("/r/lakes/comments/1/", 0), ("0/one.jpg", 0)):
        post = {"name": "t3_1", "url": f"{server}{path}"}
        assert len(gathered(pictures(account, post, NOW)).photos) == count


@pytest.mark.parametrize(
    "icon",
    [
        "https://www.redditstatic.com/avatars/defaults/v2/avatar_default_3.png",
        "https://styles.redditmedia.com/t5_aa/styles/profileIcon_snoo5f0c-headshot.png?width=256&s=1",
        "https://i.redd.it/snoovatar/avatars/5f0c.png",
        "http://127.0.0.1:4711/files/avatars/avatar_default_05_FF4500.png",
        "",
    ],
)
def test_a_drawn_figure_is_nobodys_face(icon: str) -> None:
    me = f"{API}/api/v1/me?raw_json=1"
    told = {"name": "mina_paper", "icon_img": icon, "subreddit": None}
    seen = listed(NETWORK, signed_in("reddit", answers("reddit", {me: canned(told)})).session)
    assert seen.problem is None
    assert not [one for one in seen.photos if one.kind is PhotoKind.AVATAR]


@pytest.mark.parametrize(
    ("answer", "outcome"), [(canned({}), Outcome.DONE), (canned({"error": 404}, 404), Outcome.WAS_GONE)]
)
def test_a_post_is_deleted_or_was_gone(answer: Canned, outcome: Outcome) -> None:
    assert NETWORK.delete
    held = signed_in("reddit", {DELETE: answer})
    assert NETWORK.delete.act(held.session, "t3_1aaa01", []) is outcome
    assert [dict(parse_qsl(body)) for _, body in held.sent] == [{"id": "t3_1aaa01", "raw_json": "1"}]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (canned({"error": 403}, 403), NetworkRefused),
        (Canned(status=200, headers={"content-type": "text/html"}, body=b"<html>blocked"), NetworkRefused),
        (canned({}, 403, www_authenticate='Bearer error="insufficient_scope"'), SignInNeeded),
    ],
)
def test_a_deletion_that_is_refused_is_a_problem(answer: Canned, problem: type[Exception]) -> None:
    assert NETWORK.delete
    with pytest.raises(problem):
        NETWORK.delete.act(signed_in("reddit", {DELETE: answer}).session, "t3_1aaa01", [])


@pytest.mark.parametrize("unit", ["", "t1_abc", "t3_", "t3_A", "t3_1/..", "t3_1&id=t3_2", "avatar:1"])
def test_a_unit_that_is_none_touches_nothing(unit: str) -> None:
    assert NETWORK.delete
    held = signed_in("reddit")
    with pytest.raises(NetworkRefused):
        NETWORK.delete.act(held.session, unit, [])
    assert held.replay.asked == []


@pytest.mark.parametrize(
    ("given", "safe"), [(True, True), (False, False), (None, None), ("on", None), (1, None)]
)
def test_a_switch_is_read_or_unknown(given: object, safe: bool | None) -> None:
    assert NETWORK.checks
    prefs = canned({"hide_from_robots": given, "public_votes": False})
    robots, votes = NETWORK.checks(signed_in("reddit", {PREFS: prefs}).session)
    assert (robots.key, robots.is_safe, robots.asks_only, robots.can_change) == (
        "rd.robots",
        safe,
        True,
        True,
    )
    assert (votes.key, votes.is_safe) == ("rd.votes", True)


def test_one_switch_is_changed_and_nothing_else() -> None:
    assert NETWORK.change
    held = signed_in("reddit", {PATCH: canned({"hide_from_robots": True})})
    NETWORK.change(held.session, "rd.robots", "true")
    assert [(method, json.loads(body)) for method, body in held.sent] == [
        ("PATCH", {"hide_from_robots": True})
    ]
    for key, value in (("rd.robots", "maybe"), ("rd.none", "true"), ("", "")):
        with pytest.raises(WrongUse):
            NETWORK.change(held.session, key, value)
    with pytest.raises(NetworkRefused):
        NETWORK.change(signed_in("reddit", {PATCH: canned({"error": 403}, 403)}).session, "rd.votes", "false")
    assert len(held.sent) == 1


def test_a_file_is_fetched_without_the_sign_in() -> None:
    assert NETWORK.glimpse
    photo = listed(NETWORK, signed_in("reddit").session).photo("t3_1aaa01/1")
    held = signed_in("reddit", {photo.media_url: Canned(status=403)})
    assert NETWORK.glimpse(held.session.web, photo).view.reach is Reach.COULD_NOT_LOOK
    assert "Authorization" not in held.replay.asked[0].headers


@pytest.mark.parametrize(
    "text",
    [
        "u/mina_paper",
        "/u/mina_paper",
        "reddit:mina_paper",
        "reddit:u/mina_paper",
        "https://www.reddit.com/user/mina_paper/",
        "old.reddit.com/u/mina_paper",
    ],
)
def test_a_profile_is_understood(text: str) -> None:
    target = understand(text)
    assert (target.network, target.handle) == ("reddit", "mina_paper")


@pytest.mark.parametrize(
    "text", ["https://www.reddit.com/r/lakes/", "u/a", "reddit:", "https://www.reddit.com/user/me"]
)
def test_what_is_no_profile_is_not_taken(text: str) -> None:
    assert NETWORK.understand
    assert NETWORK.understand(text) is None
