"""A map of the world that lies on this computer, with the places that photos give away."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import cast

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.overview import Spot
from app.model.text import say, say_count
from app.resources import resource
from app.ui.theme import theme
from app.ui.tokens import Role
from app.ui.wording import number, words

# What is drawn of the world, in degrees: no Antarctica, where nobody posts from.
_NORTH, _SOUTH = 84.0, -58.0
_RATIO = 360 / (_NORTH - _SOUTH)
_LABELLED = 4


@cache
def land() -> QPainterPath:
    """Return the land in degrees, north up, west at zero.

    Who shows a map asks for it in the thread that reads: to read it takes longer than a turn of the window may.
    """
    polygons = cast(
        "list[list[list[tuple[float, float]]]]",
        json.loads(gzip.decompress(resource("maps", "world.json.gz").read_bytes())),
    )
    path = QPainterPath()
    # The inner rings of a polygon are lakes: odd-even leaves them out.
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for polygon in polygons:
        for ring in polygon:
            (first, *rest) = [QPointF(lon + 180, _NORTH - lat) for lon, lat in ring]
            path.moveTo(first)
            for point in rest:
                path.lineTo(point)
            path.closeSubpath()
    return path


@lru_cache(maxsize=4)
def _drawn(width: int, height: int, colour: str, ratio: float) -> QImage:
    """Return the land as large as it fits into `width` and `height` px, kept as a picture: to draw it takes long."""
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    scale, left, top = _fit(width, height)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(QTransform.fromTranslate(left, top).scale(scale, scale).map(land()), QColor(colour))
    painter.end()
    return image


def _fit(width: int, height: int) -> tuple[float, float, float]:
    """Return px to a degree, and where the map begins, for it to lie in the middle of `width` and `height` px."""
    scale = min(width / 360, height / (_NORTH - _SOUTH))
    return scale, (width - 360 * scale) / 2, (height - (_NORTH - _SOUTH) * scale) / 2


class Map(QWidget):
    """The world with spots; it is never mirrored. `names` writes the city and count beside the largest ones."""

    def __init__(self, spots: Sequence[Spot] = (), *, names: bool = True, least: int = 120) -> None:
        super().__init__()
        self._spots: tuple[Spot, ...] = ()
        self._names = names
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_spots(spots)

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """Show other spots."""
        self._spots = tuple(sorted(spots, key=lambda spot: spot.count))
        told = [f"{spot.name} · {number(spot.count)}" for spot in reversed(self._spots)]
        self.setAccessibleName(words(say("Map of the world: {places}", places=", ".join(told) or "–")))
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, arg__1: int, /) -> int:
        return round(arg__1 / _RATIO)

    def sizeHint(self) -> QSize:
        return QSize(330, round(330 / _RATIO))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, round(self._least / _RATIO))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        colours = theme().colours
        scale, left, top = _fit(self.width(), self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawn = _drawn(self.width(), self.height(), colours.land, self.devicePixelRatioF())
        painter.drawImage(0, 0, drawn)
        labels: list[QRectF] = []
        for place, spot in enumerate(reversed(self._spots)):
            at = QPointF(left + (spot.lon + 180) * scale, top + (_NORTH - spot.lat) * scale)
            self._draw_spot(painter, at)
            if self._names and place < _LABELLED:
                self._draw_name(painter, at, spot, labels)
        painter.end()

    def _draw_spot(self, painter: QPainter, at: QPointF) -> None:
        colour = QColor(theme().colours.critical.text)
        painter.setPen(Qt.PenStyle.NoPen)
        halo = QColor(colour)
        halo.setAlphaF(0.22)
        painter.setBrush(halo)
        painter.drawEllipse(at, 8.5, 8.5)
        painter.setBrush(colour)
        painter.drawEllipse(at, 3.8, 3.8)

    def _draw_name(self, painter: QPainter, at: QPointF, spot: Spot, taken: list[QRectF]) -> None:
        """Write a name to the right of its spot, else to the left; where both are taken, not at all."""
        look = theme()
        font = look.font(Role.CAPTION)
        shown = words(say_count("{name} · {count}", "{name} · {count}", spot.count, name=spot.name))
        wide = QFontMetricsF(font).horizontalAdvance(shown) + 2
        tall = look.px(16)
        right = QRectF(at.x() + 11, at.y() - tall / 2, wide, tall)
        left = QRectF(at.x() - 11 - wide, at.y() - tall / 2, wide, tall)
        page = QRectF(self.rect())
        for room in (right, left):
            if page.contains(room) and not any(room.intersects(other) for other in taken):
                painter.setFont(font)
                painter.setPen(QColor(look.colours.text))
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)
                taken.append(room)
                return
