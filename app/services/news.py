"""What moved back since the last time: one calm line, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.model.report import SyncReport
from app.model.setting import Check
from app.model.stranger import Reach, Verdict
from app.model.text import Text, say, say_count
from app.services.verify import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What moved back: photos that strangers can get again, settings that have left their safe value."""

    photos: int = 0
    settings: int = 0

    @property
    def says(self) -> Text | None:
        """The one line; None when nothing changed."""
        photos = say_count(
            "{count} photo is in reach again", "{count} photos are in reach again", self.photos
        )
        settings = say_count("{count} setting changed", "{count} settings changed", self.settings)
        if self.photos and self.settings:
            return say("{photos}, {settings}.", photos=photos, settings=settings)
        if self.photos:
            return say("{photos}.", photos=photos)
        return say("{settings}.", settings=settings) if self.settings else None


def moved_back(
    reports: Iterable[SyncReport],
    before: Iterable[Check],
    after: Iterable[Check],
    seen: Sequence[Seen] = (),
) -> News:
    """Compare two syncs: `before` and `after` are the checks that were held then and now, `seen` the looks taken since."""
    safe_then = {(check.account, check.key) for check in before if check.is_safe}
    settings = sum(check.is_safe is False and (check.account, check.key) in safe_then for check in after)
    back = sum(report.back_in_reach for report in reports)
    back += sum(
        one.verdict is Verdict.STILL_THERE
        and one.before is not None
        and one.before.reach is not Reach.REACHABLE
        for one in seen
    )
    return News(photos=back, settings=settings)
