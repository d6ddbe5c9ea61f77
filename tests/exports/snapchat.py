"""Write Snapchat exports, whose files are joined with their list by nothing but the second in the ZIP file."""

from __future__ import annotations

import json
import struct
from datetime import UTC, datetime
from pathlib import Path

from tests.exports.instagram import Files, picture
from tests.exports.zips import Member, write_zip

LIST = "json/memories_history.json"


def line(at: str, kind: str = "Image", place: str = "") -> dict[str, object]:
    """Return one line of the list of memories."""
    spot = f"Latitude, Longitude: {place}" if place else ""
    return {
        "Date": f"{at} UTC",
        "Media Type": kind,
        "Location": spot,
        "Download Link": "https://x.example/?sig=secret",
    }


def memory(number: int, day: str, ending: str = "jpg") -> str:
    """Return the name of one saved file; numbers are made into ids."""
    return f"memories/{day}_{number:08x}-0000-4000-8000-000000000000-main.{ending}"


def export(lines: object, *pictures: str) -> Files:
    """Return the files of an export, without times."""
    told: Files = {LIST: json.dumps({"Saved Media": lines}).encode()}
    account = {"Basic Information": {"Username": "mara_sample", "Name": "Mara Lindqvist"}}
    return (
        told
        | {"json/account.json": json.dumps(account).encode()}
        | {name: picture(number) for number, name in enumerate(pictures)}
    )


def write_timed(path: Path, files: Files, times: dict[str, str]) -> Path:
    """Write a ZIP file in which the files named in `times` carry that UTC second, as Snapchat's do."""
    members = [
        Member(name=name, data=data, extra=_stamp(times[name]) if name in times else b"")
        for name, data in files.items()
    ]
    return write_zip(path, members)


def _stamp(at: str) -> bytes:
    seconds = int(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp())
    return struct.pack("<HHBl", 0x5455, 5, 1, seconds)
