"""Whoever has to order their data is told how, by the network itself or from where it is closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.export_guide import ExportGuide
from app.model.problem import Offline
from app.model.sign_in import Doorway
from app.model.text import say
from app.services.order import all_guides
from app.ui.asks import ToConnect, ToOrder
from app.ui.screens.connect import ConnectScreen
from app.ui.screens.exports import ExportsScreen
from app.ui.screens.welcome import WelcomeScreen
from app.ui.widgets.button import Button
from app.ui.widgets.label import Label
from app.ui.window import Window
from tests.ui.screens.conftest import press, shown

Settle = Callable[[], None]


def exports(window: Window, settle: Settle, network: str = "") -> ExportsScreen:
    window.go("exports", ToOrder(network))
    settle()
    screen = window.made("exports")
    assert isinstance(screen, ExportsScreen)
    return screen


def listed(screen: ExportsScreen) -> int:
    """Return how many networks are listed: the list fills turn by turn."""
    return sum(one.text() == "How to order it" for one in screen.networks.findChildren(Button))


def test_every_network_is_listed_and_leads_to_its_guide_and_back(
    window: Window, settle: Settle, qtbot: QtBot
) -> None:
    screen = exports(window, settle)
    qtbot.waitUntil(lambda: listed(screen) == len(all_guides()))
    said = shown(screen.networks)
    for guide in all_guides():
        assert guide.title in said
    press(screen, "How to order your data from Flickr")
    settle()
    told = shown(screen.guide)
    assert "Flickr" in told
    assert "every file of photos" in told
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settle()
    assert screen.networks.isVisibleTo(screen)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert window.front == "accounts"


@pytest.mark.parametrize("guide", all_guides(), ids=lambda guide: guide.network)
def test_a_guide_says_each_step_its_source_and_what_is_not_confirmed(
    window: Window, settle: Settle, guide: ExportGuide
) -> None:
    screen = exports(window, settle, guide.network)
    told = shown(screen.guide)
    advice = (*guide.steps, guide.takes, *guide.notes)
    for one in advice:
        assert str(one.says) in told
    assert told.split("\n").count("not confirmed") == sum(not one.confirmed for one in advice)
    checked = [label for label in screen.guide.findChildren(Label) if label.text().startswith("Checked on")]
    assert [label.text() for label in checked] == ["Checked on 23 November 2026."]
    assert [label.accessibleDescription() for label in checked] == [f"Source: {guide.source}"]


def test_the_guide_leads_on_to_choosing_the_file(
    window: Window, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def ask(screen: WelcomeScreen) -> None:
        asked.append(screen)

    monkeypatch.setattr(WelcomeScreen, "_ask_files", ask)
    screen = exports(window, settle, "instagram")
    press(screen.guide, "Choose the file …")
    settle()
    assert window.front == "welcome"
    assert asked


def test_a_network_that_is_not_known_shows_all(window: Window, settle: Settle, qtbot: QtBot) -> None:
    screen = exports(window, settle, "nowhere")
    qtbot.waitUntil(lambda: listed(screen) == len(all_guides()))


def test_a_guide_that_cannot_be_read_is_told(window: Window, settle: Settle) -> None:
    screen = exports(window, settle)
    screen.problem.tell(Offline(say("It cannot be read."), say("Install the app once more.")))
    assert "It cannot be read." in shown(screen)


def test_a_closed_network_leads_to_its_guide(window: Window, settle: Settle) -> None:
    window.go("connect", ToConnect(network=""))
    settle()
    screen = window.made("connect")
    assert isinstance(screen, ConnectScreen)
    ways = [
        Doorway(network="snapchat", title="Snapchat", closed=say("It has no way in.")),
        Doorway(network="vero", title="Vero", closed=say("It has no way in.")),
    ]
    screen.doors.show_doorways(ways)
    settle()
    press(screen, "How to order your data from Snapchat")
    settle()
    assert window.front == "exports"
    assert "Memories" in shown(exports_of(window).guide)


def exports_of(window: Window) -> ExportsScreen:
    screen = window.made("exports")
    assert isinstance(screen, ExportsScreen)
    return screen
