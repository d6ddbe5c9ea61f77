"""What X charges is counted before it is spent, and nothing is asked once the person's limit is reached."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from app.model.fix import Outcome
from app.model.problem import Limited, SignInStopped
from app.networks.session import Wish
from app.networks.web import Web
from app.networks.x import NETWORK
from app.networks.x.money import PER_POST, PER_PROFILE, WHOLE_LIST, amount, book, left
from tests.networks.replay import Replay, canned
from tests.networks.signed_in import answers, listed, signed_in

DELETE = "DELETE https://api.x.com/2/tweets/1850000000000000001"


def paged(pages: int, size: int = 100) -> dict[str, object]:
    """Return an account with so many pages of posts without pictures."""
    given: dict[str, object] = {}
    for url, one in answers("x").items():
        if "/tweets?" not in url or "pagination_token" in url:
            if "/tweets?" not in url:
                given[url] = one
            continue
        for page in range(pages):
            posts = [{"id": str(page * size + one), "text": "words"} for one in range(size)]
            meta = {"result_count": size, **({"next_token": f"t{page + 1}"} if page + 1 < pages else {})}
            at = f"{url}&pagination_token=t{page}" if page else url
            for most in range(5, 101):
                given[at.replace("max_results=100", f"max_results={most}")] = canned(
                    {"data": posts[:most], "meta": meta}
                )
    return given


def test_what_came_is_what_is_counted() -> None:
    held = signed_in("x")
    assert listed(NETWORK, held.session).problem is None
    # A profile, a page of two posts, a page of one.
    assert left(held.session.grant) == Decimal(5) - PER_PROFILE - 3 * PER_POST
    assert held.shelf.grant == held.session.grant


def test_it_is_counted_before_the_question_goes_out() -> None:
    held = signed_in("x")
    listed(NETWORK, held.session)
    spent = [Decimal(one.secret("spent_usd")) for one in held.shelf.written]
    assert spent[0] == PER_PROFILE
    assert spent[1] == PER_PROFILE + 100 * PER_POST
    assert spent[2] == PER_PROFILE + 2 * PER_POST


def test_it_stops_before_the_limit_is_passed_and_goes_on_with_a_higher_one() -> None:
    held = signed_in("x", paged(5), cap_usd="0.25")  # type: ignore[arg-type]
    seen = listed(NETWORK, held.session)
    assert isinstance(seen.problem, Limited)
    assert seen.problem.until is None
    assert "0.25" in str(seen.problem)
    assert "higher limit" in str(seen.problem.remedy)
    sizes = [parse_qs(urlsplit(url).query).get("max_results") for url in held.replay.urls]
    assert sizes == [None, ["100"], ["100"], ["49"]]
    assert left(held.session.grant) == 0
    asked = len(held.replay.urls)
    again = listed(NETWORK, held.session, seen.marks[-1])
    assert isinstance(again.problem, Limited)
    assert len(held.replay.urls) == asked
    more = signed_in("x", paged(5), cap_usd="3")  # type: ignore[arg-type]
    rest = listed(NETWORK, more.session, seen.marks[-1])
    assert rest.problem is None
    assert len(more.replay.urls) == 3


def test_what_x_refuses_is_not_counted() -> None:
    given = dict.fromkeys(answers("x"), canned({"title": "Forbidden"}, 403))
    held = signed_in("x", given)
    assert listed(NETWORK, held.session).problem is not None
    assert left(held.session.grant) == 5
    assert len(held.shelf.written) == 2


def test_a_deletion_is_paid_for_or_not_sent() -> None:
    assert NETWORK.delete
    held = signed_in("x", {DELETE: canned({"data": {"deleted": True}})}, cap_usd="0.015")
    assert NETWORK.delete.act(held.session, "1850000000000000001", []) is Outcome.DONE
    assert left(held.session.grant) == Decimal("0.005")
    with pytest.raises(Limited):
        NETWORK.delete.act(held.session, "1850000000000000001", [])
    assert len(held.replay.asked) == 1


def test_a_limit_that_is_lost_lets_nothing_through() -> None:
    for cap in ("", "x", "-1", "NaN", "Infinity", "1e9"):
        held = signed_in("x", cap_usd=cap)
        assert isinstance(listed(NETWORK, held.session).problem, Limited)
        assert held.replay.asked == []


def test_two_windows_count_into_one_purse() -> None:
    held = signed_in("x")
    grant = held.session.grant
    other = replace(grant, secrets={**grant.secrets, "spent_usd": "1.5"})
    held.shelf.write(other)
    book(held.session, Decimal("0.1"))
    assert held.shelf.grant is not None
    assert held.shelf.grant.secret("spent_usd") == "1.6"
    assert held.session.grant == held.shelf.grant


@pytest.mark.parametrize(
    ("written", "value"),
    [("5", "5"), ("2.50", "2.50"), ("2,5", "2.5"), (" $3 ", "3"), ("1000", "1000")],
)
def test_an_amount_is_read_as_people_write_it(written: str, value: str) -> None:
    assert amount(written) == Decimal(value)


@pytest.mark.parametrize(
    "written", ["", "0", "0.00", "-5", "five", "1001", "1e3", "NaN", "5 6", "١", "9" * 50]
)
def test_what_is_no_amount_stops_the_sign_in_before_anything_is_asked(written: str) -> None:
    assert amount(written) is None
    assert NETWORK.sign_in
    assert NETWORK.sign_in.begin
    replay = Replay({})
    with pytest.raises(SignInStopped) as told:
        NETWORK.sign_in.begin(
            Web(adapter=replay), Wish(keys={"client_id": "a", "cap_usd": written}), "http://x"
        )
    assert told.value.remedy is not None
    assert replay.asked == []


def test_the_price_stands_before_the_first_question() -> None:
    assert NETWORK.sign_in
    way = NETWORK.sign_in.doorway
    assert (str(way.warning).count("3.20"), Decimal("3.2")) == (1, WHOLE_LIST)
    need = next(one for one in way.needs if one.key == "cap_usd")
    assert (need.is_secret, need.is_optional) == (False, False)
