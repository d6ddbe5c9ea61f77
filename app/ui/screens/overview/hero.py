"""The score, what it means in one sentence, the one thing to do, and who can see the photos."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout

from app.model.audience import Audience
from app.model.filter import Filter, Order
from app.model.overview import Overview
from app.model.text import Text, say, say_count
from app.ui.desk import Desk
from app.ui.terms import AUDIENCES
from app.ui.tokens import Role, Tone
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card import Card, boxed
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import clear, column, row
from app.ui.widgets.score import Breakdown, Gauge

# The widest first, as the bar is read; what nobody knows stands last, and is never green.
_ORDER: tuple[Audience, ...] = (
    Audience.PUBLIC,
    Audience.UNLISTED,
    Audience.FOLLOWERS,
    Audience.FRIENDS_OF_FRIENDS,
    Audience.FRIENDS,
    Audience.CUSTOM,
    Audience.DIRECT,
    Audience.ONLY_ME,
    Audience.UNKNOWN,
)


class Hero(Card):
    """The first card of the overview."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=24)
        self._desk = desk
        self.gauge = Gauge()
        self.sentence = Heading("", Role.HERO, wraps=True)
        self.why = Label("", quiet=True, wraps=True)
        self.show_worst = Button(say("Look at the riskiest photos"), "images", Kind.PRIMARY, self._show_worst)
        self.how = Button(say("How the score works"), kind=Kind.LINK, on_click=self._explain)
        self.explained = Label(
            say(
                "Each finding takes its share of what is still hidden: a clear face weighs most, then an open door, a place, a "
                "name. The worst photo decides, and each further one adds a little. Open a photo to see every point."
            ),
            Role.SMALL,
            quiet=True,
            wraps=True,
        )
        self.explained.hide()
        self._who = column(gap=10)
        words = column(self.sentence, self.why, Flow(self.show_worst, self.how), self.explained, gap=12)
        words.insertStretch(0, 1)
        words.addStretch(1)
        who = boxed(column(Label(say("Who can see your photos"), Role.STRONG), self._who, None, gap=10))
        who.setMinimumWidth(230)
        left = row(self.gauge, 8, gap=16)
        left.addLayout(words, 1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(24)
        self._line.addLayout(left, 3)
        self._line.addWidget(who, 1)
        self.box.addLayout(self._line)

    def stack(self, *, narrow: bool) -> None:
        """Put who can see them under the score where the window is narrow."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(way)

    def show_overview(self, whole: Overview) -> None:
        """Show the whole catalogue's score and what it is made of."""
        self.gauge.show_score(whole.score if whole.photos else None)
        self.sentence.say(_sentence(whole))
        self.why.say(_why(whole))
        clear(self._who)
        self._who.addWidget(Breakdown(_parts(whole.audiences)))

    def _show_worst(self) -> None:
        self._desk.go("photos", Filter(order=Order.RISK))

    def _explain(self) -> None:
        self.explained.setVisible(self.explained.isHidden())


def _sentence(whole: Overview) -> Text:
    counts = dict(whole.audiences)
    public = counts.get(Audience.PUBLIC, 0) + counts.get(Audience.UNLISTED, 0)
    if public:
        return say_count(
            "Anyone on the web can see {count} of your photos.",
            "Anyone on the web can see {count} of your photos.",
            public,
        )
    if counts.get(Audience.UNKNOWN, 0):
        return say_count(
            "Nobody can tell who sees {count} of your photos.",
            "Nobody can tell who sees {count} of your photos.",
            counts[Audience.UNKNOWN],
        )
    return say("None of your photos is open to everyone.")


def _why(whole: Overview) -> Text:
    if whole.score_after < whole.score:
        return say_count(
            "{count} photo shows a face clear enough for face search. With the best change to each of the riskiest photos, "
            "your score would fall to about {after}.",
            "{count} photos show a face clear enough for face search. With the best change to each of the riskiest photos, "
            "your score would fall to about {after}.",
            whole.with_searchable_face,
            after=whole.score_after,
        )
    return say("Look again from time to time: settings and networks change.")


def _parts(audiences: Sequence[tuple[Audience, int]]) -> list[tuple[Text | str, int, Tone]]:
    counts = dict(audiences)
    return [
        # Unknown is neither good nor bad, and must not look like its neighbour in the bar.
        (
            AUDIENCES[audience].word,
            counts[audience],
            Tone.PLAIN if audience is Audience.UNKNOWN else AUDIENCES[audience].tone,
        )
        for audience in _ORDER
        if counts.get(audience)
    ]
