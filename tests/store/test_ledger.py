"""Requests and their documents come back as they were kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from app.model.law import LawId
from app.model.photo import PhotoId
from app.model.problem import NotFound
from app.model.recipient import RecipientId
from app.model.request import Request, RequestId, State, Step
from app.store.home import Store
from tests.store.strategies import any_of

ID = RequestId("OX-2026-ABCD")


def _request(name: str = ID, created_on: date = date(2026, 5, 1)) -> Request:
    return Request(
        id=RequestId(name),
        recipient=RecipientId("clearview"),
        recipient_name="Clearview AI",
        laws=(LawId("gdpr"),),
        language="en",
        created_on=created_on,
        photos=(PhotoId(1), PhotoId(2)),
        subject="Erasure",
        body="Dear …",
    )


def test_a_request_keeps_its_steps(store: Store) -> None:
    request = _request().taken(Step(state=State.SENT, on=date(2026, 5, 2), note="by e-mail"))
    store.ledger.keep(_request())
    store.ledger.keep(request)
    assert store.ledger.request(ID) == request
    assert store.ledger.requests() == [request]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_of(Request))
def test_any_request_comes_back_as_it_was_kept(store: Store, request: Request) -> None:
    store.ledger.keep(request)
    assert store.ledger.request(request.id) == request


def test_requests_come_oldest_first(store: Store) -> None:
    for name, day in (("b", 3), ("c", 1), ("a", 3)):
        store.ledger.keep(_request(name, date(2026, 5, day)))
    assert [one.id for one in store.ledger.requests()] == ["c", "a", "b"]


def test_documents_are_kept_with_their_request_through_its_steps(store: Store) -> None:
    store.ledger.keep(_request())
    store.ledger.keep_document(ID, "letter.txt", b"old")
    store.ledger.keep_document(ID, "letter.txt", b"Dear \x00 \xff")
    store.ledger.keep_document(ID, "answer.eml", b"")
    store.ledger.keep(_request().taken(Step(state=State.SENT, on=date(2026, 5, 2))))
    assert store.ledger.documents(ID) == ["answer.eml", "letter.txt"]
    assert store.ledger.document(ID, "letter.txt") == b"Dear \x00 \xff"
    assert store.ledger.document(ID, "answer.eml") == b""


@pytest.mark.parametrize("act", ["request", "keep_document", "document"])
def test_what_is_not_held_is_said(store: Store, act: str) -> None:
    acts = {
        "request": lambda: store.ledger.request(ID),
        "keep_document": lambda: store.ledger.keep_document(ID, "x", b""),
        "document": lambda: store.ledger.document(ID, "x"),
    }
    with pytest.raises(NotFound, match=ID):
        acts[act]()
    assert store.ledger.requests() == []
    assert store.ledger.documents(ID) == []
