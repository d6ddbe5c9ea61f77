"""A photo with the faces that were found in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.inspection import Face
from app.model.text import Text, say_count
from app.ui.icons import picture as draw_icon
from app.ui.terms import BANDS
from app.ui.theme import theme
from app.ui.tokens import RADIUS_PHOTO, Role
from app.ui.wording import words

_BLUR_PX = 9


def decoded(jpeg: bytes | None) -> QImage:
    """Return a small JPEG as an image, a null one where there is none or it cannot be read; fit for any thread.

    The format is named: to find it out by itself, Qt would ask its SVG reader too, which connects signals under a lock
    that the window's thread may hold while it waits for Python. Both then wait for ever (seen with Qt 6.11).
    """
    # The types know bytes alone, the library takes text alone.
    return QImage.fromData(jpeg, "JPEG") if jpeg else QImage()  # pyright: ignore[reportArgumentType]


def blurred(image: QImage) -> QImage:
    """Return a picture of which only the colours are left: for a screen that others see."""
    if image.isNull():
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    tiny = image.scaled(QSize(_BLUR_PX, _BLUR_PX), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    return tiny.scaled(image.size(), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


class Picture(QWidget):
    """A photo, whole, with round corners; boxes on its faces, each with a word for how useful it is to face search.

    `width` and `height` of the full-size picture give the boxes their scale.
    """

    def __init__(self, least: int = 150, most: int = 230) -> None:
        super().__init__()
        self._image = QImage()
        self._faces: tuple[Face, ...] = ()
        self._full = (1, 1)
        self._boxes = True
        self._least, self._most = least, most
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(
        self, image: QImage, faces: Sequence[Face] = (), full: tuple[int, int] = (0, 0), name: Text | str = ""
    ) -> None:
        """Show another photo; a null image shows that there is none."""
        self._image = image
        self._faces = tuple(faces)
        self._full = full if all(full) else (max(1, image.width()), max(1, image.height()))
        told = words(say_count("{count} face found", "{count} faces found", len(self._faces)))
        self.setAccessibleName(f"{name if isinstance(name, str) else words(name)}, {told}")
        self.updateGeometry()
        self.update()

    def limit(self, most: int) -> None:
        """Be no taller than this many px at 100 %, where the window is low."""
        if most != self._most:
            self._most = most
            self._least = min(self._least, most)
            self.updateGeometry()

    def show_boxes(self, on: bool) -> None:  # noqa: FBT001  # a switch's own signal
        """Show or hide the boxes."""
        self._boxes = on
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, arg__1: int, /) -> int:
        ratio = self._image.height() / self._image.width() if self._image.width() else 0.66
        return round(min(max(arg__1 * ratio, theme().px(self._least)), theme().px(self._most)))

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(300))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), RADIUS_PHOTO, RADIUS_PHOTO)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(theme().colours.track))
        if self._image.isNull():
            self._draw_none(painter)
        else:
            self._draw(painter)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        wide, tall = self._image.width() * scale, self._image.height() * scale
        place = QRectF((self.width() - wide) / 2, (self.height() - tall) / 2, wide, tall)
        painter.drawImage(place, self._image)
        if not self._boxes:
            return
        boxes: list[QRectF] = []
        for face in self._faces:
            x, y, w, h = face.box
            box = QRectF(
                place.left() + x / self._full[0] * wide,
                place.top() + y / self._full[1] * tall,
                w / self._full[0] * wide,
                h / self._full[1] * tall,
            ).adjusted(-2, -2, 2, 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            # A dark line under the light one: seen on any picture.
            for colour, thick in ((QColor(0, 0, 0, 150), 4.5), (QColor("#FFFFFF"), 2.2)):
                painter.setPen(QPen(colour, thick))
                painter.drawRoundedRect(box, 5, 5)
            boxes.append(box)
        taken: list[QRectF] = []
        for face, box in zip(self._faces, boxes, strict=True):
            others = [other for other in boxes if other is not box]
            word = words(BANDS[face.band].word)
            # Rather on nobody's face; in a crowd there may be no such room.
            if not self._draw_word(painter, box, word, taken, others):
                self._draw_word(painter, box, word, taken, ())

    def _draw_word(
        self, painter: QPainter, box: QRectF, word: str, taken: list[QRectF], faces: Sequence[QRectF]
    ) -> bool:
        """Write a face's word under its box, or above it; where both are taken return False."""
        font = theme().font(Role.CAPTION)
        metrics = QFontMetricsF(font)
        wide, tall = metrics.horizontalAdvance(word) + 14, metrics.height() + 4
        centre = min(max(box.center().x(), wide / 2 + 2), self.width() - wide / 2 - 2)
        for top in (box.bottom() + 5, box.top() - tall - 5):
            room = QRectF(centre - wide / 2, top, wide, tall)
            is_free = not any(room.intersects(other) for other in (*taken, *faces))
            if QRectF(self.rect()).contains(room) and is_free:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(16, 18, 26, 225))
                painter.drawRoundedRect(room, tall / 2, tall / 2)
                painter.setPen(QColor("#FFFFFF"))
                painter.setFont(font)
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, word)
                taken.append(room)
                return True
        return False

    def _draw_none(self, painter: QPainter) -> None:
        look = theme()
        side = look.px(28)
        image = draw_icon("image-off", look.colours.text3, side, self.devicePixelRatioF())
        painter.drawImage(QPointF((self.width() - side) / 2, (self.height() - side) / 2), image)
