"""Write Google Takeout exports: photos with their sidecars, albums, and the tables of YouTube."""

from __future__ import annotations

import json

from tests.exports.instagram import Files, picture

PHOTOS = "Takeout/Google Photos"
YEAR = f"{PHOTOS}/Photos from 2020"
VIDEOS = "Takeout/YouTube and YouTube\u00a0Music/video metadata/videos.csv"
CHANNEL = "Takeout/YouTube and YouTube\u00a0Music/channels/channel.csv"
VIDEO_HEADS = (
    "Video ID,Approx Duration (ms),Video Title (Original),Privacy,Video State,Video Create Timestamp,"
    "Video Publish Timestamp"
)


def sidecar(title: str, taken: object = "1591009200", **more: object) -> bytes:
    """Return the JSON file of one invented photo."""
    told: dict[str, object] = {
        "title": title,
        "description": "",
        "photoTakenTime": {"timestamp": taken, "formatted": "1 Jun 2020"},
        "creationTime": {"timestamp": "1591012345", "formatted": "1 Jun 2020"},
        "geoData": geo(0, 0),
        "geoDataExif": geo(0, 0),
        **more,
    }
    return json.dumps(told, ensure_ascii=False).encode()


def geo(lat: object, lon: object) -> dict[str, object]:
    """Return a position as a sidecar has it."""
    return {"latitude": lat, "longitude": lon, "altitude": 0.0, "latitudeSpan": 0.0, "longitudeSpan": 0.0}


def album(title: str, **more: object) -> bytes:
    """Return the JSON file of an album, flat as since about 2020."""
    told = {"title": title, "description": "", "access": "protected", "date": {"timestamp": "1591009200"}}
    return json.dumps(told | more, ensure_ascii=False).encode()


def photo(folder: str, name: str, seed: int = 1, **more: object) -> Files:
    """Return a photo and its sidecar, as an export of 2025 has them."""
    return {
        f"{folder}/{name}": picture(seed),
        f"{folder}/{name}.supplemental-metadata.json": sidecar(name, **more),
    }


def videos(*rows: str, heads: str = VIDEO_HEADS) -> bytes:
    """Return the table of a channel's films."""
    return "\r\n".join((heads, *rows, "")).encode()
