"""Look into one picture file for everything that it gives away."""

from __future__ import annotations

import hashlib
import warnings

from app.analysis.barcodes import read_codes
from app.analysis.looked import Looked
from app.analysis.metadata import read_metadata
from app.analysis.picture import open_picture, thumbnail
from app.analysis.picture_hash import picture_hash
from app.analysis.yunet import find_faces
from app.model.inspection import Inspection

__all__ = ["Looked", "inspect"]


def inspect(data: bytes) -> Looked:
    """Return what a picture file gives away, and a small JPEG of it. Raises PictureUnreadable.

    The bytes are taken as hostile. A decoder may still crash or hang on them, so the app calls this through
    `app.analysis.worker.Worker`, which runs it in another process.
    """
    with warnings.catch_warnings():
        # Odd metadata makes Pillow warn, which says nothing that we could act upon.
        warnings.simplefilter("ignore")
        picture = open_picture(data)
        metadata, place = read_metadata(picture)
    inspection = Inspection(
        sha256=hashlib.sha256(data).hexdigest(),
        format=picture.format,
        size=len(data),
        width=picture.width,
        height=picture.height,
        faces=find_faces(picture.working, (picture.width, picture.height)),
        place=place,
        metadata=metadata,
        codes=read_codes(picture.working),
        picture_hash=picture_hash(picture.working),
    )
    return Looked(inspection=inspection, thumbnail=thumbnail(picture.working))
