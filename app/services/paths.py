"""Ways that are no letter to a company: DROP with its two dates, and the notice about intimate pictures with its 48 hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.letters.forms import as_text
from app.letters.notice import compose_notice
from app.model.law import Law
from app.model.path import Help, Way, Ways
from app.model.person import Person
from app.model.problem import NoLawApplies
from app.model.recipient import RecipientId, RecipientKind
from app.model.request import Request, RequestId, State
from app.model.text import say
from app.services.ask import Asker, Draft, new_reference
from app.services.follow import Follower, Standing, Told

if TYPE_CHECKING:
    from app.store.home import Store


@dataclass(frozen=True, slots=True)
class Pathfinder:
    """Leads along them. No page is opened, filled in or sent by the app."""

    ways: Ways
    asker: Asker
    follower: Follower
    store: Store
    today: Callable[[], date]

    def helps(self, person: Person) -> tuple[Help, ...]:
        """Return those who help where a person lives; everywhere, where that is not known."""
        return self.ways.helps_in(person.residence.country if person.residence else "")

    def way(self, key: str) -> Way:
        """Return one way by its key."""
        return self.ways.way(key)

    def filed(self, on: date | None = None, told: Told | None = None) -> Standing:
        """Note that the person filed a DROP request; its earliest and latest day are counted from then."""
        way = self.ways.way("drop")
        if way.recipient is None:
            raise ValueError(way.key)
        recipient = self.asker.recipient(way.recipient)
        day = on or self.today()
        request = Request(
            id=RequestId(new_reference(self.today())),
            recipient=recipient.id,
            recipient_name=recipient.name,
            laws=(way.law,),
            language="en",
            created_on=min(day, self.today()),
            subject=str(way.says),
        )
        self.store.ledger.keep(request)
        return self.follower.step(request.id, State.SENT, told or Told(on=day))

    def notice(self, to: RecipientId, person: Person, addresses: Sequence[str]) -> Draft:
        """Compose the notice to a platform. Raises MissingFacts with what the law asks for, NoLawApplies for others."""
        recipient, law = self.asker.recipient(to), self._law("take_it_down")
        if recipient.kind is not RecipientKind.PLATFORM:
            raise NoLawApplies(
                say(
                    "This law is about platforms that show what people post, and {name} is none.",
                    name=recipient.name,
                ),
                say("Choose the platform where the picture is shown. Those who help also write to others."),
            )
        reference = new_reference(self.today())
        letter = compose_notice(law, recipient, person, addresses, reference, self.today())
        request = Request(
            id=RequestId(reference),
            recipient=recipient.id,
            recipient_name=recipient.name,
            laws=(law.id,),
            language="en",
            created_on=self.today(),
            subject=letter.subject,
            body=as_text(letter),
        )
        lives_there = person.residence is not None and person.residence.country == "US"
        warnings = (
            ()
            if lives_there
            else (
                say(
                    "This is an American law. Many platforms take such a notice from anybody, but whether they must where you "
                    "live was not checked."
                ),
            )
        )
        return Draft(
            request=request,
            letter=letter,
            choices=(),
            recipient=recipient,
            sender=person.email,
            warnings=warnings,
        )

    def platforms(self) -> list[tuple[RecipientId, str]]:
        """Return the platforms that a notice can go to, by name."""
        found = [
            one for one in self.asker.recipients() if one.kind is RecipientKind.PLATFORM and not one.servers
        ]
        return [(one.id, one.name) for one in found]

    def _law(self, key: str) -> Law:
        wanted = self.ways.way(key).law
        return next(law for law in self.asker.laws if law.id == wanted)
