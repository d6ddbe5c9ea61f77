"""Look at one photo as a stranger would: fetch its file without any sign-in, and see what it gives away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.analysis import findings
from app.analysis.cities import city
from app.model.exposure import score
from app.model.look import SeenPhoto
from app.model.photo import Photo
from app.model.stranger import Reach, StrangerView
from app.model.text import say

if TYPE_CHECKING:
    from app.analysis.worker import Worker
    from app.model.inspection import Place
    from app.networks.network import Network
    from app.networks.web import Web


@dataclass(frozen=True, slots=True)
class Eyes:
    """Sees photos for every verb that looks: the same photo always gets the same judgement."""

    worker: Worker
    now: Callable[[], datetime]

    def see(self, web: Web, network: Network, photo: Photo) -> SeenPhoto:
        """Fetch a photo's file anonymously and judge it; a file that cannot be looked at is said to be so."""
        if network.glimpse is None or not photo.media_url:
            return self.judge(replace(photo, stranger=self._not_looked(photo)))
        glimpse = network.glimpse(web, photo)
        seen = replace(photo, stranger=glimpse.view)
        return self.judge(seen) if glimpse.data is None else self.inspect(seen, glimpse.data)

    def inspect(self, photo: Photo, data: bytes) -> SeenPhoto:
        """Judge a photo by its file's bytes."""
        looked = self.worker.inspect(data)
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
    return replace(place, name=city(place.lat, place.lon))


def utc_now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)
