"""What a picture file itself gives away."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.model.text import Text


class Band(StrEnum):
    """How useful a face is to face search today, judged by the pixels between the eyes.

    Searchable from 16 px, maybe from 12 px, else unlikely: measured with a 1:1 matcher on shrunk portraits
    (80 portraits, SFace), so it is a band and no promise.
    """

    SEARCHABLE = "searchable"
    MAYBE = "maybe"
    UNLIKELY = "unlikely"


SEARCHABLE_EYES_PX = 16.0
MAYBE_EYES_PX = 12.0


def band(eyes_px: float) -> Band:
    """Return the band of a face with that many pixels between the eyes, in the published size."""
    if eyes_px >= SEARCHABLE_EYES_PX:
        return Band.SEARCHABLE
    return Band.MAYBE if eyes_px >= MAYBE_EYES_PX else Band.UNLIKELY


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One face: `box` is x, y, width, height in pixels of the upright full-size picture; `score` 0 to 1.

    `landmarks` are right eye, left eye, nose, right and left corner of the mouth, as x, y pairs.
    """

    box: tuple[float, float, float, float]
    eyes_px: float
    score: float
    landmarks: tuple[tuple[float, float], ...] = ()

    @property
    def band(self) -> Band:
        """How useful this face is to face search."""
        return band(self.eyes_px)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A position in degrees, WGS 84, and the city there.

    `basis` is "file", "network", "place_tag" or "album"; `name` a city, as "Seoul, KR".
    """

    lat: float
    lon: float
    basis: str
    name: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        """Let a place go through a pipe as quickly as its photo."""
        return _place, (self.lat, self.lon, self.basis, self.name)


def _place(lat: float, lon: float, basis: str, name: str) -> Place:
    return Place(lat=lat, lon=lon, basis=basis, name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the file says of the camera and its owner. Empty strings where it says nothing."""

    make: str = ""
    model: str = ""
    serial: str = ""
    lens_serial: str = ""
    owner: str = ""
    copyright: str = ""
    software: str = ""
    description: str = ""
    taken_at: datetime | None = None
    has_thumbnail: bool = False
    thumbnail_differs: bool | None = None

    @property
    def camera(self) -> str:
        """The camera's name without saying the maker twice: "Canon EOS 5D"."""
        if self.make and not self.model.casefold().startswith(self.make.split(" ")[0].casefold()):
            return f"{self.make} {self.model}".strip()
        return self.model or self.make


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A machine-readable code in the picture: `format` as "QRCode" or "Aztec", `text` what it says."""

    format: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What one picture file gives away.

    `failed` says in words why nothing could be read; the rest is then empty.
    `width` and `height` are of the upright picture. `sha256` is the hex digest of the whole file,
    `picture_hash` the 128-bit row-and-column difference hash of the picture as 32 hex digits ("" where none
    was made).
    """

    sha256: str = ""
    format: str = ""
    size: int = 0
    width: int = 0
    height: int = 0
    faces: tuple[Face, ...] = ()
    place: Place | None = None
    metadata: Metadata = field(default_factory=Metadata)
    codes: tuple[Code, ...] = ()
    picture_hash: str = ""
    failed: Text | None = None
