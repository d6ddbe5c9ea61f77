"""What changes something at a server is sent once, to that server alone, and signed for it alone."""

from __future__ import annotations

import pytest
from requests import PreparedRequest
from requests.auth import AuthBase
from requests_oauthlib import OAuth1

from app.model.problem import Offline
from app.networks.ask import Ask, Method
from tests.networks.replay import Canned, canned
from tests.networks.test_web import CUT, A, open_web


@pytest.mark.parametrize(("method", "times"), [("DELETE", 2), ("PUT", 2), ("PATCH", 1), ("POST", 1)])
def test_only_what_may_be_done_twice_is_sent_again_where_the_line_was_cut(method: Method, times: int) -> None:
    web, replay, _, _ = open_web({f"{method} {A}/x": [CUT, canned({"done": True})]})
    if times == 1:
        with pytest.raises(Offline):
            web.send(method, f"{A}/x", why="delete")
    else:
        assert web.send(method, f"{A}/x", why="delete").json() == {"done": True}
    assert [one.method for one in replay.asked] == [method] * times


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "POST"])
@pytest.mark.parametrize("status", [302, 307, 308])
def test_no_change_is_carried_to_another_server(method: Method, status: int) -> None:
    web, replay, _, _ = open_web(
        {f"{method} {A}/x": Canned(status=status, headers={"location": "https://b.example/y"})}
    )
    web.send(method, f"{A}/x", why="change", json={"secret": "s"}, token="t")
    assert replay.urls == [f"{A}/x"]


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_change_that_is_sent_elsewhere_does_not_become_a_question(status: int) -> None:
    away = Canned(status=status, headers={"location": f"{A}/y"})
    web, replay, _, _ = open_web({f"POST {A}/x": away, f"{A}/y": Canned(status=404)})
    # The 404 of another page would read as if what was to be deleted were gone.
    assert web.post(f"{A}/x", why="change", data={"id": "1"}).status == status
    assert replay.urls == [f"{A}/x"]


def test_a_change_carries_its_fields_and_its_token() -> None:
    web, replay, _, _ = open_web({f"PATCH {A}/x?a=1": canned({})})
    web.send("PATCH", f"{A}/x", why="change", params={"a": 1}, data={"locked": "true"}, token="t")
    (asked,) = replay.asked
    assert asked.body == "locked=true"
    assert asked.headers["authorization"] == "Bearer t"


class Signature(AuthBase):
    """Signs a request with a header of its own."""

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        r.headers["Authorization"] = "Signature s3cret"
        return r


def test_a_signature_stays_with_its_own_server() -> None:
    web, replay, _, _ = open_web(
        {
            f"{A}/x": Canned(status=302, headers={"location": "/y"}),
            f"{A}/y": Canned(status=302, headers={"location": "https://b.example/z"}),
            "https://b.example/z": canned({}),
        }
    )
    web.get(f"{A}/x", why="list", sign=Signature())
    assert ["Authorization" in one.headers for one in replay.asked] == [True, True, False]


def test_an_oauth_1_signature_stands_in_the_header_and_never_in_the_address() -> None:
    web, replay, _, _ = open_web({f"{A}/rest?method=list": canned({})})
    sign = OAuth1("key", client_secret="hush", resource_owner_key="token", resource_owner_secret="hush too")
    web.get(f"{A}/rest", why="list", params={"method": "list"}, sign=sign)
    (asked,) = replay.asked
    assert asked.url == f"{A}/rest?method=list"
    header = asked.headers["Authorization"]
    shown = header.decode() if isinstance(header, bytes) else header
    assert 'oauth_signature="' in shown
    assert "hush" not in shown


def test_what_is_asked_shows_no_secret() -> None:
    ask = Ask(
        method="POST",
        url=f"{A}/x",
        why="change",
        cap=1,
        headers={"authorization": "s3cret"},
        json={"i": "s3cret"},
        data={"i": "s3cret"},
        sign=Signature(),
    )
    assert "s3cret" not in repr(ask)
