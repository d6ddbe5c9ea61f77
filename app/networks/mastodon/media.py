"""Read the pictures out of posts and profiles, and judge who may see them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from app.model.account import Account
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.inspection import Place
from app.model.photo import Photo, PhotoKind, Skipped, Tagged, new_photo
from app.model.text import Text, say
from app.networks.fields import (
    address,
    degrees,
    identifier,
    is_rows,
    moment,
    record,
    rows,
    side,
    text,
)
from app.networks.mastodon.audience import Rules
from app.networks.mastodon.captions import LONGEST_CAPTION, plain_text

_LONGEST_ALT = 10_000
_MOST_PICTURES = 100
_MOST_MENTIONS = 100
_KINDS = {
    "image": PhotoKind.PHOTO,
    # A film's poster frame shows a face as well as any photo does.
    "video": PhotoKind.VIDEO_STILL,
    "gifv": PhotoKind.VIDEO_STILL,
}
_OF_NO_INTEREST = frozenset({"audio"})
# The pictures that servers show in place of none: Mastodon's missing.png, GoToSocial's default_avatars and
# default_header, Pixelfed's default.jpg and no-preview.png, Pleroma's avi.png and banner.png, Takahē's unknown-icon,
# Friendica's person-300.jpg.
_STAND_IN = re.compile(
    r"/missing\.png$|/default_(?:avatars?|headers?)\b|/(?:default|no-preview)\.(?:jpe?g|png|webp)$"
    r"|/images/(?:avi|banner)\.png$|/unknown-icon[^/]*$|/images/(?:person|friendica)-?\d*\.(?:jpe?g|png)$|/blank\.png$",
    re.IGNORECASE,
)
# With none of these names, and no folder of defaults, an address is no such picture; asking so is quick.
_STAND_IN_NAMES = (
    "missing.png",
    "default.",
    "no-preview.",
    "avi.png",
    "banner.png",
    "unknown-icon",
    "person",
    "friendica",
    "blank.png",
)
# A media proxy gives a copy that may have been made smaller; these servers name the file itself beside it.
_PROXIED = re.compile(r"^/(?:proxy|media_proxy)/", re.IGNORECASE)


def is_stand_in(url: str) -> bool:
    """Whether an address is one of the pictures that servers show where somebody has none."""
    path = url.partition("?")[0].partition("#")[0]
    lowered = path.lower()
    if path.isascii() and "/default_" not in lowered:
        name = lowered.rpartition("/")[2]
        return name.startswith(_STAND_IN_NAMES) and bool(_STAND_IN.search(path))
    return bool(_STAND_IN.search(path))


def portraits(account: Account, entity: Mapping[str, object], as_of: datetime) -> Iterator[Photo | Skipped]:
    """Yield avatar and banner of an account's record; the pictures that stand in for none are nobody's photos."""
    for kind, name, other in (
        (PhotoKind.AVATAR, "avatar", "avatar_static"),
        (PhotoKind.BANNER, "header", "header_static"),
    ):
        given = entity.get(name) or entity.get(other)
        if not given:
            continue
        url = address(given, account.server)
        if not url:
            yield Skipped(where=name, why=say("The address of this profile picture is none."))
        elif not is_stand_in(url):
            alt = text(entity.get(f"{name}_description"), _LONGEST_ALT)
            yield portrait(
                account, kind, url, as_of, preview=address(entity.get(other), account.server), alt_text=alt
            )


def portrait(
    account: Account, kind: PhotoKind, url: str, as_of: datetime, *, preview: str = "", alt_text: str = ""
) -> Photo:
    """Return an avatar or banner. Another file is another photo, so the file's address makes the key."""
    return Photo(
        account=account.id,
        network=account.network,
        key=portrait_key(kind, url),
        kind=kind,
        url=account.url,
        media_url=url,
        preview_url=preview if preview != url else "",
        alt_text=alt_text,
        visibility=stated(Audience.PUBLIC, Basis.NETWORK_RULE, as_of),
    )


def portrait_key(kind: PhotoKind, url: str) -> str:
    """Return the key of an avatar or banner by its file's address: "avatar:5f0c…"."""
    parts = urlsplit(url)
    return f"{kind}:{hashlib.sha256(f'{parts.path}?{parts.query}'.encode()).hexdigest()[:16]}"


def is_theirs(account: Account, post: Mapping[str, object]) -> bool:
    """Whether a post is the account's own: a boost shows somebody else's pictures."""
    if post.get("reblog") is not None:
        return False
    author = record(post.get("account")).get("id")
    return author == account.remote_id or identifier(author) in {"", account.remote_id}


