"""Open a picture that may be hostile, and bring it upright and small enough to work on."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

import numpy as np
import pillow_heif
from PIL import (
    AvifImagePlugin,
    ExifTags,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from app.model.problem import PictureUnreadable
from app.model.text import say

# What networks hand out and phones make. TIFF and raw files are left out on purpose: their decoders take far
# more odd input than they are tested with, and no network publishes them.
_DECODERS = (
    JpegImagePlugin.JpegImageFile,
    PngImagePlugin.PngImageFile,
    WebPImagePlugin.WebPImageFile,
    GifImagePlugin.GifImageFile,
    AvifImagePlugin.AvifImageFile,
)
FORMATS = (*(decoder.format or "" for decoder in _DECODERS), "HEIF")

# The longest side that anything is looked for on: large enough for a face that is searchable in a 12 MP group
# photo.
WORKING_SIDE = 1280
# A JPEG comes out at a half, a quarter or an eighth of its size for far less work. One that is at least this long
# then is good enough: faces are found as well at 960 px (recall 0.996) as at 1280 (0.998, with twice the mistakes).
LEAST_SIDE = 960

# A JPEG is decoded at a fraction of its size, so that even the 200 MP of a phone stay cheap. All others are
# decoded whole, and of a progressive JPEG every coefficient is held until its last scan.
MAX_PIXELS = 120_000_000
MAX_JPEG_PIXELS = 220_000_000
MAX_SIDE = 65_535

THUMBNAIL_SIDE = 256
THUMBNAIL_QUALITY = 82

# What Pillow and its decoders are known to raise on damaged or hostile bytes. MemoryError is among them: the
# worker process has a limit, and a picture that does not fit is told as one that cannot be read.
DECODER_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    EOFError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)

_TURNED = frozenset({5, 6, 7, 8})
_SIXTEEN_BIT = frozenset({"I;16", "I;16L", "I;16B", "I;16N"})

pillow_heif.register_heif_opener(thumbnails=False)  # pyright: ignore[reportUnknownMemberType]
# The caps above are ours and hold before anything is decoded; Pillow's own only warns.
Image.MAX_IMAGE_PIXELS = MAX_JPEG_PIXELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A decoded picture; `width` and `height` are upright and full size.

    `source` is the file as Pillow holds it, for its metadata.
    `working` is upright RGB on white, at most 1280 px long; `lying` is the same before it was turned upright.
    """

    source: Image.Image
    format: str
    width: int
    height: int
    working: Image.Image
    lying: Image.Image


def open_picture(data: bytes) -> Picture:
    """Decode a picture file, its first frame if it moves; PictureUnreadable where that is not possible."""
    source = _identify(data)
    format_name = "JPEG" if source.format == "MPO" else source.format or ""
    is_reducible = format_name == "JPEG" and not source.info.get("progressive")
    _refuse_giants(source.size, MAX_JPEG_PIXELS if is_reducible else MAX_PIXELS)
    full = source.size
    try:
        source.draft(None, _draft_size(full))
        source.load()
        turned = _orientation(source)
        lying = _on_white(_small(source))
        working = _upright(lying, turned)
    except DECODER_ERRORS as error:
        raise _unreadable(error) from error
    width, height = reversed(full) if turned in _TURNED else full
    return Picture(
        source=source, format=format_name, width=width, height=height, working=working, lying=lying
    )


def thumbnail(picture: Image.Image) -> bytes:
    """Return a JPEG of an RGB picture, at most 256 px long, with nothing in it but the pixels."""
    small = picture.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    # A fresh picture: Pillow would copy a comment and the resolution from the old one's notes.
    bare = Image.new("RGB", small.size)
    bare.paste(small)
    file = io.BytesIO()
    bare.save(file, format="JPEG", quality=THUMBNAIL_QUALITY)
    return file.getvalue()


def _identify(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.UnidentifiedImageError as error:
        raise PictureUnreadable(
            say("This is no picture that the app can read."),
            say("It reads JPEG, PNG, WebP, GIF, HEIC and AVIF."),
        ) from error
    except DECODER_ERRORS as error:
        raise _unreadable(error) from error


def _refuse_giants(size: tuple[int, int], limit: int) -> None:
    width, height = size
    if width < 1 or height < 1 or width > MAX_SIDE or height > MAX_SIDE or width * height > limit:
        raise PictureUnreadable(
            say(
                "This picture says that it is {width} by {height} pixels, which is too large.",
                width=width,
                height=height,
            ),
            say("It was not opened, because such files can be made to stop a computer."),
        )


def _draft_size(full: tuple[int, int]) -> tuple[int, int]:
    """Return the smallest size that a JPEG may be decoded at; never under what is worked on."""
    share = min(1.0, LEAST_SIDE / max(full))
    return max(1, round(full[0] * share)), max(1, round(full[1] * share))


def _orientation(source: Image.Image) -> int:
    try:
        return int(source.getexif().get(ExifTags.Base.Orientation, 1))
    except DECODER_ERRORS:
        return 1


def _small(source: Image.Image) -> Image.Image:
    """Shrink to the working side; palettes and bits have no in-between and become colours first."""
    if source.mode in {"1", "P", "PA"}:
        source = source.convert("RGBA" if "transparency" in source.info or source.mode == "PA" else "RGB")
    elif source.mode in _SIXTEEN_BIT or source.mode in {"I", "F"}:
        source = _eight_bit(source)
    share = WORKING_SIDE / max(source.size)
    if share >= 1:
        return source
    size = (max(1, round(source.width * share)), max(1, round(source.height * share)))
    return source.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def _eight_bit(source: Image.Image) -> Image.Image:
    """Bring 16-bit and wider greys to 8 bits; Pillow alone would clip them to white."""
    values = np.nan_to_num(np.asarray(source, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    top = 65535.0 if source.mode in _SIXTEEN_BIT or source.mode == "I" else max(float(values.max()), 1.0)
    return Image.fromarray(np.clip(values * (255.0 / top), 0, 255).astype(np.uint8))


def _on_white(small: Image.Image) -> Image.Image:
    if small.mode in {"LA", "La", "RGBa", "RGBA"} or "transparency" in small.info:
        seen = small.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(ground, seen).convert("RGB")
    return small.convert("RGB")


def _upright(lying: Image.Image, orientation: int) -> Image.Image:
    bare = Image.new("RGB", lying.size)
    bare.paste(lying)
    bare.getexif()[ExifTags.Base.Orientation] = orientation
    return ImageOps.exif_transpose(bare)


def _unreadable(error: BaseException) -> PictureUnreadable:
    if isinstance(error, MemoryError):
        return PictureUnreadable(
            say("This picture needs more memory than one picture may take."),
            say("It was put aside, and the rest goes on."),
        )
    if "truncated" in str(error):
        return PictureUnreadable(
            say("This picture is cut off: a part of its file is missing."),
            say("Get the file once more from where it came from."),
        )
    return PictureUnreadable(
        say("This picture is damaged and cannot be decoded."),
        say("Get the file once more from where it came from."),
    )
