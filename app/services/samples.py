"""Show the app with an invented person: drawn pictures, as an export and a folder, made on this computer."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from app.model.problem import DiskFull
from app.model.text import say
from app.services.progress import SILENT, Progress
from app.services.samples_exif import CameraDetails, exif
from app.services.samples_story import CLOSE, OPEN, ROLL, Kept, Posted, Profile

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
        (path / _uri(kind, one), one)
        for path, profile in exports
        for kind, listed in _lists(profile).items()
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
        _write_lists(path, profile)
    progress.step(total, total, say("Done."))
    return [*(path for path, _ in exports), camera]


def sample_picture() -> bytes:
    """Return one drawn picture with a face in it, as JPEG: for trying whether faces are found on this computer."""
    return _jpeg(OPEN.portraits[0].draw())


def _lists(profile: Profile) -> dict[str, tuple[Posted, ...]]:
    return {
        "profile": profile.portraits,
        "posts": profile.posts,
        "stories": profile.stories,
        "archived_posts": profile.archived,
        "recently_deleted": profile.deleted,
    }


def _uri(kind: str, one: Posted) -> str:
    return f"media/{kind}/{one.at:%Y%m}/{one.name}.jpg"


def _write_lists(folder: Path, profile: Profile) -> None:
    media = folder / "your_instagram_activity" / "media"
    portraits = [
        _media("profile", one) | {"is_active_profile": not n} for n, one in enumerate(profile.portraits)
    ]
    _write_json(media / "profile_photos.json", {"ig_profile_picture": portraits})
    _write_json(media / "posts_1.json", [{"media": [_media("posts", one)]} for one in profile.posts])
    _write_json(media / "stories.json", {"ig_stories": [_media("stories", one) for one in profile.stories]})
    archived = [{"media": [_media("archived_posts", one)]} for one in profile.archived]
    _write_json(media / "archived_posts.json", {"ig_archived_post_media": archived})
    deleted = [{"media": [_media("recently_deleted", one)]} for one in profile.deleted]
    _write_json(media / "recently_deleted_content.json", {"ig_recently_deleted_media": deleted})
    lines = {"Username": profile.handle, "Name": profile.name, "Private Account": str(profile.is_private)}
    person = {"string_map_data": {key: {"value": value} for key, value in lines.items()}}
    information = folder / "personal_information" / "personal_information" / "personal_information.json"
    _write_json(information, {"profile_user": [person]})
    history = [
        {"title": word.title(), "string_map_data": {"Time": {"timestamp": int(at.timestamp())}}}
        for at, word in profile.changes
    ]
    log = (
        folder
        / "security_and_login_information"
        / "login_and_profile_creation"
        / "profile_privacy_changes.json"
    )
    _write_json(log, {"account_history_account_privacy_history": history})


def _media(kind: str, one: Posted) -> dict[str, object]:
    """Return a picture as Instagram lists it: no Exif is left in the file, but the list keeps what it said."""
    facts: list[dict[str, object]] = [{"date_time_original": f"{one.at:%Y:%m:%d %H:%M:%S}"}]
    if one.place:
        facts.append({"latitude": one.place[0], "longitude": one.place[1]})
    if one.model:
        facts.append({"lens_model": f"{one.model} back camera"})
    return {
        "uri": _uri(kind, one),
        "creation_timestamp": int(one.at.timestamp()),
        "media_metadata": {"photo_metadata": {"exif_data": facts}},
        "title": one.caption,
    }


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


def _write_json(path: Path, value: Sequence[object] | dict[str, object]) -> None:
    # Instagram writes each byte of the UTF-8 form as a letter of its own, and escapes it.
    broken = json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8").decode("latin-1")
    _write(path, broken.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00"))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and moved, so that a stop never leaves half a picture that would be taken for a whole one.
    aside = path.with_suffix(".part")
    aside.write_bytes(data)
    moment = _EXPORTED_AT.timestamp()
    os.utime(aside, (moment, moment))
    aside.replace(path)
