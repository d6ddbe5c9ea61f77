"""Compose a letter: the blocks of its law, filled with the person's facts and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath

from app.letters import clean
from app.letters.choose import entity, is_seated
from app.letters.citation import listed, written
from app.letters.deadline import acknowledged_by, deadline, right_due
from app.letters.language import LANGUAGES, REVIEWED, language
from app.letters.purpose import narrowed
from app.letters.templates import places, render
from app.letters.wording import authority_name, filled, law_in_full, law_name, paper, span, written_day
from app.model.law import Choice, Law, LawKind
from app.model.letter import Item, Letter, Order, Purpose
from app.model.person import Residence
from app.model.problem import MissingFacts
from app.model.recipient import ChannelKind, Recipient, RecipientKind
from app.model.text import say

# More items than this go to a schedule at the end: the demands must stay on the first page.
FEW = 3

# What the one demand for deletion to a customer of face search stands for: in other letters these name photos that are shown.
_DELETED_BY_CUSTOMERS = ("delete", "rectify_delete", "destroy_when_not_needed")

# A line to sign by hand.
BY_HAND = "_" * 32


def compose(order: Order) -> Letter:
    """Return the letter of an order, led by its first choice.

    A face-search company is told only addresses that strangers were seen to open: anything else would tell it
    something new. Raises MissingFacts where a server's name is needed and not given, NoLawApplies where no law of the
    order gives what is asked for, and ValueError for a language that is not in LANGUAGES or an order without a law.
    """
    if order.language not in LANGUAGES:
        raise ValueError(f"no letters in {order.language!r}")
    return _Writer(replace(order, choices=narrowed(order.choices, order.purpose))).letter()


def told_to(recipient: Recipient, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items that a recipient is told of: face search only the addresses that strangers were seen to open."""
    if recipient.kind is not RecipientKind.FACE_SEARCH:
        return tuple(items)
    return tuple(item for item in items if item.seen_on is not None and _is_address(item.url))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one letter."""

    order: Order

    def letter(self) -> Letter:
        order, person = self.order, self.order.person
        items = self._items()
        block = self._blocks(items)
        rows = tuple(block("item", **self._seen(number, item)) for number, item in enumerate(items, 1))
        channel = order.recipient.channel(ChannelKind.EMAIL)
        return Letter(
            reference=order.reference,
            language=order.language,
            subject=block(self._subject()),
            sender=self._sender(),
            addressee=self._addressee(block),
            place_and_date=self._day(order.written_on),
            salutation=block("salutation"),
            opening=filled(*self._opening(block, rows)),
            demands_title=block("demands_title"),
            demands=self._demands(block),
            closing=filled(
                *(self._also(block, other) for other in order.choices[1:]),
                *(block(name) for name in ("deadline", "identity", "use", "refusal", "answer_to")),
            ),
            farewell=block("farewell"),
            signature=clean.line(person.name) or BY_HAND,
            schedule_title=block("schedule_title") if len(items) > FEW else "",
            schedule=rows if len(items) > FEW else (),
            to_email=clean.email(channel.address) if channel else "",
            deadline=deadline(self._leading, order.written_on),
            reviewed=order.language in REVIEWED,
            paper=paper(person),
        )

    @property
    def _leading(self) -> Choice:
        if not self.order.choices:
            raise ValueError("a letter needs a law to lean on")
        return self.order.choices[0]

    def _subject(self) -> str:
        asked = self.order.purpose
        if self._asks_customer:
            return "subject_access"
        whole = asked is Purpose.EVERYTHING or (self._engine and asked is Purpose.ERASURE)
        return "subject" if whole else f"subject_{asked}"

    @property
    def _seated(self) -> bool:
        return is_seated(self._leading.law, self.order.recipient, self.order.person.residence)

    @property
    def _engine(self) -> bool:
        return self.order.recipient.kind is RecipientKind.SEARCH_ENGINE

    @property
    def _faces(self) -> bool:
        return self.order.recipient.kind is RecipientKind.FACE_SEARCH

    @property
    def _customer(self) -> bool:
        """Whether this goes to a reported customer of face search, who published nothing that we know of."""
        return bool(self.order.recipient.customer_of)

    @property
    def _asks_customer(self) -> bool:
        """Whether it says no more of its law than its name; one about biometric identifiers says what these are."""
        whole = self.order.purpose in {Purpose.EVERYTHING, Purpose.ACCESS}
        return self._customer and whole and self._leading.law.kind is not LawKind.BIOMETRIC

    def _blocks(self, items: Sequence[Item]) -> Callable[..., str]:
        order, law = self.order, self._leading.law
        received = order.written_on
        acknowledged = acknowledged_by(law, received)

        def cite(key: str, *, short: bool = False) -> str:
            return _cited(law, key, order.language, short=short)

        def due(key: str) -> str:
            right = law.right(key)
            day = right_due(law, right, received) if right else None
            if day is None:
                raise KeyError(f"{law.id} sets no time for {key}")
            return self._day(day)

        values = {
            "law": law_name(law, order.language),
            "law_in_full": law_in_full(law, order.language),
            "name": clean.line(order.person.name),
            "statutory": law.answer is not None,
            "period": span(law.answer, order.language) if law.answer else "",
            "appeal": law.appeal is not None,
            "authority": self._authority(),
            "cite": cite,
            "right_due": due,
            "due": self._day(deadline(law, received).due),
            "acknowledged_by": self._day(acknowledged) if acknowledged else "",
            "faces": self._faces,
            "customer": self._customer,
            "engine": clean.line(", ".join(order.recipient.customer_of)),
            "posted": any(right.key == "withdraw_consent" for right in self._leading.rights),
            "seated": self._seated,
            "place": self._place(),
            "handle": "" if self._customer else clean.line(order.handle),
            "server": self._server(),
            "count": len(items),
            "email": clean.email(order.person.email),
            "has_address": bool(clean.lines(order.person.address)),
            "reference": clean.line(order.reference),
        }

        def block(name: str, **more: object) -> str:
            first = "engine" if self._engine else ""
            return render(order.language, law.id, name, {**values, **more}, first=first)

        return block

    def _opening(self, block: Callable[..., str], rows: Sequence[str]) -> Sequence[str]:
        opening = filled(block("customer_opening") if self._customer else "", block(self._opening_block()))
        # That it handles pictures of people where the person lives is not known of a customer, only asked.
        reach = "" if self._customer and not self._seated else block("reach")
        opening = (*opening, self._joined(block("who"), reach))
        if not rows:
            return opening if self._customer else (*opening, block("items_none"))
        here = len(rows) <= FEW
        return (*opening, block("items_here" if here else "items_there"), *(rows if here else ()))

    def _opening_block(self) -> str:
        """Choose how a letter begins: one that asks for a single thing says no more than under which law."""
        whole = self.order.purpose in {Purpose.EVERYTHING, Purpose.ERASURE} and not self._asks_customer
        return "opening" if whole or self._faces or self._engine else "opening_asked"

    def _demands(self, block: Callable[..., str]) -> tuple[str, ...]:
        if self._customer:
            return self._demands_of_customer(block)
        return filled(*(block(f"right_{right.key}") for right in self._leading.rights))

    def _demands_of_customer(self, block: Callable[..., str]) -> tuple[str, ...]:
        """Ask what was searched before anything is deleted: the answer would go with it."""
        purpose, rights = self.order.purpose, self._leading.rights
        deletes = [one for one in rights if one.key in _DELETED_BY_CUSTOMERS]
        asked = [block(f"right_{one.key}") for one in rights if one not in deletes]
        if purpose in {Purpose.EVERYTHING, Purpose.ERASURE}:
            code = self.order.language
            grounds = listed(tuple(written(one.citation, code) for one in deletes), code)
            # Those who got the data hear of the deletion after it.
            at = next((n for n, one in enumerate(rights) if one in deletes), len(asked))
            asked.insert(at, block("customer_delete", grounds=grounds))
        if purpose in {Purpose.EVERYTHING, Purpose.ACCESS}:
            asked.insert(0, block("customer_searched"))
        return filled(*asked)

    def _also(self, block: Callable[..., str], other: Choice) -> str:
        code = self.order.language
        cited = tuple(written(right.citation, code, short=True) for right in other.rights)
        return block("also", other=law_name(other.law, code), articles=listed(cited, code))

    def _items(self) -> tuple[Item, ...]:
        return told_to(self.order.recipient, self.order.items)

    def _seen(self, number: int, item: Item) -> Mapping[str, object]:
        law, code = self._leading.law.id, self.order.language
        address = clean.line(item.url, clean.ADDRESS)
        if not _is_address(item.url):
            # A path may name the person's own folders, and means nothing to the reader: the last part is enough.
            name = PurePosixPath(PureWindowsPath(address).as_posix()).name
            address = render(code, law, "file", {"name": name})
        return {
            "number": number,
            "address": address,
            "seen": self._day(item.seen_on) if item.seen_on else "",
            # A face-search company learns the page that strangers could open, and no more.
            "evidence": "" if self._faces else clean.line(item.evidence, clean.ADDRESS),
            "sha256": "" if self._faces else clean.line(item.sha256),
        }

    def _sender(self) -> tuple[str, ...]:
        person = self.order.person
        return filled(clean.line(person.name), *clean.lines(person.address), clean.email(person.email))

    def _addressee(self, block: Callable[..., str]) -> tuple[str, ...]:
        recipient = self.order.recipient
        if recipient.servers:
            return (block("server"),)
        answers = entity(recipient, self.order.person.residence)
        post = recipient.channel(ChannelKind.POST)
        form = recipient.channel(ChannelKind.FORM)
        email = recipient.channel(ChannelKind.EMAIL)
        where = answers.address if answers else post.address if post else ""
        reached = email.address if email else form.address if form else ""
        return filled(answers.name if answers else recipient.legal_name, *clean.lines(where), reached)

    def _authority(self) -> str:
        residence = self.order.person.residence
        law = self._leading.law
        authority = law.authority_for(residence.country if residence else "")
        return authority_name(law, authority, self.order.language)

    def _server(self) -> str:
        server = clean.line(self.order.server).removeprefix("https://").rstrip("/")
        if self.order.recipient.servers and not server:
            raise MissingFacts(
                say("A letter to a server needs the server's name."),
                say("Choose the photos of one account: its server is then known."),
            )
        return server

    def _day(self, day: date) -> str:
        return written_day(day, self.order.language, self._leading.law)

    def _joined(self, *sentences: str) -> str:
        return language(self.order.language).between.join(filled(*sentences))

    def _place(self) -> str:
        residence = self.order.person.residence
        return _place(residence, self.order.language) if residence else ""


def _place(residence: Residence, code: str) -> str:
    known = places(code)
    return known.get(str(residence)) or known.get(residence.country, "")


def _cited(law: Law, key: str, code: str, *, short: bool) -> str:
    right = law.right(key)
    if right is None:
        raise KeyError(f"{law.id} has no right called {key}")
    return written(right.citation, code, short=short)


def _is_address(url: str) -> bool:
    return url.startswith(("https://", "http://"))
