"""A newcomer's way: from the welcome to an exported letter, with nothing but the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.model.account import AccountKind
from app.model.filter import Filter
from app.model.person import Residence
from app.model.request import State
from app.services.house import House
from app.ui.screens.overview import OverviewScreen
from app.ui.screens.requests import RequestsScreen
from app.ui.screens.welcome import WelcomeScreen
from app.ui.window import Window
from tests.exports.instagram import export, media, picture, write_zipped
from tests.networks.fediverse import FediverseServer

Settle = Callable[[], None]


def shown(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def welcome(window: Window) -> WelcomeScreen:
    window.go("welcome")
    screen = window.made("welcome")
    assert isinstance(screen, WelcomeScreen)
    return screen


def test_from_the_samples_to_an_exported_letter(  # noqa: PLR0915  # one way, told in one piece
    window: Window, house: House, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    screen = welcome(window)
    QTest.mouseClick(screen.sample, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.front == "overview", timeout=50_000)
    settle()
    overview = window.made("overview")
    assert isinstance(overview, OverviewScreen)
    assert "invented person" in shown(overview)
    assert "Anyone on the web can see" in shown(overview)

    QTest.mouseClick(overview.hero.show_worst, Qt.MouseButton.LeftButton)
    settle()
    assert window.front == "photos"

    window.go("recipients")
    settle()
    window.go("requests", house.asker.recipients("clearview")[0])
    settle()
    requests = window.made("requests")
    assert isinstance(requests, RequestsScreen)
    editor = requests.editor
    assert "where you live" in shown(editor.preview)
    assert not editor.buttons[".pdf"].isEnabled()

    editor.residence.choose(Residence(country="DE"))
    QTest.keyClicks(editor.name.edit, "Mara Lindqvist")
    qtbot.waitUntil(editor.buttons[".pdf"].isEnabled, timeout=10_000)
    qtbot.waitUntil(lambda: "Mara Lindqvist" in shown(editor.preview))
    letter = tmp_path / "letter.pdf"
    editor.save_to(letter)
    settle()
    assert letter.read_bytes().startswith(b"%PDF-")
    assert "Nothing was sent" in shown(editor.saved)
    (standing,) = house.follower.all()
    assert standing.request.state is State.DRAFT

    window.go("requests", str(standing.request.id))
    settle()
    requests.page.take(State.SENT)
    settle()
    assert house.follower.one(standing.request.id).request.due is not None
    assert "to answer" in shown(requests.page)

    window.go("overview")
    settle()
    overview.remove_samples()
    settle()
    assert house.browser.count(Filter()) == 0
    assert window.front == "welcome"


def test_a_handle_and_enter_show_the_worst_photo_and_why(
    window: Window, house: House, settle: Settle
) -> None:
    screen = welcome(window)
    settle()
    with FediverseServer() as server:
        QTest.keyClicks(screen.field.edit, server.handle)
        QTest.keyClick(screen.field.edit, Qt.Key.Key_Return)
        settle()
        said = shown(screen.answer)
        assert "A stranger can take" in said
        assert "clear enough for face search" in said
        assert "Seoul" in said
        assert house.browser.count(Filter()) == 0, "looking keeps nothing"
        QTest.mouseClick(screen.answer.keep, Qt.MouseButton.LeftButton)
        settle()
    assert window.front == "overview"
    (account,) = house.browser.accounts()
    assert account.kind is AccountKind.WATCHED


def test_what_cannot_be_looked_up_is_said_and_the_typed_words_stay(window: Window, settle: Settle) -> None:
    screen = welcome(window)
    QTest.keyClicks(screen.field.edit, "???")
    QTest.mouseClick(screen.go, Qt.MouseButton.LeftButton)
    settle()
    assert not screen.problem.isHidden()
    assert screen.problem.remedy.text()
    assert screen.field.text == "???"
    assert screen.go.isEnabled()


def drop(window: Window, *paths: Path) -> bool:
    """Let files fall on the window; return whether it takes them."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    coming = QDragEnterEvent(QPoint(100, 100), copy, dragged, left, none)
    coming.ignore()
    QApplication.sendEvent(window, coming)
    if coming.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPoint(100, 100), copy, dragged, left, none))
    return coming.isAccepted()


def test_an_export_dropped_on_the_window_ends_with_its_report(
    window: Window, house: House, settle: Settle, tmp_path: Path
) -> None:
    named = [media("media/posts/202009/sea.jpg"), media("media/posts/202009/gone.jpg", 1_600_000_500)]
    path = write_zipped(tmp_path / "instagram.zip", export(named, None, sea=picture(3)))
    screen = welcome(window)
    window.go("accounts")
    assert drop(window, path)
    assert window.front == "welcome"
    settle()
    said = shown(screen.reports)
    assert "Instagram: 2 photos" in said
    assert "gone.jpg" in said
    assert "Not in this export" in said
    assert house.browser.count(Filter()) == 2


def test_what_is_left_alone_on_purpose_is_told_and_is_no_gap(
    window: Window, settle: Settle, tmp_path: Path
) -> None:
    named = [media("media/posts/202009/sea.jpg"), media("media/posts/202009/film.mp4", 1_600_000_500)]
    screen = welcome(window)
    screen.bring_in([write_zipped(tmp_path / "instagram.zip", export(named, None, sea=picture(3)))])
    settle()
    said = shown(screen.reports)
    assert "Everything it names was there." in said
    assert "1 film was not looked at: only pictures are." in said


def test_pictures_show_while_an_export_is_read_and_stop_says_that_it_goes_on(
    window: Window, house: House, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    count = 60
    named = [media(f"media/posts/202009/p{one}.jpg", 1_600_000_000 + one) for one in range(count)]
    path = write_zipped(
        tmp_path / "instagram.zip", export(named, None, **{f"p{n}": picture(n) for n in range(count)})
    )
    screen = welcome(window)
    screen.bring_in([path])
    qtbot.waitUntil(lambda: "photos looked at" in shown(screen.arriving), timeout=30_000)
    QTest.mouseClick(window.strip.stop, Qt.MouseButton.LeftButton)
    settle()
    assert "Stopped." in shown(screen.arriving)
    assert screen.file.isEnabled()
    assert screen.reports.isHidden()
    held = house.browser.count(Filter())
    assert held

    screen.bring_in([path])
    settle()
    assert f"{count} photos, {count - held} of them new" in shown(screen.reports)
    assert screen.arriving.isHidden()
    assert all(photo.inspection for photo in house.browser.photos(Filter()))


def test_a_window_that_is_still_locked_takes_no_files(window: Window, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture(1))
    assert not window.front
    assert not drop(window, tmp_path / "a.jpg")
