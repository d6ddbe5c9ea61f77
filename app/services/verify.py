"""Look again as a stranger, and believe only what was seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.model.photo import Photo, PhotoId
from app.model.problem import NotFound
from app.model.request import Request, State
from app.model.stranger import StrangerView, Verdict, verdict
from app.model.text import say
from app.networks import network
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from datetime import date

    from app.model.request import RequestId
    from app.networks.web import Web
    from app.services.eyes import Eyes
    from app.store.home import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What looking again at one photo gave."""

    photo: Photo
    before: StrangerView | None
    now: StrangerView
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Verifier:
    """Looks again. A request is verified gone only when every one of its photos was seen to be gone."""

    store: Store
    open_web: Callable[[Progress], Web]
    eyes: Eyes
    today: Callable[[], date]

    def verify(self, photos: Sequence[PhotoId], progress: Progress = SILENT) -> list[Seen]:
        """Look at each photo again, without any sign-in; keep what was seen."""
        web = self.open_web(progress)
        seen: list[Seen] = []
        for done, photo_id in enumerate(photos):
            progress.step(done, len(photos), say("Looking again, signed out …"))
            seen.append(self._look(web, self.store.catalogue.photo(photo_id)))
        progress.step(len(photos), len(photos), say("Done."))
        return seen

    def request(self, request: RequestId, progress: Progress = SILENT) -> tuple[Request, list[Seen]]:
        """Look at every photo of a request; a request that is done and all gone becomes verified gone.

        Photos whose account was forgotten since cannot be looked at, so such a request stays as it is.
        """
        held = self.store.ledger.request(request)
        photos = [one for one in held.photos if self._is_held(one)]
        seen = self.verify(photos, progress)
        all_seen = len(photos) == len(held.photos) > 0
        if held.state is State.DONE and all_seen and all(one.verdict is Verdict.GONE for one in seen):
            held = held.move(State.VERIFIED_GONE, self.today())
            self.store.ledger.keep(held)
        return held, seen

    def _is_held(self, photo: PhotoId) -> bool:
        try:
            self.store.catalogue.photo(photo)
        except NotFound:
            return False
        return True

    def _look(self, web: Web, photo: Photo) -> Seen:
        again = self.eyes.see(web, network(photo.network), replace(photo, inspection=None, stranger=None))
        now = again.photo.stranger
        if now is None:
            raise ValueError(photo.id)
        if photo.id is not None:
            self.store.catalogue.keep_stranger(photo.id, now)
            judged = self.eyes.judge(replace(photo, stranger=now))
            self.store.catalogue.keep_findings(photo.id, judged.findings, judged.score.value)
        return Seen(photo=photo, before=photo.stranger, now=now, verdict=verdict(photo.stranger, now))
