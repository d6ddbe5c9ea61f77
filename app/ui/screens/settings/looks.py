"""How the window looks and speaks."""

from __future__ import annotations

from app.model.text import Text, say
from app.ui.desk import Desk
from app.ui.notices import can_notify
from app.ui.tokens import Role
from app.ui.widgets.card import Card
from app.ui.widgets.field import Choice
from app.ui.widgets.label import Heading, Label
from app.ui.widgets.layout import row
from app.ui.widgets.tick import Tick
from app.ui.wording import LANGUAGES

_THEMES: tuple[tuple[str, Text], ...] = (
    ("system", say("As the system")),
    ("light", say("Light")),
    ("dark", say("Dark")),
)
_SCALES = (100, 125, 150, 200)


class LooksCard(Card):
    """Language, theme, size of letters, hiding names and pictures while others look on, notes on the desktop."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(gap=12)
        self._desk = desk
        held = desk.preferences
        languages: list[tuple[str, Text | str]] = [("", say("As the system")), *LANGUAGES.items()]
        scales = [(str(scale), f"{scale} %") for scale in _SCALES]
        self.language = Choice(say("Language"), languages, held.language, self._speak)
        self.theme = Choice(say("Appearance"), _THEMES, held.theme, self._dress)
        self.scale = Choice(say("Size of letters"), scales, str(held.text_scale), self._enlarge)
        self.share = Tick(say("Hide names and pictures while others look on"), held.screen_share, self._share)
        self.notify = Tick(say("Tell me on the desktop when an answer is due"), held.notify, self._notify)
        self.notify.setEnabled(can_notify())
        hint = (
            say("A note names nobody: it says only how many answers are due or overdue.")
            if can_notify()
            else say(
                "This desktop shows no notes of programs. The overview and the calendar file say what is due."
            )
        )
        self.box.addWidget(Heading(say("Looks and language")))
        self.box.addLayout(row(self.language, self.theme, self.scale, None, gap=16))
        self.box.addWidget(self.share)
        self.box.addWidget(self.notify)
        self.box.addWidget(Label(hint, Role.SMALL, quiet=True, wraps=True))
        self.box.addWidget(
            Label(
                say("Letters to companies have a language of their own: you choose it with each letter."),
                Role.SMALL,
                quiet=True,
                wraps=True,
            )
        )

    def _speak(self, language: str) -> None:
        self._desk.prefer(language=language)

    def _dress(self, theme: str) -> None:
        self._desk.prefer(theme=theme)

    def _enlarge(self, scale: str) -> None:
        self._desk.prefer(text_scale=int(scale))

    def _share(self, on: bool) -> None:  # noqa: FBT001  # the state itself
        self._desk.prefer(screen_share=on)

    def _notify(self, on: bool) -> None:  # noqa: FBT001  # the state itself
        self._desk.prefer(notify=on)
