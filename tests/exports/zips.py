"""Write ZIP files byte by byte, so that a test can lie in any field."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

UNIX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member; what is None is written honestly."""

    name: str | bytes
    data: bytes = b""
    method: int = 8
    flags: int = 0
    mode: int = 0o100644
    extra: bytes = b""
    clock: tuple[int, int] = (0x5A6B, 0x6000)
    packed_bytes: bytes | None = None
    told_size: int | None = None
    told_crc: int | None = None
    told_header: int | None = None
    local_name: bytes | None = None

    @property
    def raw(self) -> bytes:
        return self.name if isinstance(self.name, bytes) else self.name.encode()

    @property
    def packed(self) -> bytes:
        if self.packed_bytes is not None:
            return self.packed_bytes
        if self.method != 8:
            return self.data
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        return deflate.compress(self.data) + deflate.flush()


def write_zip(path: Path, members: Sequence[Member], *, told_count: int | None = None) -> Path:
    """Write a ZIP file with these members, their lies included."""
    body, central = b"", b""
    for one in members:
        header = len(body) if one.told_header is None else one.told_header
        size = len(one.data) if one.told_size is None else one.told_size
        crc = zlib.crc32(one.data) if one.told_crc is None else one.told_crc
        day, clock = one.clock
        middle = struct.pack("<HHHHLLL", one.flags, one.method, clock, day, crc, len(one.packed), size)
        local = one.raw if one.local_name is None else one.local_name
        central += struct.pack("<4sBBBB", b"PK\x01\x02", 20, UNIX, 20, 0) + middle
        central += struct.pack(
            "<HHHHHLL", len(one.raw), len(one.extra), 0, 0, 0, one.mode << 16 & 0xFFFFFFFF, header
        )
        central += one.raw + one.extra
        body += struct.pack("<4sH", b"PK\x03\x04", 20) + middle + struct.pack("<HH", len(local), 0)
        body += local + one.packed
    count = len(members) if told_count is None else told_count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(central), len(body), 0)
    path.write_bytes(body + central + end)
    return path


def write_zip64(path: Path, member: Member) -> Path:
    """Write one member with all sizes in the ZIP64 fields."""
    wide = struct.pack("<HHQQQ", 1, 24, len(member.data), len(member.packed), 0)
    full = 0xFFFFFFFF
    crc = zlib.crc32(member.data)
    local = struct.pack("<4s5HLLLHH", b"PK\x03\x04", 45, 0, 8, 0, 33, crc, full, full, len(member.raw), 20)
    local += member.raw + struct.pack("<HHQQ", 1, 16, len(member.data), len(member.packed)) + member.packed
    central = struct.pack("<4s4BHHHHLLL", b"PK\x01\x02", 45, UNIX, 45, 0, 0, 8, 0, 33, crc, full, full)
    central += struct.pack("<5HLL", len(member.raw), len(wide), 0, 0, 0, 0o100644 << 16, full)
    central += member.raw + wide
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(central), len(local))
    place = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(local) + len(central), 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, full, full, 0)
    path.write_bytes(local + central + end64 + place + end)
    return path
