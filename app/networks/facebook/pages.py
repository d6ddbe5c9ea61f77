"""Read the pictures out of a Facebook export that is made of web pages: files, words and days, and nothing else.

The names of classes change with each generation of pages (2024: a `div` for each entry; 2025: a `section` with `h2` and
`footer`), so they are not asked: an entry ends with its date, whatever stands around it. A page names no zone for its
times, so only the day is kept, as midnight UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from app.networks.export_pages import Piece, is_page, opened, plain
from app.networks.exports import LONGEST, last
from app.networks.facebook.lists import Kind, is_private
from app.networks.facebook.told import Told
from app.networks.fields import text

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.facebook.gathering import Gathering

_LISTS: Final = re.compile(
    r"^(?:your_posts.*|profile_posts.*|(?:your_)?uncategorized_photos|archived_stories|archive|trash|\d+|your_photos"
    r"|posts_on_other_pages_and_profiles|your_reels|shared_memories)\.html$"
)
_SHELF: Final = re.compile(r"(?:^|/)(?:posts|photos_and_videos|album|stories|reels)/[^/]+$")
_SILENT: Final = frozenset({"title", "table", "h1", "h2", "nav"})
_NAMING: Final = frozenset({"img", "video", "source", "a"})
_MOST_WORDS: Final = 200
_PUT_AWAY: Final = {"archive.html": Kind.ARCHIVE, "trash.html": Kind.TRASH}

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier janv enero ene janeiro gennaio gen januari",
            "feb february februar février févr fevrier febrero fevereiro fev febbraio februari",
            "mar march märz mär mars marzo março maart mrt",
            "apr april avril avr abril abr aprile",
            "may mai mayo maio mag maggio mei maj",
            "jun june juni juin junio junho giugno giu",
            "jul july juli juillet juil julio julho luglio lug",
            "aug august août aout agosto ago augustus augusti",
            "sep sept september septembre septiembre setembro set settembre",
            "oct october oktober okt octobre octubre outubro out ottobre ott",
            "nov november novembre noviembre novembro",
            "dec december dezember dez décembre déc diciembre dic dezembro dicembre",
        ),
        1,
    )
    for name in names.split()
}
_LONGEST_DATE: Final = 60
_DAY: Final = re.compile(
    r"^(?:(?P<name>[^\W\d_]{3,10})\.?\s(?P<day>\d{1,2}),?\s(?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})\.?\s(?:de\s)?(?P<name2>[^\W\d_]{3,10})\.?\s(?:de\s)?(?P<year2>\d{4})"
    r"|(?P<year3>\d{4})(?:-|년\s?|年\s?)(?P<month3>\d{1,2})(?:-|월\s?|月\s?)(?P<day3>\d{1,2})(?:일|日)?"
    r"|(?P<day4>\d{1,2})\.(?P<month4>\d{1,2})\.(?P<year4>\d{4}))(?=$|[\s,T])",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Entry:
    """What stands on a page since the last date: the files that it names, and its words."""

    files: dict[str, None] = field(default_factory=dict[str, None])
    words: list[str] = field(default_factory=list[str])


def read_lists(tree: Tree, gathering: Gathering) -> None:
    """Add what every page with a list of pictures names."""
    for name in tree.documents:
        if _SHELF.search(name) and _LISTS.match(last(name)) and not is_private(name):
            _read(opened(tree, name, gathering.troubles), name, gathering)


def _read(page: Iterator[Piece], name: str, gathering: Gathering) -> None:
    kind = _PUT_AWAY.get(last(name)) or (Kind.ALBUM if "/album/" in name else Kind.POST)
    kind = Kind.STORY if "stories" in last(name) else kind
    for entry, day in _entries(page):
        caption = text(" ".join(entry.words), LONGEST)
        told = Told(captions=(caption,) if caption else (), posted_at=day)
        for uri in entry.files:
            gathering.add(kind, uri, told)


def _entries(page: Iterator[Piece]) -> Iterator[tuple[_Entry, datetime | None]]:
    """Yield each entry with its day; the last one may have none."""
    entry = _Entry()
    for uri, words in _told(page):
        day = _day(words) if words and entry.files else None
        if day is not None:
            yield entry, day
            entry = _Entry()
        elif uri:
            entry.files[uri] = None
        elif words and len(entry.words) < _MOST_WORDS and _day(words) is None:
            entry.words.append(words)
    yield entry, None


def _told(page: Iterator[Piece]) -> Iterator[tuple[str, str]]:
    """Yield (path of a file, "") and ("", words) as they stand on a page, titles and tables left out."""
    silent = ""
    for piece in page:
        if silent:
            silent = "" if piece.is_end and piece.name == silent else silent
            continue
        yield "", plain(piece.words, LONGEST)
        if piece.name in _SILENT and not piece.is_end:
            silent = piece.name
        elif piece.name in _NAMING and not piece.is_end:
            yield _file(piece), ""


def _file(piece: Piece) -> str:
    """Return the path that a tag names inside the export; "" for an address on the web, or a link to another page."""
    told = piece.attributes()
    uri = unquote(told.get("href" if piece.name == "a" else "src", "")).strip()
    while uri.startswith(("../", "./")):
        uri = uri.partition("/")[2]
    if not uri or ":" in uri or uri.startswith(("/", "#")) or is_page(uri):
        return ""
    return uri if piece.name != "a" or "/" in uri else ""


def _day(words: str) -> datetime | None:
    """Return the day that a date stands for, in one of the languages we know; None for other words.

    Days that two countries would read differently (03/04/2024) are none.
    """
    match = _DAY.match(words) if len(words) <= _LONGEST_DATE else None
    if match is None:
        return None
    month = (
        _MONTHS.get((match["name"] or match["name2"] or "").casefold()) or match["month3"] or match["month4"]
    )
    year = match["year"] or match["year2"] or match["year3"] or match["year4"]
    day = match["day"] or match["day2"] or match["day3"] or match["day4"]
    try:
        return datetime(int(year), int(month or 0), int(day), tzinfo=UTC)
    except ValueError:
        return None
