"""The settings as one page of cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from app.model.text import say
from app.ui.desk import Desk, Screen
from app.ui.screens.settings.about import AboutCard, sources
from app.ui.screens.settings.holdings import ContactsCard, HoldingsCard
from app.ui.screens.settings.looks import LooksCard
from app.ui.screens.settings.person import PersonCard
from app.ui.tokens import GAP
from app.ui.widgets.card import Page, PageHead
from app.ui.widgets.gradual import Gradual, Maker
from app.ui.widgets.layout import column


class SettingsScreen(Screen):
    """Every setting of the app itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._is_filled = False
        self._cards = column(gap=GAP)
        page = Page(PageHead(say("Settings")), self._cards, None, width=860)
        self._filling = Gradual(self._cards, page)
        self.setLayout(column(page, gap=0))

    # Each card is made when the page has come so far.

    @cached_property
    def looks(self) -> LooksCard:
        """How the window looks and speaks."""
        return LooksCard(self.desk)

    @cached_property
    def person(self) -> PersonCard:
        """What the person said about themselves."""
        card = PersonCard(self.desk)
        # Hiding from onlookers takes effect at once.
        self.desk.preferred.connect(card.refresh)
        return card

    @cached_property
    def holdings(self) -> HoldingsCard:
        """What is kept, and the way to erase it."""
        card = HoldingsCard(self.desk)
        self.desk.preferred.connect(card.refresh)
        card.refresh()
        return card

    @cached_property
    def contacts(self) -> ContactsCard:
        """Who was contacted."""
        card = ContactsCard(self.desk)
        card.refresh()
        return card

    def refresh(self) -> None:
        if self._is_filled:
            for card in (self.person, self.holdings, self.contacts):
                card.refresh()
        else:
            self._is_filled = True
            self.desk.read(lambda _progress: sources(), self._fill)

    def _fill(self, listed: Sequence[tuple[str, str]]) -> None:
        self._filling.fill(self._makers(listed))

    def _makers(self, listed: Sequence[tuple[str, str]]) -> Iterator[Maker]:
        yield lambda: self.looks
        yield lambda: self.person
        yield self.person.refresh
        yield lambda: self.holdings
        yield lambda: self.contacts
        yield partial(AboutCard, listed)
