"""Draws one tile of the grid: the photo, who can see it, and signs for what it gives away."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPixmap,
)

from app.model.stranger import Reach
from app.model.tile import Tile
from app.ui.icons import picture
from app.ui.terms import AUDIENCES, REACHES
from app.ui.theme import Theme, theme
from app.ui.tokens import LIGHT, RADIUS_PHOTO, Role
from app.ui.widgets.picture import blurred, decoded
from app.ui.wording import number, words

# So coarse that no face and no writing can be made out on a shared screen.
_WHITE = QColor("#FFFFFF")


@dataclass(frozen=True, slots=True)
class Frame:
    """How tiles are drawn now: size in px, device pixels to each, hidden from onlookers or not."""

    width: int
    height: int
    ratio: float
    hidden: bool
    mirrored: bool = False

    def seen(self, place: QRectF) -> QRectF:
        """Return a place as it is seen where a language is read from right to left."""
        if not self.mirrored:
            return place
        return QRectF(self.width - place.right(), place.top(), place.width(), place.height())


def decode(jpeg: bytes | None, frame: Frame) -> QImage:
    """Return a small picture cut and scaled to fill a tile; a null image where it cannot be read.

    Runs outside of the window's thread.
    """
    image = decoded(jpeg)
    if image.isNull():
        return image
    size = QSize(round(frame.width * frame.ratio), round(frame.height * frame.ratio))
    filled = image.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    if frame.hidden:
        image = blurred(image)
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = image.scaled(filled, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    # Faces stand in the upper half more often than in the lower: cut more of the foot.
    left = (filled.width() - size.width()) // 2
    top = (filled.height() - size.height()) // 3
    cut = scaled.copy(QRect(left, top, size.width(), size.height()))
    return cut.convertToFormat(QImage.Format.Format_RGB32)


def compose(tile: Tile, image: QImage, frame: Frame) -> QPixmap:
    """Draw a whole tile, so that the grid has one picture to paint."""
    drawn = QPixmap(round(frame.width * frame.ratio), round(frame.height * frame.ratio))
    drawn.setDevicePixelRatio(frame.ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    look = theme()
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    page = QRectF(0, 0, frame.width, frame.height)
    shape = QPainterPath()
    shape.addRoundedRect(page, RADIUS_PHOTO, RADIUS_PHOTO)
    painter.setClipPath(shape)
    if image.isNull():
        _draw_missing(painter, page, tile, look, hidden=frame.hidden)
    else:
        painter.drawImage(page, image)
    _draw_audience(painter, tile, look, frame)
    _draw_reach(painter, tile, look, frame)
    _draw_signs(painter, page, tile, look, frame)
    painter.end()
    return drawn


def _draw_missing(painter: QPainter, page: QRectF, tile: Tile, look: Theme, *, hidden: bool) -> None:
    painter.fillRect(page, QColor(look.colours.track))
    side = look.px(22)
    sign = picture("image-off", look.colours.text3, side)
    painter.drawImage(QPointF(page.center().x() - side / 2, page.center().y() - side), sign)
    if hidden or not tile.title:
        return
    painter.setFont(look.font(Role.SMALL))
    painter.setPen(QColor(look.colours.text2))
    room = QRectF(10, page.center().y() + 4, page.width() - 20, look.px(18))
    shown = QFontMetrics(painter.font()).elidedText(
        " ".join(tile.title.split()), Qt.TextElideMode.ElideRight, int(room.width())
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)


def _draw_audience(painter: QPainter, tile: Tile, look: Theme, frame: Frame) -> None:
    """Draw the pill at the leading edge. Always in the light colours: it stands on a photo, not on the page."""
    term = AUDIENCES[tile.audience]
    colour = LIGHT.shade(term.tone).text
    font = QFont(look.font(Role.CAPTION))
    font.setPixelSize(look.px(11))
    metrics = QFontMetrics(font)
    side, tall = look.px(13), look.px(22)
    most = frame.width - 14 - look.px(16 + 13) - (tall + 5 if tile.reach else 0)
    word = metrics.elidedText(words(term.word), Qt.TextElideMode.ElideRight, most)
    pill = frame.seen(QRectF(7, 7, metrics.horizontalAdvance(word) + side + look.px(18), tall))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_WHITE)
    painter.drawRoundedRect(pill, tall / 2, tall / 2)
    sign = picture(term.icon, colour, side, frame.ratio)
    at = pill.right() - look.px(7) - side if frame.mirrored else pill.left() + look.px(7)
    painter.drawImage(QPointF(at, pill.top() + (tall - side) / 2), sign)
    painter.setPen(QColor(colour))
    painter.setFont(font)
    inner = look.px(7) + side + 4
    room = pill.adjusted(0, 0, -inner, 0) if frame.mirrored else pill.adjusted(inner, 0, 0, 0)
    align = Qt.AlignmentFlag.AlignRight if frame.mirrored else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | align, word)


def _draw_reach(painter: QPainter, tile: Tile, look: Theme, frame: Frame) -> None:
    """Draw what a stranger really got, as a sign in the other corner."""
    if tile.reach is None:
        return
    term = REACHES[tile.reach]
    tall, side = look.px(22), look.px(13)
    round_ = frame.seen(QRectF(frame.width - 7 - tall, 7, tall, tall))
    is_open = tile.reach is Reach.REACHABLE
    shade = LIGHT.shade(term.tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shade.text) if is_open else _WHITE)
    painter.drawEllipse(round_)
    sign = picture(term.icon, "#FFFFFF" if is_open else shade.text, side, frame.ratio)
    painter.drawImage(QPointF(round_.left() + (tall - side) / 2, round_.top() + (tall - side) / 2), sign)


def _draw_signs(painter: QPainter, page: QRectF, tile: Tile, look: Theme, frame: Frame) -> None:
    """Draw faces, place, people and the keep mark along the foot, on a shade that keeps them legible."""
    signs = [
        ("scan-face", number(tile.faces)) if tile.faces else ("", ""),
        ("map-pin", "") if tile.has_place else ("", ""),
        ("tag", "") if tile.is_tagged else ("", ""),
        ("lock", "") if tile.keep else ("", ""),
    ]
    shown = [sign for sign in signs if sign[0]]
    if not shown:
        return
    foot = page.adjusted(0, page.height() - look.px(44), 0, 0)
    shade = QLinearGradient(foot.topLeft(), foot.bottomLeft())
    shade.setColorAt(0, QColor(0, 0, 0, 0))
    shade.setColorAt(1, QColor(0, 0, 0, 175))
    painter.fillRect(foot, shade)
    painter.setPen(_WHITE)
    font = look.font(Role.CAPTION)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    side = look.px(15)
    left, top = 9.0, page.height() - side - look.px(7)
    for name, count in shown:
        place = frame.seen(QRectF(left, top, side, side))
        painter.drawImage(place.topLeft(), picture(name, "#FFFFFF", side, frame.ratio))
        left += side + 4
        if count:
            wide = metrics.horizontalAdvance(count)
            room = frame.seen(QRectF(left, top - 2, wide + 2, side + 4))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, count)
            left += wide + 6
        left += 4
