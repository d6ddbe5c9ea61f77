"""A letter that follows an earlier one: a reminder, an answer to an excuse, an appeal, a complaint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.model.law import Law
from app.model.letter import Item
from app.model.person import Person
from app.model.recipient import Recipient
from app.model.request import Request


class FollowUpKind(StrEnum):
    """What the next letter is for."""

    REMINDER = "reminder"
    ANSWER = "answer"
    """To what they ask for, or the ground on which they refuse."""
    APPEAL = "appeal"
    """To the recipient again, where a law has it."""
    COMPLAINT_FIRST = "complaint_first"
    """To those who were asked, where a law wants them to hear the complaint before the authority does."""
    COMPLAINT = "complaint"
    """To the authority, with the whole history."""
    SMALL_CLAIMS = "small_claims"
    """The facts in order, for a court or for those who give advice: no claim form, and nobody is threatened."""


class Excuse(StrEnum):
    """What a recipient says instead of doing what was asked, in the terms of an answer's meaning."""

    IDENTITY = "identity"
    FORM = "form"
    CLARIFICATION = "clarification"
    PUBLIC = "public"
    HOST = "host"
    OUTSIDE_JURISDICTION = "outside_jurisdiction"
    FEE = "fee"
    NO_MATCH = "no_match"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Everything that a letter after the first one is made from. `until` is the new date that it asks for.

    `overdue` says whether the recipient let its time pass in silence.
    """

    kind: FollowUpKind
    request: Request
    law: Law
    person: Person
    recipient: Recipient
    written_on: date
    until: date
    language: str
    excuse: Excuse | None = None
    items: tuple[Item, ...] = ()
    server: str = ""
    overdue: bool = False
