"""A listing goes on where it was left, holds no more than a page at a time, and compares with the last one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

import app.networks
from app.model.account import Account, AccountKind
from app.model.audience import Audience
from app.model.filter import Filter
from app.model.finding import FindingKind
from app.model.photo import Photo
from app.model.problem import Problem
from app.model.sign_in import Power
from app.model.stranger import Reach
from app.networks.network import Target
from app.networks.web import Web
from app.services.house import House
from app.services.news import moved_back
from app.services.patience import wait_until
from app.services.progress import Cancelled, Progress
from tests.services.harbour import START, HarbourServer, harbour
from tests.services.test_connect import MINA, connect


def test_a_connected_account_is_listed_with_what_only_the_person_sees(
    house: House, server: HarbourServer
) -> None:
    server.fill(10)
    server.hidden = {7}
    connect(house, server)
    (report,) = house.syncer.sync()
    assert (report.problem, report.listed, report.new) == (None, 10, 10)
    assert house.store.catalogue.account(MINA).kind is AccountKind.CONNECTED
    closed = [one for one in house.browser.photos(Filter()) if one.visibility.value is Audience.ONLY_ME]
    assert [one.key for one in closed] == ["7/7-0"]
    assert {check.key for check in house.browser.checks(MINA)} == {"new_posts", "stubborn"}


def test_what_strangers_are_told_of_an_account_never_takes_the_place_of_who_signed_in(
    house: House, server: HarbourServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.fill(3)
    connect(house, server)
    catalogue = house.store.catalogue
    mine = replace(catalogue.account(MINA), name="Mina", remote_id="7")
    catalogue.keep_account(mine)
    # As a server does that tells strangers no more than the address of the account.
    less = replace(mine, kind=AccountKind.WATCHED, name="", remote_id=f"{server.url}/users/mina")

    def find(_web: Web, _target: Target) -> Account:
        return less

    net = replace(harbour(), find=find)
    monkeypatch.setattr(app.networks, "NETWORKS", (net, *app.networks.NETWORKS[1:]))
    (report,) = house.syncer.sync(look=False)
    assert (report.problem, report.listed) == (None, 3)
    held = catalogue.account(MINA)
    assert (held.name, held.remote_id, held.kind) == ("Mina", "7", AccountKind.CONNECTED)


def test_a_closed_photo_whose_file_anyone_gets_is_found(house: House, server: HarbourServer) -> None:
    server.fill(3)
    server.hidden, server.keeps_files = {2}, True
    connect(house, server)
    house.syncer.sync()
    (photo,) = [one for one in house.browser.photos(Filter()) if one.key == "2/2-0"]
    assert photo.id is not None
    kinds = {finding.kind for finding in house.browser.page(photo.id).findings}
    assert FindingKind.DISAGREEMENT in kinds


def test_a_listing_that_broke_off_goes_on_behind_the_last_page(
    build: Callable[[], House], house: House, server: HarbourServer
) -> None:
    server.fill(20)
    connect(house, server)
    server.breaks_at = 10
    (broken,) = house.syncer.sync(look=False)
    assert isinstance(broken.problem, Problem)
    assert broken.listed == 12
    server.breaks_at, server.asked = None, []
    again = build()
    object.__setattr__(again.parts, "open_browser", house.parts.open_browser)
    (report,) = again.syncer.sync(look=False)
    assert (report.problem, report.listed, report.new) == (None, 8, 8)
    assert [path for _, path in server.asked if path.startswith("/list")] == [
        "/list?below=9",
        "/list?below=5",
    ]
    assert house.browser.count(Filter()) == 20


def test_a_mark_that_is_of_no_use_any_more_is_given_up(house: House, server: HarbourServer) -> None:
    server.fill(20)
    connect(house, server)
    server.breaks_at = 10
    house.syncer.sync(look=False)
    (stuck,) = house.syncer.sync(look=False)
    assert (stuck.listed, stuck.problem is None) == (0, False)
    server.breaks_at = None
    (report,) = house.syncer.sync(look=False)
    assert (report.listed, report.new, report.problem) == (20, 8, None)


def test_stop_keeps_what_was_listed(house: House, server: HarbourServer) -> None:
    server.fill(20)
    connect(house, server)

    class Stops(Progress):
        def step(self, done: int, total: int | None = None, says: object = None) -> None:
            if done >= 9:
                raise Cancelled

    with pytest.raises(Cancelled):
        house.syncer.sync([MINA], Stops(), look=False)
    held = house.browser.count(Filter())
    assert held == 8
    (report,) = house.syncer.sync(look=False)
    assert report.new == 20 - held


def test_a_second_sync_asks_for_no_file_that_did_not_change(house: House, server: HarbourServer) -> None:
    server.fill(6)
    connect(house, server)
    house.syncer.sync()
    server.asked = []
    (report,) = house.syncer.sync()
    assert (report.listed, report.new, report.reachable) == (6, 0, 6)
    assert [path for _, path in server.asked if path.startswith("/files")] == []


def test_what_is_listed_no_more_is_looked_at_and_what_comes_back_is_told(
    house: House, server: HarbourServer
) -> None:
    server.fill(6)
    connect(house, server)
    house.syncer.sync()
    gone = server.posts.pop(3)
    (report,) = house.syncer.sync()
    assert (report.listed, report.gone) == (5, 1)
    server.posts[3] = gone
    before = house.browser.checks()
    reports = house.syncer.sync()
    assert reports[0].back_in_reach == 1
    assert str(moved_back(reports, before, house.browser.checks()).says) == "1 photo is in reach again."


def test_an_empty_list_where_something_was_is_a_problem(house: House, server: HarbourServer) -> None:
    server.fill(4)
    connect(house, server)
    house.syncer.sync()
    server.deaf = True
    (report,) = house.syncer.sync()
    assert report.problem is not None
    assert house.browser.count(Filter()) == 4


def test_a_setting_that_moved_back_is_one_calm_line_and_nothing_changed_is_none(
    house: House, server: HarbourServer
) -> None:
    server.settings["new_posts"] = "only_me"
    server.fill(1)
    connect(house, server, Power.CHANGE)
    house.syncer.sync()
    before = house.browser.checks()
    assert moved_back(house.syncer.sync(), before, house.browser.checks()).says is None
    server.settings["new_posts"] = "public"
    reports = house.syncer.sync()
    assert str(moved_back(reports, before, house.browser.checks()).says) == "1 setting changed."


def test_an_expired_sign_in_is_one_clear_problem(house: House, server: HarbourServer) -> None:
    server.fill(1)
    connect(house, server)
    server.tokens.clear()
    (report,) = house.syncer.sync(look=False)
    assert report.problem is not None
    assert "no longer good" in str(report.problem)
    assert report.problem.remedy is not None


def test_a_long_pause_is_waited_for_and_stop_is_heard() -> None:
    clock = [START]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += timedelta(seconds=seconds)

    told: list[object] = []

    class Tells(Progress):
        def waits(self, until: object) -> None:
            told.append(until)

    wait_until(START + timedelta(minutes=5), lambda: clock[0], Tells(), sleep)
    assert told == [START + timedelta(minutes=5)]
    assert round(sum(slept)) == 300
    assert max(slept) <= 0.5

    class Stops(Progress):
        def poll(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        wait_until(START + timedelta(days=1), lambda: START, Stops(), sleep)


def test_a_photo_seen_a_month_ago_is_looked_at_again(house: House, server: HarbourServer) -> None:
    server.fill(1)
    connect(house, server)
    house.syncer.sync()
    (photo,) = house.browser.photos(Filter())
    assert photo.id is not None
    assert photo.stranger is not None
    assert photo.stranger.reach is Reach.REACHABLE
    old = replace(photo.stranger, seen_at=photo.stranger.seen_at - timedelta(days=45))
    house.store.catalogue.keep_stranger(photo.id, old)
    server.asked = []
    house.syncer.sync()
    assert [path for _, path in server.asked if path.startswith("/files")] == ["/files/1-0"]


def test_what_only_an_export_brought_is_not_looked_for_in_the_list(
    house: House, server: HarbourServer
) -> None:
    server.fill(2)
    connect(house, server)
    key = "media/posts/1.jpg"
    imported = Photo(
        account=MINA, network=house.store.catalogue.account(MINA).network, key=key, source_path=key
    )
    house.store.catalogue.keep_photos([imported])
    house.syncer.sync()
    server.posts.pop(1)
    (report,) = house.syncer.sync()
    assert (report.listed, report.gone, report.problem) == (1, 1, None)
    held = house.store.catalogue.photos_by_key(MINA, [key])
    assert held[key].stranger is None
