"""Read the pictures out of the posts of an X archive, in which every number is written as text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from app.model.inspection import Place
from app.model.photo import MediaState, Photo, PhotoKind, Skipped, Tagged
from app.model.text import say
from app.networks.export_pages import resolved
from app.networks.exports import UNKNOWN_FORM, epoch, position
from app.networks.fields import address, degrees, identifier, moment, record, rows, side, text
from app.networks.x.names import SITE
from app.networks.x.posts import KINDS, original
from app.networks.x.shelf import expected

if TYPE_CHECKING:
    from app.networks.x.shelf import Shelf

_LONGEST: Final = 64 * 1024
_LONGEST_ALT: Final = 10_000
_MOST_MEDIA: Final = 50
_MOST_PEOPLE: Final = 100
# The number in a media key of X's interface, before the picture's own: the same photo has the same key from both.
_MEDIA_KEYS: Final = {"photo": "3", "animated_gif": "16", "video": "7"}
# Thu Mar 22 08:15:30 +0000 2018
_CREATED: Final = re.compile(
    r"^[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d{2}) (?P<clock>\d{2}:\d{2}:\d{2}) (?P<zone>[+-]\d{4}) (?P<year>\d{4})$"
)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# X's first day; posts dated before it have a broken date (samples of 2025 have 1997 and 2003).
_FIRST_DAY: Final = datetime(2006, 3, 21, tzinfo=UTC)
# Since November 2010 the number of a post holds its millisecond (X's public scheme for ids, "snowflake").
_FIRST_TIMED: Final = 29_700_859_247
_EPOCH: Final = 1_288_834_974_657
_LEEWAY: Final = timedelta(days=2)
_PICTURE_PAGE: Final = re.compile(
    r"^https?://(?:www\.)?(?:twitter|x)\.com/[A-Za-z0-9_]{1,20}/status/(\d{1,20})/photo/(\d)$"
)
_FEWEST_LETTERS: Final = 20
_BEHIND: Final = "… \t\n"
_LINK: Final = re.compile(r"https://t\.co/\w{1,20}$")
_LONGEST_LINK: Final = 40


@dataclass(slots=True)
class Notes:
    """The whole words of long posts. Their numbers are not those of the posts, so second and beginning are compared."""

    _by_second: defaultdict[datetime, list[str]] = field(default_factory=lambda: defaultdict(list[str]))

    def add(self, note: Mapping[str, object]) -> None:
        """Keep one note."""
        when = moment(note.get("createdAt"))
        words = text(record(note.get("core")).get("text"), _LONGEST)
        if when is not None and words:
            self._by_second[when.replace(microsecond=0)].append(words)

    def whole(self, when: datetime | None, cut: str) -> str:
        """Return the whole words of a post, or the words that it has itself where no note surely is its own."""
        found = self._by_second.get(when, []) if when is not None else []
        start = _beginning(cut) if found else cut
        fitting = [one for one in found if one.startswith(start) and len(one) > len(start)]
        return fitting[0] if len(fitting) == 1 and len(start) >= _FEWEST_LETTERS else cut


def _beginning(cut: str) -> str:
    """Return the words of a post that was cut short, without what stands behind them: dots, and links to the rest."""
    words = cut.rstrip(_BEHIND)
    while link := _LINK.search(words[-_LONGEST_LINK:]):
        words = words[: -len(link[0])].rstrip(_BEHIND)
    return words


def pictures(
    shelf: Shelf, common: Photo, post: Mapping[str, object], notes: Notes, where: str
) -> Iterator[Photo | Skipped]:
    """Yield the pictures of one post that are the person's own; nothing for a repost."""
    number = identifier(post.get("id_str")) or identifier(post.get("id"))
    words = resolved(text(post.get("full_text") or post.get("text"), _LONGEST), _LONGEST)
    if words.startswith("RT @") or record(post.get("retweeted_status")):
        return
    # "entities" has only the first picture of several.
    listed = rows(record(post.get("extended_entities")).get("media")) or rows(
        record(post.get("entities")).get("media")
    )
    own = [
        one
        for one in map(record, listed[:_MOST_MEDIA])
        if _is_own(one, number, shelf.owner.account.remote_id)
    ]
    if not own:
        return
    if not re.fullmatch(r"\d{1,20}", number, re.ASCII):
        yield Skipped(where=where, why=say("A post has no id."))
        return
    shelf.posts.add(number)
    when = posted(post.get("created_at"), number)
    for media in own:
        words = words.replace(text(media.get("url"), 100) or "\0", "")
    whole = replace(
        common,
        url=f"{shelf.owner.account.url or f'{SITE}/i'}/status/{number}",
        caption=notes.whole(when, words.strip()),
        posted_at=when,
        place=_place(post),
        people=_mentioned(post),
    )
    yield from _pictures(shelf, whole, number, own, where)


