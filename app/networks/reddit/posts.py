"""Read pictures out of posts of Reddit: single ones, galleries, and the stills of films."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from app.model.account import Account
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.text import Text, say
from app.networks.fields import address, identifier, record, rows, side, text
from app.networks.reddit.names import SITE, post_name, site

_LONGEST_TEXT = 5_000
# A gallery holds 20; more than this is a mistake or malice.
_MOST_PICTURES = 200
_FILES: Final = "https://i.redd.it"
_ENDINGS: Final[Mapping[str, str]] = {
    "image/jpg": "jpg",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
}
# Who sees a community; what another word means, nobody knows.
_COMMUNITIES: Final[Mapping[str, Audience]] = {
    "public": Audience.PUBLIC,
    "restricted": Audience.PUBLIC,
    "user": Audience.PUBLIC,
    "archived": Audience.PUBLIC,
    "private": Audience.CUSTOM,
}
_PICTURE_NAMES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
_IMGUR: Final = "i.imgur.com"
_NO_STILL: Final = say("Reddit gives no usable address for the still of this film.")


def pictures(account: Account, post: Mapping[str, object], as_of: datetime) -> Iterator[Photo | Skipped]:
    """Yield every picture of one post; one that cannot be read is told, and passed over."""
    name = post_name(post.get("name"))
    if not name:
        yield Skipped(where=account.handle, why=say("A post has no id."))
        return
    # What is posted again into another community is the first post's picture, and goes with that.
    if rows(post.get("crosspost_parent_list")) or post.get("crosspost_parent"):
        return
    common = _common(account, post, as_of)
    media = record(post.get("media_metadata"))
    if media:
        yield from _gallery(common, name, post, media, account.server or _FILES)
    # A post that shows one picture may have others among its words.
    yield from _single(common, name, post, account.server)


def visibility(post: Mapping[str, object], as_of: datetime) -> Visibility:
    """Return who may see a post. One that was taken out of its community is still reached by its link."""
    community = text(post.get("subreddit_type"), 40).casefold()
    removed = text(post.get("removed_by_category"), 40).casefold()
    audience = _COMMUNITIES.get(community, Audience.UNKNOWN)
    if removed and audience is Audience.PUBLIC:
        return stated(Audience.UNLISTED, Basis.ITEM, as_of, raw=f"removed: {removed}")
    return stated(audience, Basis.NETWORK_RULE if community else Basis.NONE, as_of, raw=community)


def _gallery(
    common: Photo, name: str, post: Mapping[str, object], media: Mapping[str, object], files: str
) -> Iterator[Photo | Skipped]:
    listed = [record(one) for one in rows(record(post.get("gallery_data")).get("items"))[:_MOST_PICTURES]]
    # Pictures inside a text post stand in no list.
    items = listed or [{"media_id": one} for one in list(media)[:_MOST_PICTURES]]
    for item in items:
        # "emote|pack|name" and "giphy|number" are stickers, and nobody's own.
        if "|" in text(item.get("media_id"), 200):
            continue
        key = identifier(item.get("media_id"))
        where = f"{name}/{key or '?'}"
        read = _stored(files, key, record(media.get(key)))
        match read:
            case None:
                continue
            case Text():
                yield Skipped(where=where, why=read)
            case (url, preview, size):
                yield replace(
                    common,
                    key=where,
                    media_url=url,
                    preview_url=preview,
                    alt_text=text(item.get("caption"), 1_000),
                    width=side(size.get("x")),
                    height=side(size.get("y")),
                )


def _stored(
    files: str, key: str, media: Mapping[str, object]
) -> tuple[str, str, Mapping[str, object]] | Text | None:
    """Return original, preview and size of a picture; the reason why there is none; None for what is no picture."""
    if not key or not media:
        return say("Reddit names a picture here, but does not tell it.")
    if media.get("status") != "valid":
        return say(
            "Reddit has not finished this picture, or could not: {status}.",
            status=text(media.get("status"), 40) or "?",
        )
    kind = text(media.get("e"), 40)
    if kind == "RedditVideo":
        # Among the words of a post, Reddit tells the film itself and no still of it.
        return _NO_STILL
    if kind not in {"Image", "AnimatedImage"}:
        return None
    size = record(media.get("s"))
    shown = address(size.get("u"), SITE) or address(size.get("gif"), SITE)
    ending = _ENDINGS.get(text(media.get("m"), 40).casefold())
    # The address that Reddit gives is a signed copy; the file itself lies under its number (gallery-dl).
    is_plain = ending is not None and key.replace("-", "").replace("_", "").isalnum()
    if not is_plain:
        return (shown, "", size) if shown else say("Reddit gives no usable address for this picture.")
    return f"{files}/{key}.{ending}", shown, size


def _single(common: Photo, name: str, post: Mapping[str, object], server: str) -> Iterator[Photo | Skipped]:
    url = address(post.get("url_overridden_by_dest") or post.get("url"), SITE)
    preview = record(next(iter(rows(record(post.get("preview")).get("images"))), None))
    source = record(preview.get("source"))
    shown = address(source.get("u") or source.get("url"), SITE)
    size = {"width": side(source.get("width")), "height": side(source.get("height"))}
    if _is_own_picture(post, url, server):
        yield replace(common, key=f"{name}/1", media_url=url, preview_url=shown, **size)
    elif post.get("is_video") is True:
        if shown:
            yield replace(common, key=f"{name}/1", kind=PhotoKind.VIDEO_STILL, media_url=shown, **size)
        else:
            yield Skipped(where=name, why=_NO_STILL)


def _is_own_picture(post: Mapping[str, object], url: str, server: str) -> bool:
    """Whether a post is a picture: a link to a page of somebody else's is none, even with a preview.

    Where `server` takes the place of all of Reddit, its files lie there as well.
    """
    parts = urlsplit(url)
    if parts.hostname in {"i.redd.it", "i.reddituploads.com"}:
        return True
    # Older posts have no hint; before Reddit kept pictures itself, people kept them at Imgur's server of files.
    is_at_server = bool(server) and url.startswith(f"{server}/")
    is_hinted = post.get("post_hint") == "image" or parts.hostname == _IMGUR or is_at_server
    return is_hinted and parts.path.casefold().endswith(_PICTURE_NAMES)


def _common(account: Account, post: Mapping[str, object], as_of: datetime) -> Photo:
    said = (text(post.get("title"), 500), text(post.get("selftext"), _LONGEST_TEXT))
    return Photo(
        account=account.id,
        network=account.network,
        key="",
        url=address(post.get("permalink"), site(account.server)),
        caption="\n\n".join(part for part in said if part)[:_LONGEST_TEXT],
        album=text(post.get("subreddit_name_prefixed"), 100),
        posted_at=_moment(post.get("created_utc")),
        visibility=visibility(post, as_of),
    )


def _moment(value: object) -> datetime | None:
    """Return a moment given in seconds since 1970, which Reddit writes as 1700000000.0."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < 10**11:
        return None
    return datetime.fromtimestamp(value, UTC)
