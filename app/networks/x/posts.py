"""Read pictures out of posts and profiles of X."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from app.model.account import Account
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.inspection import Place
from app.model.photo import Photo, PhotoKind, Skipped, Tagged
from app.model.text import say
from app.networks.export_pages import resolved
from app.networks.fields import address, degrees, identifier, moment, record, rows, side, text
from app.networks.portraits import portrait
from app.networks.x.names import SITE

_LONGEST_TEXT = 5_000
_LONGEST_ALT = 10_000
# A post holds four; more than this is a mistake or malice.
_MOST_KEYS = 50
KINDS: Final = {
    "photo": PhotoKind.PHOTO,
    "video": PhotoKind.VIDEO_STILL,
    "animated_gif": PhotoKind.VIDEO_STILL,
}
_FILES = "pbs.twimg.com"


def visibility(user: Mapping[str, object], as_of: datetime) -> Visibility:
    """Return who may see all posts of an account; where X does not tell, nobody knows."""
    protected = user.get("protected")
    if not isinstance(protected, bool):
        return stated(Audience.UNKNOWN, Basis.NONE, as_of)
    audience = Audience.FOLLOWERS if protected else Audience.PUBLIC
    return stated(audience, Basis.ACCOUNT_SETTING, as_of, raw=f"protected: {str(protected).lower()}")


def portraits(account: Account, user: Mapping[str, object], as_of: datetime) -> Iterator[Photo]:
    """Yield avatar and banner, which stay open even on a protected account; stand-ins are nobody's."""
    avatar = address(user.get("profile_image_url"), SITE)
    if avatar and "default_profile" not in avatar:
        yield portrait(account, PhotoKind.AVATAR, avatar.replace("_normal.", "."), as_of, preview=avatar)
    banner = address(user.get("profile_banner_url"), SITE)
    if banner:
        yield portrait(account, PhotoKind.BANNER, banner, as_of)


def included(includes: Mapping[str, object], name: str, key: str) -> Mapping[str, Mapping[str, object]]:
    """Return what came with a page, by its key."""
    listed = [record(one) for one in rows(includes.get(name))[:1000]]
    return {identifier(one.get(key)): one for one in listed if identifier(one.get(key))}


def pictures(
    common: Photo,
    post: Mapping[str, object],
    media: Mapping[str, Mapping[str, object]],
    places: Mapping[str, Mapping[str, object]],
) -> Iterator[Photo | Skipped]:
    """Yield every picture of one post; a key without its picture is told, and passed over."""
    number = identifier(post.get("id"))
    keys = [identifier(one) for one in rows(record(post.get("attachments")).get("media_keys"))[:_MOST_KEYS]]
    if not number:
        yield Skipped(where=common.account, why=say("A post has no id."))
        return
    whole = _post(common, number, post, places)
    for key in dict.fromkeys(keys):
        found = media.get(key)
        if not key or found is None:
            yield Skipped(
                where=f"{number}/{key or '?'}", why=say("X names a picture here, but does not tell it.")
            )
            continue
        yield _picture(whole, f"{number}/{key}", found)


def _picture(whole: Photo, key: str, media: Mapping[str, object]) -> Photo | Skipped:
    named = text(media.get("type"), 40).casefold()
    kind = KINDS.get(named)
    if kind is None:
        return Skipped(
            where=key,
            why=say("This attachment is of a kind that we do not know: {kind}.", kind=named or "?"),
        )
    given = address(media.get("url" if kind is PhotoKind.PHOTO else "preview_image_url"), SITE)
    if not given:
        return Skipped(where=key, why=say("X gives no usable address for this picture."))
    url = original(given)
    return replace(
        whole,
        key=key,
        kind=kind,
        media_url=url,
        preview_url=given if given != url else "",
        alt_text=text(media.get("alt_text"), _LONGEST_ALT),
        width=side(media.get("width")),
        height=side(media.get("height")),
    )


def original(url: str) -> str:
    """Return the address of the largest file that X serves; the plain one is smaller (recalled)."""
    parts = urlsplit(url)
    is_file = parts.hostname == _FILES and parts.path.startswith("/media/") and not parts.query
    return f"{url}?name=orig" if is_file else url


def _post(
    common: Photo, number: str, post: Mapping[str, object], places: Mapping[str, Mapping[str, object]]
) -> Photo:
    # A post of more than 280 signs stands whole beside its beginning.
    whole = record(post.get("note_tweet"))
    said = whole if text(whole.get("text"), _LONGEST_TEXT) else post
    mentions = rows(record(said.get("entities")).get("mentions"))[:100]
    names = [text(record(one).get("username"), 60) for one in mentions]
    return replace(
        common,
        url=f"{common.url}/status/{number}",
        # X writes & < > as a page of the web needs them.
        caption=resolved(text(said.get("text"), 2 * _LONGEST_TEXT), _LONGEST_TEXT),
        posted_at=moment(post.get("created_at")),
        place=_place(record(post.get("geo")), places),
        people=tuple(Tagged(name=name, basis="mention") for name in dict.fromkeys(names) if name),
    )


def _place(geo: Mapping[str, object], places: Mapping[str, Mapping[str, object]]) -> Place | None:
    """Return the exact position, or the middle of the place that was named."""
    tagged = places.get(identifier(geo.get("place_id")), {})
    name = text(tagged.get("full_name"), 200)
    point = rows(record(geo.get("coordinates")).get("coordinates"))
    box = rows(record(tagged.get("geo")).get("bbox"))
    exact = point if len(point) == 2 else []
    lon, lat = (degrees(exact[0], 180), degrees(exact[1], 90)) if exact else _middle(box)
    if lat is None or lon is None:
        return None
    return Place(lat=lat, lon=lon, basis="network" if exact else "place_tag", name=name)


def _middle(box: list[object]) -> tuple[float | None, float | None]:
    """Return longitude and latitude of the middle of west, south, east, north."""
    if len(box) != 4:
        return None, None
    west, south, east, north = (
        degrees(one, limit) for one, limit in zip(box, (180, 90, 180, 90), strict=True)
    )
    if west is None or south is None or east is None or north is None or west > east:
        return None, None
    return (west + east) / 2, (south + north) / 2
