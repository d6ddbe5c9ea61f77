"""All requests as a table that can be sorted: for those who have many, or want to compare their dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.model.request import RequestId
from app.model.text import Text, say, say_count
from app.services.follow import Standing
from app.ui.screens.requests.days import written
from app.ui.screens.requests.words import term
from app.ui.theme import theme
from app.ui.wording import words

_COLUMNS: tuple[Text, ...] = (
    say("To"),
    say("Status"),
    say("Sent on"),
    say("Answer due"),
    say("Time left"),
    say("Law"),
    say("Reference"),
)
_LAW = 5
_ROW_PX, _TALLEST_PX, _LEAST_PX = 34, 560, 84


class RequestTable(QTableWidget):
    """The table. A double click, or Enter, opens a request."""

    def __init__(self, open_one: Callable[[RequestId], object]) -> None:
        super().__init__(0, len(_COLUMNS))
        self._open = open_one
        self.setHorizontalHeaderLabels([words(one) for one in _COLUMNS])
        self.setAccessibleName(words(say("Requests as a table")))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().px(_ROW_PX))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # The names of laws are the longest, and the least that is lost where there is no room.
        self.horizontalHeader().setSectionResizeMode(_LAW, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(theme().px(_LEAST_PX))
        self.horizontalHeader().setMinimumHeight(theme().px(_ROW_PX))
        # What is due first stands first until the person chooses another order.
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        self.itemActivated.connect(self._activated)

    def fill(self, standings: Sequence[Standing]) -> None:
        """Show these requests; the order that the person chose stays."""
        self.setSortingEnabled(False)
        self.setRowCount(len(standings))
        for line, one in enumerate(standings):
            for place, cell in enumerate(_cells(one)):
                self.setItem(line, place, cell)
        self.setSortingEnabled(True)
        rows = theme().px(_ROW_PX) * (len(standings) + 1) + theme().px(18)
        self.setFixedHeight(min(rows, theme().px(_TALLEST_PX)))

    def _activated(self, item: QTableWidgetItem) -> None:
        first = self.item(item.row(), 0)
        if first is not None:  # pyright: ignore[reportUnnecessaryComparison]  # Qt may give none
            self._open(RequestId(first.data(Qt.ItemDataRole.UserRole)))


class _Cell(QTableWidgetItem):
    """One cell; it is sorted by its number, then by its words."""

    def __init__(self, text: str, number: float = 0.0) -> None:
        super().__init__(text)
        self.by = (number, text.casefold())
        self.setToolTip(text)

    def __lt__(self, other: QTableWidgetItem, /) -> bool:
        return self.by < other.by if isinstance(other, _Cell) else super().__lt__(other)


def _cells(one: Standing) -> list[_Cell]:
    request = one.request
    far = float("inf")
    due = request.due if one.waits else None
    left = one.days_left if one.waits else None
    first = _Cell(request.recipient_name)
    first.setData(Qt.ItemDataRole.UserRole, request.id)
    return [
        first,
        _Cell(words(term(one).word)),
        _Cell(_short(request.sent_on), request.sent_on.toordinal() if request.sent_on else far),
        _Cell(_short(due), due.toordinal() if due else far),
        _Cell(_left(left), far if left is None else left),
        _Cell(", ".join(one.laws)),
        _Cell(request.id),
    ]


def _short(on: date | None) -> str:
    return written(on) if on is not None else ""


def _left(days: int | None) -> str:
    if days is None:
        return ""
    if days < 0:
        return words(say_count("{count} day late", "{count} days late", -days))
    return words(say_count("{count} day", "{count} days", days))
