"""A whole visit to a Flickr that checks every signature: sign in, list, hide, delete."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import requests

from app.model.audience import Audience
from app.model.fix import Outcome
from app.model.problem import SignInExpired, SignInNeeded, SignInStopped
from app.model.sign_in import Power
from app.networks.flickr import NETWORK
from app.networks.oauth import Listener
from app.networks.session import Callback, Joined, Session, Wish
from app.networks.web import Web
from tests.networks.flickr.server import NSID, FlickrServer
from tests.networks.signed_in import Shelf, listed

KEYS = {"api_key": "app-1", "api_secret": "s3cret-app"}


@pytest.fixture
def server() -> Iterator[FlickrServer]:
    with FlickrServer() as running:
        running.photos = {"51000000001": [1, 0, 0], "51000000002": [0, 1, 1], "51000000003": [0, 0, 0]}
        running.places = {"51000000001": (37.5, 127.0)}
        yield running


def connect(server: FlickrServer, *powers: Power, **keys: str) -> Joined:
    """Sign in through the app's own door for the browser's answer."""
    assert NETWORK.sign_in
    assert NETWORK.sign_in.begin
    web = Web(allow_loopback=True)
    with Listener(Callback()) as listener:
        wish = Wish(server=server.url, powers=frozenset({Power.READ, *powers}), keys={**KEYS, **keys})
        errand = NETWORK.sign_in.begin(web, wish, listener.url)
        listener.listen(errand.proof)
        browser = threading.Thread(target=lambda: requests.get(server.allow(errand.url), timeout=10))
        browser.start()
        answer = listener.wait(lambda: None, 20)
    browser.join(10)
    return errand.finish(answer)


def session(joined: Joined) -> Session:
    web = Web(allow_loopback=True)
    return Session(web=web, account=joined.account, grant=joined.grant, shelf=Shelf(joined.grant))


def test_a_whole_visit(server: FlickrServer) -> None:
    joined = connect(server, Power.DELETE)
    account = joined.account
    assert (account.handle, account.remote_id, account.server) == ("mina-paper", NSID, server.url)
    assert joined.grant.powers == frozenset(Power)
    held = session(joined)
    seen = listed(NETWORK, held)
    assert seen.problem is None
    assert [one.visibility.value for one in seen.photos] == [
        Audience.PUBLIC,
        Audience.CUSTOM,
        Audience.ONLY_ME,
    ]
    assert NETWORK.hide
    assert NETWORK.delete
    assert NETWORK.hide.act(held, seen.keys[0], seen.photos[:1]) is Outcome.DONE
    assert (server.photos["51000000001"], server.geo_public["51000000001"]) == ([0, 0, 0], 0)
    assert NETWORK.hide.act(held, seen.keys[1], seen.photos[1:2]) is Outcome.DONE
    assert listed(NETWORK, held).photos[0].visibility.value is Audience.ONLY_ME
    assert NETWORK.delete.act(held, seen.keys[0], seen.photos[:1]) is Outcome.DONE
    assert NETWORK.delete.act(held, seen.keys[0], seen.photos[:1]) is Outcome.WAS_GONE
    assert NETWORK.hide.act(held, seen.keys[0], seen.photos[:1]) is Outcome.WAS_GONE
    assert list(server.photos) == ["51000000002", "51000000003"]
    assert server.refused == []


def test_every_signature_is_in_a_header_and_nothing_of_it_in_an_address(server: FlickrServer) -> None:
    held = session(connect(server))
    listed(NETWORK, held)
    assert len(server.asked) > 5
    assert [one for one in server.asked if "oauth_" in one or "tok-" in one or "ts" in one.split("&")] == []


@pytest.mark.parametrize(
    ("asked", "powers", "level"),
    [
        ((), {Power.READ}, "read"),
        ((Power.CHANGE,), {Power.READ, Power.CHANGE}, "write"),
        ((Power.DELETE,), set(Power), "delete"),
        ((Power.CHANGE, Power.DELETE), set(Power), "delete"),
    ],
)
def test_the_least_level_is_asked_for(
    server: FlickrServer, asked: tuple[Power, ...], powers: set[Power], level: str
) -> None:
    grant = connect(server, *asked).grant
    assert (grant.powers, grant.scope) == (powers, level)


def test_a_wrong_secret_is_seen_before_the_browser_opens(server: FlickrServer) -> None:
    with pytest.raises(SignInStopped, match="does not take this key"):
        connect(server, api_secret="another")
    assert server.refused == ["request_token"]


def test_another_answer_than_the_one_that_was_asked_for_is_not_taken(server: FlickrServer) -> None:
    assert NETWORK.sign_in
    assert NETWORK.sign_in.begin
    web = Web(allow_loopback=True)
    wish = Wish(server=server.url, keys=KEYS)
    errand = NETWORK.sign_in.begin(web, wish, "http://127.0.0.1:9/callback")
    assert errand.proof == ("oauth_token", "req-0")
    for answer in ({}, {"oauth_token": "req-1", "oauth_verifier": "v"}, {"oauth_token": "req-0"}):
        with pytest.raises(SignInStopped):
            errand.finish(answer)
    with pytest.raises(SignInStopped):
        errand.finish({"oauth_token": "req-0", "oauth_verifier": "guessed"})


def test_a_sign_in_that_allows_less_than_it_says_is_told(server: FlickrServer) -> None:
    held = session(connect(server, Power.DELETE))
    token = held.grant.secret("token")
    server.tokens[token] = (server.tokens[token][0], 1)
    assert NETWORK.delete
    with pytest.raises(SignInNeeded) as told:
        NETWORK.delete.act(held, "51000000001", [])
    assert told.value.power == "delete"
    assert len(server.photos) == 3


def test_a_sign_in_that_was_taken_back_is_over(server: FlickrServer) -> None:
    held = session(connect(server))
    server.tokens = dict.fromkeys(server.tokens, ("ts", 0))
    assert isinstance(listed(NETWORK, held).problem, SignInExpired)
    server.tokens.clear()
    assert isinstance(listed(NETWORK, held).problem, SignInExpired)
