"""A filter is read as it was meant, or refused in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.audience import Audience
from app.model.filter import Filter, Order, parse_filter
from app.model.problem import WrongUse
from app.model.stranger import Reach


@pytest.mark.parametrize(
    ("terms", "meant"),
    [
        ([], Filter()),
        (["audience=public"], Filter(audiences=frozenset({Audience.PUBLIC}))),
        (
            ["audience=public,unlisted", "audience=unknown"],
            Filter(audiences=frozenset({Audience.PUBLIC, Audience.UNLISTED, Audience.UNKNOWN})),
        ),
        (["stranger=reachable"], Filter(reaches=frozenset({Reach.REACHABLE}))),
        (["network=mastodon,bluesky"], Filter(networks=frozenset({"mastodon", "bluesky"}))),
        (["account=mastodon:ada@example.org"], Filter(account="mastodon:ada@example.org")),
        (["faces>0"], Filter(faces=(1, None))),
        (["faces=yes"], Filter(faces=(1, None))),
        (["faces=no"], Filter(faces=(0, 0))),
        (["faces=3"], Filter(faces=(3, 3))),
        (["searchable=yes"], Filter(searchable_face=True)),
        (["place=no"], Filter(place=False)),
        (["tagged=yes", "twins=yes", "keep=no"], Filter(tagged=True, twins=True, keep=False)),
        (["before=2020-01-31"], Filter(before=datetime(2020, 1, 31, tzinfo=UTC))),
        (["after=2019-05-14"], Filter(after=datetime(2019, 5, 14, tzinfo=UTC))),
        (['text:"Han river"'], Filter(text="Han river")),
        (["text=Han", "river", "text:night"], Filter(text="Han river night")),
        (["Han river"], Filter(text="Han river")),
        (["order=newest"], Filter(order=Order.NEWEST)),
        (["  "], Filter()),
    ],
)
def test_each_term_sets_its_condition(terms: list[str], meant: Filter) -> None:
    assert parse_filter(terms) == meant


def test_terms_may_come_in_one_piece_or_in_many() -> None:
    together = parse_filter(["audience=public faces>0 place=yes"])
    assert together == parse_filter(["audience=public", "faces>0", "place=yes"])


@pytest.mark.parametrize(
    "term",
    [
        "colour=red",
        "faces<3",
        "place>yes",
        "audience:public",
        "audience=everyone",
        "audience=",
        "stranger=maybe",
        "faces=many",
        "faces=",
        "faces=-1",
        "faces>-5",
        "faces=" + "9" * 5000,
        "faces=1_0",
        "place=perhaps",
        "before=yesterday",
        "before=2020-02-30",
        "after=99999-01-01",
        "order=size",
        'text:"open',
        "don't",
        "trailing\\",
        "__class__=x",
    ],
)
def test_what_is_not_understood_is_refused_with_a_remedy(term: str) -> None:
    with pytest.raises(WrongUse) as refused:
        parse_filter([term])
    assert str(refused.value)
    assert refused.value.remedy is not None


def test_braces_in_a_term_are_repeated_and_not_filled_in() -> None:
    with pytest.raises(WrongUse, match=r"\{term\.__class__\}=x|not understood") as refused:
        parse_filter(["a={term.__class__}", "b=1"])
    assert "class 'str'" not in str(refused.value)


TERMS = st.text(st.characters(codec="utf-8") | st.sampled_from("=><:\"'\\ \0\n,-"), max_size=40)
NAMED = st.tuples(
    st.sampled_from(["audience", "faces", "before", "text", "order", "keep", "network", "x"]),
    st.sampled_from("=><:"),
    TERMS,
).map("".join)


@given(st.lists(TERMS | NAMED, max_size=4))
def test_any_words_end_in_a_filter_or_in_words(terms: list[str]) -> None:
    try:
        found = parse_filter(terms)
    except WrongUse:
        return
    assert found.faces is None or 0 <= found.faces[0] <= 1_000_000
