"""Keep a copy of each photo on this computer before it is taken down anywhere."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.model.photo import MediaState, Photo
from app.model.problem import DiskFull, Limited, Offline, PictureUnreadable
from app.model.stranger import Reach
from app.model.text import say
from app.networks import network
from app.networks.pictures import HEAD, picture_kind

if TYPE_CHECKING:
    from app.model.account import AccountId
    from app.networks.web import Web

FOLDER = "kept"
_ENDINGS = {"jpeg": ".jpg", "tiff": ".tif"}


@dataclass(frozen=True, slots=True)
class Copies:
    """The folder `kept` in the data folder: whole files as they were, readable by any program, not encrypted.

    `sources` tells which exports an account was read from.
    """

    folder: Path
    sources: Callable[[AccountId], Sequence[Path]]

    def keep(self, web: Web, photos: Sequence[Photo]) -> str:
        """Fetch and keep the files of these photos; return the folder where they lie ("" where an export holds them).

        Raises PictureUnreadable where a file cannot be had, so that nothing is deleted that nobody has; Offline and
        Limited where only the way to it is closed for now; DiskFull where there is no room.
        """
        needed = [photo for photo in photos if not self._in_export(photo)]
        if not needed:
            return ""
        folder = self._folder(needed[0])
        held = _listed(folder)
        for photo in needed:
            if not _is_held(photo, held):
                self._keep_one(web, photo, folder)
        return str(folder)

    def _in_export(self, photo: Photo) -> bool:
        """Whether the person holds the file already: in an export that lies where it was read."""
        if photo.media_state is not MediaState.PRESENT:
            return False
        return any(source.exists() for source in self.sources(photo.account))

    def _folder(self, photo: Photo) -> Path:
        # The handle comes from outside: only a digest of it may name a folder.
        digest = hashlib.sha256(photo.account.encode("utf-8", "backslashreplace")).hexdigest()[:12]
        return self.folder / FOLDER / photo.network / digest

    def _keep_one(self, web: Web, photo: Photo, folder: Path) -> None:
        net = network(photo.network)
        glimpse = net.glimpse(web, photo) if net.glimpse is not None and photo.media_url else None
        if glimpse is not None and isinstance(glimpse.problem, Offline | Limited):
            raise glimpse.problem
        if glimpse is not None and glimpse.view.reach is Reach.GONE:
            # Nobody but its network knows whether it is deleted or only hidden from strangers, as a copy is fetched.
            raise PictureUnreadable(
                say(
                    "Strangers get this file no more, so no copy of it could be had, and nothing was sent. If it is not "
                    "deleted yet, save it yourself, then delete it without a copy."
                )
            )
        if glimpse is None or glimpse.data is None:
            raise PictureUnreadable(
                say("No copy of this photo could be had, so it was left where it is."),
                say("Save it yourself on the network's page, then delete it without a copy."),
            )
        kind = picture_kind(glimpse.data[:HEAD]) or "bin"
        name = _stem(photo, hashlib.sha256(glimpse.data).hexdigest()) + _ENDINGS.get(kind, f".{kind}")
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(folder / name, glimpse.data)
        except OSError as error:
            raise DiskFull(
                say("The copy could not be written, so the photo was left where it is."),
                say("Make room on the disk, then try again."),
            ) from error


def _stem(photo: Photo, sha256: str) -> str:
    """Return the name of a copy without its ending; nothing in it comes from outside but numbers."""
    day = photo.posted_at.date().isoformat() if photo.posted_at else "undated"
    return f"{day} {photo.id or 0} {sha256[:12]}"


def _is_held(photo: Photo, held: Mapping[str, Path]) -> bool:
    """Whether a copy of the very file that was seen last lies there already, whole: a pause does not fetch it again."""
    known = photo.stranger.sha256 if photo.stranger is not None else None
    path = held.get(_stem(photo, known)) if known else None
    try:
        return path is not None and hashlib.sha256(path.read_bytes()).hexdigest() == known
    except OSError:
        return False


def _listed(folder: Path) -> dict[str, Path]:
    try:
        return {path.stem: path for path in folder.iterdir()}
    except OSError:
        return {}


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, so that a crash leaves no half of one behind its name, and read it back."""
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if beside.read_bytes() != data:
        raise OSError(path.name)
    beside.replace(path)
