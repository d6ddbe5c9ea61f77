"""Photos for the analysers' tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.model.account import AccountId, NetworkKey
from app.model.audience import Audience, Basis, stated
from app.model.inspection import Face, Inspection, Metadata
from app.model.photo import Photo, PhotoId
from app.model.stranger import Reach, StrangerView
from app.model.text import Text, say

PHOTO = Photo(
    account=AccountId("mastodon:ada@example.org"), network=NetworkKey("mastodon"), key="1", id=PhotoId(7)
)

LOOKED = Inspection(sha256="00", format="JPEG", size=1, width=1000, height=800)
SEEN_AT = datetime(2026, 11, 23, tzinfo=UTC)


def photo(audience: Audience = Audience.PUBLIC, reach: Reach | None = None, why: Text | None = None) -> Photo:
    """Return a photo with this audience, and what a stranger got."""
    view = StrangerView(reach=reach, seen_at=SEEN_AT, why=why) if reach is not None else None
    return replace(PHOTO, visibility=stated(audience, Basis.ITEM), stranger=view)


def looked_into(one: Photo = PHOTO, **inspection: Any) -> Photo:
    """Return a photo whose file was looked into, with these parts of an inspection."""
    return replace(one, inspection=replace(LOOKED, **inspection))


def with_metadata(one: Photo = PHOTO, **metadata: Any) -> Photo:
    """Return a photo whose file holds these details."""
    return looked_into(one, metadata=Metadata(**metadata))


def face(eyes_px: float, left: float = 100) -> Face:
    """Return a face with that many pixels between the eyes."""
    return Face(box=(left, 100, eyes_px * 2, eyes_px * 2.5), eyes_px=eyes_px, score=0.9)


def broken(one: Photo = PHOTO) -> Photo:
    """Return a photo whose file could not be read."""
    return replace(one, inspection=Inspection(failed=say("This picture is damaged.")))
