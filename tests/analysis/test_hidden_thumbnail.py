"""A hidden thumbnail that shows what is no longer in the photo is found; an honest one is not accused."""

from __future__ import annotations

import warnings

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from app.analysis.hidden_thumbnail import differs, hidden_thumbnail
from app.analysis.metadata import read_metadata
from app.analysis.picture import open_picture
from app.model.inspection import Metadata
from tests.analysis.pictures import astronaut, encoded, landscape, with_thumbnail


def metadata(photo: Image.Image, hidden: Image.Image) -> Metadata:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read_metadata(open_picture(with_thumbnail(photo, hidden)))[0]


def small(picture: Image.Image) -> Image.Image:
    picture = picture.copy()
    picture.thumbnail((160, 160))
    return picture


def covered() -> Image.Image:
    """Return the portrait with its face painted over."""
    picture = astronaut().copy()
    ImageDraw.Draw(picture).rectangle([170, 50, 280, 190], fill="black")
    return picture


def barred() -> Image.Image:
    """Return a 3:2 picture on 4:3 with black bars, as cameras make them."""
    canvas = Image.new("RGB", (160, 120))
    canvas.paste(landscape(600, 400).resize((160, 107)), (0, 6))
    return canvas


@pytest.mark.parametrize(
    ("photo", "hidden"),
    [
        (astronaut(), small(astronaut())),
        (astronaut(), ImageEnhance.Contrast(small(astronaut())).enhance(1.15)),
        (landscape(600, 400), barred()),
        (astronaut(), small(astronaut()).transpose(Image.Transpose.ROTATE_90)),
        (astronaut(), small(astronaut()).transpose(Image.Transpose.ROTATE_270)),
        (Image.new("RGB", (400, 400), "navy"), Image.new("RGB", (160, 160), "navy")),
        (Image.new("RGB", (400, 300)), Image.new("RGB", (160, 120))),
    ],
    ids=["small copy", "rendered apart", "black bars", "turned", "turned back", "one colour", "night"],
)
def test_the_same_view_is_no_difference(photo: Image.Image, hidden: Image.Image) -> None:
    found = metadata(photo, hidden)
    assert found.has_thumbnail
    assert found.thumbnail_differs is False


@pytest.mark.parametrize(
    ("photo", "hidden"),
    [
        (astronaut().crop((0, 0, 512, 360)), small(astronaut())),
        (astronaut().crop((120, 20, 360, 260)), small(astronaut())),
        (covered(), small(astronaut())),
        (landscape(), small(astronaut())),
        (landscape(400, 400), small(astronaut())),
    ],
    ids=["cut below", "cut out", "face covered", "another shape", "another picture"],
)
def test_another_view_is_told(photo: Image.Image, hidden: Image.Image) -> None:
    assert metadata(photo, hidden).thumbnail_differs is True


def test_a_thumbnail_that_cannot_be_read_is_unknown_and_not_harmless() -> None:
    assert differs(b"rubbish", astronaut()) is None
    assert differs(encoded(small(astronaut()))[:500], astronaut()) is None
    assert differs(encoded(Image.new("RGB", (4000, 10))), astronaut()) is None
    assert differs(encoded(Image.new("RGB", (4, 4))), astronaut()) is None


def test_a_file_without_one_has_none() -> None:
    found = read_metadata(open_picture(encoded(astronaut())))[0]
    assert not found.has_thumbnail
    assert found.thumbnail_differs is None


@pytest.mark.parametrize(("offset", "length"), [(0, 10), (2**32 - 1, 10), (56, 0), (56, 2**32 - 1)])
def test_an_address_outside_the_file_is_not_followed(offset: int, length: int) -> None:
    data = bytearray(with_thumbnail(astronaut(), small(astronaut())))
    place = data.index(b"\x02\x01\0\4")
    data[place + 8 : place + 12] = offset.to_bytes(4)
    data[place + 20 : place + 24] = length.to_bytes(4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert hidden_thumbnail(open_picture(bytes(data)).source) == b""
