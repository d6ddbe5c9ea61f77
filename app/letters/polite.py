"""Compose the first letter to a person who posted photos of somebody else: a friendly request that leans on no law."""

from __future__ import annotations

from app.letters import clean
from app.letters.compose import BY_HAND, FEW
from app.letters.language import LANGUAGES, REVIEWED
from app.letters.templates import render
from app.letters.wording import filled, paper, written_day
from app.model.letter import Item, Letter, Order, Purpose
from app.model.recipient import ChannelKind, Recipient, RecipientKind

_BLOCKS = "uploader"


def is_polite(recipient: Recipient, purpose: Purpose) -> bool:
    """Whether a letter is a friendly request: the first one to a person, as long as nothing more is wanted."""
    return recipient.kind is RecipientKind.UPLOADER and purpose is Purpose.EVERYTHING


def compose_polite(order: Order) -> Letter:
    """Return the letter. It has no deadline and names no law; ValueError for a language that is not in LANGUAGES."""
    if order.language not in LANGUAGES:
        raise ValueError(f"no letters in {order.language!r}")
    person, recipient = order.person, order.recipient
    values: dict[str, object] = {
        "count": len(order.items),
        "email": clean.email(person.email),
        "reference": clean.line(order.reference),
    }

    def block(name: str, **more: object) -> str:
        return render(order.language, _BLOCKS, name, {**values, **more})

    rows = tuple(block("item", **_seen(number, item, order)) for number, item in enumerate(order.items, 1))
    here = 0 < len(rows) <= FEW
    which = "items_none" if not rows else "items_here" if here else "items_there"
    channel = recipient.channel(ChannelKind.EMAIL)
    post = recipient.channel(ChannelKind.POST)
    return Letter(
        reference=order.reference,
        language=order.language,
        subject=block("subject"),
        sender=filled(clean.line(person.name), *clean.lines(person.address), clean.email(person.email)),
        addressee=filled(_name(recipient), *clean.lines(post.address if post else "")),
        place_and_date=written_day(order.written_on, order.language, None),
        salutation=block("salutation"),
        opening=(block("opening"), block(which), *(rows if here else ())),
        demands_title=block("demands_title"),
        demands=tuple(block(name) for name in ("demand_take_down", "demand_name", "demand_ask")),
        closing=(block("instead"), block("answer_to")),
        farewell=block("farewell"),
        signature=clean.line(person.name) or BY_HAND,
        schedule_title=block("schedule_title") if len(rows) > FEW else "",
        schedule=rows if len(rows) > FEW else (),
        to_email=clean.email(channel.address) if channel else "",
        reviewed=order.language in REVIEWED,
        paper=paper(person),
    )


def _name(recipient: Recipient) -> str:
    # The entry of the directory stands for any person; one that the user added has a name of its own.
    return "" if recipient.id == "uploader" else clean.line(recipient.name)


def _seen(number: int, item: Item, order: Order) -> dict[str, object]:
    """Return what the letter says of a photo: to a person its address is enough, a checksum would only puzzle them."""
    seen = written_day(item.seen_on, order.language, None) if item.seen_on else ""
    address = clean.line(item.url, clean.ADDRESS)
    return {"number": number, "address": address, "seen": seen, "evidence": "", "sha256": ""}
