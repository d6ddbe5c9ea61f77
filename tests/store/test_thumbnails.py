"""Small pictures stay within their limit, and those seen last stay longest."""

from __future__ import annotations

import os

import pytest

from app.model.photo import PhotoId
from app.store import thumbnails
from app.store.catalogue import THUMBNAIL_CAP, Catalogue
from app.store.home import Store
from tests.store.nouns import inspection, photo

CAP = 100_000
SIZE = 9_000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time of day, in seconds; it moves on by one with each look."""
    now = [1000.0]

    def tick() -> float:
        now[0] += 1
        return now[0]

    monkeypatch.setattr(thumbnails, "time", tick)
    return now


@pytest.fixture
def small(catalogue: Catalogue) -> Catalogue:
    """A catalogue with room for eleven small pictures."""
    return Catalogue(catalogue._database, thumbnail_cap=CAP)


def _keep(catalogue: Catalogue, count: int, start: int = 0) -> list[PhotoId]:
    ids = catalogue.keep_photos([photo(str(number)) for number in range(start, start + count)]).ids
    for held in ids:
        catalogue.keep_inspection(held, inspection(), os.urandom(SIZE))
    return list(ids)


def _held(catalogue: Catalogue) -> set[int]:
    return {held for (held,) in catalogue._database.rows("select photo from thumbnail")}


def test_the_limit_is_two_gigabytes() -> None:
    assert THUMBNAIL_CAP == 2 * 1024**3


def test_a_small_picture_is_kept_and_replaced(catalogue: Catalogue) -> None:
    (held,) = catalogue.keep_photos([photo()]).ids
    assert catalogue.thumbnail(held) is None
    catalogue.keep_inspection(held, inspection(), b"one")
    catalogue.keep_inspection(held, inspection(), b"second")
    assert catalogue.thumbnail(held) == b"second"
    catalogue.keep_inspection(held, inspection())
    assert catalogue.thumbnail(held) == b"second"
    assert catalogue._database.rows("select size from thumbnail_total") == [(6,)]


def test_small_pictures_never_grow_beyond_the_limit(small: Catalogue, clock: list[float]) -> None:
    ids = _keep(small, 40)
    ((total,),) = small._database.rows("select sum(size) from thumbnail")
    assert CAP * 0.8 < total <= CAP
    assert small._database.rows("select size from thumbnail_total") == [(total,)]
    assert _held(small) == set(ids[-len(_held(small)) :])
    assert clock[0] > 1000


def test_those_seen_last_stay_when_room_is_made(small: Catalogue, clock: list[float]) -> None:
    ids = _keep(small, 10)
    seen = ids[:3]
    for held in seen:
        assert small.thumbnail(held) is not None
    clock[0] += 60
    _keep(small, 5, start=10)
    assert set(seen) <= _held(small)
    assert not set(ids[3:6]) & _held(small)


def test_to_look_at_a_small_picture_writes_nothing(store: Store) -> None:
    (held,) = _keep(store.catalogue, 1)
    before = store.catalogue._database.rows("select used from thumbnail")
    changes = store.catalogue._database.connection().execute("select total_changes()")
    for _ in range(50):
        store.catalogue.thumbnail(held)
    assert store.catalogue._database.connection().execute("select total_changes()") == changes
    assert store.catalogue._database.rows("select used from thumbnail") == before
