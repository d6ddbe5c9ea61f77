"""What an entry of a Facebook export tells of its pictures: words, times, places, people.

Field names as public readers of such exports have them (timelinize, Waultar, data-donation tools, read 2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from app.model.photo import Tagged
from app.networks.container_json import is_array, is_object
from app.networks.exports import epoch, position
from app.networks.fields import side
from app.networks.meta_values import camera_time, facts, inside, mapping, sequence, text

if TYPE_CHECKING:
    from app.model.inspection import Place
    from app.networks.facebook.lists import Found

_MOST_PEOPLE: Final = 200
_LONGEST_NAME: Final = 200
_DEEPEST: Final = 16
_MOST_LABELS: Final = 10_000
# In words, a person who was named stands as @[number:2048:Name] (recalled).
_NAMED: Final = re.compile(r"@\[\d{1,20}:\d{1,8}:(?P<name>[^\[\]]{1,200})\]")
_WORDS: Final = frozenset({"message", "text", "caption", "body"})
_POSITION: Final = re.compile(r"^\(?\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*\)?$")
# Facebook handed out the first exports in October 2010: an older date of the file itself is a clock that was not set.
_FIRST_EXPORT: Final = 2010


class Told(NamedTuple):
    """What one entry tells of one picture. `camera` is what Facebook holds of it and took out of the file."""

    captions: tuple[str, ...] = ()
    people: tuple[Tagged, ...] = ()
    taken_at: datetime | None = None
    posted_at: datetime | None = None
    place: Place | None = None
    width: int | None = None
    height: int | None = None


def told(found: Found, exported: datetime | None) -> Told:
    """Read one picture; times after the export, or from before there were photographs, are mistakes and are dropped."""
    held = facts(found.media)
    words, named = _without_numbers([text(found.media.get("description")), *_post_words(found.entry)])
    posted = epoch(found.media.get("creation_timestamp")) or epoch(found.entry.get("timestamp"))
    taken = epoch(held.get("taken_timestamp")) or camera_time(held.get("date_time_original"))
    spot = position(held.get("latitude"), held.get("longitude"), "network")
    return Told(
        captions=tuple(dict.fromkeys(one for one in words if one)),
        people=tuple(dict.fromkeys([*_tags(found.media), *_tags(found.entry), *named])),
        taken_at=_until(taken or _backdated(found.entry), exported),
        posted_at=_until(posted, exported),
        place=spot or _tagged_place(found.entry),
        width=side(_number(held.get("original_width"))),
        height=side(_number(held.get("original_height"))),
    )


def _number(value: object) -> object:
    """Return a number of pixels that may be written as text."""
    return (
        int(value)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 9
        else value
    )


def _until(when: datetime | None, exported: datetime | None) -> datetime | None:
    """Drop a time that lies more than a year after the export."""
    if when is None or exported is None or exported.year < _FIRST_EXPORT:
        return when
    return when if when.year <= exported.year + 1 else None


def _post_words(entry: Mapping[str, object]) -> Iterator[str]:
    """Yield the words of a post, a comment or a labelled entry. Titles are Facebook's own sentences, and left out."""
    for one in sequence(entry.get("data")):
        data = mapping(one)
        yield text(data.get("post"))
        yield text(mapping(data, "comment").get("comment"))
    for label in labels_of(entry):
        if text(label.get("ent_field_name")).casefold() in _WORDS:
            yield text(label.get("value"))


def _without_numbers(words: list[str]) -> tuple[list[str], list[Tagged]]:
    """Make "@[1000:2048:Lena Kim]" into "Lena Kim", and return who was named so."""
    if not any("@[" in one for one in words):
        return words, []
    names = [match["name"].strip() for one in words for match in _NAMED.finditer(one)]
    plain = [_NAMED.sub(lambda match: match["name"], one) for one in words]
    return plain, [Tagged(name=name, basis="mention") for name in names[:_MOST_PEOPLE] if name]


def _tags(value: Mapping[str, object]) -> Iterator[Tagged]:
    """Yield who was tagged: objects with a name, or names alone."""
    listed = value.get("tags")
    for one in (listed if is_array(listed) else [])[:_MOST_PEOPLE]:
        name = (text(one) or text(mapping(one).get("name")))[:_LONGEST_NAME]
        if name:
            yield Tagged(name=name, basis="tag")


def _backdated(entry: Mapping[str, object]) -> datetime | None:
    """Return the day that the person gave a post themselves."""
    listed = (epoch(mapping(one).get("backdated_timestamp")) for one in sequence(entry.get("data")))
    return next((when for when in listed if when), None)


def _tagged_place(entry: Mapping[str, object]) -> Place | None:
    """Return the place that was chosen for a post, where it has a position."""
    for attachment in sequence(entry.get("attachments")):
        for one in sequence(mapping(attachment).get("data")):
            found = _place(mapping(one, "place"))
            if found is not None:
                return found
    labelled = (_place_in_words(text(label.get("value"))) for label in labels_of(entry))
    return _place(mapping(entry, "place")) or next((one for one in labelled if one), None)


def _place(told_of: Mapping[str, object]) -> Place | None:
    spot = mapping(told_of, "coordinate") or mapping(told_of, "location")
    return position(spot.get("latitude"), spot.get("longitude"), "place_tag")


def _place_in_words(words: str) -> Place | None:
    """Return a position that is written "(52.5 , 13.4)", as labelled entries have it."""
    match = _POSITION.match(words)
    return position(match[1], match[2], "place_tag") if match else None


def labels_of(entry: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Yield every labelled line of an entry as exports have them since 2024, at whatever depth.

    A line is {label, value | timestamp_value | href | vec | dict | media}, with "ent_field_name" in newer exports.
    """
    waiting: list[tuple[object, int]] = [(entry["label_values"], 0)] if "label_values" in entry else []
    for _ in range(_MOST_LABELS):
        if not waiting:
            return
        value, depth = waiting.pop()
        if is_object(value) and ("label" in value or "ent_field_name" in value):
            yield value
        if depth < _DEEPEST:
            waiting.extend((one, depth + 1) for one in reversed(inside(value)))
