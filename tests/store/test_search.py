"""A filter finds what it says, in its order, from one index; and nothing that a person types is ever taken for SQL."""

from __future__ import annotations

import itertools
import time
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.account import NetworkKey, account_id
from app.model.audience import OPEN_TO_STRANGERS, Audience, Basis, stated
from app.model.filter import Filter, Order
from app.model.inspection import Band, Inspection, Place
from app.model.photo import Photo, Tagged
from app.model.stranger import Reach
from app.store import search
from app.store.catalogue import Catalogue
from app.store.home import Store
from app.store.vault import SessionVault
from tests.store.nouns import NOON, SEOUL, inspection, photo, view

ACCOUNTS = [
    account_id(NetworkKey("bluesky"), "mina.example"),
    account_id(NetworkKey("mastodon"), "mina@server.example"),
    account_id(NetworkKey("mastodon"), "jo@server.example"),
]


def _inspection(eyes: list[float], place: Place | None) -> Inspection:
    return inspection(*eyes, place=place)


_INSPECTIONS = st.none() | st.builds(
    _inspection,
    st.lists(st.sampled_from([5.0, 13.0, 20.0]), max_size=3),
    st.sampled_from([None, SEOUL]),
)
_PHOTOS = st.builds(
    photo,
    st.uuids().map(str),
    st.sampled_from(ACCOUNTS),
    posted_at=st.none() | st.integers(0, 9).map(lambda days: NOON + timedelta(days=days)),
    visibility=st.sampled_from(Audience).map(lambda audience: stated(audience, Basis.ITEM)),
    stranger=st.none() | st.sampled_from(Reach).map(view),
    inspection=_INSPECTIONS,
    people=st.sampled_from([(), (Tagged(name="Jo", basis="tag"),)]),
    keep=st.booleans(),
)
_YES_NO = st.sampled_from([None, True, False])
_FILTERS = st.builds(
    Filter,
    audiences=st.frozensets(st.sampled_from(Audience), max_size=3),
    reaches=st.frozensets(st.sampled_from(Reach), max_size=2),
    networks=st.frozensets(st.sampled_from(["bluesky", "mastodon", "nowhere"]), max_size=2),
    account=st.none() | st.sampled_from([*ACCOUNTS, "nobody"]),
    faces=st.none() | st.tuples(st.integers(0, 2), st.none() | st.integers(0, 3)),
    searchable_face=_YES_NO,
    place=_YES_NO,
    tagged=_YES_NO,
    keep=_YES_NO,
    before=st.none() | st.integers(0, 9).map(lambda days: NOON + timedelta(days=days)),
    after=st.none() | st.integers(0, 9).map(lambda days: NOON + timedelta(days=days)),
    order=st.sampled_from(Order),
)


def _matches(one: Photo, chosen: Filter) -> bool:
    """Say in Python what the filter says; what nobody knows matches neither yes nor no."""
    seen = one.inspection
    faces = None if seen is None else len(seen.faces)
    searchable = None if seen is None else any(face.band is Band.SEARCHABLE for face in seen.faces)
    place = None if seen is None else seen.place is not None
    least, most = chosen.faces or (0, None)
    return all(
        (
            not chosen.audiences or one.visibility.value in chosen.audiences,
            not chosen.reaches or (one.stranger is not None and one.stranger.reach in chosen.reaches),
            not chosen.networks or one.network in chosen.networks,
            chosen.account is None or one.account == chosen.account,
            chosen.faces is None or (faces is not None and least <= faces <= (9 if most is None else most)),
            chosen.searchable_face is None or searchable is chosen.searchable_face,
            chosen.place is None or place is chosen.place,
            chosen.tagged is None or bool(one.people) is chosen.tagged,
            chosen.keep is None or one.keep is chosen.keep,
            chosen.before is None or (one.posted_at is not None and one.posted_at < chosen.before),
            chosen.after is None or (one.posted_at is not None and one.posted_at >= chosen.after),
        )
    )


def _place(one: Photo, risk: int, order: Order) -> tuple[object, ...]:
    when = (one.posted_at - NOON).total_seconds() if one.posted_at else None
    if order is Order.OLDEST:
        return (when is None, when or 0, one.id)
    newest = (when is None, -(when or 0), -(one.id or 0))
    return newest if order is Order.NEWEST else (-risk, *newest)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PHOTOS, max_size=12), st.data())
