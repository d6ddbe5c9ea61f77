"""What happens beside the queue while it is worked through: a second window, a mark, a sign-out, a cut line, a pause."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import app.networks
from app.model.account import AccountId
from app.model.filter import Filter
from app.model.fix import Action, Pace, TaskState
from app.model.photo import MediaState, Photo, PhotoId
from app.model.problem import CatalogueLocked, Offline, SignInExpired, SignInNeeded
from app.model.sign_in import Power
from app.networks.answer import Contact
from app.networks.web import Web
from app.services.house import House
from app.services.progress import Cancelled, Progress
from app.store.locks import Locks
from tests.services.conftest import NOW
from tests.services.harbour import HarbourServer, harbour
from tests.services.test_connect import MINA, connect

NOBODY = "http://127.0.0.1:9"


class Clock:
    """Time that passes only where somebody waits."""

    def __init__(self, house: House) -> None:
        self.at = NOW
        object.__setattr__(house.parts, "now", self.now)
        object.__setattr__(house.parts, "open_web", self._web)

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def _web(self, progress: Progress) -> Web:
        return Web(allow_loopback=True, poll=progress.poll, sleep=self.sleep, now=self.now)


class When(Progress):
    """Does something once, when so many pieces are through."""

    def __init__(self, done: int, act: Callable[[], object]) -> None:
        self._done, self._act = done, act

    def step(self, done: int, total: int | None = None, says: object = None) -> None:
        if done == self._done and total:
            self._done = -1
            self._act()


class Pauses(Progress):
    """Hears of each pause, and does something in the first."""

    def __init__(self, act: Callable[[], object] = lambda: None) -> None:
        self.until: list[datetime] = []
        self._act = act

    def waits(self, until: datetime) -> None:
        self.until.append(until)
        if len(self.until) == 1:
            self._act()


@pytest.fixture
def clock(house: House) -> Clock:
    return Clock(house)


@pytest.fixture
def listed(house: House, server: HarbourServer) -> dict[str, PhotoId]:
    server.fill(6)
    connect(house, server, Power.DELETE)
    house.syncer.sync(look=False)
    server.asked = []
    return {photo.key: photo.id for photo in photos(house) if photo.id is not None}


def photos(house: House) -> list[Photo]:
    return list(house.browser.photos(Filter()))


def agree(house: House, listed: dict[str, PhotoId], *posts: int, copies: bool = False) -> int:
    chosen = [listed[f"{one}/{one}-0"] for one in posts]
    return house.remover.start(house.remover.plan(Action.DELETE, chosen), copies=copies)


def move_file(house: House, listed: dict[str, PhotoId], post: int, url: str) -> None:
    photo = house.store.catalogue.photo(listed[f"{post}/{post}-0"])
    house.store.catalogue.keep_photos([replace(photo, media_url=url)])


def test_what_is_cancelled_in_another_window_is_not_done(
    build: Callable[[], House], house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    agree(house, listed, 1, 2, 3, 4)
    other = build()
    report = house.remover.run(When(2, other.remover.cancel))
    assert (report.done, report.left, report.problem) == (2, 0, None)
    assert set(server.posts) == {3, 4, 5, 6}


def test_what_is_cancelled_while_its_copy_is_fetched_is_not_done(
    build: Callable[[], House], house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    agree(house, listed, 1, copies=True)
    other = build()

    class Cancels(Progress):
        def poll(self) -> None:
            other.remover.cancel()

    report = house.remover.run(Cancels())
    assert (report.done, report.left, report.problem) == (0, 0, None)
    assert 1 in server.posts


def test_two_windows_do_not_work_through_one_queue(
    house: House, server: HarbourServer, listed: dict[str, PhotoId], tmp_path: Path
) -> None:
    agree(house, listed, 1, 2)
    with Locks(tmp_path / "home").held("queue", 0):
        report = house.remover.run()
        assert isinstance(report.problem, CatalogueLocked)
        assert report.problem.remedy is not None
        assert (report.done, report.left) == (0, 2)
        assert server.asked == []
    assert house.remover.run().done == 2


def test_cancelling_takes_out_what_a_crash_left_but_not_what_is_being_done(
    house: House, listed: dict[str, PhotoId], tmp_path: Path
) -> None:
    agree(house, listed, 1, 2, 3)
    house.store.catalogue.begin_task(house.remover.tasks()[0])
    with Locks(tmp_path / "home").held("queue", 0):
        assert house.remover.cancel() == 2
    assert house.remover.cancel() == 1
    assert house.remover.waiting() == 0


def test_a_mark_that_is_set_during_a_pause_is_obeyed(
    house: House, server: HarbourServer, listed: dict[str, PhotoId], clock: Clock
) -> None:
    agree(house, listed, 1, 2)
    server.limit_after = 1

    def mark() -> None:
        server.limit_after = None
        assert house.remover.tasks()[1].state is TaskState.WAITING
        house.keeper.mark([listed["2/2-0"]])

    waiting = Pauses(mark)
    report = replace(house.remover, sleep=clock.sleep).run(waiting)
    assert (report.done, report.left_out) == (1, 1)
    assert waiting.until == [NOW + timedelta(hours=2)]
    assert 2 in server.posts


def test_a_server_that_names_no_time_to_come_is_not_asked_without_a_pause(
    house: House, server: HarbourServer, listed: dict[str, PhotoId], clock: Clock
) -> None:
    agree(house, listed, 1)
    server.limit_after, server.retry_after = 0, "0"
    before = len(server.asked)

    class GivesIn(Pauses):
        def waits(self, until: datetime) -> None:
            super().waits(until)
            if len(self.until) == 6:
                server.limit_after = None

    waiting = GivesIn()
    assert replace(house.remover, sleep=clock.sleep).run(waiting).done == 1
    pauses = [until - at for at, until in zip(waiting.until, waiting.until[1:], strict=False)]
    assert pauses == sorted(pauses)
    assert clock.at - NOW >= timedelta(minutes=5)
    assert len(server.asked) - before < 30


def test_a_picture_listed_since_the_yes_is_copied_too_and_its_mark_keeps_the_post(
    house: House, server: HarbourServer, listed: dict[str, PhotoId], tmp_path: Path
) -> None:
    agree(house, listed, 1, 2, copies=True)
    server.posts[1].append("1-1")
    server.posts[2].append("2-1")
    house.syncer.sync(look=False)
    (late,) = [photo.id for photo in photos(house) if photo.key == "2/2-1" and photo.id is not None]
    house.keeper.mark([late])
    report = house.remover.run()
    assert (report.done, report.left_out) == (1, 1)
    assert len(report.photos) == 2
    assert set(server.posts) == {2, 3, 4, 5, 6}
    assert len(list((tmp_path / "home" / "kept").rglob("*.jpg"))) == 2


def test_one_file_out_of_reach_waits_and_the_rest_goes_on(
    house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    move_file(house, listed, 2, f"{NOBODY}/2.jpg")
    agree(house, listed, 1, 2, 3, copies=True)
    report = house.remover.run()
    assert (report.done, report.failed, report.left) == (2, (), 1)
    assert isinstance(report.problem, Offline)
    assert 2 in server.posts
    assert agree(house, listed, 2, copies=False) == 0
    assert house.remover.run().done == 1
    assert 2 not in server.posts


def test_a_cut_line_fails_nothing_and_asks_no_more_than_it_must(
    house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    asked: list[Contact] = []

    def open_web(progress: Progress) -> Web:
        return Web(allow_loopback=True, poll=progress.poll, on_contact=asked.append)

    object.__setattr__(house.parts, "open_web", open_web)
    for post in range(1, 7):
        move_file(house, listed, post, f"{NOBODY}/{post}.jpg")
    agree(house, listed, 1, 2, 3, 4, 5, 6, copies=True)
    report = house.remover.run()
    assert (report.done, report.failed, report.left) == (0, (), 6)
    assert isinstance(report.problem, Offline)
    assert len(server.posts) == 6
    assert [one.why for one in asked] == ["file"] * 3


def test_a_pause_while_copies_are_fetched_is_sat_out(
    house: House, server: HarbourServer, listed: dict[str, PhotoId], clock: Clock
) -> None:
    server.busy_files = 1
    agree(house, listed, 1, copies=True)
    waiting = Pauses()
    report = replace(house.remover, sleep=clock.sleep).run(waiting)
    assert (report.done, report.problem) == (1, None)
    assert len(waiting.until) == 1


def test_a_pause_does_not_have_a_copy_fetched_again(
    house: House, server: HarbourServer, listed: dict[str, PhotoId], clock: Clock
) -> None:
    house.syncer.sync()
    agree(house, listed, 1, copies=True)
    server.asked, server.limit_after = [], 0

    def give_in() -> None:
        server.limit_after = None

    report = replace(house.remover, sleep=clock.sleep).run(Pauses(give_in))
    assert (report.done, report.problem) == (1, None)
    assert [path for _, path in server.asked if path.startswith("/files")] == ["/files/1-0"]


def test_what_ended_for_one_account_does_not_stop_the_other(
    house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    otto = connect(house, server, Power.DELETE, who="otto")
    house.syncer.sync([otto], look=False)
    theirs = {one.key: one.id for one in photos(house) if one.account == otto and one.id is not None}
    agree(house, listed, 1, 2)
    agree(house, theirs, 5, 6)
    house.connector.disconnect(MINA)
    report = house.remover.run()
    assert (report.done, report.left) == (2, 2)
    assert isinstance(report.problem, SignInNeeded)
    assert set(server.posts) == {1, 2, 3, 4}


def test_a_sign_in_that_is_ended_meanwhile_is_used_no_more(
    build: Callable[[], House], house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    agree(house, listed, 1, 2, 3)
    other = build()
    # As where the network does not hear of it: here it is over all the same.
    report = house.remover.run(When(1, lambda: other.connector.grants.forget(MINA)))
    assert (report.done, report.left) == (1, 2)
    assert isinstance(report.problem, SignInNeeded | SignInExpired)


def test_an_account_that_is_forgotten_takes_its_pieces_along(
    build: Callable[[], House], house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    agree(house, listed, 1, 2, 3)
    other = build()
    report = house.remover.run(When(1, lambda: other.eraser.account(AccountId(MINA))))
    assert (report.done, report.left, report.problem) == (1, 0, None)
    assert set(server.posts) == {2, 3, 4, 5, 6}


def test_an_export_that_is_not_there_any_more_is_no_copy(
    house: House, server: HarbourServer, listed: dict[str, PhotoId], tmp_path: Path
) -> None:
    export = tmp_path / "export"
    export.mkdir()
    house.store.catalogue.keep_source(MINA, export)
    for post in (1, 2):
        photo = house.store.catalogue.photo(listed[f"{post}/{post}-0"])
        house.store.catalogue.keep_photos([replace(photo, media_state=MediaState.PRESENT)])
    agree(house, listed, 1, copies=True)
    assert house.remover.run().done == 1
    assert not (tmp_path / "home" / "kept").exists()
    shutil.rmtree(export)
    agree(house, listed, 2, copies=True)
    assert house.remover.run().done == 1
    assert len(list((tmp_path / "home" / "kept").rglob("*.jpg"))) == 1


class Stops(Progress):
    """Stops where it would have to wait."""

    def waits(self, until: datetime) -> None:
        raise Cancelled(until)


def paced(monkeypatch: pytest.MonkeyPatch) -> None:
    pace = Pace(count=2, per=timedelta(minutes=30))
    monkeypatch.setattr(app.networks, "NETWORKS", (harbour(pace), *app.networks.NETWORKS[1:]))


def sent(server: HarbourServer) -> list[str]:
    return [path for method, path in server.asked if method == "DELETE"]


def test_what_failed_was_sent_and_counts_in_the_pace_of_the_next_run(
    house: House,
    clock: Clock,
    server: HarbourServer,
    listed: dict[str, PhotoId],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paced(monkeypatch)
    server.refused = {1, 2}
    agree(house, listed, 1, 2)
    assert len(house.remover.run().failed) == 2
    agree(house, listed, 3)
    with pytest.raises(Cancelled):
        house.remover.run(Stops())
    assert sent(server) == ["/posts/1", "/posts/2"]
    clock.at += timedelta(minutes=31)
    assert house.remover.run(Stops()).done == 1


def test_what_was_on_its_way_when_the_line_was_cut_was_sent_and_counts_too(
    house: House,
    clock: Clock,
    server: HarbourServer,
    listed: dict[str, PhotoId],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paced(monkeypatch)
    server.cut = {1}
    agree(house, listed, 1)
    for _ in range(2):
        assert isinstance(house.remover.run().problem, Offline)
    assert [len(one.sent) for one in house.store.catalogue.tasks()] == [2]
    server.cut = set()
    with pytest.raises(Cancelled):
        house.remover.run(Stops())
    clock.at += timedelta(minutes=31)
    assert house.remover.run(Stops()).done == 1
