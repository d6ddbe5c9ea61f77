"""What to fix first, requests on their way, and the places that photos give away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from app.model.overview import Overview, Risk, Spot
from app.model.text import say, say_count
from app.services.follow import Standing
from app.ui.desk import Desk
from app.ui.screens.requests.words import due, share_over, term
from app.ui.terms import FINDING_ICONS, SEVERITIES
from app.ui.theme import theme
from app.ui.tokens import CONTROL, Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, Divider, boxed
from app.ui.widgets.fact import Fact
from app.ui.widgets.gradual import Step
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.score import Meter
from app.ui.widgets.tag import severity_tag
from app.ui.widgets.world import Map

_REQUESTS = 4


class FixFirst(Card):
    """Findings of one kind gathered into one decision each, the most severe first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(gap=10)
        self._desk = desk
        self._rows = column(gap=10)
        self._after = Card(padding=12, tone=Tone.ACCENT)
        heading = Heading(say("Fix first"))
        # On one line with the heading beside it, which has a button.
        heading.setMinimumHeight(theme().px(CONTROL))
        self.box.addWidget(heading)
        self.box.addLayout(self._rows)
        self.box.addStretch(1)
        self.box.addWidget(self._after)

    def steps(self, whole: Overview) -> Iterator[Step]:
        """Show what to fix first, one step a row."""
        yield partial(clear, self._rows)
        for number, risk in enumerate(whole.risks):
            yield partial(self._add, risk, is_first=not number)
        yield partial(self._end, whole)

    def _add(self, risk: Risk, *, is_first: bool) -> None:
        if not is_first:
            self._rows.addWidget(Divider())
        self._rows.addWidget(self._row(risk))

    def _end(self, whole: Overview) -> None:
        clear(self._after.box)
        if not whole.risks:
            says = say("Nothing stands out. Look again from time to time.")
            self._rows.addWidget(Fact("shield-check", says, tone=Tone.OK))
        falls = whole.score_after < whole.score
        if falls:
            words = say(
                "The best changes take your score from {before} to about {after}.",
                before=whole.score,
                after=whole.score_after,
            )
            self._after.box.addWidget(Fact("sparkles", words, tone=Tone.ACCENT))
        self._after.setVisible(falls)

    def _row(self, risk: Risk) -> Fact:
        show = Button(say("Show"), on_click=partial(self._desk.go, "photos", risk.photos))
        end = boxed(row(severity_tag(risk.severity), show, gap=12))
        icon, tone = FINDING_ICONS.get(risk.kind, "info"), SEVERITIES[risk.severity].tone
        return Fact(icon, risk.says, risk.consequence, tone, boxed=True, end=end)


class RequestsCard(Card):
    """The letters on their way, what is due first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(gap=10)
        self._desk = desk
        self._rows = column(gap=12)
        self.new = Button(say("New request"), "plus", Kind.LINK, partial(desk.go, "requests", ()))
        self.box.addLayout(row(Heading(say("Deletion requests")), None, self.new))
        self.box.addLayout(self._rows)

    def show_requests(self, standings: Sequence[Standing]) -> None:
        """Show how the requests stand."""
        clear(self._rows)
        for one in standings[:_REQUESTS]:
            state = term(one)
            shown = state.tone if state.tone is not Tone.PLAIN else None
            # Under the name: beside it there is room for neither in every language.
            self._rows.addWidget(Label(one.request.recipient_name, Role.STRONG, wraps=True))
            self._rows.addWidget(Label(due(one), Role.SMALL, tone=shown, wraps=True))
            tone = Tone.CRITICAL if one.overdue else shown or Tone.ACCENT
            self._rows.addWidget(Meter(share_over(one), tone))
        if not standings:
            says = say("None yet. A letter takes a few minutes, and you send it yourself.")
            self._rows.addWidget(Label(says, quiet=True, wraps=True))


class Places(Card):
    """A map of where photos say that they were taken."""

    def __init__(self) -> None:
        super().__init__(gap=8)
        self._says = Label("", Role.SMALL, quiet=True, wraps=True)
        self._map = Map()
        self.box.addWidget(Heading(say("Places your photos give away")))
        self.box.addWidget(self._says)
        self.box.addWidget(self._map, 1)

    def show_spots(self, spots: Sequence[Spot], *, hides: bool) -> None:
        """Show the places; on a shared screen none."""
        count = sum(spot.count for spot in spots)
        says = say_count(
            "{count} photo, worked out on this computer", "{count} photos, worked out on this computer", count
        )
        self._says.say(says if count else say("No photo names a place."))
        self._map.show_spots(() if hides else spots)
