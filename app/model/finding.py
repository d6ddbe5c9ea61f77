"""One thing that a photo or an account gives away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.model.account import AccountId
from app.model.photo import PhotoId
from app.model.text import Text


class FindingKind(StrEnum):
    """What is given away."""

    OPEN = "open"
    REACH_UNKNOWN = "reach_unknown"
    DISAGREEMENT = "disagreement"
    FACE = "face"
    PLACE = "place"
    PLACE_KNOWN = "place_known"
    CAMERA = "camera"
    SERIAL = "serial"
    OWNER = "owner"
    SOFTWARE = "software"
    THUMBNAIL = "thumbnail"
    TAGGED = "tagged"
    CODE = "code"
    HISTORY = "history"
    UNREADABLE = "unreadable"


class Severity(StrEnum):
    """How much a finding matters, in the words shown beside it."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


# Weights are the share, in hundredths, that a finding takes of what is still hidden (see app.model.exposure).
_SEVERITIES = ((45, Severity.CRITICAL), (25, Severity.HIGH), (10, Severity.MEDIUM), (0, Severity.LOW))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing given away, with its weight (0 to 100), evidence in words, and what to do.

    `says` is the headline, `evidence` what was seen and where, `remedy` the way out. `target` tells two
    findings of one kind apart within a photo ("face 2") and names what a fix would act upon.
    """

    kind: FindingKind
    weight: int
    says: Text
    evidence: Text
    remedy: Text
    photo: PhotoId | None = None
    account: AccountId | None = None
    target: str = ""

    @property
    def severity(self) -> Severity:
        """How much it matters, in a word."""
        return next(severity for least, severity in _SEVERITIES if self.weight >= least)