def test_a_filter_finds_what_it_says_in_its_order(
    catalogue: Catalogue, photos: list[Photo], data: st.DataObject
) -> None:
    for account in ACCOUNTS:
        catalogue.forget_account(account)
    risks = {held: (7 * held) % 3 for held in catalogue.keep_photos(photos).ids}
    for held, risk in risks.items():
        catalogue.keep_findings(held, [], risk)
    chosen = data.draw(_FILTERS)
    kept = list(catalogue.photos(Filter()))
    expected = [one for one in kept if _matches(one, chosen)]
    expected.sort(key=lambda one: _place(one, risks[one.id] if one.id else 0, chosen.order))

    ids = [one.id for one in expected]
    assert list(catalogue.ids(chosen)) == ids
    assert list(catalogue.first_ids(chosen, 3)) == ids[:3]
    assert catalogue.count(chosen) == len(ids)
    assert [one.id for one in catalogue.photos(chosen, batch=2)] == ids


CAPTIONS = {
    "river": "Sunday at the Han river",
    "hangul": "오늘은 서울한강에서",
    "kanji": "東京タワーの夜",
    "accent": "Café de l'Été",
    "decomposed": "Cafe\u0301 again",
    "emoji": "party 🎉🎉",
    "numbers": "IMG_20190503",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("river", {"river"}),
        ("RIV", {"river"}),
        ("river han", {"river"}),
        ("river cafe", set[str]()),
        ("cafe", {"accent", "decomposed"}),
        ("CAFÉ", {"accent", "decomposed"}),
        ("ete", {"accent"}),
        ("한강", {"hangul"}),
        ("강에", {"hangul"}),
        ("京タワ", {"kanji"}),
        ("タワー", {"kanji"}),
        ("2019", {"numbers"}),
        ("img_2019", {"numbers"}),
        ("seoul", {"place"}),
        ("holiday", {"album"}),
        ("description", {"alt"}),
        ("🎉", set[str]()),
        ('"', set[str]()),
        ("*", set[str]()),
        ("river OR cafe", set[str]()),
        ("NOT river", set[str]()),
        ("river -han", {"river"}),
        ("  ", {*CAPTIONS, "place", "album", "alt"}),
    ],
)
def test_words_find_captions_albums_and_places(catalogue: Catalogue, text: str, found: set[str]) -> None:
    photos = [photo(key, caption=caption) for key, caption in CAPTIONS.items()]
    extra = [photo("place", inspection=inspection(place=SEOUL)), photo("album", album="Holiday")]
    catalogue.keep_photos([*photos, *extra, photo("alt", alt_text="a description")])
    assert {one.key for one in catalogue.photos(Filter(text=text))} == found


def test_words_follow_the_photo_when_it_changes_or_goes(catalogue: Catalogue) -> None:
    (held,) = catalogue.keep_photos([photo(caption="river")]).ids
    catalogue.keep_photos([photo(caption="mountain")])
    assert catalogue.count(Filter(text="river")) == 0
    catalogue.keep_inspection(held, inspection(place=SEOUL))
    assert list(catalogue.ids(Filter(text="seoul mountain"))) == [held]
    catalogue.forget_account(photo().account)
    assert catalogue._database.rows("select rowid from words where words match 'mountain'") == []


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=20))
def test_nothing_that_is_typed_breaks_the_search(catalogue: Catalogue, text: str) -> None:
    catalogue.keep_photos([photo(caption="river")])
    for chosen in (Filter(text=text), Filter(account=text), Filter(networks=frozenset({text}))):
        assert 0 <= catalogue.count(chosen) <= 1
        assert len(catalogue.ids(chosen)) == catalogue.count(chosen)


def test_an_account_is_found_by_its_id_or_by_its_handle(catalogue: Catalogue) -> None:
    catalogue.keep_photos([photo(str(number), one) for number, one in enumerate(ACCOUNTS)])
    for name in ("mastodon:jo@server.example", "jo@server.example", "@Jo@Server.Example"):
        assert [one.account for one in catalogue.photos(Filter(account=name))] == [ACCOUNTS[2]]


