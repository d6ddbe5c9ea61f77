"""An app password is lent for one deletion: nothing of it is left once that is done, and not a moment sooner."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.model.account import AccountId, AccountKind
from app.model.filter import Filter
from app.model.fix import Action
from app.model.photo import PhotoId
from app.model.problem import Offline
from app.model.sign_in import Power
from app.services.house import House
from tests.networks.bluesky.data_server import HANDLE, PASSWORD, DataServer
from tests.networks.loopback import CUT

ANNA = AccountId(f"bluesky:{HANDLE}")


@pytest.fixture
def data() -> Iterator[DataServer]:
    with DataServer() as one:
        yield one


@pytest.fixture
def posts(house: House, data: DataServer) -> list[PhotoId]:
    keys, powers = {"app_password": PASSWORD}, frozenset({Power.READ, Power.DELETE})
    house.connector.connect("bluesky", server=data.url, handle=HANDLE, keys=keys, powers=powers)
    house.syncer.sync(look=False)
    return [one.id for one in house.browser.photos(Filter()) if one.id is not None and "post" in one.key]


def procedures(data: DataServer) -> list[str]:
    return [one.path.rpartition(".")[2] for one in data.requests if one.method == "POST"]


def test_the_session_ends_at_the_server_and_here_after_the_last_deletion(
    house: House, data: DataServer, posts: list[PhotoId]
) -> None:
    house.remover.start(house.remover.plan(Action.DELETE, posts), copies=False)
    report = house.remover.run()
    assert (report.done, report.left, report.problem) == (3, 0, None)
    assert procedures(data) == ["createSession", *["deleteRecord"] * 3, "deleteSession"]
    assert house.connector.powers(ANNA) == frozenset()
    assert house.store.catalogue.account(ANNA).kind is AccountKind.WATCHED
    # Listing needs no sign-in there, so nothing else ends with it.
    assert house.syncer.sync(look=False)[0].problem is None


def test_it_stays_for_as_long_as_anything_waits(house: House, data: DataServer, posts: list[PhotoId]) -> None:
    house.remover.start(house.remover.plan(Action.DELETE, posts), copies=False)
    data.fault = lambda asked: CUT if asked.path.endswith("deleteRecord") else None
    assert isinstance(house.remover.run().problem, Offline)
    assert Power.DELETE in house.connector.powers(ANNA)
    data.fault = None
    assert house.remover.run().left == 0
    assert house.connector.powers(ANNA) == frozenset()
