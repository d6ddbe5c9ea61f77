"""Who gets a letter, and by which channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NewType

RecipientId = NewType("RecipientId", str)

# A contact that nobody has looked at for a year is shown as old: 7 of 12 records compared had moved within
# that time.
OLD_AFTER = timedelta(days=365)


class RecipientKind(StrEnum):
    """What a recipient is."""

    PLATFORM = "platform"
    FACE_SEARCH = "face_search"
    SEARCH_ENGINE = "search_engine"
    BROKER = "broker"
    AI_DATASET = "ai_dataset"
    ARCHIVE = "archive"
    COMPANY = "company"
    UPLOADER = "uploader"


class Origin(StrEnum):
    """Who says what stands in a record."""

    OURS = "ours"
    OWN = "own"
    """The person added it."""
    IMPORTED = "imported"
    """It came from a directory that the person brought."""


class ChannelKind(StrEnum):
    """How a recipient can be reached."""

    EMAIL = "email"
    FORM = "form"
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way to reach a recipient: an e-mail address, a form's address, a postal address.

    `purpose` says what a form is for where it is not for everything; `confirmed` is False where it is recalled.
    """

    kind: ChannelKind
    address: str
    purpose: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The company that answers for people of some residences ("EEA", "US-CA", "*" for everywhere else)."""

    name: str
    country: str
    serves: tuple[str, ...]
    address: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who gets a letter.

    `asks_for` is what they ask for, `never_send` what we advise against; `notes` are honest odds.
    `needs` is what helps them to find the photos, `delete_account` the page where an account of theirs is ended.
    `operator_unknown` marks those who publish no company: no letter can reach them.
    `customer_of` names the face-search companies that reports name it as a customer of; `origin` says who wrote the record.
    `networks` are the network keys this recipient answers for, `servers` True where it is one server among
    many (its name and address come from the account).
    """

    id: RecipientId
    name: str
    legal_name: str
    kind: RecipientKind
    country: str
    channels: tuple[Channel, ...] = ()
    entities: tuple[Entity, ...] = ()
    asks_for: tuple[str, ...] = ()
    never_send: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    servers: bool = False
    language: str = "en"
    notes: str = ""
    needs: tuple[str, ...] = ()
    delete_account: str = ""
    operator_unknown: bool = False
    source: str = ""
    source_as_of: str = ""
    checked_on: date | None = None
    confirmed: bool = False
    customer_of: tuple[str, ...] = ()
    origin: Origin = Origin.OURS

    def channel(self, kind: ChannelKind) -> Channel | None:
        """Return the first channel of a kind that is for everything."""
        return next((one for one in self.channels if one.kind is kind and not one.purpose), None)

    def is_old(self, today: date) -> bool:
        """Whether nobody has checked this record for a year."""
        return self.checked_on is None or today - self.checked_on > OLD_AFTER
