"""Photos are kept as they were told, nothing seen of them is lost, and the grid gets what it shows."""

from __future__ import annotations

from array import array
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from app.model.account import AccountKind, NetworkKey, account_id
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.filter import Filter, Order
from app.model.photo import MediaState, Photo, PhotoId, Tagged
from app.model.problem import NotFound
from app.model.stranger import Reach
from app.model.text import say
from app.store.catalogue import Catalogue
from app.store.photos import TWINS_TOLD
from app.store.rows import AUDIENCES, REACHES
from tests.store.nouns import ACCOUNT, NOON, SEOUL, account, inspection, photo, view
from tests.store.strategies import any_of

DAY = timedelta(days=1)


def _keep(catalogue: Catalogue, *photos: Photo) -> tuple[PhotoId, ...]:
    return catalogue.keep_photos(photos).ids


def test_photos_are_counted_as_new_or_known_and_keep_their_ids(catalogue: Catalogue) -> None:
    first = catalogue.keep_photos([photo("1"), photo("2")])
    again = catalogue.keep_photos([photo("2"), photo("3"), photo("1")])
    assert (first.new, first.known) == (2, 0)
    assert (again.new, again.known) == (1, 2)
    assert again.ids == (first.ids[1], again.ids[1], first.ids[0])
    assert catalogue.keep_photos([photo("1"), photo("2"), photo("3")]).new == 0


def test_one_batch_that_names_a_photo_twice_keeps_it_once(catalogue: Catalogue) -> None:
    kept = catalogue.keep_photos([photo("1", caption="a"), photo("1", caption="b")])
    assert (kept.new, kept.known) == (1, 1)
    assert catalogue.photo(kept.ids[0]).caption == "b"


def test_the_same_key_on_two_accounts_is_two_photos(catalogue: Catalogue) -> None:
    other = account_id(NetworkKey("mastodon"), "mina@server.example")
    assert catalogue.keep_photos([photo("1"), photo("1", other)]).new == 2


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_of(Photo))
def test_any_photo_comes_back_as_it_was_kept(catalogue: Catalogue, given_photo: Photo) -> None:
    (held,) = _keep(catalogue, given_photo)
    back = catalogue.photo(held)
    told = replace(given_photo, id=held, twins=back.twins)
    assert back == told
    catalogue.forget_account(given_photo.account)


def test_a_new_import_never_loses_what_was_seen_or_marked(catalogue: Catalogue) -> None:
    (held,) = _keep(catalogue, photo("1", caption="old"))
    seen, looked = inspection(20.0, sha256="ab" * 32), view()
    catalogue.keep_inspection(held, seen, b"jpeg")
    catalogue.keep_stranger(held, looked)
    catalogue.mark_keep([held], True)
    _keep(catalogue, photo("1", caption="new"))
    back = catalogue.photo(held)
    assert (back.caption, back.inspection, back.stranger, back.keep) == ("new", seen, looked, True)
    assert catalogue.thumbnail(held) == b"jpeg"


def test_an_import_that_brings_newer_sights_replaces_the_old_ones(catalogue: Catalogue) -> None:
    (held,) = _keep(catalogue, photo("1", inspection=inspection(), stranger=view()))
    newer, gone = inspection(30.0), view(Reach.GONE)
    _keep(catalogue, photo("1", inspection=newer, stranger=gone))
    assert (catalogue.photo(held).inspection, catalogue.photo(held).stranger) == (newer, gone)


def _told(at: datetime | None, word: Audience = Audience.PUBLIC, **facts: Any) -> Photo:
    return photo("1", visibility=Visibility(value=word, as_of=at), **facts)


@pytest.mark.parametrize(
    ("held", "told", "is_new_believed"),
    [
        (NOON, NOON + DAY, True),
        (NOON, NOON, True),
        (NOON, NOON - DAY, False),
        (NOON, None, False),
        (None, NOON, True),
        (None, None, True),
    ],
)
def test_older_news_do_not_replace_newer_ones(
    catalogue: Catalogue, held: datetime | None, told: datetime | None, is_new_believed: bool
) -> None:
    (one,) = _keep(catalogue, _told(held, Audience.FRIENDS, caption="held"))
    _keep(catalogue, _told(told, caption="told"))
    back = catalogue.photo(one)
    expected = (Audience.PUBLIC, "told") if is_new_believed else (Audience.FRIENDS, "held")
    assert (back.visibility.value, back.caption) == expected