def _pictures(
    shelf: Shelf, whole: Photo, number: str, own: Sequence[Mapping[str, object]], where: str
) -> Iterator[Photo | Skipped]:
    files = _join(shelf, number, own)
    for media, name in zip(own, files, strict=True):
        kind = KINDS.get(text(media.get("type"), 40))
        url = address(media.get("media_url_https") or media.get("media_url"), SITE)
        key = _key(number, media, url)
        if kind is None or not url:
            yield Skipped(where=where, why=UNKNOWN_FORM)
        elif key not in shelf.seen:
            shelf.seen.add(key)
            large = record(record(media.get("sizes")).get("large"))
            photo = replace(
                whole,
                key=key,
                kind=kind,
                media_url=original(url),
                alt_text=text(media.get("ext_alt_text"), _LONGEST_ALT),
                width=side(_number(large.get("w"))),
                height=side(_number(large.get("h"))),
            )
            if kind is PhotoKind.VIDEO_STILL:
                yield from _film(shelf, photo, number, media, name)
            else:
                state = MediaState.PRESENT if name else MediaState.MISSING
                yield replace(photo, media_state=state, source_path=name or expected(number, url))


def _film(
    shelf: Shelf, photo: Photo, number: str, media: Mapping[str, object], name: str | None
) -> Iterator[Photo | Skipped]:
    """Yield the still that stands for a film: it is at X alone. The film itself is counted, or said to be missing."""
    shelf.films += 1
    yield replace(photo, media_state=MediaState.REMOTE, source_path=name or "")
    if name is None and _best(media):
        yield Skipped(
            where=expected(number, _best(media)),
            why=say("The archive names this film, but its file is not there."),
        )


def _is_own(media: Mapping[str, object], number: str, me: str) -> bool:
    """Whether a picture is the person's: one that came with somebody else's post names its source."""
    source = identifier(media.get("source_user_id_str")) or identifier(media.get("source_user_id"))
    if source and me:
        return source == me
    status = identifier(media.get("source_status_id_str"))
    return not (source or status) or status == number


def _join(shelf: Shelf, number: str, own: Sequence[Mapping[str, object]]) -> list[str | None]:
    """Return the file of each picture: by its address; what is left over only where it fits without a doubt."""
    found = [shelf.file(number, _best(one) or text(one.get("media_url_https"), 4000)) for one in own]
    open_photos = [
        at for at, one in enumerate(own) if found[at] is None and text(one.get("type"), 40) == "photo"
    ]
    rest = shelf.left(number, {name for name in found if name})
    if open_photos and len(rest) == len(open_photos):
        for at, name in zip(open_photos, rest, strict=True):
            found[at] = name
    return found


def _best(media: Mapping[str, object]) -> str:
    """Return the address of a film in its best quality; "" for a photo."""
    variants = [record(one) for one in rows(record(media.get("video_info")).get("variants"))[:_MOST_MEDIA]]
    films = [one for one in variants if text(one.get("content_type"), 60) in {"video/mp4", ""}]
    films.sort(key=lambda one: _whole_number(one.get("bitrate")))
    return text(films[-1].get("url"), 4000) if films else ""


def _whole_number(value: object) -> int:
    found = _number(value)
    return found if isinstance(found, int) else 0


