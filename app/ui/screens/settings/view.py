"""The settings as one page of cards."""

from __future__ import annotations

from app.model.text import say
from app.ui.desk import Desk, Screen
from app.ui.screens.settings.about import AboutCard
from app.ui.screens.settings.holdings import ContactsCard, HoldingsCard
from app.ui.screens.settings.looks import LooksCard
from app.ui.screens.settings.person import PersonCard
from app.ui.widgets.card import Page, PageHead
from app.ui.widgets.layout import column


class SettingsScreen(Screen):
    """Every setting of the app itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.looks = LooksCard(desk)
        self.person = PersonCard(desk)
        self.holdings = HoldingsCard(desk)
        self.contacts = ContactsCard(desk)
        page = Page(
            PageHead(say("Settings")),
            self.looks,
            self.person,
            self.holdings,
            self.contacts,
            AboutCard(),
            None,
            width=860,
        )
        self.setLayout(column(page, gap=0))
        # Hiding from onlookers takes effect at once.
        desk.preferred.connect(self.person.refresh)
        desk.preferred.connect(self.holdings.refresh)

    def refresh(self) -> None:
        self.person.refresh()
        self.holdings.refresh()
        self.contacts.refresh()
