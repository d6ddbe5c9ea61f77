"""A letter before it takes the form of a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.model.law import Authority, Choice, Deadline
from app.model.person import Person
from app.model.recipient import Channel, ChannelKind, Recipient
from app.model.text import Text


class Purpose(StrEnum):
    """What a first letter asks for."""

    EVERYTHING = "everything"
    """All that the law gives against this recipient; to a person who posted photos, a friendly request without a law."""
    ACCESS = "access"
    ERASURE = "erasure"
    OBJECTION = "objection"
    OPT_OUT = "opt_out"
    RESTRICTION = "restriction"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One picture that the letter is about: its exact address, and what was seen there and when."""

    url: str
    seen_on: date | None = None
    evidence: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Everything a letter is made from.

    `choices` are the laws, the leading one first; `language` is the recipient's; `purpose` narrows what is asked for.
    """

    reference: str
    written_on: date
    language: str
    person: Person
    recipient: Recipient
    choices: tuple[Choice, ...]
    items: tuple[Item, ...] = ()
    server: str = ""
    handle: str = ""
    purpose: Purpose = Purpose.EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A finished letter: plain paragraphs, so that every output shows the same harmless text.

    `numbered` paragraphs are the demands; `schedule` lists the items, one line each. `reviewed` is False
    where nobody who speaks the language has read our wording yet. `paper` is what the sender's country
    prints on, "A4" or "Letter".
    """

    reference: str
    language: str
    subject: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    place_and_date: str
    salutation: str
    opening: tuple[str, ...]
    demands_title: str
    demands: tuple[str, ...]
    closing: tuple[str, ...]
    farewell: str
    signature: str
    schedule_title: str = ""
    schedule: tuple[str, ...] = ()
    to_email: str = ""
    deadline: Deadline | None = None
    reviewed: bool = True
    paper: str = "A4"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a web form: what forms call it, and the text to copy into it."""

    key: str
    name: Text
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a letter gets there by hand: `fields` for a web form, `envelope` the lines of its postal address.

    `fields` are empty where the recipient has no form, `envelope` where no postal address is known. `authority` is who
    gets it where that is not the recipient: a complaint.
    """

    recipient: Recipient
    fields: tuple[FormField, ...] = ()
    envelope: tuple[str, ...] = ()
    authority: Authority | None = None

    @property
    def name(self) -> str:
        """Return the name of who gets it."""
        return self.authority.name if self.authority is not None else self.recipient.name

    @property
    def never_send(self) -> tuple[str, ...]:
        """Return what should not be given to the one who gets it, whatever the form asks."""
        return () if self.authority is not None else self.recipient.never_send

    @property
    def forms(self) -> tuple[Channel, ...]:
        """Return the forms of the one who gets it, those for everything first."""
        if self.authority is not None:
            page = self.authority.complaint_url
            return (Channel(kind=ChannelKind.FORM, address=page),) if page else ()
        forms = (one for one in self.recipient.channels if one.kind is ChannelKind.FORM)
        return tuple(sorted(forms, key=lambda one: bool(one.purpose)))

    @property
    def asked_too(self) -> tuple[str, ...]:
        """Return what they ask for beside the fields and what we advise against: the person decides."""
        if self.authority is not None:
            return ()
        wanted = dict.fromkeys((*self.recipient.needs, *self.recipient.asks_for))
        return tuple(one for one in wanted if one not in _FILLED and one not in self.recipient.never_send)


# What a recipient asks for that one of the fields holds.
_FILLED = frozenset(
    {"name", "email", "account_email", "postal_address", "photo_urls", "source_page_urls", "account_username"}
)
