"""Whatever a network answers to a person's own key, only photos, skipped items and Problems come out."""

from __future__ import annotations

import copy
import json
import logging
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from requests import PreparedRequest, Response

from app.model.photo import Photo
from app.model.problem import (
    Limited,
    NetworkRefused,
    NotThere,
    Offline,
    Problem,
    SignInExpired,
    SignInNeeded,
)
from app.networks import network
from app.networks.bearer import PAGE_CAP
from app.networks.web import Web
from tests.networks.replay import Answering, Canned, Replay, canned, from_recording
from tests.networks.signed_in import SECRETS, Seen, answers, listed, no_wait, recording, signed_in

NAMES = ["flickr", "tumblr", "x", "youtube", "reddit", "facebook", "instagram", "threads", "pinterest", "vk"]
HTML = {"content-type": "text/html"}
INNER = "http://169.254.169.254/latest/meta-data/"
FAULTS: dict[str, Canned] = {
    "cut off": Canned(headers={"content-type": "application/json"}, body=b'{"stat": "ok", "data": [{"id'),
    "a list": canned([1, 2, 3]),
    "a word": canned("ok"),
    "null": canned(None),
    "empty": Canned(),
    "a web page": Canned(headers=HTML, body=b"<!doctype html><title>hello</title>"),
    "huge": Canned(body=b"[" * (PAGE_CAP + 10)),
    "deep": Canned(body=b"[" * 100_000),
    "bad bytes": Canned(body=b"\xff\xfe\x00\xd8"),
    "another place": Canned(status=302, headers={"location": INNER}),
    "500": Canned(status=500, headers=HTML, body=b"<html>oops"),
    "502": Canned(status=502, headers=HTML, body=b"<html>oops"),
    "418": canned({"error": "teapot"}, 418),
}
VALUES: list[object] = [
    None,
    True,
    0,
    -1,
    10**40,
    1e308,
    "",
    "x" * 20_000,
    "\x00\x07\u202eevil",
    "javascript:alert(1)",
    "https://u:p@x.example/",
    "../../etc",
    "t3_../../x",
    "9999-99-99",
    [],
    [None],
    [[[]]],
    {},
    {"id": {}},
]


def listing(name: str, given: dict[str, Answering]) -> Seen:
    seen = listed(network(name), signed_in(name, given).session)
    assert seen.problem is None or (str(seen.problem) and seen.problem.remedy is not None)
    for photo in seen.photos:
        check(photo)
    assert all(str(one.why) and one.where for one in seen.skipped)
    return seen


def check(photo: Photo) -> None:
    assert photo.media_url.startswith(("https://", "http://"))
    assert photo.url == "" or photo.url.startswith(("https://", "http://"))
    assert photo.key
    assert len(photo.key) <= 300
    assert len(photo.caption) <= 5000
    assert "\x00" not in photo.caption + photo.alt_text + photo.album
    assert photo.posted_at is None or photo.posted_at.tzinfo is not None
    assert photo.width is None or 0 < photo.width <= 100_000
    one = network(photo.network)
    assert one.sizes
    assert photo.media_url in one.sizes(photo)
    for fix in (one.hide, one.delete):
        assert fix is None or (fix.unit(photo) and str(fix.says([photo])))


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", NAMES)
def test_every_answer_may_be_any_fault(name: str, fault: str) -> None:
    whole = len(listing(name, answers(name)).photos)
    for url in answers(name):
        if "prefs" in url:
            continue
        seen = listing(name, answers(name, {url: FAULTS[fault]}))
        assert seen.problem is not None or len(seen.photos) <= whole
        assert not any("169.254" in photo.media_url for photo in seen.photos)


@pytest.mark.parametrize("name", NAMES)
def test_no_redirect_leads_inside(name: str) -> None:
    for url in answers(name):
        if "prefs" in url:
            continue
        held = signed_in(name, answers(name, {url: FAULTS["another place"]}))
        listed(network(name), held.session)
        assert not [one for one in held.replay.urls if "169.254" in one]


def first_page(name: str) -> str:
    """Return the first address that a listing asks."""
    held = signed_in(name)
    listed(network(name), held.session)
    return held.replay.urls[0]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (canned({"error": 401}, 401), SignInExpired),
        (
            Canned(status=429, headers={**HTML, "retry-after": "4000"}, body=b"<html>whoa there, pardner!"),
            Limited,
        ),
        (canned({"error": 403}, 403), NetworkRefused),
        (canned({}, 404), NetworkRefused),
        (FAULTS["500"], NetworkRefused),
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_each_refusal_has_its_problem(name: str, answer: Canned, problem: type[Problem]) -> None:
    url = first_page(name)
    held = signed_in(name, answers(name, {url: answer}), refresh="")
    seen = listed(network(name), held.session)
    assert isinstance(seen.problem, problem)
    assert seen.photos == []
    assert held.session.grant == held.shelf.grant


@pytest.mark.parametrize("name", ["tumblr", "x", "youtube", "reddit"])
def test_a_scope_that_is_too_narrow_is_told_from_a_refusal(name: str) -> None:
    narrow = canned({"error": 403}, 403, www_authenticate='Bearer realm="x", error="insufficient_scope"')
    held = signed_in(name, answers(name, {first_page(name): narrow}))
    assert isinstance(listed(network(name), held.session).problem, SignInNeeded)


