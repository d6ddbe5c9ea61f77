"""Take values out of Instagram's JSON, whatever is really there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from app.networks.container_json import is_array, is_object
from app.networks.container_names import BIDI

LONGEST = 64 * 1024
_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{BIDI}]")
# The first photograph that is kept was taken in 1826: older dates are mistakes (such as -62169958800, the year zero).
_FIRST_YEAR, _LAST_YEAR = 1826, 2100
_MILLISECONDS = 100_000_000_000


def mapping(value: object, *path: str) -> Mapping[str, object]:
    """Return the object at the end of a path of keys; an empty one where it is missing or something else."""
    for step in path:
        value = value.get(step) if is_object(value) else None
    return value if is_object(value) else {}


def sequence(value: object) -> Sequence[object]:
    """Return a list as it is; a single object as a list of one, since some files have it so; else an empty list."""
    if is_array(value):
        return value
    return (value,) if is_object(value) else ()


def text(value: object) -> str:
    """Return words fit to be shown and kept: no control characters, at most 64 KB; "" for anything else."""
    return _CONTROL.sub("", value[:LONGEST]).strip() if isinstance(value, str) else ""


def moment(value: object) -> datetime | None:
    """Return the UTC time of a number of seconds (or milliseconds) since 1970; None where it makes no sense."""
    number = finite(value)
    if not number:
        return None
    if abs(number) >= _MILLISECONDS:
        number /= 1000
    try:
        when = datetime.fromtimestamp(number, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return when if _FIRST_YEAR <= when.year <= _LAST_YEAR else None


def camera_time(value: object) -> datetime | None:
    """Return "YYYY:MM:DD HH:MM:SS" as a time. It carries no zone, so it is the camera's clock as if it were UTC."""
    try:
        when = datetime.strptime(text(value)[:19], "%Y:%m:%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return when if _FIRST_YEAR <= when.year <= _LAST_YEAR else None


def finite(value: object) -> float | None:
    """Return a number, also one that was written as text; None for anything else, NaN and infinity included."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def repaired(value: object) -> object:
    """Undo Instagram's broken text encoding in a whole file.

    Every string is written as the bytes of its UTF-8 form, each byte as if it were a letter of Latin-1. A file that
    has any letter past Latin-1 was not written so (some newer or re-saved exports), and is left as it is.
    """
    return value if any(_past_latin_1(one) for one in _strings(value)) else _mend(value)


def repaired_text(broken: str) -> str:
    """Undo the encoding of one string, once; a string that does not come out as whole letters is left alone.

    A string that was cut in the middle of a letter loses that letter's first bytes, at most three.
    """
    try:
        raw = broken.encode("latin-1")
    except UnicodeEncodeError:
        return broken
    for cut in range(min(4, len(raw))):
        try:
            return raw[: len(raw) - cut].decode("utf-8")
        except UnicodeDecodeError as error:
            # Only a letter that lacks its end may be cut off; anything else is no broken text.
            if error.reason != "unexpected end of data":
                return broken
    return broken


def _past_latin_1(one: str) -> bool:
    return not one.isascii() and max(one) > "\xff"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_array(value):
        for one in value:
            yield from _strings(one)
    elif is_object(value):
        yield from value
        for one in value.values():
            yield from _strings(one)


def _mend(value: object) -> object:
    if isinstance(value, str):
        return value if value.isascii() else repaired_text(value)
    if is_array(value):
        return [_mend(one) for one in value]
    if is_object(value):
        return {repaired_text(key): _mend(one) for key, one in value.items()}
    return value
