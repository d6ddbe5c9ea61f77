"""Pages that fill a piece at a time, fields for secrets, and times in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from time import sleep

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.model.problem import Offline, SignInNeeded
from app.model.text import say
from app.ui.application import application
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, Page, PageHead
from app.ui.widgets.fact import Fact
from app.ui.widgets.field import SecretField
from app.ui.widgets.gradual import Gradual, Maker, itself, put
from app.ui.widgets.label import Label
from app.ui.widgets.layout import column, row
from app.ui.widgets.notice import ProblemPanel
from app.ui.wording import clock, iso_day, speak


def texts(page: Page) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def test_pieces_come_in_their_order_and_a_new_fill_lets_go_of_the_old(qtbot: QtBot) -> None:
    application()
    rows = column()
    page = Page(rows, None)
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    filling = Gradual(rows, page)
    filling.fill(partial(Label, f"old {number}") for number in range(300))
    filling.fill(partial(Label, f"new {number}") for number in range(120))
    qtbot.waitUntil(lambda: rows.count() == 120)
    qtbot.waitUntil(page.updatesEnabled)
    qtbot.waitUntil(lambda: len(texts(page)) == 120)
    assert texts(page) == [f"new {number}" for number in range(120)]
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 500)
    page.verticalScrollBar().setValue(500)
    filling.fill(partial(Label, f"third {number}") for number in range(120))
    qtbot.waitUntil(lambda: rows.count() == 120 and page.updatesEnabled())
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() == 500, timeout=2_000)


def shapes(page: Page) -> list[tuple[str, QRect, QPoint]]:
    """Where everything on a page stands, in the order in which it was made."""
    pieces = page.viewport().findChildren(QWidget)
    return [(type(one).__name__, one.geometry(), one.mapTo(page, QPoint(0, 0))) for one in pieces]


def cards() -> Iterator[Maker]:
    """Cards of many heights, some of which are filled where they stand."""
    for number in range(24):
        card = Card(Fact("info", f"Card {number}", "A line that wraps where it is narrow. " * (number % 5)))
        yield partial(itself, card)
        for line in range(number % 4):
            yield partial(put, card.box, Label(f"Line {line} of it, with more words. " * 4, wraps=True))
            yield partial(card.box.addLayout, row(Button(f"Do {line}"), None))


def page_of(qtbot: QtBot) -> tuple[Page, Gradual]:
    rows = column(gap=12)
    page = Page(PageHead("Head", "A line of words under it. " * 6), rows, Label("Below"), None, width=620)
    qtbot.addWidget(page)
    page.resize(560, 400)
    return page, Gradual(rows, page)


def at_rest(qtbot: QtBot, page: Page, filling: Gradual) -> list[tuple[str, QRect, QPoint]]:
    """Wait until the page is whole and nothing on it has moved for some while."""
    qtbot.waitUntil(lambda: not filling.is_at_work, timeout=10_000)
    seen = [shapes(page)]
    while len(seen) < 4 or any(one != seen[-1] for one in seen[-4:]):
        qtbot.wait(30)
        seen.append(shapes(page))
    return seen[-1]


def squeezed(page: Page) -> list[str]:
    """The texts that have less room than their lines need."""
    labels = page.viewport().findChildren(Label)
    return [
        one.text() for one in labels if one.isVisible() and one.height() < one.heightForWidth(one.width())
    ]


@pytest.mark.parametrize(
    "meanwhile", ["nothing", "shown", "hidden", "narrowed", "narrowed unseen", "again", "idle"]
)
def test_a_page_that_was_filled_in_turns_stands_as_if_it_had_been_placed_at_once(
    qtbot: QtBot, meanwhile: str
) -> None:
    application()
    page, filling = page_of(qtbot)
    if meanwhile not in {"shown", "narrowed unseen"}:
        page.show()
    filling.fill(cards())
    qtbot.waitUntil(lambda: len(page.findChildren(Card)) > 5)
    match meanwhile:
        case "shown":
            page.show()
        case "hidden":
            page.hide()
            qtbot.waitUntil(lambda: len(page.findChildren(Card)) > 12)
            page.show()
        case "narrowed" | "narrowed unseen":
            page.resize(430, 400)
            page.show()
        case "again":
            filling.fill(cards())
        case "idle":
            # Nothing comes after the last card was placed, and before its place has made the page taller.
            filling.fill(chain(cards(), [partial(sleep, 0.004)] * 4))
        case _:
            pass
    stands = at_rest(qtbot, page, filling)
    assert len(page.findChildren(Card)) == 24
    assert squeezed(page) == []
    # Another width and back lays everything out anew, at once.
    size = page.size()
    page.resize(size.width() - 70, size.height())
    assert at_rest(qtbot, page, filling) != stands
    page.resize(size)
    assert at_rest(qtbot, page, filling) == stands


def test_a_secret_is_taken_once_and_cannot_be_undone(qtbot: QtBot) -> None:
    application()
    field = SecretField(say("Secret"))
    qtbot.addWidget(field)
    QTest.keyClicks(field.edit, " s3cret ")
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    assert field.take() == "s3cret"
    field.edit.undo()
    assert field.text == ""
    assert field.take() == ""


def test_a_problem_with_a_button_that_mends_it_offers_no_other_try(qtbot: QtBot) -> None:
    application()
    panel = ProblemPanel(again=lambda: None)
    qtbot.addWidget(panel)
    mend = Button(say("Allow it"))
    panel.tell(SignInNeeded(say("Not allowed."), None, "delete"), mend)
    seen = [one.accessibleName() for one in panel.findChildren(Button) if one.isVisibleTo(panel)]
    assert set(seen) == {"Allow it", "Close this message"}
    panel.tell(Offline(say("Nothing answered.")))
    seen = [one.accessibleName() for one in panel.findChildren(Button) if one.isVisibleTo(panel)]
    assert set(seen) == {"Try again", "Close this message"}


def test_a_time_of_today_is_a_clock_and_any_other_has_its_day() -> None:
    application()
    speak("en")
    now = datetime.now().astimezone().replace(hour=14, minute=32)
    assert clock(now) == "14:32"
    other = now + timedelta(days=40)
    assert clock(other) == f"{other.day} {other:%B %Y}, 14:32"
    assert iso_day("2026-11-23") == "23 November 2026"
    assert iso_day("some day") == "some day"
