"""The photos of the grid as rows: their ids, and nothing more of those that nobody looks at."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.model.text import say
from app.model.tile import Tile
from app.ui.screens.photos.saying import tile_words
from app.ui.wording import words

ID_ROLE = int(Qt.ItemDataRole.UserRole)


class PhotoModel(QAbstractListModel):
    """Rows of photo ids, eight bytes each; `look_up` gives the tile of an id where it is loaded."""

    def __init__(self, look_up: Callable[[int], Tile | None]) -> None:
        super().__init__()
        self._look_up = look_up
        self.ids: array[int] = array("q")
        self.hides = False
        """Whether names are kept from onlookers."""

    def show(self, ids: array[int]) -> None:
        """Show these photos. Where they begin with those shown now, the selection stays."""
        held = len(self.ids)
        if held and len(ids) >= held and ids[:held] == self.ids:
            if len(ids) > held:
                self.beginInsertRows(QModelIndex(), held, len(ids) - 1)
                self.ids = ids
                self.endInsertRows()
            return
        self.beginResetModel()
        self.ids = ids
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex(), /) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ids)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, /, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        if role == ID_ROLE:
            return self.ids[index.row()]
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            tile = self._look_up(self.ids[index.row()])
            if tile is not None:
                return tile_words(replace(tile, title="") if self.hides else tile)
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return words(say("Photo {number} of {count}", number=index.row() + 1, count=len(self.ids)))
        return None
