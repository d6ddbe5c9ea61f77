"""How soon the photo grid is there, and how smoothly it scrolls, with a real catalogue of many photos.

Run `python -m benchmarks.grid` (100,000 photos and, for comparison, 1,000), offscreen unless a platform is named in
QT_QPA_PLATFORM. A frame is the time of one scroll step with everything that the window does for it. Prints figures and
ratios; ends with 1 where a promise is not kept.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import resource as usage
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PIL import Image, ImageDraw

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.analysis.worker import Worker
from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.audience import Audience, Basis, stated
from app.model.filter import Filter
from app.model.inspection import Face, Inspection, Place
from app.model.letter import Letter
from app.model.photo import Photo, PhotoId
from app.networks.web import Web
from app.services.house import House, Parts
from app.store.data import laws, recipients
from app.store.home import Store
from app.store.vault import SessionVault
from app.ui.application import application
from app.ui.desk import Desk
from app.ui.screens.photos import PhotosScreen
from app.ui.window import Window
from app.ui.wording import speak
from app.ui.work import Workshop

FIRST_PAINT_MS = 150.0
SCROLL_P99_MS = 25.0
_LOT = 1000
_STEPS = 400
_STEP_PX = 40
_JUMPS = 40
_AROUND = 60
_PATIENCE_S = 10.0
_START = datetime(2012, 3, 1, 12, 0, tzinfo=UTC)
_AUDIENCES = (Audience.PUBLIC, Audience.FOLLOWERS, Audience.FRIENDS, Audience.ONLY_ME, Audience.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured with one catalogue, in milliseconds."""

    photos: int
    first_paint: float
    all_in_sight: float
    scroll_p50: float
    scroll_p99: float
    jump_p50: float
    jump_p99: float
    resize: float
    memory_mb: float


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a promise is not kept."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--photos", type=int, default=100_000)
    options.add_argument("--few", type=int, default=1_000)
    asked = options.parse_args(words)
    application()
    speak("en")
    few, many = (_with_catalogue(count) for count in (asked.few, asked.photos))
    for one in (few, many):
        print(json.dumps({name: round(getattr(one, name), 1) for name in Figures.__dataclass_fields__}))
    for name in ("first_paint", "scroll_p50", "scroll_p99", "jump_p99", "resize"):
        ratio = getattr(many, name) / max(0.1, getattr(few, name))
        print(f"{name}: {many.photos:,} photos take {ratio:.2f} times as long as {few.photos:,}")
    kept = many.first_paint < FIRST_PAINT_MS and many.scroll_p99 < SCROLL_P99_MS
    print(
        f"promised: first paint < {FIRST_PAINT_MS:.0f} ms, scroll p99 < {SCROLL_P99_MS:.0f} ms: {'kept' if kept else 'NOT KEPT'}"
    )
    return 0 if kept else 1


def _with_catalogue(count: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="overexposed-bench-") as folder:
        house = _house(Path(folder))
        targets = fill(house, count)
        figures = measure(house, count, targets)
        house.close()
    return figures


