"""A sign-in with an app of the person's own: the round through the browser, its renewal, and its end."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from app.model.problem import (
    NetworkRefused,
    Problem,
    SignInExpired,
    SignInNeeded,
    SignInStopped,
)
from app.model.sign_in import Power
from app.networks import network
from app.networks.session import Errand, Wish
from app.networks.web import Web
from tests.networks.replay import Answering, Canned, Replay, canned
from tests.networks.signed_in import NOW, answers, body_of, listed, no_wait, recording, signed_in

BACK = "http://127.0.0.1:47114/callback"
READ, ALL = frozenset({Power.READ}), frozenset(Power)
KEYS = {"client_id": "app-1", "client_secret": "s3cret-app", "cap_usd": "5", "other": "s3cret-other"}


@dataclass(frozen=True, kw_only=True)
class Case:
    """One network: where it takes tokens, and the scopes that it is asked for."""

    name: str
    token: str
    page: str
    read: str
    all_of: str
    proof: bool
    revoke: str = ""


CASES = [
    Case(
        name="tumblr",
        token="https://api.tumblr.com/v2/oauth2/token",
        page="https://www.tumblr.com/oauth2/authorize",
        read="basic offline_access",
        all_of="basic write offline_access",
        proof=False,
    ),
    Case(
        name="x",
        token="https://api.x.com/2/oauth2/token",
        page="https://x.com/i/oauth2/authorize",
        read="tweet.read users.read offline.access",
        all_of="tweet.read users.read offline.access tweet.write",
        proof=True,
        revoke="https://api.x.com/2/oauth2/revoke",
    ),
    Case(
        name="youtube",
        token="https://oauth2.googleapis.com/token",
        page="https://accounts.google.com/o/oauth2/v2/auth",
        read="https://www.googleapis.com/auth/youtube.readonly",
        all_of="https://www.googleapis.com/auth/youtube.readonly https://www.googleapis.com/auth/youtube.force-ssl",
        proof=True,
        revoke="https://oauth2.googleapis.com/revoke",
    ),
    Case(
        name="reddit",
        token="https://www.reddit.com/api/v1/access_token",
        page="https://www.reddit.com/api/v1/authorize",
        read="identity history read",
        all_of="identity history read account edit",
        proof=False,
        revoke="https://www.reddit.com/api/v1/revoke_token",
    ),
]
each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def tokens(scope: str, **instead: object) -> Canned:
    """Return what a token request is answered with (tumblr/docs api.md; the others alike)."""
    return canned(
        {
            "access_token": "s3cret-access",
            "expires_in": 2520,
            "refresh_token": "s3cret-refresh",
            "scope": scope,
            "token_type": "bearer",
            **instead,
        }
    )


def begun(case: Case, given: dict[str, Answering], powers: frozenset[Power] = READ) -> tuple[Errand, Replay]:
    sign_in = network(case.name).sign_in
    assert sign_in
    assert sign_in.begin
    replay = Replay({**answers(case.name), **given})
    web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
    return sign_in.begin(web, Wish(powers=powers, keys=KEYS), BACK), replay


def post(case: Case) -> str:
    return f"POST {case.token}"


def form(replay: Replay, number: int = 0) -> dict[str, str]:
    return dict(parse_qsl(body_of(replay.asked[number])))


@each
@pytest.mark.parametrize("powers", [READ, ALL])
def test_a_whole_round(case: Case, powers: frozenset[Power]) -> None:
    scope = case.read if powers == READ else case.all_of
    errand, replay = begun(case, {post(case): tokens(scope)}, powers)
    page, asked = urlsplit(errand.url), parse_qs(urlsplit(errand.url).query)
    assert f"{page.scheme}://{page.netloc}{page.path}" == case.page
    assert (asked["client_id"], asked["redirect_uri"], asked["scope"]) == (["app-1"], [BACK], [scope])
    assert asked["state"] == [errand.proof[1]]
    assert "s3cret" not in errand.url
    joined = errand.finish({"code": "c0de", "state": errand.proof[1]})
    sent = form(replay)
    assert (sent["grant_type"], sent["code"], sent["redirect_uri"]) == ("authorization_code", "c0de", BACK)
    if case.proof:
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        assert asked["code_challenge"] == [base64.urlsafe_b64encode(digest).rstrip(b"=").decode()]
    held = recording(case.name)["account"]
    assert (joined.account.handle, joined.account.remote_id) == (held["handle"], held["remote_id"])
    assert joined.account.server == ""
    # X has nothing to change, so nothing is asked for and nothing is given.
    given = powers - {Power.CHANGE} if case.name == "x" else powers
    assert joined.grant.powers == given
    assert joined.grant.expires_at == NOW + timedelta(seconds=2520)
    assert joined.grant.secret("access") == "s3cret-access"
    assert "s3cret-other" not in joined.grant.secrets.values()
    assert "s3cret" not in repr((errand, joined))


@each
def test_the_app_names_itself_where_the_network_wants_it(case: Case) -> None:
    errand, replay = begun(case, {post(case): tokens(case.read)})
    errand.finish({"code": "c0de", "state": errand.proof[1]})
    named = str(replay.asked[0].headers.get("Authorization", ""))
    if case.name == "reddit":
        assert base64.b64decode(named.removeprefix("Basic ")).startswith(b"app-1:")
        assert "client_id" not in form(replay)
    else:
        assert (named, form(replay)["client_id"]) == ("", "app-1")


@each
@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"state": "another", "code": "c0de"},
        {"code": "c0de"},
        {"state": "RIGHT"},
        {"state": "RIGHT", "error": "access_denied"},
        {"state": "RIGHT", "error": "access_denied", "code": "c0de"},
    ],
)
def test_a_browser_that_brings_no_yes_stops_the_sign_in(case: Case, answer: dict[str, str]) -> None:
    errand, replay = begun(case, {post(case): tokens(case.read)})
    brought = {name: errand.proof[1] if value == "RIGHT" else value for name, value in answer.items()}
    with pytest.raises(SignInStopped) as told:
        errand.finish(brought)
    assert told.value.remedy is not None
    assert replay.asked == []


@each
@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (canned({"error": "invalid_grant"}, 400), SignInStopped),
        (canned({"error": "invalid_client"}, 401), SignInStopped),
        (Canned(status=500, body=b"<html>oops"), NetworkRefused),
        (canned({"error": "invalid_grant"}), NetworkRefused),
        (canned({"access_token": "two words"}), NetworkRefused),
        (canned({"access_token": "line\nbreak"}, 200), NetworkRefused),
        (canned({"access_token": ["x"]}), NetworkRefused),
        (canned([]), NetworkRefused),
    ],
)
def test_a_token_that_is_none_is_a_problem(case: Case, given: Canned, problem: type[Problem]) -> None:
    errand, _ = begun(case, {post(case): given})
    with pytest.raises(problem):
        errand.finish({"code": "c0de", "state": errand.proof[1]})


@each
def test_who_signed_in_must_be_told(case: Case) -> None:
    for broken in (canned({}), canned({"data": {}, "response": {}}), canned({"error": 1}, 500)):
        given: dict[str, Answering] = {
            post(case): tokens(case.read),
            **dict.fromkeys(answers(case.name), broken),
        }
        errand, _ = begun(case, given)
        with pytest.raises(NetworkRefused):
            errand.finish({"code": "c0de", "state": errand.proof[1]})


@each
def test_a_server_of_ones_own_takes_the_place_of_the_network(case: Case) -> None:
    sign_in = network(case.name).sign_in
    assert sign_in
    assert sign_in.begin
    here = "https://replay.example"
    given = {
        f"{here}{urlsplit(url).path}?{urlsplit(url).query}": one for url, one in answers(case.name).items()
    }
    replay = Replay({**given, f"POST {here}{urlsplit(case.token).path}": tokens(case.read)})
    web = Web(adapter=replay, now=lambda: NOW, sleep=no_wait)
    errand = sign_in.begin(web, Wish(server=f"{here}/", powers=READ, keys=KEYS), BACK)
    joined = errand.finish({"code": "c0de", "state": errand.proof[1]})
    assert joined.account.server == here
    assert errand.url.startswith(f"{here}{urlsplit(case.page).path}?")
    assert {urlsplit(url).netloc for url in replay.urls} == {"replay.example"}
    held = signed_in(case.name, given, server=here)
    seen = listed(network(case.name), held.session)
    assert (seen.problem, bool(seen.photos)) == (None, True)
    assert {urlsplit(url).netloc for url in held.replay.urls} == {"replay.example"}


@each
def test_a_token_that_is_about_to_end_is_renewed_first_and_kept_before_it_is_used(case: Case) -> None:
    fresh = tokens(case.all_of, access_token="s3cret-2", refresh_token="s3cret-r2")
    held = signed_in(
        case.name, {**answers(case.name), post(case): fresh}, expires_at=NOW + timedelta(seconds=30)
    )
    seen = listed(network(case.name), held.session)
    assert seen.problem is None
    renewed = next(one for one in held.shelf.written if one.secret("access") == "s3cret-2")
    assert renewed.secret("refresh") == "s3cret-r2"
    assert renewed.secret("client_id") == "app-1"
    asked = [one for one in held.replay.asked if one.method == "POST"]
    assert len(asked) == 1
    later = [one.headers["Authorization"] for one in held.replay.asked if one.method == "GET"]
    assert set(later) == {"Bearer s3cret-2"}


@each
def test_a_refused_token_is_renewed_once_and_one_that_does_not_rotate_stays(case: Case) -> None:
    first = next(url for url in signed_urls(case) if url)
    twice: Answering = [canned({"error": 401}, 401), *[answers_at(case, first)] * 3]
    fresh = tokens(case.all_of, access_token="s3cret-2", refresh_token=None)
    held = signed_in(case.name, {**answers(case.name), first: twice, post(case): fresh})
    assert listed(network(case.name), held.session).problem is None
    assert held.session.grant.secret("refresh") == "s3cret-refresh"
    assert held.session.grant.secret("access") == "s3cret-2"


def signed_urls(case: Case) -> list[str]:
    held = signed_in(case.name)
    listed(network(case.name), held.session)
    return held.replay.urls


def answers_at(case: Case, url: str) -> Canned:
    held = signed_in(case.name)
    answer = held.session.web.get(url, why="test")
    return Canned(status=answer.status, headers=answer.headers, body=answer.body)


@each
def test_a_renewal_that_is_refused_says_that_the_sign_in_is_over(case: Case) -> None:
    for status, problem in ((400, SignInExpired), (401, SignInExpired), (503, NetworkRefused)):
        given = {**answers(case.name), post(case): canned({"error": "invalid_grant"}, status)}
        held = signed_in(case.name, given, expires_at=NOW)
        seen = listed(network(case.name), held.session)
        assert isinstance(seen.problem, problem)
        assert seen.photos == []


@each
def test_without_the_power_nothing_is_sent(case: Case) -> None:
    net = network(case.name)
    held = signed_in(case.name, powers=READ)
    units = {"tumblr": "t:abc/123", "x": "123", "youtube": "aaaaaaaaaa1", "reddit": "t3_1aaa01"}
    for fix in (net.hide, net.delete):
        if fix is not None:
            with pytest.raises(SignInNeeded):
                fix.act(held.session, units[case.name], [])
    if net.change is not None:
        with pytest.raises(SignInNeeded):
            net.change(held.session, "rd.robots", "true")
    assert held.sent == []
    assert held.replay.asked == []


@each
def test_the_end_is_told_where_the_network_listens_and_failing_to_is_no_error(case: Case) -> None:
    sign_in = network(case.name).sign_in
    assert sign_in
    if not case.revoke:
        assert sign_in.end is None
        return
    assert sign_in.end
    for given in (canned({}), Canned(status=500), canned({"error": "x"}, 400)):
        held = signed_in(case.name, {f"POST {case.revoke}": given})
        sign_in.end(held.session)
        assert held.replay.urls == [case.revoke]
        assert form(held.replay)["token"] == "s3cret-refresh"
    cut: list[Canned | Exception] = [ConnectionRefusedError("no")]
    sign_in.end(signed_in(case.name, {f"POST {case.revoke}": cut}).session)


@each
def test_ending_the_old_sign_in_never_ends_the_newer_one(case: Case) -> None:
    sign_in = network(case.name).sign_in
    assert sign_in
    if sign_in.end is None:
        return
    held = signed_in(case.name, {f"POST {case.revoke}": canned({})})
    held.shelf.write(replace(held.session.grant, secrets={"access": "newer"}))
    sign_in.end(held.session)
    assert len(held.replay.asked) == (1 if case.name == "reddit" else 0)


def test_every_doorway_says_what_it_needs_where_it_begins_and_since_when() -> None:
    for name in ("flickr", "tumblr", "x", "youtube", "reddit"):
        sign_in = network(name).sign_in
        assert sign_in
        way = sign_in.doorway
        assert way.network == name
        assert way.in_browser
        assert way.link.startswith("https://")
        assert (way.checked_on, bool(way.source), bool(way.warning)) == ("2026-11-23", True, True)
        assert len(way.steps) >= 4
        assert all(need.hint is not None for need in way.needs)
        port = sign_in.callback.port
        assert port == 0 or any(f":{port}{sign_in.callback.path}" in str(step) for step in way.steps)
