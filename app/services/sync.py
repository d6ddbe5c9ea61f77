"""List accounts again, their own way in where there is one, and compare with what was there the last time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.model.account import Account, AccountId, AccountKind
from app.model.photo import Photo, PhotoId, Skipped
from app.model.problem import Limited, ListIncomplete, NotFound, Offline, Problem, SignInExpired, SignInNeeded
from app.model.report import SyncReport
from app.model.sign_in import Power
from app.model.stranger import Reach
from app.model.text import say
from app.networks import network
from app.networks.network import Mark, Target
from app.services.eyes import says_less
from app.services.keep import keep_seen, plain
from app.services.patience import patiently, sit_out
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.model.look import SeenPhoto
    from app.model.stranger import StrangerView
    from app.networks.network import Listed, Network
    from app.networks.web import Web
    from app.services.checkup import Checkup
    from app.services.connect import Connector
    from app.services.eyes import Eyes
    from app.store.catalogue import Catalogue, Pass

BATCH = 50
# What was open stays open most of the time: a file is fetched again after this long, or sooner where something changed.
LOOK_AGAIN = timedelta(days=30)
_OUT_OF_REACH = frozenset({Reach.GONE, Reach.LOGIN_WALL})


@dataclass(slots=True)
class _Tally:
    """What one account's sync has come to so far: counts alone, however many photos there are."""

    listed: int = 0
    new: int = 0
    reachable: int = 0
    gone: int = 0
    back: int = 0
    skipped: list[Skipped] = field(default_factory=list[Skipped])


