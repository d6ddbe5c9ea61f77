"""Facebook through its API: what is listed, who may see it, and how it says no."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.audience import OPEN_TO_STRANGERS, Audience, Basis
from app.model.photo import PhotoKind
from app.model.problem import Limited, ListIncomplete, NetworkRefused, Problem, SignInExpired, SignInStopped
from app.networks.facebook import NETWORK
from app.networks.facebook.photos import FIELDS
from app.networks.facebook.privacy import visibility
from app.networks.session import Joined, Wish
from app.networks.signed_links import ends
from app.networks.web import Web
from tests.networks.graph_faults import refusal
from tests.networks.replay import Answering, Canned, Replay, canned
from tests.networks.signed_in import NOW, answers, body_of, listed, no_wait, signed_in

BASE = "https://graph.facebook.com/v25.0"
ME = f"{BASE}/me?{urlencode({'fields': 'id,name,link'})}"
FIRST = f"{BASE}/me/photos?{urlencode({'type': 'uploaded', 'fields': FIELDS, 'limit': 50})}"
POSTS = f"{BASE}/?{urlencode({'ids': '100001_1,100001_2,100001_3', 'fields': 'privacy'})}"
ALBUMS = f"{BASE}/me/albums?{urlencode({'fields': 'id,privacy', 'limit': 100})}"


def with_answer(url: str, answer: Answering) -> dict[str, Answering]:
    return answers("facebook", {url: answer})


def test_everything_is_listed_once_and_each_page_is_marked() -> None:
    held = signed_in("facebook")
    seen = listed(NETWORK, held.session)
    assert seen.problem is None
    assert [one for one in seen.keys if ":" not in one] == [f"900{n}" for n in (1, 2, 3, 4, 5, 6, 7, 9)]
    assert [one for one in seen.keys if one.startswith("tagged")] == ["tagged:9500"]
    assert [photo.kind for photo in seen.photos[:2]] == [PhotoKind.AVATAR, PhotoKind.BANNER]
    assert [one.where for one in seen.skipped] == ["9008"]
    assert seen.marks == ["uploaded ", "uploaded QVFA2", "tagged "]
    again = listed(NETWORK, signed_in("facebook").session, "uploaded QVFA2")
    assert again.keys == ["9007", "9009", "tagged:9500"]


def test_the_post_decides_then_the_album_and_nothing_is_guessed() -> None:
    seen = listed(NETWORK, signed_in("facebook").session)
    told = {one.key: (one.visibility.value, one.visibility.basis) for one in seen.photos}
    assert told["9001"] == (Audience.PUBLIC, Basis.ITEM)  # '' is public
    assert told["9002"] == (Audience.UNKNOWN, Basis.ITEM)  # CUSTOM, although the album is public
    assert told["9003"] == (Audience.ONLY_ME, Basis.ITEM)
    assert told["9004"] == (Audience.FRIENDS, Basis.ALBUM)  # only the list of albums tells
    assert told["9005"] == (Audience.UNKNOWN, Basis.NONE)
    assert told["9006"] == (Audience.PUBLIC, Basis.ALBUM)
    assert told["9007"] == (Audience.FRIENDS_OF_FRIENDS, Basis.ALBUM)
    assert told["9009"] == (Audience.UNKNOWN, Basis.ALBUM)
    assert told["tagged:9500"] == (Audience.UNKNOWN, Basis.NONE)


@pytest.mark.parametrize("code", [100, 10, 200])
def test_posts_and_albums_that_are_not_told_leave_what_came_with_the_photo(code: int) -> None:
    instead = answers("facebook", {POSTS: refusal(code), ALBUMS: refusal(code, 403)})
    seen = listed(NETWORK, signed_in("facebook", instead).session)
    assert seen.problem is None
    assert seen.photo("9002").visibility.basis is Basis.ALBUM
    assert seen.photo("9004").visibility.value is Audience.UNKNOWN


def test_a_photo_tells_its_place_its_people_and_its_largest_file() -> None:
    seen = listed(NETWORK, signed_in("facebook").session)
    photo = seen.photo("9001")
    assert photo.place
    assert (photo.place.lat, photo.place.lon, photo.place.name) == (
        47.56,
        7.59,
        "Old Mill, Basel, Switzerland",
    )
    assert [(one.name, one.basis) for one in photo.people] == [("Jo Ink", "tag"), ("Ada Quill", "mention")]
    assert [one.name for one in seen.photo("9009").people] == ["Bo Reed"]
    assert "9001_o" in photo.media_url
    assert "9001_m" in photo.preview_url
    assert (photo.width, photo.height) == (2048, 1536)
    assert photo.posted_at == datetime(2021, 8, 13, 10, 11, 12, tzinfo=UTC)
    assert seen.photo("9006").kind is PhotoKind.OLD_AVATAR


def test_the_link_with_the_token_is_never_followed_and_the_token_is_in_no_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    held = signed_in("facebook")
    seen = listed(NETWORK, held.session)
    assert not [url for url in held.replay.urls if "access_token" in url or "s3cret" in url]
    assert {one.headers.get("Authorization") for one in held.replay.asked} == {"Bearer s3cret-access"}
    assert "EAAsecret" not in caplog.text + repr(seen)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(190), SignInExpired),
        (refusal(190, 401), SignInExpired),
        (refusal(102), SignInExpired),
        *((refusal(code, status), Limited) for code in (4, 17, 32, 613) for status in (400, 403)),
        *((refusal(code), NetworkRefused) for code in (10, 100, 200, 299, 1, 2)),
        (canned({"error": {"code": "190"}}), NetworkRefused),
        (Canned(status=500, body=b"<html>oops"), NetworkRefused),
    ],
)
def test_each_refusal_is_the_problem_that_it_is(answer: Canned, kind: type[Problem]) -> None:
    problem = listed(NETWORK, signed_in("facebook", with_answer(FIRST, answer)).session).problem
    assert type(problem) is kind
    assert problem is not None
    assert problem.remedy
    assert "EAAsecret" not in str(problem) + str(problem.remedy)


def test_a_limit_names_when_to_go_on() -> None:
    usage = '{"100001":[{"type":"x","call_count":100,"estimated_time_to_regain_access":23}]}'
    answer = refusal(4, x_business_use_case_usage=usage)
    problem = listed(NETWORK, signed_in("facebook", with_answer(FIRST, answer)).session).problem
    assert isinstance(problem, Limited)
    assert problem.until
    assert (problem.until - NOW).total_seconds() == 23 * 60


def test_a_list_that_turns_in_circles_ends_with_a_problem() -> None:
    turning = canned(
        {"data": [], "paging": {"cursors": {"after": "QVFA2"}, "next": "https://x.example/?t=1"}}
    )
    instead = answers("facebook", {FIRST: turning, f"{FIRST}&after=QVFA2": turning})
    held = signed_in("facebook", instead)
    assert isinstance(listed(NETWORK, held.session).problem, ListIncomplete)
    assert not [url for url in held.replay.urls if "x.example" in url]


def test_a_token_whose_time_is_over_is_not_sent() -> None:
    held = signed_in("facebook", expires_at=NOW)
    assert isinstance(listed(NETWORK, held.session).problem, SignInExpired)
    assert held.replay.asked == []


def bring(instead: dict[str, Answering], token: str = "EAAtoken", server: str = "") -> tuple[Joined, Replay]:
    assert NETWORK.sign_in
    assert NETWORK.sign_in.bring
    replay = Replay(instead)
    web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
    return NETWORK.sign_in.bring(web, Wish(server=server, keys={"token": token})), replay


def test_a_pasted_token_is_tried_and_its_end_is_kept() -> None:
    about = canned({"data": {"is_valid": True, "expires_at": 1800000000, "scopes": ["user_photos"]}})
    joined, replay = bring(with_answer(f"POST {BASE}/debug_token", about))
    assert (joined.account.id, joined.account.name) == ("facebook:100001", "Mina Paper")
    assert joined.grant.expires_at == datetime.fromtimestamp(1800000000, UTC)
    assert joined.grant.scope == "user_photos"
    assert "EAAtoken" not in repr(joined) + "".join(replay.urls)
    assert body_of(replay.asked[-1]) == "method=get&input_token=EAAtoken"


@pytest.mark.parametrize("about", [refusal(100), canned({"data": {"expires_at": 0}}), canned({"data": 7})])
def test_a_token_of_which_nothing_is_told_is_taken_without_an_end(about: Canned) -> None:
    joined, _ = bring(with_answer(f"POST {BASE}/debug_token", about))
    assert joined.grant.expires_at is None


@pytest.mark.parametrize("token", ["", "two words", "tok\u00e9n", "a\x00b", "a\nb"])
def test_what_is_no_token_is_not_sent(token: str) -> None:
    with pytest.raises(SignInStopped):
        bring({}, token)


def test_a_wrong_token_and_a_nobody_are_told() -> None:
    with pytest.raises(SignInStopped, match="does not take this token"):
        bring(with_answer(ME, refusal(190)))
    with pytest.raises(NetworkRefused, match="whose token"):
        bring(with_answer(ME, canned({"id": "../evil", "name": "x"})))


@pytest.mark.parametrize(
    ("url", "until"),
    [
        ("https://a.example/x.jpg?oh=1&oe=61227755", datetime(2021, 8, 22, 16, 12, 5, tzinfo=UTC)),
        ("https://a.example/x.jpg?oe=61227755&_nc=1", datetime(2021, 8, 22, 16, 12, 5, tzinfo=UTC)),
        ("https://a.example/x.jpg?oe=zzzzzzzz", None),
        ("https://a.example/x.jpg?oe=612277551", None),
        ("https://a.example/x.jpg?noe=61227755", None),
        ("https://a.example/x.jpg", None),
        ("https://[/x.jpg?oe=61227755", None),
    ],
)
def test_the_end_of_a_signed_link(url: str, until: datetime | None) -> None:
    assert ends(url) == until


def test_copies_name_the_end_of_the_link_or_say_that_nobody_knows() -> None:
    seen = listed(NETWORK, signed_in("facebook").session)
    assert NETWORK.copies
    assert "2026" in str(NETWORK.copies(seen.photo("9001"))[0])
    assert "do not know" in str(NETWORK.copies(seen.photo("9006"))[0])


@given(st.text(max_size=30))
def test_no_unknown_word_is_ever_open_or_private(raw: str) -> None:
    known = {"", "everyone", "friends", "all_friends", "friends_of_friends", "self"}
    value = visibility(raw, None, "", NOW).value
    folded = raw.casefold().replace("-", "_").replace(" ", "_")
    assert value is Audience.UNKNOWN or folded in known
    assert value not in OPEN_TO_STRANGERS or folded in {"", "everyone"}
