"""The row of chips over the grid: each is one condition, and shows whether it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.model.audience import OPEN_TO_STRANGERS, Audience
from app.model.filter import Filter, Order
from app.model.stranger import Reach
from app.model.text import Text, say
from app.ui.terms import ORDERS, network_name
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.chip import Chip
from app.ui.widgets.field import Choice
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import plain

_OLD = timedelta(days=5 * 365)
_REACHABLE = frozenset({Reach.REACHABLE})
_UNKNOWN = frozenset({Audience.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One chip: what it is called, whether a filter has it, and the filter with or without it."""

    name: Text | str
    icon: str
    holds: Callable[[Filter], bool]
    put: Callable[[Filter, bool], Filter]
    often: bool = False


CONDITIONS: tuple[Condition, ...] = (
    Condition(
        name=say("Everyone can see"),
        often=True,
        icon="globe",
        holds=lambda f: f.audiences >= OPEN_TO_STRANGERS,
        put=lambda f, on: replace(
            f, audiences=f.audiences | OPEN_TO_STRANGERS if on else f.audiences - OPEN_TO_STRANGERS
        ),
    ),
    Condition(
        name=say("A stranger gets it"),
        often=True,
        icon="eye",
        holds=lambda f: f.reaches >= _REACHABLE,
        put=lambda f, on: replace(f, reaches=f.reaches | _REACHABLE if on else f.reaches - _REACHABLE),
    ),
    Condition(
        name=say("Face recognisable"),
        often=True,
        icon="scan-face",
        holds=lambda f: f.searchable_face is True,
        put=lambda f, on: replace(f, searchable_face=True if on else None),
    ),
    Condition(
        name=say("Place"),
        often=True,
        icon="map-pin",
        holds=lambda f: f.place is True,
        put=lambda f, on: replace(f, place=True if on else None),
    ),
    Condition(
        name=say("People named"),
        often=True,
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
    """The chips, the order, and a button that takes all conditions away. `changed` tells of each change.

    Conditions that few ask for stand in a menu, and have a chip only while they hold.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.filter = Filter()
        self._networks: tuple[str, ...] = ()
        self._conditions = list(CONDITIONS)
        # A chip is made when it is first to be seen.
        self._chips: dict[Condition, Chip] = {}
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.order = Choice(
            say("Sort by"),
            [(key.value, text) for key, text in ORDERS.items()],
            on_choose=self._sort,
            bare=True,
        )
        self.clear = Button(say("Show all"), "x", Kind.LINK, self.reset)
        self._flow = Flow()
        self.setLayout(self._flow)
        more = Button(say("More filters"), "list-filter", Kind.LINK)
        more.setMenu(self._menu)
        for piece in (more, self.clear):
            self._flow.addWidget(piece)
        self._show()

    def chip(self, condition: Condition) -> Chip:
        """Return the chip of a condition."""
        if condition not in self._chips:
            before = self._conditions[: self._conditions.index(condition)]
            chip = Chip(condition.name, condition.icon, self._putting(condition))
            self._flow.insert(sum(one in self._chips for one in before), chip)
            self._chips[condition] = chip
        return self._chips[condition]

    def show_filter(self, chosen: Filter) -> None:
        """Show a filter that came from elsewhere; nothing is told of it."""
        self.filter = chosen
        self._show()

    def show_networks(self, networks: Sequence[str]) -> None:
        """Offer a condition for each network, where there are several."""
        wanted = tuple(networks) if len(networks) > 1 else ()
        if wanted != self._networks:
            self._networks = wanted
            for condition in self._conditions[len(CONDITIONS) :]:
                if condition in self._chips:
                    chip = self._chips.pop(condition)
                    self._flow.removeWidget(chip)
                    chip.deleteLater()
            self._conditions = [*CONDITIONS, *(_on_network(key) for key in wanted)]
            self._show()

    def reset(self) -> None:
        """Take every condition away; the order stays."""
        self._take(Filter(order=self.filter.order))

    def only_audience(self, audiences: frozenset[Audience]) -> None:
        """Show one kind of audience alone, or all of them again where that was so already."""
        same = self.filter.audiences == audiences
        self._take(replace(self.filter, audiences=frozenset[Audience]() if same else audiences))

    def _fill_menu(self) -> None:
        self._menu.clear()
        for condition in self._conditions:
            if not condition.often:
                action = self._menu.addAction(plain(condition.name).replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(condition.holds(self.filter))
                action.toggled.connect(self._putting(condition))

    def _putting(self, condition: Condition) -> Callable[[bool], None]:
        def put(on: bool) -> None:  # noqa: FBT001  # a chip's own signal
            self._take(condition.put(self.filter, on))

        return put

    def _sort(self, key: str) -> None:
        self._take(replace(self.filter, order=Order(key)))

    def _take(self, chosen: Filter) -> None:
        self.filter = chosen
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for condition in self._conditions:
            on = condition.holds(self.filter)
            if not on and not condition.often and condition not in self._chips:
                continue
            chip = self.chip(condition)
            blocker = QSignalBlocker(chip)
            chip.setChecked(on)
            blocker.unblock()
            chip.show_state()
            chip.setVisible(on or condition.often)
        self.order.choose(self.filter.order.value)
        self.clear.setVisible(replace(self.filter, order=Order.RISK) != Filter())


def _on_network(key: str) -> Condition:
    return Condition(
        name=network_name(key),
        icon="server",
        holds=lambda f: key in f.networks,
        put=lambda f, on: replace(f, networks=f.networks | {key} if on else f.networks - {key}),
    )


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
