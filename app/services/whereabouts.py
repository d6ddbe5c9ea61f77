"""Where what is kept lies: the folder, its size, and who keeps its key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.model.text import Text

if TYPE_CHECKING:
    from app.services.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """The data folder, its size in bytes, and in words where secrets are kept."""

    folder: Path
    size: int
    secrets: Text


def whereabouts(house: House) -> Whereabouts:
    """Return where what is kept lies; a folder that was not made yet has no size."""
    folder = house.parts.data_folder
    files = folder.rglob("*") if folder.is_dir() else ()
    size = sum(path.lstat().st_size for path in files if path.is_file() and not path.is_symlink())
    return Whereabouts(folder=folder, size=size, secrets=house.vault.describe())
