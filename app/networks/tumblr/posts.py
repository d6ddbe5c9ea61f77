"""Read pictures out of the posts of a blog: Tumblr's own format (NPF), and the older one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from app.model.account import Account
from app.model.audience import Audience, Basis, Reason, Visibility, effective, stated
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.text import say
from app.networks.fields import address, count, is_rows, record, rows, side, text
from app.networks.tumblr.names import SITE, post_id

_LONGEST_CAPTION = 5_000
_LONGEST_ALT = 10_000
# A post holds up to 30 pictures (recalled); more than this is a mistake or malice.
_MOST_BLOCKS = 300
_SECONDS = re.compile(r"\d{1,11}", re.ASCII)
_PASSED_ON: Final = ("reblogged_from_id", "reblogged_root_id", "parent_post_id")
_STATES: Final[Mapping[str, Audience]] = {
    "published": Audience.PUBLIC,
    "private": Audience.ONLY_ME,
    "draft": Audience.ONLY_ME,
    # It will be published by itself; until then nobody sees it.
    "queued": Audience.ONLY_ME,
    "queue": Audience.ONLY_ME,
}


def pictures(
    account: Account, blog: Mapping[str, object], post: Mapping[str, object], as_of: datetime, *, key: str
) -> Iterator[Photo | Skipped]:
    """Yield the person's own pictures of one post; `key` names the blog.

    What others posted before in a reblog (the trail) is not theirs to hide.
    """
    number = post_id(post.get("id_string")) or post_id(post.get("id"))
    if not number:
        yield Skipped(where=key, why=say("A post has no id."))
        return
    blocks = _blocks(post)
    if blocks is None:
        yield Skipped(where=f"{key}/{number}", why=say("A post has a form that we do not know."))
        return
    common = _common(account, blog, post, as_of)
    for place, block in enumerate(blocks[:_MOST_BLOCKS], 1):
        one = f"{key}/{number}/{place}"
        photo = _picture(common, block, one)
        if photo is not None:
            yield photo


def visibility(blog: Mapping[str, object], post: Mapping[str, object], as_of: datetime) -> Visibility:
    """Return who may see a post: its own state within what the blog allows. An unknown word stays unknown."""
    state, kind = text(post.get("state"), 40).casefold(), text(blog.get("type"), 40).casefold()
    audience = _STATES.get(state, Audience.UNKNOWN)
    if kind in {"public", ""}:
        return stated(audience, Basis.ITEM if state else Basis.NONE, as_of, raw=state)
    # A private blog asks for a password; what another word means, nobody knows.
    allowed = Audience.CUSTOM if kind == "private" else Audience.UNKNOWN
    item = Reason(
        basis=Basis.ITEM, audience=audience if allowed is Audience.CUSTOM else _narrow(audience), raw=state
    )
    return effective([item], Reason(basis=Basis.ACCOUNT_SETTING, audience=allowed, raw=kind), as_of)


def _narrow(audience: Audience) -> Audience:
    """Return what is certain of a post where the blog's own rule is unknown."""
    return audience if audience is Audience.ONLY_ME else Audience.UNKNOWN


def _blocks(post: Mapping[str, object]) -> list[Mapping[str, object]] | None:
    """Return the post's blocks; the older format is put into the form of the newer. None for neither."""
    if is_rows(post.get("content")):
        return [record(one) for one in rows(post.get("content"))]
    if is_rows(post.get("photos")):
        # In the older format a reblog shows the pictures of the post that it passes on as if they were its own.
        is_reblog = any(post_id(post.get(name)) for name in _PASSED_ON)
        return [] if is_reblog else [_block(record(one)) for one in rows(post.get("photos"))]
    return [] if text(post.get("type"), 40) not in {"", "photo", "blocks"} else None


def _block(photo: Mapping[str, object]) -> Mapping[str, object]:
    sizes = [photo.get("original_size"), *rows(photo.get("alt_sizes"))]
    return {"type": "image", "media": sizes, "alt_text": photo.get("caption")}


def _picture(common: Photo, block: Mapping[str, object], key: str) -> Photo | Skipped | None:
    """Return a block as a picture, None where it is none."""
    kind = text(block.get("type"), 40).casefold()
    if kind not in {"image", "video"}:
        return None
    given = rows(block.get("media" if kind == "image" else "poster"))
    if kind == "video" and (not given or _is_elsewhere(block)):
        return None
    files = [one for one in map(record, given[:50]) if address(one.get("url"), SITE)]
    if not files:
        return Skipped(where=key, why=say("Tumblr gives no usable address for this picture."))
    ranked = sorted(files, key=_rank, reverse=True)
    best, small = ranked[0], ranked[len(ranked) // 2]
    url, preview = address(best.get("url"), SITE), address(small.get("url"), SITE)
    return replace(
        common,
        key=key,
        kind=PhotoKind.PHOTO if kind == "image" else PhotoKind.VIDEO_STILL,
        media_url=url,
        preview_url=preview if preview != url else "",
        alt_text=text(block.get("alt_text"), _LONGEST_ALT),
        taken_at=_moment(record(block.get("exif")).get("Time")),
        width=side(best.get("width")),
        height=side(best.get("height")),
    )


def _is_elsewhere(block: Mapping[str, object]) -> bool:
    """Whether a film is only shown here and lies with somebody else: its still is that of a page that was linked."""
    return not block.get("media") and text(block.get("provider"), 40).casefold() not in {"", "tumblr"}


def _rank(file: Mapping[str, object]) -> tuple[bool, int]:
    return file.get("has_original_dimensions") is True, count(file.get("width")) or 0


def _common(
    account: Account, blog: Mapping[str, object], post: Mapping[str, object], as_of: datetime
) -> Photo:
    said = [record(one) for one in rows(post.get("content"))[:_MOST_BLOCKS]]
    words = [text(one.get("text"), _LONGEST_CAPTION) for one in said if one.get("type") == "text"]
    caption = "\n\n".join(word for word in words if word) or text(post.get("summary"), _LONGEST_CAPTION)
    return Photo(
        account=account.id,
        network=account.network,
        key="",
        url=address(post.get("post_url"), SITE),
        caption=caption[:_LONGEST_CAPTION],
        posted_at=_moment(post.get("timestamp")),
        visibility=visibility(blog, post, as_of),
    )


def _moment(value: object) -> datetime | None:
    """Return a moment given in seconds since 1970, as a number or (in what a camera wrote) as text."""
    seconds = count(int(value) if isinstance(value, str) and _SECONDS.fullmatch(value) else value)
    return datetime.fromtimestamp(seconds, UTC) if seconds and seconds < 10**11 else None
