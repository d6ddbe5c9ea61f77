"""Look again as a stranger, at the page and at every size of the file, and believe only what was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.model.fix import NO_LAG, Lag, Sight, Where
from app.model.photo import Photo, PhotoId
from app.model.problem import NotFound
from app.model.request import Request, State, Step
from app.model.stranger import Reach, StrangerView, Verdict, verdict
from app.model.text import say
from app.networks import network
from app.services.eyes import is_unanswered, says_less
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from datetime import date

    from app.model.course import Course
    from app.model.request import RequestId
    from app.networks.network import Network
    from app.networks.web import Web
    from app.services.eyes import Eyes
    from app.store.home import Store

# After a removal: at once, when the network's own lag is over, and twice more, because what is gone can come back.
LATER = (timedelta(days=30), timedelta(days=90))
# A look that got no answer is tried again for so long; a server that is gone for good is not asked for ever.
_STAYS_DUE = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What looking again at one photo gave. `sights` are its single addresses, the file first.

    `until` is when it is worth to look again, where it is too early to tell.
    """

    photo: Photo
    before: StrangerView | None
    now: StrangerView
    verdict: Verdict
    sights: tuple[Sight, ...] = ()
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verifier:
    """Looks again. A request is verified gone only when every one of its photos was seen to be gone."""

    store: Store
    open_web: Callable[[Progress], Web]
    eyes: Eyes
    course: Course
    today: Callable[[], date]

    def verify(
        self, photos: Sequence[PhotoId], progress: Progress = SILENT, *, servers: Sequence[str] = ()
    ) -> list[Seen]:
        """Look at each photo again, without any sign-in; keep what was seen.

        `servers` are base addresses where a copy of the posts is looked for as well.
        """
        web = self.open_web(progress)
        removed = {photo: at for photo, _, at, _ in self.store.catalogue.removed()}
        seen: list[Seen] = []
        for done, photo_id in enumerate(photos):
            progress.step(done, len(photos), say("Looking again, signed out …"))
            photo = self.store.catalogue.photo(photo_id)
            seen.append(self._look(web, photo, removed.get(photo_id), servers, progress))
        progress.step(len(photos), len(photos), say("Done."))
        return seen

    def due(self) -> tuple[PhotoId, ...]:
        """Return the removed photos whose next look is due: at once, after the network's lag, after 30 and 90 days."""
        now = self.eyes.now()
        found: list[PhotoId] = []
        for photo, _, at, looks in self.store.catalogue.removed():
            times = _times(self._lag(photo), at)
            if looks < len(times) and times[looks] <= now:
                found.append(photo)
        asked = (photo for request in self._done() for photo in self._due_of(request, now))
        return tuple(dict.fromkeys((*found, *asked)))

    def _done(self) -> list[Request]:
        """Return the requests of which those who were asked say that it is done: nobody believes it before it was seen."""
        return [one for one in self.store.ledger.requests() if one.state in {State.DONE, State.VERIFIED_GONE}]

    def _due_of(self, request: Request, now: datetime) -> Iterator[PhotoId]:
        """Yield its photos that were not looked at since the last of the looks that are due: at once, after 30 and 90 days."""
        said = max((step.on for step in request.steps if step.state is State.DONE), default=None)
        if said is None:
            return
        days = (said, *(said + wait for wait in LATER))
        past = [one for one in days if one <= now.date()]
        if not past:
            return
        last = max(past)
        for number in request.photos:
            if self._is_held(number) and not _is_seen_since(self.store.catalogue.photo(number), last):
                yield number

    def look_due(self, progress: Progress = SILENT) -> list[Seen]:
        """Take every look that is due, and note that it was taken; one that got no answer at all stays due for a week."""
        photos = self.due()
        seen = {one.photo.id: one for one in (self.verify(photos, progress) if photos else ())}
        now = self.eyes.now()
        for photo, _, at, looks in self.store.catalogue.removed():
            times = _times(self._lag(photo), at)
            one = seen.get(photo)
            if one is None or looks >= len(times):
                continue
            if is_unanswered(one.now) and one.photo.media_url and now < times[looks] + _STAYS_DUE:
                continue
            self.store.catalogue.note_looked(photo, max(looks + 1, sum(time <= now for time in times)))
        for request in self._done():
            if request.state is State.DONE and set(request.photos) & set(seen):
                self._settle(request, seen)
        return list(seen.values())

    def request(self, request: RequestId, progress: Progress = SILENT) -> tuple[Request, list[Seen]]:
        """Look at every photo of a request; a request that is done and all gone becomes verified gone.

        Photos whose account was forgotten since cannot be looked at, so such a request stays as it is.
        """
        held = self.store.ledger.request(request)
        photos = [one for one in held.photos if self._is_held(one)]
        seen = self.verify(photos, progress)
        if held.state is State.DONE:
            held = self._settle(held, {one.photo.id: one for one in seen})
        return held, seen

    def _settle(self, held: Request, seen: Mapping[PhotoId | None, Seen]) -> Request:
        """Take a request that is done to verified gone, where each of its photos was just seen to be gone."""
        looked = [seen.get(one) for one in held.photos]
        if not looked or not all(one is not None and one.verdict is Verdict.GONE for one in looked):
            return held
        gone = self.course.move(held, Step(state=State.VERIFIED_GONE, on=self.today()))
        self.store.ledger.keep(gone)
        return gone

    def _is_held(self, photo: PhotoId) -> bool:
        try:
            self.store.catalogue.photo(photo)
        except NotFound:
            return False
        return True

    def _lag(self, photo: PhotoId) -> Lag:
        return network(self.store.catalogue.photo(photo).network).lag if self._is_held(photo) else NO_LAG

    def _look(
        self, web: Web, photo: Photo, removed: datetime | None, servers: Sequence[str], progress: Progress
    ) -> Seen:
        net = network(photo.network)
        again = self.eyes.see_patiently(web, net, replace(photo, inspection=None, stranger=None), progress)
        now = again.photo.stranger
        if now is None:
            raise ValueError(photo.id)
        if photo.id is not None and not says_less(now, photo.stranger):
            self.store.catalogue.keep_stranger(photo.id, now)
            judged = self.eyes.judge(replace(photo, stranger=now))
            self.store.catalogue.keep_findings(photo.id, judged.findings, judged.score.value)
        file = _sight(Where.FILE, now, photo.stranger, net.lag.file, removed)
        sights = (file, *self._elsewhere(web, net, photo, removed, servers))
        return Seen(
            photo=photo,
            before=photo.stranger,
            now=now,
            verdict=_whole(sights),
            sights=sights,
            until=max((one.until for one in sights if one.until), default=None),
        )

    def _elsewhere(
        self, web: Web, net: Network, photo: Photo, removed: datetime | None, servers: Sequence[str]
    ) -> Iterator[Sight]:
        """Look at the photo's page, at every other size of its file, and at copies on the servers that were named."""
        if net.page is not None and photo.url:
            yield _sight(Where.PAGE, net.page(web, photo), None, net.lag.page, removed)
        for address in net.sizes(photo) if net.sizes is not None else ():
            if address == photo.media_url or net.glimpse is None:
                continue
            view = net.glimpse(web, replace(photo, media_url=address)).view
            yield _sight(Where.SIZE, view, None, net.lag.file, removed)
        for server in servers if net.elsewhere is not None else ():
            if net.elsewhere is not None:
                yield _sight(Where.COPY, net.elsewhere(web, photo, server), None, timedelta(0), None)


