"""Ask for deletion: choose the law, compose the letter, write it to a file. Nothing is ever sent by the app."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from app.letters.choose import choose, under
from app.letters.compose import compose, told_to
from app.letters.followup import compose_followup, next_date, possible, settled
from app.letters.forms import as_eml, as_html, as_text, mailto
from app.letters.language import LANGUAGES
from app.letters.polite import compose_polite, is_polite
from app.letters.purpose import narrowed
from app.letters.rights_protocol import NOTHING, as_protocol
from app.model.filter import Filter
from app.model.followup import Excuse, FollowUp, FollowUpKind
from app.model.law import Authority, Choice, Law, LawId, Role
from app.model.letter import Item, Letter, Order, Purpose
from app.model.person import Person, Residence
from app.model.photo import Photo, PhotoId
from app.model.problem import MissingFacts, NoLawApplies, NotFound, WrongUse
from app.model.recipient import Recipient, RecipientId
from app.model.request import Request, RequestId
from app.model.stranger import Reach
from app.model.text import Text, say
from app.services.letter_checks import first_language, following_language, refuse_unreachable, warnings

if TYPE_CHECKING:
    from app.model.account import Account
    from app.services.directory import Directory
    from app.store.home import Store

WritePdf: TypeAlias = Callable[[Letter, Path], None]

# Without the letters that are read as digits or as each other: a reference is read out on the telephone.
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_SUFFIXES = (".pdf", ".eml", ".txt", ".html", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants of whom. `law` and `language` are empty for the best choice."""

    recipient: RecipientId
    person: Person
    role: Role = Role.POSTED
    law: LawId | None = None
    language: str = ""
    photos: Filter | None = None
    chosen: tuple[PhotoId, ...] = ()
    account: str = ""
    purpose: Purpose = Purpose.EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter and the request that will follow it; nothing is kept until `keep`."""

    request: Request
    letter: Letter
    choices: tuple[Choice, ...]
    recipient: Recipient
    sender: str = ""
    warnings: tuple[Text, ...] = ()
    person: Person = field(default_factory=Person)
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Asker:
    """Makes letters. Laws are data that were read and checked at the start."""

    open_store: Callable[[], Store]
    laws: Sequence[Law]
    directory: Directory
    write_pdf: WritePdf
    today: Callable[[], date]
    is_overdue: Callable[[Request], bool]

    def recipients(self, search: str = "") -> list[Recipient]:
        """Return the recipients that fit these words, as `Directory.search` does."""
        return self.directory.search(search)

    def recipient(self, recipient: RecipientId) -> Recipient:
        """Return one recipient by its id or its exact name; NotFound where there is none."""
        return self.directory.one(recipient)

    def choices(
        self, residence: Residence, recipient: RecipientId, role: Role = Role.POSTED
    ) -> tuple[Choice, ...]:
        """Return the laws that cover a resident against a recipient, the leading one first, and why."""
        return choose(residence, self.recipient(recipient), role, self.laws, self.today())

    def languages(self) -> Sequence[str]:
        """Return the languages that letters can be written in."""
        return LANGUAGES

    def draft(self, wish: Wish, reference: str = "") -> Draft:
        """Compose a letter. Raises MissingFacts, NoLawApplies, NoChannel or NotFound, each with what to do."""
        recipient = self.recipient(wish.recipient)
        refuse_unreachable(recipient)
        is_kind = is_polite(recipient, wish.purpose)
        choices = self._later_choices(wish, recipient) if is_kind else self._choices(wish, recipient)
        photos = list(self._photos(wish))
        account = self._account(wish, photos)
        today = self.today()
        order = Order(
            reference=reference or new_reference(today),
            written_on=today,
            language=first_language(wish.language, recipient, choices[0].law if choices else None),
            person=wish.person,
            recipient=recipient,
            choices=choices,
            items=tuple(item_of(photo) for photo in photos),
            server=account.server if account else "",
            handle=account.handle if account else "",
            purpose=wish.purpose,
        )
        letter = compose_polite(order) if is_kind else compose(order)
        request = Request(
            id=RequestId(letter.reference),
            recipient=recipient.id,
            recipient_name=recipient.name,
            laws=tuple(choice.law.id for choice in choices),
            language=letter.language,
            created_on=today,
            photos=tuple(photo.id for photo in photos if photo.id is not None),
            subject=letter.subject,
            body=as_text(letter),
        )
        return Draft(
            request=request,
            letter=letter,
            # A friendly letter leans on no law yet; those of the request are for the one that may follow.
            choices=() if is_kind else choices,
            recipient=recipient,
            sender=wish.person.email,
            warnings=warnings(letter, wish.person, recipient, order.items, today),
            person=wish.person,
            items=told_to(recipient, order.items),
        )

    def follow_ups(self, request: RequestId) -> tuple[FollowUpKind, ...]:
        """Return which letters can follow a request as it stands today."""
        held = self.open_store().ledger.request(request)
        law = self._law_of(held)
        return self._possible(held, law) if law is not None else ()

    def settled(self, request: RequestId) -> Text | None:
        """Say why claims for money over a request are over; None where nothing settled them."""
        held = self.open_store().ledger.request(request)
        law = self._law_of(held)
        return settled(held, law) if law is not None else None

    def authority(self, request: RequestId) -> Authority | None:
        """Return who takes a complaint about a request, where the person lives now; None where nobody is known."""
        store = self.open_store()
        law = self._law_of(store.ledger.request(request))
        residence = store.preferences.read().person.residence
        return law.authority_for(residence.country if residence else "") if law is not None else None

    def follow_up(
        self, request: RequestId, kind: FollowUpKind, excuse: Excuse | None = None, language: str = ""
    ) -> Draft:
        """Compose a letter that follows a request. Raises WrongUse where it does not fit how the request stands.

        `excuse` is what is answered; None takes the reason of the last step.
        """
        store = self.open_store()
        held = store.ledger.request(request)
        law = self._law_of(held)
        if law is None or kind not in self._possible(held, law):
            names = ", ".join(self._possible(held, law)) if law is not None else ""
            over = self.settled(request) if kind is FollowUpKind.SMALL_CLAIMS else None
            raise WrongUse(
                over or say("This letter does not fit how the request stands."),
                say("These do: {names}.", names=names or "none"),
            )
        recipient = self.recipient(held.recipient)
        photos = held_photos(store, held)
        account = self._account(Wish(recipient=recipient.id, person=Person()), photos)
        person = store.preferences.read().person
        letter = compose_followup(
            FollowUp(
                kind=kind,
                request=held,
                law=law,
                person=person,
                recipient=recipient,
                written_on=self.today(),
                until=next_date(recipient, self.today(), kind, law),
                language=following_language(language, kind, held, law, person.residence),
                excuse=excuse or _excuse(held),
                items=tuple(item_of(photo) for photo in photos),
                server=account.server if account else "",
                overdue=self.is_overdue(held),
            )
        )
        told = warnings(letter, person, recipient, (), self.today())
        return Draft(request=held, letter=letter, choices=(), recipient=recipient, warnings=told)

    def keep_follow_up(self, draft: Draft, kind: FollowUpKind) -> str:
        """Keep the text of a follow-up letter with its request; return the name that it is kept under."""
        ledger = self.open_store().ledger
        name = f"{self.today().isoformat()} {kind.value}.txt"
        ledger.keep_document(draft.request.id, name, as_text(draft.letter).encode())
        return name

    def _possible(self, request: Request, law: Law) -> tuple[FollowUpKind, ...]:
        return possible(request, law, self.today(), overdue=self.is_overdue(request))

    def _law_of(self, request: Request) -> Law | None:
        held = {law.id: law for law in self.laws}
        return next((held[one] for one in request.laws if one in held), None)

    def keep(self, draft: Draft) -> Request:
        """Keep a letter as a draft in the ledger, with its text."""
        self.open_store().ledger.keep(draft.request)
        self.open_store().ledger.keep_document(draft.request.id, "letter.txt", as_text(draft.letter).encode())
        return draft.request

    def mail_address(self, draft: Draft) -> str | None:
        """Return the address that opens a mail program with a letter; None where it is too long, or goes to no e-mail address."""
        return mailto(draft.letter)

    def write(self, draft: Draft, path: Path) -> Path:
        """Write a letter as .pdf, .eml, .txt, .html or .json, whole or not at all; WrongUse for any other ending.

        JSON holds its rights as requests of the Data Rights Protocol; WrongUse where none of them has a word there.
        """
        suffix = path.suffix.lower()
        if suffix not in _SUFFIXES:
            raise WrongUse(
                say("A letter cannot be written as “{name}”.", name=path.name),
                say("Choose a name that ends in .pdf, .eml, .txt, .html or .json."),
            )
        try:
            self._write(draft, path, suffix)
        except OSError as error:
            raise WrongUse(
                say("The letter could not be written to “{name}”.", name=str(path)),
                say("Choose a folder that exists and that you may write to."),
            ) from error
        return path

    def _write(self, draft: Draft, path: Path, suffix: str) -> None:
        if suffix == ".pdf":
            self.write_pdf(draft.letter, path)
            return
        data = {
            ".eml": lambda: as_eml(draft.letter, draft.sender),
            ".txt": lambda: as_text(draft.letter).encode(),
            ".html": lambda: as_html(draft.letter).encode(),
            ".json": lambda: _protocol(draft),
        }[suffix]()
        beside = path.with_name(path.name + ".part")
        beside.write_bytes(data)
        beside.replace(path)

    def _later_choices(self, wish: Wish, recipient: Recipient) -> tuple[Choice, ...]:
        """Return the laws that a later letter to a person may lean on; a friendly one is written without any."""
        try:
            return self._choices(wish, recipient)
        except (MissingFacts, NoLawApplies):
            return ()

    def _choices(self, wish: Wish, recipient: Recipient) -> tuple[Choice, ...]:
        return narrowed(self._covering(wish, recipient), wish.purpose)

    def _covering(self, wish: Wish, recipient: Recipient) -> tuple[Choice, ...]:
        if wish.person.residence is None:
            return (self._named(wish, recipient),)
        choices = choose(wish.person.residence, recipient, wish.role, self.laws, self.today())
        if wish.law is None:
            return choices
        leading = [choice for choice in choices if choice.law.id == wish.law]
        if not leading:
            names = ", ".join(choice.law.id for choice in choices)
            raise WrongUse(
                say("The law “{law}” does not cover you against {name}.", law=wish.law, name=recipient.name),
                say("These do: {names}.", names=names),
            )
        return (*leading, *(choice for choice in choices if choice.law.id != wish.law))

    def _named(self, wish: Wish, recipient: Recipient) -> Choice:
        """Return the law a person named without saying where they live; its reach is then not checked, and that is said."""
        if wish.law is None:
            raise MissingFacts(
                say("We need to know where you live: it decides which law is on your side."),
                say("Give your country, and your state if you live in the United States or Canada."),
            )
        law = next((one for one in self.laws if one.id == wish.law), None)
        if law is None:
            raise NotFound(
                say("No law is called “{law}”.", law=wish.law),
                say("These are known: {names}.", names=", ".join(one.id for one in self.laws)),
            )
        if law.in_force_since > self.today():
            raise NoLawApplies(
                say("{law} is not in force before {day}.", law=law.short_name, day=law.in_force_since),
                say("Say where you live: the app then names a law that is in force."),
            )
        if law.id not in recipient.laws:
            raise NoLawApplies(
                say("{law} does not reach {name}.", law=law.short_name, name=recipient.name),
                say("Say where you live: the app then names one that does."),
            )
        return under(law, recipient, wish.role)

    def _photos(self, wish: Wish) -> Iterable[Photo]:
        if wish.chosen:
            return (self.open_store().catalogue.photo(one) for one in wish.chosen)
        return self.open_store().catalogue.photos(wish.photos) if wish.photos is not None else ()

    def _account(self, wish: Wish, photos: Sequence[Photo]) -> Account | None:
        names = {wish.account} if wish.account else {photo.account for photo in photos}
        held = {account.id: account for account in self.open_store().catalogue.accounts()}
        found = [held[one] for one in held if one in names]
        return found[0] if len(found) == 1 else None


def remember(store: Store, person: Person) -> None:
    """Keep what the person said about themselves, for the next letter; empty facts overwrite nothing."""
    held = store.preferences.read()
    known = held.person
    store.preferences.write(
        replace(
            held,
            person=Person(
                name=person.name or known.name,
                email=person.email or known.email,
                address=person.address or known.address,
                residence=person.residence or known.residence,
            ),
        )
    )


def _excuse(request: Request) -> Excuse:
    """Return what the last step says that they said."""
    reason = request.steps[-1].reason if request.steps else ""
    return Excuse(reason) if reason in set(Excuse) else Excuse.OTHER


def held_photos(store: Store, request: Request) -> list[Photo]:
    """Return the photos that a request is about, without those that were forgotten since."""
    return [store.catalogue.photo(one) for one in request.photos if _is_held(store, one)]


def _is_held(store: Store, photo: PhotoId) -> bool:
    try:
        store.catalogue.photo(photo)
    except NotFound:
        return False
    return True


def item_of(photo: Photo) -> Item:
    """Return a photo as a letter names it: its address, and when a stranger was seen to open it."""
    view = photo.stranger
    seen = view if view is not None and view.reach is Reach.REACHABLE else None
    return Item(
        url=photo.url or photo.media_url or photo.source_path,
        seen_on=seen.seen_at.date() if seen else None,
        evidence=seen.url if seen and seen.url != photo.url else "",
        sha256=(seen.sha256 or "") if seen else "",
    )


def _protocol(draft: Draft) -> bytes:
    """Return the rights of a first letter in the words of the Data Rights Protocol."""
    made = as_protocol(
        draft.request.id, draft.request.created_on, draft.person, draft.recipient, draft.choices, draft.items
    )
    if made == NOTHING:
        raise WrongUse(
            say("Nothing in this letter has a word in the Data Rights Protocol."),
            say("Write it as .pdf, .eml or .txt."),
        )
    return made


def new_reference(today: date) -> str:
    """Return a reference that tells nothing and is not guessed: "OX-2026-K7QXRM"."""
    return f"OX-{today.year}-" + "".join(secrets.choice(_ALPHABET) for _ in range(6))
