"""Look through the catalogue: photos, findings, the score, and the whole on one page."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.model.account import Account, AccountId
from app.model.exposure import Score, WhatIf, overall, score, what_if
from app.model.filter import Filter
from app.model.finding import Finding
from app.model.fix import Action
from app.model.overview import Overview
from app.model.photo import Photo, PhotoId
from app.model.setting import Check
from app.model.stranger import Reach
from app.model.text import Text
from app.model.tile import Tile
from app.networks import network
from app.services.risks import risks

if TYPE_CHECKING:
    from app.store.catalogue import Catalogue

# `overall` looks at no more than this many of the worst photos.
WORST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What the app did to a photo at its network, when, and how often it was looked at since."""

    action: Action
    at: datetime
    looks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPage:
    """Everything about one photo: its findings, the score with its parts, and what would change it.

    `copies` says where copies may remain, as far as its network is known; `removal` is None where the app did nothing.
    """

    photo: Photo
    findings: tuple[Finding, ...]
    score: Score
    what_if: tuple[WhatIf, ...]
    copies: tuple[Text, ...] = ()
    removal: Removal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacted:
    """A server that was contacted: for what, when first and last, how often."""

    host: str
    why: str
    first: datetime
    last: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Browser:
    """Reads the catalogue; changes nothing."""

    catalogue: Catalogue

    def ids(self, chosen: Filter) -> array[int]:
        """Return the ids of all photos that match, in the filter's order."""
        return self.catalogue.ids(chosen)

    def first_ids(self, chosen: Filter, limit: int = 200) -> array[int]:
        """Return the first page of ids, at once."""
        return self.catalogue.first_ids(chosen, limit)

    def count(self, chosen: Filter) -> int:
        """Return how many photos match."""
        return self.catalogue.count(chosen)

    def tiles(self, ids: Sequence[int]) -> list[Tile]:
        """Return the tiles of these photos, in the order of `ids`."""
        return self.catalogue.tiles(ids)

    def thumbnail(self, photo: int) -> bytes | None:
        """Return the small JPEG (256 px) of a photo; None where there is none."""
        return self.catalogue.thumbnail(PhotoId(photo))

    def photos(self, chosen: Filter) -> Iterator[Photo]:
        """Yield every photo that matches, in the filter's order."""
        return self.catalogue.photos(chosen)

    def page(self, photo: PhotoId) -> PhotoPage:
        """Return everything about one photo; NotFound where none has that id."""
        found = tuple(self.catalogue.findings(photo=photo))
        held = self.catalogue.photo(photo)
        copies = network(held.network).copies
        done = self.catalogue.removal(photo)
        return PhotoPage(
            photo=held,
            findings=found,
            score=score(found),
            what_if=what_if(found),
            copies=copies(held) if copies is not None else (),
            removal=Removal(action=done[0], at=done[1], looks=done[2]) if done is not None else None,
        )

    def findings(self, chosen: Filter) -> Iterator[Finding]:
        """Yield the findings of every photo that matches, the riskiest photo first."""
        return self.catalogue.findings(filter=chosen)

    def accounts(self) -> Sequence[Account]:
        """Return the accounts that are held."""
        return self.catalogue.accounts()

    def networks(self) -> Sequence[tuple[str, int]]:
        """Return the networks that photos are on, with how many."""
        return self.catalogue.networks()

    def checks(self, account: AccountId | None = None) -> Sequence[Check]:
        """Return the privacy settings that were seen, of one account or of all."""
        return self.catalogue.checks(account)

    def contacts(self) -> list[Contacted]:
        """Return every server that was contacted, and why."""
        return [
            Contacted(host=host, why=why, first=first, last=last, count=count)
            for host, why, first, last, count in self.catalogue.contacts()
        ]

    def score(self) -> int:
        """Return the score of the whole catalogue."""
        return overall(self.catalogue.risks())

    def overview(self) -> Overview:
        """Return the whole catalogue on one page."""
        accounts = self.accounts()
        audiences = self.catalogue.audience_counts()
        reach = dict(self.catalogue.reach_counts())
        checked = [account.synced_at or account.added_at for account in accounts]
        return Overview(
            score=self.score(),
            score_after=self._score_after(),
            photos=sum(count for _, count in audiences),
            accounts=len(accounts),
            audiences=tuple(audiences),
            reachable=reach.get(Reach.REACHABLE, 0),
            with_searchable_face=self.catalogue.count(Filter(searchable_face=True)),
            risks=risks(self.catalogue),
            spots=tuple(self.catalogue.spots()),
            checked_at=max((one for one in checked if one), default=None),
        )

    def _score_after(self) -> int:
        """Return the overall score if each of the worst photos got its best change."""
        after = list[int]()
        for photo in self.catalogue.first_ids(Filter(), WORST):
            found = tuple(self.catalogue.findings(photo=PhotoId(photo)))
            best = what_if(found)
            after.append(best[0].after if best else score(found).value)
        return overall(after)
