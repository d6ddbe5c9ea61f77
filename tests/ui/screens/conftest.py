"""A house with one invented network on loopback that can do everything, and a browser that says yes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

import app.networks
from app.model.account import AccountId
from app.model.photo import Photo
from app.model.setting import Check, LinkStatus, Value
from app.model.sign_in import Doorway, Need, Power
from app.model.text import Text, say
from app.networks.web import Web
from app.services.house import House
from app.services.progress import Progress
from app.ui.widgets.button import Button
from tests.services.harbour import KEY, HarbourServer, harbour, play_browser
from tests.ui.conftest import NOW

CLOSED = Doorway(network="walled", title="Walled Garden", closed=say("It lets nobody list their own photos."))


def shown(widget: QWidget) -> str:
    """Return every text that can be seen in a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def click(button: Button) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def press(widget: QWidget, words: str) -> None:
    """Press the one button that can be seen with these words."""
    named = [
        one
        for one in widget.findChildren(Button)
        if one.accessibleName() == words and one.isVisibleTo(widget)
    ]
    assert len(named) == 1, f"{len(named)} buttons say “{words}”"
    click(named[0])


def guide(network: str) -> tuple[Check, ...]:
    """Return two settings that only the person can see, one with a page and one without."""
    common = Check(
        account=AccountId(""),
        key="g1",
        says=say("Search engines may list you"),
        safe="off",
        why=say("A search leads from your name to your face."),
        how=say("Open Settings, then Privacy."),
        values=(Value(key="off", says=say("Off")), Value(key="on", says=say("On"))),
        link="https://harbour.invalid/settings",
        link_status=LinkStatus.RECALLED,
        source="the help pages of Harbour",
        checked_on=date(2026, 11, 23),
        rank=50,
    )
    other = replace(common, key="g2", says=say("Your birthday is shown"), link="", confirmed=False, rank=51)
    return (common, other) if network == KEY else ()


@dataclass
class Port:
    """The invented network, and the browser that is opened on it: what `browser` does can be changed."""

    server: HarbourServer
    house: House
    browser: Callable[[str], None] = play_browser
    opened: list[str] = field(default_factory=list[str])

    def open(self, page: str) -> None:
        self.opened.append(page)
        self.browser(page)

    def connect(self, *powers: Power) -> AccountId:
        """Connect the invented account, list its photos, and return its id."""
        account = self.house.connector.connect(
            KEY,
            server=self.server.url,
            keys={"client": "c1", "secret": "s3cret"},
            powers=frozenset({Power.READ, *powers}),
        )
        self.house.syncer.sync([account.id])
        return account.id


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch, house: House) -> Iterator[Port]:
    net = harbour()
    assert net.sign_in is not None
    way = replace(
        net.sign_in.doorway,
        server=say("The address of your server"),
        needs=(
            Need(key="client", says=say("Key of your app"), is_secret=False),
            Need(key="secret", says=say("Secret of your app")),
            Need(key="token", says=say("A token"), is_optional=True),
        ),
        steps=(say("Make an app of your own."), say("Copy its key.")),
        link="https://harbour.invalid/apps",
        warning=say("Harbour takes money for each photo."),
        source="the help pages of Harbour",
        checked_on="2026-11-23",
    )
    guarded = replace(net, sign_in=replace(net.sign_in, doorway=way), copies=_copies)
    monkeypatch.setattr(app.networks, "NETWORKS", (guarded, *app.networks.NETWORKS))
    monkeypatch.setattr("app.services.connect.NETWORKS", (guarded,))
    with HarbourServer() as server:
        server.fill(3)
        one = Port(server=server, house=house)
        object.__setattr__(house.parts, "open_browser", one.open)
        object.__setattr__(house.parts, "open_web", _web)
        object.__setattr__(house.parts, "guides", guide)
        object.__setattr__(house.parts, "closed_networks", lambda: (CLOSED,))
        yield one


def _copies(_photo: Photo) -> tuple[Text, ...]:
    return (say("Other harbours may keep a copy."),)


def _web(progress: Progress) -> Web:
    return Web(allow_loopback=True, poll=progress.poll, on_wait=progress.waits, now=lambda: NOW)


class Pages(QObject):
    """Stands where the system would open a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def pages() -> Iterator[Pages]:
    one = Pages()
    # The types know bytes alone, the library takes text alone.
    QDesktopServices.setUrlHandler("https", one, "take")  # pyright: ignore[reportArgumentType]
    yield one
    QDesktopServices.unsetUrlHandler("https")
