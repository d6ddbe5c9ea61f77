"""While others look on: no name, no face, no address of the person, on any screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.model.account import AccountId
from app.model.person import Person, Residence
from app.model.recipient import RecipientId
from app.services.ask import Wish
from app.services.house import House
from app.ui.desk import Desk
from app.ui.screens.requests import RequestsScreen
from app.ui.screens.settings import SettingsScreen
from app.ui.screens.welcome import WelcomeScreen
from app.ui.widgets.picture import Picture
from app.ui.window import SCREENS, Window
from tests.networks.fediverse import FediverseServer
from tests.ui.conftest import invented_account
from tests.ui.screens.conftest import shown

Settle = Callable[[], None]
MARA = Person(name="Mara Lindqvist", email="mara@mail.example", residence=Residence(country="DE"))


@pytest.fixture
def shared(desk: Desk) -> Iterator[Desk]:
    desk.prefer(screen_share=True, person=MARA)
    yield desk
    desk.prefer(screen_share=False)


def spelt(widget: QWidget) -> str:
    """Return every text that a person who looks on could read."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    fields = [
        field.displayText()
        for field in widget.findChildren(QLineEdit)
        if field.isVisibleTo(widget) and field.echoMode() is QLineEdit.EchoMode.Normal
    ]
    return "\n".join((*labels, *fields))


@pytest.mark.parametrize("key", [entry.key for entry in SCREENS])
def test_no_screen_names_the_account_or_the_person(
    key: str, window: Window, shared: Desk, full_house: House, settle: Settle, tmp_path: Path
) -> None:
    handle = "mara.lindqvist.sample"
    account = replace(invented_account(), id=AccountId(f"instagram:{handle}"), handle=handle)
    full_house.store.catalogue.keep_account(account)
    window.go(key)
    settle()
    said = spelt(window)
    assert said
    for name in (handle, "Mara Lindqvist", "mara@mail.example", str(tmp_path), "Seoul", "Invented photo"):
        assert name not in said, name
    assert shared.preferences.screen_share


def test_a_look_names_nobody_and_shows_only_colours(window: Window, shared: Desk, settle: Settle) -> None:
    window.go("welcome")
    settle()
    screen = window.made("welcome")
    assert isinstance(screen, WelcomeScreen)
    with FediverseServer() as server:
        name = server.handle.strip("@")
        QTest.keyClicks(screen.field.edit, server.handle)
        screen.look()
        assert name not in window.strip.says.text()
        settle()
        assert name not in shown(screen.answer)
    assert "(hidden)" in shown(screen.answer)
    assert "Seoul" not in shown(screen.answer)
    drawn = [one._image for one in screen.findChildren(Picture) if not one._image.isNull()]
    assert len(drawn) > 1
    assert all(_is_flat(image) for image in drawn)
    assert shared.preferences.screen_share


def _is_flat(image: QImage) -> bool:
    """Whether only colours are left: a picture made of nine by nine points hardly changes from one to its neighbour."""
    jumps = [
        abs(image.pixelColor(x, y).lightness() - image.pixelColor(x + 1, y).lightness())
        for x in range(0, image.width() - 1, 5)
        for y in range(0, image.height(), 5)
    ]
    return max(jumps, default=0) <= 12


def test_a_letter_is_hidden_and_the_fields_show_dots(
    window: Window, shared: Desk, house: House, settle: Settle
) -> None:
    request = house.asker.keep(house.asker.draft(Wish(recipient=RecipientId("clearview-ai"), person=MARA)))
    window.go("requests", str(request.id))
    settle()
    screen = window.made("requests")
    assert isinstance(screen, RequestsScreen)
    assert "Mara" not in spelt(screen)
    assert "hidden while you share the screen" in spelt(screen)
    window.go("requests", ())
    settle()
    assert screen.editor.name.edit.echoMode() is QLineEdit.EchoMode.Password
    screen.editor.recipient.choose("clearview-ai")
    screen.editor._draft_again()
    settle()
    assert "Mara" not in spelt(screen)
    assert shared.preferences.person.name == "Mara Lindqvist"


def test_the_switch_takes_effect_at_once(window: Window, desk: Desk, house: House, settle: Settle) -> None:
    desk.prefer(person=MARA)
    window.go("settings")
    settle()
    screen = window.made("settings")
    assert isinstance(screen, SettingsScreen)
    assert str(house.parts.data_folder) in shown(screen)
    screen.looks.share.setChecked(True)
    settle()
    assert str(house.parts.data_folder) not in shown(screen)
    assert screen.person.name.edit.echoMode() is QLineEdit.EchoMode.Password
    screen.looks.share.setChecked(False)
    settle()
    assert screen.person.name.text == "Mara Lindqvist"
    assert screen.person.name.edit.echoMode() is QLineEdit.EchoMode.Normal
