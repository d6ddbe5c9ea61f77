"""The row of chips over the grid: each is one condition, and shows whether it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from app.model.audience import OPEN_TO_STRANGERS, Audience
from app.model.filter import Filter, Order
from app.model.stranger import Reach
from app.model.text import Text, say
from app.ui.terms import ORDERS, network_name
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.chip import Chip
from app.ui.widgets.field import Choice
from app.ui.widgets.flow import Flow

_OLD = timedelta(days=5 * 365)
_REACHABLE = frozenset({Reach.REACHABLE})
_UNKNOWN = frozenset({Audience.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One chip: what it is called, whether a filter has it, and the filter with or without it."""

    name: Text
    icon: str
    holds: Callable[[Filter], bool]
    put: Callable[[Filter, bool], Filter]


CONDITIONS: tuple[Condition, ...] = (
    Condition(
        name=say("Everyone can see"),
        icon="globe",
        holds=lambda f: f.audiences >= OPEN_TO_STRANGERS,
        put=lambda f, on: replace(
            f, audiences=f.audiences | OPEN_TO_STRANGERS if on else f.audiences - OPEN_TO_STRANGERS
        ),
    ),
    Condition(
        name=say("A stranger gets it"),
        icon="eye",
        holds=lambda f: f.reaches >= _REACHABLE,
        put=lambda f, on: replace(f, reaches=f.reaches | _REACHABLE if on else f.reaches - _REACHABLE),
    ),
    Condition(
        name=say("Face recognisable"),
        icon="scan-face",
        holds=lambda f: f.searchable_face is True,
        put=lambda f, on: replace(f, searchable_face=True if on else None),
    ),
    Condition(
        name=say("Place"),
        icon="map-pin",
        holds=lambda f: f.place is True,
        put=lambda f, on: replace(f, place=True if on else None),
    ),
    Condition(
        name=say("People named"),
        icon="tag",
        holds=lambda f: f.tagged is True,
        put=lambda f, on: replace(f, tagged=True if on else None),
    ),
    Condition(
        name=say("Unknown audience"),
        icon="shield-question-mark",
        holds=lambda f: f.audiences >= _UNKNOWN,
        put=lambda f, on: replace(f, audiences=f.audiences | _UNKNOWN if on else f.audiences - _UNKNOWN),
    ),
    Condition(
        name=say("Same picture elsewhere"),
        icon="copy",
        holds=lambda f: f.twins is True,
        put=lambda f, on: replace(f, twins=True if on else None),
    ),
    Condition(
        name=say("Older than 5 years"),
        icon="calendar",
        holds=lambda f: f.before is not None,
        put=lambda f, on: replace(f, before=datetime.now(UTC) - _OLD if on else None),
    ),
    Condition(
        name=say("Kept"),
        icon="lock",
        holds=lambda f: f.keep is True,
        put=lambda f, on: replace(f, keep=True if on else None),
    ),
)


class FilterRow(QWidget):
    """The chips, the order, and a button that takes all conditions away. `changed` tells of each change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.filter = Filter()
        self._networks: dict[str, Chip] = {}
        self.chips: list[tuple[Condition, Chip]] = [(one, Chip(one.name, one.icon)) for one in CONDITIONS]
        self.order = Choice(
            say("Sort by"),
            [(key.value, text) for key, text in ORDERS.items()],
            on_choose=self._sort,
            bare=True,
        )
        self.clear = Button(say("Show all"), "x", Kind.LINK, self.reset)
        self._flow = Flow(*(chip for _, chip in self.chips))
        self._flow.addWidget(self.clear)
        self.setLayout(self._flow)
        for condition, chip in self.chips:
            chip.toggled.connect(self._putting(condition))
        self._show()

    def show_filter(self, chosen: Filter) -> None:
        """Show a filter that came from elsewhere; nothing is told of it."""
        self.filter = chosen
        self._show()

    def show_networks(self, networks: Sequence[str]) -> None:
        """Show a chip for each network, where there are several."""
        wanted = list(networks) if len(networks) > 1 else []
        for key in [key for key in self._networks if key not in wanted]:
            chip = self._networks.pop(key)
            self._flow.removeWidget(chip)
            chip.deleteLater()
        for key in wanted:
            if key not in self._networks:
                chip = self._networks[key] = Chip(network_name(key))
                chip.toggled.connect(self._putting_network(key))
                # Before the button that clears, which stays the last.
                self._flow.removeWidget(self.clear)
                self._flow.addWidget(chip)
                self._flow.addWidget(self.clear)
        self._show()

    def reset(self) -> None:
        """Take every condition away; the order stays."""
        self.filter = Filter(order=self.filter.order)
        self._show()
        self.changed.emit()

    def only_audience(self, audiences: frozenset[Audience]) -> None:
        """Show one kind of audience alone, or all of them again where that was so already."""
        same = self.filter.audiences == audiences
        self.filter = replace(self.filter, audiences=frozenset[Audience]() if same else audiences)
        self._show()
        self.changed.emit()

    def _putting(self, condition: Condition) -> Callable[[bool], None]:
        def put(on: bool) -> None:  # noqa: FBT001  # a chip's own signal
            self.filter = condition.put(self.filter, on)
            self._show()
            self.changed.emit()

        return put

    def _putting_network(self, key: str) -> Callable[[bool], None]:
        def put(on: bool) -> None:  # noqa: FBT001  # a chip's own signal
            networks = self.filter.networks | {key} if on else self.filter.networks - {key}
            self.filter = replace(self.filter, networks=networks)
            self._show()
            self.changed.emit()

        return put

    def _sort(self, key: str) -> None:
        self.filter = replace(self.filter, order=Order(key))
        self.changed.emit()

    def _show(self) -> None:
        marks = [(chip, condition.holds(self.filter)) for condition, chip in self.chips]
        marks += [(chip, key in self.filter.networks) for key, chip in self._networks.items()]
        for chip, on in marks:
            blocker = QSignalBlocker(chip)
            chip.setChecked(on)
            blocker.unblock()
            chip.show_state()
        self.order.choose(self.filter.order.value)
        self.clear.setVisible(replace(self.filter, order=Order.RISK) != Filter())


def joined(chips: Filter, typed: Filter) -> Filter:
    """Return the filter that has the conditions of both; what was typed decides where both say something."""
    empty = Filter()
    values = {
        field.name: getattr(typed, field.name)
        for field in fields(Filter)
        if getattr(typed, field.name) != getattr(empty, field.name)
    }
    for name in ("audiences", "reaches", "networks"):
        if name in values:
            values[name] = getattr(chips, name) | values[name]
    return replace(chips, **values)
