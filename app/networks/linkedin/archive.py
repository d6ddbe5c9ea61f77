"""Read a LinkedIn export: Profile.csv, Shares.csv, Rich_Media.csv, with or without the member's number in the names.

Columns as public readers of such exports have them in their tests (2026-11). Some tables begin with notes, which end
with an empty line. A complete export comes in two stages: within minutes a small one, within a day the whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.audience import UNKNOWN, Audience, Basis, Visibility, stated
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.model.problem import UnreadableArchive
from app.networks.exports import (
    TABLE_CAP,
    UNKNOWN_FORM,
    clock,
    films_left,
    has_table,
    is_headed,
    last,
    rows_of,
)
from app.networks.fields import address

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.network import Imported

KEY = NetworkKey("linkedin")

_PROFILE = re.compile(r"^Profile(?:[_ ]\d+)?\.csv$", re.IGNORECASE)
_SHARES = re.compile(r"^Shares(?:[_ ]\d+)?\.csv$", re.IGNORECASE)
_MEDIA = re.compile(r"^Rich[_ ]Media(?:[_ ]\d+)?\.csv$", re.IGNORECASE)
_HEADS = (
    (_PROFILE, {b"first name", b"last name", b"headline"}),
    (_SHARES, {b"sharelink", b"sharecommentary"}),
    (_MEDIA, {b"media link"}),
)
_LONGEST_NAME = 200
_PAGE = re.compile(
    r"^https://(?:[a-z]{2,3}\.)?(?:www\.)?linkedin\.com/in/([^/?#\s]{1,100})/?$", re.IGNORECASE
)
_POST = re.compile(r"^https://(?:www\.)?linkedin\.com/", re.IGNORECASE)
# "MEMBER_NETWORK" stands at most posts, open or not, in every sample; the others are the words of LinkedIn's API.
_AUDIENCES = {"public": Audience.PUBLIC, "anyone": Audience.PUBLIC, "connections": Audience.FRIENDS}
# As it stands in the table: You uploaded a feed photo on March 8, 2026 at 9:37 AM (GMT).
_UPLOADED = re.compile(
    r"(?P<month>[A-Z][a-z]{2,8}) (?P<day>\d{1,2}), (?P<year>\d{4})(?: at (?P<hour>\d{1,2}):(?P<minute>\d\d)\s(?P<half>AM|PM))?"
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def recognise(tree: Tree) -> bool:
    """Whether this is a LinkedIn export, by the columns of its tables."""
    return has_table(tree, _HEADS)


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, then the pictures of posts and uploads, and what could not be read."""
    troubles: list[Skipped] = []
    yield (account := _account(tree, troubles))
    seen: set[str] = set()
    films = 0
    for name, row, number in _rows(tree, _SHARES, troubles):
        yield from _share(row, account, seen, f"{name}, {number}")
    for name, row, number in _rows(tree, _MEDIA, troubles):
        if "video" in row.get("date/time", "").casefold():
            films += 1
        else:
            yield from _upload(row, account, seen, f"{name}, {number}")
    yield from dict.fromkeys(troubles)
    if films:
        told = films_left(films)
        yield Skipped(where="LinkedIn", why=told)


def _rows(
    tree: Tree, pattern: re.Pattern[str], troubles: list[Skipped]
) -> Iterator[tuple[str, Mapping[str, str], int]]:
    for name in tree.names():
        if pattern.match(last(name)) and is_headed(tree, name, _HEADS):
            try:
                data = _without_notes(tree.read(name, TABLE_CAP))
            except UnreadableArchive as problem:
                troubles.append(Skipped(where=name, why=problem.says))
                continue
            for number, row in enumerate(rows_of(data, name, troubles), 1):
                yield name, row, number


def _without_notes(data: bytes) -> bytes:
    """Drop the notes before the table. Quotes inside a text are escaped in one of two ways, made one here."""
    plain = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if plain.lower().startswith(b"notes"):
        plain = plain.partition(b"\n\n")[2]
    return plain.replace(b'\\"', b'""')


def _account(tree: Tree, troubles: list[Skipped]) -> Account:
    nothing: Mapping[str, str] = {}
    told = next((row for _, row, _ in _rows(tree, _PROFILE, troubles)), nothing)
    page = next((match for cell in told.values() if (match := _PAGE.match(cell))), None)
    name = " ".join(told[key] for key in ("first name", "last name") if told.get(key))[:_LONGEST_NAME]
    stem = tree.origin[0].stem if tree.origin else ""
    handle = (page[1] if page else "") or name or stem or "linkedin"
    return Account(
        id=account_id(KEY, handle[:_LONGEST_NAME]),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle[:_LONGEST_NAME],
        name=name,
        url=page[0] if page else "",
    )


def _share(row: Mapping[str, str], account: Account, seen: set[str], where: str) -> Iterator[Photo | Skipped]:
    """Yield the picture of a post, if it has one: a link to another page is none."""
    if not row.get("mediaurl"):
        return
    link = _bare(row["mediaurl"])
    if not link:
        yield Skipped(where=where, why=UNKNOWN_FORM)
    elif link not in seen:
        seen.add(link)
        page = address(row.get("sharelink"), "")
        yield Photo(
            account=account.id,
            network=KEY,
            key=link,
            url=page if _POST.match(page) else "",
            media_url=link,
            caption=row.get("sharecommentary", ""),
            posted_at=clock(row.get("date")),
            visibility=_visibility(row.get("visibility", "")),
            media_state=MediaState.REMOTE,
        )


def _upload(
    row: Mapping[str, str], account: Account, seen: set[str], where: str
) -> Iterator[Photo | Skipped]:
    link = _bare(row.get("media link", ""))
    if not link:
        yield Skipped(where=where, why=UNKNOWN_FORM)
    elif link not in seen:
        seen.add(link)
        told = row.get("date/time", "")
        yield Photo(
            account=account.id,
            network=KEY,
            key=link,
            kind=_kind(told),
            media_url=link,
            caption=row.get("media description", ""),
            posted_at=_uploaded(told),
            media_state=MediaState.REMOTE,
        )


def _bare(link: str) -> str:
    """Return a link without what follows "?": a signature that opens the file for a time is nothing to keep."""
    return re.split(r"[?#]", address(link, ""), maxsplit=1)[0] if link.startswith("https://") else ""


def _kind(told: str) -> PhotoKind:
    """Return what an upload was. Which of several profile photos is shown today is not told, so none is called old."""
    words = Counter(re.findall(r"[a-z]+", told.casefold()))
    if words["profile"] and (words["photo"] or words["picture"]):
        return PhotoKind.AVATAR
    return PhotoKind.BANNER if words["background"] or words["cover"] else PhotoKind.PHOTO


def _visibility(word: str) -> Visibility:
    if not word:
        return UNKNOWN
    audience = _AUDIENCES.get(word.casefold(), Audience.UNKNOWN)
    return stated(audience, Basis.ITEM, name="Visibility", raw=word[:60])


def _uploaded(told: str) -> datetime | None:
    match = _UPLOADED.search(told)
    if match is None or match["month"].casefold() not in _MONTHS:
        return None
    hour = int(match["hour"] or 0) % 12 + (12 if match["half"] == "PM" else 0)
    try:
        return datetime(
            int(match["year"]),
            _MONTHS.index(match["month"].casefold()) + 1,
            int(match["day"]),
            hour,
            int(match["minute"] or 0),
            tzinfo=UTC,
        )
    except ValueError:
        return None
