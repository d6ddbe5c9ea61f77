"""Pictures for the tests: drawn here, or the astronaut that comes with scikit-image (NASA, public domain)."""

from __future__ import annotations

import io
from functools import cache
from typing import cast

import numpy as np
import skimage.data  # pyright: ignore[reportMissingTypeStubs]
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Rational = tuple[float, float, float]

SEOUL: tuple[Rational, Rational] = ((37.0, 33.0, 59.4), (126.0, 58.0, 40.8))


@cache
def astronaut() -> Image.Image:
    """Return a portrait, 512 by 512."""
    pixels = cast("NDArray[np.uint8]", skimage.data.astronaut())  # pyright: ignore[reportUnknownMemberType]
    return Image.fromarray(pixels)


def landscape(width: int = 300, height: int = 200, seed: int = 1) -> Image.Image:
    """Draw hills that differ with the seed, with nobody in them."""
    dice = np.random.default_rng(seed)
    picture = Image.new("RGB", (width, height), (150, 190, 240))
    pen = ImageDraw.Draw(picture)
    for depth in range(4):
        middle = float(dice.uniform(0, width))
        top = height * (0.3 + depth * 0.15)
        colour = tuple(int(part) for part in dice.integers(20, 200, 3))
        pen.polygon([(0, height), (middle, top), (width, height)], fill=cast("tuple[int, int, int]", colour))
        pen.ellipse([middle / 2, top, middle / 2 + 30, top + 30], fill=(250, 240, 200))
    return picture


def encoded(picture: Image.Image, file_format: str = "JPEG", exif: Image.Exif | None = None) -> bytes:
    """Return the bytes of a file."""
    file = io.BytesIO()
    if exif is None:
        picture.save(file, file_format)
    else:
        picture.save(file, file_format, exif=exif.tobytes())
    return file.getvalue()


def camera_exif(**more: object) -> Image.Exif:
    """Return the details that a camera writes; `more` are Exif names, such as `Orientation=6`."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = "Canon", "Canon EOS 5D", "Firmware 1.1"
    detail = exif.get_ifd(0x8769)
    detail[0x9003], detail[0x9011] = "2019:05:14 19:42:10", "+09:00"
    detail[0xA430], detail[0xA431], detail[0xA435] = "Ada Example", "042024001234", "LX-77"
    if "orientation" in more:
        exif[0x0112] = more["orientation"]
    return exif


def with_place(exif: Image.Exif, gps: dict[int, object] | None = None) -> Image.Exif:
    """Add a position: Seoul, unless another directory is given."""
    lat, lon = SEOUL
    exif.get_ifd(0x8825).update(gps if gps is not None else {1: "N", 2: lat, 3: "E", 4: lon})
    return exif


def with_thumbnail(picture: Image.Image, hidden: Image.Image) -> bytes:
    """Return a JPEG whose Exif holds another, hidden JPEG, laid out by hand as a camera does (Exif 3.0, 4.5.8)."""
    small = encoded(hidden)
    # A big-endian TIFF: an empty first directory, then one with the offset and length of a JPEG.
    head = b"MM\0*" + (8).to_bytes(4) + (0).to_bytes(2) + (14).to_bytes(4)
    entries = [(0x0103, 3, 6 << 16), (0x0201, 4, 14 + 2 + 3 * 12 + 4), (0x0202, 4, len(small))]
    directory = len(entries).to_bytes(2)
    for tag, kind, value in entries:
        directory += tag.to_bytes(2) + kind.to_bytes(2) + (1).to_bytes(4) + value.to_bytes(4)
    block = b"Exif\0\0" + head + directory + (0).to_bytes(4) + small
    file = encoded(picture)
    return file[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2) + block + file[2:]
