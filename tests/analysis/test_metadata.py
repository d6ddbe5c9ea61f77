"""What a camera wrote into the file is read, and damage in one part does not hide the rest."""

from __future__ import annotations

import io
import warnings
from datetime import UTC, datetime

import pytest
from PIL import Image, PngImagePlugin

from app.analysis.metadata import read_metadata
from app.analysis.picture import open_picture
from app.model.inspection import Metadata, Place
from tests.analysis.pictures import camera_exif, encoded, landscape, with_place

TAKEN = datetime(2019, 5, 14, 10, 42, 10, tzinfo=UTC)


def read(data: bytes) -> tuple[Metadata, Place | None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read_metadata(open_picture(data))


def written(**tags: object) -> Metadata:
    """Read back tags, named as in Exif: `Artist="…"`."""
    exif = Image.Exif()
    for name, value in tags.items():
        detail = name in {"DateTimeOriginal", "OffsetTimeOriginal", "BodySerialNumber", "CameraOwnerName"}
        (exif.get_ifd(0x8769) if detail else exif)[getattr(Image.ExifTags.Base, name)] = value
    return read(encoded(landscape(), "JPEG", exif))[0]


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_every_format_gives_away_the_same_details(file_format: str) -> None:
    metadata, place = read(encoded(landscape(), file_format, with_place(camera_exif())))
    assert metadata == Metadata(
        make="Canon",
        model="Canon EOS 5D",
        serial="042024001234",
        lens_serial="LX-77",
        owner="Ada Example",
        software="Firmware 1.1",
        taken_at=TAKEN,
    )
    assert place == Place(lat=37.5665, lon=126.978, basis="file")


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF"])
def test_a_bare_file_says_nothing(file_format: str) -> None:
    assert read(encoded(landscape(), file_format)) == (Metadata(), None)


def test_an_owner_is_found_wherever_it_was_written() -> None:
    assert written(Artist="Ada Example").owner == "Ada Example"
    assert written(CameraOwnerName="Ada", Artist="Someone").owner == "Ada"
    assert written(XPAuthor="Jürgen".encode("utf-16-le")).owner == "Jürgen"
    assert written(Copyright="(c) Ada").copyright == "(c) Ada"


def test_the_text_chunks_of_a_png_are_read() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Ada Example")
    notes.add_itxt("Description", "Am Fluß")
    notes.add_text("Software", "Paint 3", zip=True)
    notes.add_text("Copyright", "(c) Ada")
    file = io.BytesIO()
    landscape().save(file, "PNG", pnginfo=notes)
    metadata, _ = read(file.getvalue())
    assert (metadata.owner, metadata.description) == ("Ada Example", "Am Fluß")
    assert (metadata.software, metadata.copyright) == ("Paint 3", "(c) Ada")


def iptc_jpeg(*fields: tuple[int, bytes]) -> bytes:
    """Return a JPEG with press details in a Photoshop block (IPTC-IIM in image resource 0x0404)."""
    block = b"".join(b"\x1c\x02" + bytes([number]) + len(text).to_bytes(2) + text for number, text in fields)
    block += b"\0" * (len(block) % 2)
    body = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(block).to_bytes(4) + block
    data = encoded(landscape())
    return data[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2) + body + data[2:]


def test_the_names_that_press_programs_write_are_read() -> None:
    metadata, _ = read(iptc_jpeg((80, b"Ada Example"), (116, b"(c) Ada"), (120, "Am Fluß".encode())))
    assert (metadata.owner, metadata.copyright) == ("Ada Example", "(c) Ada")
    assert metadata.description == "Am Fluß"


def test_press_details_that_are_damaged_are_left_out() -> None:
    body = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + (8).to_bytes(4) + b"damaged!"
    data = encoded(landscape())
    odd = data[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2) + body + data[2:]
    assert read(odd) == (Metadata(), None)


def test_of_two_authors_the_first_is_told() -> None:
    assert read(iptc_jpeg((80, b"Ada"), (80, b"Grace")))[0].owner == "Ada"


@pytest.mark.parametrize(
    "noise", ["", " ", "unknown", "None", "---", "0000000", "OLYMPUS DIGITAL CAMERA", "\0\0"]
)
def test_what_cameras_write_where_nobody_wrote_is_left_out(noise: str) -> None:
    metadata = written(Artist=noise, ImageDescription=noise)
    assert (metadata.owner, metadata.description) == ("", "")


def test_words_are_cut_and_made_harmless() -> None:
    metadata = written(Artist="A\u202eda\x1b[31m\nExample".encode() + b"x" * 5000)
    assert metadata.owner.startswith("Ada[31m Examplexxx")
    assert len(metadata.owner) == 200


def test_words_of_windows_are_utf_16() -> None:
    assert written(XPTitle="서울 2019\0".encode("utf-16-le")).description == "서울 2019"


def test_bytes_that_are_no_utf_8_are_read_as_latin() -> None:
    assert written(Artist=b"J\xfcrgen").owner == "Jürgen"


def test_utf_8_in_a_field_meant_for_ascii_is_understood() -> None:
    assert written(Artist="Jürgen 서울".encode()).owner == "Jürgen 서울"


def test_a_number_where_words_belong_is_left_out() -> None:
    data = bytearray(encoded(landscape(), "JPEG", camera_exif()))
    start = data.index(b"\x01\x0f\0\2")
    data[start + 2 : start + 4] = b"\0\4"
    metadata, _ = read(bytes(data))
    assert (metadata.make, metadata.model) == ("", "Canon EOS 5D")


@pytest.mark.parametrize(
    ("tags", "taken"),
    [
        ({"DateTimeOriginal": "2019:05:14 19:42:10", "OffsetTimeOriginal": "+09:00"}, TAKEN),
        ({"DateTimeOriginal": "2019:05:14 10:42:10"}, TAKEN),
        ({"DateTime": "2019:05:14 10:42:10"}, TAKEN),
        ({"DateTimeOriginal": "2019:05:14 10:42:10", "OffsetTimeOriginal": "soon"}, TAKEN),
        ({"DateTimeOriginal": "0000:00:00 00:00:00"}, None),
        ({"DateTimeOriginal": "yesterday"}, None),
        ({"DateTimeOriginal": "0001:01:01 00:00:00", "OffsetTimeOriginal": "+14:00"}, None),
    ],
    ids=["with its offset", "without", "only changed", "odd offset", "zeros", "words", "before the year one"],
)
def test_the_moment_is_told_in_utc(tags: dict[str, object], taken: datetime | None) -> None:
    found = written(**tags).taken_at
    assert found == taken or (taken is None and found == datetime(1, 1, 1, tzinfo=UTC))


def test_without_an_offset_the_satellites_know_the_hour() -> None:
    exif = with_place(Image.Exif(), {29: "2019:05:14", 7: (10.0, 42.0, 10.0)})
    exif.get_ifd(0x8769)[0x9003] = "2019:05:14 19:42:10"
    assert read(encoded(landscape(), "JPEG", exif))[0].taken_at == TAKEN


def test_a_damaged_directory_does_not_hide_the_others() -> None:
    data = bytearray(encoded(landscape(), "JPEG", with_place(camera_exif())))
    start = data.index(b"\x87\x69")
    data[start + 8 : start + 12] = b"\xff\xff\xff\xf0"
    metadata, place = read(bytes(data))
    assert metadata.make == "Canon"
    assert place is not None
    assert metadata.serial == ""


@pytest.mark.parametrize("rubbish", [b"MM rubbish", b"rubbish", b"MM\0*\xff\xff\xff\xff", b""])
def test_details_that_are_no_tiff_are_left_out(rubbish: bytes) -> None:
    data = encoded(landscape())
    body = b"Exif\0\0" + rubbish
    odd = data[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body + data[2:]
    assert read(odd) == (Metadata(), None)
