"""Read the pictures of one post of Instagram or Threads out of the answer of their API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from app.model.account import Account
from app.model.audience import UNKNOWN
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.text import say
from app.networks.fields import address, moment, record, rows, text
from app.networks.graph import caption, number

# A carousel holds up to 20 pictures; more than this is a mistake or malice.
_MOST_CHILDREN = 100
_FILMS: Final = frozenset({"VIDEO", "REELS"})
# Words alone, a post of somebody else that was passed on, and a sound.
_NO_PICTURE: Final = frozenset({"TEXT_POST", "REPOST_FACADE", "AUDIO"})


def pictures(
    account: Account, entry: Mapping[str, object], *, prefix: str = "", words: str = "caption"
) -> Iterator[Photo | Skipped]:
    """Yield the pictures of one post; `words` is the field of its caption, `prefix` begins the keys.

    Neither API tells who may see a post, so that stays unknown.
    """
    post = number(entry.get("id"))
    kind = text(entry.get("media_type"), 40)
    if not post:
        yield Skipped(where=account.handle, why=say("A post has no number."))
        return
    if kind in _NO_PICTURE:
        return
    children = [record(one) for one in rows(record(entry.get("children")).get("data"))[:_MOST_CHILDREN]]
    if not children:
        yield _picture(account, entry, entry, f"{prefix}{post}", words)
        return
    for place, child in enumerate(children, 1):
        key = f"{prefix}{post}/{number(child.get('id')) or place}"
        yield _picture(account, entry, child, key, words)


def _picture(
    account: Account, post: Mapping[str, object], one: Mapping[str, object], key: str, words: str
) -> Photo | Skipped:
    is_film = text(one.get("media_type"), 40) in _FILMS
    still = address(one.get("thumbnail_url"), account.url)
    # Of a film, the still; a film without one cannot be shown here.
    url = still if is_film else address(one.get("media_url"), account.url)
    if not url:
        return Skipped(
            where=key,
            why=say(
                "The network gave no address for this file. That happens with films, and with music of others."
            ),
        )
    return Photo(
        account=account.id,
        network=account.network,
        key=key,
        kind=PhotoKind.VIDEO_STILL if is_film else PhotoKind.PHOTO,
        url=address(post.get("permalink"), account.url),
        media_url=url,
        preview_url=still if still != url else "",
        caption=caption(post.get(words)),
        alt_text=text(one.get("alt_text"), 10_000) or text(post.get("alt_text"), 10_000),
        posted_at=moment(post.get("timestamp")),
        visibility=UNKNOWN,
    )
