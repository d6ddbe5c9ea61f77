"""The whole catalogue on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.model.audience import Audience
from app.model.filter import Filter
from app.model.finding import FindingKind, Severity
from app.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A group of findings of one kind that one decision would fix, with the photos it is about."""

    kind: FindingKind
    severity: Severity
    says: Text
    consequence: Text
    count: int
    photos: Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place that photos give away: a city, where it lies (degrees, WGS 84), how many photos point there."""

    name: str
    lat: float
    lon: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The whole catalogue on one page. `score_after` is the score if every risk listed were fixed."""

    score: int
    score_after: int
    photos: int
    accounts: int
    audiences: tuple[tuple[Audience, int], ...]
    reachable: int
    with_searchable_face: int
    risks: tuple[Risk, ...]
    spots: tuple[Spot, ...]
    checked_at: datetime | None = None
