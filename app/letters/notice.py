"""Compose the notice about intimate pictures: the addresses, the statement, a name. It never holds a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from app.letters import clean
from app.letters.templates import render
from app.letters.wording import paper, written_day
from app.model.law import Law
from app.model.letter import Letter
from app.model.person import Person
from app.model.problem import MissingFacts
from app.model.recipient import Recipient
from app.model.text import say

MOST_ADDRESSES = 100
_ADDRESS = re.compile(r"https?://[^\s<>\"\\]+")


def compose_notice(
    law: Law, recipient: Recipient, person: Person, addresses: Sequence[str], reference: str, on: date
) -> Letter:
    """Return the notice to a platform (TAKE IT DOWN Act, section 3: signature, where it is, good faith, how to be reached).

    Raises MissingFacts where an address is missing or is none, where there is no name to sign with, or no way to reach
    the person: without them the notice does not count.
    """
    found = tuple(dict.fromkeys(one.strip() for one in addresses if one.strip()))
    _need(person, found)

    def block(name: str, **more: object) -> str:
        values = {"reference": reference, "count": len(found), "email": clean.email(person.email)}
        return render("en", law.id, name, {**values, **more})

    listed = (
        block("address", number=number, address=clean.line(one, clean.ADDRESS))
        for number, one in enumerate(found, 1)
    )
    return Letter(
        reference=reference,
        language="en",
        subject=block("subject"),
        sender=(
            clean.line(person.name),
            *filter(None, (*clean.lines(person.address), clean.email(person.email))),
        ),
        addressee=(clean.line(recipient.legal_name),),
        place_and_date=written_day(on, "en", law),
        salutation=block("salutation"),
        opening=(block("opening"), block("good_faith"), *listed),
        demands_title=block("demands_title"),
        demands=tuple(block(f"demand_{name}") for name in ("remove", "copies", "confirm")),
        closing=(block("reach_me"), block("signed")),
        farewell=block("farewell"),
        signature=f"/s/ {clean.line(person.name)}",
        # It is handed in on the platform's own page: a notice by mail to a general address may start no time at all.
        to_email="",
        paper=paper(person),
    )


def _need(person: Person, addresses: Sequence[str]) -> None:
    if not addresses:
        raise MissingFacts(
            say("No address was given."), say("Copy the address of each page from your browser, one a line.")
        )
    wrong = next((one for one in addresses if not _ADDRESS.fullmatch(one)), None)
    if wrong is not None or len(addresses) > MOST_ADDRESSES:
        raise MissingFacts(
            say("This is no address of a page: {address}", address=clean.line(wrong or "", 80))
            if wrong is not None
            else say("More than {count} addresses do not fit into one notice.", count=MOST_ADDRESSES),
            say("Copy the address of each page from your browser, one a line."),
        )
    if not clean.line(person.name):
        raise MissingFacts(
            say("The notice needs your name: it is the signature that the law asks for."),
            say("Write it as you would sign. Somebody whom you trust may sign for you."),
        )
    if not (clean.email(person.email) or clean.lines(person.address)):
        raise MissingFacts(
            say("The notice needs a way to reach you."),
            say("An e-mail address is enough; it may be one that you use for nothing else."),
        )
