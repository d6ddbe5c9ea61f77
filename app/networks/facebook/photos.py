"""Read one photo of Facebook out of the answer of its API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.model.account import Account
from app.model.inspection import Place
from app.model.photo import Photo, PhotoKind, Skipped, Tagged
from app.model.text import say
from app.networks.facebook.names import KEY, SITE
from app.networks.facebook.privacy import visibility
from app.networks.fields import address, degrees, moment, record, rows, side, text
from app.networks.graph import caption, number

FIELDS = (
    "id,created_time,name,alt_text,images,width,height,link,place,name_tags,tags,from,page_story_id,"
    "album{id,name,type,privacy}"
)
_MOST_SIZES = 50
_MOST_TAGS = 200
_SMALL = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told of a photo beside itself: the words of its post and of its album, and when they were read."""

    post: str | None
    album: str | None
    as_of: datetime


def photo_of(
    account: Account, entry: Mapping[str, object], told: Told, *, is_tagged: bool
) -> Photo | Skipped:
    """Return one photo. One that somebody else posted has a key of its own: it is theirs, and shows the person."""
    key = number(entry.get("id"))
    if not key:
        return Skipped(where=account.handle, why=say("A photo has no number."))
    files = _files(entry)
    if not files:
        return Skipped(where=key, why=say("A photo has no address for its file."))
    album = record(entry.get("album"))
    name = text(album.get("name"), 200)
    width, height, largest = files[0]
    return Photo(
        account=account.id,
        network=KEY,
        key=f"tagged:{key}" if is_tagged else key,
        kind=PhotoKind.OLD_AVATAR if album.get("type") == "profile" and not is_tagged else PhotoKind.PHOTO,
        url=address(entry.get("link"), SITE),
        media_url=largest,
        preview_url=_preview(files),
        caption=caption(entry.get("name")),
        alt_text=text(entry.get("alt_text"), 10_000),
        album=name,
        posted_at=moment(entry.get("created_time")),
        width=width or None,
        height=height or None,
        visibility=visibility(told.post, told.album, name, told.as_of),
        place=place_of(entry.get("place")),
        people=_people(entry),
    )


def _files(entry: Mapping[str, object]) -> list[tuple[int, int, str]]:
    """Return width, height and address of each size, the largest first."""
    found = [
        (side(one.get("width")) or 0, side(one.get("height")) or 0, address(one.get("source"), SITE))
        for one in (record(each) for each in rows(entry.get("images"))[:_MOST_SIZES])
    ]
    return sorted((one for one in found if one[2]), key=lambda one: one[0] * one[1], reverse=True)


def _preview(files: list[tuple[int, int, str]]) -> str:
    """Return the smallest size that is still good to look at, "" where there is none but the original."""
    large = [url for width, _, url in files[1:] if width >= _SMALL]
    return large[-1] if large else ""


def place_of(value: object) -> Place | None:
    """Return the place that the person chose, where it has a position."""
    where = record(value)
    spot = record(where.get("location"))
    lat, lon = degrees(spot.get("latitude"), 90), degrees(spot.get("longitude"), 180)
    if lat is None or lon is None:
        return None
    parts = (text(where.get("name"), 200), text(spot.get("city"), 100), text(spot.get("country"), 100))
    return Place(lat=lat, lon=lon, basis="place_tag", name=", ".join(one for one in parts if one))


def _people(entry: Mapping[str, object]) -> tuple[Tagged, ...]:
    """Return who is named in the picture (tags) and in its words (name_tags: a list, or lists by their place)."""
    in_picture = rows(record(entry.get("tags")).get("data"))
    given = entry.get("name_tags")
    listed = rows(given) or [one for each in record(given).values() for one in rows(each)]
    named = [
        Tagged(name=name, basis=basis)
        for basis, group in (("tag", in_picture), ("mention", listed))
        for name in (text(record(one).get("name"), 200) for one in group[:_MOST_TAGS])
        if name
    ]
    return tuple(dict.fromkeys(named))
