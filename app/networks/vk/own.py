"""List the photos of the person's own page of VK."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from app.model.account import Account
from app.model.audience import Audience, Basis, Reason, Visibility, effective
from app.model.inspection import Place
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import ListIncomplete
from app.model.text import say
from app.networks.bearer import unreadable
from app.networks.fields import address, count, degrees, is_rows, record, rows, side, text
from app.networks.network import Mark
from app.networks.vk.call import Vk, first, vk
from app.networks.vk.names import KEY, SITE, number

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.session import Session

# The most that photos.getAll gives at once (vk-api-schema).
PAGE: Final = 200
PROFILE_ALBUM: Final = "-6"
_MOST_ALBUMS = 10_000
_MOST_PAGES = 10_000
_EPOCH_MOST = 10**11
_WORDS: Final[Mapping[str, Audience]] = {
    "all": Audience.PUBLIC,
    "friends": Audience.FRIENDS,
    "friends_of_friends": Audience.FRIENDS_OF_FRIENDS,
    "only_me": Audience.ONLY_ME,
    "nobody": Audience.ONLY_ME,
}


# The longer side that each letter of a size stands for at most (VK's page on sizes of photos; "base" is the original).
_LETTERS: Final[Mapping[str, int]] = {
    "s": 75,
    "m": 130,
    "o": 131,
    "p": 200,
    "q": 320,
    "r": 510,
    "x": 604,
    "y": 807,
    "z": 1280,
    "w": 2560,
    "base": 100_000,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """What is told of one album: its title, and VK's word for who may see it ("" where nobody tells)."""

    title: str
    raw: str


def own(session: Session, resume: str = "") -> Iterator[Listed]:
    """List every photo, the newest first; the cursor is how many came before.

    Raises SignInExpired, SignInNeeded, Limited, ListIncomplete, NetworkRefused or a Problem of the web.
    """
    asked = vk(session)
    limit = _account_limit(first(asked.read("users.get", fields="is_closed")))
    albums = _albums(asked, session.account)
    at = int(resume) if number(resume) and len(resume) < 10 else 0
    for _ in range(_MOST_PAGES):
        told = record(
            asked.read(
                "photos.getAll", owner_id=session.account.remote_id, count=PAGE, offset=at, photo_sizes=1
            )
        )
        if not is_rows(told.get("items")):
            raise unreadable("vk.com")
        page = rows(told.get("items"))[: 2 * PAGE]
        for entry in page:
            yield _photo(session.account, record(entry), albums, limit, session.web.now())
        at += len(page)
        total = count(told.get("count"))
        if total is not None and at >= total:
            return
        if not page:
            _ended(total)
            return
        yield Mark(cursor=str(at))
    _ended(None)


def _ended(total: int | None) -> None:
    """Raise ListIncomplete where VK counts more than it lists. It may count photos that were deleted since."""
    raise ListIncomplete(
        say("VK listed fewer photos than it counts ({count}).", count=total or 0),
        say("What was seen so far is good. Try again later."),
    )


def _albums(asked: Vk, account: Account) -> Mapping[str, Album]:
    """Return title and audience of each album, those of VK's own (profile, wall, saved) included."""
    told = record(asked.read("photos.getAlbums", owner_id=account.remote_id, need_system=1))
    found: dict[str, Album] = {}
    for one in (record(each) for each in rows(told.get("items"))[:_MOST_ALBUMS]):
        key = number(one.get("id"), signed=True)
        if key:
            found[key] = Album(title=text(one.get("title"), 200), raw=_word(one.get("privacy_view")))
    return found


def own_albums(asked: Vk, account: Account) -> list[Album]:
    """Return the albums that the person made; those of VK's own have no word for who may see them."""
    return [album for key, album in _albums(asked, account).items() if not key.startswith("-")]


def audience_of(raw: str) -> Audience:
    """Return who may see an album by VK's word; a word that we do not know, and a list of people, stay unknown."""
    return _WORDS.get(raw, Audience.UNKNOWN)


