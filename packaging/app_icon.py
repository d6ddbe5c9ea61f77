"""Draws the program's icon, in every size the three systems ask for, from the app mark."""

import io
import os
import struct
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ACCENT = "#3B4FE0"
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
_SMALL = 24
_ICON_HEADER = 6
_ICON_ENTRY = 16


def draw(icons: Path) -> None:
    """Write app-256.png and app.ico beside mark.svg in the folder `icons`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication([])
    mark = (icons / "mark.svg").read_text(encoding="utf-8")
    (icons / "app-256.png").write_bytes(_png(mark, 256))
    (icons / "app.ico").write_bytes(_ico(mark))
    app.quit()


def _png(mark: str, size: int) -> bytes:
    """Draw the mark in white on a rounded square; small ones have less margin, to stay readable."""
    white = mark.replace("currentColor", "#FFFFFF")
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ACCENT))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.22, size * 0.22)
    margin = size * (0.06 if size <= _SMALL else 0.18)
    QSvgRenderer(QByteArray(white.encode())).render(
        painter, QRectF(margin, margin, size - 2 * margin, size - 2 * margin)
    )
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]  # the stub knows only bytes
    return bytes(buffer.data().data())


def _ico(mark: str) -> bytes:
    """Put all Windows sizes into one ICO: bitmaps, and PNG for 256 px, which Windows reads since Vista."""
    entries, pictures = b"", b""
    offset = _ICON_HEADER + _ICON_ENTRY * len(WINDOWS_SIZES)
    for size in WINDOWS_SIZES:
        one = io.BytesIO()
        kind = "png" if size == WINDOWS_SIZES[-1] else "bmp"
        with Image.open(io.BytesIO(_png(mark, size))) as picture:
            picture.save(one, "ICO", sizes=[(size, size)], bitmap_format=kind)
        entry = one.getvalue()[_ICON_HEADER : _ICON_HEADER + _ICON_ENTRY]
        picture_bytes = one.getvalue()[_ICON_HEADER + _ICON_ENTRY :]
        entries += entry[:-4] + struct.pack("<I", offset + len(pictures))
        pictures += picture_bytes
    return struct.pack("<HHH", 0, 1, len(WINDOWS_SIZES)) + entries + pictures


if __name__ == "__main__":
    draw(Path(__file__).resolve().parent.parent / "resources" / "icons")
