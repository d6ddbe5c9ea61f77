"""What a photo gives away: each analyser asks one question of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from app.analysis import audience, camera, codes, faces, people, place, reach, unreadable
from app.model.finding import Finding
from app.model.photo import Photo

Analyser: TypeAlias = Callable[[Photo], Iterator[Finding]]

ANALYSERS: tuple[Analyser, ...] = (
    audience.look,
    reach.look,
    faces.look,
    place.look,
    camera.look,
    people.look,
    codes.look,
    unreadable.look,
)


def findings(photo: Photo) -> tuple[Finding, ...]:
    """Ask every analyser about one photo. It judges what is known already: no file is opened here."""
    return tuple(finding for analyser in ANALYSERS for finding in analyser(photo))
