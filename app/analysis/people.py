"""Who is named with this photo?"""

from __future__ import annotations

from collections.abc import Iterator

from app.analysis.door import way_in
from app.model.finding import Finding, FindingKind
from app.model.photo import Photo
from app.model.text import Text, say, say_count

WEIGHTS = {"tag": 25, "face_group": 20, "mention": 10}
MOST_NAMES = 8


def look(photo: Photo) -> Iterator[Finding]:
    """Report people who are tagged, grouped by face or mentioned, in one finding of the strongest kind."""
    if not photo.people:
        return
    way = way_in(photo)
    names = list(dict.fromkeys(person.name for person in photo.people))
    weight = max(WEIGHTS.get(person.basis, WEIGHTS["mention"]) for person in photo.people)
    yield Finding(
        kind=FindingKind.TAGGED,
        weight=way.weigh(weight),
        says=say_count(
            "{count} person is named with this photo", "{count} people are named with this photo", len(names)
        ),
        evidence=way.evidence(_named(names)),
        remedy=say("Remove the tags, and ask others to do the same."),
        photo=photo.id,
        account=photo.account,
        target="people",
    )


def _named(names: list[str]) -> Text:
    shown = ", ".join(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        return say("Named are {names} and {more} more.", names=shown, more=len(names) - MOST_NAMES)
    return say("Named: {names}.", names=shown)
