"""YouTube's videos are read with who may watch them, hidden without touching anything else, and never over quota."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.model.audience import Audience
from app.model.fix import Outcome
from app.model.photo import PhotoKind
from app.model.problem import (
    Limited,
    ListIncomplete,
    NetworkRefused,
    NotThere,
    Problem,
    SignInNeeded,
    SignInStopped,
)
from app.model.sign_in import Power
from app.model.stranger import Reach
from app.networks import network, understand
from app.networks.session import Wish
from app.networks.web import Web
from app.networks.youtube import NETWORK
from app.networks.youtube.own import visibility
from tests.networks.replay import Answering, Canned, Replay, canned
from tests.networks.signed_in import NOW, answers, listed, no_wait, signed_in

API = "https://www.googleapis.com/youtube/v3"
VIDEO = "aaaaaaaaaa1"
STATUS = f"{API}/videos?part=status&id={VIDEO}"
PUT, DELETE = f"PUT {API}/videos?part=status", f"DELETE {API}/videos?id={VIDEO}"
HELD = {
    "uploadStatus": "processed",
    "privacyStatus": "public",
    "license": "creativeCommon",
    "embeddable": False,
    "publicStatsViewable": True,
    "selfDeclaredMadeForKids": False,
}


def refusal(reason: str, status: int = 403) -> Canned:
    errors = [{"message": "Kontingent", "domain": "youtube.quota", "reason": reason}]
    return canned({"error": {"code": status, "message": "Kontingent", "errors": errors}}, status)


def the(part: str) -> str:
    return next(url for url in answers("youtube") if part in url)


def hide(given: dict[str, Answering]) -> tuple[Outcome, list[tuple[str, str]]]:
    assert NETWORK.hide
    held = signed_in("youtube", given)
    return NETWORK.hide.act(held.session, VIDEO, []), held.sent


def test_the_stills_of_hidden_videos_are_listed_too() -> None:
    seen = listed(NETWORK, signed_in("youtube").session)
    assert [(one.kind, one.visibility.value) for one in seen.photos] == [
        (PhotoKind.AVATAR, Audience.PUBLIC),
        (PhotoKind.BANNER, Audience.PUBLIC),
        (PhotoKind.VIDEO_STILL, Audience.PUBLIC),
        (PhotoKind.VIDEO_STILL, Audience.UNLISTED),
        (PhotoKind.VIDEO_STILL, Audience.ONLY_ME),
        (PhotoKind.VIDEO_STILL, Audience.UNKNOWN),
    ]
    photo = seen.photo(VIDEO)
    assert photo.media_url == f"https://i.ytimg.com/vi/{VIDEO}/maxresdefault.jpg"
    assert (photo.width, photo.height) == (1280, 720)
    assert photo.posted_at == datetime(2024, 5, 4, 10, tzinfo=UTC)
    assert seen.photo("aaaaaaaaaa2").media_url.endswith("/hqdefault.jpg")
    assert [one.where for one in seen.skipped] == ["aaaaaaaaaa3", "minapaper"]


@pytest.mark.parametrize("word", ["members_only", "", None, 7, "PUBLIC"])
def test_an_unknown_word_is_told_as_unknown(word: object) -> None:
    expected = Audience.PUBLIC if word == "PUBLIC" else Audience.UNKNOWN
    assert visibility({"privacyStatus": word}, NOW).value is expected


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (datetime(2026, 11, 23, 7, 30, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)),
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), datetime(2026, 11, 24, 8, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), datetime(2027, 1, 1, 8, tzinfo=UTC)),
    ],
)
def test_a_quota_that_is_used_up_waits_for_the_next_day_in_california(now: datetime, until: datetime) -> None:
    given = answers("youtube", {the("playlistItems"): refusal("quotaExceeded")})
    problem = listed(NETWORK, signed_in("youtube", given, now=now).session).problem
    assert isinstance(problem, Limited)
    assert problem.until == until
    assert "Kontingent" not in str(problem)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (refusal("rateLimitExceeded"), Limited),
        (refusal("dailyLimitExceeded"), Limited),
        (refusal("insufficientPermissions"), SignInNeeded),
        (refusal("accessNotConfigured"), NetworkRefused),
        (refusal("youtubeSignupRequired", 403), NetworkRefused),
        (refusal("forbidden"), NetworkRefused),
        (refusal("playlistNotFound", 404), NotThere),
        (canned({"error": {"errors": "odd"}}, 403), NetworkRefused),
        (canned({"error": {"details": [{"reason": "SERVICE_DISABLED"}]}}, 403), NetworkRefused),
        (Canned(status=403, headers={"content-type": "text/html"}, body=b"<html>"), NetworkRefused),
    ],
)
def test_each_refusal_has_its_problem(answer: Canned, problem: type[Problem]) -> None:
    for part in ("channels", "playlistItems", "videos"):
        given = answers("youtube", {the(f"/{part}?"): answer})
        assert type(listed(NETWORK, signed_in("youtube", given).session).problem) is problem


def test_a_pause_of_a_minute_is_named() -> None:
    given = answers("youtube", {the("/videos?"): refusal("rateLimitExceeded")})
    problem = listed(NETWORK, signed_in("youtube", given).session).problem
    assert isinstance(problem, Limited)
    assert problem.until == NOW + timedelta(minutes=1)


def test_a_list_in_circles_or_without_what_it_counts_is_a_problem() -> None:
    page: dict[str, object] = {
        "items": [],
        "nextPageToken": "EAAaBlBUOkNBSQ",
        "pageInfo": {"totalResults": 5},
    }
    held = signed_in("youtube", answers("youtube", {the("pageToken"): canned(page)}))
    assert isinstance(listed(NETWORK, held.session).problem, ListIncomplete)
    empty: dict[str, object] = {"items": [], "pageInfo": {"totalResults": 5}}
    held = signed_in("youtube", answers("youtube", {the("playlistItems"): canned(empty)}))
    assert isinstance(listed(NETWORK, held.session).problem, ListIncomplete)


def counted(videos: str) -> Canned:
    """Return the channel with so many public videos."""
    told = canned_json(the("/channels"))
    told["items"][0]["statistics"] = {"videoCount": videos}
    return canned(told)


def canned_json(url: str) -> dict[str, Any]:
    held = answers("youtube")[url]
    assert isinstance(held, Canned)
    return json.loads(held.body)


def test_hidden_videos_are_listed_where_the_channel_counts_no_public_one() -> None:
    held = signed_in("youtube", answers("youtube", {the("/channels"): counted("0")}))
    seen = listed(NETWORK, held.session)
    assert seen.problem is None
    assert Audience.ONLY_ME in {one.visibility.value for one in seen.photos}


def test_a_channel_without_videos_has_no_list_and_any_other_must_have_one() -> None:
    gone = refusal("playlistNotFound", 404)
    bare = {the("/channels"): counted("0"), the("playlistItems"): gone}
    seen = listed(NETWORK, signed_in("youtube", answers("youtube", bare)).session)
    assert seen.problem is None
    assert [one.kind for one in seen.photos] == [PhotoKind.AVATAR, PhotoKind.BANNER]
    full = {the("/channels"): counted("3"), the("playlistItems"): gone}
    assert isinstance(
        listed(NETWORK, signed_in("youtube", answers("youtube", full)).session).problem, NotThere
    )


def test_hiding_keeps_everything_else_of_a_video() -> None:
    done = canned({"id": VIDEO, "status": {**HELD, "privacyStatus": "private"}})
    outcome, sent = hide({STATUS: canned({"items": [{"id": VIDEO, "status": HELD}]}), PUT: done})
    assert outcome is Outcome.DONE
    kept = {name: value for name, value in HELD.items() if name != "uploadStatus"}
    assert [(method, json.loads(body)) for method, body in sent] == [
        ("PUT", {"id": VIDEO, "status": {**kept, "privacyStatus": "private"}})
    ]


def test_a_video_that_is_gone_was_gone_and_a_yes_that_is_none_is_a_problem() -> None:
    assert hide({STATUS: canned({"items": []})})[0] is Outcome.WAS_GONE
    held = canned({"items": [{"id": VIDEO, "status": HELD}]})
    assert hide({STATUS: held, PUT: refusal("videoNotFound", 404)})[0] is Outcome.WAS_GONE
    with pytest.raises(NetworkRefused, match="not private"):
        hide({STATUS: held, PUT: canned({"id": VIDEO, "status": HELD})})
    with pytest.raises(Limited):
        hide({STATUS: held, PUT: refusal("quotaExceeded")})


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(Canned(status=204), Outcome.DONE), (refusal("videoNotFound", 404), Outcome.WAS_GONE)],
)
def test_a_video_is_deleted_or_was_gone(answer: Canned, outcome: Outcome) -> None:
    assert NETWORK.delete
    assert NETWORK.delete.act(signed_in("youtube", {DELETE: answer}).session, VIDEO, []) is outcome
    held = signed_in("youtube", {DELETE: refusal("quotaExceeded")})
    with pytest.raises(Limited):
        NETWORK.delete.act(held.session, VIDEO, [])


@pytest.mark.parametrize("unit", ["", "short", "aaaaaaaaaa1&x=1", "aaaaaaaaa/1", "avatar:1", "aaaaaaaaaa1,b"])
def test_a_unit_that_is_none_touches_nothing(unit: str) -> None:
    for fix in (NETWORK.hide, NETWORK.delete):
        assert fix
        held = signed_in("youtube")
        with pytest.raises(NetworkRefused):
            fix.act(held.session, unit, [])
        assert held.replay.asked == []


def test_every_name_of_a_still_is_known_and_a_page_proves_nothing() -> None:
    assert NETWORK.sizes
    assert NETWORK.page
    seen = listed(NETWORK, signed_in("youtube").session)
    photo = seen.photo(VIDEO)
    assert f"https://i.ytimg.com/vi/{VIDEO}/hqdefault.jpg" in NETWORK.sizes(photo)
    assert NETWORK.sizes(seen.photos[0]) == (seen.photos[0].media_url,)
    web = signed_in("youtube", {photo.url: Canned(body=b"<html>anything")}).session.web
    assert NETWORK.page(web, photo).reach is Reach.COULD_NOT_LOOK
    web = signed_in("youtube", {photo.url: Canned(status=404)}).session.web
    assert NETWORK.page(web, photo).reach is Reach.GONE


def test_a_right_that_was_unticked_is_not_claimed() -> None:
    sign_in = network("youtube").sign_in
    assert sign_in
    assert sign_in.begin
    read = "https://www.googleapis.com/auth/youtube.readonly"
    for scope, powers in ((read, {Power.READ}), ("openid", None)):
        token = canned({"access_token": "a", "scope": scope, "expires_in": 3599})
        replay = Replay({**answers("youtube"), "POST https://oauth2.googleapis.com/token": token})
        wish = Wish(powers=frozenset(Power), keys={"client_id": "a", "client_secret": "b"})
        errand = sign_in.begin(
            Web(adapter=replay, now=lambda: NOW, sleep=no_wait), wish, "http://127.0.0.1:1/c"
        )
        answer = {"code": "c", "state": errand.proof[1]}
        if powers is None:
            with pytest.raises(SignInStopped, match="did not give the right"):
                errand.finish(answer)
        else:
            assert errand.finish(answer).grant.powers == powers


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("youtube:@minapaper", "minapaper"),
        ("https://www.youtube.com/@minapaper", "minapaper"),
        ("youtube.com/channel/UCaaaaaaaaaaaaaaaaaaaaaa", "UCaaaaaaaaaaaaaaaaaaaaaa"),
        ("https://m.youtube.com/c/minapaper/videos", "minapaper"),
    ],
)
def test_a_channel_is_understood(text: str, handle: str) -> None:
    target = understand(text)
    assert (target.network, target.handle) == ("youtube", handle)


@pytest.mark.parametrize("text", ["https://www.youtube.com/watch?v=aaaaaaaaaa1", "youtube:", "youtube.com/"])
def test_what_is_no_channel_is_not_taken(text: str) -> None:
    assert NETWORK.understand
    assert NETWORK.understand(text) is None
