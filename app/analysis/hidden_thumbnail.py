"""The small picture that hides in a photo's file, and may still show what was cropped or covered."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from PIL import ExifTags, Image

from app.analysis.picture import DECODER_ERRORS
from app.analysis.picture_hash import distance, picture_hash

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey: TypeAlias = NDArray[np.float32]

MAX_THUMBNAIL_BYTES = 1024 * 1024
MAX_THUMBNAIL_SIDE = 2048
MIN_THUMBNAIL_SIDE = 8

# A re-encoded or resized copy differs in at most 24 of 128 bits (1 in 10,000 unrelated pairs would, too).
_SAME_BITS = 24
# Camera thumbnails are 4:3 whatever the photo is, and rounded to whole pixels.
_SAME_SHAPE = 0.06
# One cell of a 16 by 16 grid that is this much (of 255) off, in light and contrast brought to match, was
# painted over.
_GRID = 16
_PAINTED_OVER = 60
_PAINTED_CELLS = 2
# Black after JPEG, and the share of such a row that may be brighter by its noise.
_BLACK = 28
_NOISE = 0.02


def hidden_thumbnail(source: Image.Image) -> bytes:
    """Return the JPEG in a file's second Exif directory; b"" where there is none or it lies outside."""
    try:
        directory = source.getexif().get_ifd(ExifTags.IFD.IFD1)
        start, length = (
            directory.get(ExifTags.Base.JpegIFOffset),
            directory.get(ExifTags.Base.JpegIFByteCount),
        )
        raw = source.info.get("exif", b"")
    except DECODER_ERRORS:
        return b""
    if not isinstance(start, int) or not isinstance(length, int) or not isinstance(raw, bytes):
        return b""
    inside = re.sub(b"^(Exif\0\0){1,2}", b"", raw)
    if not (0 < start < len(inside) and 0 < length <= MAX_THUMBNAIL_BYTES):
        return b""
    return inside[start : start + length]


def differs(hidden: bytes, picture: Image.Image) -> bool | None:
    """Whether a hidden thumbnail shows something else than the picture; None where it cannot be read.

    Programs may turn a photo and forget the thumbnail: the same view turned by quarters is the same view.
    Black bars that cameras add to fill 4:3 are cut off first.
    """
    small = _opened(hidden)
    if small is None:
        return None
    bare = _without_bars(small)
    turned = [bare, *(bare.transpose(turn) for turn in _QUARTERS)]
    return not any(_same_view(one, picture) for one in turned)


_QUARTERS = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)


def _opened(hidden: bytes) -> Image.Image | None:
    try:
        small = Image.open(io.BytesIO(hidden), formats=("JPEG",))
        if max(small.size) > MAX_THUMBNAIL_SIDE or min(small.size) < MIN_THUMBNAIL_SIDE:
            return None
        return small.convert("RGB")
    except DECODER_ERRORS:
        return None


def _without_bars(small: Image.Image) -> Image.Image:
    light = np.asarray(small.convert("L")) > _BLACK
    rows = np.flatnonzero(light.mean(axis=1) > _NOISE)
    columns = np.flatnonzero(light.mean(axis=0) > _NOISE)
    if not len(rows) or not len(columns):
        return small
    return small.crop((int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1))


def _same_view(small: Image.Image, picture: Image.Image) -> bool:
    shape = (small.width * picture.height) / (small.height * picture.width)
    if abs(shape - 1) > _SAME_SHAPE:
        return False
    one, other = picture_hash(small), picture_hash(picture)
    if one and other and distance(one, other) > _SAME_BITS:
        return False
    return _painted_cells(_cells(small), _cells(picture)) < _PAINTED_CELLS


def _cells(picture: Image.Image) -> Grey:
    return np.asarray(picture.convert("L").resize((_GRID, _GRID), Image.Resampling.BOX), dtype=np.float32)


def _painted_cells(one: Grey, other: Grey) -> int:
    """Count cells that differ once light and contrast match, for cameras render the two differently."""
    spread = float(one.std())
    level = (one - one.mean()) * (float(other.std()) / spread) + other.mean() if spread > 1 else one
    return int((np.abs(level - other) > _PAINTED_OVER).sum())
