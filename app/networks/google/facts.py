"""What Google's JSON files tell of one photo or one album: fields taken one by one, whatever is really there.

Field names as seen in real exports (tests of immich-go, PhotoPrism and timelinize, read 2026-11). `access` was
"protected" in every sample, whether shared or not: it proves neither, and is kept as a word only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.account import NetworkKey
from app.model.audience import UNKNOWN, Audience, Basis, Reason, Visibility, effective
from app.model.photo import Existence, Tagged
from app.networks.exports import LONGEST, epoch, position
from app.networks.fields import address, record, rows, text
from app.networks.google.names import FILMS, PICTURES, composed, extension, media_readings, split

if TYPE_CHECKING:
    from datetime import datetime

    from app.model.inspection import Place

KEY = NetworkKey("google")

_LONGEST_NAME = 500
_MOST_PEOPLE = 200
_E7 = 10_000_000
# A name that was cut has at least so many letters left: 46 units are 23 letters if each is an emoji.
_SURE = 20
_PAGE = re.compile(r"^https://(?:photos\.google\.com|lh3\.googleusercontent\.com)/")
# A name of a file loses what a disk does not allow; each such letter becomes one "_" (recalled).
_NOT_IN_NAMES = re.compile(r"[\\/:*?\"<>|&%'\x00-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one sidecar tells. `title` is the whole name that the photo had, before the export cut it."""

    title: str = ""
    caption: str = ""
    url: str = ""
    taken_at: datetime | None = None
    posted_at: datetime | None = None
    place: Place | None = None
    people: tuple[Tagged, ...] = ()
    existence: Existence = Existence.LIVE
    is_from_partner: bool = False

    @property
    def safe_title(self) -> str:
        """Return the title with what no file name may hold replaced, as the export does."""
        return composed(_NOT_IN_NAMES.sub("_", self.title))

    def contradicts(self, file_name: str) -> bool:
        """Whether the title is surely that of another photo: it begins like this name and then goes on differently.

        Asked where only the beginnings of two long names could be compared.
        """
        title, _ = split(self.safe_title)
        stems = [split(one.name)[0] for one in media_readings(file_name)]
        return bool(title) and all(_go_apart(title, stem) for stem in stems)


def _go_apart(title: str, stem: str) -> bool:
    length = min(len(title), len(stem))
    return length > _SURE and title[:_SURE] == stem[:_SURE] and title[:length] != stem[:length]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumFacts:
    """What an album's file tells, in either of its two shapes. `is_shared` where others have commented in it."""

    title: str = ""
    access: str = ""
    place: Place | None = None
    is_shared: bool = False

    def visibility(self) -> Visibility:
        """Return who may see the album: unknown in every case, with what little is told as the reason."""
        if not (self.access or self.is_shared):
            return UNKNOWN
        raw = ", ".join(
            part
            for part in (
                f"access: {self.access}" if self.access else "",
                "shared" if self.is_shared else "",
            )
            if part
        )
        return effective([Reason(basis=Basis.ALBUM, audience=Audience.UNKNOWN, name=self.title, raw=raw)])


def is_photo(value: object) -> bool:
    """Whether a JSON value is the sidecar of a photo: it has the time at which it was taken."""
    told = record(value)
    return "timestamp" in record(told.get("photoTakenTime")) and isinstance(told.get("title"), str)


def is_album(value: object) -> bool:
    """Whether a JSON value describes an album: "albumData", or a title beside fields that only albums have."""
    told = record(value)
    if isinstance(told.get("albumData"), dict):
        return True
    marks = {"access", "date", "enrichments", "sharedAlbumComments"}
    return isinstance(told.get("title"), str) and "photoTakenTime" not in told and bool(marks & told.keys())


def is_bare_album(value: object) -> bool:
    """Whether a JSON value is nothing but a title, as the files of some albums are."""
    told = record(value)
    title = told.get("title")
    return (
        isinstance(title, str)
        and told.keys() <= {"title", "description"}
        and extension(title) not in PICTURES | FILMS
    )


def is_comments(value: object) -> bool:
    """Whether a JSON value is a list of what others wrote in a shared album, which has a file of its own in places."""
    return bool(rows(record(value).get("sharedAlbumComments")))


def joined(albums: Sequence[AlbumFacts]) -> AlbumFacts | None:
    """Return what several files tell of one album, the fullest first; None where there is none."""
    if not albums:
        return None
    return AlbumFacts(
        title=next((one.title for one in albums if one.title), ""),
        access=next((one.access for one in albums if one.access), ""),
        place=next((one.place for one in albums if one.place), None),
        is_shared=any(one.is_shared for one in albums),
    )


def read_photo(value: object) -> Facts:
    """Return what a sidecar tells; fields that are missing or odd stay empty."""
    told = record(value)
    page = address(told.get("url"), "")
    return Facts(
        title=text(told.get("title"), _LONGEST_NAME),
        caption=text(told.get("description"), LONGEST),
        url=page if _PAGE.match(page) else "",
        taken_at=_stamp(told, "photoTakenTime"),
        posted_at=_stamp(told, "creationTime"),
        place=_geo(told.get("geoData"), "network") or _geo(told.get("geoDataExif"), "file"),
        people=_people(told.get("people")),
        existence=_existence(told),
        is_from_partner="fromPartnerSharing" in record(told.get("googlePhotosOrigin")),
    )


def read_album(value: object) -> AlbumFacts:
    """Return what an album's file tells, flat or under "albumData"."""
    outer = record(value)
    told = record(outer.get("albumData")) or outer
    return AlbumFacts(
        title=text(told.get("title"), _LONGEST_NAME),
        access=text(told.get("access"), 60),
        place=_geo(told.get("geoData"), "album") or _first_place(told.get("enrichments")),
        is_shared=any(
            bool(rows(one.get(key))) for one in (outer, told) for key in ("sharedAlbumComments", "comments")
        ),
    )


def _stamp(told: Mapping[str, object], key: str) -> datetime | None:
    return epoch(record(told.get(key)).get("timestamp"))


def _geo(value: object, basis: str) -> Place | None:
    told = record(value)
    return position(told.get("latitude"), told.get("longitude"), basis)


def _people(value: object) -> tuple[Tagged, ...]:
    """Return the names of the face groups that Google put the photo into."""
    told = (text(record(one).get("name"), _LONGEST_NAME) for one in rows(value)[:_MOST_PEOPLE])
    return tuple(Tagged(name=name, basis="face_group") for name in dict.fromkeys(told) if name)


def _existence(told: Mapping[str, object]) -> Existence:
    if told.get("trashed") is True:
        return Existence.TRASHED
    return Existence.ARCHIVED if told.get("archived") is True else Existence.LIVE


def _first_place(enrichments: object) -> Place | None:
    """Return the first position that was written into an album, in units of a ten-millionth of a degree."""
    for one in rows(enrichments)[:1000]:
        for spot in rows(record(record(one).get("locationEnrichment")).get("location"))[:1000]:
            told = record(spot)
            place = position(_degrees(told.get("latitudeE7")), _degrees(told.get("longitudeE7")), "album")
            if place is not None:
                return place
    return None


def _degrees(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 180 * _E7:
        return None
    return value / _E7
