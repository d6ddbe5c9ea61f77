"""The networks to choose from: open ones first, then those that want a key of one's own, closed ones last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.model.sign_in import Doorway
from app.model.text import Text, say
from app.services.order import all_guides, guide_to
from app.services.progress import Progress
from app.ui.asks import ToOrder
from app.ui.desk import Desk
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, Page, PageHead, boxed
from app.ui.widgets.fact import Fact
from app.ui.widgets.gradual import Gradual, Maker
from app.ui.widgets.label import Heading, Label, caption_of
from app.ui.widgets.layout import column, row
from app.ui.widgets.notice import EmptyState, ProblemPanel


class Doors(Page):
    """Every network, with the way in or the reason why there is none."""

    def __init__(self, desk: Desk, choose: Callable[[Doorway], object], back: Callable[[], object]) -> None:
        self._desk = desk
        self._choose = choose
        self.head = PageHead(
            say("Connect an account"),
            say("To see hidden photos and settings, and to change them from here."),
            Button(say("All accounts"), "arrow-left", on_click=back),
        )
        self.problem = ProblemPanel(again=self.refresh)
        self._rows = column(gap=12)
        self._nothing = EmptyState(
            "key-round",
            say("No network can be connected here yet"),
            say("Look up a handle, or import a download from a network."),
            lambda: Button(say("Other ways in"), "arrow-right", on_click=partial(desk.go, "welcome")),
        )
        self._nothing.hide()
        super().__init__(self.head, self.problem, self._rows, self._nothing, None, width=900)
        self._filling = Gradual(self._rows, self)

    def refresh(self) -> None:
        """Read anew which networks there are."""
        self.problem.hide()
        connector = self._desk.house.connector

        def read(_progress: Progress) -> Sequence[Doorway]:
            # The guides are read here as well, so that no file is read in the window's thread.
            all_guides()
            return connector.doorways()

        self._desk.read(read, self.show_doorways, self.problem.tell)

    def show_doorways(self, ways: Sequence[Doorway]) -> None:
        """Show the networks."""
        self._nothing.setVisible(not ways)
        self._filling.fill(self._makers(ways))

    def _makers(self, ways: Sequence[Doorway]) -> Iterator[Maker]:
        for says, why, chosen in _tiers(ways):
            if chosen:
                yield partial(self._heading, says, why, closed=chosen[0].closed is not None)
            for way in chosen:
                yield partial(self._row, way)

    def _heading(self, says: Text, why: Text, *, closed: bool) -> QWidget:
        words = column(8, Heading(says), Label(why, Role.SMALL, quiet=True, wraps=True), gap=2)
        line = row(gap=12)
        line.addLayout(words, 1)
        if closed:
            bring = Button(
                say("Import an export"), "file-archive", on_click=partial(self._desk.go, "welcome")
            )
            line.addWidget(bring, 0, Qt.AlignmentFlag.AlignBottom)
        return boxed(line)

    def _row(self, way: Doorway) -> Card:
        if way.closed is not None:
            return Card(Fact("lock", way.title, way.closed, boxed=True, end=self._order(way)), padding=12)
        end = Button(say("Connect"), "link", on_click=partial(self._choose, way))
        caption_of(end, say("Connect {network}", network=way.title))
        return Card(Fact("key-round", way.title, _about(way), Tone.ACCENT, boxed=True, end=end), padding=12)

    def _order(self, way: Doorway) -> Button | None:
        """Lead to the guide to the network's export, where there is one."""
        if guide_to(way.network) is None:
            return None
        end = Button(
            say("How to order it"),
            "arrow-right",
            on_click=partial(self._desk.go, "exports", ToOrder(way.network)),
        )
        caption_of(end, say("How to order your data from {network}", network=way.title))
        return end


def _about(way: Doorway) -> Text:
    if way.experimental:
        return say("Experimental: nobody could try this way yet.")
    if _wants_keys(way):
        return say("You bring a key of your own. The next page says where to get it.")
    if way.in_browser:
        return say("You sign in on the network’s own page. We never see your password.")
    return say("You paste a token that you make on the network’s own page.")


def _wants_keys(way: Doorway) -> bool:
    return any(not need.is_optional for need in way.needs)


def _tiers(ways: Sequence[Doorway]) -> Iterator[tuple[Text, Text, list[Doorway]]]:
    open_ones = [way for way in ways if way.closed is None]
    yield (
        say("Sign in and you are done"),
        say("Nothing has to be prepared."),
        [way for way in open_ones if not _wants_keys(way)],
    )
    yield (
        say("With a key of your own"),
        say("The network gives keys to people, not to us. It takes some minutes, once."),
        [way for way in open_ones if _wants_keys(way)],
    )
    yield (
        say("Closed to everybody"),
        say("These let nobody list their own photos. The data export is the way in."),
        [way for way in ways if way.closed is not None],
    )
