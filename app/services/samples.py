"""Show the app with an invented person: drawn pictures, as an export and a folder, made on this computer."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from app.model.problem import DiskFull
from app.model.text import say
from app.services.progress import SILENT, Progress
from app.services.samples_exif import CameraDetails, exif
from app.services.samples_export import as_written, lists, uri
from app.services.samples_export import pictures as picture_lists
from app.services.samples_story import CLOSE, OPEN, ROLL, Kept

if TYPE_CHECKING:
    from app.model.report import ImportReport
    from app.services.bring_in import Importer

FOLDER = "samples"
_QUALITY = 88
_THUMBNAIL = (160, 160)
_EXPORTED_AT = datetime(2026, 2, 8, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sampler:
    """Draws the invented person's pictures and reads them in like anybody's."""

    importer: Importer
    data_folder: Path

    def bring_in(self, progress: Progress = SILENT) -> list[ImportReport]:
        """Draw the samples into the data folder and import them; doing it again changes nothing.

        Raises DiskFull where they cannot be written.
        """
        try:
            paths = write_sample_export(self.data_folder / FOLDER, progress)
        except OSError as error:
            raise DiskFull(
                say("The sample pictures could not be written to {folder}.", folder=str(self.data_folder)),
                say("Make some room on that disk (ten megabytes are enough), then try again."),
            ) from error
        return self.importer.read_invented(paths, progress)


def write_sample_export(folder: Path, progress: Progress = SILENT) -> list[Path]:
    """Write two Instagram exports and a folder of camera pictures below `folder`; return the three paths.

    Each path is to be imported by itself. The pictures are the same each time, so one that is there already is left
    as it is. Raises OSError where the disk is full.
    """
    exports = [(folder / f"instagram-{one.handle}", one) for one in (OPEN, CLOSE)]
    pictures = [
        (path / uri(kind, one), one)
        for path, profile in exports
        for kind, listed in picture_lists(profile).items()
        for one in listed
    ]
    total = len(pictures) + len(ROLL)
    for done, (path, one) in enumerate(pictures):
        progress.step(done, total, say("Drawing the sample pictures …"))
        if not path.exists():
            _write(path, _jpeg(one.draw()))
    camera = folder / "Camera roll"
    for done, kept in enumerate(ROLL, len(pictures)):
        progress.step(done, total, say("Drawing the sample pictures …"))
        if not (camera / kept.name).exists():
            _write(camera / kept.name, _original(kept))
    for path, profile in exports:
        for name, value in lists(profile).items():
            _write(path / name, as_written(value))
    progress.step(total, total, say("Done."))
    return [*(path for path, _ in exports), camera]


def sample_picture() -> bytes:
    """Return one drawn picture with a face in it, as JPEG: for trying whether faces are found on this computer."""
    return _jpeg(OPEN.portraits[0].draw())


def _original(kept: Kept) -> bytes:
    """Return a picture as its camera wrote it; after a crop the small picture inside still shows the whole."""
    whole = kept.draw()
    small = whole.copy()
    small.thumbnail(_THUMBNAIL)
    details = CameraDetails(
        make=kept.make,
        model=kept.model,
        taken_at=kept.at,
        artist=kept.artist,
        serial=kept.serial,
        software=kept.software,
        place=kept.place,
        thumbnail=_jpeg(small),
    )
    return _jpeg(whole.crop(kept.crop) if kept.crop else whole, exif(details))


def _jpeg(picture: Image.Image, details: bytes = b"") -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY, exif=details)
    return file.getvalue()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and moved, so that a stop never leaves half a picture that would be taken for a whole one.
    aside = path.with_suffix(".part")
    aside.write_bytes(data)
    moment = _EXPORTED_AT.timestamp()
    os.utime(aside, (moment, moment))
    aside.replace(path)