@pytest.mark.parametrize("name", NAMES)
def test_a_cut_line_in_the_middle_keeps_what_came_before(name: str) -> None:
    held = signed_in(name)
    whole = listed(network(name), held.session)
    last = held.replay.urls[-1]
    cut: Any = [ConnectionRefusedError("no"), ConnectionRefusedError("no")]
    seen = listing(name, answers(name, {last: cut}))
    assert isinstance(seen.problem, Offline)
    assert seen.keys == whole.keys[: len(seen.keys)]
    assert seen.keys


@pytest.mark.parametrize("name", NAMES)
def test_a_listing_goes_on_behind_each_of_its_marks(name: str) -> None:
    whole = listed(network(name), signed_in(name).session)
    assert whole.problem is None
    assert whole.marks
    for mark in whole.marks:
        rest = listed(network(name), signed_in(name).session, mark)
        assert rest.problem is None
        assert rest.keys == whole.keys[len(whole.keys) - len(rest.keys) :]
        assert not [value for value in SECRETS.values() if len(value) > 2 and value in mark]
    assert len(listed(network(name), signed_in(name).session, whole.marks[-1]).keys) < len(whole.keys)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mark", ["", "x", "../../etc", "0", "-1", "99999999999999", "t3_a b c", "\x00"])
def test_a_mark_that_is_none_does_no_harm(name: str, mark: str) -> None:
    seen = listed(network(name), signed_in(name).session, mark)
    assert seen.problem is None or str(seen.problem)


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_asked_for_one_by_one(name: str) -> None:
    held = signed_in(name)
    own = network(name).own
    assert own
    items = own(held.session, "")
    next(item for item in items if isinstance(item, Photo))
    early = len(held.replay.urls)
    list(items)
    assert early < len(held.replay.urls)


@pytest.mark.parametrize("name", NAMES)
def test_no_secret_stands_in_an_address_a_log_or_a_problem(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    held = signed_in(name)
    seen = listed(network(name), held.session)
    held = signed_in(name, {})
    problem = listed(network(name), held.session).problem
    told = " ".join([*held.replay.urls, caplog.text, repr(held.session), repr(seen.photos), repr(problem)])
    assert problem is not None
    assert [value for value in SECRETS.values() if value.startswith("s3cret") and value in told] == []
    sent = [one.headers.get("Authorization") for one in held.replay.asked]
    assert sent
    assert all(sent)


UNITS = {
    "flickr": "51000000001",
    "tumblr": "t:abc/123",
    "x": "123",
    "youtube": "aaaaaaaaaa1",
    "reddit": "t3_1aaa01",
    "threads": "17900000000000001",
    "pinterest": "71/801",
    "vk": "301/9001",
}


class Everywhere(Replay):
    """Answers the same to everything."""

    def __init__(self, answer: Canned) -> None:
        super().__init__({})
        self._answer = answer

    def send(self, request: PreparedRequest, *_args: object, **_named: object) -> Response:
        return self._response(request, self._answer)


@pytest.mark.parametrize("name", NAMES)
def test_a_web_page_that_says_404_is_no_proof_that_a_photo_is_gone(name: str) -> None:
    page = Canned(status=404, headers=HTML, body=b"<!doctype html><title>Not found</title>")
    net = network(name)
    for fix in (net.hide, net.delete):
        if fix is None:
            continue
        held = signed_in(name)
        held.session.web = Web(adapter=Everywhere(page), sleep=no_wait)
        with pytest.raises(NetworkRefused) as told:
            fix.act(held.session, UNITS[name], [])
        assert not isinstance(told.value, NotThere)


def paths(value: object, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every field inside a JSON value."""
    if isinstance(value, dict):
        inside = cast("dict[str, object]", value).items()
    elif isinstance(value, list):
        inside = enumerate(cast("list[object]", value))
    else:
        return [here]
    return [here, *(way for key, one in inside for way in paths(one, (*here, key)))]


RECORDED = {name: json.dumps(recording(name)["answers"]) for name in NAMES}


@st.composite
def spoiled(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Return a recording with some fields of its answers replaced."""
    given: dict[str, Any] = json.loads(RECORDED[name])
    for _ in range(draw(st.integers(1, 4))):
        answer = given[draw(st.sampled_from(sorted(given)))]
        bad = copy.deepcopy(draw(st.sampled_from(VALUES)))
        way = draw(st.sampled_from(paths(answer["json"])))
        if not way:
            answer["json"] = bad
            continue
        at = answer["json"]
        for step in way[:-1]:
            at = at[step]
        at[way[-1]] = bad
    return given


@pytest.mark.parametrize("name", NAMES)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_spoiled_field_ends_in_photos_skipped_items_and_problems(name: str, data: st.DataObject) -> None:
    given = from_recording(data.draw(spoiled(name)))
    listing(name, given)
    told: Problem | None = None
    checks = network(name).checks
    try:
        for one in checks(signed_in(name, given).session) if checks else ():
            assert one.seen is None or one.seen in {value.key for value in one.values}
    except Problem as problem:
        told = problem
    assert told is None or told.remedy is not None