@pytest.mark.parametrize("is_older", [True, False])
def test_an_export_gives_the_file_and_a_listing_the_addresses_whichever_came_first(
    catalogue: Catalogue, is_older: bool
) -> None:
    listed = _told(NOON, url="https://x.example/1", media_url="https://x.example/1.jpg")
    of_export = _told(
        NOON - DAY if is_older else NOON + DAY, media_state=MediaState.PRESENT, source_path="a/1.jpg"
    )
    for order in ((listed, of_export), (of_export, listed)):
        (one,) = _keep(catalogue, order[0])
        _keep(catalogue, order[1])
        back = catalogue.photo(one)
        assert (back.url, back.media_url) == (listed.url, listed.media_url)
        assert (back.media_state, back.source_path) == (MediaState.PRESENT, "a/1.jpg")
        catalogue.forget_account(back.account)
        catalogue.keep_account(account())


def test_a_photo_waits_for_judgement_when_it_is_new_and_whenever_it_changes(catalogue: Catalogue) -> None:
    (held,) = _keep(catalogue, photo("1"))
    changes = [
        lambda: catalogue.keep_inspection(held, inspection(20.0)),
        lambda: catalogue.keep_stranger(held, view()),
        lambda: catalogue.keep_photos([photo("1", caption="new words")]),
    ]
    assert list(catalogue.ids_without_findings()) == [held]
    for change in changes:
        catalogue.keep_findings(held, [], 0)
        catalogue.keep_photos([catalogue.photo(held)])
        assert list(catalogue.ids_without_findings()) == []
        change()
        assert list(catalogue.ids_without_findings()) == [held]


def test_a_photo_waits_for_a_look_until_it_was_inspected_even_in_vain(catalogue: Catalogue) -> None:
    first, second = _keep(catalogue, photo("1"), photo("2"))
    assert list(catalogue.ids_without_inspection()) == [first, second]
    catalogue.keep_inspection(first, inspection(failed=say("It could not be read.")))
    assert list(catalogue.ids_without_inspection()) == [second]


def test_a_photo_of_an_account_that_was_not_told_yet_is_kept(catalogue: Catalogue) -> None:
    _keep(catalogue, photo("1"))
    (entered,) = catalogue.accounts()
    assert (entered.id, entered.handle, entered.kind) == (ACCOUNT, "mina.example", AccountKind.IMPORTED)
    catalogue.keep_account(account(name="Mina"))
    assert catalogue.account(ACCOUNT).name == "Mina"
    assert catalogue.count(Filter()) == 1


@pytest.mark.parametrize("act", ["photo", "keep_inspection", "keep_stranger", "keep_findings"])
def test_a_photo_that_is_not_held_is_said(catalogue: Catalogue, act: str) -> None:
    unknown = PhotoId(77)
    acts = {
        "photo": lambda: catalogue.photo(unknown),
        "keep_inspection": lambda: catalogue.keep_inspection(unknown, inspection(), b"jpeg"),
        "keep_stranger": lambda: catalogue.keep_stranger(unknown, view()),
        "keep_findings": lambda: catalogue.keep_findings(unknown, [], 0),
    }
    with pytest.raises(NotFound, match="77"):
        acts[act]()


def test_the_number_of_a_forgotten_photo_is_never_used_again(catalogue: Catalogue) -> None:
    (first,) = _keep(catalogue, photo("1"))
    catalogue.forget_account(ACCOUNT)
    (second,) = _keep(catalogue, photo("1"))
    assert second > first
    assert catalogue.tiles([first]) == []


def test_twins_show_the_same_file_or_the_same_picture(catalogue: Catalogue) -> None:
    other = account_id(NetworkKey("mastodon"), "mina@server.example")
    same_file, same_picture = "ab" * 32, "0123456789abcdef" * 2
    a, b, c, d, alone, blank, blank_too = _keep(
        catalogue,
        photo("a", inspection=inspection(sha256=same_file)),
        photo("b", other, stranger=view(sha256=same_file)),
        photo("c", inspection=inspection(picture_hash=same_picture)),
        photo("d", other, inspection=inspection(picture_hash=same_picture, sha256="cd" * 32)),
        photo("alone", inspection=inspection(sha256="ef" * 32, picture_hash="f" * 32)),
        photo("blank", inspection=inspection(picture_hash="0" * 32)),
        photo("blank too", inspection=inspection(picture_hash="0" * 32)),
    )
    assert [catalogue.photo(one).twins for one in (a, b, c, d)] == [(b,), (a,), (d,), (c,)]
    assert [catalogue.photo(one).twins for one in (alone, blank, blank_too)] == [(), (), ()]
    assert set(catalogue.ids(Filter(twins=True))) == {a, b, c, d}
    assert set(catalogue.ids(Filter(twins=False))) == {alone, blank, blank_too}


