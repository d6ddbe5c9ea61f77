"""The check-up: what is open, what the person says, what is changed for them, and the queue of pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.audience import Basis
from app.model.problem import Offline
from app.model.setting import Check, Level
from app.model.sign_in import Power
from app.model.text import say
from app.services.house import House
from app.ui.asks import ToCheck
from app.ui.desk import Desk
from app.ui.links import can_open
from app.ui.screens.checkup import CheckupScreen
from app.ui.screens.checkup.row import CheckRow
from app.ui.widgets.sidebar import NavRow
from app.ui.widgets.tag import Tag
from app.ui.window import Window
from tests.ui.screens.conftest import Pages, Port, click, press, shown

Settle = Callable[[], None]


def checking(window: Window, settle: Settle, what: ToCheck | None = None) -> CheckupScreen:
    window.go("checkup", what)
    settle()
    screen = window.made("checkup")
    assert isinstance(screen, CheckupScreen)
    return screen


def line(screen: CheckupScreen, key: str) -> CheckRow:
    (found,) = [
        one for one in screen.findChildren(CheckRow) if one.check.key == key and one.isVisibleTo(screen)
    ]
    return found


def tag(row: CheckRow) -> str:
    return row.findChildren(Tag)[0].accessibleName()


def answer(row: CheckRow, button: str, value: str) -> None:
    press(row, button)
    assert row.answers is not None
    row.answers.choose(value)
    row.answers.box.activated.emit(row.answers.box.currentIndex())


def held(house: House, key: str) -> Check:
    (account,) = house.browser.accounts()
    return next(check for check in house.checkup.checks(account.id) if check.key == key)


def test_without_an_account_there_is_one_sentence_and_one_way_on(window: Window, settle: Settle) -> None:
    screen = checking(window, settle)
    assert "No account to check yet" in shown(screen)
    press(screen, "Connect an account")
    assert window.front == "connect"


def test_settings_stand_under_open_and_unknown_with_what_to_do(
    window: Window, port: Port, settle: Settle, pages: Pages
) -> None:
    port.connect()
    screen = checking(window, settle)
    said = shown(screen)
    assert said.index("What is open") < said.index("What nobody knows")
    assert "2 settings are open, 2 unknown" in said
    assert "A search leads from your name to your face." in said
    assert "Open Settings, then Privacy." in said
    guided = line(screen, "g1")
    assert tag(guided) == "Unknown"
    click(guided.more)
    settle()
    assert "We could not confirm the page’s address: it may have moved." in shown(guided)
    assert "Source: the help pages of Harbour" in shown(guided)
    press(guided, "Open the page")
    assert pages.opened == ["https://harbour.invalid/settings"]
    other = line(screen, "g2")
    click(other.more)
    settle()
    assert "From memory, not confirmed" in shown(other)
    assert other.page is None, "there is no page to open"
    (row,) = [one for one in window.findChildren(NavRow) if one.accessibleName().startswith("Check-up")]
    assert row.accessibleName() == "Check-up, 2"
    screen.problem.tell(Offline(say("Nothing answered."), say("Try again later.")))
    assert "Try again later." in shown(screen)


def test_an_answer_is_kept_as_the_persons_own_word_with_its_day(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    port.connect()
    screen = checking(window, settle)
    answer(line(screen, "g1"), "Say what you see", "off")
    settle()
    told = held(house, "g1")
    assert (told.seen, told.basis) == ("off", Basis.TOLD)
    row = line(screen, "g1")
    assert tag(row) == "Off"
    assert "You said so on" not in shown(row), "what is closed is one line"
    click(row.more)
    settle()
    assert "You said so on 23 November 2026." in shown(row)
    answer(row, "Change my answer", "?")
    settle()
    assert held(house, "g1").seen is None
    assert "You could not tell on 23 November 2026." in shown(line(screen, "g1"))
    assert "2 settings are open, 2 unknown" in shown(screen)


def test_words_of_an_export_that_nobody_can_judge_are_shown_as_they_are(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    port.connect()
    odd = replace(held(house, "g1"), raw="who can see it: <b>Somebody</b>", as_of=None)
    house.checkup.catalogue.keep_checks([odd])
    row = line(checking(window, settle), "g1")
    click(row.more)
    settle()
    assert "In the network’s own words: who can see it: <b>Somebody</b>" in shown(row)
    assert "in words that we do not know" in shown(row)


def test_a_level_is_looked_through_asks_for_the_right_and_goes_on_by_itself(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    port.connect()
    screen = checking(window, settle)
    before = len(port.server.asked)
    click(screen.levels.buttons[Level.HIDDEN])
    settle()
    said = shown(screen.review)
    assert "The app changes these for you" in said
    assert "2 pages to open by hand" in said
    assert len(port.server.asked) == before, "a list to look through asks nobody"
    assert screen.review.yes.accessibleName() == "Yes, change 2 settings"
    click(screen.review.yes)
    settle()
    assert "does not allow this yet" in shown(screen.review)
    assert "PUT" not in port.server.methods()
    press(screen.review.problem, "Allow it in your browser")
    settle()
    assert window.front == "checkup"
    assert port.server.settings == {"new_posts": "only_me", "stubborn": "open"}
    said = shown(screen.review.results)
    assert "Changed, and read again." in said
    assert "shows the old value when it is read again" in said
    (account,) = house.browser.accounts()
    assert house.connector.powers(account.id) == {Power.READ, Power.CHANGE}


def test_a_tick_taken_off_leaves_the_setting_alone(window: Window, port: Port, settle: Settle) -> None:
    port.connect(Power.CHANGE)
    screen = checking(window, settle)
    click(screen.levels.buttons[Level.FRIENDS])
    settle()
    tick = next(tick for tick, check, _ in screen.review._ticks if check.key == "stubborn")
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton)
    assert screen.review.yes.accessibleName() == "Yes, change 1 setting"
    click(screen.review.yes)
    settle()
    assert port.server.settings["new_posts"] == "friends"
    assert ("PUT", "/settings/stubborn") not in port.server.asked


def test_as_open_as_now_changes_nothing_and_says_so(window: Window, port: Port, settle: Settle) -> None:
    port.connect(Power.CHANGE)
    screen = checking(window, settle)
    before = len(port.server.asked)
    click(screen.levels.buttons[Level.AS_NOW])
    settle()
    assert "Nothing was changed." in shown(screen)
    assert len(port.server.asked) == before


def test_one_setting_is_fixed_and_changed_back(window: Window, port: Port, settle: Settle) -> None:
    port.connect(Power.CHANGE)
    screen = checking(window, settle)
    press(line(screen, "new_posts"), "Set it to “Safe”")
    settle()
    assert port.server.settings["new_posts"] == "only_me"
    row = line(screen, "new_posts")
    press(row, "Undo: back to “Public”")
    settle()
    assert port.server.settings["new_posts"] == "public"
    press(line(screen, "stubborn"), "Set it to “Safe”")
    settle()
    assert "shows the old value" in shown(screen.problem)


def test_the_queue_of_pages_remembers_where_one_is(
    window: Window, house: House, port: Port, settle: Settle, pages: Pages
) -> None:
    port.connect()
    screen = checking(window, settle)
    click(screen.levels.buttons[Level.HIDDEN])
    settle()
    click(screen.review.start)
    queue = screen.by_hand
    assert "Page 1 of 2" in shown(queue)
    assert "Set it to “Off”" in shown(queue)
    click(queue.page)
    assert pages.opened == ["https://harbour.invalid/settings"]
    click(queue.yes)
    settle()
    assert (held(house, "g1").seen, held(house, "g1").basis) == ("off", Basis.TOLD)
    assert "Page 2 of 2" in shown(queue)
    assert "there is no page to open" in shown(queue)
    click(queue.not_there)
    settle()
    assert held(house, "g2").seen is None
    assert held(house, "g2").as_of is not None
    assert "1 setting closed by you" in shown(queue)
    assert "1 is left for later." in shown(queue)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settle()
    click(screen.levels.buttons[Level.HIDDEN])
    settle()
    assert "1 page to open by hand" in shown(screen.review), "what is done does not come again"
    click(screen.review.start)
    click(screen.by_hand.skip)
    settle()
    assert "0 settings closed by you" in shown(screen.by_hand)


def test_what_only_asks_politely_is_never_shown_as_closed(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    account = port.connect()
    polite = replace(
        held(house, "new_posts"), account=account, key="noindex", safe="on", seen="on", asks_only=True
    )
    house.store.catalogue.replace_check(polite)
    screen = checking(window, settle)
    row = line(screen, "noindex")
    assert tag(row) == "Asks politely"
    assert "can ignore it" in shown(row)
    said = shown(screen)
    assert "What only asks politely" in said
    assert "What is closed" not in said


def test_a_sign_in_that_ran_out_is_mended_and_the_look_goes_on(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    port.connect()
    port.server.tokens.clear()
    port.server.settings["new_posts"] = "only_me"
    screen = checking(window, settle)
    click(screen.again)
    settle()
    assert "no longer good" in shown(screen.problem)
    press(screen.problem, "Sign in again")
    settle()
    assert window.front == "connect"


def test_on_a_shared_screen_the_account_has_no_name(
    window: Window, desk: Desk, port: Port, settle: Settle, qtbot: QtBot
) -> None:
    port.connect()
    desk.prefer(screen_share=True)
    screen = checking(window, settle)
    assert "mina" not in shown(screen)
    assert "mina" not in screen.account.box.currentText()
    desk.prefer(screen_share=False)


def test_only_encrypted_pages_and_telegrams_own_links_are_opened() -> None:
    assert can_open("https://harbour.example/settings?a=1")
    assert can_open("tg://settings/privacy")
    for address in (
        "http://harbour.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://someone:secret@harbour.example/",
        "https:///nobody",
        "https://a b/",
        "settings",
        "",
    ):
        assert not can_open(address), address
