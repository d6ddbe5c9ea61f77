"""The window: opening, going from screen to screen, problems, our own mistakes, and closing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.model.audience import OPEN_TO_STRANGERS
from app.model.filter import Filter
from app.model.problem import CatalogueDamaged, CatalogueLocked, NoKeyring, Offline, Problem
from app.model.text import say
from app.services.house import House, Key
from app.services.progress import Progress
from app.store.home import Store
from app.store.vault import SessionVault
from app.ui.application import first_screen, open_window, show
from app.ui.crash import NOTES, CrashNotice, note, report
from app.ui.desk import Desk
from app.ui.theme import theme
from app.ui.tokens import RAIL, SIDEBAR
from app.ui.unlock import UnlockPage
from app.ui.widgets.sidebar import NavRow
from app.ui.window import SCREENS, Window, keys_of_screens
from app.ui.wording import speak, wording
from app.ui.work import Workshop

Settle = Callable[[], None]
ROOT = Path(__file__).resolve().parents[2]


def shown_text(window: Window) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("entry", SCREENS, ids=[entry.key for entry in SCREENS])
def test_every_screen_opens_on_an_empty_and_on_a_full_catalogue(
    entry: object, window: Window, full_house: House, settle: Settle
) -> None:
    one = next(each for each in SCREENS if each is entry)
    window.go(one.key)
    settle()
    assert window.front == one.key
    assert not window.grab().isNull()
    assert full_house.open_store is not None


@pytest.mark.parametrize("entry", SCREENS, ids=[entry.key for entry in SCREENS])
def test_every_screen_opens_empty(entry: object, window: Window, settle: Settle) -> None:
    one = next(each for each in SCREENS if each is entry)
    window.go(one.key)
    settle()
    screen = window.made(one.key)
    assert screen is not None
    assert screen.isVisible()


@pytest.mark.parametrize("entry", SCREENS, ids=[entry.key for entry in SCREENS])
def test_every_text_label_of_every_screen_is_plain(
    entry: object, window: Window, full_house: House, settle: Settle
) -> None:
    one = next(each for each in SCREENS if each is entry)
    window.go(one.key)
    settle()
    labels = window.findChildren(QLabel)
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert full_house.open_store is not None


def test_screens_are_made_when_first_asked_for(window: Window, settle: Settle) -> None:
    assert all(window.made(key) is None for key in keys_of_screens())
    window.go("photos")
    settle()
    made = window.made("photos")
    assert made is not None
    window.go("photos")
    assert window.made("photos") is made


def test_a_row_of_the_sidebar_brings_its_screen(window: Window, settle: Settle, qtbot: QtBot) -> None:
    row = next(row for row in window.findChildren(NavRow) if row.accessibleName().startswith("Photos"))
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    settle()
    assert window.front == "photos"
    assert row.isChecked()


def test_the_sidebar_counts_the_photos_that_are_open(
    window: Window, full_house: House, settle: Settle
) -> None:
    window.go("photos")
    settle()
    row = next(row for row in window.findChildren(NavRow) if row.accessibleName().startswith("Photos"))
    count = full_house.browser.count(Filter(audiences=OPEN_TO_STRANGERS))
    assert count > 0
    assert row.accessibleName() == f"Photos, {count}"


def test_a_key_brings_a_screen_and_ctrl_f_its_search(window: Window, settle: Settle) -> None:
    place = [entry.key for entry in SCREENS if entry.shown].index("photos") + 1
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + place), Qt.KeyboardModifier.ControlModifier)
    settle()
    assert window.front == "photos"
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Search captions, albums, places"


def test_the_sidebar_becomes_a_rail_where_there_is_little_room(window: Window) -> None:
    window.resize(1280, 800)
    assert window.sidebar.width() == SIDEBAR
    window.resize(860, 640)
    assert window.sidebar.width() == RAIL
    for row in window.findChildren(NavRow):
        assert row.toolTip()


def test_a_verb_shows_how_far_it_is_and_afterwards_nothing(
    window: Window, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    window.go("photos")
    settle()
    shown: list[str] = []

    def work(progress: Progress) -> str:
        progress.step(3, 9, say("Reading {name} …", name="<b>export</b>"))
        return "read"

    def then(result: str) -> None:
        shown.append(result)

    desk.told.connect(lambda: shown.append(window.strip.says.text()))
    with qtbot.waitSignal(desk.changed):
        desk.start(say("Reading …"), work, then)
        assert window.strip.isVisible()
    settle()
    assert shown == ["Reading <b>export</b> …", "read"]
    assert not window.strip.isVisible()


def test_the_strip_shows_the_verb_that_runs_and_then_the_one_that_waited(
    window: Window, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    opened, shown = threading.Event(), list[str]()
    desk.start(say("First …"), lambda _progress: opened.wait(10), lambda _result: None)
    desk.start(say("Second …"), lambda progress: progress.step(1, 2, say("Half of it")), lambda _result: None)
    assert window.strip.says.text() == "First …"
    desk.told.connect(lambda: shown.append(window.strip.says.text()))
    opened.set()
    settle()
    assert shown == ["Half of it"]
    assert not window.strip.isVisible()


def test_a_problem_that_no_screen_takes_is_shown_by_the_window(
    window: Window, desk: Desk, settle: Settle
) -> None:
    def work(_progress: Progress) -> None:
        raise Offline(say("Nothing answered."), say("Look at your connection."))

    desk.start(say("Looking …"), work, lambda _result: None)
    settle()
    assert window.problem.isVisible()
    assert "Nothing answered." in shown_text(window)
    assert "Look at your connection." in shown_text(window)


def test_our_own_mistake_is_told_with_a_report_that_holds_no_value(
    window: Window, desk: Desk, house: House, settle: Settle
) -> None:
    house.parts.data_folder.mkdir(exist_ok=True)
    secret = "token-3f9c of @someone@server.invalid"

    def look_up() -> None:
        raise KeyError(secret)

    def work(_progress: Progress) -> None:
        try:
            look_up()
        except KeyError as error:
            raise ValueError(secret) from error

    desk.start(say("Looking …"), work, lambda _result: None)
    settle()
    notice = window.findChild(CrashNotice)
    assert notice is not None
    assert notice.isVisible()
    kept = (house.parts.data_folder / NOTES).read_text("utf-8")
    assert "ValueError" in kept
    assert "KeyError" in kept
    assert "test_window.py" in kept
    assert "token" not in kept
    assert "someone" not in kept
    assert not window.strip.isVisible()
    notice.close()


def test_reports_are_kept_within_a_limit(tmp_path: Path) -> None:
    for _ in range(40):
        note("x" * 4000, tmp_path)
    assert (tmp_path / NOTES).stat().st_size <= 64 * 1024
    note("to nowhere", tmp_path / "missing")
    assert not (tmp_path / "missing").exists()


def test_a_report_names_where_it_broke() -> None:
    told = ""
    try:
        Path("/nowhere/secret-name").read_bytes()
    except OSError as error:
        told = report(error)
    assert "FileNotFoundError" in told
    assert "secret-name" not in told
    assert "test_window.py" in told


def test_another_language_makes_the_screens_anew(desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    opened = open_window(desk)
    qtbot.addWidget(opened)
    settle()
    desk.prefer(language="de")
    settle()
    assert wording().language == "de"
    opened.go("photos")
    settle()
    assert "Noch keine Fotos" in shown_text(opened)
    desk.prefer(language="en", text_scale=150, theme="dark")
    settle()
    assert "No photos yet" in shown_text(opened)
    assert theme().is_dark
    assert theme().scale == 1.5
    desk.prefer(text_scale=100, theme="light")


def test_a_new_catalogue_begins_with_the_welcome_and_a_full_one_with_the_overview() -> None:
    known = keys_of_screens()
    assert first_screen(0) == ("welcome" if "welcome" in known else known[0])
    assert first_screen(12) == ("overview" if "overview" in known else known[0])


def locked_house(house: House, problem: Problem, folder: Path) -> House:
    """A house whose keyring does not open the catalogue; a passphrase of "correct horse" does."""

    def open_store(key: Key) -> Store:
        if key.passphrase is None and not key.this_session_only:
            raise problem
        if key.passphrase not in {None, "correct horse"}:
            raise CatalogueLocked(say("That is not the passphrase."))
        return Store.open(folder / "locked", SessionVault(), plain=True, in_memory=key.this_session_only)

    return House(replace(house.parts, open_store=open_store))


@pytest.mark.parametrize(
    "problem",
    [
        CatalogueLocked(say("It is locked.")),
        NoKeyring(say("There is no keyring."), say("Choose a passphrase.")),
    ],
    ids=["locked", "no keyring"],
)
def test_without_a_keyring_the_window_asks_for_a_passphrase(
    problem: Problem, house: House, tmp_path: Path, qtbot: QtBot
) -> None:
    workshop = Workshop()
    locked = locked_house(house, problem, tmp_path)
    opened = open_window(Desk(locked, workshop))
    qtbot.addWidget(opened)
    qtbot.waitUntil(lambda: opened.findChild(UnlockPage) is not None)
    page = opened.findChild(UnlockPage)
    assert page is not None
    assert page.says.text() == str(problem.says)
    QTest.keyClicks(page.passphrase.edit, "wrong horse")
    QTest.keyClick(page.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.passphrase.edit.accessibleDescription()) and page.isEnabled())
    assert page.passphrase.edit.accessibleDescription() == "That is not the passphrase."
    page.passphrase.fill("correct horse")
    QTest.mouseClick(page.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.front != "")
    assert locked.open_store is not None
    assert page.passphrase.edit.text() == ""
    qtbot.waitUntil(lambda: not workshop.is_busy)
    workshop.close()
    locked.close()


def test_a_session_may_keep_nothing(house: House, tmp_path: Path, qtbot: QtBot) -> None:
    workshop = Workshop()
    locked = locked_house(house, NoKeyring(say("There is no keyring.")), tmp_path)
    opened = open_window(Desk(locked, workshop))
    qtbot.addWidget(opened)
    qtbot.waitUntil(lambda: opened.findChild(UnlockPage) is not None)
    page = opened.findChild(UnlockPage)
    assert page is not None
    QTest.mouseClick(page.session, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.front != "")
    qtbot.waitUntil(lambda: not workshop.is_busy)
    workshop.close()
    locked.close()
    assert not (tmp_path / "locked").exists() or not list((tmp_path / "locked").glob("*.db*"))


def test_a_damaged_catalogue_asks_for_no_passphrase(house: House, tmp_path: Path, qtbot: QtBot) -> None:
    workshop = Workshop()
    damaged = locked_house(house, CatalogueDamaged(say("It is damaged."), say("Lay back a copy.")), tmp_path)
    opened = open_window(Desk(damaged, workshop))
    qtbot.addWidget(opened)
    qtbot.waitUntil(lambda: opened.findChild(UnlockPage) is not None)
    page = opened.findChild(UnlockPage)
    assert page is not None
    assert not page.passphrase.isVisible()
    assert page.session.isVisible()
    assert "Lay back a copy." in shown_text(opened)
    workshop.close()


def test_closing_the_window_ends_what_is_going_on(house: House, qtbot: QtBot) -> None:
    workshop = Workshop()
    desk = Desk(house, workshop)
    desk.open()
    window = Window(desk)
    window.show()

    def endless(progress: Progress) -> None:
        while True:
            progress.poll()

    desk.start(say("Reading …"), endless, lambda _result: None)
    qtbot.wait(50)
    window.close()
    assert not workshop.is_busy
    assert not window.isVisible()
    window.deleteLater()


def test_show_opens_the_window_and_returns_when_it_is_closed(house: House, qtbot: QtBot) -> None:
    seen: list[str] = []
    hook = sys.excepthook

    def close() -> None:
        for one in QApplication.topLevelWidgets():
            if isinstance(one, Window) and one.isVisible():
                if not one.front:
                    QTimer.singleShot(50, close)
                    return
                seen.append(one.front)
                one.close()

    QTimer.singleShot(100, close)
    assert show(house) == 0
    assert seen == [first_screen(0)]
    assert sys.excepthook is hook


def test_the_self_test_paints_every_screen_without_a_display(tmp_path: Path) -> None:
    code = (
        "import os; os.environ.pop('QT_QPA_PLATFORM', None)\n"
        "import runpy, sys; sys.argv = ['app', '--data-dir', sys.argv[1], 'self-test', '--json']\n"
        "runpy.run_module('app', run_name='__main__')\n"
    )
    environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=55,
        check=False,
    )
    assert "photos" in done.stdout, done.stderr


def test_the_language_is_the_systems_own_where_none_was_chosen(qtbot: QtBot) -> None:
    assert speak("") in {"en", "de"}
    speak("en")
