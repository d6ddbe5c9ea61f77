"""A post's page, the other sizes of its file and its copies elsewhere are looked at as a stranger would."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.model.account import account_id
from app.model.audience import Audience, Basis, stated
from app.model.photo import Photo, PhotoKind
from app.model.stranger import Reach, StrangerView
from app.networks.mastodon import NETWORK
from app.networks.web import Web
from tests.networks.mastodon.member import no_wait, web
from tests.networks.replay import Answering, Canned, Replay, canned

HOME = "https://social.example"
POST = f"{HOME}/@anna/905"
API = f"{HOME}/api/v1/statuses/905"
FILE = f"{HOME}/system/media_attachments/files/113/905/original/5f0c1a2b3c4d5e6f.jpg"
PHOTO = Photo(
    account=account_id(NETWORK.key, "anna@social.example"),
    network=NETWORK.key,
    key="905/9050",
    url=POST,
    media_url=FILE,
    posted_at=datetime(2026, 5, 4, 10, 0, tzinfo=UTC),
)
AVATAR = replace(
    PHOTO,
    key="avatar:5f0c",
    kind=PhotoKind.AVATAR,
    url=f"{HOME}/@anna",
    media_url=f"{HOME}/system/accounts/avatars/113/original/a1b2c3d4e5f60718.png",
)
LOOKUP = f"{HOME}/api/v1/accounts/lookup?acct=anna"
CLOSED = canned({"error": "This method requires an authenticated user"}, 401)


def html(body: str, status: int = 200, **headers: str) -> Canned:
    return Canned(
        status=status, headers={"content-type": "text/html; charset=utf-8", **headers}, body=body.encode()
    )


def looked(answers: dict[str, Answering], photo: Photo = PHOTO) -> StrangerView:
    assert NETWORK.page
    replay = Replay(answers)
    view = NETWORK.page(Web(adapter=replay, sleep=no_wait), photo)
    assert not any("Authorization" in request.headers for request in replay.asked)
    assert (view.why is None) == (view.reach is Reach.REACHABLE)
    return view


FRAME = html("<!doctype html><div id='app'></div>")


@pytest.mark.parametrize(
    ("api", "page", "reach"),
    [
        (canned({"id": "905"}), None, Reach.REACHABLE),
        (canned({"error": "見つかりません"}, 404), None, Reach.GONE),
        (canned({"error": "gone"}, 410), None, Reach.GONE),
        # The pages of some programs are one frame for every address, also of what is long gone.
        (canned({"error": "Record not found"}, 404), FRAME, Reach.GONE),
        (CLOSED, FRAME, Reach.COULD_NOT_LOOK),
        (CLOSED, html("<!doctype html>…/small/5f0c1a2b3c4d5e6f.webp"), Reach.REACHABLE),
        (CLOSED, html("<!doctype html>not here", 404), Reach.GONE),
        (CLOSED, html("<!doctype html><input type='password'>"), Reach.LOGIN_WALL),
        (CLOSED, html("<!doctype html>trouble", 500), Reach.COULD_NOT_LOOK),
        (html("<!doctype html>firewall", 404), FRAME, Reach.COULD_NOT_LOOK),
        (canned({"id": "906"}), FRAME, Reach.COULD_NOT_LOOK),
        (Canned(status=200, body=b'{"id": "905'), FRAME, Reach.COULD_NOT_LOOK),
    ],
)
def test_a_page_is_what_a_stranger_gets(api: Canned, page: Canned | None, reach: Reach) -> None:
    answers: dict[str, Answering] = {API: api}
    if page is not None:
        answers[POST] = page
    assert looked(answers).reach is reach


def test_a_page_that_leads_to_the_sign_in_is_a_wall() -> None:
    answers: dict[str, Answering] = {
        API: CLOSED,
        POST: html("", 302, location=f"{HOME}/login"),
        f"{HOME}/login": html("<!doctype html>Hello"),
    }
    assert looked(answers).reach is Reach.LOGIN_WALL


def test_a_file_that_is_only_called_original_must_stand_with_its_folder() -> None:
    photo = replace(PHOTO, media_url=f"{HOME}/storage/m/_v2/602/50ab/original.jpg")
    answers: dict[str, Answering] = {API: CLOSED, POST: html("<!doctype html>our original recipe")}
    assert looked(answers, photo).reach is Reach.COULD_NOT_LOOK
    answers[POST] = html(r'<!doctype html>{"url":"https:\/\/x.example\/602\/50ab\/original.jpg"}')
    assert looked(answers, photo).reach is Reach.REACHABLE


@pytest.mark.parametrize(
    ("told", "reach"),
    [
        ({"id": "1", "avatar": AVATAR.media_url}, Reach.REACHABLE),
        ({"id": "1", "avatar": f"{HOME}/newer.png", "avatar_static": AVATAR.media_url}, Reach.REACHABLE),
        ({"id": "1", "avatar": f"{HOME}/avatars/original/missing.png"}, Reach.GONE),
        ({"id": "1"}, Reach.COULD_NOT_LOOK),
        ({}, Reach.COULD_NOT_LOOK),
    ],
)
def test_a_profile_picture_is_looked_for_in_the_profile(told: dict[str, str], reach: Reach) -> None:
    assert looked({LOOKUP: canned(told), AVATAR.url: FRAME}, AVATAR).reach is reach


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "//[bad", "https://u:p@x.example/1"])
def test_a_photo_without_a_page_could_not_be_looked_at(url: str) -> None:
    assert looked({}, replace(PHOTO, url=url)).reach is Reach.COULD_NOT_LOOK


def test_an_address_inside_is_never_asked() -> None:
    assert NETWORK.page
    view = NETWORK.page(Web(), replace(PHOTO, url="https://169.254.169.254/@anna/905"))
    assert view.reach is Reach.COULD_NOT_LOOK


def test_every_size_of_a_file_is_known() -> None:
    assert NETWORK.sizes
    assert NETWORK.sizes(PHOTO) == (FILE, FILE.replace("/original/", "/small/"))
    assert NETWORK.sizes(replace(PHOTO, preview_url=f"{HOME}/p.jpg")) == (FILE, f"{HOME}/p.jpg")
    assert NETWORK.sizes(AVATAR)[1] == AVATAR.media_url.replace("/original/", "/static/")
    plain = replace(PHOTO, media_url=f"{HOME}/storage/original/x.jpg", preview_url="")
    assert NETWORK.sizes(plain) == (plain.media_url,)
    assert (
        NETWORK.sizes(replace(plain, media_url="", preview_url=f"{HOME}/headers/original/missing.png")) == ()
    )


def test_where_copies_remain_is_told_by_who_got_the_post() -> None:
    assert NETWORK.copies
    assert any("not every server obeys" in str(one) for one in NETWORK.copies(PHOTO))
    direct = replace(PHOTO, visibility=stated(Audience.DIRECT, Basis.ITEM))
    assert "people whom you sent it to" in str(NETWORK.copies(direct)[0])
    assert "profile picture" in str(NETWORK.copies(AVATAR)[0])


def test_how_long_files_stay_is_a_fact_with_its_source() -> None:
    assert NETWORK.lag.file == timedelta(hours=24)
    assert "delete_media" in NETWORK.lag.source
    assert "recalled" in NETWORK.lag.source


OTHER = "https://other.example"
KNOWN = f"{OTHER}/api/v1/accounts/lookup?acct=anna@social.example"
LIST = f"{OTHER}/api/v1/accounts/7/statuses?limit=40&exclude_reblogs=true"


def copy(number: int, url: str, at: str = "2026-06-01T00:00:00Z", uri: str = "") -> dict[str, str]:
    return {"id": str(number), "url": url, "uri": uri, "created_at": at}


def sought(answers: dict[str, Answering], photo: Photo = PHOTO, server: str = OTHER) -> StrangerView:
    assert NETWORK.elsewhere
    view = NETWORK.elsewhere(Web(adapter=Replay(answers), sleep=no_wait), photo, server)
    assert (view.why is None) == (view.reach is Reach.REACHABLE)
    return view


@pytest.mark.parametrize("server", [OTHER, "other.example", "other.example/"])
def test_a_copy_at_another_server_is_found_by_where_it_came_from(server: str) -> None:
    answers: dict[str, Answering] = {
        KNOWN: canned({"id": "7"}),
        LIST: canned([copy(31, f"{HOME}/@anna/1000"), copy(30, f"{HOME}/@anna/999")]),
        f"{LIST}&max_id=30": canned([copy(29, POST)]),
    }
    view = sought(answers, server=server)
    assert (view.reach, view.url) == (Reach.REACHABLE, POST)


def test_a_copy_that_keeps_only_its_id_is_found_too() -> None:
    by_id = copy(31, f"{OTHER}/@anna@social.example/31", uri=f"{HOME}/users/anna/statuses/905")
    view = sought({KNOWN: canned({"id": "7"}), LIST: canned([by_id])})
    assert (view.reach, view.url) == (Reach.REACHABLE, by_id["url"])
    same_number_elsewhere = copy(905, f"{OTHER}/@bea/905")
    assert (
        sought({KNOWN: canned({"id": "7"}), LIST: canned([same_number_elsewhere])}).reach
        is not Reach.REACHABLE
    )


def test_no_copy_is_believed_only_where_the_list_goes_back_far_enough() -> None:
    older = copy(20, f"{HOME}/@anna/800", "2026-01-01T00:00:00Z")
    answers: dict[str, Answering] = {KNOWN: canned({"id": "7"}), LIST: canned([older])}
    assert sought(answers).reach is Reach.GONE
    assert sought({KNOWN: canned({"id": "7"}), LIST: canned([])}).reach is Reach.GONE
    assert sought({KNOWN: canned({"error": "Record not found"}, 404)}).reach is Reach.GONE
    endless: dict[str, Answering] = {
        KNOWN: canned({"id": "7"}),
        LIST: canned([copy(1000, f"{HOME}/@anna/x")]),
        **{f"{LIST}&max_id={n}": canned([copy(n - 1, f"{HOME}/@anna/x")]) for n in range(900, 1001)},
    }
    assert sought(endless).reach is Reach.COULD_NOT_LOOK


@pytest.mark.parametrize(
    "answers",
    [
        {KNOWN: CLOSED},
        {KNOWN: html("<!doctype html>", 404)},
        {KNOWN: canned({"id": "7"}), LIST: CLOSED},
        {KNOWN: canned({"id": "7"}), LIST: canned({"error": "x"})},
        {KNOWN: canned({"id": "7"}), LIST: Canned(status=200, body=b"[{")},
    ],
)
def test_a_server_that_tells_strangers_nothing_could_not_be_looked_at(answers: dict[str, Answering]) -> None:
    assert sought(answers).reach is Reach.COULD_NOT_LOOK


@pytest.mark.parametrize("server", ["", "no server", "10.0.0.1", "https://", "x" * 500])
def test_what_is_no_server_is_never_asked(server: str) -> None:
    assert sought({}, server=server).reach is Reach.COULD_NOT_LOOK


def test_a_profile_picture_elsewhere_cannot_be_told() -> None:
    assert sought({KNOWN: canned({"id": "7"})}, AVATAR).reach is Reach.COULD_NOT_LOOK
    assert NETWORK.elsewhere
    assert NETWORK.elsewhere(web(), PHOTO, "127.0.0.1:1").reach is Reach.COULD_NOT_LOOK
