"""What a person should know before they send a letter: why this law, what is still unsure, and honest odds."""

from __future__ import annotations

from collections.abc import Sequence

from app.model.law import Choice
from app.model.recipient import Recipient
from app.model.text import Text, say
from app.services.ask import Draft
from app.ui.paper_fonts import missing_signs
from app.ui.screens.recipients.words import sent
from app.ui.tokens import Role, Tone
from app.ui.widgets.card import Card, Divider
from app.ui.widgets.fact import Fact
from app.ui.widgets.label import Label, plain
from app.ui.widgets.layout import clear
from app.ui.wording import day


class Notes(Card):
    """Notes on a draft."""

    def __init__(self) -> None:
        super().__init__(gap=10)
        self.hide()

    def clear(self) -> None:
        """Show nothing."""
        self.hide()

    def show_draft(self, draft: Draft, unprintable: Sequence[str] = ()) -> None:
        """Show the notes on a draft: each warning once, and first the signs that keep it from being printed."""
        clear(self.box)
        if unprintable:
            problem = missing_signs(unprintable)
            self.box.addWidget(Fact("printer", problem.says, problem.remedy or "", Tone.MEDIUM))
        self._add_odds(draft.recipient)
        for choice in draft.choices:
            self._add_law(choice)
        told: list[Text] = []
        for warning in (*draft.warnings, *(one for choice in draft.choices for one in choice.warnings)):
            if warning not in told:
                told.append(warning)
                self.box.addWidget(Fact("triangle-alert", warning, tone=Tone.MEDIUM))
        self.show()

    def _add_odds(self, recipient: Recipient) -> None:
        """Say first what to expect, and what not to send: before any work goes into the letter."""
        if recipient.notes:
            self.box.addWidget(Fact("info", say("What to expect"), recipient.notes, Tone.ACCENT))
            told = say(
                "Source: {source}. Looked at on {day}.",
                source=recipient.source,
                day=day(recipient.checked_on),
            )
            self.box.addWidget(Label(told, Role.SMALL, quiet=True, wraps=True))
        if recipient.never_send:
            listed = ", ".join(plain(sent(key)) for key in recipient.never_send)
            self.box.addWidget(Fact("shield-alert", say("Better not send"), listed, Tone.HIGH))
        if recipient.notes or recipient.never_send:
            self.box.addWidget(Divider())

    def _add_law(self, choice: Choice) -> None:
        law = choice.law
        self.box.addWidget(Fact("scale", law.short_name, choice.why, Tone.ACCENT))
        source = say("Source: {source}. Looked at on {day}.", source=law.source, day=day(law.checked_on))
        self.box.addWidget(Label(source, Role.SMALL, quiet=True, wraps=True))
