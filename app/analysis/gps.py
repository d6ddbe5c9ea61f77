"""Where a picture file says that it was taken."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import SupportsFloat, cast

from PIL import ExifTags

from app.model.inspection import Place

Tags = Mapping[int, object]

_CLOCK = (3600, 60, 1)
_DAY = 86_400

# About 10 cm: finer than any phone, and short enough to read.
_DIGITS = 6


def place(gps: Tags) -> Place | None:
    """Return the position in a GPS directory (Exif 3.0, section 4.6.6), None where it holds none that can be.

    A missing or damaged hemisphere is taken as north or east. Exactly 0, 0 is what devices write that know
    nothing.
    """
    lat = _degrees(gps.get(ExifTags.GPS.GPSLatitude), 90)
    lon = _degrees(gps.get(ExifTags.GPS.GPSLongitude), 180)
    if lat is None or lon is None or (lat == 0 and lon == 0):
        return None
    if _letter(gps.get(ExifTags.GPS.GPSLatitudeRef)) == "S":
        lat = -lat
    if _letter(gps.get(ExifTags.GPS.GPSLongitudeRef)) == "W":
        lon = -lon
    return Place(lat=round(lat, _DIGITS), lon=round(lon, _DIGITS), basis="file")


def moment(gps: Tags) -> datetime | None:
    """Return the satellite time of the fix, in UTC as the standard says; None where there is none."""
    day, clock = gps.get(ExifTags.GPS.GPSDateStamp), gps.get(ExifTags.GPS.GPSTimeStamp)
    parts = _numbers(clock)
    if not isinstance(day, str) or len(parts) != len(_CLOCK):
        return None
    seconds = sum(part * unit for part, unit in zip(parts, _CLOCK, strict=True))
    try:
        midnight = datetime.strptime(day.strip("\0 ").replace("-", ":"), "%Y:%m:%d").replace(tzinfo=UTC)
        return midnight + timedelta(seconds=int(seconds)) if 0 <= seconds < _DAY else None
    except (ValueError, OverflowError):
        return None


def _degrees(value: object, limit: int) -> float | None:
    """Join degrees, minutes and seconds; zero over zero in the last two stands for "not told"."""
    parts = _numbers(value)
    if not parts or not math.isfinite(parts[0]):
        return None
    finer = [part if math.isfinite(part) else 0.0 for part in parts[1:3]]
    degrees = abs(parts[0]) + sum(part / 60**place for place, part in enumerate(finer, 1))
    signed = math.copysign(degrees, parts[0])
    return signed if abs(signed) <= limit else None


def _numbers(value: object) -> list[float]:
    """Return up to three numbers of a tag; a fraction over zero becomes not-a-number."""
    several = cast("Sequence[object]", value) if isinstance(value, tuple | list) else (value,)
    return [_number(part) for part in several[:3] if part is not None]


def _number(value: object) -> float:
    try:
        return float(cast("SupportsFloat", value))
    except (TypeError, ValueError, ArithmeticError):
        return math.nan


def _letter(value: object) -> str:
    words = value.decode("latin-1") if isinstance(value, bytes) else value
    return words.strip("\0 ")[:1].upper() if isinstance(words, str) else ""
