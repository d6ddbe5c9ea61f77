"""What is rarely seen of a screen is made when it is first needed, so that opening the screen does not wait for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.asks import ToEveryone
from app.ui.screens.connect.form import Form
from app.ui.screens.recipients import RecipientsScreen
from app.ui.screens.recipients.own import OwnForm
from app.ui.screens.requests.detail import RequestPage
from app.ui.screens.requests.editor import Editor
from app.ui.screens.requests.everyone import EveryonePage
from app.ui.screens.requests.table import RequestTable
from app.ui.screens.requests.ways import WayPage
from app.ui.window import Window

Settle = Callable[[], None]


def made(window: Window, *kinds: type[QWidget]) -> list[str]:
    return [kind.__name__ for kind in kinds if window.findChildren(kind)]


def test_opening_the_requests_makes_the_list_alone(window: Window, settle: Settle) -> None:
    rare = (RequestPage, Editor, EveryonePage, WayPage, RequestTable)
    window.go("requests")
    settle()
    assert made(window, *rare) == []
    window.go("requests", ToEveryone())
    settle()
    assert made(window, *rare) == ["EveryonePage"]
    window.go("requests", ())
    settle()
    assert made(window, *rare) == ["Editor", "EveryonePage"]


def test_the_form_for_a_recipient_of_ones_own_is_made_when_it_is_opened(
    window: Window, settle: Settle
) -> None:
    window.go("recipients")
    settle()
    screen = window.made("recipients")
    assert isinstance(screen, RecipientsScreen)
    assert made(window, OwnForm) == []
    screen.add.click()
    assert screen.own.isVisible()
    assert made(window, OwnForm) == ["OwnForm"]


def test_the_networks_to_choose_from_make_no_form(window: Window, settle: Settle) -> None:
    window.go("connect")
    settle()
    assert made(window, Form) == []
