"""To connect an account: the networks, the fields, the wait for the browser, and what was given."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.model.account import AccountKind
from app.model.filter import Filter
from app.model.problem import Offline
from app.model.sign_in import Power
from app.model.text import say
from app.services.house import House
from app.ui.asks import ToConnect
from app.ui.desk import Desk
from app.ui.screens.accounts import AccountsScreen
from app.ui.screens.accounts.card import AccountCard
from app.ui.screens.connect import ConnectScreen
from app.ui.widgets.tag import Tag
from app.ui.window import Window
from tests.services.harbour import KEY, play_browser
from tests.ui.screens.conftest import Pages, Port, click, press, shown

Settle = Callable[[], None]


def connecting(window: Window, settle: Settle, ask: ToConnect | None = None) -> ConnectScreen:
    window.go("connect", ask or ToConnect(network=""))
    settle()
    screen = window.made("connect")
    assert isinstance(screen, ConnectScreen)
    return screen


def fill(screen: ConnectScreen, port: Port) -> None:
    assert screen.form.server is not None
    assert screen.form.read_it is not None
    screen.form.server.fill(port.server.url)
    QTest.keyClicks(screen.form.need("client").edit, "c1")
    QTest.keyClicks(screen.form.need("secret").edit, "s3cret-of-mine")
    screen.form.read_it.setChecked(True)


def accounts(window: Window, settle: Settle) -> AccountCard:
    window.go("accounts")
    settle()
    screen = window.made("accounts")
    assert isinstance(screen, AccountsScreen)
    (card,) = [card for card in screen.findChildren(AccountCard) if card.isVisibleTo(screen)]
    return card


def test_networks_stand_by_what_they_ask_for_and_closed_ones_say_why(
    window: Window, port: Port, settle: Settle
) -> None:
    screen = connecting(window, settle)
    said = shown(screen)
    assert "With a key of your own" in said
    assert "Harbour" in said
    assert "It lets nobody list their own photos." in said
    screen.doors.problem.tell(Offline(say("Nothing answered."), say("Try again later.")))
    assert "Try again later." in shown(screen)
    press(screen, "Import an export")
    assert window.front == "welcome"
    assert port.server.asked == []


def test_no_network_at_all_is_one_sentence_and_a_way_on(
    window: Window, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    monkeypatch.setattr("app.services.connect.NETWORKS", ())
    screen = connecting(window, settle)
    assert "No network can be connected here yet" in shown(screen)


def test_from_the_warning_to_a_connected_account_by_clicks(
    window: Window, house: House, port: Port, settle: Settle, pages: Pages
) -> None:
    screen = connecting(window, settle)
    press(screen, "Connect Harbour")
    settle()
    form = screen.form
    said = shown(form)
    assert "Harbour takes money for each photo." in said
    assert "See your photos and settings" in said
    assert "Make an app of your own." in said
    assert "Checked on 23 November 2026" in said
    press(form, "Open the page")
    assert pages.opened == ["https://harbour.invalid/apps"]
    assert not form.go.isEnabled(), "the warning is read before anything is sent"
    assert form.need("secret").edit.echoMode() is QLineEdit.EchoMode.Password
    fill(screen, port)
    form.need("client").fill("")
    click(form.go)
    assert "This is needed to sign in." in shown(form)
    assert port.server.asked == []
    form.need("client").fill("c1")
    click(form.go)
    assert form.need("secret").edit.text() == ""
    assert not form.need("secret").edit.isUndoAvailable()
    settle()
    assert "mina" in shown(screen.joined)
    assert [tag.accessibleName() for tag in screen.joined.findChildren(Tag)] == ["May read"]
    (account,) = house.browser.accounts()
    assert account.kind is AccountKind.CONNECTED
    assert house.connector.powers(account.id) == {Power.READ}
    assert screen.waiting.address.text() == ""
    click(screen.joined.list)
    settle()
    assert window.front == "overview"
    assert len(list(house.browser.ids(Filter()))) == 3


def test_a_second_sign_in_needs_no_key_again(window: Window, port: Port, settle: Settle) -> None:
    port.connect()
    screen = connecting(window, settle, ToConnect(network=KEY))
    assert screen.form.need("secret").edit.placeholderText() == "In your keyring already"
    assert screen.form.need("secret").edit.text() == ""
    assert screen.form.server is not None
    assert screen.form.read_it is not None
    screen.form.server.fill(port.server.url)
    screen.form.read_it.setChecked(True)
    click(screen.form.go)
    settle()
    assert "mina" in shown(screen.joined)


def test_while_the_browser_is_at_it_the_address_can_be_copied_and_stop_ends_it(
    window: Window, house: House, port: Port, settle: Settle, qtbot: QtBot
) -> None:
    port.browser = lambda _page: None
    screen = connecting(window, settle, ToConnect(network=KEY))
    fill(screen, port)
    click(screen.form.go)
    qtbot.waitUntil(lambda: screen.waiting.address.text() != "", timeout=5_000)
    assert "Waiting for your browser" in shown(screen)
    assert screen.waiting.address.text() == port.opened[0]
    click(screen.waiting.copy)
    assert QGuiApplication.clipboard().text() == port.opened[0]
    assert "s3cret" not in port.opened[0]
    window.go("connect", ToConnect(network=""))
    assert screen.waiting.isVisible(), "a sign-in on its way is not disturbed"
    click(screen.waiting.stop)
    settle()
    assert screen.form.isVisible()
    assert screen.waiting.address.text() == ""
    assert house.browser.accounts() == []


def test_a_no_in_the_browser_is_said_and_the_form_is_there_again(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    port.browser = lambda page: play_browser(page.replace("scope=read", "scope=no"))
    screen = connecting(window, settle, ToConnect(network=KEY))
    fill(screen, port)
    click(screen.form.go)
    settle()
    assert "You said no." in shown(screen.form)
    assert screen.form.server is not None
    assert screen.form.server.text == port.server.url, "what is no secret stays typed"
    assert house.browser.accounts() == []


def test_what_only_some_need_is_behind_a_button(window: Window, port: Port, settle: Settle) -> None:
    screen = connecting(window, settle, ToConnect(network=KEY))
    assert not screen.form.need("token").isVisible()
    press(screen.form, "The browser does not work for me")
    assert screen.form.need("token").isVisible()
    assert port.server.asked == []


def test_a_network_that_nobody_can_connect_is_said_above_the_others(
    window: Window, port: Port, settle: Settle
) -> None:
    screen = connecting(window, settle, ToConnect(network="gravatar"))
    assert "needs no sign-in" in shown(screen.doors)
    assert "Harbour" in shown(screen.doors)
    assert port.server.asked == []


def test_the_card_says_what_a_sign_in_may_do_and_ends_it(
    window: Window, house: House, port: Port, settle: Settle
) -> None:
    account = port.connect(Power.CHANGE)
    card = accounts(window, settle)
    assert house.connector.powers(account) == {Power.READ, Power.CHANGE}
    click(card.leave)
    settle()
    card = accounts(window, settle)
    assert card.holding.account.kind is AccountKind.WATCHED
    assert house.connector.powers(account) == frozenset()
    assert "Connect to see hidden photos and settings" in shown(card)
    click(card.join)
    settle()
    screen = window.made("connect")
    assert isinstance(screen, ConnectScreen)
    assert screen.form.server is not None
    assert screen.form.server.text == port.server.url


def test_a_sign_in_that_ran_out_asks_to_sign_in_again(window: Window, port: Port, settle: Settle) -> None:
    port.connect()
    port.server.tokens.clear()
    card = accounts(window, settle)
    click(card.again)
    settle()
    card = accounts(window, settle)
    assert "The sign-in is no longer good" in shown(card)
    click(card.join)
    settle()
    assert window.front == "connect"


def test_on_a_shared_screen_no_handle_is_told(window: Window, desk: Desk, port: Port, settle: Settle) -> None:
    desk.prefer(screen_share=True)
    screen = connecting(window, settle, ToConnect(network=KEY))
    fill(screen, port)
    click(screen.form.go)
    settle()
    assert "mina" not in shown(screen)
    assert "(hidden)" in shown(screen)
    desk.prefer(screen_share=False)


def test_escape_goes_back_step_by_step(window: Window, port: Port, settle: Settle) -> None:
    screen = connecting(window, settle, ToConnect(network=KEY))
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settle()
    assert screen.doors.isVisible()
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settle()
    assert window.front == "accounts"
    assert port.server.asked == []
