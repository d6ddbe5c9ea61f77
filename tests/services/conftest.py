"""A house of real parts in an empty home: a real catalogue, a real worker; only the outside is a server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import app.networks
from app.analysis.worker import Worker
from app.networks.web import Web
from app.services.house import House, Parts
from app.store.data import laws, recipients
from app.store.home import Store
from app.store.vault import SessionVault
from app.ui.paper import write_pdf
from tests.services.harbour import HarbourServer, harbour, play_browser

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    one = Worker()
    yield one
    one.close()


@pytest.fixture
def build(tmp_path: Path, worker: Worker) -> Iterator[Callable[[], House]]:
    """Return a function that opens the house of this test; called again, it opens the same home anew."""
    opened: list[House] = []
    # What stands for the keyring outlives a house, as the real one does.
    vault = SessionVault()

    def open_house() -> House:
        house = House(
            Parts(
                open_store=lambda _key: Store.open(tmp_path / "home", vault, plain=True),
                open_vault=lambda: vault,
                open_web=lambda progress: Web(
                    allow_loopback=True, poll=progress.poll, sleep=lambda _seconds: None, now=lambda: NOW
                ),
                start_worker=lambda: worker,
                laws=laws,
                directory=recipients,
                guides=lambda _network: (),
                closed_networks=lambda: (),
                write_pdf=write_pdf,
                open_browser=lambda _page: None,
                paint_screens=lambda _house: (),
                now=lambda: NOW,
                today=lambda: date(2026, 11, 23),
                data_folder=tmp_path / "home",
            )
        )
        opened.append(house)
        return house

    yield open_house
    for house in opened:
        # The worker belongs to all tests, so only the store is closed here.
        if house.open_store is not None:
            house.open_store.close()


@pytest.fixture
def house(build: Callable[[], House]) -> House:
    return build()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, house: House) -> Iterator[HarbourServer]:
    monkeypatch.setattr(app.networks, "NETWORKS", (harbour(), *app.networks.NETWORKS))
    monkeypatch.setattr("app.services.connect.NETWORKS", (harbour(),))
    object.__setattr__(house.parts, "open_browser", play_browser)
    with HarbourServer() as one:
        yield one
