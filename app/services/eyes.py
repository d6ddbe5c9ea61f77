"""Look at one photo as a stranger would: fetch its file without any sign-in, and see what it gives away."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.analysis import findings
from app.analysis.cities import city
from app.model.exposure import score
from app.model.inspection import Place
from app.model.look import SeenPhoto
from app.model.photo import Photo
from app.model.problem import Limited
from app.model.stranger import Reach, StrangerView
from app.model.text import say
from app.services.patience import sit_out
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.analysis.worker import Worker
    from app.networks.network import Glimpse, Network
    from app.networks.web import Web


@dataclass(frozen=True, slots=True)
class Eyes:
    """Sees photos for every verb that looks: the same photo always gets the same judgement."""

    worker: Worker
    now: Callable[[], datetime]

    def get_ready(self) -> None:
        """Start the process that decodes pictures, and load the list of cities: the first photo need not wait for them."""
        self.worker.start()
        city(0.0, 0.0)

    def see(self, web: Web, network: Network, photo: Photo) -> SeenPhoto:
        """Fetch a photo's file anonymously and judge it; a file that cannot be looked at is said to be so."""
        if network.glimpse is None or not photo.media_url:
            return self.judge(replace(photo, stranger=self._not_looked(photo)))
        return self._judged(photo, network.glimpse(web, photo))

    def see_patiently(
        self,
        web: Web,
        network: Network,
        photo: Photo,
        progress: Progress,
        sleep: Callable[[float], None] = time.sleep,
    ) -> SeenPhoto:
        """See one of many photos: where the network asks for a pause, sit it out, so that the rest can be seen as well."""
        fetch = network.glimpse
        if fetch is None or not photo.media_url:
            return self.see(web, network, photo)

        def glimpse() -> Glimpse:
            got = fetch(web, photo)
            if isinstance(got.problem, Limited):
                raise got.problem
            return got

        try:
            return self._judged(photo, sit_out(glimpse, self.now, progress, sleep))
        except Limited:
            return self.see(web, network, photo)

    def _judged(self, photo: Photo, glimpse: Glimpse) -> SeenPhoto:
        seen = replace(photo, stranger=glimpse.view)
        return self.judge(seen) if glimpse.data is None else self.inspect(seen, glimpse.data)

    def inspect(self, photo: Photo, data: bytes, progress: Progress = SILENT) -> SeenPhoto:
        """Judge a photo by its file's bytes."""
        looked = self.worker.inspect(data, progress.poll)
        inspection = replace(looked.inspection, place=named(looked.inspection.place))
        return self.judge(replace(photo, inspection=inspection), looked.thumbnail)

    def judge(self, photo: Photo, thumbnail: bytes = b"") -> SeenPhoto:
        """Say what a photo gives away, from all that is known of it."""
        placed = replace(photo, place=named(photo.place))
        found = findings(placed)
        return SeenPhoto(photo=placed, findings=found, score=score(found), thumbnail=thumbnail)

    def _not_looked(self, photo: Photo) -> StrangerView:
        why = say("This network gives nobody the address of the file, so we could not look.")
        return photo.stranger or StrangerView(reach=Reach.COULD_NOT_LOOK, seen_at=self.now(), why=why)


def named(place: Place | None) -> Place | None:
    """Give a position the name of the city it points to, worked out on this computer."""
    if place is None or place.name:
        return place
    return Place(lat=place.lat, lon=place.lon, basis=place.basis, name=city(place.lat, place.lon))


def says_less(now: StrangerView, before: StrangerView | None) -> bool:
    """Whether a look got no answer at all where an earlier one did: what was seen then is still the best that is known."""
    was_seen = before is not None and before.reach is not Reach.COULD_NOT_LOOK
    return was_seen and is_unanswered(now)


def is_unanswered(view: StrangerView) -> bool:
    """Whether a look got no answer at all, so that it tells nothing new."""
    return view.reach is Reach.COULD_NOT_LOOK and view.status is None


def utc_now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)