def _word(value: object) -> str:
    """Return VK's word for who may see an album: {"category": "all"}, ["all"] in older answers, or "all"."""
    given = rows(value)
    if given:
        # More than one word is a list of people, which is neither of the words that we know.
        return text(given[0], 40) if len(given) == 1 else "some"
    told = record(value)
    if told:
        # Beside the category, single people or lists may be let in or kept out: {"allowed": [], "excluded": []}.
        named = [told.get("owners"), told.get("lists")]
        is_plain = not any(_names_somebody(one) for one in named)
        return text(told.get("category"), 40) if is_plain else "some"
    return text(value, 40)


def _names_somebody(value: object) -> bool:
    return any(bool(one) for one in record(value).values()) if record(value) else bool(value)


def _account_limit(user: Mapping[str, object]) -> Reason | None:
    """Return what a closed profile lets in at most: friends. An open one, or an unknown, narrows nothing."""
    if user.get("is_closed") is not True:
        return None
    return Reason(basis=Basis.ACCOUNT_SETTING, audience=Audience.FRIENDS, raw="is_closed")


def _photo(
    account: Account,
    entry: Mapping[str, object],
    albums: Mapping[str, Album],
    limit: Reason | None,
    now: datetime,
) -> Photo | Skipped:
    key, in_album = number(entry.get("id")), number(entry.get("album_id"), signed=True)
    if not key or not in_album:
        return Skipped(where=account.handle, why=say("A photo has no number."))
    files = _files(entry)
    if not files:
        return Skipped(where=key, why=say("A photo has no address for its file."))
    album = albums.get(in_album, Album(title="", raw=""))
    width, height, url = files[0]
    return Photo(
        account=account.id,
        network=KEY,
        key=f"{in_album}/{key}",
        kind=PhotoKind.OLD_AVATAR if in_album == PROFILE_ALBUM else PhotoKind.PHOTO,
        url=f"{account.server or SITE}/photo{account.remote_id}_{key}",
        media_url=url,
        preview_url=files[-1][2] if len(files) > 1 else "",
        caption=text(entry.get("text"), 5000),
        album=album.title,
        posted_at=_when(entry.get("date")),
        width=width or None,
        height=height or None,
        visibility=_visibility(album, limit, now),
        place=_place(entry),
    )


def _visibility(album: Album, limit: Reason | None, now: datetime) -> Visibility:
    way = Reason(
        basis=Basis.ALBUM if album.raw else Basis.NONE,
        audience=audience_of(album.raw),
        name=album.title,
        raw=album.raw,
    )
    return effective([way], limit, now)


def _files(entry: Mapping[str, object]) -> list[tuple[int, int, str]]:
    """Return width, height and address of each size, the largest first; VK gives old ones no measures, but a letter."""
    listed = [record(each) for each in (entry.get("orig_photo"), *rows(entry.get("sizes"))[:50])]
    usable = [one for one in listed if address(one.get("url"), SITE)]
    return [
        (side(one.get("width")) or 0, side(one.get("height")) or 0, address(one.get("url"), SITE))
        for one in sorted(usable, key=_largest, reverse=True)
    ]


def _largest(one: Mapping[str, object]) -> int:
    """Return the longer side of a size, by its letter where it has no measures."""
    measured = max(side(one.get("width")) or 0, side(one.get("height")) or 0)
    return measured or _LETTERS.get(text(one.get("type"), 10), 0)


def _when(value: object) -> datetime | None:
    seconds = count(value)
    return datetime.fromtimestamp(seconds, UTC) if seconds and seconds < _EPOCH_MOST else None


def _place(entry: Mapping[str, object]) -> Place | None:
    lat, lon = degrees(entry.get("lat"), 90), degrees(entry.get("long"), 180)
    if lat is None or lon is None or (lat == 0 and lon == 0):
        return None
    return Place(lat=lat, lon=lon, basis="network")
