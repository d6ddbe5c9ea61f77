"""A letter cut into the fields of a web form, and the address for an envelope. The app opens and fills in no form itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.letters import clean
from app.letters.choose import entity
from app.letters.compose import told_to
from app.letters.forms import message
from app.letters.wording import filled
from app.model.law import Authority
from app.model.letter import Delivery, FormField, Item
from app.model.person import Person, Residence
from app.model.recipient import ChannelKind, Recipient
from app.model.request import Request
from app.model.text import Text, say

_NAMES: dict[str, Text] = {
    "name": say("Your name"),
    "email": say("Your e-mail address"),
    "postal_address": say("Your postal address"),
    "account": say("The name of your account"),
    "subject": say("Subject"),
    "pages": say("The addresses, one a line"),
    "message": say("What you ask for"),
}


def delivered(
    request: Request,
    recipient: Recipient,
    person: Person,
    items: Sequence[Item] = (),
    handle: str = "",
    *,
    authority: Authority | None = None,
) -> Delivery:
    """Return how a letter of a request gets there by hand: to the recipient, or to an `authority` that hears the complaint.

    The subject and the words of the request are those of the letter. A field that would be empty is left out. Each value is plain text, harmless in a form: no markup is made of it, nothing invisible is in it.
    """
    told = items if authority is not None else told_to(recipient, items)
    named = (clean.line(one.url, clean.ADDRESS) for one in told)
    values = {
        "name": clean.line(person.name),
        "email": clean.email(person.email),
        "postal_address": "\n".join(clean.lines(person.address)),
        "account": clean.line(handle),
        "subject": clean.line(request.subject),
        "pages": "\n".join(one for one in named if one.startswith(("https://", "http://"))),
        "message": message(request.body, request.subject),
    }
    fields = (FormField(key=key, name=_NAMES[key], value=value) for key, value in values.items() if value)
    where = envelope(recipient, person.residence) if authority is None else _of_authority(authority)
    bare = Delivery(recipient=recipient, envelope=where, authority=authority)
    return replace(bare, fields=tuple(fields)) if bare.forms and request.body else bare


def _of_authority(authority: Authority) -> tuple[str, ...]:
    where = clean.lines(authority.address)
    return filled(clean.line(authority.name), *where) if where else ()


def envelope(recipient: Recipient, residence: Residence | None) -> tuple[str, ...]:
    """Return the postal address of the company that answers for people of a residence, its name first; () where none is known."""
    answers = entity(recipient, residence)
    post = recipient.channel(ChannelKind.POST)
    where = clean.lines(answers.address if answers and answers.address else post.address if post else "")
    if not where:
        return ()
    return filled(clean.line(answers.name if answers else recipient.legal_name or recipient.name), *where)
