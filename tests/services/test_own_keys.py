"""The verbs of a signed-in account with a key of the person's own: a whole visit to a Flickr on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import requests

from app.model.account import AccountId, AccountKind
from app.model.audience import Audience
from app.model.filter import Filter
from app.model.fix import Action
from app.model.problem import MissingFacts, SignInNeeded
from app.model.sign_in import Power
from app.networks import NETWORKS
from app.services.house import House
from app.services.progress import SILENT
from tests.networks.flickr.server import FlickrServer

MINA = AccountId("flickr:mina-paper")
KEYS = {"api_key": "app-1", "api_secret": "s3cret-app"}


@pytest.fixture
def flickr(house: House) -> Iterator[FlickrServer]:
    with FlickrServer() as server:
        server.photos = {str(51000000000 + one): [1, 0, 0] for one in range(1, 6)}

        def open_browser(page: str) -> None:
            answer = server.allow(page)
            threading.Thread(target=lambda: requests.get(answer, timeout=10), daemon=True).start()

        object.__setattr__(house.parts, "open_browser", open_browser)
        yield server


def test_a_whole_visit(house: House, flickr: FlickrServer) -> None:
    account = house.connector.connect("flickr", server=flickr.url, keys=KEYS)
    assert (account.id, account.kind, account.server) == (MINA, AccountKind.CONNECTED, flickr.url)
    (report,) = house.syncer.sync(look=False)
    assert (report.problem, report.listed, report.new) == (None, 5, 5)
    ids = [photo.id for photo in house.browser.photos(Filter()) if photo.id is not None]
    plan = house.remover.plan(Action.HIDE, ids[:2])
    assert [one.kept for one in plan.units] == [None, None]
    with pytest.raises(SignInNeeded):
        house.connector.session(account, house.parts.open_web(SILENT), Power.CHANGE)
    house.connector.widen(MINA, Power.CHANGE)
    assert house.connector.powers(MINA) == {Power.READ, Power.CHANGE}
    house.remover.start(plan, copies=False)
    assert house.remover.run().done == 2
    assert sorted(flickr.photos.values()) == [[0, 0, 0], [0, 0, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]]
    house.syncer.sync(look=False)
    hidden = [one for one in house.browser.photos(Filter()) if one.visibility.value is Audience.ONLY_ME]
    assert {one.id for one in hidden} == set(ids[:2])
    house.connector.disconnect(MINA)
    assert house.connector.powers(MINA) == frozenset()
    assert flickr.refused == []


def test_what_has_to_be_brought_is_asked_for_before_anything_is_sent(
    house: House, flickr: FlickrServer
) -> None:
    with pytest.raises(MissingFacts):
        house.connector.connect("flickr", server=flickr.url)
    assert flickr.asked == []


def test_every_network_with_a_key_of_ones_own_is_offered() -> None:
    offered = {net.key for net in NETWORKS if net.sign_in is not None}
    assert {"flickr", "tumblr", "x", "youtube", "reddit"} <= offered
