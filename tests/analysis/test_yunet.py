"""Faces are found where they are, in pixels of the full-size picture."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image

from app.analysis import yunet
from app.model.inspection import Band
from tests.analysis.pictures import astronaut, landscape

# Where the astronaut's face is, in the 512 px picture, by eye: forehead to chin, and the two pupils.
FACE = (178.0, 63.0, 90.0, 113.0)
EYES = ((200.5, 102.0), (247.0, 103.0))


def near(one: float, other: float, by: float) -> bool:
    return abs(one - other) <= by


def test_the_astronauts_face_is_found() -> None:
    (face,) = yunet.find_faces(astronaut(), astronaut().size)
    assert all(near(a, b, 6) for a, b in zip(face.box, FACE, strict=True))
    assert near(face.eyes_px, math.dist(*EYES), 2)
    assert face.score > 0.9
    assert face.band is Band.SEARCHABLE
    assert len(face.landmarks) == 5


def test_boxes_are_told_in_pixels_of_the_full_size() -> None:
    (face,) = yunet.find_faces(astronaut(), (5120, 2560))
    assert all(near(a, b * scale, 60) for a, b, scale in zip(face.box, FACE, (10, 5, 10, 5), strict=True))


def test_a_face_at_the_edge_is_cut_off_there() -> None:
    cut = astronaut().crop((215, 0, 512, 512))
    (face,) = yunet.find_faces(cut, cut.size)
    left, top, width, height = face.box
    assert left >= 0
    assert top >= 0
    assert left + width <= cut.width
    assert top + height <= cut.height


@pytest.mark.parametrize("side", [1, 5, 31, 32, 33, 700, 1280])
def test_a_picture_of_one_colour_has_no_face_at_any_size(side: int) -> None:
    plain = Image.new("RGB", (side, max(1, side // 3)), (120, 130, 140))
    assert yunet.find_faces(plain, plain.size) == ()


def test_a_landscape_has_no_face() -> None:
    hills = landscape(1200, 800)
    assert yunet.find_faces(hills, hills.size) == ()


def test_a_small_face_in_a_large_picture_is_found_on_the_second_look() -> None:
    hills = landscape(1280, 960)
    hills.paste(astronaut().resize((110, 110)), (700, 400))
    first = yunet.detect(np.asarray(hills.resize((640, 480)), dtype=np.uint8))
    faces = yunet.find_faces(hills, hills.size)
    assert len(first) == 0
    assert len(faces) == 1
    assert 700 < faces[0].box[0] < 810


def test_a_face_that_fills_the_picture_is_found_on_the_smaller_look() -> None:
    near_by = astronaut().crop((165, 50, 285, 190)).resize((1100, 1280), Image.Resampling.LANCZOS)
    faces = yunet.find_faces(near_by, near_by.size)
    assert len(faces) == 1
    assert faces[0].box[2] > 500


def test_one_face_is_told_once_whatever_the_number_of_looks() -> None:
    crowd = landscape(1280, 900)
    for place in range(8):
        crowd.paste(astronaut().resize((200, 200)), (60 + 300 * (place % 4), 100 + 400 * (place // 4)))
    faces = yunet.find_faces(crowd, crowd.size)
    assert len(faces) == 8
    sizes = [face.box[2] * face.box[3] for face in faces]
    assert sizes == sorted(sizes, reverse=True)


def test_of_overlapping_boxes_the_surest_stays() -> None:
    boxes = np.array([[0, 0, 100, 100], [10, 0, 100, 100], [200, 0, 50, 50]], dtype=np.float32)
    scores = np.array([0.7, 0.9, 0.8], dtype=np.float32)
    found = yunet.Detections(boxes, np.zeros((3, 5, 2), dtype=np.float32), scores)
    kept = yunet.suppress(found)
    assert kept == [1, 2]
    assert len(found.pick(kept)) == 2


def test_boxes_without_any_area_overlap_nothing() -> None:
    boxes = np.zeros((3, 4), dtype=np.float32)
    found = yunet.Detections(
        boxes, np.zeros((3, 5, 2), dtype=np.float32), np.array([0.7, 0.9, 0.8], dtype=np.float32)
    )
    assert yunet.suppress(found) == [1, 2, 0]


def test_the_same_pixels_always_give_the_same_faces() -> None:
    once = yunet.find_faces(astronaut(), astronaut().size)
    yunet.find_faces(landscape(), landscape().size)
    assert yunet.find_faces(astronaut(), astronaut().size) == once
