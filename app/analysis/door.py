"""Whether a stranger stands before an open door: every other finding weighs by that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.model.audience import Audience, open_to_strangers
from app.model.exposure import behind_a_door
from app.model.photo import Photo
from app.model.stranger import Reach
from app.model.text import Text, say


class Door(StrEnum):
    """How a photo stands to strangers. AJAR: nobody knows, or anyone who signs up gets in."""

    OPEN = "open"
    AJAR = "ajar"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Way:
    """A door, and in one whole sentence how we know."""

    door: Door
    says: Text

    def weigh(self, weight: int) -> int:
        """Return what a finding weighs here: all, half where nobody knows, a tenth behind a closed door."""
        match self.door:
            case Door.OPEN:
                return weight
            case Door.AJAR:
                return weight // 2
            case Door.CLOSED:
                return behind_a_door(weight)

    def evidence(self, seen: Text) -> Text:
        """Return what was seen, followed by who can get at it."""
        return say("{seen} {who}", seen=seen, who=self.says)


def way_in(photo: Photo) -> Way:
    """Judge the door of a photo: what an anonymous request got decides, then what the network says."""
    match photo.stranger.reach if photo.stranger else None:
        case Reach.REACHABLE:
            return Way(Door.OPEN, say("We fetched the photo without signing in."))
        case Reach.GONE:
            return Way(Door.CLOSED, say("Strangers no longer get the photo."))
        case Reach.LOGIN_WALL if open_to_strangers(photo.visibility.value) is not False:
            return Way(Door.AJAR, say("Strangers must sign in first, and anyone can sign up."))
        case _:
            return _as_claimed(photo.visibility.value)


def _as_claimed(audience: Audience) -> Way:
    match open_to_strangers(audience):
        case True:
            return Way(Door.OPEN, say("By its settings, strangers can open the photo."))
        case False:
            return Way(Door.CLOSED, say("By its settings, strangers cannot open the photo."))
        case None:
            return Way(Door.AJAR, say("Nobody knows who can open the photo."))
