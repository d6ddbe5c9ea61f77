"""A short number for what a picture shows, the same for copies that were re-encoded or resized."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A picture of one colour has no rises and falls: its hash would make all such pictures the same one.
_FLAT = 4


def picture_hash(picture: Image.Image) -> str:
    """Return the 128-bit difference hash of an upright picture as 32 hex digits.

    A picture of one colour has none: "".     The first 64 bits say, row by row of an 8 by 8 grid, whether
    brightness rises to the right; the other 64 whether it rises downwards.
    """
    grey = picture.convert("L")
    rows, columns = _grid(grey, 9, 8), _grid(grey, 8, 9)
    if int(rows.max()) - int(rows.min()) < _FLAT and int(columns.max()) - int(columns.min()) < _FLAT:
        return ""
    rises = np.concatenate([(rows[:, 1:] > rows[:, :-1]).ravel(), (columns[1:] > columns[:-1]).ravel()])
    return np.packbits(rises).tobytes().hex()


def distance(one: str, other: str) -> int:
    """Return in how many of 128 bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _grid(grey: Image.Image, across: int, down: int) -> NDArray[np.int16]:
    return np.asarray(grey.resize((across, down), Image.Resampling.BOX)).astype(np.int16)
