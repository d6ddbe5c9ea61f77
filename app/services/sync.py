"""Look at watched accounts again, and compare with what was there the last time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.model.account import Account, AccountId, AccountKind
from app.model.filter import Filter
from app.model.photo import Photo, PhotoId
from app.model.problem import ListIncomplete, Problem
from app.model.report import SyncReport
from app.model.stranger import Reach
from app.model.text import say
from app.networks import network
from app.networks.network import Target
from app.services.keep import keep_seen
from app.services.look import Found, listed
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.networks.network import Network
    from app.networks.web import Web
    from app.services.eyes import Eyes
    from app.store.catalogue import Catalogue

BATCH = 10


@dataclass(slots=True)
class _Tally:
    """What one account's sync has come to so far."""

    listed: set[str] = field(default_factory=set[str])
    new: int = 0
    reachable: int = 0
    gone: int = 0
    back: int = 0
    missing_gone: int = 0


@dataclass(frozen=True, slots=True)
class Syncer:
    """Looks at watched accounts again. One account's problem does not stop the next."""

    catalogue: Catalogue
    open_web: Callable[[Progress], Web]
    eyes: Eyes

    def sync(self, accounts: Sequence[AccountId] = (), progress: Progress = SILENT) -> list[SyncReport]:
        """Sync these accounts, or all that are watched; return one report each. Raises NotFound for an unknown id."""
        chosen = [self.catalogue.account(one) for one in accounts] or [
            one for one in self.catalogue.accounts() if one.kind is not AccountKind.IMPORTED
        ]
        return [self._sync_one(account, progress) for account in chosen]

    def _sync_one(self, account: Account, progress: Progress) -> SyncReport:
        net = network(account.network)
        if net.find is None or net.photos is None:
            problem = ListIncomplete(
                say("{network} lets nobody list photos without signing in.", network=net.title),
                say("Import a newer data export to see what changed."),
            )
            return SyncReport(account=account.id, problem=problem)
        before = {photo.key: photo for photo in self.catalogue.photos(Filter(account=account.id))}
        web = self.open_web(progress)
        try:
            fresh = net.find(web, Target(network=net.key, handle=account.handle, server=account.server))
        except Problem as problem:
            return SyncReport(account=account.id, problem=problem)
        one = _Pass(
            catalogue=self.catalogue, eyes=self.eyes, web=web, net=net, before=before, progress=progress
        )
        one.see_listed(fresh)
        one.see_unlisted()
        tally, problem = one.tally, one.found.problem or _suspicious(before, one.tally)
        now = self.eyes.now()
        self.catalogue.keep_account(
            replace(fresh, added_at=account.added_at, synced_at=account.synced_at if problem else now)
        )
        return SyncReport(
            account=account.id,
            listed=len(tally.listed),
            new=tally.new,
            reachable=tally.reachable,
            gone=tally.gone,
            back_in_reach=tally.back,
            problem=problem,
        )


@dataclass(slots=True, kw_only=True)
class _Pass:
    """One pass over one account: first what is listed, then what was listed before and is not any more."""

    catalogue: Catalogue
    eyes: Eyes
    web: Web
    net: Network
    before: dict[str, Photo]
    progress: Progress
    found: Found = field(default_factory=Found)
    tally: _Tally = field(default_factory=_Tally)

    def see_listed(self, account: Account) -> None:
        batch: list[Photo] = []
        for photo in listed(self.web, self.net, account, self.found):
            self.tally.listed.add(photo.key)
            batch.append(photo)
            self.progress.step(len(self.tally.listed), None, say("Testing what a stranger gets …"))
            if len(batch) >= BATCH:
                self._keep(batch)
        self._keep(batch)

    def see_unlisted(self) -> None:
        for key, photo in self.before.items():
            if key in self.tally.listed or photo.id is None:
                continue
            says = say("Looking again at photos that are no longer listed …")
            self.progress.step(len(self.tally.listed), None, says)
            seen = self.eyes.see(self.web, self.net, replace(photo, inspection=None))
            _keep_view(self.catalogue, photo.id, seen.photo)
            view = seen.photo.stranger
            self.tally.missing_gone += view is not None and view.reach is Reach.GONE
            _count(seen.photo, photo, self.tally)

    def _keep(self, batch: list[Photo]) -> None:
        seen = [self.eyes.see(self.web, self.net, photo) for photo in batch]
        keep_seen(self.catalogue, seen)
        for one in seen:
            old = self.before.get(one.photo.key)
            self.tally.new += old is None
            _count(one.photo, old, self.tally)
        batch.clear()


def _keep_view(catalogue: Catalogue, photo_id: PhotoId, photo: Photo) -> None:
    if photo.stranger is not None:
        catalogue.keep_stranger(photo_id, photo.stranger)


def _count(photo: Photo, old: Photo | None, tally: _Tally) -> None:
    reach = photo.stranger.reach if photo.stranger else None
    tally.reachable += reach is Reach.REACHABLE
    tally.gone += reach is Reach.GONE
    was_out = (
        old is not None and old.stranger is not None and old.stranger.reach in {Reach.GONE, Reach.LOGIN_WALL}
    )
    tally.back += was_out and reach is Reach.REACHABLE


def _suspicious(before: dict[str, Photo], tally: _Tally) -> Problem | None:
    """Nothing listed where something was: believable only if every single file was seen to be gone."""
    if tally.listed or not before or tally.missing_gone == len(before):
        return None
    return ListIncomplete(
        say("The network lists nothing, but listed {count} photos the last time.", count=len(before)),
        say("Nothing that we hold was removed. Try again later, or look at the profile in a private window."),
    )
