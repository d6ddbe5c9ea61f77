"""Take values out of the JSON of Meta's exports (Instagram, Facebook, Threads), whatever is really there."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from app.networks.container_json import is_array, is_object
from app.networks.container_names import BIDI

LONGEST = 64 * 1024
_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{BIDI}]")
# The first photograph that is kept was taken in 1826: older dates are mistakes (such as -62169958800, the year zero).
_FIRST_YEAR, _LAST_YEAR = 1826, 2100
# An escape above \\u00ff that is none of an escaped backslash, or the first byte of a letter above U+00FF in UTF-8.
_PAST_LATIN_1 = re.compile(rb"(?<!\\)(?:\\\\)*\\u(?!00)|[\xc4-\xf4][\x80-\xbf]")
# Numbers and their like need no repair, and lists are full of them.
_NO_TEXT = frozenset({int, float, bool, type(None)})
# Each byte above 127 by its two digits, in capital and small letters.
_BYTES = {
    f"{high}{low}".encode(): bytes.fromhex(high + low)
    for high in "89abcdefABCDEF"
    for low in "0123456789abcdefABCDEF"
}
# Each costs some seventy bytes while a file is taken apart.
_MOST_ESCAPES = 1_000_000
_ESCAPED_CAREFULLY = re.compile(rb"(?<!\\)((?:\\\\)*)((?:\\u00[89a-fA-F][0-9a-fA-F])+)")
_MILLISECONDS = 100_000_000_000


def mapping(value: object, *path: str) -> Mapping[str, object]:
    """Return the object at the end of a path of keys; an empty one where it is missing or something else."""
    # Keys of JSON are text. To ask is_object would be a call, and this is asked a dozen times for every picture.
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return value if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownVariableType]


def sequence(value: object) -> Sequence[object]:
    """Return a list as it is; a single object as a list of one, since some files have it so; else an empty list."""
    if is_array(value):
        return value
    return (value,) if is_object(value) else ()


def inside(value: object) -> Sequence[object]:
    """Return what stands directly in an object or a list; nothing for anything else."""
    return list(value.values()) if is_object(value) else value if is_array(value) else ()


def text(value: object) -> str:
    """Return words fit to be shown and kept: no control characters, at most 64 KB; "" for anything else."""
    if not isinstance(value, str):
        return ""
    words = value[:LONGEST]
    # Nothing of what is taken out can be printed, and most texts are nothing but what can.
    return (words if words.isprintable() else _CONTROL.sub("", words)).strip()


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
    words = text(value)[:19]
    if not words:
        return None
    try:
        # Much quicker than strptime, which takes what is written with fewer digits.
        when = datetime.fromisoformat(f"{words[:4]}-{words[5:7]}-{words[8:]}").replace(tzinfo=UTC)
    except ValueError:
        return _loose_time(words)
    if len(words) != len("YYYY:MM:DD HH:MM:SS") or words[4] + words[7] + words[10] != ":: ":
        return _loose_time(words)
    return when if _FIRST_YEAR <= when.year <= _LAST_YEAR else None


def _loose_time(words: str) -> datetime | None:
    try:
        when = datetime.strptime(words, "%Y:%m:%d %H:%M:%S").replace(tzinfo=UTC)
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


def is_broken(data: bytes) -> bool:
    """Whether the strings of a JSON file may be written in Meta's broken way.

    There every byte of a text's UTF-8 form stands as if it were a letter of Latin-1. A file that has any letter past
    Latin-1 was not written so (some newer or re-saved exports), and is to be left as it is.
    """
    if data.isascii() and data.count(b"\\u") == data.count(b"\\u00"):
        # The usual case, seen at once where the search below takes its time.
        return True
    return not _PAST_LATIN_1.search(data)


def whole(data: bytes) -> bytes | None:
    """Undo the broken text encoding in a whole JSON file at once; None where that would not come out as whole letters.

    Each escape of a byte above 127 is made that byte. It is much quicker than going through every string, and gives the
    same for every file in which no text was cut within a letter.
    """
    if not data.isascii():
        return None
    # Where no backslash is escaped, taking the file apart at each escape is five times as quick.
    is_plain = b"\\\\" not in data and data.count(b"\\u00") <= _MOST_ESCAPES
    found = _unescaped(data) if is_plain else _ESCAPED_CAREFULLY.sub(_bytes, data)
    try:
        found.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return found


def _unescaped(data: bytes) -> bytes:
    first, *others = data.split(b"\\u00")
    pieces = [first]
    for other in others:
        byte = _BYTES.get(other[:2])
        pieces.append(b"\\u00" + other if byte is None else byte + other[2:])
    return b"".join(pieces)


def _bytes(escaped: re.Match[bytes]) -> bytes:
    return escaped[1] + bytes.fromhex(escaped[2].replace(b"\\u00", b"").decode("ascii"))


def repaired(value: object) -> object:
    """Undo the broken text encoding in a value of a file, in keys as well."""
    if isinstance(value, str):
        return value if value.isascii() else repaired_text(value)
    if is_array(value):
        return [one if type(one) in _NO_TEXT else repaired(one) for one in value]
    if is_object(value):
        return {
            key if key.isascii() else repaired_text(key): one if type(one) in _NO_TEXT else repaired(one)
            for key, one in value.items()
        }
    return value


def repaired_text(broken: str) -> str:
    """Undo the encoding of one string, once; a string that does not come out as whole letters is left alone.

    A string that was cut in the middle of a letter loses that letter's first bytes, at most three.
    """
    if broken.isascii():
        return broken
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


def facts(media: Mapping[str, object]) -> Mapping[str, object]:
    """Gather what Meta holds of one picture: a list of objects with one key each, or one object, or none of them.

    Old exports have the values directly in the object around that list.
    """
    told: dict[str, object] = {}
    held = mapping(media.get("media_metadata"))
    for kind in ("photo_metadata", "video_metadata"):
        if kind not in held:
            continue
        around = mapping(held[kind])
        told |= around
        told.pop("exif_data", None)
        for one in sequence(around.get("exif_data")):
            told |= mapping(one)
    return told
