"""Who may see a post by the addresses on it, as an archive keeps them (Mastodon's ActivityPub::TagManager)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.model.audience import UNKNOWN, Audience, Basis, Visibility, stated
from app.networks.fields import record, rows, text

# ActivityPub, section 5.6: "everybody" is written in full, or shortened in two ways.
_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_MOST_ADDRESSES = 1_000
_LONGEST = 300
_RAW = 200


def visibility(
    activity: Mapping[str, object], note: Mapping[str, object], followers: str, as_of: datetime | None
) -> Visibility:
    """Return who may see a post. `followers` is the address of the account's followers, "" where nobody told it.

    Activity and post say the same twice; where they differ, the wider of both counts. No address at all on a post that
    has both fields is a post to nobody but oneself; without the fields nobody knows.
    """
    to, cc = (_addresses(activity, note, name) for name in ("to", "cc"))
    if not (to or cc) and not any({"to", "cc"} <= one.keys() for one in (activity, note)):
        return UNKNOWN
    audience = Audience.DIRECT
    if to & _PUBLIC:
        audience = Audience.PUBLIC
    elif cc & _PUBLIC:
        audience = Audience.UNLISTED
    elif any(_is_followers(one, followers) for one in to | cc):
        audience = Audience.FOLLOWERS
    raw = f"to: {' '.join(sorted(to))[:_RAW]}; cc: {' '.join(sorted(cc))[:_RAW]}"
    return stated(audience, Basis.ITEM, as_of, raw=raw)


def _addresses(activity: Mapping[str, object], note: Mapping[str, object], name: str) -> set[str]:
    """Return the addresses of one field: a list of them, a single one, or objects with an id."""
    listed = [
        one
        for holder in (activity, note)
        for one in (rows(holder.get(name)) or [holder.get(name)])[:_MOST_ADDRESSES]
    ]
    given = {text(one, _LONGEST) or text(record(one).get("id"), _LONGEST) for one in listed}
    return given - {""}


def _is_followers(address: str, followers: str) -> bool:
    return address == followers if followers else address.rstrip("/").endswith("/followers")
