"""What looking into one picture file brought."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.inspection import Inspection


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """An inspection and a small JPEG of the picture: 256 px on its long side, upright, without any metadata.

    `thumbnail` is empty where the picture could not be read.
    """

    inspection: Inspection
    thumbnail: bytes = b""
