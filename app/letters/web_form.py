"""A letter cut into the fields of a web form, and the address for an envelope. The app opens and fills in no form itself."""

from __future__ import annotations

from collections.abc import Sequence

from app.letters import clean
from app.letters.choose import entity
from app.letters.compose import told_to
from app.letters.forms import message
from app.letters.wording import filled
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
    request: Request, recipient: Recipient, person: Person, items: Sequence[Item] = (), handle: str = ""
) -> Delivery:
    """Return how the first letter of a request gets there by hand. A field that would be empty is left out.

    Each value is plain text, harmless in a form: no markup is made of it, nothing invisible is in it.
    """
    named = (clean.line(one.url, clean.ADDRESS) for one in told_to(recipient, items))
    values = {
        "name": clean.line(person.name),
        "email": clean.email(person.email),
        "postal_address": "\n".join(clean.lines(person.address)),
        "account": clean.line(handle),
        "subject": clean.line(request.subject),
        "pages": "\n".join(one for one in named if one.startswith(("https://", "http://"))),
        "message": message(request.body, request.subject),
    }
    has_form = recipient.channel(ChannelKind.FORM) is not None or any(
        one.kind is ChannelKind.FORM for one in recipient.channels
    )
    fields = (FormField(key=key, name=_NAMES[key], value=value) for key, value in values.items() if value)
    return Delivery(
        recipient=recipient,
        fields=tuple(fields) if has_form and request.body else (),
        envelope=envelope(recipient, person.residence),
    )


def envelope(recipient: Recipient, residence: Residence | None) -> tuple[str, ...]:
    """Return the postal address of the company that answers for people of a residence, its name first; () where none is known."""
    answers = entity(recipient, residence)
    post = recipient.channel(ChannelKind.POST)
    where = clean.lines(answers.address if answers and answers.address else post.address if post else "")
    if not where:
        return ()
    return filled(clean.line(answers.name if answers else recipient.legal_name or recipient.name), *where)
