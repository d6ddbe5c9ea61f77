"""The small pictures of the grid, kept within a limit; those not seen for longest make room."""

from __future__ import annotations

import threading
from time import time

from app.model.photo import PhotoId
from app.store.database import Connection, Database, Shelf

# A million photos have about 10 GB of small pictures; the grid shows thousands. What had to go is made again.
THUMBNAIL_CAP = 2 * 1024**3
# When the limit is reached, this share of it stays, so that room is not made for each picture anew.
_STAYS = 0.95
_OLDEST = "select photo, size from thumbnail order by used, photo limit 100"


class Thumbnails(Shelf):
    """The part of the catalogue that holds small pictures (JPEG, 256 px)."""

    def __init__(self, database: Database, cap: int = THUMBNAIL_CAP) -> None:
        super().__init__(database)
        self._cap = cap
        self._seen: set[int] = set()
        self._guard = threading.Lock()

    def thumbnail(self, photo: PhotoId) -> bytes | None:
        """Return the small JPEG of a photo; None where there is none, or where it had to make room."""
        row = self._database.row("select jpeg from thumbnail where photo = ?", (photo,))
        if row is None:
            return None
        # Noted in memory only: to scroll through the grid must not write to the disk.
        with self._guard:
            self._seen.add(photo)
        return bytes(row[0])

    def write_thumbnail(self, connection: Connection, photo: PhotoId, jpeg: bytes) -> None:
        """Write down the small JPEG of a photo that is held, and make room for it if need be."""
        now = int(time())
        # Replaced in two steps, so that the triggers that keep the total see both.
        connection.execute("delete from thumbnail where photo = ?", (photo,))
        connection.execute("insert into thumbnail values (?, ?, ?, ?)", (photo, jpeg, len(jpeg), now))
        ((total,),) = connection.execute("select size from thumbnail_total")
        if total > self._cap:
            self._make_room(connection, total - int(self._cap * _STAYS), now)

    def _make_room(self, connection: Connection, wanted: int, now: int) -> None:
        with self._guard:
            seen, self._seen = self._seen, set()
        connection.execute_many("update thumbnail set used = ? where photo = ?", [(now, one) for one in seen])
        while wanted > 0 and (oldest := connection.execute(_OLDEST)):
            for photo, size in oldest:
                if wanted > 0:
                    connection.execute("delete from thumbnail where photo = ?", (photo,))
                    wanted -= size