@dataclass(frozen=True, slots=True)
class Syncer:
    """Looks at watched and connected accounts again. One account's problem does not stop the next."""

    catalogue: Catalogue
    open_web: Callable[[Progress], Web]
    eyes: Eyes
    connector: Connector
    checkup: Checkup
    sleep: Callable[[float], None] = time.sleep

    def sync(
        self, accounts: Sequence[AccountId] = (), progress: Progress = SILENT, *, look: bool = True
    ) -> list[SyncReport]:
        """Sync these accounts, or all that are watched or connected; return one report each.

        A sync that was stopped, or lost its network, goes on behind the last page that it kept. Without `look` photos
        are only listed: no file is fetched. Raises NotFound for an unknown id.
        """
        chosen = [self.catalogue.account(one) for one in accounts] or [
            one for one in self.catalogue.accounts() if one.kind is not AccountKind.IMPORTED
        ]
        return [self._sync_one(account, progress, look=look) for account in chosen]

    def rested(self, span: timedelta) -> bool:
        """Whether there is an account to look at, and the last whole look at one of them is at least `span` ago."""
        synced = [
            account.synced_at
            for account in self.catalogue.accounts()
            if account.kind is not AccountKind.IMPORTED
        ]
        now = self.eyes.now()
        return any(one is None or now - one >= span for one in synced)

    def _sync_one(self, account: Account, progress: Progress, *, look: bool) -> SyncReport:
        try:
            return self._synced(account, progress, look=look)
        except NotFound as forgotten:
            # In another window, while it was listed here: nothing of it is kept again.
            return SyncReport(account=account.id, problem=forgotten)

    def _synced(self, account: Account, progress: Progress, *, look: bool) -> SyncReport:
        net = network(account.network)
        web = self.open_web(progress)
        try:
            fresh = self._found(net, web, account, progress)
            way, begin = self._listing(net, web, fresh)
        except Problem as problem:
            return SyncReport(account=account.id, problem=problem)
        held = self.catalogue.account_size(account.id)
        one = _Pass(
            catalogue=self.catalogue, eyes=self.eyes, web=web, net=net, progress=progress, look=look,
            mark=self.catalogue.begin_pass(account.id, way), sleep=self.sleep,
        )  # fmt: skip
        is_whole = not one.mark.cursor
        problem = one.see_listed(patiently(begin, one.mark.cursor, self.eyes.now, progress, self.sleep))
        if problem is None:
            unlisted = self.catalogue.unlisted(one.mark)
            gone = one.see_unlisted([PhotoId(photo) for photo in unlisted])
            if is_whole and held and not one.tally.listed and gone < len(unlisted):
                problem = _suspicious(held)
            self.catalogue.end_pass(one.mark)
        elif _begins_anew(problem, one):
            self.catalogue.end_pass(one.mark)
        problem = problem or self._settings(account.id, progress)
        self._keep(fresh, None if problem else self.eyes.now())
        tally = one.tally
        return SyncReport(
            account=account.id,
            listed=tally.listed,
            new=tally.new,
            reachable=tally.reachable,
            gone=tally.gone,
            back_in_reach=tally.back,
            skipped=tuple(tally.skipped),
            problem=problem,
        )

    def _keep(self, fresh: Account, synced_at: datetime | None) -> None:
        """Keep the account as its network shows it; whether it is connected may have changed in another window."""
        held = self.catalogue.account(fresh.id)
        self.catalogue.keep_account(
            replace(fresh, kind=held.kind, added_at=held.added_at, synced_at=synced_at or held.synced_at)
        )

    def _found(self, net: Network, web: Web, account: Account, progress: Progress) -> Account:
        """Return the account as its network shows it now. How it is known to us, and under which id, stays."""
        find = net.find
        if find is None:
            return account
        target = Target(network=net.key, handle=account.handle, server=account.server)
        try:
            found = sit_out(lambda: find(web, target), self.eyes.now, progress, self.sleep)
        except Problem:
            # The way of a stranger may be closed where the person's own is open.
            if account.kind is AccountKind.CONNECTED:
                return account
            raise
        if account.kind is AccountKind.CONNECTED and found.remote_id != account.remote_id:
            # Strangers may be told less, or of somebody who took the name since; the sign-in is for this one.
            return account
        return replace(found, id=account.id, kind=account.kind)

    def _listing(
        self, net: Network, web: Web, account: Account
    ) -> tuple[str, Callable[[str], Iterator[Listed]]]:
        """Return the way in which an account is listed, and how such a listing is begun from a cursor on."""
        own, photos = net.own, net.photos
        if own is not None and (account.kind is AccountKind.CONNECTED or photos is None):
            session = self.connector.session(account, web, Power.READ)
            return "own", lambda cursor: own(session, cursor)
        if photos is None:
            raise ListIncomplete(
                say("{network} lets nobody list photos without signing in.", network=net.title),
                say("Import a newer data export to see what changed."),
            )
        return "open", lambda cursor: photos(web, account, cursor)

    def _settings(self, account: AccountId, progress: Progress) -> Problem | None:
        try:
            self.checkup.look(account, progress)
        except Problem as problem:
            return problem
        return None


