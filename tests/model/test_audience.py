"""Unknown is an answer, and never becomes private anywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.audience import (
    OPEN_TO_STRANGERS,
    UNKNOWN,
    Audience,
    Basis,
    Reason,
    Visibility,
    effective,
    open_to_strangers,
    stated,
    widest,
    within,
)

AUDIENCES = st.sampled_from(Audience)
CLOSED = [who for who in Audience if who not in OPEN_TO_STRANGERS and who is not Audience.UNKNOWN]
REASONS = st.builds(
    Reason, basis=st.sampled_from(Basis), audience=AUDIENCES, name=st.sampled_from(["", "Holiday"])
)
AS_OF = datetime(2026, 11, 23, tzinfo=UTC)


def test_audiences_stand_in_the_order_of_their_width() -> None:
    told = [who for who in Audience if who is not Audience.UNKNOWN]
    widths = sorted(told, key=lambda who: sum(widest([who, other]) is who for other in told), reverse=True)
    assert widths[0] is Audience.PUBLIC
    assert widths[-1] is Audience.ONLY_ME
    assert widest(told) is Audience.PUBLIC


@given(st.lists(AUDIENCES))
def test_the_widest_way_in_decides_and_unknown_is_never_narrowed(ways: list[Audience]) -> None:
    found = widest(ways)
    if OPEN_TO_STRANGERS & set(ways):
        assert found in OPEN_TO_STRANGERS
    elif not ways or Audience.UNKNOWN in ways:
        assert found is Audience.UNKNOWN
    else:
        assert found in ways
        assert all(widest([found, way]) is found for way in ways)


@given(st.lists(AUDIENCES), AUDIENCES)
def test_one_more_way_in_never_closes_a_door(ways: list[Audience], more: Audience) -> None:
    before, after = widest(ways), widest([*ways, more])
    if before in OPEN_TO_STRANGERS:
        assert after in OPEN_TO_STRANGERS
    if before is Audience.UNKNOWN and ways:
        assert after is Audience.UNKNOWN or after in OPEN_TO_STRANGERS


@given(st.lists(AUDIENCES))
def test_the_order_of_the_ways_does_not_matter(ways: list[Audience]) -> None:
    assert widest(ways) is widest(list(reversed(ways)))


def test_a_way_known_to_be_open_decides_whatever_else_is_unknown() -> None:
    assert widest([Audience.UNKNOWN, Audience.UNLISTED]) is Audience.UNLISTED
    assert widest([Audience.UNKNOWN, Audience.PUBLIC, Audience.ONLY_ME]) is Audience.PUBLIC
    assert widest([Audience.UNKNOWN, Audience.FOLLOWERS]) is Audience.UNKNOWN


@given(AUDIENCES, AUDIENCES)
def test_an_account_narrows_an_item_and_never_widens_it(item: Audience, account: Audience) -> None:
    found = within(item, account)
    if account is Audience.UNKNOWN:
        assert found is item
    elif item is Audience.UNKNOWN:
        # Nobody else gets in at all: that alone is known of every item.
        assert found is (Audience.ONLY_ME if account is Audience.ONLY_ME else Audience.UNKNOWN)
    else:
        assert found in {item, account}
        assert widest([found, item]) is item
        assert widest([found, account]) is account


@given(st.lists(REASONS), st.none() | REASONS)
def test_unknown_never_becomes_private_in_a_chain(ways: list[Reason], account: Reason | None) -> None:
    seen = effective(ways, account, AS_OF)
    told = {way.audience for way in ways}
    if Audience.UNKNOWN in told or not ways:
        is_shut = account is not None and account.audience in CLOSED
        assert seen.value is Audience.UNKNOWN or seen.value in OPEN_TO_STRANGERS or is_shut
        if is_shut and seen.value in CLOSED:
            # It was narrowed by the account's own limit, and by nothing less.
            assert account is not None
            assert seen.value is account.audience
    if account is None:
        assert seen.value is widest(way.audience for way in ways)


@given(st.lists(REASONS, min_size=1), st.none() | REASONS)
def test_the_chain_holds_every_reason_and_the_deciding_one_first(
    ways: list[Reason], account: Reason | None
) -> None:
    seen = effective(ways, account, AS_OF)
    expected = [*ways, *([account] if account else [])]
    assert sorted(map(repr, seen.reasons)) == sorted(map(repr, expected))
    if any(reason.audience is seen.value for reason in expected):
        assert seen.reasons[0].audience is seen.value
    assert seen.as_of == AS_OF


def test_the_chain_says_why_a_photo_is_public() -> None:
    item = Reason(basis=Basis.ITEM, audience=Audience.FRIENDS)
    album = Reason(basis=Basis.ALBUM, audience=Audience.PUBLIC, name="Holiday")
    seen = effective([item, album])
    assert seen.value is Audience.PUBLIC
    assert seen.basis is Basis.ALBUM
    assert seen.reasons[0].name == "Holiday"


def test_a_private_account_is_the_reason_for_its_closed_photos() -> None:
    item = Reason(basis=Basis.ITEM, audience=Audience.PUBLIC)
    account = Reason(basis=Basis.ACCOUNT_SETTING, audience=Audience.FOLLOWERS)
    seen = effective([item], account)
    assert (seen.value, seen.basis) == (Audience.FOLLOWERS, Basis.ACCOUNT_SETTING)


def test_nothing_known_leans_on_nothing() -> None:
    assert Visibility() == UNKNOWN
    assert (UNKNOWN.value, UNKNOWN.basis) == (Audience.UNKNOWN, Basis.NONE)
    assert effective([]) == UNKNOWN


def test_one_reason_alone_is_stated() -> None:
    seen = stated(Audience.UNLISTED, Basis.SHARE_LINK, AS_OF, name="link", raw="unlisted")
    assert seen.reasons == (
        Reason(basis=Basis.SHARE_LINK, audience=Audience.UNLISTED, name="link", raw="unlisted"),
    )
    assert (seen.value, seen.basis, seen.as_of) == (Audience.UNLISTED, Basis.SHARE_LINK, AS_OF)


@pytest.mark.parametrize("who", Audience)
def test_only_what_is_known_is_open_or_closed(who: Audience) -> None:
    expected = {Audience.PUBLIC: True, Audience.UNLISTED: True, Audience.UNKNOWN: None}.get(who, False)
    assert open_to_strangers(who) is expected


def test_the_order_of_items_and_accounts_is_not_the_same_thing() -> None:
    # An item for friends in a public account stays for friends; a public item in an account for friends is narrowed.
    for narrow, wide in product(CLOSED, OPEN_TO_STRANGERS):
        assert within(narrow, wide) is narrow
        assert within(wide, narrow) is narrow
