"""Read a Pinterest export: one page that lists pins and boards, secret ones among them.

Layout as public readers of such exports show it (ChowSinWon/pinterest-export-parser and others, 2026-11): under a
heading each pin is a link to its page, then lines "Name: value," with "No data" for nothing. The picture is told by its
hash alone; the address made of it is recalled. The lines of boards were seen nowhere and are read by the same rule.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.photo import Existence, MediaState, Photo, PhotoKind, Skipped
from app.model.text import say
from app.networks.export_pages import Piece, front_pages, opened, plain
from app.networks.fields import address
from app.networks.pinterest.names import KEY, SITE, number, username

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.network import Imported

_PIN = re.compile(r"https?://(?:[a-z]{2,3}\.|www\.)?pinterest\.[a-z.]{2,6}/pin/(\d{1,40})/?", re.IGNORECASE)
_LINE = re.compile(r"([A-Za-z][A-Za-z ]{0,30}):(?:\s+(.*))?", re.DOTALL)
_HASH = re.compile(r"[0-9a-f]{32}", re.ASCII)
_LONGEST = 4_000
_NOTHING = "no data"
_MOST_ENTRIES = 1_000_000
_PRIVATE = ("private", "is secret", "secret", "privacy")
# True and False as the export writes them; the words are those of Pinterest's own interface.
_AUDIENCES = {
    "false": Audience.PUBLIC,
    "public": Audience.PUBLIC,
    # A secret board is for the person, and for whom they invited, which is not told.
    "true": Audience.CUSTOM,
    "secret": Audience.CUSTOM,
}


@dataclass(slots=True)
class _Entry:
    """What stands between one link to Pinterest and the next: its address, and its lines by name."""

    link: str
    lines: dict[str, str] = field(default_factory=dict[str, str])


def recognise(tree: Tree) -> bool:
    """Whether this is a Pinterest export, by what its page begins with."""
    return bool(_pages(tree))


def _pages(tree: Tree) -> list[str]:
    return [name for name, head in front_pages(tree) if _is_ours(head.lower())]


def _is_ours(head: bytes) -> bool:
    return b"pinterest." in head and (b"/pin/" in head or b'id="contents"' in head) and b"<br>" in head


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, every pin that has a picture, and what could not be read."""
    troubles: list[Skipped] = []
    every = (one for name in _pages(tree) for one in _entries(opened(tree, name, troubles)))
    entries = list(itertools.islice((one for one in every if one.link or one.lines), _MOST_ENTRIES))
    boards = _boards(entries)
    yield (account := _account(entries, tree))
    seen: set[str] = set()
    for entry in entries:
        match = _PIN.match(entry.link)
        if match is None or match[1] in seen:
            continue
        seen.add(match[1])
        yield _pin(account, match[1], entry.lines, boards)
    yield from dict.fromkeys(troubles)


def _entries(pieces: Iterator[Piece]) -> Iterator[_Entry]:
    """Yield each entry of the page. A link after "Name:" is a value of the entry before it, and begins none."""
    entry = _Entry("")
    for piece in pieces:
        line = _LINE.fullmatch(plain(piece.words, _LONGEST).rstrip(" ,"))
        if line is not None:
            entry.lines.setdefault(line[1].strip().casefold(), _value(line[2] or ""))
        is_value = line is not None and not line[2]
        if piece.is_end or piece.name not in {"h1", "a"} or (piece.name == "a" and is_value):
            continue
        link = piece.attributes().get("href", "") if piece.name == "a" else ""
        if piece.name == "h1" or "pinterest." in link:
            yield entry
            entry = _Entry(link)
    yield entry


def _value(written: str) -> str:
    return "" if written.casefold() == _NOTHING else written


def _boards(entries: list[_Entry]) -> Mapping[str, str]:
    """Return what the page says of each board's own secrecy, by the board's name and by its number."""
    found: dict[str, str] = {}
    for entry in entries:
        raw = _private(entry.lines)
        if _PIN.match(entry.link) or not raw:
            continue
        for key in ("name", "board name", "id", "board id"):
            if entry.lines.get(key):
                found.setdefault(entry.lines[key], raw)
    return found


def _private(lines: Mapping[str, str]) -> str:
    return next((lines[key][:40] for key in _PRIVATE if lines.get(key)), "")


def _account(entries: list[_Entry], tree: Tree) -> Account:
    names = (username(entry.lines.get("username")) for entry in entries)
    name = next((one for one in names if one), "")
    stem = tree.origin[0].stem if tree.origin else ""
    handle = (name or stem or "pinterest")[:200]
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle,
        url=f"{SITE}/{name}/" if name else "",
    )


def _pin(account: Account, pin: str, lines: Mapping[str, str], boards: Mapping[str, str]) -> Photo | Skipped:
    picture = _picture(lines.get("image", ""))
    if not picture:
        return Skipped(where=f"{SITE}/pin/{pin}/", why=say("The network gave no picture for this pin."))
    board = number(lines.get("board id"))
    words = (lines.get("title", "")[:500], lines.get("details", ""))
    return Photo(
        account=account.id,
        network=KEY,
        key=f"{board or 'pin'}/{pin}",
        kind=PhotoKind.VIDEO_STILL if lines.get("is video", "").casefold() == "true" else PhotoKind.PHOTO,
        url=f"{SITE}/pin/{pin}/",
        media_url=picture,
        caption="\n".join(one for one in words if one)[:_LONGEST],
        alt_text=lines.get("alt text", ""),
        album=lines.get("board name", "")[:200],
        posted_at=_when(lines.get("created at", "")),
        visibility=_visibility(lines, boards),
        media_state=MediaState.REMOTE,
        existence=Existence.TRASHED if lines.get("alive", "").casefold() == "false" else Existence.LIVE,
    )


def _picture(told: str) -> str:
    """Return the address of a picture: told whole, or made of its hash as Pinterest's file server has it (recalled)."""
    key = told.casefold()
    if _HASH.fullmatch(key):
        return f"https://i.pinimg.com/736x/{key[:2]}/{key[2:4]}/{key[4:6]}/{key}.jpg"
    whole = address(told, "")
    return whole if whole.startswith("https://") else ""


def _when(told: str) -> datetime | None:
    """Return "2017/02/13 15:35:01" as a time; that it is UTC is recalled."""
    try:
        read_as = datetime.strptime(told[:19], "%Y/%m/%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return read_as if read_as.year >= 1826 else None


def _visibility(lines: Mapping[str, str], boards: Mapping[str, str]) -> Visibility:
    """Return who may see a pin: as its own line says, else as its board's does. Another word stays unknown."""
    name = lines.get("board name", "")[:200]
    raw = _private(lines)
    if raw:
        return stated(_AUDIENCES.get(raw.casefold(), Audience.UNKNOWN), Basis.ITEM, name=name, raw=raw)
    raw = boards.get(lines.get("board id", "")) or boards.get(name, "")
    basis = Basis.ALBUM if raw else Basis.NONE
    return stated(_AUDIENCES.get(raw.casefold(), Audience.UNKNOWN), basis, name=name, raw=raw)
