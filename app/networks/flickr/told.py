"""Read what a Flickr export tells of one photo (photo_ID.json).

Fields as seen in one public copy of such a file (2019) and in readers of exports (2026-11). Recalled: that the clock of
"date_imported" is UTC, the form of people and notes, and every word for who may see a photo but "public", "private"
and "friend & family".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from app.model.audience import UNKNOWN, Audience, Basis, Visibility, stated
from app.model.inspection import Place
from app.networks.exports import clock, position
from app.networks.fields import address, is_rows, record, rows, text

_OURS = re.compile(r"(?:[a-z0-9-]{1,60}\.){0,3}(?:flickr|staticflickr)\.com", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_MOST_ROWS = 200
_LONGEST_NAME, _LONGEST_WORDS = 500, 5_000
_MICRO: Final = 1_000_000
# The export writes photos for friends alone and for family alone with the same words as those for both.
_SOME: Final = "Friends, family, or both"
_AUDIENCES: Final[Mapping[str, tuple[Audience, str]]] = {
    "public": (Audience.PUBLIC, ""),
    "private": (Audience.ONLY_ME, ""),
    "friends": (Audience.FRIENDS, ""),
    "friend": (Audience.FRIENDS, ""),
    "family": (Audience.CUSTOM, "Family"),
    "friend & family": (Audience.CUSTOM, _SOME),
    "friends & family": (Audience.CUSTOM, _SOME),
    "friends and family": (Audience.CUSTOM, _SOME),
}


def visibility(told: Mapping[str, object], as_of: datetime | None) -> Visibility:
    """Return who may see a photo; a word that we do not know is kept and means unknown."""
    raw = text(told.get("privacy"), 60)
    if not raw:
        return UNKNOWN
    word = " ".join(unescape(raw).casefold().split())
    audience, name = _AUDIENCES.get(word, (Audience.UNKNOWN, ""))
    return stated(audience, Basis.ITEM, as_of, name=name, raw=raw)


def caption(told: Mapping[str, object]) -> str:
    """Return title, description, tags and notes: everybody who sees the photo can read, and search, all of them."""
    tags = [_word(one, "tag") for one in _some(told.get("tags"))]
    parts = [
        words(told.get("name"), _LONGEST_NAME),
        words(told.get("description"), _LONGEST_WORDS),
        *(_word(one, "note", "text", "_content") for one in _some(told.get("notes"))),
        " ".join(f"#{tag.replace(' ', '')}" for tag in dict.fromkeys(tags) if tag),
    ]
    return "\n\n".join(part for part in parts if part)[:_LONGEST_WORDS]


def people(told: Mapping[str, object]) -> tuple[str, ...]:
    """Return the names of those who are marked in a photo; of a mere address, its last part."""
    named = [_word(one, "realname", "name", "username", "user") for one in _some(told.get("people"))]
    return tuple(dict.fromkeys(_last_part(name) for name in named if name))


def taken(told: Mapping[str, object]) -> datetime | None:
    """Return when a photo was taken, by the camera's clock; None where Flickr put the day of the upload there."""
    when = clock(told.get("date_taken"))
    return None if when is None or when == clock(told.get("date_imported")) else when


def place(told: Mapping[str, object]) -> tuple[Place | None, bool]:
    """Return the position, and whether it was written in millionths of a degree, which no document tells."""
    spots = [record(one) for one in rows(told.get("geo"))[:1]] or [record(told.get("geo"))]
    lat, lon = (_number(spots[0].get(name)) for name in ("latitude", "longitude"))
    if lat is None or lon is None:
        return None, False
    is_micro = abs(lat) > 180 or abs(lon) > 180
    scale = _MICRO if is_micro else 1
    found = position(lat / scale, lon / scale, "network")
    return found, is_micro and found is not None


def own_address(value: object) -> str:
    """Return an address at Flickr itself, by https; "" for any other, which nobody should be sent to."""
    given = address(value, "")
    host = urlsplit(given).hostname or "" if given else ""
    return re.sub(r"^http:", "https:", given) if _OURS.fullmatch(host) else ""


def words(value: object, longest: int) -> str:
    """Return a text without the markup that Flickr allows in it."""
    said = text(value, 4 * longest)
    return text(unescape(_TAG.sub("", said)), longest) if "<" in said or "&" in said else said[:longest]


def album_titles(told: object) -> Iterator[tuple[str, list[object]]]:
    """Yield each album of albums.json: its title, and the ids of its photos."""
    for one in rows(record(told).get("albums")) or rows(told):
        album = record(one)
        yield words(album.get("title"), _LONGEST_NAME), rows(album.get("photos"))


def _some(value: object) -> list[object]:
    """Return a list as it is, and a single thing as a list of one: exports of this kind have both."""
    listed = rows(value) if is_rows(value) else [value]
    return listed[:_MOST_ROWS]


def _word(one: object, *names: str) -> str:
    given = next((told for name in names if (told := words(record(one).get(name), _LONGEST_NAME))), "")
    return given or words(one, _LONGEST_NAME)


def _last_part(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2] if "://" in name else name


def _number(value: object) -> float | None:
    """Return a number of a position, also one that was written as text."""
    try:
        given = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except (ValueError, OverflowError):
        return None
    return given if given is not None and abs(given) < 10**10 else None
