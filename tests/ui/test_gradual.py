"""Pages that fill a piece at a time, fields for secrets, and times in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.model.problem import Offline, SignInNeeded
from app.model.text import say
from app.ui.application import application
from app.ui.widgets.button import Button
from app.ui.widgets.card import Page
from app.ui.widgets.field import SecretField
from app.ui.widgets.gradual import Gradual
from app.ui.widgets.label import Label
from app.ui.widgets.layout import column
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
