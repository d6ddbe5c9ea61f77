"""Codes in a picture are read, few and short."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from app.analysis.barcodes import MAX_CODES, MAX_TEXT, read_codes
from app.model.inspection import Code
from tests.analysis.pictures import astronaut, landscape


def drawn(
    text: str, kind: zxingcpp.BarcodeFormat = zxingcpp.BarcodeFormat.QRCode, scale: int = 4
) -> Image.Image:
    code = zxingcpp.create_barcode(text, kind)  # pyright: ignore[reportUnknownMemberType]
    return Image.fromarray(np.array(zxingcpp.write_barcode_to_image(code, scale=scale), dtype=np.uint8))


def pasted(*codes: Image.Image) -> Image.Image:
    ground = landscape(1280, 960)
    for number, code in enumerate(codes):
        ground.paste(code.convert("RGB"), (20 + 250 * (number % 5), 20 + 230 * (number // 5)))
    return ground


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        (zxingcpp.BarcodeFormat.QRCode, "https://example.org/ticket", "QRCode"),
        (zxingcpp.BarcodeFormat.Aztec, "M1EXAMPLE/ADA         EABC123 FRAICNLH", "Aztec"),
        (zxingcpp.BarcodeFormat.DataMatrix, "ADA-42", "DataMatrix"),
        (zxingcpp.BarcodeFormat.PDF417, "M1EXAMPLE/ADA", "PDF417"),
        (zxingcpp.BarcodeFormat.Code128, "PARCEL 0042", "Code128"),
        (zxingcpp.BarcodeFormat.EAN13, "4006381333931", "EAN13"),
    ],
)
def test_a_code_in_a_photo_is_read(kind: zxingcpp.BarcodeFormat, text: str, name: str) -> None:
    assert read_codes(pasted(drawn(text, kind))) == (Code(format=name, text=text),)


def test_a_turned_code_is_read() -> None:
    turned = pasted(drawn("tilted")).rotate(90, expand=True)
    assert [code.text for code in read_codes(turned)] == ["tilted"]


def test_the_same_code_twice_is_told_once() -> None:
    assert len(read_codes(pasted(drawn("twice"), drawn("twice"), drawn("once")))) == 2


def test_no_more_than_sixteen_are_told() -> None:
    many = pasted(*(drawn(f"number {number}", scale=2) for number in range(20)))
    assert len(read_codes(many)) == MAX_CODES


def test_a_long_text_is_cut() -> None:
    (code,) = read_codes(drawn("A" * (MAX_TEXT + 400), scale=4))
    assert code.text == "A" * MAX_TEXT


def test_control_signs_are_left_out_but_lines_stay() -> None:
    (code,) = read_codes(drawn("BEGIN:VCARD\nFN:Ada\x1b[2J\u202e\nEND:VCARD"))
    assert code.text == "BEGIN:VCARD\nFN:Ada[2J\nEND:VCARD"


@pytest.mark.parametrize("picture", [astronaut(), landscape(), Image.new("RGB", (1, 1))])
def test_a_photo_without_a_code_has_none(picture: Image.Image) -> None:
    assert read_codes(picture) == ()
