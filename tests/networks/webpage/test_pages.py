"""A page is read for what it says to machines; walls and refusals never read like safety."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from app.model.account import Account
from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.model.setting import Check
from app.model.stranger import Reach
from app.networks import find, understand
from app.networks.web import MB, Web
from app.networks.webpage import NETWORK
from tests.networks.replay import Canned, Replay, from_recording

DATA = sorted((Path(__file__).parents[1] / "data" / "webpage").glob("*.json"))
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PAGE = "https://anna.example/about"


class Clock:
    """A clock that moves on when somebody waits."""

    def __init__(self) -> None:
        self.now = NOW
        self.slept = 0.0

    def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.now += timedelta(seconds=seconds)


def load(name: str) -> dict[str, Any]:
    path = next(one for one in DATA if one.stem == name)
    return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))


def a_web(adapter: Replay, clock: Clock | None = None) -> Web:
    time = clock or Clock()
    return Web(adapter=adapter, now=lambda: time.now, sleep=time.sleep)


def html(body: str, **headers: str) -> Canned:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Canned(headers={"content-type": "text/html", **named}, body=body.encode())


def listing(web: Web, account: Account) -> tuple[list[Photo], list[Skipped], str | None]:
    assert NETWORK.photos
    photos, skipped = list[Photo](), list[Skipped]()
    try:
        for item in NETWORK.photos(web, account):
            if isinstance(item, Photo):
                photos.append(item)
            elif isinstance(item, Skipped):
                skipped.append(item)
    except Problem as problem:
        return photos, skipped, type(problem).__name__
    return photos, skipped, None


def checks(web: Web, account: Account) -> dict[str, Check]:
    assert NETWORK.open_checks
    return {check.key: check for check in NETWORK.open_checks(web, account)}


@pytest.mark.parametrize("name", [path.stem for path in DATA])
def test_a_page_is_read_as_it_answers(name: str) -> None:
    recording = load(name)
    expect: dict[str, Any] = recording["expect"]
    adapter = Replay(from_recording(recording["answers"]))
    web = a_web(adapter)
    target = understand(recording["look"])
    assert target.network == "webpage"
    if "find" in expect:
        with pytest.raises(Problem) as refused:
            find(web, target)
        assert type(refused.value).__name__ == expect["find"]
        assert refused.value.remedy is not None
        assert "safe" not in f"{refused.value.says} {refused.value.remedy}"
        assert bool(adapter.asked) is bool(recording["answers"]), "nobody behind a login wall is asked"
        return
    account = find(web, target)
    for field, value in expect.get("account", {}).items():
        assert getattr(account, field) == value
    photos, skipped, problem = listing(web, account)
    assert {one.media_url: [one.kind.value, one.album] for one in photos} == expect["photos"]
    assert (len(skipped), problem) == (expect["skipped"], expect["problem"])
    assert len({one.key for one in photos}) == len(photos)
    if "checks" in expect:
        assert {key: check.seen for key, check in checks(web, account).items()} == expect["checks"]


def test_every_wish_is_a_wish_and_what_could_not_be_read_is_unknown() -> None:
    account = find(a_web(Replay(from_recording(load("plain")["answers"]))), understand(PAGE))
    found = checks(
        a_web(Replay({PAGE: Canned(status=503), "https://anna.example/robots.txt": Canned(status=503)})),
        account,
    )
    assert {check.seen for check in found.values()} == {None}
    assert all(check.asks_only for check in found.values())
    assert all(check.is_safe is None for check in found.values())


@pytest.mark.parametrize(
    ("header", "meta", "index", "images"),
    [
        ("noindex, nofollow", "", "asked", "asked"),
        ("none", "", "asked", "asked"),
        ("noimageindex", "", "open", "asked"),
        ("googlebot: noindex", "", "open", "open"),
        ("max-snippet:0, noindex", "", "asked", "asked"),
        ("", "<meta name=googlebot content=noindex>", "open", "open"),
        ("", "<meta name='ROBOTS' content='NOINDEX,NOFOLLOW'>", "asked", "asked"),
        ("", "<meta name=robots content='index,follow'>", "open", "open"),
    ],
)
def test_only_what_is_said_to_every_robot_counts(header: str, meta: str, index: str, images: str) -> None:
    page = html(f"<html><head>{meta}</head>", **({"x_robots_tag": header} if header else {}))
    web = a_web(Replay({PAGE: page}))
    found = checks(web, find(web, understand(PAGE)))
    assert (found["page.noindex"].seen, found["page.noimageindex"].seen) == (index, images)


def test_the_server_is_asked_at_most_once_a_second() -> None:
    clock = Clock()
    adapter = Replay(from_recording(load("full")["answers"]))
    web = a_web(adapter, clock)
    account = find(web, understand(PAGE))
    photos, _, _ = listing(web, account)
    checks(web, account)
    assert NETWORK.glimpse
    for photo in photos:
        NETWORK.glimpse(web, photo)
    here = sum(url.startswith("https://anna.example/") for url in adapter.urls)
    assert here == 10
    assert here - 1 <= clock.slept < here + 1


def test_three_redirects_are_followed_and_no_more() -> None:
    def chain(length: int) -> Replay:
        answers: dict[str, Any] = {
            f"https://anna.example/{at}": Canned(status=302, headers={"location": f"/{at + 1}"})
            for at in range(length)
        }
        answers[f"https://anna.example/{length}"] = html("<html><title>there</title>")
        return Replay(answers)

    assert find(a_web(chain(3)), understand("page:https://anna.example/0")).name == "there"
    with pytest.raises(Problem, match="on and on"):
        find(a_web(chain(4)), understand("page:https://anna.example/0"))


def test_the_address_of_a_picture_is_one_photo() -> None:
    url = "https://anna.example/pictures/me.jpg"
    picture = Canned(headers={"content-type": "image/jpeg"}, body=b"\xff\xd8\xff\xe0" + b"0" * 3 * MB)
    web = a_web(Replay({url: picture}))
    account = find(web, understand(url))
    (photo,), skipped, problem = listing(web, account)
    assert (photo.media_url, skipped, problem) == (url, [], None)
    assert NETWORK.page
    assert NETWORK.glimpse
    assert NETWORK.page(web, photo).reach is Reach.REACHABLE
    glimpse = NETWORK.glimpse(web, photo)
    assert glimpse.data is not None
    huge = Canned(headers={"content-type": "image/jpeg"}, body=b"\xff\xd8\xff\xe0" + b"0" * 11 * MB)
    seen = NETWORK.glimpse(a_web(Replay({url: huge})), photo)
    assert (seen.view.reach, seen.data) == (Reach.REACHABLE, None)
    assert "10 MB" in str(seen.view.why)


@pytest.mark.parametrize(
    ("answer", "reach"),
    [
        (html("<meta property=og:image content=/me.jpg>"), Reach.COULD_NOT_LOOK),
        (html('<html><meta property="og:image" content="/me.jpg?a=1&amp;b=2">'), Reach.REACHABLE),
        (html("<html>another page</html>"), Reach.COULD_NOT_LOOK),
        (html("<html><input type=password>"), Reach.COULD_NOT_LOOK),
        (Canned(status=404), Reach.GONE),
        (Canned(status=403), Reach.COULD_NOT_LOOK),
        (Canned(status=302, headers={"location": "http://10.0.0.1/"}), Reach.COULD_NOT_LOOK),
    ],
)
def test_a_page_that_names_a_picture_no_more_is_no_proof(answer: Canned, reach: Reach) -> None:
    assert NETWORK.page
    recording = load("full")
    web = a_web(Replay(from_recording(recording["answers"])))
    photo = listing(web, find(web, understand(PAGE)))[0][0]
    assert NETWORK.page(a_web(Replay({PAGE: answer})), photo).reach is reach
    walled = replace(photo, url="https://x.com/anna")
    assert NETWORK.page(a_web(Replay({})), walled).reach is Reach.COULD_NOT_LOOK


def test_a_picture_whose_address_is_signed_anew_stays_the_same_photo() -> None:
    def keys(token: str) -> list[str]:
        web = a_web(
            Replay(
                {
                    PAGE: html(
                        f"<html><meta property=og:image content='https://c.example/a.jpg?v=1&amp;oh={token}'>"
                    )
                }
            )
        )
        return [photo.key for photo in listing(web, find(web, understand(PAGE)))[0]]

    assert keys("one") == keys("two") != []


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("https://anna.example", "https://anna.example/"),
        ("HTTPS://Anna.Example/About#me", "https://anna.example/About"),
        ("http://anna.example/a?b=c", "https://anna.example/a?b=c"),
        ("t.me/anna", "https://t.me/anna"),
        ("page: https://pixelfed.example/anna", "https://pixelfed.example/anna"),
        ("vk.com/anna", "https://vk.com/anna"),
        ("anna.example/about", None),
        ("javascript:alert(1)", None),
        ("https://user:pw@anna.example/", None),
        ("https://10.0.0.1/", None),
        ("https://[::1", None),
        ("https://anna.example/a b", None),
        ("ftp://anna.example/", None),
    ],
)
def test_an_address_is_read_and_whatever_is_none_is_not(text: str, handle: str | None) -> None:
    assert NETWORK.understand
    target = NETWORK.understand(text)
    assert (target.handle if target else None) == handle


def test_what_stands_behind_a_question_mark_stays_out_of_the_id() -> None:
    url = f"{PAGE}?token=s3cret"
    account = find(a_web(Replay({url: html("<html><title>x</title>")})), understand(url))
    assert "s3cret" not in account.id
    assert account.id.startswith("webpage:anna.example/about?")
