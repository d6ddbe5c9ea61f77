"""Write the details that a camera leaves in a picture's file, to show what they give away."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

# Exif 3.0 (CIPA DC-008): field types and tags.
_ASCII, _SHORT, _LONG, _RATIONAL, _BYTE = 2, 3, 4, 5, 1
_SIZES = {_BYTE: 1, _ASCII: 1, _SHORT: 2, _LONG: 4, _RATIONAL: 8}
_Field: TypeAlias = "tuple[int, int, bytes]"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraDetails:
    """What a camera writes: `place` in degrees (WGS 84), `thumbnail` a small JPEG of the picture as it was taken."""

    make: str
    model: str
    taken_at: datetime
    artist: str = ""
    serial: str = ""
    software: str = ""
    place: tuple[float, float] | None = None
    thumbnail: bytes = b""


def exif(details: CameraDetails) -> bytes:
    """Return the Exif block for a JPEG file: picture, camera, position, and the small picture."""
    clock = details.taken_at.strftime("%Y:%m:%d %H:%M:%S")
    camera = {0x9003: _text(clock)} | ({0xA431: _text(details.serial)} if details.serial else {})
    main = {0x010F: _text(details.make), 0x0110: _text(details.model), 0x0132: _text(clock)}
    main |= {0x0131: _text(details.software)} if details.software else {}
    main |= {0x013B: _text(details.artist)} if details.artist else {}
    position = _position(*details.place) if details.place else {}
    # The sizes of the first directory and of what it points to are known before its pointers are.
    pointers = {0x8769: _long(0)} | ({0x8825: _long(0)} if position else {})
    camera_at = 8 + len(_directory(main | pointers, 8))
    position_at = camera_at + len(_directory(camera, camera_at))
    small_at = position_at + (len(_directory(position, position_at)) if position else 0)
    pointers = {0x8769: _long(camera_at)} | ({0x8825: _long(position_at)} if position else {})
    block = _directory(main | pointers, 8, small_at if details.thumbnail else 0)
    block += _directory(camera, camera_at)
    block += _directory(position, position_at) if position else b""
    block += _small(details.thumbnail, small_at) if details.thumbnail else b""
    return b"Exif\0\0II*\0" + struct.pack("<L", 8) + block


def _directory(fields: Mapping[int, _Field], at: int, following: int = 0) -> bytes:
    """Return one directory with its values behind it; `at` is its own place in the block."""
    values_at = at + 2 + 12 * len(fields) + 4
    lines, values = b"", b""
    for tag, (kind, count, data) in sorted(fields.items()):
        if count * _SIZES[kind] <= struct.calcsize("<L"):
            place = data.ljust(4, b"\0")
        else:
            place = struct.pack("<L", values_at + len(values))
            values += data + b"\0" * (len(data) % 2)
        lines += struct.pack("<HHL", tag, kind, count) + place
    return struct.pack("<H", len(fields)) + lines + struct.pack("<L", following) + values


def _small(thumbnail: bytes, at: int) -> bytes:
    fields = {0x0103: (_SHORT, 1, struct.pack("<H", 6)), 0x0201: _long(0), 0x0202: _long(len(thumbnail))}
    begins = at + len(_directory(fields, at))
    return _directory(fields | {0x0201: _long(begins)}, at) + thumbnail


def _position(lat: float, lon: float) -> dict[int, _Field]:
    return {
        0x0000: (_BYTE, 4, bytes((2, 3, 0, 0))),
        0x0001: _text("N" if lat >= 0 else "S"),
        0x0002: _angle(lat),
        0x0003: _text("E" if lon >= 0 else "W"),
        0x0004: _angle(lon),
    }


def _angle(degrees: float) -> _Field:
    """Write degrees as whole degrees, whole minutes, and hundredths of a second."""
    hundredths = round(abs(degrees) * 360_000)
    whole, rest = divmod(hundredths, 360_000)
    minutes, seconds = divmod(rest, 6000)
    return _RATIONAL, 3, struct.pack("<6L", whole, 1, minutes, 1, seconds, 100)


def _text(words: str) -> _Field:
    data = words.encode("utf-8") + b"\0"
    return _ASCII, len(data), data


def _long(value: int) -> _Field:
    return _LONG, 1, struct.pack("<L", value)