def _number(value: object) -> object:
    """Return a whole number that is written as text, as all are in an archive."""
    return int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,12}", value, re.ASCII) else value


def _key(number: str, media: Mapping[str, object], url: str) -> str:
    own = identifier(media.get("id_str")) or identifier(media.get("id"))
    prefix = _MEDIA_KEYS.get(text(media.get("type"), 40), "")
    return f"{number}/{prefix}_{own}" if own and prefix else f"{number}/{expected(number, url)}"


def posted(value: object, number: str) -> datetime | None:
    """Return when a post was made: its own date, or that in its number where the two contradict each other."""
    timed = int(number) if number.isascii() and number.isdigit() else 0
    by_number = epoch((timed >> 22) + _EPOCH) if timed >= _FIRST_TIMED else None
    told = _created(text(value, 60))
    if told is None or told < _FIRST_DAY or (by_number and abs(told - by_number) > _LEEWAY):
        return by_number
    return told


def _created(words: str) -> datetime | None:
    match = _CREATED.match(words)
    if match is None:
        return moment(re.sub(r" ([+-]\d{2})(\d{2})$", r"\1:\2", words))
    if match["month"] not in _MONTHS:
        return None
    month = _MONTHS.index(match["month"]) + 1
    zone = f"{match['zone'][:3]}:{match['zone'][3:]}"
    return moment(f"{match['year']}-{month:02}-{match['day']}T{match['clock']}{zone}")


def _place(post: Mapping[str, object]) -> Place | None:
    """Return the position: "geo" is latitude first, "coordinates" is GeoJSON, which is longitude first (recalled)."""
    plain = rows(record(post.get("geo")).get("coordinates"))
    turned = rows(record(post.get("coordinates")).get("coordinates"))[::-1]
    for pair in (plain, turned):
        if len(pair) == 2 and (found := position(pair[0], pair[1], "network")):
            return found
    return _named_place(record(post.get("place")))


def _named_place(place: Mapping[str, object]) -> Place | None:
    """Return the middle of a place that was named, where the post has its corners."""
    corners = rows(record(place.get("bounding_box")).get("coordinates"))
    ring = [rows(one) for one in rows(corners[0])[:10]] if corners else []
    lons = [degrees(one[0], 180) for one in ring if len(one) == 2]
    lats = [degrees(one[1], 90) for one in ring if len(one) == 2]
    east, north = [one for one in lons if one is not None], [one for one in lats if one is not None]
    if not east or not north or max(east) - min(east) > 180:
        return None
    found = position((min(north) + max(north)) / 2, (min(east) + max(east)) / 2, "place_tag")
    return replace(found, name=text(place.get("full_name"), 200)) if found else None


def _mentioned(post: Mapping[str, object]) -> tuple[Tagged, ...]:
    listed = rows(record(post.get("entities")).get("user_mentions"))[:_MOST_PEOPLE]
    names = [text(record(one).get("screen_name"), 60) for one in listed]
    return tuple(Tagged(name=name, basis="mention") for name in dict.fromkeys(names) if name)


def of_row(shelf: Shelf, common: Photo, line: Mapping[str, str]) -> Iterator[Photo]:
    """Yield the pictures that one line of an old table names: it knows their pages, and neither files nor addresses."""
    number = line.get("tweet_id", "")
    if line.get("retweeted_status_id") or not re.fullmatch(r"\d{1,20}", number, re.ASCII):
        return
    pages = [_PICTURE_PAGE.match(one) for one in line.get("expanded_urls", "").split(",")[:_MOST_MEDIA]]
    ours = dict.fromkeys(match[2] for match in pages if match and match[1] == number)
    for one in ours if number not in shelf.posts else ():
        yield replace(
            common,
            key=f"{number}/photo-{one}",
            url=f"{shelf.owner.account.url or f'{SITE}/i'}/status/{number}",
            caption=resolved(line.get("text", ""), _LONGEST),
            posted_at=posted(line.get("timestamp"), number),
            media_state=MediaState.REMOTE,
        )
