"""The letters to everyone, the ways that are no letter, and recipients of one's own, as a person meets them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.model.person import Person, Residence
from app.model.recipient import RecipientId
from app.model.request import State
from app.services.ask import Wish
from app.services.follow import Told
from app.services.house import House
from app.ui.asks import ToEveryone
from app.ui.screens.recipients import RecipientsScreen
from app.ui.screens.requests import RequestsScreen
from app.ui.widgets.tag import Tag
from app.ui.window import Window
from tests.services.test_directory import COMPANY
from tests.ui.screens.conftest import press, shown
from tests.ui.screens.test_screens import Settle

ADA = Person(name="Ada Example", email="ada@example.org", residence=Residence(country="DE"))


def _tags(widget: QWidget) -> set[str]:
    return {tag.accessibleName() for tag in widget.findChildren(Tag) if tag.isVisibleTo(widget)}


@pytest.fixture
def requests(window: Window, settle: Settle) -> RequestsScreen:
    window.go("requests")
    settle()
    screen = window.made("requests")
    assert isinstance(screen, RequestsScreen)
    return screen


def test_each_letter_is_looked_at_before_it_is_written(
    window: Window, house: House, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    window.desk.prefer(person=ADA)
    window.go("requests", ToEveryone())
    settle()
    screen = window.made("requests")
    assert isinstance(screen, RequestsScreen)
    page = screen.everyone
    assert "Lenso.ai" in shown(page)
    qtbot.waitUntil(lambda: "Nobody knows who runs FaceCheck.ID" in shown(page))
    assert not page.write.isVisibleTo(page)
    press(page, "Look at the letters")
    settle()
    assert "a law binds it whoever writes" in shown(page)
    assert "Dear privacy team" in shown(page.preview)
    press(page, "Yes, this letter")
    settle()
    press(page, "Leave it out")
    settle()
    press(page, "Back to the list")
    settle()
    qtbot.waitUntil(lambda: {"Chosen", "Left out"} <= _tags(page))
    page.write_to(tmp_path, ".txt")
    settle()
    assert "1 letter was written" in shown(page)
    assert [one.request.recipient for one in house.follower.all()] == ["lenso-ai"]
    assert len(list(tmp_path.glob("*.txt"))) == 1
    qtbot.waitUntil(lambda: "On its way already" in _tags(page))


def test_those_whose_ways_are_not_sure_are_named_and_one_tick_is_asked_for_all(
    window: Window, settle: Settle, qtbot: QtBot
) -> None:
    window.desk.prefer(person=ADA)
    window.go("requests", ToEveryone())
    settle()
    screen = window.made("requests")
    assert isinstance(screen, RequestsScreen)
    page = screen.everyone
    unsure = [one for one in page._plan if one.is_ready and not one.recipient.confirmed]
    sure = [one for one in page._plan if one.is_ready and one.recipient.confirmed]
    assert len(unsure) > 1
    assert sure
    for one in (sure[0], *unsure[:2]):
        page._open(one)
        settle()
        press(page, "Yes, this letter")
        settle()
        assert page.looked.isVisibleTo(page) is (one is not sure[0])
        assert page.write.isEnabled() is (one is sure[0])
    told = shown(page._unsure)
    assert all(one.recipient.name in told for one in unsure[:2])
    assert sure[0].recipient.name not in told
    page.looked.setChecked(True)
    assert page.write.isEnabled()
    page._open(unsure[0])
    settle()
    press(page, "Leave it out")
    settle()
    assert not page.write.isEnabled(), "the set has changed, so it is asked anew"


def test_without_a_place_nothing_is_made_and_that_is_said(requests: RequestsScreen, settle: Settle) -> None:
    press(requests.board, "Show the letters")
    settle()
    assert "Say where you live" in shown(requests.everyone)
    requests.everyone.residence.choose(Residence(country="US", region="CA"))
    requests.everyone.read()
    settle()
    assert "one request reaches every registered broker" in shown(requests.everyone)
    press(requests.everyone, "Show the way")
    settle()
    assert "I have filed it" in [
        one.accessibleName() for one in requests.way.findChildren(type(requests.board.new))
    ]


def test_a_drop_request_is_noted_with_both_its_days(
    requests: RequestsScreen, house: House, settle: Settle
) -> None:
    requests.receive(None)
    requests._way("drop")
    settle()
    requests.way.filed.fill("2026-11-20")
    requests.way.file()
    settle()
    (one,) = house.follower.all()
    assert (one.request.recipient, one.request.due) == ("ca-drop", date(2027, 4, 4))
    assert "not before" in shown(requests.way)
    press(requests.way, "Follow this request")
    settle()
    assert "not before" in shown(requests.page)


def test_those_who_help_stand_before_the_notice(
    requests: RequestsScreen, house: House, settle: Settle, tmp_path: Path
) -> None:
    requests._way("take_it_down")
    settle()
    page = requests.way
    tops = {
        label.text(): label.mapToGlobal(label.rect().topLeft()).y()
        for label in page.findChildren(QLabel)
        if label.isVisibleTo(page)
    }
    assert tops["Those who help, for free"] < tops["Step by step"] < tops["The notice"]
    assert "StopNCII.org" in tops
    page.name.fill("Ada Example")
    page.email.fill("ada@example.org")
    page.save_to(tmp_path / "notice.txt")
    settle()
    assert "No address was given" in shown(page)
    page.pages.setPlainText("https://photos.example/1\n\nhttps://photos.example/2\n")
    page.platform.choose("reddit")
    page.save_to(tmp_path / "notice.txt")
    settle()
    assert "48 hours begin then" in shown(page)
    assert "in good faith" in (tmp_path / "notice.txt").read_text(encoding="utf-8")
    (one,) = house.follower.all()
    requests._open(one.request.id)
    settle()
    requests.page.take(State.SENT)
    settle()
    held = house.follower.one(one.request.id).request
    assert held.due_at is not None
    assert "hours" in shown(requests.page)


@pytest.fixture
def directory(window: Window, settle: Settle) -> RecipientsScreen:
    window.go("recipients")
    settle()
    screen = window.made("recipients")
    assert isinstance(screen, RecipientsScreen)
    return screen


def test_a_school_is_added_written_to_and_removed(
    directory: RecipientsScreen, house: House, settle: Settle, qtbot: QtBot
) -> None:
    directory.own.name.fill("St. <b>Example</b> School")
    directory.own.add()
    settle()
    assert "No way to reach" in shown(directory)
    directory.own.email.fill("office@school.example")
    directory.own.add()
    settle()
    assert "is in your directory" in shown(directory)
    directory.field.setText("school")
    directory.refresh()
    settle()
    qtbot.waitUntil(lambda: "You added it yourself." in shown(directory))
    assert "St. <b>Example</b> School" in shown(directory)
    press(directory, "Remove")
    settle()
    assert "was removed" in shown(directory)
    assert house.store.recipients.all() == ()


def test_a_directory_is_brought_and_only_its_first_are_shown(
    directory: RecipientsScreen, house: House, settle: Settle, tmp_path: Path
) -> None:
    folder = tmp_path / "companies"
    folder.mkdir()
    for number in range(150):
        held = {**COMPANY, "slug": f"c{number}", "name": f"Company {number}", "email": f"c{number}@c.example"}
        (folder / f"c{number}.json").write_text(json.dumps(held), encoding="utf-8")
    directory.bring_directory(folder)
    settle()
    assert "150 companies are in your directory now" in shown(directory)
    assert house.asker.recipient(RecipientId("dr-c7")).name == "Company 7"
    assert directory.more.isVisibleTo(directory)
    directory.bring_directory(tmp_path / "none.zip")
    settle()
    assert directory.problem.isVisibleTo(directory)
    assert len(house.store.recipients.all()) == 150


def test_the_board_is_a_table_too_and_sorts_by_numbers(
    requests: RequestsScreen, house: House, settle: Settle
) -> None:
    for on in (date(2026, 11, 20), date(2026, 9, 1), date(2026, 11, 2)):
        kept = house.asker.keep(house.asker.draft(Wish(recipient=RecipientId("clearview-ai"), person=ADA)))
        house.follower.step(kept.id, State.SENT, Told(on=on))
    requests.board.refresh()
    settle()
    press(requests.board, "As a table")
    table = requests.board.table
    table.sortByColumn(4, Qt.SortOrder.AscendingOrder)

    def said(line: int, place: int) -> str:
        cell = table.item(line, place)
        assert cell is not None
        return cell.text()

    assert [said(line, 4) for line in range(3)] == ["53 days late", "9 days", "28 days"]
    assert said(0, 1) == "Overdue"
    table.itemActivated.emit(table.item(0, 2))
    settle()
    assert "Overdue by" in shown(requests.page)
