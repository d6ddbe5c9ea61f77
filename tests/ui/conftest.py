"""Real windows without a display, on a house of real parts in an empty home."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from app.analysis import findings
from app.analysis.worker import Worker
from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.audience import Audience, Basis, stated
from app.model.exposure import score
from app.model.inspection import Face, Inspection, Place
from app.model.look import SeenPhoto
from app.model.photo import Photo, Tagged
from app.model.stranger import Reach, StrangerView
from app.networks.web import Web
from app.services.house import House, Parts
from app.services.keep import keep_seen
from app.store.data import laws, recipients
from app.store.home import Store
from app.store.vault import SessionVault
from app.ui.desk import Desk
from app.ui.paper import write_pdf
from app.ui.theme import theme
from app.ui.window import Window
from app.ui.wording import speak
from app.ui.work import Workshop

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
HOSTILE = "<img src=https://tracker.invalid/x.png> & <b>bold</b>"


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    one = Worker()
    yield one
    one.close()


@pytest.fixture
def house(tmp_path: Path, worker: Worker) -> Iterator[House]:
    """A house with an empty catalogue."""
    vault = SessionVault()
    one = House(
        Parts(
            open_store=lambda _key: Store.open(tmp_path / "home", vault, plain=True),
            open_vault=lambda: vault,
            open_web=lambda progress: Web(allow_loopback=True, poll=progress.poll),
            start_worker=lambda: worker,
            laws=laws,
            directory=recipients,
            guides=lambda _network: (),
            closed_networks=lambda: (),
            write_pdf=write_pdf,
            open_browser=lambda _page: None,
            paint_screens=lambda _house: (),
            now=lambda: NOW,
            today=lambda: date(2026, 11, 23),
            data_folder=tmp_path / "home",
        )
    )
    yield one
    # The worker belongs to all tests, so only the store is closed here.
    if one.open_store is not None:
        one.open_store.close()


@pytest.fixture
def full_house(house: House) -> House:
    """A house with thirty invented photos of every audience, the first with a hostile caption."""
    put_photos(house, 30)
    return house


@pytest.fixture
def desk(house: House, qtbot: QtBot) -> Iterator[Desk]:
    """The desk of the house of this test, dressed in light English."""
    workshop = Workshop()
    one = Desk(house, workshop)
    one.open()
    speak("en")
    theme().choose("light", 100)
    yield one
    workshop.close()
    # What was on its way when the workshop closed is still told; nobody listens any more.
    qtbot.wait(1)


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Window:
    one = Window(desk)
    qtbot.addWidget(one)
    one.show()
    # Keys go to the window in front only.
    one.activateWindow()
    qtbot.waitUntil(one.isActiveWindow)
    return one


def invented_account() -> Account:
    key = NetworkKey("instagram")
    return Account(
        id=account_id(key, "invented"),
        network=key,
        kind=AccountKind.IMPORTED,
        handle="invented",
        added_at=NOW,
    )


def put_photos(house: House, count: int) -> None:
    """Keep invented photos with findings and small pictures."""
    catalogue = house.store.catalogue
    catalogue.keep_account(invented_account())
    picture = _picture()
    seen: list[SeenPhoto] = []
    for number in range(count):
        photo = invented_photo(number)
        found = findings(photo)
        seen.append(SeenPhoto(photo=photo, findings=found, score=score(found), thumbnail=picture))
    keep_seen(catalogue, seen)


def invented_photo(number: int) -> Photo:
    account = invented_account()
    taken = datetime(2019, 5, 14, 12, 0, tzinfo=UTC) + timedelta(days=number)
    audience = list(Audience)[number % len(Audience)]
    face = Face(box=(300.0, 200.0, 180.0, 220.0), eyes_px=80.0 if number % 2 else 8.0, score=0.98)
    return Photo(
        account=account.id,
        network=account.network,
        key=f"media/posts/{number}.jpg",
        url=f"https://photos.invalid/p/{number}",
        caption=HOSTILE if number == 0 else f"Invented photo {number}",
        taken_at=taken,
        posted_at=taken,
        visibility=stated(audience, Basis.ALBUM, taken, name="Holiday <i>1</i>"),
        stranger=StrangerView(reach=list(Reach)[number % len(Reach)], seen_at=NOW, status=200),
        people=(Tagged(name="Invented <u>Person</u>", basis="tag"),) if number % 3 == 0 else (),
        inspection=Inspection(
            sha256=f"{number:064x}",
            width=1200,
            height=900,
            faces=(face,) * (number % 4),
            place=Place(lat=37.5, lon=126.9, basis="file", name="Seoul, KR") if number % 3 == 0 else None,
        ),
    )


@pytest.fixture
def settle(qtbot: QtBot, desk: Desk) -> Callable[[], None]:
    """Return a function that waits until all work has arrived."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not desk.workshop.is_busy, timeout=10_000)
        qtbot.wait(80)
        qtbot.waitUntil(lambda: not desk.workshop.is_busy and _is_calm(), timeout=10_000)

    return wait


def _is_calm() -> bool:
    """Whether no page is being filled: it is held until then."""
    return all(page.updatesEnabled() for page in QApplication.allWidgets())


def _picture() -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((256, 192)).convert("RGB").save(file, "JPEG", quality=82)
    return file.getvalue()
