"""The line icons of the window, drawn in any colour and sharp on any screen."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, qAddPostRoutine
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resources import resource

# These point somewhere, so they turn round where a language is read from right to left.
_DIRECTED = frozenset(
    {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "send", "log-out", "undo-2"}
)


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def picture(name: str, colour: str, px: int, ratio: float = 1.0, *, mirrored: bool = False) -> QImage:
    """Draw an icon: `px` wide and high at 100 %, for a screen with `ratio` device pixels to each of them.

    An image, not a pixmap, so that it may be drawn outside of the window's thread too.
    """
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    side = max(1, round(px * ratio))
    image = QImage(QSize(side, side), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    if mirrored and name in _DIRECTED:
        image = image.flipped(Qt.Orientation.Horizontal)
    image.setDevicePixelRatio(ratio)
    return image


@lru_cache(maxsize=512)
def icon(
    name: str, colour: str, px: int, ratio: float = 1.0, *, mirrored: bool = False, after: int = 0
) -> QIcon:
    """Return an icon for a button, sharp at `ratio` and on every screen, with `after` px of room towards its words.

    Buttons with the same icon share it; it is for the window's thread alone.
    """
    found = QIcon()
    for one in {ratio, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}:
        drawn = QPixmap(round((px + after) * one), round(px * one))
        drawn.setDevicePixelRatio(one)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.drawImage(after if mirrored else 0, 0, picture(name, colour, px, one, mirrored=mirrored))
        painter.end()
        found.addPixmap(drawn)
    return found


# Pixmaps must not outlive the application.
qAddPostRoutine(icon.cache_clear)
