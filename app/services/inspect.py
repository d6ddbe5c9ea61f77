"""Inspect a picture file by itself: nothing is kept, nobody is contacted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.model.account import AccountId, NetworkKey
from app.model.photo import MediaState, Photo
from app.model.problem import PictureUnreadable
from app.model.text import say
from app.services.bring_in import PICTURE_CAP

if TYPE_CHECKING:
    from app.model.look import SeenPhoto
    from app.services.eyes import Eyes


@dataclass(frozen=True, slots=True)
class Inspector:
    """Looks at single files."""

    eyes: Eyes

    def inspect(self, path: Path) -> SeenPhoto:
        """Return what the file at `path` gives away. Raises PictureUnreadable where there is no file to read."""
        data = _read(path)
        photo = Photo(
            account=AccountId(""),
            network=NetworkKey(""),
            key=path.name,
            source_path=str(path),
            media_state=MediaState.PRESENT,
        )
        return self.eyes.inspect(photo, data)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(PICTURE_CAP + 1)
    except OSError as error:
        raise PictureUnreadable(
            say("The file “{name}” cannot be read.", name=str(path)),
            say("Check its name and that you may open it."),
        ) from error
    if len(data) > PICTURE_CAP:
        raise PictureUnreadable(
            say("The file “{name}” is too large for a photo.", name=str(path)),
            say("Files up to 200 MB are looked at."),
        )
    return data
