"""What an import brought, what is missing, and what its source never tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.model.report import ImportReport
from app.model.text import say
from app.services.completeness import brought, missing, never_told, parts
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Divider
from app.ui.widgets.fact import Fact
from app.ui.widgets.label import Label
from app.ui.widgets.layout import clear, row


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
        lines = missing(report)
        if lines:
            self.box.addWidget(
                Fact("triangle-alert", brought(report), say("Not everything was there."), Tone.HIGH)
            )
        else:
            self.box.addWidget(
                Fact("circle-check", brought(report), say("Everything it names was there."), Tone.OK)
            )
        self.box.addWidget(Label(parts(report), Role.SMALL, quiet=True, wraps=True))
        for line in lines:
            self.box.addWidget(Label(line, Role.SMALL, wraps=True))
        for line in never_told(report):
            self.box.addWidget(Label(line, Role.SMALL, quiet=True, wraps=True))