def has_pictures(account: Account, post: Mapping[str, object]) -> bool:
    """Whether a post is the account's own and carries anything but words."""
    return bool(rows(post.get("media_attachments"))) and is_theirs(account, post)


def pictures(account: Account, post: Mapping[str, object], rules: Rules) -> list[Photo | Skipped]:
    """Return every picture of one post of this account; one that cannot be read is told, and passed over."""
    number = identifier(post.get("id"))
    given = post.get("media_attachments")
    if not number:
        return [Skipped(where=account.handle, why=say("A post has no id."))]
    if given is not None and not is_rows(given):
        return [Skipped(where=number, why=say("The pictures of this post have a form that we do not know."))]
    found: list[Photo | Skipped] = []
    shared: _Shared | None = None
    for place, one in enumerate(rows(given)[:_MOST_PICTURES], 1):
        media = record(one)
        read = _picture(account, media)
        if read is None:
            continue
        key = f"{number}/{identifier(media.get('id')) or place}"
        if isinstance(read, Text):
            found.append(Skipped(where=key, why=read))
            continue
        shared = shared or _shared(account, post, rules)
        found.append(_photo(account, shared, key, read, media))
    return found


class _Shared(NamedTuple):
    """What all pictures of one post share."""

    url: str
    caption: str
    posted_at: datetime | None
    visibility: Visibility
    place: Place | None
    people: tuple[Tagged, ...]


def _picture(account: Account, media: Mapping[str, object]) -> tuple[PhotoKind, str] | Text | None:
    """Return kind and address of a picture, the reason why there is none, or None for what is no picture at all."""
    given = media.get("type")
    named = given if isinstance(given, str) and given in _KINDS else text(given, 40).casefold()
    if named in _OF_NO_INTEREST:
        return None
    kind = _KINDS.get(named)
    if kind is None:
        return say("This attachment is of a kind that we do not know: {kind}.", kind=named or "?")
    url = (
        _original(account, media)
        if kind is PhotoKind.PHOTO
        else address(media.get("preview_url"), account.server)
    )
    if not url:
        return say("The server gives no usable address for this picture.")
    if is_stand_in(url):
        return None if kind is PhotoKind.VIDEO_STILL else say("The server shows a stand-in for this picture.")
    return kind, url


def _original(account: Account, media: Mapping[str, object]) -> str:
    """Return the address of the file itself; never the preview, which lost its metadata and its sharpness."""
    url = address(media.get("url"), account.server)
    remote = address(media.get("remote_url"), account.server)
    return remote if remote and (not url or _PROXIED.match(urlsplit(url).path)) else url


def _shared(account: Account, post: Mapping[str, object], rules: Rules) -> _Shared:
    warning = text(post.get("spoiler_text"), 500)
    said = plain_text(text(post.get("content"), LONGEST_CAPTION * 4))
    place, mentions = post.get("place"), rows(post.get("mentions"))
    return _Shared(
        address(post.get("url"), account.server) or address(post.get("uri"), account.server),
        f"{warning}\n\n{said}".strip()[:LONGEST_CAPTION] if warning else said,
        moment(post.get("created_at")),
        rules.visibility(post.get("visibility")),
        _place(record(place)) if place else None,
        _people(mentions) if mentions else (),
    )


def _photo(
    account: Account, shared: _Shared, key: str, picture: tuple[PhotoKind, str], media: Mapping[str, object]
) -> Photo:
    kind, url = picture
    size = record(record(media.get("meta")).get("original" if kind is PhotoKind.PHOTO else "small"))
    preview = address(media.get("preview_url"), url)
    return new_photo(
        account=account.id,
        network=account.network,
        key=key,
        kind=kind,
        url=shared.url,
        media_url=url,
        preview_url="" if preview == url or is_stand_in(preview) else preview,
        caption=shared.caption,
        alt_text=text(media.get("description"), _LONGEST_ALT),
        posted_at=shared.posted_at,
        width=side(size.get("width")),
        height=side(size.get("height")),
        visibility=shared.visibility,
        place=shared.place,
        people=shared.people,
    )


def _place(place: Mapping[str, object]) -> Place | None:
    """Return the place tag of a Pixelfed post, where it has a position."""
    lat, lon = degrees(place.get("lat"), 90), degrees(place.get("long", place.get("lon")), 180)
    if lat is None or lon is None:
        return None
    named = ", ".join(
        part for part in (text(place.get("name"), 100), text(place.get("country"), 100)) if part
    )
    return Place(lat=lat, lon=lon, basis="place_tag", name=named)


def _people(mentions: list[object]) -> tuple[Tagged, ...]:
    names = [text(record(one).get("acct"), 200) for one in mentions[:_MOST_MENTIONS]]
    return tuple(Tagged(name=name, basis="mention") for name in dict.fromkeys(names) if name)