def _is_seen_since(photo: Photo, day: date) -> bool:
    """Whether a photo was looked at since a day began; on the day itself only a look that found it gone is enough.

    Only what has an address can be looked at, so what has none is never due.
    """
    view = photo.stranger
    if not (photo.url or photo.media_url):
        return True
    if view is None:
        return False
    return view.seen_at.date() > day or (view.seen_at.date() == day and view.reach is Reach.GONE)


def _sight(
    where: Where, now: StrangerView, before: StrangerView | None, lag: timedelta, removed: datetime | None
) -> Sight:
    """Judge one address: what is still served within the network's known lag is no failure, only too early."""
    said = verdict(before, now)
    until = removed + lag if removed is not None and lag else None
    if said is Verdict.STILL_THERE and until is not None and now.seen_at < until:
        return Sight(where=where, url=now.url, view=now, verdict=Verdict.TOO_EARLY, until=until)
    return Sight(where=where, url=now.url, view=now, verdict=said)


def _whole(sights: Sequence[Sight]) -> Verdict:
    """Join the verdicts: one address that still serves the photo is enough for "still there".

    A page or size that could not be looked at leaves the verdict to the file, unless nothing at all could be.
    """
    said = {sight.verdict for sight in sights}
    for worst in (Verdict.STILL_THERE, Verdict.TOO_EARLY):
        if worst in said:
            return worst
    file = sights[0]
    if file.verdict is Verdict.GONE and file.view.reach is not Reach.COULD_NOT_LOOK:
        return Verdict.GONE
    return file.verdict


def _times(lag: Lag, removed: datetime) -> tuple[datetime, ...]:
    """Return when a removed photo is looked at: at once, when the lag is over, after 30 and after 90 days."""
    waits = sorted({timedelta(0), max(lag.file, lag.page), *LATER})
    return tuple(removed + wait for wait in waits)
