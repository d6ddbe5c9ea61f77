"""Deliver a letter by hand: the fields of the recipient's form to copy, and the address for the envelope. Nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.letters.forms import as_text
from app.letters.web_form import delivered
from app.model.followup import Excuse, FollowUpKind
from app.model.law import Authority
from app.model.letter import Delivery
from app.model.problem import WrongUse
from app.model.request import Request, RequestId
from app.model.text import say
from app.services.ask import Asker, held_photos, item_of

if TYPE_CHECKING:
    from app.store.home import Store


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Tells how a letter gets there. Forms are opened and filled in by the person."""

    asker: Asker
    store: Store

    def of(self, request: RequestId) -> Delivery:
        """Return how the first letter of a request gets there by hand; NotFound where none has that reference."""
        return self._delivered(self.store.ledger.request(request))

    def following(self, request: RequestId, kind: FollowUpKind, excuse: Excuse | None = None) -> Delivery:
        """Compose a letter that follows a request, keep it with the request, and return how it gets there by hand.

        Raises WrongUse where it does not fit how the request stands, and for a summary for a court, which has no form.
        """
        if kind is FollowUpKind.SMALL_CLAIMS:
            raise WrongUse(
                say("The summary for a court goes into no form."),
                say("Write it to a file, and show it to those who give advice."),
            )
        draft = self.asker.follow_up(request, kind, excuse)
        self.asker.keep_follow_up(draft, kind)
        letter = replace(draft.request, subject=draft.letter.subject, body=as_text(draft.letter))
        return self._delivered(
            letter, self.asker.authority(request) if kind is FollowUpKind.COMPLAINT else None
        )

    def forms_for(self, request: RequestId, kinds: Sequence[FollowUpKind]) -> tuple[FollowUpKind, ...]:
        """Return for which of these letters the one who gets it has a form."""
        first, authority = self.of(request), self.asker.authority(request)
        takes = authority is not None and bool(authority.complaint_url)
        return tuple(
            kind
            for kind in kinds
            if kind is not FollowUpKind.SMALL_CLAIMS
            and (takes if kind is FollowUpKind.COMPLAINT else first.forms)
        )

    def _delivered(self, held: Request, authority: Authority | None = None) -> Delivery:
        photos = held_photos(self.store, held)
        accounts = {one.id: one for one in self.store.catalogue.accounts()}
        theirs = {photo.account for photo in photos} & set(accounts)
        return delivered(
            held,
            self.asker.recipient(held.recipient),
            self.store.preferences.read().person,
            tuple(item_of(photo) for photo in photos),
            accounts[theirs.pop()].handle if len(theirs) == 1 else "",
            authority=authority,
        )
