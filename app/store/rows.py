"""One photo as a row: what the grid sorts, filters and shows of it, worked out in one place."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from app.model.audience import Audience
from app.model.inspection import Band, Inspection, Place
from app.model.photo import Photo
from app.model.stranger import Reach

# The place in these tuples is the number in the file, for good: append only.
AUDIENCES: tuple[Audience, ...] = (
    Audience.UNKNOWN,
    Audience.PUBLIC,
    Audience.UNLISTED,
    Audience.FOLLOWERS,
    Audience.FRIENDS_OF_FRIENDS,
    Audience.FRIENDS,
    Audience.CUSTOM,
    Audience.DIRECT,
    Audience.ONLY_ME,
)
_NUMBERS = {audience: number for number, audience in enumerate(AUDIENCES)}
REACHES: tuple[Reach, ...] = (Reach.REACHABLE, Reach.LOGIN_WALL, Reach.GONE, Reach.COULD_NOT_LOOK)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TITLE_LETTERS = 120
# Scripts written without spaces between words: kana, Han, Hangul syllables. (Unicode blocks.)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]")


class Facets(NamedTuple):
    """The columns of `photo` that follow from a photo; None where nobody knows yet."""

    title: str
    at: int | None
    audience: int
    reach: int | None
    faces: int | None
    searchable: int | None
    place: int | None
    tagged: int
    inspected: int
    spot: str | None
    lat: float | None
    lon: float | None
    sha256: bytes | None
    picture: bytes | None


def facets(photo: Photo) -> Facets:
    """Work out the row of a photo with its inspection and its stranger view."""
    seen = photo.inspection if photo.inspection is not None and photo.inspection.failed is None else None
    place = place_of(photo)
    return Facets(
        title=_title(photo),
        at=moment(photo.posted_at or photo.taken_at),
        audience=_NUMBERS[photo.visibility.value],
        reach=None if photo.stranger is None else REACHES.index(photo.stranger.reach),
        faces=None if seen is None else len(seen.faces),
        searchable=None if seen is None else int(any(face.band is Band.SEARCHABLE for face in seen.faces)),
        # A file that was never looked at may still tell the place.
        place=1 if place else None if seen is None else 0,
        tagged=int(bool(photo.people)),
        inspected=int(photo.inspection is not None),
        spot=None if place is None else spot_name(place),
        lat=None if place is None else place.lat,
        lon=None if place is None else place.lon,
        sha256=_sha256(photo),
        picture=_picture(photo.inspection),
    )


def place_of(photo: Photo) -> Place | None:
    """Return where a photo says it was taken: by its file first, else by what its network knows."""
    if photo.inspection is not None and photo.inspection.place is not None:
        return photo.inspection.place
    return photo.place


def spot_name(place: Place) -> str:
    """Return what photos of a place are gathered under: the city, else the position to 0.1 degree (11 km)."""
    return clean(place.name) or f"{place.lat:.1f}, {place.lon:.1f}"


def words(photo: Photo) -> str:
    """Return the words that a photo is found by: caption, description, album, places."""
    places = (place.name for place in (photo.place, photo.inspection and photo.inspection.place) if place)
    return spaced("\n".join((photo.caption, photo.alt_text, photo.album, *places)))


def spaced(text: str) -> str:
    """Return a text as it is searched: letters of scripts without spaces stand apart."""
    if text.isascii():
        return text
    normal = unicodedata.normalize("NFKC", clean(text))
    return _UNSPACED.sub(r" \g<0> ", normal)


def clean(text: str) -> str:
    """Return a text that SQLite can hold: halves of surrogate pairs are written out."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def moment(at: datetime | None) -> int | None:
    """Return a time as microseconds since 1970; one without a zone is taken as UTC."""
    if at is None:
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return (aware - _EPOCH) // timedelta(microseconds=1)


def time_of(at: int | None) -> datetime | None:
    """Return the time of a `moment`."""
    return None if at is None else _EPOCH + timedelta(microseconds=at)


def _title(photo: Photo) -> str:
    for text in (photo.caption, photo.alt_text, photo.album, photo.source_path.rpartition("/")[2]):
        line = next(iter(text.strip().splitlines()), "").strip()
        if line:
            return clean(line[:_TITLE_LETTERS])
    return ""


def _sha256(photo: Photo) -> bytes | None:
    if photo.inspection is not None and photo.inspection.sha256:
        return _digits(photo.inspection.sha256)
    return _digits(photo.stranger.sha256 or "") if photo.stranger is not None else None


def _picture(inspection: Inspection | None) -> bytes | None:
    """Return the hash of the picture, None for a plain surface: all plain surfaces have the same one."""
    found = None if inspection is None else _digits(inspection.picture_hash)
    return found if found and any(found) else None


def _digits(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text) or None
    except ValueError:
        return None
