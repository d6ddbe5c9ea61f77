"""One decision, "everyone who may have my face": the whole set of letters for this person, in order of effect.

Nothing is sent and nothing is written before the person has seen each letter and said which ones are to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from app.letters.choose import is_seated
from app.model.filter import Filter
from app.model.law import Role
from app.model.person import Person
from app.model.problem import MissingFacts, NoChannel, NoLawApplies, NotFound, Problem
from app.model.recipient import Origin, Recipient, RecipientId, RecipientKind
from app.model.request import Request, State
from app.model.text import Text, say
from app.services.ask import Asker, Draft, Wish
from app.services.file_name import file_name
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.model.account import Account
    from app.model.law import Law
    from app.store.home import Store

_OVER = frozenset({State.WITHDRAWN, State.VERIFIED_GONE})
DROP = RecipientId("ca-drop")


class Group(StrEnum):
    """Why a letter stands where it does; the groups stand in order of effect."""

    ONE_PAGE = "one_page"
    """One request on a page of a state that reaches every registered broker."""
    BOUND = "bound"
    """Searches faces, and its seat is where a law binds it whoever writes."""
    FACES = "faces"
    FINDS = "finds"
    """Search engines: they show the way to the photos."""
    SHOWS = "shows"
    """Networks on which the person's photos hang."""
    CUSTOMER = "customer"
    """Reported as a customer of face search."""
    TRAINS = "trains"
    BROKER = "broker"
    NO_LETTER = "no_letter"
    """No channel or no law is known: steps instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One of the set: a letter to be seen, or the reason why there is none with what to do instead.

    `running` is the request that is on its way to the same recipient already; such a letter is not written again.
    """

    recipient: Recipient
    group: Group
    draft: Draft | None = None
    instead: Problem | None = None
    running: Request | None = None
    account: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether there is a letter that has not been written yet."""
        return self.draft is not None and self.running is None


@dataclass(frozen=True, slots=True)
class Everyone:
    """Makes the set."""

    asker: Asker
    store: Store

    def plan(self, person: Person, about: Filter | None = None, progress: Progress = SILENT) -> list[Planned]:
        """Return the set for a person, in order of effect; raises MissingFacts where it is not known where they live.

        `about` chooses the photos that letters may name. A network gets those that hang there; the others are told only
        what strangers were seen to open, as each letter's own rules say.
        """
        if person.residence is None:
            raise MissingFacts(
                say("We need to know where you live: it decides which law is on your side."),
                say("Give your country, and your state if you live in the United States or Canada."),
            )
        accounts = self.store.catalogue.accounts()
        meant = list(self._meant(person, accounts))
        running = self._running()
        found: list[Planned] = []
        for number, (recipient, group, account) in enumerate(meant):
            progress.step(number, len(meant), say("Writing the letters …"))
            planned = self._planned(person, recipient, group, account, about)
            held = running.get((recipient.id, account)) or running.get((recipient.id, ""))
            found.append(replace(planned, running=held) if held is not None else planned)
        order = list(Group)
        return sorted(found, key=lambda one: order.index(one.group))

    def write(
        self, chosen: Sequence[Planned], folder: Path, ending: str, progress: Progress = SILENT
    ) -> list[tuple[Request, Path]]:
        """Write the letters that the person has seen and chosen, each into a file of a folder, and keep them as drafts.

        A stop keeps what was written. Raises WrongUse where a file cannot be written.
        """
        ready = [one for one in chosen if one.is_ready]
        if ready:
            # A folder that cannot be made is told by the first letter that cannot be written.
            with suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
        written: list[tuple[Request, Path]] = []
        for number, one in enumerate(ready):
            progress.step(number, len(ready), say("Writing the letters …"))
            if one.draft is not None:
                words = f"{number + 1:02} {one.recipient.name}"
                path = folder / file_name(words, one.draft.request.id, ending)
                self.asker.write(one.draft, path)
                written.append((self.asker.keep(one.draft), path))
        progress.step(len(ready), len(ready), say("Done."))
        return written

    def _meant(self, person: Person, accounts: Sequence[Account]) -> Iterator[tuple[Recipient, Group, str]]:
        """Yield who may have this person's face: never somebody whom a letter cannot be about."""
        for one in self.asker.recipients():
            if one.origin is Origin.IMPORTED:
                continue
            if one.id == DROP:
                if str(person.residence) == "US-CA":
                    yield one, Group.ONE_PAGE, ""
            elif one.kind is RecipientKind.PLATFORM:
                here = [account.id for account in accounts if account.network in one.networks]
                # A server among many is one recipient for each account; a network is one, whatever the account.
                yield from ((one, Group.SHOWS, account) for account in (here if one.servers else here[:1]))
            elif (group := self._group(one, person)) is not None:
                yield one, group, ""

    def _group(self, one: Recipient, person: Person) -> Group | None:
        match one.kind:
            case RecipientKind.FACE_SEARCH:
                laws: dict[str, Law] = {law.id: law for law in self.asker.laws}
                bound = any(
                    is_seated(laws[law], one, person.residence)
                    for law in one.laws
                    if law in laws and laws[law].answer is not None
                )
                return Group.BOUND if bound else Group.FACES
            case RecipientKind.SEARCH_ENGINE:
                return Group.FINDS
            case RecipientKind.AI_DATASET:
                return Group.TRAINS
            case RecipientKind.BROKER:
                return Group.BROKER
            case _:
                return Group.CUSTOMER if one.customer_of else None

    def _planned(
        self, person: Person, recipient: Recipient, group: Group, account: str, about: Filter | None
    ) -> Planned:
        photos = about
        if about is not None and group is Group.SHOWS:
            photos = replace(
                about,
                networks=frozenset(recipient.networks),
                account=account if recipient.servers else about.account,
            )
        wish = Wish(
            recipient=recipient.id,
            person=person,
            role=Role.POSTED if group is Group.SHOWS else Role.DEPICTED,
            photos=photos if group is not Group.CUSTOMER else None,
            account=account if recipient.servers else "",
        )
        try:
            draft = self.asker.draft(wish)
        except (NoChannel, NoLawApplies, MissingFacts) as problem:
            where = group if group is Group.ONE_PAGE else Group.NO_LETTER
            return Planned(recipient=recipient, group=where, instead=problem, account=account)
        return Planned(recipient=recipient, group=group, draft=draft, account=account)

    def _running(self) -> dict[tuple[RecipientId, str], Request]:
        """Return the requests that are on their way, by recipient, and by account for a server among many."""
        found: dict[tuple[RecipientId, str], Request] = {}
        for request in self.store.ledger.requests():
            if request.state not in _OVER:
                found[request.recipient, self._server_account(request)] = request
        return found

    def _server_account(self, request: Request) -> str:
        """Return the account whose server a request went to, "" for every other recipient."""
        if not self.asker.recipient(request.recipient).servers or not request.photos:
            return ""
        try:
            return self.store.catalogue.photo(request.photos[0]).account
        except NotFound:
            return ""


def reason(group: Group) -> Text:
    """Say in words why a group stands where it does."""
    return _REASONS[group]


_REASONS: dict[Group, Text] = {
    Group.ONE_PAGE: say("First, because one request reaches every registered broker of California"),
    Group.BOUND: say("Searches faces, and a law binds it whoever writes"),
    Group.FACES: say("Searches faces, and has its seat where few can reach it"),
    Group.FINDS: say("Shows the way to the photos"),
    Group.SHOWS: say("Your photos hang here"),
    Group.CUSTOMER: say("Reported as a customer of face search"),
    Group.TRAINS: say("Collects pictures for training"),
    Group.BROKER: say("Sells what is known about people"),
    Group.NO_LETTER: say("No letter reaches them: close the photos at their source"),
}
