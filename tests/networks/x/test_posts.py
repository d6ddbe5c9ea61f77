"""X's pages are read with their errors, and its refusals in both of their forms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.model.audience import Audience
from app.model.fix import Outcome
from app.model.photo import Photo, PhotoKind
from app.model.problem import (
    Limited,
    ListIncomplete,
    NetworkRefused,
    NotThere,
    Problem,
    SignInExpired,
)
from app.model.stranger import Reach
from app.networks import understand
from app.networks.x import NETWORK
from app.networks.x.posts import original, pictures, visibility
from app.networks.x.sign_in import post_count
from tests.networks.replay import Canned, canned
from tests.networks.signed_in import NOW, answers, gathered, listed, signed_in

POST = "1850000000000000001"
DELETE = f"DELETE https://api.x.com/2/tweets/{POST}"
KIND = "https://api.twitter.com/2/problems/"
EPOCH = str(int(NOW.timestamp()) + 900)


def me() -> str:
    return next(url for url in answers("x") if "/users/me" in url)


def first() -> str:
    return next(url for url in answers("x") if "/tweets?" in url)


def test_pictures_come_from_what_belongs_to_the_page() -> None:
    seen = listed(NETWORK, signed_in("x").session)
    photo = seen.photo(f"{POST}/3_1850000000000000011")
    assert photo.media_url == "https://pbs.twimg.com/media/Gaa1.jpg?name=orig"
    assert photo.preview_url == "https://pbs.twimg.com/media/Gaa1.jpg"
    assert (photo.alt_text, photo.width, photo.height) == ("Two people", 2048, 1536)
    assert photo.url == f"https://x.com/mina_paper/status/{POST}"
    assert photo.posted_at == datetime(2024, 10, 26, 8, tzinfo=UTC)
    assert [one.name for one in photo.people] == ["ben_clay"]
    assert photo.place
    assert (photo.place.lat, photo.place.lon, photo.place.basis) == (37.5, 126.5, "place_tag")
    assert seen.photo(f"{POST}/7_1850000000000000013").kind is PhotoKind.VIDEO_STILL


def read_words(**post: object) -> Photo:
    """Return the picture of a post with these fields."""
    account = signed_in("x").session.account
    common = Photo(account=account.id, network=account.network, key="", url="https://x.com/mina_paper")
    media: dict[str, dict[str, object]] = {
        "3_1": {"media_key": "3_1", "type": "photo", "url": "https://pbs.twimg.com/media/Gaa1.jpg"}
    }
    given = {"id": "1", "attachments": {"media_keys": ["3_1"]}, **post}
    (photo,) = gathered(pictures(common, given, media, {})).photos
    return photo


def test_words_are_read_whole_and_as_a_person_wrote_them() -> None:
    assert read_words(text="Ben &amp; me &lt;3 &amp;copy;").caption == "Ben & me <3 &copy;"
    long = {"text": "A &amp; B, and what comes behind", "entities": {"mentions": [{"username": "ben_clay"}]}}
    whole = read_words(text="A &amp; B, and wh…", note_tweet=long)
    assert whole.caption == "A & B, and what comes behind"
    assert [one.name for one in whole.people] == ["ben_clay"]
    odds: list[object] = [None, {}, [], "text", {"text": ""}, {"text": 7}]
    for odd in odds:
        assert read_words(text="short", note_tweet=odd).caption == "short"


@pytest.mark.parametrize(
    ("metrics", "posts"),
    [({"tweet_count": 7}, 7), ({"post_count": 8}, 8), ({"tweet_count": 0, "post_count": 8}, 0), (None, None)],
)
def test_posts_are_counted_under_both_names(metrics: object, posts: int | None) -> None:
    assert post_count({"public_metrics": metrics}) == posts


def test_what_x_does_not_tell_is_skipped_and_the_rest_goes_on() -> None:
    seen = listed(NETWORK, signed_in("x").session)
    assert [one.where for one in seen.skipped] == [
        "1849999999999999999",
        f"{POST}/3_1850000000000000012",
        "1849000000000000003/3_1849000000000000014",
        "mina_paper",
    ]
    assert "3,200" in str(seen.skipped[-1].why)
    assert not any("nicht gefunden" in str(one.why) for one in seen.skipped)


@pytest.mark.parametrize(
    ("protected", "audience"),
    [
        (True, Audience.FOLLOWERS),
        (False, Audience.PUBLIC),
        (None, Audience.UNKNOWN),
        ("no", Audience.UNKNOWN),
    ],
)
def test_the_account_decides_for_all_posts(protected: object, audience: Audience) -> None:
    assert visibility({"protected": protected}, NOW).value is audience


def test_an_avatar_stays_open_on_a_protected_account() -> None:
    seen = listed(NETWORK, signed_in("x").session)
    assert seen.photos[0].media_url.endswith("/aB3.jpg")
    assert seen.photos[0].visibility.value is Audience.PUBLIC


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (canned({"errors": [{"code": 88, "message": "x"}]}), Limited),
        (canned({"errors": [{"code": 88, "message": "x"}]}, 403), Limited),
        (canned({"title": "UsageCapExceeded", "type": f"{KIND}usage-capped"}, 403), Limited),
        (canned({"title": "CreditsDepleted"}, 402), Limited),
        (canned({"errors": [{"code": 89, "message": "x"}]}), SignInExpired),
        (canned({"errors": [{"type": f"{KIND}resource-not-found"}]}), NotThere),
        (canned({"type": f"{KIND}client-forbidden", "reason": "client-not-enrolled"}, 403), NetworkRefused),
        (canned({"errors": [{"title": "anything"}]}), NetworkRefused),
        (canned({"errors": "odd"}), NetworkRefused),
        (canned({}), NetworkRefused),
        (canned({"title": "Unauthorized", "status": 401, "type": "about:blank"}, 401), SignInExpired),
    ],
)
def test_each_refusal_has_its_problem_whatever_its_code(answer: Canned, problem: type[Problem]) -> None:
    for url in (me(), first()):
        held = signed_in("x", answers("x", {url: answer}), refresh="")
        assert type(listed(NETWORK, held.session).problem) is problem


def test_a_limit_says_when_to_go_on() -> None:
    answer = canned({"errors": [{"code": 88}]}, 200, x_rate_limit_remaining="3", x_rate_limit_reset=EPOCH)
    problem = listed(NETWORK, signed_in("x", answers("x", {first(): answer})).session).problem
    assert isinstance(problem, Limited)
    assert problem.until == NOW + timedelta(seconds=900)


def test_an_account_without_posts_is_empty_and_no_problem() -> None:
    held = signed_in("x", answers("x", {first(): canned({"meta": {"result_count": 0}})}))
    seen = listed(NETWORK, held.session)
    assert (seen.problem, len(seen.photos)) == (None, 2)


def test_a_token_that_leads_in_circles_ends() -> None:
    data: dict[str, object] = {"data": [], "meta": {"result_count": 0, "next_token": "7140dibdnow9c7btw"}}
    second = next(url for url in answers("x") if "pagination_token" in url)
    held = signed_in("x", answers("x", {second: canned(data)}))
    assert isinstance(listed(NETWORK, held.session).problem, ListIncomplete)


def test_somebody_else_who_is_signed_in_is_told() -> None:
    other = canned({"data": {"id": "7", "username": "other", "protected": True}})
    seen = listed(NETWORK, signed_in("x", answers("x", {me(): other})).session)
    assert "another account" in str(seen.problem)
    assert seen.photos == []


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (canned({"data": {"deleted": True}}), Outcome.DONE),
        (canned({"title": "Not Found Error"}, 404), Outcome.WAS_GONE),
        (canned({"errors": [{"type": f"{KIND}resource-not-found"}]}), Outcome.WAS_GONE),
        (canned({"errors": [{"code": 144}]}, 403), Outcome.WAS_GONE),
    ],
)
def test_a_post_is_deleted_or_was_gone(answer: Canned, outcome: Outcome) -> None:
    assert NETWORK.delete
    held = signed_in("x", {DELETE: answer})
    assert NETWORK.delete.act(held.session, POST, []) is outcome


@pytest.mark.parametrize(
    "answer", [canned({"data": {"deleted": False}}), canned({"data": {}}), canned({}, 403), canned({}, 500)]
)
def test_a_yes_that_is_none_is_a_problem(answer: Canned) -> None:
    assert NETWORK.delete
    with pytest.raises(NetworkRefused):
        NETWORK.delete.act(signed_in("x", {DELETE: answer}).session, POST, [])


@pytest.mark.parametrize("unit", ["", "abc", "1/2", "../1", "1 ", "avatar:1", "٣"])
def test_a_unit_that_is_none_touches_nothing(unit: str) -> None:
    assert NETWORK.delete
    held = signed_in("x")
    with pytest.raises(NetworkRefused):
        NETWORK.delete.act(held.session, unit, [])
    assert held.replay.asked == []


def test_a_post_goes_as_a_whole_and_nothing_can_be_hidden() -> None:
    seen = listed(NETWORK, signed_in("x").session)
    assert NETWORK.hide is None
    assert NETWORK.delete
    assert NETWORK.delete.unit(seen.photos[2]) == POST
    assert NETWORK.delete.cannot(seen.photos[0]) is not None
    assert NETWORK.delete.pace
    assert NETWORK.delete.pace.count == 50


@pytest.mark.parametrize(("protected", "safe"), [(True, True), (False, False), (None, None), (0, None)])
def test_the_switch_is_read_or_unknown(protected: object, safe: bool | None) -> None:
    assert NETWORK.checks
    user = {"data": {"id": "1800000000000000001", "username": "mina_paper", "protected": protected}}
    (check,) = NETWORK.checks(signed_in("x", {me(): canned(user)}).session)
    assert (check.key, check.is_safe) == ("x.protected", safe)


def test_a_file_is_fetched_without_the_sign_in_and_known_in_all_its_sizes() -> None:
    photo = listed(NETWORK, signed_in("x").session).photos[2]
    held = signed_in("x", {photo.media_url: Canned(status=404)})
    assert NETWORK.glimpse
    assert NETWORK.glimpse(held.session.web, photo).view.reach is Reach.GONE
    assert "Authorization" not in held.replay.asked[0].headers
    assert NETWORK.sizes
    assert "https://pbs.twimg.com/media/Gaa1.jpg?name=4096x4096" in NETWORK.sizes(photo)
    assert original("https://pbs.twimg.com/media/A?format=jpg&name=small").endswith("name=small")
    assert original("https://other.example/media/A.jpg") == "https://other.example/media/A.jpg"


@pytest.mark.parametrize(
    "text",
    ["x:mina_paper", "twitter:@mina_paper", "https://x.com/mina_paper", "twitter.com/mina_paper/status/1"],
)
def test_a_profile_is_understood(text: str) -> None:
    target = understand(text)
    assert (target.network, target.handle) == ("x", "mina_paper")


@pytest.mark.parametrize("text", ["https://x.com/home", "https://x.com/i/flow/login", "x:", "x.com"])
def test_what_is_no_profile_is_not_taken(text: str) -> None:
    assert NETWORK.understand
    assert NETWORK.understand(text) is None