def fill(house: House, count: int) -> list[int]:
    """Put invented photos into the catalogue; return the rows that will be jumped to. All that is seen has a picture."""
    chance = random.Random(20261123)
    catalogue = house.store.catalogue
    key = NetworkKey("instagram")
    account = Account(
        id=account_id(key, "invented"), network=key, kind=AccountKind.IMPORTED, handle="invented"
    )
    catalogue.keep_account(account)
    for start in range(0, count, _LOT):
        lot = [_photo(account, number, chance) for number in range(start, min(count, start + _LOT))]
        catalogue.keep_photos(lot)
    ids = catalogue.ids(Filter())
    targets = [chance.randrange(count) for _ in range(_JUMPS)]
    seen = set(ids[: _STEPS * _STEP_PX // 100 * 8])
    for target in targets:
        seen.update(ids[max(0, target - _AROUND) : target + _AROUND])
    pictures = list(_pictures(chance))
    for number, photo in enumerate(sorted(seen)):
        held = catalogue.photo(PhotoId(photo))
        catalogue.keep_inspection(
            PhotoId(photo), held.inspection or Inspection(), pictures[number % len(pictures)]
        )
    return targets


def measure(house: House, count: int, targets: Sequence[int]) -> Figures:
    """Open the window on the photos, scroll, jump, resize."""
    workshop = Workshop()
    desk = Desk(house, workshop)
    desk.open()
    window = Window(desk)
    window.show()
    QApplication.processEvents()
    began = time.perf_counter()
    window.go("photos")
    screen = window.made("photos")
    if not isinstance(screen, PhotosScreen):
        raise SystemExit("The photos have no screen.")
    _until(lambda: len(screen.model.ids) > 0)
    QApplication.processEvents()
    first_paint = _ms(began)
    _until(lambda: _all_drawn(screen))
    all_in_sight = _ms(began)
    _until(lambda: len(screen.model.ids) == count)
    grid, model = screen.grid, screen.model
    bar = grid.verticalScrollBar()
    scrolls = [_frame(lambda: bar.setValue(bar.value() + _STEP_PX)) for _ in range(_STEPS)]
    jumps = [_frame(lambda target=target: grid.scrollTo(model.index(target))) for target in targets]
    resize = _frame(lambda: window.resize(window.width() - 90, window.height()))
    memory = usage.getrusage(usage.RUSAGE_SELF).ru_maxrss / 1024
    window.close()
    return Figures(
        photos=count,
        first_paint=first_paint,
        all_in_sight=all_in_sight,
        scroll_p50=_share(scrolls, 0.5),
        scroll_p99=_share(scrolls, 0.99),
        jump_p50=_share(jumps, 0.5),
        jump_p99=_share(jumps, 0.99),
        resize=resize,
        memory_mb=memory,
    )


def _frame(step: object) -> float:
    """Return the time in ms of one step with what the window does at once; then let it breathe as a display would."""
    began = time.perf_counter()
    if callable(step):
        step()
    QApplication.processEvents()
    took = _ms(began)
    until = time.perf_counter() + max(0.0, 0.016 - took / 1000)
    while time.perf_counter() < until:
        time.sleep(0.002)
    return took


def _until(reached: object) -> None:
    end = time.perf_counter() + _PATIENCE_S
    while callable(reached) and not reached():
        if time.perf_counter() > end:
            raise SystemExit("It took longer than ten seconds.")
        QApplication.processEvents()
        time.sleep(0.0005)


def _all_drawn(screen: PhotosScreen) -> bool:
    return all(screen.shelf.picture(photo) is not None for photo in screen.grid.in_sight())


def _ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _share(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _photo(account: Account, number: int, chance: random.Random) -> Photo:
    faces = tuple(
        Face(box=(100.0 + 200 * n, 120.0, 150.0, 180.0), eyes_px=chance.uniform(6, 90), score=0.95)
        for n in range(chance.choice((0, 0, 1, 1, 2, 3)))
    )
    place = Place(lat=chance.uniform(-40, 60), lon=chance.uniform(-120, 140), basis="file", name="Seoul, KR")
    taken = _START + timedelta(hours=number)
    return Photo(
        account=account.id,
        network=account.network,
        key=f"media/posts/{number}.jpg",
        caption=f"Invented photo number {number} by the river",
        taken_at=taken,
        posted_at=taken,
        visibility=stated(chance.choice(_AUDIENCES), Basis.ITEM),
        inspection=Inspection(
            width=1200,
            height=900,
            faces=faces,
            place=place if number % 3 == 0 else None,
            sha256=f"{number:064x}",
        ),
    )


def _pictures(chance: random.Random) -> Iterator[bytes]:
    for _ in range(24):
        image = Image.new("RGB", (256, 192), (chance.randrange(256), chance.randrange(256), 160))
        draw = ImageDraw.Draw(image)
        for _ in range(60):
            x, y, size = chance.randrange(256), chance.randrange(192), chance.randrange(8, 70)
            colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
            draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)
        file = io.BytesIO()
        image.save(file, "JPEG", quality=82)
        yield file.getvalue()


def _house(home: Path) -> House:
    vault = SessionVault()

    def no_pdf(letter: Letter, path: Path) -> None:
        raise SystemExit(f"no letter is written here: {letter.reference} {path}")

    return House(
        Parts(
            open_store=lambda _key: Store.open(home, vault, passphrase="only for this benchmark"),
            open_vault=lambda: vault,
            open_web=lambda progress: Web(poll=progress.poll),
            start_worker=Worker,
            laws=laws,
            directory=recipients,
            guides=lambda _network: (),
            closed_networks=lambda: (),
            write_pdf=no_pdf,
            open_browser=lambda _page: None,
            paint_screens=lambda _house: (),
            now=lambda: _START,
            today=lambda: date(2026, 11, 23),
            data_folder=home,
        )
    )


if __name__ == "__main__":
    sys.exit(main())
