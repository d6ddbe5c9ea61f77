"""The explainable score: made of findings, and every point can be followed back to one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.model.finding import Finding, FindingKind
from app.model.text import Text, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The share of a score that one finding brings, in points."""

    finding: Finding
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score from 0 (nothing found) to 100 (anyone can use it), and the parts that add up to it."""

    value: int
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What one change would do: "cover this face: 71 → 22"."""

    change: Text
    before: int
    after: int
    target: str = ""


# What the file gives away only reaches a stranger who can open the photo. Behind a closed door a finding
# keeps the share of its weight that is left when accounts are broken into or audiences change: one tenth.
_BEHIND_A_DOOR = 10


def exposure(findings: Iterable[Finding]) -> int:
    """Score findings from 0 to 100.

    Each finding takes its share of what is still hidden, so many small clues approach a leak but never pass
    one hundred.
    """
    hidden = 1.0
    # Always in the same order: else the same findings could round to two different scores.
    for weight in sorted(finding.weight for finding in findings):
        hidden *= 1 - min(weight, 100) / 100
    return round((1 - hidden) * 100)


def score(findings: Sequence[Finding]) -> Score:
    """Return a photo's score with its parts, the heaviest first; their points add up to the score."""
    ranked = sorted(findings, key=lambda finding: (-finding.weight, finding.kind, finding.target))
    total = exposure(ranked)
    weights = sum(finding.weight for finding in ranked)
    if not weights:
        return Score(value=total)
    parts = tuple(
        Part(finding=finding, points=total * finding.weight / weights) for finding in ranked if finding.weight
    )
    return Score(value=total, parts=parts)


def overall(scores: Iterable[int]) -> int:
    """Score a whole catalogue: the worst photo decides, each further one adds its share of what is left.

    A second open photo matters less than the first: one good face is enough to be found. So photo number n
    counts with 1/n² of its own score.
    """
    hidden = 1.0
    for place, value in enumerate(sorted(scores, reverse=True)[:200], 1):
        hidden *= 1 - value / 100 / place**2
    return round((1 - hidden) * 100)


def behind_a_door(weight: int) -> int:
    """Return the weight of a file finding on a photo that strangers cannot open."""
    return weight // _BEHIND_A_DOOR


def what_if(findings: Sequence[Finding]) -> tuple[WhatIf, ...]:
    """Say what each possible change to one photo would do to its score, the best change first."""
    before = exposure(findings)
    changes = [*_closing(findings), *_covering(findings), *_stripping(findings), *_untagging(findings)]
    told = [
        WhatIf(change=change, before=before, after=exposure(rest), target=target)
        for change, target, rest in changes
    ]
    return tuple(
        sorted((one for one in told if one.after < one.before), key=lambda one: (one.after, str(one.change)))
    )


_OF_THE_FILE = frozenset(
    {
        FindingKind.PLACE,
        FindingKind.CAMERA,
        FindingKind.SERIAL,
        FindingKind.OWNER,
        FindingKind.SOFTWARE,
        FindingKind.THUMBNAIL,
    }
)
_OF_THE_DOOR = frozenset({FindingKind.OPEN, FindingKind.DISAGREEMENT, FindingKind.REACH_UNKNOWN})

_Change = tuple[Text, str, list[Finding]]


def _closing(findings: Sequence[Finding]) -> list[_Change]:
    if not any(finding.kind in _OF_THE_DOOR for finding in findings):
        return []
    rest = [
        Finding(
            kind=finding.kind,
            weight=behind_a_door(finding.weight),
            says=finding.says,
            evidence=finding.evidence,
            remedy=finding.remedy,
            target=finding.target,
        )
        for finding in findings
        if finding.kind not in _OF_THE_DOOR
    ]
    return [(say("Close or delete this photo"), "close", rest)]


def _covering(findings: Sequence[Finding]) -> list[_Change]:
    faces = [finding for finding in findings if finding.kind is FindingKind.FACE]
    one_each: list[_Change] = [
        (say("Cover this face"), face.target, [finding for finding in findings if finding is not face])
        for face in faces
    ]
    if len(faces) <= 1:
        return one_each
    rest = [finding for finding in findings if finding.kind is not FindingKind.FACE]
    return [*one_each, (say("Cover every face"), "faces", rest)]


def _stripping(findings: Sequence[Finding]) -> list[_Change]:
    rest = [finding for finding in findings if finding.kind not in _OF_THE_FILE]
    return [(say("Replace it with a copy without file details"), "metadata", rest)]


def _untagging(findings: Sequence[Finding]) -> list[_Change]:
    rest = [finding for finding in findings if finding.kind is not FindingKind.TAGGED]
    return [(say("Remove the tags"), "tags", rest)]
