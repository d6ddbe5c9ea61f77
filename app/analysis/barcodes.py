"""Read machine-readable codes in a picture: tickets, boarding passes, addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import zxingcpp

from app.analysis.words import plain
from app.model.inspection import Code

if TYPE_CHECKING:
    from PIL import Image

MAX_CODES = 16
MAX_TEXT = 2000

# Codes with a checksum that noise does not meet by chance; the simpler bar codes are "found" in fences and
# shelves.
_FORMATS = zxingcpp.BarcodeFormats(
    (
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.Aztec,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.PDF417,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.EAN13,
    )
)


def read_codes(picture: Image.Image) -> tuple[Code, ...]:
    """Return at most 16 codes of a picture, the same code once, each text cut at 2,000 characters."""
    found = zxingcpp.read_barcodes(
        np.asarray(picture.convert("L"), dtype=np.uint8),
        formats=_FORMATS,
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
    )
    codes = [Code(format=one.format.name, text=plain(one.text, MAX_TEXT, lines=True)) for one in found]
    return tuple(dict.fromkeys(code for code in codes if code.text))[:MAX_CODES]
