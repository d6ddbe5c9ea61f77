"""A request takes only steps that follow, and is gone only after it was sent and answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.law import LawId
from app.model.problem import StepImpossible
from app.model.recipient import RecipientId
from app.model.request import NEXT, WAITING, Request, RequestId, State, Step

DAY = date(2026, 11, 23)
REQUEST = Request(
    id=RequestId("OX-1"),
    recipient=RecipientId("clearview"),
    recipient_name="Clearview AI",
    laws=(LawId("gdpr"),),
    language="en",
    created_on=DAY,
)

# Written out a second time on purpose: what may follow is a promise to the person, and changes only knowingly.
ANSWERS = "wants_more extended no_match partly refused done complained withdrawn"
TABLE = {
    "draft": "sent withdrawn",
    "sent": f"{ANSWERS} bounced acknowledged",
    "bounced": "sent withdrawn",
    "acknowledged": ANSWERS,
    "wants_more": f"{ANSWERS} sent acknowledged",
    "extended": ANSWERS,
    "no_match": "sent done complained withdrawn",
    "partly": "sent done complained withdrawn",
    "refused": "sent partly done complained withdrawn",
    "done": "verified_gone sent complained",
    "complained": "partly refused done withdrawn",
    "withdrawn": "",
    "verified_gone": "sent",
}


def test_the_table_of_steps_is_the_one_that_was_promised() -> None:
    assert {state.value: {then.value for then in after} for state, after in NEXT.items()} == {
        state: set(after.split()) for state, after in TABLE.items()
    }
    assert set(NEXT) == set(State)


@pytest.mark.parametrize("state", State)
def test_a_step_follows_or_is_refused_with_what_could(state: State) -> None:
    request = replace(REQUEST, state=state)
    for then in State:
        if then in NEXT[state]:
            moved = request.move(then, DAY, "by post")
            assert (moved.state, moved.steps) == (then, (Step(state=then, on=DAY, note="by post"),))
        else:
            with pytest.raises(StepImpossible) as refused:
                request.move(then, DAY)
            assert all(one.value in str(refused.value.remedy) for one in NEXT[state])


def test_what_is_withdrawn_can_go_nowhere_and_says_so() -> None:
    with pytest.raises(StepImpossible) as refused:
        replace(REQUEST, state=State.WITHDRAWN).move(State.SENT, DAY)
    assert "none" in str(refused.value.remedy)


def test_a_step_is_not_dated_before_the_one_before_it() -> None:
    sent = REQUEST.move(State.SENT, DAY)
    with pytest.raises(StepImpossible, match="2026-11-23"):
        sent.move(State.DONE, DAY - timedelta(days=1))
    assert sent.move(State.DONE, DAY).state is State.DONE


@given(st.lists(st.sampled_from(State), max_size=12))
def test_no_walk_is_verified_gone_without_being_sent_and_done(walk: list[State]) -> None:
    request = REQUEST
    for state in walk:
        if state in NEXT[request.state]:
            request = request.move(state, DAY)
    been = [step.state for step in request.steps]
    if State.VERIFIED_GONE in been:
        before = been[: been.index(State.VERIFIED_GONE)]
        assert State.SENT in before
        assert before[-1] is State.DONE
    assert request.steps == () or request.state is been[-1]


def test_every_state_can_be_reached_from_a_draft() -> None:
    reached, new = {State.DRAFT}, {State.DRAFT}
    while new:
        new = {then for state in new for then in NEXT[state]} - reached
        reached |= new
    assert reached == set(State)


@pytest.mark.parametrize(
    ("passed", "overdue"), [(0, False), (30, False), (31, True)], ids=["same day", "last day", "day after"]
)
def test_a_request_is_overdue_the_day_after_its_deadline(passed: int, overdue: bool) -> None:
    sent = replace(REQUEST.move(State.SENT, DAY), due=DAY + timedelta(days=30))
    assert sent.overdue(DAY + timedelta(days=passed)) is overdue


@pytest.mark.parametrize("state", State)
def test_only_a_request_that_waits_for_an_answer_is_overdue(state: State) -> None:
    late = replace(REQUEST, state=state, due=DAY)
    assert late.overdue(DAY + timedelta(days=1)) is (state in WAITING)
    assert not replace(late, due=None).overdue(DAY + timedelta(days=999))


def test_the_day_of_sending_is_the_last_one() -> None:
    assert REQUEST.sent_on is None
    bounced = REQUEST.move(State.SENT, DAY).move(State.BOUNCED, DAY)
    again = bounced.move(State.SENT, DAY + timedelta(days=3))
    assert bounced.sent_on == DAY
    assert again.sent_on == DAY + timedelta(days=3)
    assert again.move(State.DONE, DAY + timedelta(days=5)).sent_on == DAY + timedelta(days=3)
