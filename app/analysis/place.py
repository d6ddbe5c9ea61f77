"""Does this photo tell where it was taken?"""

from __future__ import annotations

from collections.abc import Iterator

from app.analysis.door import Way, way_in
from app.model.finding import Finding, FindingKind
from app.model.inspection import Place
from app.model.photo import Photo
from app.model.text import Text, say

IN_THE_FILE = 45
POSITION = 30
PLACE_TAG = 20
ALBUM = 10


def look(photo: Photo) -> Iterator[Finding]:
    """Report a position in the file, and a place that the network itself shows or holds."""
    way = way_in(photo)
    if photo.inspection is not None and photo.inspection.place is not None:
        yield _in_the_file(photo, photo.inspection.place, way)
    if photo.place is not None:
        yield _at_the_network(photo, photo.place, way)


def _in_the_file(photo: Photo, place: Place, way: Way) -> Finding:
    says = (
        say("The file says where it was taken: {city}", city=place.name)
        if place.name
        else say("The file says where it was taken")
    )
    return Finding(
        kind=FindingKind.PLACE,
        weight=way.weigh(IN_THE_FILE),
        says=says,
        evidence=way.evidence(
            _position(place, say("The file holds the position {lat}, {lon}, good to some metres."))
        ),
        remedy=say("Replace it with a copy without file details, and turn off location in your camera."),
        photo=photo.id,
        account=photo.account,
        target="file",
    )


def _at_the_network(photo: Photo, place: Place, way: Way) -> Finding:
    says = (
        say("The post says where it was taken: {place}", place=place.name)
        if place.name
        else say("The post says where it was taken")
    )
    weight, seen = {
        "place_tag": (PLACE_TAG, say("The post carries a place tag.")),
        "album": (ALBUM, say("Its album carries a place.")),
    }.get(place.basis, (POSITION, say("The network holds the position {lat}, {lon}.")))
    return Finding(
        kind=FindingKind.PLACE_KNOWN,
        weight=way.weigh(weight),
        says=says,
        evidence=way.evidence(_position(place, seen)),
        remedy=say("Remove the place from the post."),
        photo=photo.id,
        account=photo.account,
        target="post",
    )


def _position(place: Place, sentence: Text) -> Text:
    """Fill in the position to five digits, which is about a metre."""
    return say(sentence.words, lat=f"{place.lat:.5f}", lon=f"{place.lon:.5f}")
