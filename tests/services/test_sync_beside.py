"""What happens beside a sync: another window forgets or disconnects, files are refused for a while, nobody answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.model.account import AccountKind
from app.model.filter import Filter
from app.model.inspection import Place
from app.model.photo import Photo
from app.model.problem import NotFound
from app.model.stranger import Reach
from app.services.house import House
from app.services.progress import Cancelled, Progress
from tests.services.conftest import NOW
from tests.services.harbour import HarbourServer
from tests.services.test_connect import MINA, connect
from tests.services.test_queue import NOBODY, Clock, Pauses


def photos(house: House) -> list[Photo]:
    return list(house.browser.photos(Filter()))


def once(act: Callable[[], object]) -> Callable[[], None]:
    """Return what does this the second time that it is called, and then nothing more."""
    calls: list[int] = []

    def called() -> None:
        calls.append(1)
        if len(calls) == 2:
            act()

    return called


def test_an_account_that_is_forgotten_meanwhile_is_not_brought_back(
    build: Callable[[], House], house: House, server: HarbourServer
) -> None:
    server.fill(20)
    connect(house, server)
    other = build()
    server.on_list = once(lambda: other.eraser.account(MINA))
    (report,) = house.syncer.sync(look=False)
    assert isinstance(report.problem, NotFound)
    assert house.browser.accounts() == []
    assert photos(house) == []


def test_an_account_that_is_disconnected_meanwhile_stays_so(
    build: Callable[[], House], house: House, server: HarbourServer
) -> None:
    server.fill(20)
    connect(house, server)
    other = build()
    server.on_list = once(lambda: other.connector.disconnect(MINA))
    house.syncer.sync(look=False)
    assert house.store.catalogue.account(MINA).kind is AccountKind.WATCHED


def test_a_listing_of_ones_own_is_not_gone_on_with_as_a_stranger(house: House, server: HarbourServer) -> None:
    server.fill(20)
    connect(house, server)

    class Stops(Progress):
        def step(self, done: int, total: int | None = None, says: object = None) -> None:
            if done >= 9:
                raise Cancelled

    with pytest.raises(Cancelled):
        house.syncer.sync([MINA], Stops(), look=False)
    house.connector.disconnect(MINA)
    (report,) = house.syncer.sync(look=False)
    assert (report.problem, report.listed) == (None, 20)


def test_files_that_are_refused_for_a_while_are_waited_for(house: House, server: HarbourServer) -> None:
    server.fill(6)
    connect(house, server)
    clock = Clock(house)
    server.busy_files = 1
    waiting = Pauses()
    # The eyes of a house are made once, with the clock of that moment.
    eyes = replace(house.eyes, now=clock.now)
    (report,) = replace(house.syncer, eyes=eyes, sleep=clock.sleep).sync(progress=waiting)
    assert (report.problem, report.reachable) == (None, 6)
    assert waiting.until == [NOW + timedelta(hours=2)]
    assert all(photo.stranger and photo.stranger.reach is Reach.REACHABLE for photo in photos(house))


def test_what_was_seen_stays_known_where_nobody_answers(house: House, server: HarbourServer) -> None:
    server.fill(1)
    connect(house, server)
    house.syncer.sync()
    (photo,) = photos(house)
    assert photo.id is not None
    before = house.browser.page(photo.id)
    # A month later the same address leads to nobody.
    object.__setattr__(house.eyes, "now", lambda: NOW + timedelta(days=45))
    catalogue = house.store.catalogue
    catalogue.keep_photos([replace(photo, media_url=f"{NOBODY}/1.jpg")])
    held = catalogue.photo(photo.id)
    (seen,) = house.verifier.verify([photo.id])
    assert seen.now.reach is Reach.COULD_NOT_LOOK
    after = house.browser.page(photo.id)
    assert catalogue.photo(photo.id).stranger == held.stranger
    assert after.photo.inspection == before.photo.inspection is not None
    assert after.findings == before.findings != ()


def test_a_sync_without_answers_keeps_what_the_file_gave_away(house: House, server: HarbourServer) -> None:
    clock = Clock(house)
    server.fill(1)
    connect(house, server)
    house.syncer.sync()
    (photo,) = photos(house)
    assert photo.id is not None
    assert photo.inspection is not None
    located = replace(photo.inspection, place=Place(lat=57.7, lon=11.97, basis="file"))
    house.store.catalogue.keep_inspection(photo.id, located)
    house.analyst.analyse()
    before = house.browser.page(photo.id)
    clock.sleep(timedelta(days=45).total_seconds())
    # Longer than anybody waits for, so the sync goes on without the file.
    server.busy_files, server.retry_after = 100, str(30 * 3600)
    server.asked = []
    (report,) = house.syncer.sync()
    assert (report.problem, report.listed, report.reachable) == (None, 1, 1)
    assert [path for _, path in server.asked if path.startswith("/files")] != []
    after = house.browser.page(photo.id)
    assert after.findings == before.findings != ()
    assert after.photo.stranger == before.photo.stranger