@pytest.mark.parametrize("faces", [(10**30, None), (0, 10**30), (-5, -1)])
def test_numbers_beyond_all_pictures_do_no_harm(catalogue: Catalogue, faces: tuple[int, int | None]) -> None:
    catalogue.keep_photos([photo(inspection=inspection(20.0))])
    assert catalogue.count(Filter(faces=faces)) == (1 if faces[0] == 0 else 0)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """A hundred thousand photos in an encrypted file, made by SQL alone."""
    store = Store.open(tmp_path_factory.mktemp("large"), SessionVault(), passphrase="x")
    store.catalogue.keep_photos([photo("0", one) for one in ACCOUNTS])
    with store.catalogue._database.writing() as connection:
        connection.execute(
            """with recursive n (i) as (select 1 union all select i + 1 from n where i < 100000)
            insert into photo (account, key, title, at, audience, reach, faces, searchable, place, tagged, risk)
            select 1 + i % 3, i, 'a title of usual length', case when i % 10 then i * 1000000 end, i % 9,
                case when i % 3 then i % 4 end, case when i % 5 then i % 4 end, i % 7 = 0, i % 6 = 0, i % 8 = 0,
                (i * 7919) % 101 from n"""
        )
        connection.execute("analyze")
    yield store.catalogue
    store.close()


_CONDITIONS: dict[str, Filter] = {
    "none": Filter(),
    "open": Filter(audiences=OPEN_TO_STRANGERS),
    "open faces": Filter(audiences=OPEN_TO_STRANGERS, faces=(1, None), searchable_face=True),
    "unknown": Filter(audiences=frozenset({Audience.UNKNOWN}), searchable_face=True),
    "reach": Filter(reaches=frozenset({Reach.REACHABLE})),
    "network": Filter(networks=frozenset({"mastodon"})),
    "account": Filter(account=ACCOUNTS[0]),
    "place": Filter(place=True, tagged=False, keep=False),
    "time": Filter(after=NOON, before=NOON + timedelta(days=9)),
    "text": Filter(text="river"),
}


@pytest.mark.parametrize(("name", "order"), list(itertools.product(_CONDITIONS, Order)))
def test_the_grid_is_read_from_one_index_without_sorting(
    catalogue: Catalogue, name: str, order: Order
) -> None:
    chosen = replace(_CONDITIONS[name], order=order)
    for sql, bindings in (search.ids(chosen), search.ids(chosen, 200), search.count(chosen)):
        steps = [row[3] for row in catalogue._database.rows(f"explain query plan {sql}", bindings)]
        photos = [step for step in steps if " photo " in f"{step} "]
        assert len(photos) == 1
        assert "USING COVERING INDEX" in photos[0]
        assert not any("TEMP B-TREE" in step for step in steps)


@pytest.mark.parametrize(
    "sql",
    [
        "select id from photo where inspected = 0 order by id",
        "select id from photo where judged = 0 order by id",
        "select id from photo where sha256 = x'00' order by id limit 9",
        "select id from photo where picture = x'00' order by id limit 9",
        "select risk from photo indexed by photo_by_risk order by risk desc",
    ],
)
def test_what_is_asked_often_is_read_from_an_index(catalogue: Catalogue, sql: str) -> None:
    (step,) = (row[3] for row in catalogue._database.rows(f"explain query plan {sql}"))
    assert "COVERING INDEX" in step


def _best(act: Callable[[], object]) -> float:
    """Return the shortest of seven times that this thread was at work, in seconds."""
    times = list[float]()
    for _ in range(7):
        start = time.thread_time()
        act()
        times.append(time.thread_time() - start)
    return min(times)


@pytest.fixture(scope="module")
def pace() -> float:
    """How long this machine takes to put a hundred thousand numbers out of rows into an array: 4 to 8 ms on a laptop."""
    rows = [(number,) for number in range(100_000)]
    return _best(lambda: array("q", (number for (number,) in rows)))


@pytest.mark.parametrize("order", list(Order))
def test_a_hundred_thousand_photos_are_sorted_and_filtered_at_once(
    large: Catalogue, pace: float, order: Order
) -> None:
    everything, some = (
        Filter(order=order),
        Filter(audiences=OPEN_TO_STRANGERS, searchable_face=True, order=order),
    )
    assert len(large.ids(everything)) == large.count(everything) == 100_003
    assert 0 < large.count(some) < 10_000
    assert _best(lambda: large.ids(everything)) < 12 * pace
    assert _best(lambda: large.ids(some)) < 12 * pace
    assert _best(lambda: large.first_ids(everything, 200)) < pace


def test_a_page_costs_little_wherever_it_is(large: Catalogue, pace: float) -> None:
    ids = large.ids(Filter())
    assert _best(lambda: large.tiles(ids[50_000:50_500])) < 10 * pace
    assert len(large.tiles(ids[50_000:50_500])) == 500
