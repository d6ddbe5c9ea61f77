"""Fetches tiles and small pictures for what is in sight, and keeps the last ones seen."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from app.model.problem import Problem
from app.model.tile import Tile
from app.services.progress import Progress
from app.ui.desk import Desk
from app.ui.screens.photos.tiles import Frame, compose, decode
from app.ui.theme import theme
from app.ui.work import Lane

_TILES = 6000
_BYTES = 64 * 1024 * 1024
# A page of tiles is one question to the catalogue; pictures go in small lots, so that scrolling changes course soon.
_TILES_AT_ONCE = 200
_PICTURES_AT_ONCE = 8
# Time in seconds that composing tiles may take of one turn of the window's loop.
_TURN_S = 0.005


class Shelf(QObject):
    """What is loaded of the photos. `arrived` tells that some of what is in sight can be drawn now."""

    arrived = Signal(list)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._frame = Frame(160, 130, 1.0, hidden=False)
        self._tiles: OrderedDict[int, Tile] = OrderedDict()
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._stale: set[int] = set()
        self._bytes = 0
        self._wanted: list[int] = []
        self._decoded: deque[tuple[int, QImage, Frame]] = deque()
        self._asked: list[int] = []
        self._absent: set[int] = set()
        self._decoding = False
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._compose_some)
        theme().changed.connect(self.forget_pictures)

    def tile(self, photo: int) -> Tile | None:
        """Return a tile that is loaded."""
        return self._tiles.get(photo)

    def picture(self, photo: int) -> QPixmap | None:
        """Return a drawn tile that is ready; after a change of size the old one, until the new one is."""
        found = self._pictures.get(photo)
        if found is not None:
            self._pictures.move_to_end(photo)
        return found

    def draw_as(self, frame: Frame) -> None:
        """Draw tiles in another size from now on."""
        if frame == self._frame:
            return
        hides = frame.hidden is not self._frame.hidden
        self._frame = frame
        if hides:
            self.forget_pictures()
        else:
            self._stale = set(self._pictures)

    def want(self, photos: Sequence[int]) -> None:
        """Load these, and nothing that was wanted before."""
        self._wanted = list(photos)
        self._go_on()

    def forget_tiles(self) -> None:
        """Read everything anew: the catalogue has changed."""
        self._tiles.clear()
        self._absent.clear()
        self._stale = set(self._pictures)
        self._go_on()

    def forget_pictures(self) -> None:
        """Draw everything anew."""
        self._pictures.clear()
        self._decoded.clear()
        self._stale.clear()
        self._bytes = 0
        self._go_on()

    def _go_on(self) -> None:
        if not self._asked:
            missing = [
                photo for photo in self._wanted if photo not in self._tiles and photo not in self._absent
            ]
            self._asked = asked = missing[:_TILES_AT_ONCE]
            if asked:
                browser = self._desk.house.browser
                self._desk.read(lambda _progress: browser.tiles(asked), self._take_tiles, self._fail)
        if not self._decoding and not self._decoded:
            self._decode_next()

    def _decode_next(self) -> None:
        lot = [
            photo
            for photo in self._wanted
            if photo in self._tiles and (photo not in self._pictures or photo in self._stale)
        ][:_PICTURES_AT_ONCE]
        if not lot:
            return
        self._decoding = True
        browser, frame = self._desk.house.browser, self._frame

        def work(progress: Progress) -> list[tuple[int, QImage, Frame]]:
            made: list[tuple[int, QImage, Frame]] = []
            for photo in lot:
                progress.poll()
                made.append((photo, decode(browser.thumbnail(photo), frame), frame))
            return made

        self._desk.workshop.run(work, self._take_pictures, self._fail, lane=Lane.PICTURES)

    def _take_tiles(self, tiles: list[Tile]) -> None:
        # A photo that was forgotten meanwhile has no tile: asking for it again and again would be a circle.
        self._absent |= set(self._asked) - {tile.id for tile in tiles}
        self._asked = []
        for tile in tiles:
            self._tiles[tile.id] = tile
        while len(self._tiles) > _TILES:
            self._tiles.popitem(last=False)
        self.arrived.emit([tile.id for tile in tiles])
        self._go_on()

    def _take_pictures(self, made: list[tuple[int, QImage, Frame]]) -> None:
        self._decoding = False
        self._decoded.extend(made)
        self._turn.start()

    def _compose_some(self) -> None:
        """Draw tiles until the turn's time is used up; the rest in the next turn."""
        began = perf_counter()
        ready: list[int] = []
        while self._decoded and perf_counter() - began < _TURN_S:
            photo, image, frame = self._decoded.popleft()
            tile = self._tiles.get(photo)
            if tile is not None and frame == self._frame:
                self._keep(photo, compose(tile, image, frame))
                ready.append(photo)
        if ready:
            self.arrived.emit(ready)
        if self._decoded:
            self._turn.start()
        else:
            self._go_on()

    def _keep(self, photo: int, drawn: QPixmap) -> None:
        if (old := self._pictures.pop(photo, None)) is not None:
            self._bytes -= _size(old)
        self._stale.discard(photo)
        self._pictures[photo] = drawn
        self._bytes += _size(drawn)
        while self._bytes > _BYTES and len(self._pictures) > 1:
            dropped, picture = self._pictures.popitem(last=False)
            self._stale.discard(dropped)
            self._bytes -= _size(picture)

    def _fail(self, problem: Problem) -> None:
        self._asked, self._decoding = [], False
        self._wanted = []
        self.failed.emit(problem)


def _size(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
