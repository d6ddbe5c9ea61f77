"""Everybody who can be written to: those that come with the program, and those that the person added or brought."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.letters import clean
from app.model.law import LawId, LawKind
from app.model.problem import NotFound, WrongUse
from app.model.recipient import Channel, ChannelKind, Origin, Recipient, RecipientId, RecipientKind
from app.model.text import say
from app.services.company_file import Brought, read_companies
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.model.law import Law
    from app.store.home import Store

_KINDS = (
    RecipientKind.FACE_SEARCH,
    RecipientKind.SEARCH_ENGINE,
    RecipientKind.PLATFORM,
    RecipientKind.UPLOADER,
    RecipientKind.BROKER,
    RecipientKind.AI_DATASET,
    RecipientKind.ARCHIVE,
    RecipientKind.COMPANY,
)
# What a person can add themselves: a website or a school is a company here, a person an uploader.
ADDABLE = (RecipientKind.COMPANY, RecipientKind.UPLOADER, RecipientKind.PLATFORM, RecipientKind.BROKER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a person says of a recipient of their own. One of the ways to reach it must be there."""

    name: str
    kind: RecipientKind = RecipientKind.COMPANY
    email: str = ""
    form: str = ""
    post: str = ""
    country: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """The directory. `is_kept` says whether there is a catalogue: without one nothing of the person's own is looked for."""

    ours: Sequence[Recipient]
    laws: Sequence[Law]
    open_store: Callable[[], Store]
    is_kept: Callable[[], bool]
    today: Callable[[], date]

    def all(self) -> list[Recipient]:
        """Return everybody, ours first."""
        return [*self.ours, *(self.open_store().recipients.all() if self.is_kept() else ())]

    def search(self, words: str = "") -> list[Recipient]:
        """Return the recipients whose name, kind, network or law has every word in it.

        Those who search faces come first, for a letter to them does most; within a kind they stand by name, those that a
        directory brought behind ours.
        """
        wanted = words.casefold().split()
        found = [one for one in self.all() if all(word in _searchable(one) for word in wanted)]
        return sorted(found, key=_place)

    def one(self, recipient: RecipientId) -> Recipient:
        """Return one recipient by its id or its exact name; NotFound where there is none."""
        wanted = recipient.casefold()
        for held in (self.ours, self.open_store().recipients.all() if self.is_kept() else ()):
            for one in held:
                if wanted in {one.id.casefold(), one.name.casefold()}:
                    return one
        raise NotFound(
            say("No recipient is called “{name}”.", name=recipient),
            say("The command “recipients” lists all that are known."),
        )

    def add(self, entry: Entry) -> Recipient:
        """Keep a recipient of the person's own, in place of one that had its name. Raises WrongUse for what is missing."""
        name = clean.line(entry.name)
        if not name:
            raise WrongUse(
                say("A recipient needs a name."), say("Give the name of the website, school or person.")
            )
        channels = _channels(entry)
        if not channels:
            raise WrongUse(
                say("No way to reach {name} was given.", name=name),
                say("Give an e-mail address, the https address of a form, or a postal address."),
            )
        country = entry.country.strip().upper()
        if country and not re.fullmatch("[A-Z]{2}", country):
            raise WrongUse(
                say("“{country}” is no code of a country.", country=entry.country),
                say("Give two letters, like DE or US."),
            )
        made = Recipient(
            id=RecipientId(f"own-{_slug(name)}"),
            name=name,
            legal_name=name,
            kind=entry.kind,
            country=country,
            channels=channels,
            laws=self._may_hold(),
            notes=clean.line(entry.note, clean.ADDRESS),
            source="you",
            source_as_of=self.today().isoformat(),
            checked_on=self.today(),
            origin=Origin.OWN,
        )
        self.open_store().recipients.keep([made])
        return made

    def forget(self, recipient: RecipientId) -> Recipient:
        """Forget a recipient of the person's own, or one that a directory brought; WrongUse for one of ours."""
        one = self.one(recipient)
        if one.origin is Origin.OURS:
            raise WrongUse(
                say("{name} comes with the program and stays.", name=one.name),
                say("Only recipients that you added or brought can be removed."),
            )
        self.open_store().recipients.forget(one.id)
        return one

    def bring(self, path: Path, progress: Progress = SILENT) -> Brought:
        """Read a directory of companies from a file, folder or zip, and keep it in place of the one brought before.

        Ours wins where both know a company. Raises UnreadableArchive where there is none in it; what is held then stays.
        """
        brought = read_companies(path, self._may_hold(), self.ours, self.today(), progress)
        self.open_store().recipients.replace_imported(brought.recipients)
        return brought

    def _may_hold(self) -> tuple[LawId, ...]:
        # Who is bound by which law is known of ours alone; of others, the law of the person's place is taken, and said so.
        return tuple(law.id for law in self.laws if law.kind is LawKind.COMPREHENSIVE)


def _channels(entry: Entry) -> tuple[Channel, ...]:
    found: list[Channel] = []
    if entry.email.strip():
        address = clean.email(entry.email)
        if not address:
            raise WrongUse(
                say("“{email}” is no e-mail address.", email=entry.email),
                say("Look for a mistake in typing."),
            )
        found.append(Channel(kind=ChannelKind.EMAIL, address=address))
    if entry.form.strip():
        address = clean.line(entry.form, clean.ADDRESS)
        if not address.startswith("https://"):
            raise WrongUse(
                say("The address of a form must begin with https://."),
                say("Copy it from the browser, where the form is open."),
            )
        found.append(Channel(kind=ChannelKind.FORM, address=address))
    if lines := clean.lines(entry.post):
        found.append(Channel(kind=ChannelKind.POST, address="\n".join(lines)))
    return tuple(found)


def _slug(name: str) -> str:
    plain = "".join(
        one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one)
    )
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:80] or "recipient"


def _place(one: Recipient) -> tuple[bool, int, str]:
    return one.origin is Origin.IMPORTED, _KINDS.index(one.kind), one.name.casefold()


def _searchable(recipient: Recipient) -> str:
    parts = (
        recipient.id,
        recipient.name,
        recipient.legal_name,
        recipient.kind,
        *recipient.networks,
        *(recipient.laws if recipient.origin is Origin.OURS else ()),
        *recipient.customer_of,
    )
    return " ".join(parts).casefold()
