"""Any picture is opened upright and small, or refused in words."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from app.analysis.picture import (
    DECODER_ERRORS,
    MAX_PIXELS,
    THUMBNAIL_SIDE,
    WORKING_SIDE,
    open_picture,
    thumbnail,
)
from app.model.problem import PictureUnreadable
from tests.analysis.pictures import astronaut, camera_exif, encoded, landscape, with_place

RED, BLUE = (255, 0, 0), (0, 0, 255)


def corner() -> Image.Image:
    """Draw red with a blue quarter at the top left."""
    picture = Image.new("RGB", (300, 200), RED)
    picture.paste(BLUE, (0, 0, 150, 100))
    return picture


def is_like(picture: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    pixel = picture.getpixel(place)
    assert isinstance(pixel, tuple)
    return all(abs(int(part) - wanted) < 12 for part, wanted in zip(pixel, colour, strict=True))


def png(width: int, height: int, *, data: bytes = bytes(1000)) -> bytes:
    """Return a PNG that claims a size, with next to no data behind it unless some is given."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(data, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_a_picture_that_lies_on_its_side_is_turned_upright(file_format: str) -> None:
    picture = open_picture(encoded(corner(), file_format, camera_exif(orientation=6)))
    assert (picture.format, picture.width, picture.height) == (file_format, 200, 300)
    assert picture.working.size == (200, 300)
    assert is_like(picture.working, (190, 10), BLUE)
    assert is_like(picture.working, (10, 10), RED)


@pytest.mark.parametrize(
    ("orientation", "blue"),
    [
        (1, (5, 5)),
        (2, (294, 5)),
        (3, (294, 194)),
        (4, (5, 194)),
        (5, (5, 5)),
        (6, (194, 5)),
        (7, (194, 294)),
        (8, (5, 294)),
    ],
)
def test_each_of_the_eight_orientations_is_known(orientation: int, blue: tuple[int, int]) -> None:
    picture = open_picture(encoded(corner(), "PNG", camera_exif(orientation=orientation)))
    assert is_like(picture.working, blue, BLUE)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_turns_nothing(orientation: int) -> None:
    assert open_picture(encoded(corner(), "PNG", camera_exif(orientation=orientation))).width == 300


@pytest.mark.parametrize(
    ("mode", "file_format"),
    [
        ("1", "PNG"),
        ("L", "JPEG"),
        ("LA", "PNG"),
        ("P", "GIF"),
        ("P", "PNG"),
        ("CMYK", "JPEG"),
        ("RGBA", "WEBP"),
    ],
)
def test_every_kind_of_pixels_becomes_colour(mode: str, file_format: str) -> None:
    picture = open_picture(encoded(corner().convert(mode), file_format))
    assert picture.working.mode == "RGB"
    assert picture.working.size == (300, 200)


def test_sixteen_bit_greys_are_scaled_and_not_clipped() -> None:
    grey = Image.new("I;16", (64, 64), 32768)
    assert is_like(open_picture(encoded(grey, "PNG")).working, (5, 5), (127, 127, 127))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_see_through_parts_are_shown_on_white(mode: str) -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0)).convert(mode)
    file_format = "PNG" if mode != "PA" else "WEBP"
    assert is_like(open_picture(encoded(clear, file_format)).working, (5, 5), (255, 255, 255))


def test_a_palette_with_a_see_through_colour_is_shown_on_white() -> None:
    picture = Image.new("P", (40, 40), 0)
    picture.putpalette([0, 0, 0, 255, 0, 0])
    file = io.BytesIO()
    picture.save(file, "PNG", transparency=0)
    assert is_like(open_picture(file.getvalue()).working, (5, 5), (255, 255, 255))


@pytest.mark.parametrize("file_format", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_counts(file_format: str) -> None:
    file = io.BytesIO()
    corner().save(file, file_format, save_all=True, append_images=[Image.new("RGB", (300, 200), "green")])
    assert is_like(open_picture(file.getvalue()).working, (5, 5), BLUE)


def test_a_phones_file_of_two_pictures_is_a_jpeg() -> None:
    file = io.BytesIO()
    corner().save(file, "MPO", save_all=True, append_images=[landscape()])
    assert open_picture(file.getvalue()).format == "JPEG"


def test_a_large_picture_is_worked_on_small_but_told_in_full_size() -> None:
    large = astronaut().resize((3000, 2000))
    picture = open_picture(encoded(large))
    assert (picture.width, picture.height) == (3000, 2000)
    assert max(picture.working.size) == WORKING_SIDE
    # A JPEG is decoded at half its size already: a sixteenth of the work for the largest ones.
    assert picture.source.size == (1500, 1000)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (7, 5)])
