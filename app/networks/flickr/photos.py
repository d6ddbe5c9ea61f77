"""Read photos out of Flickr's lists: file, place, dates, and who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from app.model.account import Account
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.inspection import Place
from app.model.photo import Photo, PhotoKind
from app.model.text import Text, say
from app.networks.fields import address, degrees, moment, record, rows, side, text
from app.networks.flickr.names import SITE, content, member, number
from app.networks.flickr.told import words

EXTRAS: Final = (
    "description,date_upload,date_taken,geo,media,o_dims,original_format,path_alias,"
    "url_o,url_6k,url_5k,url_4k,url_3k,url_k,url_h,url_l,url_c,url_z,url_m"
)
# Largest first; the letters are Flickr's own (flickr.com/services/api/misc.urls).
_SIZES = ("o", "6k", "5k", "4k", "3k", "k", "h", "l", "c", "z", "m")
_PREVIEWS = ("l", "c", "z", "m")
_LONGEST_CAPTION = 5_000
# (ispublic, isfriend, isfamily) as people.getPhotos tells them.
_AUDIENCES: Final[Mapping[tuple[int, int, int], tuple[Audience, str]]] = {
    (0, 0, 0): (Audience.ONLY_ME, "private"),
    (0, 1, 0): (Audience.FRIENDS, "friends"),
    (0, 0, 1): (Audience.CUSTOM, "family"),
    (0, 1, 1): (Audience.CUSTOM, "friends and family"),
}


def photo_of(account: Account, entry: Mapping[str, object], as_of: datetime, album: str = "") -> Photo | Text:
    """Return one entry of a list as a photo, or say why it is none."""
    key = photo_id(entry.get("id"))
    if not key:
        return say("A photo has no id.")
    size = next((one for one in _SIZES if address(entry.get(f"url_{one}"), SITE)), None)
    if size is None:
        return say("Flickr gives no usable address for this picture.")
    media = text(entry.get("media"), 20).casefold()
    if media not in {"photo", "video", ""}:
        return say("This item is of a kind that we do not know: {kind}.", kind=media)
    url = address(entry.get(f"url_{size}"), SITE)
    small = next((address(entry.get(f"url_{one}"), SITE) for one in _PREVIEWS if entry.get(f"url_{one}")), "")
    return Photo(
        account=account.id,
        network=account.network,
        key=key,
        kind=PhotoKind.VIDEO_STILL if media == "video" else PhotoKind.PHOTO,
        url=f"{account.server or SITE}/photos/{account.handle}/{key}/",
        media_url=url,
        preview_url=small if small != url else "",
        caption=_caption(entry),
        album=album,
        taken_at=_taken(entry),
        posted_at=_posted(entry.get("dateupload")),
        width=side(number(entry.get(f"width_{size}"))),
        height=side(number(entry.get(f"height_{size}"))),
        visibility=visibility(entry, as_of),
        place=_place(entry),
    )


def photo_id(value: object) -> str:
    """Return the id of a photo or album: digits, as text or as a number."""
    written = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return written if written.isascii() and written.isdigit() and len(written) <= 20 else ""


def visibility(entry: Mapping[str, object], as_of: datetime) -> Visibility:
    """Return who may see a photo; flags that are missing or odd mean that nobody knows."""
    flags = [number(entry.get(name)) for name in ("ispublic", "isfriend", "isfamily")]
    if flags[0] == 1:
        return stated(Audience.PUBLIC, Basis.ITEM, as_of, raw="public")
    known = _AUDIENCES.get((flags[0], flags[1], flags[2])) if None not in flags else None  # pyright: ignore[reportArgumentType]
    if known is None:
        return stated(Audience.UNKNOWN, Basis.NONE, as_of, raw=text(str(entry.get("ispublic")), 20))
    return stated(known[0], Basis.ITEM, as_of, raw=known[1])


def names_of(told: Mapping[str, object]) -> list[str]:
    """Return the names of the people who are marked in a photo (photos.people.getList)."""
    people = [record(one) for one in rows(record(told.get("people")).get("person"))[:100]]
    named = [
        content(one.get("realname"), 200) or content(one.get("username"), 200) or member(one.get("nsid"))
        for one in people
    ]
    return [name for name in dict.fromkeys(named) if name]


def _caption(entry: Mapping[str, object]) -> str:
    # A title is plain; in a description Flickr lets people write links and the like.
    said = words(content(entry.get("description"), 4 * _LONGEST_CAPTION), _LONGEST_CAPTION)
    parts = (content(entry.get("title"), 500), said)
    return "\n\n".join(part for part in parts if part)[:_LONGEST_CAPTION]


def _taken(entry: Mapping[str, object]) -> datetime | None:
    """Return when it was taken; Flickr puts the upload's date there where it does not know, and says so."""
    if number(entry.get("datetakenunknown")) == 1:
        return None
    return moment(entry.get("datetaken"))


def _posted(value: object) -> datetime | None:
    seconds = number(value)
    return datetime.fromtimestamp(seconds, UTC) if seconds and seconds < 10**11 else None


def _place(entry: Mapping[str, object]) -> Place | None:
    """Return the position that Flickr shows. Where it is hidden from strangers, only the file may give it away."""
    lat, lon = degrees(entry.get("latitude"), 90), degrees(entry.get("longitude"), 180)
    # 0, 0 with accuracy 0 is how Flickr writes that there is none.
    nowhere = not lat and not lon and not number(entry.get("accuracy"))
    if lat is None or lon is None or nowhere or number(entry.get("geo_is_public")) == 0:
        return None
    return Place(lat=lat, lon=lon, basis="network")
