"""Paints every screen into PNG files, with the invented person, for a human to look at.

Run `python packaging/screens.py FOLDER [KEY …]` with keys of screens or names of scenes (packaging/scenes.py): light,
dark, German, letters of 150 %, a small window, longer words, from right to left, and on a shared screen; no display needed.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from case_scenes import CASE_SCENES  # noqa: E402
from furniture import furnish, queue_up  # noqa: E402
from PySide6.QtCore import QSize  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from scenes import SCENES as FIRST_SCENES  # noqa: E402

from app.analysis.worker import Worker  # noqa: E402
from app.model.photo import PhotoId  # noqa: E402
from app.networks.web import Web  # noqa: E402
from app.services.eyes import utc_now  # noqa: E402
from app.services.house import House, Parts  # noqa: E402
from app.store.data import laws, recipients  # noqa: E402
from app.store.guides import closed_networks, guided  # noqa: E402
from app.store.home import Store  # noqa: E402
from app.store.vault import SessionVault  # noqa: E402
from app.ui.application import application  # noqa: E402
from app.ui.desk import Desk  # noqa: E402
from app.ui.paper import write_pdf  # noqa: E402
from app.ui.screens.photos import PhotosScreen  # noqa: E402
from app.ui.theme import theme  # noqa: E402
from app.ui.widgets.gradual import Parted  # noqa: E402
from app.ui.window import SCREENS, Window  # noqa: E402
from app.ui.wording import speak  # noqa: E402
from app.ui.work import Workshop  # noqa: E402

SCENES = (*FIRST_SCENES, *CASE_SCENES)
SCENE_NAMES = frozenset(scene.name for scene in SCENES)
USUAL = QSize(1280, 848)
SMALL = QSize(860, 640)
SETTLES_S = 0.35
PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """One way to look at the screens."""

    name: str
    theme: str = "light"
    language: str = "en"
    text_scale: int = 100
    size: QSize = USUAL
    shared: bool = False


DRESSES = (
    Dress(name="light"),
    Dress(name="dark", theme="dark"),
    Dress(name="german", language="de"),
    Dress(name="large", text_scale=150),
    Dress(name="small", size=SMALL),
    Dress(name="stretched", language="en-XA"),
    Dress(name="mirrored", language="ar-XB"),
    Dress(name="shared", shared=True),
)


def main(words: Sequence[str]) -> int:
    """Paint the screens named, or all of them."""
    if not words:
        print(__doc__)
        return 2
    folder = Path(words[0])
    folder.mkdir(parents=True, exist_ok=True)
    known = [*(entry.key for entry in SCREENS), *(scene.name for scene in SCENES)]
    asked = words[1:] or known
    if unknown := set(asked) - set(known):
        print(f"No screen or scene is called {', '.join(sorted(unknown))}. There are: {', '.join(known)}")
        return 2
    with tempfile.TemporaryDirectory(prefix="overexposed-") as home:
        house = _house(Path(home) / "empty")
        paint(house, [key for key in asked if key in {"checkup", "connect", "remove"}], folder, DRESSES[:2])
        house.close()
        house = _house(Path(home) / "full")
        house.sampler.bring_in()
        paint(
            house, [key for key in asked if key not in {"checkup", "connect", "remove"} | SCENE_NAMES], folder
        )
        furnish(house)
        queue_up(house)
        paint(house, [key for key in asked if key in SCENE_NAMES], folder)
        house.close()
    return 0


def paint(house: House, asked: Sequence[str], folder: Path, dresses: Sequence[Dress] = DRESSES) -> None:
    """Paint screens and scenes in these dresses."""
    application()
    scenes = {scene.name: scene for scene in SCENES}
    for dress in dresses if asked else ():
        workshop = Workshop()
        desk = Desk(house, workshop)
        desk.open()
        desk.prefer(screen_share=dress.shared)
        speak(dress.language)
        theme().choose(dress.theme, dress.text_scale)
        window = Window(desk)
        window.resize(dress.size)
        window.show()
        for key in asked:
            scene = scenes.get(key)
            if scene is not None:
                scene.show(window, house, partial(settle, workshop))
            else:
                window.go(key)
            settle(workshop)
            screen = window.made(key)
            if key == "photos" and isinstance(screen, PhotosScreen) and dress.size is USUAL:
                screen.grid.go_to(PhotoId(screen.model.ids[1]))
                settle(workshop)
            path = folder / f"{key}_{dress.name}.png"
            window.grab().save(str(path))
            print(path)
        window.close()


def settle(workshop: Workshop) -> None:
    """Let work that is going on arrive and be painted."""
    until = time.monotonic() + PATIENCE_S
    calm_since = time.monotonic()
    while time.monotonic() < until and time.monotonic() - calm_since < SETTLES_S:
        QApplication.processEvents()
        if workshop.is_busy or _is_filling():
            calm_since = time.monotonic()
        time.sleep(0.005)


def _is_filling() -> bool:
    """Whether a page is still being filled, piece by piece: until it is, it does not paint itself."""
    tops = QApplication.topLevelWidgets()
    return any(parted.is_at_work for top in tops for parted in top.findChildren(Parted))


def _house(home: Path) -> House:
    vault = SessionVault()
    return House(
        Parts(
            open_store=lambda _key: Store.open(home, vault, plain=True),
            open_vault=lambda: vault,
            open_web=lambda progress: Web(poll=progress.poll),
            start_worker=Worker,
            laws=laws,
            directory=recipients,
            guides=guided,
            closed_networks=closed_networks,
            write_pdf=write_pdf,
            open_browser=lambda _page: None,
            paint_screens=lambda _house: (),
            now=utc_now,
            today=lambda: date(2026, 11, 23),
            data_folder=home,
        )
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