@dataclass(slots=True, kw_only=True)
class _Pass:
    """One listing of one account: first what is listed, then what was listed before and is not any more."""

    catalogue: Catalogue
    eyes: Eyes
    web: Web
    net: Network
    progress: Progress
    look: bool
    mark: Pass
    sleep: Callable[[float], None]
    tally: _Tally = field(default_factory=_Tally)

    def see_listed(self, items: Iterator[Listed]) -> Problem | None:
        """Keep and look at everything that is listed; return the problem that ended the list early."""
        batch: list[Photo] = []
        while True:
            try:
                item = next(items, None)
            except Problem as problem:
                self._keep(batch, None)
                return problem
            match item:
                case None:
                    self._keep(batch, None)
                    return None
                case Skipped():
                    self._skip(item)
                case Mark():
                    self._keep(batch, item.cursor)
                case Photo():
                    batch.append(item)
                    self.tally.listed += 1
                    if len(batch) >= BATCH:
                        self._keep(batch, None)
            self.progress.step(self.tally.listed, None, say("Listing your photos …"))

    def see_unlisted(self, photos: Sequence[PhotoId]) -> int:
        """Look again at what is listed no more; return how many of them were seen to be gone."""
        gone = 0
        for photo_id in photos if self.look else ():
            says = say("Looking again at photos that are no longer listed …")
            self.progress.step(self.tally.listed, None, says)
            photo = self.catalogue.photo(photo_id)
            seen = self._look(replace(photo, inspection=None), photo.stranger)
            view = seen.photo.stranger
            if view is not None:
                self.catalogue.keep_stranger(photo_id, view)
                gone += view.reach is Reach.GONE
            self._count(seen.photo, photo)
        return gone

    def _skip(self, item: Skipped) -> None:
        # A list of a hundred thousand odd items helps nobody.
        if len(self.tally.skipped) < 200:
            self.tally.skipped.append(item)

    def _keep(self, batch: list[Photo], cursor: str | None) -> None:
        """Keep a batch, look at what needs it, and only then let the listing go on behind it."""
        unique = {photo.key: photo for photo in batch}
        batch.clear()
        # Raises NotFound for an account that was forgotten meanwhile: its photos must not bring it back.
        self.catalogue.account(self.mark.account)
        held = self.catalogue.photos_by_key(self.mark.account, list(unique))
        fresh = [replace(photo, account=self.mark.account) for photo in unique.values()]
        kept = self.catalogue.keep_photos([plain(photo) for photo in fresh])
        self.tally.new += kept.new
        due = [photo for photo in fresh if self.look and _is_due(photo, held.get(photo.key), self.eyes.now())]
        seen = [self._seen(photo, held.get(photo.key)) for photo in due]
        for photo in fresh:
            old = held.get(photo.key)
            if old is not None and photo.key not in {one.key for one in due}:
                self._count(old, old)
        for photo in seen:
            self._count(photo, held.get(photo.key))
        self.catalogue.note_listed(self.mark, kept.ids, cursor)

    def _seen(self, photo: Photo, old: Photo | None) -> Photo:
        self.progress.step(self.tally.listed, None, say("Testing what a stranger gets …"))
        if old is not None and old.media_url == photo.media_url:
            # What the file gave away stays known where it cannot be fetched again.
            photo = replace(photo, inspection=old.inspection)
        seen = self._look(photo, old.stranger if old is not None else None)
        keep_seen(self.catalogue, [seen])
        return seen.photo

    def _look(self, photo: Photo, before: StrangerView | None) -> SeenPhoto:
        """Look at one photo; where nothing answers, what was seen of it before stays."""
        seen = self.eyes.see_patiently(self.web, self.net, photo, self.progress, self.sleep)
        now = seen.photo.stranger
        if now is not None and says_less(now, before):
            return self.eyes.judge(replace(photo, stranger=before))
        return seen

    def _count(self, photo: Photo, old: Photo | None) -> None:
        reach = photo.stranger.reach if photo.stranger else None
        self.tally.reachable += reach is Reach.REACHABLE
        self.tally.gone += reach is Reach.GONE
        was_out = old is not None and old.stranger is not None and old.stranger.reach in _OUT_OF_REACH
        self.tally.back += was_out and reach is Reach.REACHABLE


def _begins_anew(problem: Problem, one: _Pass) -> bool:
    """Whether the next listing starts from the first page: this one came to its end, or its mark is of no use any more."""
    if isinstance(problem, ListIncomplete):
        return True
    is_passing = isinstance(problem, Offline | Limited | SignInExpired | SignInNeeded)
    return bool(one.mark.cursor) and not one.tally.listed and not is_passing


def _is_due(photo: Photo, old: Photo | None, now: datetime) -> bool:
    """Whether a photo's file is to be fetched: it is new, it changed, it was out of reach, or it is long ago."""
    if old is None or old.stranger is None or old.stranger.reach is not Reach.REACHABLE:
        return True
    changed = old.media_url != photo.media_url or old.visibility.value is not photo.visibility.value
    return changed or now - old.stranger.seen_at > LOOK_AGAIN


def _suspicious(held: int) -> Problem:
    """Nothing listed where something was: believable only if every single file was seen to be gone."""
    return ListIncomplete(
        say("The network lists nothing, but listed {count} photos the last time.", count=held),
        say("Nothing that we hold was removed. Try again later, or look at the profile in a private window."),
    )
