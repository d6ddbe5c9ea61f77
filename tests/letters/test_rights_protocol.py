"""A letter in the words of the Data Rights Protocol 1.0: one right a request, nothing claimed to be verified."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.letters.compose import told_to
from app.letters.rights_protocol import NOTHING, as_protocol
from app.model.law import Role
from app.model.letter import Item
from app.model.person import Person
from tests.letters.orders import items, order

NEEDED = {
    *("agent-id", "business-id", "agent-request-id", "issued-at", "expires-at", "drp.version", "exercise"),
    *("regime", "relationships", "status_callback"),
}
# Data Rights Protocol 1.0, section "Supported rights actions".
EXERCISES = {"sale:opt-out", "sale:opt-in", "deletion", "access", "access:categories", "access:specific"}


def _made(law: str, to: str = "clearview-ai", **changed: Any) -> list[dict[str, Any]]:
    made = order(law, to, role=Role.DEPICTED, **changed)
    raw = as_protocol(
        made.reference,
        made.written_on,
        made.person,
        made.recipient,
        made.choices,
        told_to(made.recipient, made.items),
    )
    return json.loads(raw)


@pytest.mark.parametrize("law", ["us-ca-ccpa", "eu-gdpr", "uk-gdpr", "us-il-bipa", "br-lgpd", "us-va-vcdpa"])
def test_every_right_is_a_request_of_its_own(law: str) -> None:
    made = _made(law)
    assert made
    for one in made:
        assert set(one) >= NEEDED
        assert one["drp.version"] == "1.0"
        assert one["exercise"] in EXERCISES
        assert one["regime"] == ("ccpa" if law == "us-ca-ccpa" else "")
        assert one["issued-at"] == "2026-11-23T00:00:00Z"
        assert one["expires-at"] > one["issued-at"]
        assert {one[key] for key in one if key.endswith("_verified")} == {False}
    assert len({one["exercise"] for one in made}) == len(made)
    assert len({one["agent-request-id"] for one in made}) == len(made)


def test_california_asks_for_access_deletion_and_no_sale() -> None:
    assert [one["exercise"] for one in _made("us-ca-ccpa")] == ["access", "deletion", "sale:opt-out"]


def test_only_what_the_person_said_is_told() -> None:
    (one, *_) = _made("us-ca-ccpa", person=Person(name="Ada\u202e\nExample"))
    assert one["name"] == "Ada Example"
    assert "email" not in one
    assert "address" not in one


def test_face_search_is_told_no_address_that_strangers_did_not_open() -> None:
    secret = Item(url="https://secret.example/1")
    made = _made("eu-gdpr", photos=(secret, *items(1)))
    assert made[0]["items"] == ["https://photos.example/ada/1"]


def test_a_letter_without_a_word_there_makes_nothing() -> None:
    made = order("eu-gdpr", "clearview-ai")
    assert as_protocol(made.reference, made.written_on, made.person, made.recipient, ()) == NOTHING
