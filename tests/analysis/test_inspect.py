"""One look into a file brings everything that it gives away."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from app.analysis.inspect import inspect
from app.model.inspection import Inspection
from app.model.problem import PictureUnreadable
from tests.analysis.pictures import astronaut, camera_exif, encoded, landscape, with_place


def test_a_file_gives_away_all_at_once() -> None:
    ticket = Image.new("RGB", (1600, 1200), "white")
    ticket.paste(astronaut(), (40, 40))
    code = zxingcpp.create_barcode("TICKET 42", zxingcpp.BarcodeFormat.QRCode)  # pyright: ignore[reportUnknownMemberType]
    drawn = np.array(zxingcpp.write_barcode_to_image(code, scale=10), dtype=np.uint8)
    ticket.paste(Image.fromarray(drawn).convert("RGB"), (900, 600))
    data = encoded(ticket, "JPEG", with_place(camera_exif()))
    looked = inspect(data)
    found = looked.inspection
    assert (found.format, found.size, found.width, found.height) == ("JPEG", len(data), 1600, 1200)
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert len(found.picture_hash) == 32
    assert found.place is not None
    assert found.metadata.owner == "Ada Example"
    assert [code.text for code in found.codes] == ["TICKET 42"]
    assert found.failed is None
    (face,) = found.faces
    assert face.eyes_px == pytest.approx(46, abs=3)
    with Image.open(io.BytesIO(looked.thumbnail)) as small:
        assert small.size == (256, 192)


def test_faces_of_a_lying_picture_are_told_upright() -> None:
    upright = inspect(encoded(astronaut().resize((800, 600)))).inspection
    lying = astronaut().resize((800, 600)).transpose(Image.Transpose.ROTATE_90)
    turned = inspect(encoded(lying, "JPEG", camera_exif(orientation=6))).inspection
    assert (turned.width, turned.height) == (800, 600)
    assert turned.faces[0].box == pytest.approx(upright.faces[0].box, abs=8)


def test_a_copy_without_file_details_gives_away_only_what_is_seen() -> None:
    found = inspect(encoded(landscape(), "PNG")).inspection
    bare = Inspection(
        sha256=found.sha256,
        format="PNG",
        size=found.size,
        width=300,
        height=200,
        picture_hash=found.picture_hash,
    )
    assert found == bare


def test_a_file_that_is_no_picture_raises() -> None:
    with pytest.raises(PictureUnreadable):
        inspect(b"no picture")
