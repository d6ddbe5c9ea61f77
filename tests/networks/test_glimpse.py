"""What a stranger gets of one file is judged by what came, and a failed look never counts as safe."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.exceptions import ConnectTimeout

from app.model.account import AccountId, NetworkKey
from app.model.photo import Photo
from app.model.stranger import Reach, Verdict, verdict
from app.networks.answer import Answer
from app.networks.glimpse import FILE_CAP, fetch
from app.networks.network import Glimpse
from app.networks.web import Web
from tests.networks.replay import Answering, Canned, Replay, canned

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
URL = "https://files.example/a.jpg"
JPEG = b"\xff\xd8\xff\xe0" + bytes(100)
PHOTO = Photo(
    account=AccountId("mastodon:anna@x.example"), network=NetworkKey("mastodon"), key="1", media_url=URL
)


def no_wait(_seconds: float) -> None:
    """Pass the time of a pause at once."""


def look(answers: dict[str, Answering], photo: Photo = PHOTO) -> Glimpse:
    return fetch(Web(adapter=Replay(answers), now=lambda: NOW, sleep=no_wait), photo)


def page(body: bytes, status: int = 200) -> Canned:
    return Canned(status=status, headers={"content-type": "text/html"}, body=body)


@pytest.mark.parametrize(
    "body",
    [
        JPEG,
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"GIF89a" + bytes(50),
        b"RIFF\x10\0\0\0WEBPVP8 " + bytes(50),
        b"\0\0\0\x20ftypavif" + bytes(50),
    ],
)
def test_a_picture_is_known_by_its_bytes_and_never_by_its_label(body: bytes) -> None:
    got = look({URL: Canned(headers={"Content-Type": "Text/Plain; charset=x"}, body=body)})
    assert got.view.reach is Reach.REACHABLE
    assert got.data == body
    assert got.view.sha256 == hashlib.sha256(body).hexdigest()
    assert (got.view.size, got.view.status, got.view.content_type) == (len(body), 200, "text/plain")
    assert (got.view.url, got.view.seen_at, got.view.why) == (URL, NOW, None)


@pytest.mark.parametrize(
    ("answer", "reach"),
    [
        (canned({}, 404), Reach.GONE),
        (canned({}, 410), Reach.GONE),
        (canned({}, 401), Reach.LOGIN_WALL),
        (page(b"<form><input name=p type=password>"), Reach.LOGIN_WALL),
        (page(b'<form><input class="x" TYPE="password">', 403), Reach.LOGIN_WALL),
        (page(b"<!doctype html><title>Making sure you are not a robot"), Reach.COULD_NOT_LOOK),
        (Canned(status=403, body=b"<Error><Code>AccessDenied</Code></Error>"), Reach.COULD_NOT_LOOK),
        (page(b"Just a moment", 403), Reach.COULD_NOT_LOOK),
        (page(b"<input type=password>", 502), Reach.COULD_NOT_LOOK),
        (canned({}, 451), Reach.COULD_NOT_LOOK),
        (canned({}, 500), Reach.COULD_NOT_LOOK),
        (Canned(status=204), Reach.COULD_NOT_LOOK),
        (Canned(headers={"content-type": "image/jpeg"}), Reach.COULD_NOT_LOOK),
        (Canned(headers={"content-type": "image/jpeg"}, body=b"not a picture"), Reach.COULD_NOT_LOOK),
        (Canned(status=206, body=JPEG), Reach.COULD_NOT_LOOK),
        (canned({}, 429, retry_after="4000"), Reach.COULD_NOT_LOOK),
    ],
)
def test_what_is_no_picture_is_gone_a_wall_or_could_not_be_looked_at(answer: Canned, reach: Reach) -> None:
    got = look({URL: answer})
    assert got.view.reach is reach
    assert got.data is None
    assert got.view.sha256 is None
    assert got.view.why is not None


@pytest.mark.parametrize(
    "path", ["/login?next=a", "/auth/sign_in", "/accounts/login/", "/users/sign-in", "/sso/start"]
)
def test_being_led_to_a_sign_in_page_is_a_wall(path: str) -> None:
    led = Canned(status=302, headers={"location": path})
    got = look({URL: led, f"https://files.example{path}": page(b"<html>Welcome back")})
    assert got.view.reach is Reach.LOGIN_WALL


def test_a_picture_in_a_folder_called_login_is_still_a_picture() -> None:
    url = "https://files.example/login/a.jpg"
    photo = Photo(account=PHOTO.account, network=PHOTO.network, key="2", media_url=url)
    assert look({url: Canned(body=JPEG)}, photo).view.reach is Reach.REACHABLE


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "http://files.example/a.jpg",
        "https://127.0.0.1/a.jpg",
        "javascript:alert(1)",
        "data:,x",
    ],
)
def test_an_address_that_is_never_contacted_could_not_be_looked_at(url: str) -> None:
    photo = Photo(account=PHOTO.account, network=PHOTO.network, key="3", media_url=url)
    got = look({}, photo)
    assert got.view.reach is Reach.COULD_NOT_LOOK
    assert got.view.why is not None


def test_no_answer_could_not_be_looked_at() -> None:
    got = look({URL: [ConnectTimeout("slow")]})
    assert got.view.reach is Reach.COULD_NOT_LOOK
    assert "did not answer in time" in str(got.view.why)


def test_a_file_beyond_the_cap_is_reachable_but_not_read() -> None:
    got = look({URL: Canned(body=JPEG + bytes(FILE_CAP))})
    assert (got.view.reach, got.data, got.view.sha256, got.view.size) == (Reach.REACHABLE, None, None, None)
    assert "24 MB" in str(got.view.why)


def test_a_networks_own_custom_decides_first() -> None:
    def blob_is_gone(answer: Answer) -> bool:
        return answer.status == 400 and b"BlobNotFound" in answer.body

    web = Web(adapter=Replay({URL: canned({"error": "BlobNotFound"}, 400)}), now=lambda: NOW)
    assert fetch(web, PHOTO, gone=blob_is_gone).view.reach is Reach.GONE


def test_a_robot_guard_before_a_photo_never_makes_it_gone() -> None:
    before = look({URL: Canned(body=JPEG)}).view
    after = look({URL: page(b"<!doctype html>Checking your browser", 403)}).view
    assert verdict(before, after) is Verdict.COULD_NOT_LOOK


@given(
    status=st.integers(200, 599).filter(lambda number: number not in {301, 302, 303, 307, 308}),
    kind=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
    body=st.binary(max_size=300),
)
def test_any_answer_gives_a_view_and_never_an_error(status: int, kind: str, body: bytes) -> None:
    got = look({URL: Canned(status=status, headers={"content-type": kind}, body=body)})
    assert (got.data is not None) is (got.view.reach is Reach.REACHABLE)
    assert got.view.seen_at - NOW < timedelta(minutes=5)
