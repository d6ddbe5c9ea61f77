"""The sign-in in the browser at each network that has one by OAuth 2.0, over real sockets in both directions."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager

import pytest
import requests

from app.model.problem import SignInExpired
from app.model.sign_in import Power
from app.networks import network
from app.networks.oauth import Listener
from app.networks.session import Callback, Joined, Session, Wish
from app.networks.web import Web
from tests.networks.recorded import RENEWAL, TOKEN, Recorded
from tests.networks.signed_in import NOW, Shelf, gathered, no_wait

NAMES = ("tumblr", "x", "youtube", "reddit")
KEYS = {"client_id": "app-1", "client_secret": "s3cret-app", "cap_usd": "5"}


def a_web() -> Web:
    return Web(allow_loopback=True, sleep=no_wait, now=lambda: NOW)


@contextmanager
def joined(name: str, *powers: Power) -> Generator[tuple[Recorded, Joined]]:
    """Sign in as the app does: through its own door for the browser's answer."""
    sign_in = network(name).sign_in
    assert sign_in is not None
    assert sign_in.begin is not None
    with Recorded(name=name) as server, Listener(Callback()) as listener:
        server.tokens.clear()
        wish = Wish(server=server.url, keys=KEYS, powers=frozenset({Power.READ, *powers}))
        errand = sign_in.begin(a_web(), wish, listener.url)
        listener.listen(errand.proof)
        browser = threading.Thread(target=lambda: requests.get(errand.url, timeout=10))
        browser.start()
        answer = listener.wait(lambda: None, 20)
        browser.join(10)
        yield server, errand.finish(answer)


def session_of(one: Joined, shelf: Shelf | None = None) -> Session:
    return Session(web=a_web(), account=one.account, grant=one.grant, shelf=shelf or Shelf(one.grant))


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_round_asks_for_the_least_lists_and_ends(name: str) -> None:
    net = network(name)
    with joined(name) as (server, one):
        assert one.account.server == server.url
        assert one.account.url.startswith(server.url)
        assert one.grant.powers == {Power.READ}
        assert one.grant.secret("access") == TOKEN
        session = session_of(one)
        assert net.own is not None
        seen = gathered(net.own(session, ""))
        assert seen.problem is None
        assert seen.photos
        assert net.sign_in is not None
        if net.sign_in.end is not None:
            net.sign_in.end(session)
        told = [asked for asked in server.requests if "s3cret" in asked.target]
        assert told == []


@pytest.mark.parametrize("name", NAMES)
def test_the_second_round_asks_for_more_and_no_sooner(name: str) -> None:
    with joined(name) as (first, _), joined(name, Power.DELETE) as (second, one):
        asked = [
            next(each for each in server.requests if "state" in each.query) for server in (first, second)
        ]
        assert asked[0].query["scope"] != asked[1].query["scope"]
        assert Power.DELETE in one.grant.powers


@pytest.mark.parametrize("name", NAMES)
def test_a_token_that_ran_out_is_renewed_once_and_its_end_is_told(name: str) -> None:
    net = network(name)
    assert net.own is not None
    with joined(name) as (server, one):
        server.tokens.clear()
        assert one.grant.secret("refresh") == RENEWAL
        shelf = Shelf(one.grant)
        session = session_of(one, shelf)
        assert gathered(net.own(session, "")).problem is None
        renewed = [asked for asked in server.requests if asked.form.get("grant_type") == "refresh_token"]
        assert len(renewed) == 1
        # X writes what was spent besides.
        assert {grant.secret("refresh") for grant in shelf.written} == {RENEWAL}
        server.tokens.clear()
        server.renewals.clear()
        assert isinstance(gathered(net.own(session_of(one), "")).problem, SignInExpired)
