"""What an import brought, what is missing, and what its source never tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from app.model.report import ImportReport
from app.model.text import say
from app.services.completeness import Gap, brought, gaps, never_told, parts, remarks
from app.ui.theme import theme
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Divider
from app.ui.widgets.fact import Fact
from app.ui.widgets.label import Label
from app.ui.widgets.layout import clear, column, row


class Reports(Card):
    """The completeness report of each import, and the way on."""

    def __init__(self, go_on: Callable[[], object]) -> None:
        super().__init__(gap=10, padding=24)
        self._go_on = go_on
        self.hide()

    def show_reports(self, reports: Sequence[ImportReport]) -> None:
        """Show the reports of an import."""
        clear(self.box)
        for number, report in enumerate(reports):
            if number:
                self.box.addWidget(Divider())
            self._add(report)
        go_on = Button(say("See what they give away"), "arrow-right", Kind.PRIMARY, self._go_on)
        self.box.addLayout(row(go_on, None))
        self.show()
        go_on.setFocus()

    def _add(self, report: ImportReport) -> None:
        found = gaps(report)
        if found:
            self.box.addWidget(
                Fact("triangle-alert", brought(report), say("Not everything was there."), Tone.HIGH)
            )
        else:
            self.box.addWidget(
                Fact("circle-check", brought(report), say("Everything it names was there."), Tone.OK)
            )
        self.box.addWidget(Label(parts(report), Role.SMALL, quiet=True, wraps=True))
        for gap in found:
            self.box.addLayout(_told(gap))
        for line in remarks(report):
            self.box.addWidget(Label(line, Role.SMALL, wraps=True))
        for line in never_told(report):
            self.box.addWidget(Label(line, Role.SMALL, quiet=True, wraps=True))


def _told(gap: Gap) -> QVBoxLayout:
    """One kind of thing that is missing, and under it, set in, what it is."""
    lines = column(Label(gap.says, Role.SMALL, wraps=True), gap=3)
    for detail in gap.details:
        line = row(gap=0)
        line.addSpacing(theme().px(14))
        line.addWidget(Label(detail, Role.SMALL, quiet=True, wraps=True), 1)
        lines.addLayout(line)
    return lines
