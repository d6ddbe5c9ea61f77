"""Hiding and deleting: shown first, agreed to, done piece by piece, never twice, and believed only when seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import app.networks
from app.model.filter import Filter
from app.model.fix import Action, Pace, TaskState
from app.model.photo import Photo, PhotoId
from app.model.sign_in import Power
from app.model.stranger import Verdict
from app.services.house import House
from app.services.progress import Cancelled, Progress
from app.services.remove import RunReport
from tests.services.harbour import HarbourServer, harbour, picture
from tests.services.test_connect import MINA, connect


@pytest.fixture
def listed(house: House, server: HarbourServer) -> dict[str, PhotoId]:
    server.fill(8, pictures=2)
    connect(house, server, Power.DELETE)
    house.syncer.sync(look=False)
    server.asked = []
    return {photo.key: photo.id for photo in _all(house) if photo.id is not None}


def _all(house: House) -> list[Photo]:
    return list(house.browser.photos(Filter()))


def test_a_preview_sends_nothing_and_shows_the_whole_post(
    house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    plan = house.remover.plan(Action.DELETE, [listed["3/3-0"], listed["3/3-1"], listed["5/5-0"]])
    assert [(unit.key, len(unit.photos)) for unit in plan.units] == [("3", 2), ("5", 2)]
    assert "2 pictures" in str(plan.units[0].says)
    assert [str(one) for one in plan.remarks] == ["Other servers may keep copies."]
    assert server.asked == []
    assert house.remover.waiting() == 0


def test_a_mark_on_one_picture_keeps_the_whole_post(
    house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    house.keeper.mark([listed["3/3-1"]])
    plan = house.remover.plan(Action.DELETE, [listed["3/3-0"], listed["5/5-0"]])
    assert [unit.kept is None for unit in plan.units] == [False, True]
    assert [unit.key for unit in plan.doable] == ["5"]
    house.remover.start(plan)
    house.keeper.mark([listed["5/5-1"]])
    report = house.remover.run()
    assert (report.done, report.left_out) == (0, 1)
    assert set(server.posts) == set(range(1, 9))


def test_what_was_agreed_to_is_done_copied_logged_and_looked_at(
    house: House, server: HarbourServer, listed: dict[str, PhotoId], tmp_path: Path
) -> None:
    house.remover.start(house.remover.plan(Action.DELETE, [listed["3/3-0"]]))
    report = house.remover.run()
    assert (report.done, report.left, report.problem) == (1, 0, None)
    assert 3 not in server.posts
    copies = sorted((tmp_path / "home" / "kept").rglob("*.jpg"))
    assert len(copies) == 2
    assert not list((tmp_path / "home" / "kept").rglob("*.part"))
    (deed,) = house.remover.deeds()
    assert (deed.what, deed.target, deed.worked) == ("delete", "3", True)
    seen = house.verifier.look_due()
    assert {one.verdict for one in seen} == {Verdict.GONE}
    assert house.verifier.due() == ()


def test_a_file_that_is_served_within_the_known_delay_is_too_early_to_tell(
    house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    server.keeps_files = True
    house.remover.start(house.remover.plan(Action.DELETE, [listed["3/3-0"]]))
    house.remover.run()
    first, *_ = house.verifier.look_due()
    assert first.verdict is Verdict.TOO_EARLY
    assert first.until is not None
    assert first.until > first.now.seen_at
    assert [sight.where.value for sight in first.sights] == ["file", "page"]


def test_a_look_that_nobody_answered_stays_due_for_a_week(
    house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    house.remover.start(house.remover.plan(Action.DELETE, [listed["3/3-0"]]), copies=False)
    house.remover.run()
    photo = listed["3/3-0"]
    held = house.store.catalogue.photo(photo)
    house.store.catalogue.keep_photos([replace(held, media_url="http://127.0.0.1:9/3.jpg")])
    assert photo in house.verifier.due()
    house.verifier.look_due()
    assert house.verifier.due() == (photo,), "the other picture of the post was seen to be gone"
    week = house.parts.now() + timedelta(days=7)
    object.__setattr__(house.eyes, "now", lambda: week)
    house.verifier.look_due()
    assert photo not in house.verifier.due()


def test_what_no_copy_can_be_had_of_is_left_where_it_is(
    house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    server.hidden = {3}
    house.remover.start(house.remover.plan(Action.DELETE, [listed["3/3-0"]]))
    report = house.remover.run()
    (failed,) = report.failed
    assert "Strangers get this file no more" in str(failed.why)
    assert 3 in server.posts
    house.remover.start(house.remover.plan(Action.DELETE, [listed["3/3-0"]]), copies=False)
    assert house.remover.run().done == 1
    assert 3 not in server.posts


def test_what_was_deleted_before_is_gone_and_no_failure(
    house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    def delete() -> RunReport:
        house.remover.start(house.remover.plan(Action.DELETE, [listed["3/3-0"]]))
        return house.remover.run()

    assert delete().done == 1
    report = delete()
    assert (report.done, report.was_gone, report.failed, report.problem) == (0, 1, (), None)


def test_a_crash_between_sent_and_noted_does_no_harm(
    build: Callable[[], House], house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    house.remover.start(house.remover.plan(Action.DELETE, [listed["3/3-0"], listed["5/5-0"]]), copies=False)
    (first, _) = house.remover.tasks()
    house.store.catalogue.keep_task(replace(first, state=TaskState.STARTED))
    del server.posts[3]
    report = build().remover.run()
    assert (report.done, report.was_gone, report.left) == (1, 1, 0)


def test_stop_leaves_the_rest_waiting_and_it_does_not_start_at_zero(
    house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    photos = [listed[f"{one}/{one}-0"] for one in range(1, 9)]
    house.remover.start(house.remover.plan(Action.DELETE, photos), copies=False)

    class Stops(Progress):
        def step(self, done: int, total: int | None = None, says: object = None) -> None:
            if done == 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        house.remover.run(Stops())
    assert house.remover.waiting() == 5
    server.asked = []
    assert house.remover.run().done == 5
    assert len([one for one in server.asked if one[0] == "DELETE"]) == 5


def test_agreeing_twice_puts_a_piece_into_the_queue_once(house: House, listed: dict[str, PhotoId]) -> None:
    plan = house.remover.plan(Action.DELETE, [listed["3/3-0"]])
    assert (house.remover.start(plan), house.remover.start(plan)) == (1, 0)
    assert house.remover.cancel() == 1
    assert house.remover.waiting() == 0


def test_a_sign_in_that_may_not_delete_ends_the_run_with_the_queue_kept(
    house: House, server: HarbourServer
) -> None:
    server.fill(2)
    connect(house, server)
    house.syncer.sync(look=False)
    photos = [photo.id for photo in _all(house) if photo.id is not None]
    house.remover.start(house.remover.plan(Action.DELETE, photos), copies=False)
    report = house.remover.run()
    assert report.problem is not None
    assert report.left == 2
    house.connector.widen(MINA, Power.DELETE)
    assert house.remover.run().done == 2


def test_the_pace_that_a_network_allows_is_kept_over_runs(
    house: House, server: HarbourServer, listed: dict[str, PhotoId], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        app.networks,
        "NETWORKS",
        (harbour(Pace(count=2, per=timedelta(minutes=30))), *app.networks.NETWORKS[1:]),
    )
    photos = [listed[f"{one}/{one}-0"] for one in range(1, 6)]
    plan = house.remover.plan(Action.DELETE, photos)
    assert plan.takes == timedelta(minutes=60)
    house.remover.start(plan, copies=False)
    waits: list[object] = []

    class Stops(Progress):
        def waits(self, until: object) -> None:
            waits.append(until)
            raise Cancelled

    with pytest.raises(Cancelled):
        house.remover.run(Stops())
    assert len(server.posts) == 6
    assert len(waits) == 1


def test_a_limit_shows_until_when_it_waits(
    house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    server.limit_after = 1
    house.remover.start(house.remover.plan(Action.DELETE, [listed["3/3-0"], listed["5/5-0"]]), copies=False)
    waits: list[object] = []

    class Stops(Progress):
        def waits(self, until: object) -> None:
            waits.append(until)
            raise Cancelled

    with pytest.raises(Cancelled):
        house.remover.run(Stops())
    assert len(waits) == 1
    server.limit_after = None
    assert house.remover.waiting() == 1


def test_hiding_leaves_the_post_and_takes_it_from_strangers(
    house: House, server: HarbourServer, listed: dict[str, PhotoId]
) -> None:
    house.remover.start(house.remover.plan(Action.HIDE, [listed["3/3-0"]]), copies=False)
    assert house.remover.run().done == 1
    assert server.hidden == {3}
    assert {one.verdict for one in house.verifier.look_due()} == {Verdict.GONE}


def test_what_a_network_cannot_do_is_said(house: House, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.jpg").write_bytes(picture(1))
    house.importer.read([tmp_path / "pictures"])
    (photo,) = _all(house)
    assert photo.id is not None
    for action in Action:
        plan = house.remover.plan(action, [photo.id])
        assert plan.units == ()
        assert plan.cannot[0][0] == photo.id
