"""Read a VK data archive: the pages of its photo albums, whose pictures are links to VK's servers.

Layout as public readers of such archives describe it (desuex/vk-downloader and the readers beside it, 2026-11): a list
of albums in photos/photo-albums.html, a page for each in photos/photo-albums/, windows-1251 or UTF-8. On a page each
picture is a link to its place on vk.com around an image, then its day in words. Messages lie in another folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.model.text import say
from app.networks.export_pages import head, is_page, opened, plain
from app.networks.exports import UNKNOWN_FORM, last
from app.networks.fields import address
from app.networks.vk.names import KEY, SITE
from app.networks.vk.own import PROFILE_ALBUM

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.network import Imported

_LIST = "photo-albums.html"
_ALBUMS = "photo-albums/"
_OLDER = "windows-1251"
_LONGEST_CAPTION, _LONGEST_TITLE = 5_000, 200
_PLACE = re.compile(r"https://(?:m\.)?vk\.(?:com|ru)/photo(-?\d{1,20})_(\d{1,20})", re.ASCII)
_OWNER = re.compile(rb"vk\.(?:com|ru)/photo(\d{1,20})_\d")
_WORDY = ("item__", "clear_fix")
_DAY = re.compile(r"(\d{1,2})\s+([^\W\d_]{3,12})\.?\s+(\d{4})")
# How the names of months begin in Russian, Ukrainian and English; VK writes them in the language of the account.
_MONTHS = {
    start: number
    for number, starts in enumerate(
        (
            "янв січ jan", "фев лют feb", "мар бер mar", "апр кві apr", "мая май тра may", "июн чер jun",
            "июл лип jul", "авг сер aug", "сен вер sep", "окт жов oct", "ноя лис nov", "дек гру dec",
        ),
        1,
    )
    for start in starts.split()
}  # fmt: skip


def recognise(tree: Tree) -> bool:
    """Whether this is a VK archive, or one page of an album from it."""
    return any(_is_ours(tree, name) for name in [*tree.find(_LIST), *_albums(tree)])


def _albums(tree: Tree) -> list[str]:
    """Return the pages of albums; where a single page was chosen, it is one."""
    every = tree.names()
    pages = [name for name in every if _ALBUMS in name and is_page(name)]
    return pages or [name for name in every if len(every) == 1 and is_page(name)]


def _is_ours(tree: Tree, name: str) -> bool:
    start = head(tree, name)
    return b"vk.com" in start and (b"ui_crumb" in start or b"/photo" in start or b"photo-albums/" in start)


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, the pictures of each album, and what could not be read."""
    troubles: list[Skipped] = []
    pages = _albums(tree)
    yield (account := _account(tree, pages))
    yield from _unnamed(tree, troubles)
    seen: set[str] = set()
    for name in pages:
        album = _album(tree, name, troubles)
        for number, item in enumerate(album.items, 1):
            photo = _photo(account, album, item)
            if photo is None:
                yield Skipped(where=f"{name}, {number}", why=UNKNOWN_FORM)
            elif photo.key not in seen:
                seen.add(photo.key)
                yield photo
    yield from dict.fromkeys(troubles)


def _account(tree: Tree, pages: list[str]) -> Account:
    """Return the account by the number in the links of its photos, else by the download."""
    owners = (found[1].decode() for name in pages if (found := _OWNER.search(head(tree, name))))
    number = next(owners, "")
    stem = tree.origin[0].stem if tree.origin else ""
    handle = (f"id{number}" if number else stem or "vk")[:_LONGEST_TITLE]
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle,
        remote_id=number,
        url=f"{SITE}/id{number}" if number else "",
    )


def _unnamed(tree: Tree, troubles: list[Skipped]) -> Iterator[Skipped]:
    """Yield the albums that the list names but whose page is not there."""
    for index in tree.find(_LIST):
        for piece in opened(tree, index, troubles, older=_OLDER):
            link = piece.attributes().get("href", "") if piece.name == "a" and not piece.is_end else ""
            if link.startswith(_ALBUMS) and tree.at(index.rpartition("/")[0] + "/" + link) is None:
                yield Skipped(
                    where=link[:_LONGEST_TITLE],
                    why=say("This album is named in the export, but its page is not there."),
                )


@dataclass(slots=True)
class _Item:
    """One picture of a page: the link around it, its own address, and the words after it."""

    page: str
    picture: str
    words: list[str] = field(default_factory=list[str])


@dataclass(slots=True)
class _Album:
    key: str
    title: str = ""
    items: list[_Item] = field(default_factory=list[_Item])


def _album(tree: Tree, name: str, troubles: list[Skipped]) -> _Album:
    album = _Album(key=last(name).rpartition(".")[0])
    link = inside = ""
    for piece in opened(tree, name, troubles, older=_OLDER):
        _take_words(album, inside, piece.words)
        if piece.is_end or not piece.name:
            link = "" if piece.name == "a" else link
            continue
        told = piece.attributes()
        inside = told.get("class", "")
        if piece.name == "a":
            link = told.get("href", "")
        elif piece.name == "img" and (link or "://" in told.get("src", "")):
            album.items.append(_Item(page=link, picture=told.get("src", "")))
    return album


def _take_words(album: _Album, inside: str, words: str) -> None:
    if not words.strip():
        return
    if "ui_crumb" in inside:
        # The way to the page stands above it, and its own name comes last.
        album.title = plain(words, _LONGEST_TITLE)
    elif album.items and any(one in inside for one in _WORDY):
        album.items[-1].words.append(plain(words, _LONGEST_CAPTION))


def _photo(account: Account, album: _Album, item: _Item) -> Photo | None:
    place, url = _PLACE.match(item.page), address(item.picture, "")
    if not url or not url.startswith("https://"):
        return None
    days = [(word, when) for word in item.words if (when := _day(word)) is not None]
    caption = "\n".join(word for word in item.words if word not in dict(days))
    key = place[2] if place else url.partition("?")[0]
    photo = Photo(
        account=account.id,
        network=KEY,
        key=f"{album.key}/{key}",
        kind=PhotoKind.OLD_AVATAR if album.key == PROFILE_ALBUM else PhotoKind.PHOTO,
        media_url=url,
        caption=caption[:_LONGEST_CAPTION],
        album=album.title,
        posted_at=days[-1][1] if days else None,
        visibility=_unknown(album.title),
        media_state=MediaState.REMOTE,
    )
    return replace(photo, url=f"{SITE}/photo{place[1]}_{place[2]}") if place else photo


def _unknown(title: str) -> Visibility:
    return stated(Audience.UNKNOWN, Basis.NONE, name=title)


def _day(words: str) -> datetime | None:
    """Return the day in "12 янв 2020 в 10:05". The hour is dropped: its zone stands nowhere."""
    found = _DAY.search(words[:200])
    month = _MONTHS.get(found[2][:3].casefold()) if found else None
    if found is None or month is None:
        return None
    try:
        return datetime(int(found[3]), month, int(found[1]), tzinfo=UTC)
    except ValueError:
        return None
