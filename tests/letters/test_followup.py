"""What follows a request reads as approved, fits how the request stands, and tells face search nothing new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.letters.followup import compose_followup, next_date, possible, settled
from app.letters.forms import as_eml, as_html, as_text
from app.model.followup import Excuse, FollowUp, FollowUpKind
from app.model.law import LawId
from app.model.letter import Item
from app.model.person import Person, Residence
from app.model.problem import NoChannel
from app.model.request import TO_AUTHORITY, TO_CONTROLLER, Request, RequestId, State, Step
from app.store.course import course
from app.store.data import laws, recipients
from tests.letters.orders import home, items, law, recipient

SENT, DUE, TODAY = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 23)


def request(
    state: State = State.SENT, reason: str = "", name: str = "eu-gdpr", to: str = "instagram"
) -> Request:
    steps = (Step(state=State.SENT, on=SENT), Step(state=State.ACKNOWLEDGED, on=date(2026, 9, 3)))
    if state not in {State.SENT, State.ACKNOWLEDGED}:
        steps = (*steps, Step(state=state, on=date(2026, 10, 20), reason=reason))
    one = recipient(to)
    return Request(
        id=RequestId("OX-2026-K7QXRM"),
        recipient=one.id,
        recipient_name=one.name,
        laws=(LawId(name),),
        language="en",
        created_on=date(2026, 8, 31),
        state=state,
        due=DUE,
        steps=steps,
    )


def order(
    kind: FollowUpKind,
    language: str = "en",
    *,
    name: str = "eu-gdpr",
    to: str = "instagram",
    state: State = State.ACKNOWLEDGED,
    excuse: Excuse | None = None,
    about: tuple[Item, ...] | None = None,
) -> FollowUp:
    return FollowUp(
        kind=kind,
        request=request(state, excuse.value if excuse else "", name, to),
        law=law(name),
        person=Person(name="Ada Example", email="ada@example.org", residence=home(name)),
        recipient=recipient(to),
        written_on=TODAY,
        until=next_date(recipient(to), TODAY, kind, law(name)),
        overdue=course().is_overdue(request(state, name=name), TODAY),
        language=language,
        excuse=excuse,
        items=items(2) if about is None else about,
    )


CASES = [
    *(
        (FollowUpKind.REMINDER, None, "eu-gdpr", State.ACKNOWLEDGED),
        (FollowUpKind.REMINDER, None, "us-il-bipa", State.SENT),
    ),
    *((FollowUpKind.ANSWER, excuse, "eu-gdpr", State.REFUSED) for excuse in Excuse),
    (FollowUpKind.APPEAL, None, "us-va-vcdpa", State.REFUSED),
    (FollowUpKind.COMPLAINT, Excuse.IDENTITY, "eu-gdpr", State.WANTS_MORE),
    (FollowUpKind.COMPLAINT, None, "kr-pipa", State.NO_MATCH),
    (FollowUpKind.COMPLAINT_FIRST, None, "uk-gdpr", State.REFUSED),
    (FollowUpKind.COMPLAINT, None, "uk-gdpr", State.REFUSED),
    (FollowUpKind.SMALL_CLAIMS, None, "us-il-bipa", State.REFUSED),
]


@pytest.mark.parametrize(
    ("state", "name", "today", "expected"),
    [
        (State.SENT, "eu-gdpr", DUE, []),
        (State.SENT, "eu-gdpr", TODAY, ["reminder", "complaint", "small_claims"]),
        (State.SENT, "us-ca-ccpa", TODAY, ["reminder", "complaint"]),
        (State.SENT, "tr-kvkk", TODAY, ["complaint"]),
        (State.WANTS_MORE, "eu-gdpr", DUE, ["answer"]),
        (State.REFUSED, "eu-gdpr", DUE, ["answer", "complaint", "small_claims"]),
        (State.REFUSED, "us-va-vcdpa", DUE, ["answer", "appeal", "complaint"]),
        (State.DONE, "eu-gdpr", DUE, ["complaint", "small_claims"]),
        (State.WITHDRAWN, "eu-gdpr", TODAY, []),
        (State.REFUSED, "uk-gdpr", TODAY, ["answer", "complaint_first"]),
        (State.REFUSED, "uk-gdpr", date(2026, 6, 18), ["answer", "complaint", "small_claims"]),
        (State.SENT, "uk-gdpr", TODAY, ["reminder", "complaint_first"]),
    ],
)
def test_what_can_follow_depends_on_how_it_stands(
    state: State, name: str, today: date, expected: list[str]
) -> None:
    held = request(state, name=name)
    late = course().is_overdue(held, today)
    assert [str(one) for one in possible(held, law(name), today, overdue=late)] == expected


@pytest.mark.parametrize(
    ("name", "to", "is_over"),
    [
        ("us-il-bipa", "clearview-ai", True),
        ("us-il-bipa", "pimeyes", False),
        ("us-il-bipa", "instagram", False),
        ("eu-gdpr", "clearview-ai", False),
    ],
)
@pytest.mark.parametrize("state", [State.SENT, State.REFUSED, State.NO_MATCH, State.PARTLY, State.DONE])
def test_settled_money_claims_are_not_summed_up_and_it_is_said_why(
    name: str, to: str, is_over: bool, state: State
) -> None:
    held = request(state, name=name, to=to)
    found = possible(held, law(name), TODAY, overdue=state is State.SENT)
    assert (FollowUpKind.SMALL_CLAIMS in found) is not is_over
    assert FollowUpKind.COMPLAINT in found
    told = settled(held, law(name))
    assert (told is not None) is is_over
    if told is not None:
        assert "against Clearview AI" in str(told)
        assert "2025" in str(told)
        assert "1:21-cv-00135" in str(told)


def test_what_was_settled_names_recipients_that_exist_and_its_case() -> None:
    known = {one.id for one in recipients()}
    found = [one for held in laws() for one in held.settlements]
    assert found
    for one in found:
        assert set(one.recipients) <= known
        assert one.citation
        assert one.source
        assert one.settled_on < one.checked_on


def test_the_authority_comes_after_the_complaint_to_the_recipient_and_only_once() -> None:
    refused = request(State.REFUSED, name="uk-gdpr")
    first = refused.taken(Step(state=State.COMPLAINED, on=TODAY, reason=TO_CONTROLLER))
    assert possible(first, law("uk-gdpr"), TODAY, overdue=False) == (
        FollowUpKind.COMPLAINT,
        FollowUpKind.SMALL_CLAIMS,
    )
    then = first.taken(Step(state=State.COMPLAINED, on=TODAY, reason=TO_AUTHORITY))
    assert possible(then, law("uk-gdpr"), TODAY, overdue=False) == (FollowUpKind.SMALL_CLAIMS,)


def test_face_search_is_told_no_address_that_strangers_did_not_open() -> None:
    about = (Item(url="https://secret.example/1"), Item(url="https://open.example/2", seen_on=SENT))
    said = as_text(compose_followup(order(FollowUpKind.REMINDER, to="clearview-ai", about=about)))
    assert "secret.example" not in said
    assert "open.example" in said


def test_a_complaint_goes_to_the_authority_of_the_persons_country() -> None:
    base = order(FollowUpKind.COMPLAINT, state=State.REFUSED)
    vienna = replace(base, person=replace(base.person, residence=Residence(country="AT")))
    made = compose_followup(vienna)
    assert made.addressee[0] == "Österreichische Datenschutzbehörde"
    assert made.to_email == "dsb@dsb.gv.at"


def test_where_a_country_has_one_authority_for_each_state_none_is_guessed() -> None:
    made = compose_followup(order(FollowUpKind.COMPLAINT, state=State.REFUSED))
    assert "member state of residence" in made.addressee[0]
    assert made.to_email == ""


def test_a_complaint_without_an_authority_says_whom_to_ask() -> None:
    bare = replace(law("eu-gdpr"), authority=None, authorities=())
    with pytest.raises(NoChannel):
        compose_followup(replace(order(FollowUpKind.COMPLAINT, state=State.REFUSED), law=bare))


def test_a_summary_for_a_court_is_no_letter_and_goes_to_nobody_yet() -> None:
    made = compose_followup(order(FollowUpKind.SMALL_CLAIMS, state=State.REFUSED))
    assert made.salutation == ""
    assert made.farewell == ""
    assert made.to_email == ""
    told = as_text(made)
    assert "What happened so far:" in told
    assert "20 October 2026: They refused." in told
    assert "\n\n\n" not in told
    assert "<p></p>" not in as_html(made)


def test_what_comes_from_outside_is_harmless_in_every_form() -> None:
    evil = "<b>{{ 7*7 }}</b>\r\nBcc: x@evil.example\u202e"
    base = order(FollowUpKind.REMINDER)
    made = compose_followup(
        replace(base, person=Person(name=evil), request=replace(base.request, recipient_name=evil))
    )
    assert "49" not in as_text(made)
    assert "<b>" not in as_html(made)
    assert b"\nBcc:" not in as_eml(made)
    assert "\u202e" not in as_text(made)
