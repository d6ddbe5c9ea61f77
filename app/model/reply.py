"""What a recipient answered, read on this computer, and what it seems to mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.model.request import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One thing that an answer may mean, with the words in it that say so.

    `reason` is in the terms of the Data Rights Protocol 1.0 where it has one: identity, form, clarification, no_match,
    outside_jurisdiction; the others are our own (public, host, fee, extended, other).
    """

    state: State
    reason: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer. `meanings` are guesses for the person to confirm, the likeliest first; empty where nothing is known.

    `reference` is the reference of ours that stands in it, "" for none; `attachments` are names alone: none is opened.
    """

    sender: str = ""
    subject: str = ""
    received_on: date | None = None
    text: str = ""
    reference: str = ""
    meanings: tuple[Meaning, ...] = ()
    attachments: tuple[str, ...] = ()
