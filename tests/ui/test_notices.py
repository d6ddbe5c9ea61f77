"""A note on the desktop comes only when it is wanted, once a day for each state of things, and names nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.model.person import Person, Residence
from app.model.recipient import RecipientId
from app.model.request import State
from app.services.ask import Wish
from app.services.follow import Told
from app.services.house import House
from app.ui.desk import Desk
from app.ui.notices import DueNotices, notice
from app.ui.screens.settings.looks import LooksCard


def _sent(house: House, on: date) -> None:
    person = Person(name="Mara Lindqvist", residence=Residence(country="DE"))
    kept = house.asker.keep(house.asker.draft(Wish(recipient=RecipientId("clearview-ai"), person=person)))
    house.follower.step(kept.id, State.SENT, Told(on=on))


@pytest.fixture
def told(desk: Desk) -> tuple[DueNotices, list[tuple[str, str]]]:
    shown: list[tuple[str, str]] = []
    return DueNotices(desk, lambda: None, lambda title, line: shown.append((title, line))), shown


def test_nothing_is_told_unless_it_is_wanted(
    desk: Desk, house: House, told: tuple[DueNotices, list[tuple[str, str]]], settle: Callable[[], None]
) -> None:
    notices, shown = told
    _sent(house, date(2026, 9, 1))
    notices.begin()
    settle()
    assert shown == []
    assert not desk.preferences.notify
    desk.prefer(notify=True)
    settle()
    assert shown == [("1 answer is overdue", "Open the app to see what to do.")]
    notices.look()
    settle()
    assert len(shown) == 1, "the same state of things is told once a day"
    _sent(house, date(2026, 10, 25))
    notices.look()
    settle()
    assert shown[1:] == [("1 answer is overdue", "1 more is due within three days.")]


def test_what_is_answered_or_far_away_is_not_told(
    desk: Desk, house: House, told: tuple[DueNotices, list[tuple[str, str]]], settle: Callable[[], None]
) -> None:
    notices, shown = told
    desk.prefer(notify=True)
    _sent(house, date(2026, 11, 20))
    notices.begin()
    settle()
    assert shown == []


@pytest.mark.parametrize(("late", "soon"), [(1, 0), (3, 2), (0, 1), (0, 4)])
def test_a_note_holds_counts_and_no_name(late: int, soon: int) -> None:
    said = " ".join(map(str, notice(late, soon)))
    assert str(late or soon) in said
    assert "Clearview" not in said


def test_the_setting_is_off_and_says_when_the_desktop_has_no_notes(desk: Desk) -> None:
    card = LooksCard(desk)
    assert not card.notify.isChecked()
    # Without a display there is no tray: the box says so, and cannot be ticked.
    assert not card.notify.isEnabled()
    card.deleteLater()
