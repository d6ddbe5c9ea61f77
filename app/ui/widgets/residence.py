"""A choice of where somebody lives: the country, and the state where laws differ by it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property

from PySide6.QtCore import QCollator
from PySide6.QtWidgets import QWidget

from app.model.person import Residence
from app.model.text import say
from app.resources import resource
from app.ui.widgets.field import Choice
from app.ui.widgets.layout import row
from app.ui.wording import wording

# The state decides only here: every other country that we know laws of has one law for all.
STATES: dict[str, tuple[tuple[str, str], ...]] = {
    "US": (
        ("AL", "Alabama"), ("AK", "Alaska"), ("AZ", "Arizona"), ("AR", "Arkansas"), ("CA", "California"), ("CO", "Colorado"),
        ("CT", "Connecticut"), ("DE", "Delaware"), ("DC", "District of Columbia"), ("FL", "Florida"), ("GA", "Georgia"),
        ("HI", "Hawaii"), ("ID", "Idaho"), ("IL", "Illinois"), ("IN", "Indiana"), ("IA", "Iowa"), ("KS", "Kansas"),
        ("KY", "Kentucky"), ("LA", "Louisiana"), ("ME", "Maine"), ("MD", "Maryland"), ("MA", "Massachusetts"),
        ("MI", "Michigan"), ("MN", "Minnesota"), ("MS", "Mississippi"), ("MO", "Missouri"), ("MT", "Montana"),
        ("NE", "Nebraska"), ("NV", "Nevada"), ("NH", "New Hampshire"), ("NJ", "New Jersey"), ("NM", "New Mexico"),
        ("NY", "New York"), ("NC", "North Carolina"), ("ND", "North Dakota"), ("OH", "Ohio"), ("OK", "Oklahoma"),
        ("OR", "Oregon"), ("PA", "Pennsylvania"), ("RI", "Rhode Island"), ("SC", "South Carolina"), ("SD", "South Dakota"),
        ("TN", "Tennessee"), ("TX", "Texas"), ("UT", "Utah"), ("VT", "Vermont"), ("VA", "Virginia"), ("WA", "Washington"),
        ("WV", "West Virginia"), ("WI", "Wisconsin"), ("WY", "Wyoming"),
    ),
}  # fmt: skip

# The languages besides English in which the names of countries are at hand.
_TRANSLATED = frozenset({"de"})


class ResidenceChoice(QWidget):
    """Two boxes: the country, and beside it the state for the countries that have one to choose."""

    def __init__(self, on_choose: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._on_choose = on_choose
        self.country = Choice(
            say("Where you live"), [("", say("Not said")), *_countries()], "", self._country_chosen
        )
        self._line = row(self.country, None, gap=16)
        self.setLayout(self._line)
        self.setFocusProxy(self.country)

    @cached_property
    def state(self) -> Choice:
        """The states; made where a country has some to choose."""
        states = [("", say("Not said")), *STATES["US"]]
        state = Choice(say("State"), states, "", self._state_chosen)
        self._line.insertWidget(1, state)
        return state

    @property
    def chosen(self) -> Residence | None:
        """Where the person lives; None where they have not said it."""
        country = self.country.chosen
        if not country:
            return None
        return Residence(country=country, region=self.state.chosen if country in STATES else "")

    def choose(self, residence: Residence | None) -> None:
        """Show a residence."""
        self.country.choose(residence.country if residence else "")
        self._show_state(self.country.chosen)
        if residence is not None and self.country.chosen in STATES:
            self.state.choose(residence.region)

    def _show_state(self, country: str) -> None:
        if country in STATES:
            self.state.show()
        elif "state" in vars(self):
            self.state.choose("")
            self.state.hide()

    def _country_chosen(self, country: str) -> None:
        self._show_state(country)
        self._state_chosen("")

    def _state_chosen(self, _state: str) -> None:
        if self._on_choose is not None:
            self._on_choose()


def _countries() -> list[tuple[str, str]]:
    collator = QCollator(wording().locale)
    listed = list(_names(wording().language))
    return sorted(listed, key=lambda one: collator.sortKey(one[1]))


@cache
def _names(language: str) -> tuple[tuple[str, str], ...]:
    table = f"countries.{language}.tsv" if language in _TRANSLATED else "countries.tsv"
    lines = resource("maps", table).read_text(encoding="utf-8").splitlines()
    return tuple((code, name) for code, _, name in (line.partition("\t") for line in lines))
