"""What does the file tell of the camera and its owner?"""

from __future__ import annotations

from collections.abc import Iterator

from app.analysis.door import Way, way_in
from app.model.finding import Finding, FindingKind
from app.model.photo import Photo
from app.model.text import Text, say

OWNER = 35
THUMBNAIL = 25
SERIAL = 20
CAMERA = 5
SOFTWARE = 3


def look(photo: Photo) -> Iterator[Finding]:
    """Report a name, a serial number, a hidden thumbnail, the camera and the software in the file."""
    if photo.inspection is None:
        return
    told, way = photo.inspection.metadata, way_in(photo)
    owner = told.owner or told.copyright
    if owner:
        seen = say("The file carries the name “{name}”.", name=owner)
        yield _found(
            photo, way, FindingKind.OWNER, OWNER, (say("The file names its owner: {name}", name=owner), seen)
        )
    serial = told.serial or told.lens_serial
    if serial:
        seen = say(
            "The number {serial} is the same in every photo from this camera, under any name.", serial=serial
        )
        says = say("The file carries the camera's serial number")
        yield _found(photo, way, FindingKind.SERIAL, SERIAL, (says, seen))
    if told.thumbnail_differs:
        seen = say("The file still holds a small picture that shows something else than the photo.")
        says = say("A hidden small picture may show what was cropped or covered")
        yield _found(photo, way, FindingKind.THUMBNAIL, THUMBNAIL, (says, seen))
    if told.camera:
        says = say("The file names the camera: {camera}", camera=told.camera)
        yield _found(photo, way, FindingKind.CAMERA, CAMERA, (says, _moment(photo)))
    if told.software:
        seen = say("The file names the software “{software}”.", software=told.software)
        says = say("The file names the software that was used")
        yield _found(photo, way, FindingKind.SOFTWARE, SOFTWARE, (says, seen))


def _moment(photo: Photo) -> Text:
    taken_at = photo.inspection.metadata.taken_at if photo.inspection else None
    if taken_at is None:
        return say("Camera and model are in the file.")
    return say("Camera, model and the moment are in the file: {when}.", when=taken_at)


def _found(photo: Photo, way: Way, kind: FindingKind, weight: int, words: tuple[Text, Text]) -> Finding:
    says, seen = words
    return Finding(
        kind=kind,
        weight=way.weigh(weight),
        says=says,
        evidence=way.evidence(seen),
        remedy=say("Replace it with a copy without file details."),
        photo=photo.id,
        account=photo.account,
        target="file",
    )
