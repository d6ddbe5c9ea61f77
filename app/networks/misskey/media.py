"""Read the pictures out of notes, drive files and profiles, and judge who may see them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from app.model.account import Account
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.photo import Photo, PhotoKind, Skipped, Tagged
from app.model.text import Text, say
from app.networks.fields import address, identifier, is_rows, moment, record, rows, side, text

FILE_KEY: Final = "file-"
_LONGEST_CAPTION: Final = 5_000
_LONGEST_ALT: Final = 10_000
_MOST_PICTURES: Final = 100
_MOST_MENTIONS: Final = 100
# isVisibleForMe and generateVisibilityQuery of Misskey's NoteEntityService: only "specified" and "followers" are kept
# from a stranger there. "home" is left out of public timelines; whether a server of the family shows it to strangers
# all the same is not told by the word, so it stays unknown until a stranger's look tells.
_HOME: Final = "home"
_HOME_NOTE: Final = say(
    "“Home” keeps a note out of public timelines only: on most servers strangers can read it on the profile."
)
_AUDIENCES: Final = {
    "public": Audience.PUBLIC,
    "followers": Audience.FOLLOWERS,
    "specified": Audience.DIRECT,
}
_MENTION: Final = re.compile(r"(?<![\w/@])@([A-Za-z0-9_]{1,60}(?:@[A-Za-z0-9.-]{1,120}[A-Za-z0-9])?)")
# What is shown where somebody has no avatar: /identicon/user@server, and the static pictures of the program.
_STAND_IN: Final = re.compile(
    r"^/(?:identicon/|static-assets/|client-assets/|assets/|avatar/default)", re.IGNORECASE
)
# A media proxy, the server's own or one at another host, gives a copy made smaller. It names the file itself: in its
# query ("/proxy/avatar.webp?url=…", "/image.webp?url=…"), or in its path ("/avatar/media.example%2Ffile.webp?avatar=1").
_MODES: Final = "avatar|image|static|preview|emoji"
_PROXIED: Final = re.compile(
    rf"/(?:proxy|avatar)/[\w.%-]{{0,1000}}|/(?:{_MODES})\.(?:webp|png|jpe?g|avif)", re.IGNORECASE
)
_PROXIED_IN_PATH: Final = re.compile(rf"(?:/proxy)?/(?:{_MODES})/(?P<file>[\w.%~-]{{1,2000}})", re.IGNORECASE)
_PLACE: Final = re.compile(
    r"(?:https?://)?(?:[a-z0-9-]{1,63}\.){1,10}[a-z]{2,63}(?::\d{1,5})?/[^\s\\]+", re.IGNORECASE
)


def portraits(account: Account, entity: Mapping[str, object], as_of: datetime) -> Iterator[Photo | Skipped]:
    """Yield avatar and banner of an account's record; the pictures that stand in for none are nobody's photos."""
    for kind, name in ((PhotoKind.AVATAR, "avatarUrl"), (PhotoKind.BANNER, "bannerUrl")):
        given = entity.get(name)
        if not given:
            continue
        shown = address(given, account.server)
        if not shown:
            yield Skipped(where=name, why=say("The address of this profile picture is none."))
        elif not _STAND_IN.match(urlsplit(shown).path):
            yield _portrait(account, kind, shown, as_of)


def _portrait(account: Account, kind: PhotoKind, shown: str, as_of: datetime) -> Photo:
    """Return an avatar or banner. Another file is another photo, so the file's address makes the key."""
    original = _behind_proxy(shown, account.server)
    parts = urlsplit(original)
    digest = hashlib.sha256(f"{parts.path}?{parts.query}".encode()).hexdigest()[:16]
    return Photo(
        account=account.id,
        network=account.network,
        key=f"{kind}:{digest}",
        kind=kind,
        url=account.url,
        media_url=original,
        preview_url=shown if shown != original else "",
        visibility=stated(Audience.PUBLIC, Basis.NETWORK_RULE, as_of),
    )


def is_theirs(account: Account, note: Mapping[str, object]) -> bool:
    """Whether a note is the account's own; a renote shows the pictures of somebody else."""
    return identifier(note.get("userId")) in {"", account.remote_id}


def is_hidden(note: Mapping[str, object]) -> bool:
    """Whether the server lists a note, but keeps what is in it from whoever asked."""
    return note.get("isHidden") is True


def pictures(account: Account, note: Mapping[str, object], as_of: datetime) -> Iterator[Photo | Skipped]:
    """Yield every picture of one note of this account; one that cannot be read is told, and passed over."""
    number = identifier(note.get("id"))
    given = note.get("files")
    if not number:
        yield Skipped(where=account.handle, why=say("A post has no id."))
        return
    if given is not None and not is_rows(given):
        yield Skipped(where=number, why=say("The pictures of this post have a form that we do not know."))
    common = _common(account, number, note, as_of)
    for place, one in enumerate(rows(given)[:_MOST_PICTURES], 1):
        file = record(one)
        yield from _picture(account, common, f"{number}/{identifier(file.get('id')) or place}", file)


