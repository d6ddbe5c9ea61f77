"""Keep what was looked at: the account becomes a watched one, its photos enter the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.model.photo import Photo, PhotoId

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.model.look import Look, SeenPhoto
    from app.store.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Keeper:
    """Puts looks into the catalogue."""

    catalogue: Catalogue
    now: Callable[[], datetime]

    def keep(self, look: Look) -> tuple[PhotoId, ...]:
        """Watch this account from now on; return the ids of its photos, in the order of the look."""
        now = self.now()
        self.catalogue.keep_account(
            replace(look.account, added_at=look.account.added_at or now, synced_at=now)
        )
        return keep_seen(self.catalogue, look.photos)

    def mark(self, photos: Sequence[PhotoId], *, keep: bool = True) -> int:
        """Mark photos so that no bulk action touches them, or take the mark off; return how many changed."""
        return self.catalogue.mark_keep(photos, keep)


def keep_seen(catalogue: Catalogue, seen: Sequence[SeenPhoto]) -> tuple[PhotoId, ...]:
    """Keep photos with what was seen of them: file details, stranger view, findings, small picture."""
    kept = catalogue.keep_photos([plain(one.photo) for one in seen])
    for photo_id, one in zip(kept.ids, seen, strict=True):
        if one.photo.inspection is not None:
            catalogue.keep_inspection(photo_id, one.photo.inspection, one.thumbnail)
        if one.photo.stranger is not None:
            catalogue.keep_stranger(photo_id, one.photo.stranger)
        catalogue.keep_findings(photo_id, one.findings, one.score.value)
    return kept.ids


def plain(photo: Photo) -> Photo:
    """Return a photo as its network tells it, without what was seen of it, which is kept apart."""
    return replace(photo, inspection=None, stranger=None)
