"""What the photo grid shows of one photo: small enough that a hundred thousand cost little."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.model.audience import Audience
from app.model.photo import PhotoId
from app.model.stranger import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One photo in the grid: `faces` counts them, `searchable` says if one is of use to face search."""

    id: PhotoId
    network: str
    audience: Audience
    reach: Reach | None
    title: str
    when: datetime | None
    faces: int
    searchable: bool
    has_place: bool
    is_tagged: bool
    risk: int
    keep: bool
