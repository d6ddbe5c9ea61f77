"""The chain that explains who may see a photo, as the terminal says it."""

from __future__ import annotations

from app.cli.words import reason_line
from app.model.audience import Audience, Basis, Reason
from app.model.text import say


def test_a_link_of_the_chain_names_its_basis_its_name_and_its_audience() -> None:
    line = str(reason_line(Reason(basis=Basis.ALBUM, audience=Audience.PUBLIC, name="Holiday")))
    assert "because" in line
    assert "Holiday" in line
    assert "(public)" in line


def test_a_note_stands_in_place_of_a_word_that_would_mislead() -> None:
    reason = Reason(
        basis=Basis.ITEM, audience=Audience.UNKNOWN, raw="home", note=say("Most servers show it.")
    )
    assert str(reason_line(reason)).strip() == "because: Most servers show it."
