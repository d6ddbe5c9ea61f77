"""The queue says at any moment what is still to be done, whichever window asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.model.fix import Action, Outcome, Task, TaskState
from app.store.catalogue import Catalogue
from tests.store.nouns import ACCOUNT, NOON, photo


def task(unit: str, *photos: int, with_copy: bool = True) -> Task:
    return Task(
        id=0,
        account=ACCOUNT,
        action=Action.DELETE,
        unit=unit,
        photos=tuple(photos),  # type: ignore[arg-type]
        added_at=NOON,
        with_copy=with_copy,
    )


@pytest.fixture
def queue(catalogue: Catalogue) -> Catalogue:
    catalogue.keep_photos([photo("1"), photo("2"), photo("3")])
    assert catalogue.add_tasks([task("1", 1), task("2", 2), task("3", 3)]) == 3
    return catalogue


def test_tasks_are_found_by_how_they_stand(queue: Catalogue) -> None:
    first, second, _ = queue.tasks()
    queue.keep_task(replace(first, state=TaskState.DONE, done_at=NOON, outcome=Outcome.DONE))
    assert queue.begin_task(second)
    assert [one.unit for one in queue.tasks(TaskState.DONE)] == ["1"]
    assert [one.unit for one in queue.tasks(TaskState.WAITING)] == ["3"]
    assert [one.unit for one in queue.tasks(TaskState.STARTED, TaskState.WAITING)] == ["2", "3"]
    assert [one.unit for one in queue.tasks()] == ["1", "2", "3"]
    assert queue.count_tasks() == 2


def test_what_was_taken_out_or_done_elsewhere_is_not_begun(queue: Catalogue) -> None:
    first, second, third = queue.tasks()
    assert queue.begin_task(first)
    queue.keep_task(replace(second, state=TaskState.DONE, done_at=NOON))
    assert queue.drop_tasks(TaskState.WAITING) == 1
    assert queue.begin_task(first), "what a crash left half done is begun again"
    assert not queue.begin_task(second)
    assert not queue.begin_task(third)
    assert queue.task(third.id) is None
    held = queue.task(second.id)
    assert held is not None
    assert held.state is TaskState.DONE


def test_for_a_piece_that_waits_already_the_newer_wish_counts(queue: Catalogue) -> None:
    assert queue.add_tasks([task("2", 2, 3, with_copy=False), task("4", 1), task("4", 1)]) == 1
    held = {one.unit: one for one in queue.tasks()}
    assert list(held) == ["1", "2", "3", "4"]
    assert (held["2"].photos, held["2"].with_copy) == ((2, 3), False)
    assert held["1"].with_copy


def test_what_goes_together_is_found_whole_however_much_it_is(catalogue: Catalogue) -> None:
    catalogue.keep_photos([photo(f"album/{number}") for number in range(1200)])
    catalogue.keep_photos(
        [photo("album"), photo("album#3"), photo("albums/1"), photo("albu"), photo("album2")]
    )
    found = [one.key for one in catalogue.photos_beginning(ACCOUNT, "album")]
    assert len(found) == 1202
    assert {"album", "album#3", "album/0", "album/1199"} <= set(found)
    assert not {"albums/1", "albu", "album2"} & set(found)


def test_a_mark_of_one_way_of_listing_means_nothing_in_another(catalogue: Catalogue) -> None:
    ids = catalogue.keep_photos([photo("1")]).ids
    own = catalogue.begin_pass(ACCOUNT, "own")
    catalogue.note_listed(own, ids, "page 7")
    again = catalogue.begin_pass(ACCOUNT, "own")
    assert (again.number, again.cursor) == (own.number, "page 7")
    other = catalogue.begin_pass(ACCOUNT, "open")
    assert (other.number, other.cursor) == (own.number + 1, "")
    catalogue.note_listed(other, (), "7 own")
    assert catalogue.begin_pass(ACCOUNT, "open").cursor == "7 own"
