"""What looking at a handle as a stranger brought, before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.account import Account
from app.model.exposure import Score
from app.model.finding import Finding
from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPhoto:
    """One photo as a stranger gets it: with findings, score, and a small JPEG of it (256 px, or empty)."""

    photo: Photo
    findings: tuple[Finding, ...]
    score: Score
    thumbnail: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The stranger view of one account. `problem` says why the list is missing or may be incomplete."""

    account: Account
    photos: tuple[SeenPhoto, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problem: Problem | None = None
    remarks: tuple[Text, ...] = ()

    @property
    def worst(self) -> SeenPhoto | None:
        """The photo that gives away most; None where there is none."""
        return max(self.photos, key=lambda seen: seen.score.value, default=None)
