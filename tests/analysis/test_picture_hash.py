"""Copies of one picture have nearly one hash; different pictures do not."""

from __future__ import annotations

import io
from itertools import combinations

import pytest
from PIL import Image, ImageEnhance

from app.analysis.picture_hash import distance, picture_hash
from tests.analysis.pictures import astronaut, landscape

# The threshold of specs on 253 photos: at most 24 of 128 bits differ between copies.
SAME = 24


def recoded(picture: Image.Image, quality: int) -> Image.Image:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return Image.open(file)


def test_a_hash_has_128_bits() -> None:
    assert len(picture_hash(astronaut())) == 32
    assert 0 <= int(picture_hash(astronaut()), 16) < 2**128


@pytest.mark.parametrize("size", [(128, 128), (300, 300), (1024, 1024)])
def test_a_resized_copy_is_the_same_picture(size: tuple[int, int]) -> None:
    assert distance(picture_hash(astronaut()), picture_hash(astronaut().resize(size))) <= SAME


@pytest.mark.parametrize("quality", [30, 50, 90])
def test_a_recoded_copy_is_the_same_picture(quality: int) -> None:
    assert distance(picture_hash(astronaut()), picture_hash(recoded(astronaut(), quality))) <= SAME


def test_a_brighter_copy_is_the_same_picture() -> None:
    brighter = ImageEnhance.Brightness(astronaut()).enhance(1.2)
    assert distance(picture_hash(astronaut()), picture_hash(brighter)) <= SAME


def test_other_pictures_are_far_apart() -> None:
    others = [astronaut(), astronaut().transpose(Image.Transpose.FLIP_TOP_BOTTOM)]
    others += [landscape(seed=seed) for seed in range(4)]
    assert min(distance(picture_hash(a), picture_hash(b)) for a, b in combinations(others, 2)) > SAME


def test_the_first_half_is_of_rows_and_the_second_of_columns() -> None:
    rising = Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90)
    assert picture_hash(rising) == "f" * 16 + "0" * 16
    assert picture_hash(Image.linear_gradient("L")) == "0" * 16 + "f" * 16


def test_a_picture_of_one_colour_has_no_hash() -> None:
    assert picture_hash(Image.new("RGB", (50, 50), "teal")) == ""
