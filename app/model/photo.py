"""One picture as posted in one place."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, make_dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

from app.model.account import AccountId, NetworkKey
from app.model.audience import UNKNOWN, Visibility
from app.model.inspection import Inspection, Place
from app.model.stranger import StrangerView
from app.model.text import Text

PhotoId = NewType("PhotoId", int)


class PhotoKind(StrEnum):
    """What a picture is in the place where it hangs."""

    PHOTO = "photo"
    STORY = "story"
    AVATAR = "avatar"
    BANNER = "banner"
    OLD_AVATAR = "old_avatar"
    VIDEO_STILL = "video_still"
    FILE = "file"


class MediaState(StrEnum):
    """Where the picture's bytes are."""

    PRESENT = "present"
    MISSING = "missing"
    REMOTE = "remote"


class Existence(StrEnum):
    """Whether the post still stands, as its source tells."""

    LIVE = "live"
    ARCHIVED = "archived"
    TRASHED = "trashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A person named with a photo. `basis` is "tag", "face_group" or "mention"."""

    name: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """One picture as posted in one place: the same picture in two places is two photos.

    `key` is stable within the account: the network's id of this picture, or the member path of an export.
    `id` is None until the catalogue keeps it. `url` is the page, `media_url` the original file that a
    stranger would fetch, `preview_url` a smaller one. `place` is what the network knows (a position in the
    JSON, a place tag); what the file itself gives away is in `inspection`. `source_path` is the member of the
    export, or the file on disk.
    """

    account: AccountId
    network: NetworkKey
    key: str
    id: PhotoId | None = None
    kind: PhotoKind = PhotoKind.PHOTO
    url: str = ""
    media_url: str = ""
    preview_url: str = ""
    caption: str = ""
    alt_text: str = ""
    album: str = ""
    taken_at: datetime | None = None
    posted_at: datetime | None = None
    width: int | None = None
    height: int | None = None
    visibility: Visibility = UNKNOWN
    stranger: StrangerView | None = None
    place: Place | None = None
    people: tuple[Tagged, ...] = ()
    inspection: Inspection | None = None
    media_state: MediaState = MediaState.REMOTE
    existence: Existence = Existence.LIVE
    source_path: str = ""
    keep: bool = False
    twins: tuple[PhotoId, ...] = ()


# A frozen dataclass sets each field of a new object by a call of its own, and with this many fields that costs more than
# reading a photo out of an answer. NewPhoto makes the very same photos in a third of the time, for those who read a
# hundred thousand: it has the same fields in the same slots, unfrozen, and is a Photo before anybody gets hold of it.
if TYPE_CHECKING:
    NewPhoto = Photo
else:

    def _become_photo(made: object) -> None:
        made.__class__ = Photo

    NewPhoto = make_dataclass(
        "NewPhoto",
        [(one.name, one.type, field(default=one.default)) for one in fields(Photo)],
        namespace={"__post_init__": _become_photo},
        slots=True,
        kw_only=True,
        repr=False,
        eq=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An item that could not be read: where it stood, and why. It never stops the rest."""

    where: str
    why: Text
