"""Is there a part of this photo that nobody could look into?"""

from __future__ import annotations

from collections.abc import Iterator

from app.analysis.door import way_in
from app.model.finding import Finding, FindingKind
from app.model.photo import Photo
from app.model.text import say

UNREADABLE = 10


def look(photo: Photo) -> Iterator[Finding]:
    """Report a file that could not be read: what it gives away is unknown, which is not nothing."""
    if photo.inspection is None or photo.inspection.failed is None:
        return
    yield Finding(
        kind=FindingKind.UNREADABLE,
        weight=way_in(photo).weigh(UNREADABLE),
        says=say("We could not look into this file"),
        evidence=photo.inspection.failed,
        remedy=say("Open it yourself and judge it by eye."),
        photo=photo.id,
        account=photo.account,
        target="file",
    )