def test_the_narrowest_picture_can_be_opened(size: tuple[int, int]) -> None:
    picture = open_picture(encoded(Image.new("RGB", size, "teal"), "PNG"))
    assert (picture.width, picture.height) == size
    assert thumbnail(picture.working)


def test_a_small_picture_is_never_enlarged() -> None:
    assert open_picture(encoded(landscape(40, 30))).working.size == (40, 30)


def test_a_thumbnail_is_small_upright_and_bare() -> None:
    exif = with_place(camera_exif(orientation=6))
    file = io.BytesIO()
    astronaut().resize((900, 600)).save(file, "JPEG", exif=exif.tobytes(), comment=b"my home", dpi=(300, 300))
    small = thumbnail(open_picture(file.getvalue()).working)
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.size == (171, THUMBNAIL_SIDE)
        assert picture.format == "JPEG"
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"my home" not in small
    assert b"Exif" not in small


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"xx",
        b"\xff\xd8\xff",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBP",
        b"\0\0\0\x18ftypheic",
        b"%PDF-1.7",
        b"<svg/>",
    ],
    ids=["empty", "two bytes", "JPEG head", "GIF head", "WebP head", "HEIC head", "PDF", "SVG"],
)
def test_what_is_no_picture_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(PictureUnreadable) as refused:
        open_picture(data)
    assert refused.value.remedy is not None


def test_a_tiff_is_not_opened() -> None:
    with pytest.raises(PictureUnreadable, match="no picture that the app can read"):
        open_picture(encoded(corner(), "TIFF"))


def test_a_picture_that_is_cut_off_says_so() -> None:
    data = encoded(astronaut())
    with pytest.raises(PictureUnreadable, match="cut off"):
        open_picture(data[: len(data) // 2])


@pytest.mark.parametrize("size", [(60_000, 60_000), (2**31 - 1, 2**31 - 1), (12_001, 10_000), (70_000, 10)])
def test_a_decompression_bomb_is_not_opened(size: tuple[int, int]) -> None:
    assert size[0] * size[1] > MAX_PIXELS or max(size) > 65_535
    with pytest.raises(PictureUnreadable, match=r"too large|damaged"):
        open_picture(png(*size))


def giant(*, progressive: bool) -> bytes:
    """Return a JPEG whose header says that it has 120 megapixels and a few more."""
    file = io.BytesIO()
    corner().save(file, "JPEG", progressive=progressive)
    data = bytearray(file.getvalue())
    # The frame's header: two bytes of marker, two of length, one of depth, then height and width (ITU-T T.81, B.2.2).
    at = data.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 5
    data[at : at + 4] = (12_001).to_bytes(2) + (10_000).to_bytes(2)
    return bytes(data)


def test_a_jpeg_that_has_to_be_held_whole_has_the_smaller_limit() -> None:
    with pytest.raises(PictureUnreadable, match="too large"):
        open_picture(giant(progressive=True))
    opened = open_picture(giant(progressive=False))
    assert (opened.width, opened.height) == (10_000, 12_001)
    assert max(opened.working.size) <= 1280


def test_a_claim_without_the_data_is_refused() -> None:
    with pytest.raises(PictureUnreadable):
        open_picture(png(5000, 5000))


def test_a_text_bomb_in_a_png_is_refused_or_left_out() -> None:
    info = zlib.compress(b"\0" * 70_000_000)
    body = b"Comment\0\0" + info
    chunk = len(body).to_bytes(4) + b"zTXt" + body + zlib.crc32(b"zTXt" + body).to_bytes(4)
    plain = encoded(corner(), "PNG")
    with pytest.raises(PictureUnreadable):
        open_picture(plain[:33] + chunk + plain[33:])


def test_errors_that_are_ours_are_not_hidden() -> None:
    assert not any(issubclass(AssertionError, error) for error in DECODER_ERRORS)