def drive_picture(account: Account, file: Mapping[str, object], as_of: datetime) -> Iterator[Photo | Skipped]:
    """Yield the picture of an uploaded file that hangs in no note: whoever has its address can open it."""
    number = identifier(file.get("id"))
    if not number:
        yield Skipped(where=account.handle, why=say("A file has no id."))
        return
    common = Photo(
        account=account.id,
        network=account.network,
        key="",
        url=f"{account.server}/my/drive/file/{number}",
        caption=text(file.get("name"), 300),
        posted_at=moment(file.get("createdAt")),
        visibility=stated(Audience.UNLISTED, Basis.SHARE_LINK, as_of),
    )
    yield from _picture(account, common, f"{FILE_KEY}{number}", file)


def _picture(
    account: Account, common: Photo, key: str, file: Mapping[str, object]
) -> Iterator[Photo | Skipped]:
    read = _kind_and_address(account, file)
    if isinstance(read, Text):
        yield Skipped(where=key, why=read)
    elif read is not None:
        kind, url = read
        yield _photo(common, key, kind, url, file)


def _kind_and_address(account: Account, file: Mapping[str, object]) -> tuple[PhotoKind, str] | Text | None:
    """Return kind and address of a picture, the reason why there is none, or None for what is no picture at all."""
    named = text(file.get("type"), 100).casefold()
    if named.startswith("image/"):
        url = _behind_proxy(address(file.get("url"), account.server), account.server)
        return (PhotoKind.PHOTO, url) if url else say("The server gives no usable address for this picture.")
    if named.startswith("video/"):
        # A film's poster frame shows a face as well as any photo does; where there is none, there is nothing to take.
        still = address(file.get("thumbnailUrl"), account.server)
        return (PhotoKind.VIDEO_STILL, still) if still else None
    return None if named else say("This attachment is of a kind that we do not know: {kind}.", kind="?")


def _photo(common: Photo, key: str, kind: PhotoKind, url: str, file: Mapping[str, object]) -> Photo:
    preview = address(file.get("thumbnailUrl"), url)
    size = record(file.get("properties"))
    return replace(
        common,
        key=key,
        kind=kind,
        media_url=url,
        preview_url="" if preview == url else preview,
        alt_text=text(file.get("comment"), _LONGEST_ALT),
        width=side(size.get("width")) if kind is PhotoKind.PHOTO else None,
        height=side(size.get("height")) if kind is PhotoKind.PHOTO else None,
    )


def _common(account: Account, number: str, note: Mapping[str, object], as_of: datetime) -> Photo:
    """Return what all pictures of one note share."""
    warning, said = text(note.get("cw"), 500), text(note.get("text"), _LONGEST_CAPTION)
    return Photo(
        account=account.id,
        network=account.network,
        key="",
        url=f"{account.server}/notes/{number}",
        caption="\n\n".join(part for part in (warning, said) if part)[:_LONGEST_CAPTION],
        posted_at=moment(note.get("createdAt")),
        visibility=visibility(note.get("visibility"), as_of),
        people=_people(said),
    )


def visibility(given: object, as_of: datetime) -> Visibility:
    """Return who may see a note; a word that we do not know means that nobody knows."""
    word = text(given, 60).casefold()
    audience = _AUDIENCES.get(word, Audience.UNKNOWN)
    note = _HOME_NOTE if word == _HOME else None
    return stated(audience, Basis.ITEM if word else Basis.NONE, as_of, raw=word, note=note)


def _people(said: str) -> tuple[Tagged, ...]:
    """Return who is named in a text; a note's own list of mentions holds ids that say nothing to a person."""
    names = dict.fromkeys(_MENTION.findall(said)[:_MOST_MENTIONS])
    return tuple(Tagged(name=name, basis="mention") for name in names)


def _behind_proxy(url: str, server: str) -> str:
    """Return the address of the file itself where a media proxy is named, the server's own or another."""
    parts = urlsplit(url)
    if not parts.query:
        return url
    try:
        given = parse_qs(parts.query, max_num_fields=20).get("url", [""])[0]
    except ValueError:
        return url
    if given:
        return (address(given, server) if _PROXIED.fullmatch(parts.path) else "") or url
    named = _PROXIED_IN_PATH.fullmatch(parts.path)
    place = unquote(named["file"]) if named else ""
    if not _PLACE.fullmatch(place):
        return url
    return address(place if "://" in place else f"https://{place}", server) or url