def test_a_picture_that_hangs_a_thousand_times_tells_only_some_of_its_twins(catalogue: Catalogue) -> None:
    _keep(catalogue, *(photo(str(number), inspection=inspection(sha256="ab" * 32)) for number in range(1000)))
    told = list(catalogue.photos(Filter()))
    assert len(told) == 1000
    assert {len(one.twins) for one in told} == {TWINS_TOLD}
    assert not any(one.id in one.twins for one in told)


def test_tiles_come_in_the_order_that_was_asked_for(catalogue: Catalogue) -> None:
    ids = _keep(catalogue, *(photo(str(number), caption=f"photo {number}") for number in range(1200)))
    wanted = array("q", [*reversed(ids), 99_999, ids[0]])
    titles = [tile.title for tile in catalogue.tiles(wanted)]
    assert titles == [*(f"photo {number}" for number in reversed(range(1200))), "photo 0"]


def test_a_tile_tells_what_the_grid_shows(catalogue: Catalogue) -> None:
    (held,) = _keep(
        catalogue,
        photo(
            caption="\n  Sunday  \nat the river",
            taken_at=NOON,
            visibility=stated(Audience.UNLISTED, Basis.ITEM),
            people=(Tagged(name="Jo", basis="tag"),),
            inspection=inspection(20.0, 5.0, place=SEOUL),
            stranger=view(Reach.LOGIN_WALL),
            keep=True,
        ),
    )
    catalogue.keep_findings(held, [], 71)
    (tile,) = catalogue.tiles([held])
    assert (tile.id, tile.network, tile.title, tile.when) == (held, "bluesky", "Sunday", NOON)
    assert (tile.audience, tile.reach) == (Audience.UNLISTED, Reach.LOGIN_WALL)
    assert (tile.faces, tile.searchable, tile.has_place, tile.is_tagged) == (2, True, True, True)
    assert (tile.risk, tile.keep) == (71, True)


def test_a_tile_of_a_photo_that_nobody_looked_at_claims_nothing(catalogue: Catalogue) -> None:
    (tile,) = catalogue.tiles(_keep(catalogue, photo(source_path="media/2019/IMG_1.jpg")))
    assert (tile.audience, tile.reach, tile.when) == (Audience.UNKNOWN, None, None)
    assert (tile.faces, tile.searchable, tile.has_place, tile.is_tagged, tile.risk) == (
        0,
        False,
        False,
        False,
        0,
    )
    assert tile.title == "IMG_1.jpg"


def test_a_mark_is_put_on_and_taken_off_and_counted(catalogue: Catalogue) -> None:
    ids = _keep(catalogue, photo("1"), photo("2"), photo("3"))
    assert catalogue.mark_keep(ids[:2], True) == 2
    assert catalogue.mark_keep(ids, True) == 1
    assert catalogue.mark_keep([PhotoId(999)], True) == 0
    assert catalogue.mark_keep(ids[:1], False) == 1
    assert set(catalogue.ids(Filter(keep=True))) == set(ids[1:])


def test_photos_come_in_batches_and_those_forgotten_meanwhile_are_left_out(catalogue: Catalogue) -> None:
    ids = _keep(catalogue, *(photo(str(number)) for number in range(10)))
    seen = list[PhotoId | None]()
    for one in catalogue.photos(Filter(order=Order.OLDEST), batch=3):
        seen.append(one.id)
        if len(seen) == 3:
            catalogue.forget_account(ACCOUNT)
    assert seen == list(ids[:3])


def test_nothing_asked_is_nothing_got(catalogue: Catalogue) -> None:
    assert catalogue.keep_photos([]).ids == ()
    assert catalogue.tiles([]) == []
    assert list(catalogue.photos(Filter())) == []
    assert catalogue.first_ids(Filter(), 10) == array("q")


def test_half_letters_and_foreign_hashes_do_no_harm(catalogue: Catalogue) -> None:
    strange = photo(
        "k\ud800ey",
        caption="caption \udfff with half a letter",
        inspection=inspection(sha256="not hex", picture_hash="zz"),
    )
    (held,) = _keep(catalogue, strange)
    assert catalogue.keep_photos([strange]).known == 1
    assert catalogue.photo(held).key == "k\ud800ey"
    assert len(catalogue.tiles([held])) == 1


def test_the_numbers_that_stand_for_audiences_and_reaches_are_these_for_good() -> None:
    told = "unknown public unlisted followers friends_of_friends friends custom direct only_me"
    assert " ".join(AUDIENCES) == told
    assert set(AUDIENCES) == set(Audience)
    assert " ".join(REACHES) == "reachable login_wall gone could_not_look"
    assert set(REACHES) == set(Reach)
