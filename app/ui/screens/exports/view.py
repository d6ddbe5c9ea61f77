"""All networks whose data can be ordered, and the guide to one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.model.export_guide import ExportGuide
from app.model.text import say
from app.services.order import all_guides
from app.ui.asks import ToBringIn, ToOrder
from app.ui.desk import Desk, Screen
from app.ui.screens.exports.guide import Guide
from app.ui.tokens import Tone
from app.ui.widgets.button import Button, without_arguments
from app.ui.widgets.card import Card, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.gradual import Gradual, Maker
from app.ui.widgets.label import Label, caption_of
from app.ui.widgets.layout import column
from app.ui.widgets.notice import ProblemPanel


class ExportsScreen(Screen):
    """Takes a ToOrder; without a network all are shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = ""
        self.problem = ProblemPanel(again=self.refresh)
        self._rows = column(gap=10)
        head = PageHead(
            say("Order your data"),
            "",
            Button(say("All accounts"), "arrow-left", on_click=partial(desk.go, "accounts")),
        )
        # Longer than one line where letters are large, and the reason for the page: so it is never cut.
        head.line.hide()
        why = say("Most networks hand out your photos only as a download. This says how to ask for it.")
        self.networks = Page(
            column(head, Label(why, quiet=True, wraps=True), gap=4), self.problem, self._rows, None, width=900
        )
        self._filling = Gradual(self._rows, self.networks)
        self._faces = QStackedWidget()
        self.setLayout(column(self._faces, gap=0))
        self._faces.addWidget(self.networks)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self, without_arguments(self._back))

    @cached_property
    def guide(self) -> Guide:
        """The guide to one network's export; made when it is first needed."""
        guide = Guide(partial(self.desk.go, "welcome", ToBringIn()), self._back)
        self._faces.addWidget(guide)
        return guide

    def receive(self, what: object) -> None:
        if isinstance(what, ToOrder):
            self._wanted = what.network
            self._faces.setCurrentWidget(self.networks)

    def refresh(self) -> None:
        self.problem.hide()
        self.desk.read(lambda _progress: all_guides(), self._show, self.problem.tell)

    def _show(self, guides: Sequence[ExportGuide]) -> None:
        wanted = next((one for one in guides if one.network == self._wanted), None)
        if wanted is not None:
            self._choose(wanted)
        else:
            self._filling.fill(self._makers(guides))

    def _makers(self, guides: Sequence[ExportGuide]) -> Iterator[Maker]:
        return (partial(self._row, one) for one in guides)

    def _row(self, guide: ExportGuide) -> QWidget:
        end = Button(say("How to order it"), "arrow-right", on_click=partial(self._choose, guide))
        caption_of(end, say("How to order your data from {network}", network=guide.title))
        says = guide.takes.says
        return Card(Fact("file-archive", guide.title, says, Tone.ACCENT, boxed=True, end=end), padding=12)

    def _choose(self, guide: ExportGuide) -> None:
        self._wanted = guide.network
        self.guide.show_guide(guide)
        self._faces.setCurrentWidget(self.guide)
        self.guide.back.setFocus()

    def _back(self) -> None:
        if self._faces.currentWidget() is self.networks:
            self.desk.go("accounts")
            return
        self._wanted = ""
        self._faces.setCurrentWidget(self.networks)
        self.refresh()
