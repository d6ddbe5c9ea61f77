"""A request takes only steps that follow, and is gone only after it was sent and answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.law import LawId
from app.model.problem import StepImpossible
from app.model.recipient import RecipientId
from app.model.request import ANSWERED, Request, RequestId, State, Step, Stop
from app.store.course import course

COURSE = course()
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
WAITING = {"sent", "acknowledged", "extended", "complained"}
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
    "complained": "complained partly refused done withdrawn",
    "withdrawn": "",
    "verified_gone": "sent",
}


def _move(request: Request, state: State, on: date = DAY, note: str = "", reason: str = "") -> Request:
    return COURSE.move(request, Step(state=state, on=on, note=note, reason=reason))


def test_the_table_of_steps_is_the_one_that_was_promised() -> None:
    assert {one.state.value: {then.value for then in one.next} for one in COURSE.stations} == {
        state: set(after.split()) for state, after in TABLE.items()
    }


@pytest.mark.parametrize("state", State)
def test_a_step_follows_or_is_refused_with_what_could(state: State) -> None:
    request = replace(REQUEST, state=state)
    for then in State:
        if then in COURSE.follows(state):
            moved = _move(request, then, DAY, "by post")
            assert (moved.state, moved.steps) == (then, (Step(state=then, on=DAY, note="by post"),))
        else:
            with pytest.raises(StepImpossible) as refused:
                _move(request, then, DAY)
            assert all(one.value in str(refused.value.remedy) for one in COURSE.follows(state))


def test_what_is_withdrawn_can_go_nowhere_and_says_so() -> None:
    with pytest.raises(StepImpossible) as refused:
        _move(replace(REQUEST, state=State.WITHDRAWN), State.SENT)
    assert "none" in str(refused.value.remedy)


def test_a_step_is_not_dated_before_the_one_before_it() -> None:
    sent = _move(REQUEST, State.SENT, DAY)
    with pytest.raises(StepImpossible, match="2026-11-23"):
        _move(sent, State.DONE, DAY - timedelta(days=1))
    assert _move(sent, State.DONE, DAY).state is State.DONE


@given(st.lists(st.sampled_from(State), max_size=12))
def test_no_walk_is_verified_gone_without_being_sent_and_done(walk: list[State]) -> None:
    request = REQUEST
    for state in walk:
        if state in COURSE.follows(request.state):
            request = _move(request, state, DAY)
    been = [step.state for step in request.steps]
    if State.VERIFIED_GONE in been:
        before = been[: been.index(State.VERIFIED_GONE)]
        assert State.SENT in before
        assert before[-1] is State.DONE
    assert request.steps == () or request.state is been[-1]


def test_every_state_can_be_reached_from_a_draft() -> None:
    reached, new = {State.DRAFT}, {State.DRAFT}
    while new:
        new = {then for state in new for then in COURSE.follows(state)} - reached
        reached |= new
    assert reached == set(State)


@pytest.mark.parametrize(
    ("passed", "overdue"), [(0, False), (30, False), (31, True)], ids=["same day", "last day", "day after"]
)
def test_a_request_is_overdue_the_day_after_its_deadline(passed: int, overdue: bool) -> None:
    sent = replace(_move(REQUEST, State.SENT, DAY), due=DAY + timedelta(days=30))
    assert COURSE.is_overdue(sent, DAY + timedelta(days=passed)) is overdue


@pytest.mark.parametrize("state", State)
def test_only_a_request_that_waits_for_an_answer_is_overdue(state: State) -> None:
    late = replace(REQUEST, state=state, due=DAY)
    assert COURSE.is_overdue(late, DAY + timedelta(days=1)) is (state.value in WAITING)
    assert not COURSE.is_overdue(replace(late, due=None), DAY + timedelta(days=999))


def test_the_day_of_sending_is_the_last_one() -> None:
    assert REQUEST.sent_on is None
    bounced = _move(_move(REQUEST, State.SENT), State.BOUNCED)
    again = _move(bounced, State.SENT, DAY + timedelta(days=3))
    assert bounced.sent_on == DAY
    assert again.sent_on == DAY + timedelta(days=3)
    assert _move(again, State.DONE, DAY + timedelta(days=5)).sent_on == DAY + timedelta(days=3)


def test_what_they_were_given_is_no_new_letter() -> None:
    asked = _move(_move(REQUEST, State.SENT), State.WANTS_MORE, DAY + timedelta(days=5), reason="identity")
    assert asked.stops == (Stop(reason="identity", since=DAY + timedelta(days=5)),)
    given = _move(asked, State.SENT, DAY + timedelta(days=8), reason=ANSWERED)
    assert given.sent_on == DAY
    assert given.stops == (
        Stop(reason="identity", since=DAY + timedelta(days=5), until=DAY + timedelta(days=8)),
    )
    anew = _move(asked, State.SENT, DAY + timedelta(days=8))
    assert (anew.sent_on, anew.stops) == (DAY + timedelta(days=8), ())


def test_a_posted_letter_is_received_when_it_arrived() -> None:
    step = Step(state=State.SENT, on=DAY, received_on=DAY + timedelta(days=3), tracking="RR1")
    sent = COURSE.move(REQUEST, step)
    assert (sent.sent_on, sent.received_on) == (DAY, DAY + timedelta(days=3))


def test_hours_are_over_at_their_moment() -> None:
    due = datetime(2026, 11, 25, 14, 5, tzinfo=UTC)
    sent = replace(_move(REQUEST, State.SENT), due=due.date(), due_at=due)
    assert not COURSE.is_overdue(sent, due.date(), due)
    assert COURSE.is_overdue(sent, due.date(), due + timedelta(seconds=1))


def test_a_complaint_is_told_by_whom_it_went_to() -> None:
    refused = _move(_move(REQUEST, State.SENT), State.REFUSED)
    assert refused.complained_to == frozenset()
    first = _move(refused, State.COMPLAINED, reason="controller")
    assert first.complained_to == {"controller"}
    assert _move(first, State.COMPLAINED).complained_to == {"controller", "authority"}
