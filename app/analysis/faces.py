"""Are there faces that face search could use?"""

from __future__ import annotations

from collections.abc import Iterator

from app.analysis.door import Way, way_in
from app.model.finding import Finding, FindingKind
from app.model.inspection import Band, Face
from app.model.photo import Photo, PhotoKind
from app.model.text import Text, say

WEIGHTS = {Band.SEARCHABLE: 63, Band.MAYBE: 30, Band.UNLIKELY: 5}
# In a profile picture the name stands beside the face already.
BESIDE_A_NAME = 7
# One clear face is enough to be found; in a crowd more of them say little more.
MOST = 20

_AVATARS = frozenset({PhotoKind.AVATAR, PhotoKind.OLD_AVATAR})


def look(photo: Photo) -> Iterator[Finding]:
    """Report each face, the clearest first, twenty at most."""
    if photo.inspection is None:
        return
    way = way_in(photo)
    clearest = sorted(photo.inspection.faces, key=lambda face: -face.eyes_px)[:MOST]
    numbers = {id(face): number for number, face in enumerate(photo.inspection.faces, 1)}
    for face in clearest:
        weight = WEIGHTS[face.band] + (BESIDE_A_NAME if photo.kind in _AVATARS else 0)
        yield Finding(
            kind=FindingKind.FACE,
            weight=way.weigh(weight),
            says=_says(face, photo),
            evidence=_evidence(face, way),
            remedy=say("Cover the face, make the photo smaller, or close it to strangers."),
            photo=photo.id,
            account=photo.account,
            target=f"face {numbers[id(face)]}",
        )


def _says(face: Face, photo: Photo) -> Text:
    match face.band:
        case Band.SEARCHABLE if photo.kind in _AVATARS:
            return say("A clear face stands beside your name")
        case Band.SEARCHABLE:
            return say("A face that is clear enough for face search")
        case Band.MAYBE:
            return say("A face that may be clear enough for face search")
        case Band.UNLIKELY:
            return say("A face that is too small for face search today")


def _evidence(face: Face, way: Way) -> Text:
    seen = say(
        "A face {width} pixels wide, {eyes} pixels from eye to eye.",
        width=round(face.box[2]),
        eyes=round(face.eyes_px),
    )
    return way.evidence(seen)
