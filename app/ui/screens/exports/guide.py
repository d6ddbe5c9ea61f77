"""One network's guide: numbered steps, how long it takes, what it tells, and the way back with the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.model.export_guide import Advice, ExportGuide
from app.model.setting import LinkStatus
from app.model.text import say
from app.ui.links import can_open, open_page
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.gradual import Gradual, Maker, itself
from app.ui.widgets.label import Heading, Label, sourced
from app.ui.widgets.layout import column, row
from app.ui.wording import day


class Guide(Page):
    """The guide to one network's export; `bring_in` lets the person choose the file, `back` shows all networks."""

    def __init__(self, bring_in: Callable[[], object], back: Callable[[], object]) -> None:
        self._bring_in = bring_in
        self.back = Button(say("All networks"), "arrow-left", on_click=back)
        self.head = PageHead("", "", self.back)
        self._cards = column(gap=14)
        super().__init__(self.head, self._cards, None, width=820)
        self._filling = Gradual(self._cards, self)

    def show_guide(self, guide: ExportGuide) -> None:
        """Show a network's guide."""
        self.head.title.say(guide.title)
        self.head.line.say(say("How to order your data here. It comes as {format}.", format=guide.format))
        self._filling.fill(self._makers(guide))

    def _makers(self, guide: ExportGuide) -> Iterator[Maker]:
        yield from _steps(guide)
        yield partial(_facts, guide)
        yield self._then

    def _then(self) -> Card:
        card = Card(Heading(say("When you have the file")), gap=10)
        card.box.addWidget(
            Label(
                say("Drop it anywhere on this window, or choose it. It is read on this computer alone."),
                wraps=True,
            )
        )
        choose = Button(say("Choose the file …"), "file-archive", Kind.PRIMARY, self._bring_in)
        card.box.addLayout(row(choose, None))
        return card


def _steps(guide: ExportGuide) -> Iterator[Maker]:
    """Yield the card, and fill it where it stands a step at a time, for some guides have a dozen."""
    card = Card(Heading(say("How to order it")), gap=10)
    yield partial(itself, card)
    for number, step in enumerate(guide.steps, 1):
        yield partial(card.box.addLayout, _step(number, step))
    yield partial(_end, card, guide)


def _end(card: Card, guide: ExportGuide) -> None:
    if can_open(guide.link):
        button = Button(say("Open the page"), "external-link", on_click=partial(open_page, guide.link))
        card.box.addSpacing(theme().px(4))
        card.box.addLayout(row(button, None))
    if guide.link_status is LinkStatus.RECALLED:
        moved = say("We could not confirm the page’s address: it may have moved.")
        card.box.addWidget(Label(moved, Role.SMALL, quiet=True, wraps=True))


def _step(number: int, step: Advice) -> QHBoxLayout:
    line = row(gap=10)
    place = Label(f"{number}.", Role.STRONG, tone=Tone.ACCENT)
    place.setFixedWidth(theme().px(22))
    line.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(step.says, wraps=True).selectable(), 1)
    if not step.confirmed:
        line.addWidget(_recalled(), 0, Qt.AlignmentFlag.AlignTop)
    return line


def _facts(guide: ExportGuide) -> Card:
    card = Card(Heading(say("Good to know")), gap=12)
    card.box.addWidget(_fact("hourglass", guide.takes))
    for note in guide.notes:
        card.box.addWidget(_fact("info", note))
    doubt = say("What is marked “not confirmed” we have from memory: names may differ.")
    card.box.addWidget(Label(doubt, Role.SMALL, quiet=True, wraps=True))
    card.box.addWidget(sourced(day(guide.checked_on), guide.source))
    return card


def _fact(icon: str, advice: Advice) -> Fact:
    return Fact(icon, advice.says, end=None if advice.confirmed else _recalled())


def _recalled() -> QWidget:
    return Label(say("not confirmed"), Role.SMALL, quiet=True)
