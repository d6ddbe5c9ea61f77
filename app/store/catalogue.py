"""The catalogue: every account and photo that is held, with everything that was seen of them."""

from __future__ import annotations

from app.model.inspection import Inspection
from app.model.photo import PhotoId
from app.model.stranger import StrangerView
from app.store.accounts import Accounts
from app.store.database import Database
from app.store.judgements import Judgements
from app.store.passes import Pass, Passes
from app.store.photos import Kept, write_seen
from app.store.tasks import Tasks
from app.store.thumbnails import THUMBNAIL_CAP, Thumbnails

__all__ = ["THUMBNAIL_CAP", "Catalogue", "Kept", "Pass"]


class Catalogue(Accounts, Passes, Judgements, Thumbnails, Tasks):
    """All that is known of the photos; each part has its own module, and all share one file.

    Safe to use from any thread: each has its own connection, and one writes at a time.
    """

    def __init__(self, database: Database, thumbnail_cap: int = THUMBNAIL_CAP) -> None:
        super().__init__(database)
        self._cap = thumbnail_cap

    def keep_inspection(self, photo: PhotoId, inspection: Inspection, thumbnail: bytes = b"") -> None:
        """Keep what a photo's file gives away, and its small JPEG if any. NotFound for an unknown id."""
        with self._database.writing() as connection:
            write_seen(connection, photo, inspection=inspection)
            if thumbnail:
                self.write_thumbnail(connection, photo, thumbnail)

    def keep_stranger(self, photo: PhotoId, view: StrangerView) -> None:
        """Keep what a stranger got of a photo. NotFound for an unknown id."""
        with self._database.writing() as connection:
            write_seen(connection, photo, view=view)
