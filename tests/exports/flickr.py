"""Write Flickr exports of the invented person: the details of photos in one part, the pictures in others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.exports import person
from tests.exports.instagram import Files, write_zipped
from tests.exports.person import LIFE, Shot

NSID, ALIAS = "12037949754@N01", "mara-sample"
PROFILE, ALBUMS = "account_profile.json", "albums.json"
FIRST = 51_000_000_001
# The words that the export has for who may see a photo; more than one life needs, so they go round.
PRIVACY = ("public", "private", "friend & family")
DETAILS = "72157700000000000_0a1b2c3d4e5f_part1.zip"


def stamp(at: datetime) -> str:
    """Return a time as Flickr writes it: a clock without a zone."""
    return at.strftime("%Y-%m-%d %H:%M:%S")


def details(number: int, **more: object) -> dict[str, object]:
    """Return what the export tells of one photo, counts written as text as in the real one."""
    told: dict[str, object] = {
        "id": str(number),
        "name": "A walk",
        "description": "",
        "count_views": "53",
        "count_faves": "0",
        "count_comments": "0",
        "date_taken": "2020-06-01 11:00:00",
        "count_tags": "0",
        "count_notes": "0",
        "rotation": 0,
        "date_imported": "2020-06-02 09:48:30",
        "photopage": f"https://www.flickr.com/photos/{ALIAS}/{number}/",
        "original": f"http://farm4.staticflickr.com/3008/{number}_6ab6f1017f_o.jpg",
        "license": "All Rights Reserved",
        "geo": [],
        "groups": [],
        "albums": [],
        "tags": [],
        "people": [],
        "notes": [],
        "privacy": "public",
        "comment_permissions": "any flickr member",
        "safety": "safe",
        "comments": [],
    }
    return told | more


def shot_details(shot: Shot, number: int) -> dict[str, object]:
    """Return what the export tells of a shot of the person's life."""
    told = details(
        number,
        name=shot.name,
        description=shot.caption,
        date_taken=stamp(shot.at),
        date_imported=stamp(max(shot.at, datetime(2008, 7, 3, tzinfo=UTC)) + timedelta(days=1)),
        privacy=PRIVACY[number % 3],
        people=[{"realname": one, "user": "https://www.flickr.com/photos/friend/"} for one in shot.people],
        tags=[{"tag": "sample", "user": f"https://www.flickr.com/photos/{ALIAS}/"}],
    )
    if shot.place is not None:
        lat, lon = shot.place
        told["geo"] = {
            "latitude": str(round(lat * 1e6)),
            "longitude": str(round(lon * 1e6)),
            "accuracy": "15",
        }
    return told


def profile(**more: object) -> dict[str, object]:
    """Return the account's own file."""
    told: dict[str, object] = {
        "real_name": person.NAME,
        "screen_name": "Mara",
        "join_date": "2008-07-03 09:00:00",
        "email": person.MAIL,
        "profile_url": f"https://www.flickr.com/people/{ALIAS}/",
        "nsid": NSID,
        "settings": {"privacy": "public"},
        "stats": {"geotags_count": "3"},
    }
    return told | more


def albums(**photos: Iterable[int]) -> bytes:
    """Return albums.json; keyword `Lake=…` are the numbers of the photos in an album of that title."""
    listed = [
        {"id": f"7215770000{place}", "title": title, "photos": [str(one) for one in numbers]}
        for place, (title, numbers) in enumerate(photos.items())
    ]
    return json.dumps({"albums": listed}).encode()


def export(photos: Iterable[Mapping[str, object]], more: Files | None = None) -> Files:
    """Return the files of an export without pictures."""
    told = {PROFILE: json.dumps(profile()).encode(), ALBUMS: albums()}
    told |= {f"photo_{one['id']}.json": json.dumps(one).encode() for one in photos}
    return told | (more or {})


def file_name(shot: Shot, number: int) -> str:
    """Return how Flickr names the file of a shot: with its title, or with the secret where the title has no letter."""
    slug = "".join(one if one.isascii() and one.isalnum() else "-" for one in shot.name).strip("-")
    return f"{slug}_{number}_o.jpg" if slug else f"{number}_6ab6f1017f_o.jpg"


def life() -> tuple[Files, Files]:
    """Return the person's life as the files with details, and the pictures."""
    numbered = list(enumerate(LIFE, FIRST))
    told = export([shot_details(shot, number) for number, shot in numbered])
    told[ALBUMS] = albums(Sommer=[FIRST, FIRST + 1], 여름=[FIRST + 2])
    return told, {file_name(shot, number): person.jpeg(shot) for number, shot in numbered}


def write_parts(folder: Path, told: Files, pictures: Files, *, lost: Iterable[int] = ()) -> list[Path]:
    """Write an export as it is downloaded; `lost` are the numbers (from 1 to 3) of parts with pictures to leave out."""
    paths = person.in_parts(
        folder, "flickr", pictures, 3, lost=lost, name=lambda number: f"data-download-{number}.zip"
    )
    return [write_zipped(folder / DETAILS, told), *paths]
