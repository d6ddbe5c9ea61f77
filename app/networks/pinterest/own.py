"""List the pins of every board of the person, secret boards included where the token allows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from app.model.account import Account
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import ListIncomplete
from app.model.text import say
from app.networks.bearer import Bearer, good, unreadable
from app.networks.fields import address, count, is_rows, moment, record, rows, side, text
from app.networks.network import Mark
from app.networks.pinterest.names import KEY, SITE, number
from app.networks.pinterest.sign_in import bearer
from app.networks.portraits import portrait

if TYPE_CHECKING:
    from datetime import datetime

    from app.networks.network import Listed
    from app.networks.session import Session

# The most that Pinterest is known to give at once (recalled).
PAGE: Final = 250
_MOST_PAGES = 20_000
_MOST_BOARDS = 5_000
# A carousel holds five (recalled); more than this is a mistake or malice.
_MOST_ITEMS = 50
_WHOLE = 100_000
_KEPT = ("name", "privacy", "collaborator_count", "pin_count")


def own(session: Session, resume: str = "") -> Iterator[Listed]:
    """List the profile picture, then board by board; the cursor is a board and a bookmark in it.

    Raises SignInExpired, SignInNeeded, Limited, ListIncomplete, NetworkRefused or a Problem of the web.
    """
    door = bearer(session)
    found = boards(door)
    first, _, bookmark = resume.partition(" ")
    keys = list(found)
    start = keys.index(first) if first in found else 0
    if first not in found:
        bookmark = ""
        url = address(good(door.get("/user_account", why="profile")).get("profile_image"), SITE)
        if url:
            yield portrait(session.account, PhotoKind.AVATAR, url, session.web.now())
    for key in keys[start:]:
        yield Mark(cursor=f"{key} {bookmark}")
        yield from _pins(session, door, key, found[key], bookmark)
        bookmark = ""


def _pins(
    session: Session, door: Bearer, key: str, board: Mapping[str, object], bookmark: str
) -> Iterator[Listed]:
    for entries, after in _pages(door, f"/boards/{key}/pins", bookmark):
        for entry in entries:
            # What others pinned to a shared board is theirs.
            if entry.get("is_owner") is not False:
                yield from _pictures(session.account, key, board, entry, session.web.now())
        if after:
            yield Mark(cursor=f"{key} {after}")


def boards(door: Bearer) -> Mapping[str, Mapping[str, object]]:
    """Return every board by its id: a few fields of each, so that any number of them fits."""
    found: dict[str, Mapping[str, object]] = {}
    for entries, _ in _pages(door, "/boards", ""):
        for one in entries:
            key = number(one.get("id"))
            if key and len(found) < _MOST_BOARDS:
                found[key] = {name: one.get(name) for name in _KEPT}
    return found


def _pages(door: Bearer, path: str, bookmark: str) -> Iterator[tuple[list[Mapping[str, object]], str]]:
    """Yield each page and the bookmark after it ("" on the last)."""
    seen = {bookmark}
    for _ in range(_MOST_PAGES):
        params: dict[str, str | int] = {"page_size": PAGE, **({"bookmark": bookmark} if bookmark else {})}
        answer = door.get(path, why="list", params=params)
        told = good(answer)
        if not is_rows(told.get("items")):
            raise unreadable(answer.host)
        given = told.get("bookmark")
        bookmark = text(given, 2000)
        yield [record(one) for one in rows(told.get("items"))[: 2 * PAGE]], bookmark
        if not given:
            return
        if not bookmark or bookmark in seen:
            break
        seen.add(bookmark)
    raise ListIncomplete(
        say("Pinterest gave a list that does not come to an end."),
        say("What was seen so far is good. Try again later."),
    )


def _pictures(
    account: Account, key: str, board: Mapping[str, object], entry: Mapping[str, object], now: datetime
) -> Iterator[Photo | Skipped]:
    """Yield the picture of a pin; of one with several (a carousel) each, numbered behind the key of the pin."""
    pin = number(entry.get("id"))
    if not pin:
        yield Skipped(where=key, why=say("A pin has no number."))
        return
    media = record(entry.get("media"))
    items = [record(one) for one in rows(media.get("items"))[:_MOST_ITEMS]]
    if not items:
        yield _picture(account, f"{key}/{pin}", board, entry, media, now)
    for place, item in enumerate(items, 1):
        yield _picture(account, f"{key}/{pin}/{place}", board, entry, item, now)


def _picture(
    account: Account,
    key: str,
    board: Mapping[str, object],
    entry: Mapping[str, object],
    media: Mapping[str, object],
    now: datetime,
) -> Photo | Skipped:
    files = _files(media)
    if not files:
        return Skipped(where=key, why=say("The network gave no picture for this pin."))
    width, height, url = files[0]
    return Photo(
        account=account.id,
        network=KEY,
        key=key,
        kind=PhotoKind.VIDEO_STILL if _is_film(media) else PhotoKind.PHOTO,
        url=f"{account.server or SITE}/pin/{number(entry.get('id'))}/",
        media_url=url,
        preview_url=files[-1][2] if len(files) > 1 else "",
        caption="\n".join(
            one for one in (text(entry.get("title"), 500), text(entry.get("description"), 4000)) if one
        ),
        alt_text=text(entry.get("alt_text"), 10_000),
        album=text(board.get("name"), 200),
        posted_at=moment(entry.get("created_at")),
        width=width or None,
        height=height or None,
        visibility=visibility(board, now),
    )


def _is_film(media: Mapping[str, object]) -> bool:
    named = text(media.get("media_type"), 40) or text(media.get("item_type"), 40)
    return "video" in named


def _files(media: Mapping[str, object]) -> list[tuple[int, int, str]]:
    """Return width, height and address of each size, the largest first. The original is mostly not told.

    A size without measures has its width in its name ("600x"). A film may have its cover alone, as `cover_image_url`.
    """
    given = list(record(media.get("images")).items())[:20] or [("", {"url": media.get("cover_image_url")})]
    sizes = [(name, record(one)) for name, one in given]
    usable = [(name, one) for name, one in sizes if address(one.get("url"), SITE)]
    return [
        (side(one.get("width")) or 0, side(one.get("height")) or 0, address(one.get("url"), SITE))
        for _, one in sorted(usable, key=lambda size: _width(*size), reverse=True)
    ]


def _width(name: str, one: Mapping[str, object]) -> int:
    """Return the width of a size, by its name where it has no measures."""
    named = name.partition("x")[0]
    known = int(named) if named.isascii() and named.isdigit() and len(named) < 6 else 0
    return side(one.get("width")) or (_WHOLE if name.startswith("orig") else known)


def visibility(board: Mapping[str, object], as_of: datetime) -> Visibility:
    """Return who may see the pins of a board. What PROTECTED lets in is not documented, so it stays unknown."""
    raw, name = text(board.get("privacy"), 40), text(board.get("name"), 200)
    alone = count(board.get("collaborator_count")) == 0
    audience = {
        "PUBLIC": Audience.PUBLIC,
        # A secret board is for the person, and for whom they invited.
        "SECRET": Audience.ONLY_ME if alone else Audience.CUSTOM,
    }.get(raw, Audience.UNKNOWN)
    return stated(audience, Basis.ALBUM if raw else Basis.NONE, as_of, name=name, raw=raw)
