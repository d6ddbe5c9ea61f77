"""Deliver a letter by hand: the fields of the recipient's form to copy, and the address for the envelope. Nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.letters.web_form import delivered
from app.model.letter import Delivery
from app.model.request import RequestId
from app.services.ask import Asker, held_photos, item_of

if TYPE_CHECKING:
    from app.store.home import Store


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Tells how a letter gets there. Forms are opened and filled in by the person."""

    asker: Asker
    store: Store

    def of(self, request: RequestId) -> Delivery:
        """Return how the letter of a request gets there by hand; NotFound where none has that reference."""
        held = self.store.ledger.request(request)
        photos = held_photos(self.store, held)
        accounts = {one.id: one for one in self.store.catalogue.accounts()}
        theirs = {photo.account for photo in photos} & set(accounts)
        return delivered(
            held,
            self.asker.recipient(held.recipient),
            self.store.preferences.read().person,
            tuple(item_of(photo) for photo in photos),
            accounts[theirs.pop()].handle if len(theirs) == 1 else "",
        )
