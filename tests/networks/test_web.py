"""The one door to the web keeps its manners and its secrets; answers are replayed at the lowest seam."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from requests import PreparedRequest
from requests.exceptions import ConnectionError as Unreachable
from requests.exceptions import ReadTimeout, SSLError

from app.model.problem import AddressRefused, Limited, NetworkRefused, Offline, Problem
from app.networks.web import USER_AGENT, Answer, Contact, Web
from tests.networks.replay import Answering, Canned, Replay, canned

A = "https://a.example"
START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
CUT = Unreachable(ConnectionResetError(104, "cut"))


class Stopped(Exception):
    """What a front door raises from poll."""


class Clock:
    """A clock that moves only while somebody sleeps."""

    def __init__(self) -> None:
        self.time = START
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)

    @property
    def waited(self) -> float:
        return round(sum(self.slept), 3)


def open_web(
    answers: dict[str, Answering], *, poll: Callable[[], None] | None = None, loopback: bool = False
) -> tuple[Web, Replay, Clock, list[datetime]]:
    replay, clock, waits = Replay(answers), Clock(), list[datetime]()
    web = Web(
        adapter=replay,
        sleep=clock.sleep,
        now=clock.now,
        on_wait=waits.append,
        poll=poll,
        allow_loopback=loopback,
    )
    return web, replay, clock, waits


def away(to: str, status: int = 302) -> Canned:
    return Canned(status=status, headers={"location": to})


# --- what is asked and what comes back


def test_an_answer_has_lower_case_headers_and_any_status() -> None:
    web, replay, _, _ = open_web({f"{A}/x?q=1": Canned(status=418, headers={"X-Tea": "Oolong"}, body=b"no")})
    answer = web.get(f"{A}/x", why="test", params={"q": 1})
    assert (answer.status, answer.headers["x-tea"], answer.body, answer.truncated) == (
        418,
        "Oolong",
        b"no",
        False,
    )
    assert (answer.url, answer.host) == (f"{A}/x?q=1", "a.example")
    assert replay.asked[0].headers["User-Agent"] == USER_AGENT
    assert "Overexposed" in USER_AGENT


def test_a_body_is_cut_at_its_cap() -> None:
    web, _, _, _ = open_web({f"{A}/x": Canned(body=b"x" * 1000)})
    whole, cut = web.get(f"{A}/x", why="test", cap=1000), web.get(f"{A}/x", why="test", cap=999)
    assert (len(whole.body), whole.truncated) == (1000, False)
    assert (len(cut.body), cut.truncated) == (999, True)
    with pytest.raises(NetworkRefused):
        cut.json()


@pytest.mark.parametrize("body", [b"", b"<html>", b"{", b"[" * 5000 + b"]" * 5000, b"9" * 5000, b"\xff\xfe"])
def test_what_is_no_usable_json_is_refused_in_words(body: bytes) -> None:
    web, _, _, _ = open_web({f"{A}/x": Canned(body=body)})
    with pytest.raises(NetworkRefused, match=r"a\.example gave an answer that we cannot read"):
        web.get(f"{A}/x", why="test").json()


def test_json_comes_without_halves_of_characters_and_without_nan() -> None:
    web, _, _, _ = open_web({f"{A}/x": Canned(body=b'\xef\xbb\xbf{"a": "\\ud83d", "b": NaN}')})
    assert web.get(f"{A}/x", why="test").json() == {"a": "�", "b": None}


def test_a_post_carries_its_json_and_a_head_has_no_body() -> None:
    web, replay, _, _ = open_web(
        {f"POST {A}/x": canned({"ok": 1}), f"HEAD {A}/x": Canned(body=b"never read")}
    )
    assert web.post(f"{A}/x", why="test", json={"name": "anna"}).json() == {"ok": 1}
    assert replay.asked[0].body == b'{"name": "anna"}'
    assert web.head(f"{A}/x", why="test").body == b""


@pytest.mark.parametrize(
    "url", ["http://a.example/", "https://10.0.0.1/", "https://127.0.0.1/", "gopher://a.example"]
)
def test_an_address_outside_the_open_internet_is_refused_before_anything_is_sent(url: str) -> None:
    web, replay, _, _ = open_web({})
    with pytest.raises(AddressRefused):
        web.get(url, why="test")
    assert replay.asked == []


def test_each_request_is_told_with_host_and_reason() -> None:
    contacts: list[Contact] = []
    web = Web(
        adapter=Replay({f"{A}/x": away("https://b.example/y")}), on_contact=contacts.append, now=lambda: START
    )
    web.get(f"{A}/x", why="list")
    assert contacts == [
        Contact(host="a.example", why="list", at=START),
        Contact(host="b.example", why="list", at=START),
    ]


def test_no_cookie_is_kept() -> None:
    web, replay, _, _ = open_web({f"{A}/x": Canned(headers={"set-cookie": "sid=1; Path=/"})})
    web.get(f"{A}/x", why="test")
    web.get(f"{A}/x", why="test")
    assert "Cookie" not in replay.asked[1].headers


# --- redirects


def test_redirects_are_followed_five_times_and_no_more() -> None:
    answers: dict[str, Answering] = {f"{A}/{n}": away(f"/{n + 1}") for n in range(9)}
    web, replay, _, _ = open_web(answers)
    answer = web.get(f"{A}/0", why="test")
    assert (answer.status, answer.url, len(replay.asked)) == (302, f"{A}/5", 6)


@pytest.mark.parametrize(
    "to",
    [
        "http://b.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "file:///etc/passwd",
        "https://u:p@b.example/",
    ],
)
def test_a_redirect_to_a_forbidden_address_is_refused(to: str) -> None:
    web, replay, _, _ = open_web({f"{A}/x": away(to)})
    with pytest.raises(AddressRefused):
        web.get(f"{A}/x", why="test")
    assert len(replay.asked) == 1


def test_a_redirect_that_cannot_be_read_is_the_answer() -> None:
    web, _, _, _ = open_web({f"{A}/x": away("https://[broken/")})
    assert web.get(f"{A}/x", why="test").status == 302


@pytest.mark.parametrize(
    ("to", "has_token"),
    [
        ("/y", True),
        ("https://a.example:443/y", True),
        ("https://b.example/y", False),
        ("https://a.example:8443/y", False),
    ],
)
def test_a_token_stays_with_its_own_server(to: str, has_token: bool) -> None:
    web, replay, _, _ = open_web({f"{A}/x": away(to)})
    web.get(f"{A}/x", why="test", token="t0ken", headers={"DPoP": "proof"})
    assert replay.asked[0].headers["Authorization"] == "Bearer t0ken"
    assert ("Authorization" in replay.asked[1].headers) is has_token
    assert ("DPoP" in replay.asked[1].headers) is has_token


def test_what_was_posted_is_not_passed_on_to_another_server() -> None:
    web, replay, _, _ = open_web(
        {f"POST {A}/x": away("https://b.example/y", 307), f"POST {A}/z": away("/w", 303)}
    )
    assert web.post(f"{A}/x", why="test", data={"secret": "s"}).status == 307
    assert web.post(f"{A}/z", why="test", data={"secret": "s"}).status == 303
    assert [(one.method, one.url, one.body) for one in replay.asked[1:]] == [("POST", f"{A}/z", "secret=s")]


# --- politeness


def test_a_short_pause_is_sat_out_in_small_steps_and_told() -> None:
    web, replay, clock, waits = open_web({f"{A}/x": [canned({}, 429, retry_after="7"), canned("done")]})
    assert web.get(f"{A}/x", why="test").json() == "done"
    assert clock.waited == 7
    assert max(clock.slept) <= 0.25
    assert waits == [START + timedelta(seconds=7)]
    assert len(replay.asked) == 2


def test_a_long_pause_is_a_problem_that_names_the_moment_and_is_remembered() -> None:
    web, replay, clock, _ = open_web(
        {f"{A}/x": canned({}, 429, x_ratelimit_reset="2026-11-23T08:04:00.000Z")}
    )
    for _ in range(3):
        with pytest.raises(Limited) as limited:
            web.get(f"{A}/x", why="test")
        assert limited.value.until == START + timedelta(minutes=4)
    assert len(replay.asked) == 1
    clock.time += timedelta(minutes=5)
    with pytest.raises(Limited):
        web.get(f"{A}/x", why="test")
    assert len(replay.asked) == 4


def test_a_server_that_always_says_too_many_is_asked_three_times_at_most() -> None:
    web, replay, clock, _ = open_web({f"{A}/x": canned({}, 429)})
    with pytest.raises(Limited):
        web.get(f"{A}/x", why="test")
    assert (len(replay.asked), clock.waited) == (3, 15)


def test_after_the_last_allowed_answer_the_next_request_waits_but_other_hosts_do_not() -> None:
    last = canned("last", 200, x_ratelimit_remaining="0", x_ratelimit_reset="2026-11-23T08:00:20.000Z")
    web, _, clock, _ = open_web({f"{A}/x": [last, canned("next")], "https://b.example/": canned("other")})
    assert web.get(f"{A}/x", why="test").json() == "last"
    assert web.get("https://b.example/", why="test").json() == "other"
    assert clock.waited == 0
    assert web.get(f"{A}/x", why="test").json() == "next"
    assert clock.waited == 20


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_passing_trouble_is_tried_once_more(status: int) -> None:
    web, replay, clock, _ = open_web({f"{A}/x": [canned({}, status), canned("well")]})
    assert web.get(f"{A}/x", why="test").json() == "well"
    assert clock.waited == 1
    web, replay, _, _ = open_web({f"{A}/x": canned({}, status)})
    assert web.get(f"{A}/x", why="test").status == status
    assert len(replay.asked) == 2


def test_a_server_that_closes_for_hours_is_not_asked_again() -> None:
    web, replay, clock, _ = open_web({f"{A}/x": canned({}, 503, retry_after="7200")})
    assert web.get(f"{A}/x", why="test").status == 503
    assert (len(replay.asked), clock.waited) == (1, 0)


def test_a_cut_line_is_tried_once_more_but_a_post_is_never_sent_twice() -> None:
    web, replay, _, _ = open_web({f"{A}/x": [CUT, canned("well")], f"POST {A}/x": [CUT, canned("twice")]})
    assert web.get(f"{A}/x", why="test").json() == "well"
    with pytest.raises(Offline):
        web.post(f"{A}/x", why="test", json={})
    assert len(replay.asked) == 3
    web, _, _, _ = open_web({f"{A}/x": [CUT, CUT, canned("third")]})
    with pytest.raises(Offline):
        web.get(f"{A}/x", why="test")


def test_stop_is_heard_while_waiting() -> None:
    polls = 0

    def poll() -> None:
        nonlocal polls
        polls += 1
        if polls > 5:
            raise Stopped

    web, _, clock, _ = open_web({f"{A}/x": canned({}, 429, retry_after="50")}, poll=poll)
    with pytest.raises(Stopped):
        web.get(f"{A}/x", why="test")
    assert clock.waited < 2


# --- words and secrets


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ReadTimeout("slow"), "did not answer in time"),
        (Unreachable(OSError("no route")), "did not answer."),
        (SSLError("certificate verify failed"), "did not prove that it is the right server"),
    ],
)
def test_a_failure_is_told_in_words_with_a_remedy(error: Exception, words: str) -> None:
    web, _, _, _ = open_web({f"{A}/x": [error]})
    with pytest.raises(Offline) as offline:
        web.get(f"{A}/x", why="test")
    assert words in str(offline.value)
    assert offline.value.remedy is not None


def chain(error: BaseException | None) -> str:
    told = ""
    while error is not None:
        told += f"{error!r} {error}"
        error = error.__cause__ or error.__context__
    return told


def test_no_secret_is_in_an_answer_an_error_a_repr_or_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "s3cr3t"
    failing = Unreachable(f"https://a.example/fail?access_token={secret}")

    def echo(request: PreparedRequest) -> Canned:
        return Canned(status=401, headers={"x": str(request.headers["Authorization"])}, body=b"denied")

    web, _, _, _ = open_web(
        {f"{A}/x?access_token={secret}": echo, f"{A}/fail?access_token={secret}": [failing] * 2}
    )
    answer = web.get(f"{A}/x", why="test", params={"access_token": secret}, token=secret)
    told = [repr(answer), answer.url, repr(web), caplog.text]
    problems: list[Problem] = []
    for url in (f"{A}/fail?access_token={secret}", f"http://a.example/?access_token={secret}"):
        with pytest.raises(Problem) as caught:
            web.get(url, why="test", token=secret)
        problems.append(caught.value)
    told += [chain(problem) for problem in problems]
    assert not [one for one in told if secret in one]
    assert re.search("access_token=hidden", answer.url)


def test_an_answer_knows_a_web_page_when_it_sees_one() -> None:
    def answer(body: bytes, kind: str = "") -> Answer:
        return Answer(status=200, headers={"content-type": kind}, body=body, url=A)

    assert answer(b"", "text/html; charset=utf-8").is_html
    assert answer(b"\xef\xbb\xbf \n<!DOCTYPE HTML>", "image/png").is_html
    assert not answer(b"<svg></svg>", "image/svg+xml").is_html
    assert not answer(b"{}", "application/json").is_html
