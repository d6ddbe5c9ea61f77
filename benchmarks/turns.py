"""How long the window is held up while a screen is opened: the longest turn of its event loop.

Run `python -m benchmarks.turns` (five windows, each in a process of its own), offscreen unless a platform is named in
QT_QPA_PLATFORM. The home is that of packaging/screens.py: the invented person with all accounts, settings and a queue.
A turn is one round of the event loop with everything that Qt and the app do in it. What counts is processor time of
the window's thread alone, so that other work of the machine does not show; and because machines differ, each turn is
also told in labels: how many labels this machine makes, places and paints in the same time.
Prints a table and ratios, and names each turn above 8 ms, the house's own bound.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "packaging"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from furniture import FACEBOOK, MARA, furnish, queue_up, sign_in
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.analysis.worker import Worker
from app.model.filter import Filter
from app.model.fix import Action
from app.model.letter import Letter
from app.model.photo import PhotoId
from app.networks.web import Web
from app.services.house import House, Parts
from app.store.data import laws, recipients
from app.store.guides import closed_networks, guided
from app.store.home import Store
from app.store.vault import SessionVault
from app.ui.application import application
from app.ui.asks import TheQueue, ToCheck, ToConnect, ToOrder, ToRemove
from app.ui.desk import Desk
from app.ui.theme import theme
from app.ui.widgets.label import Label
from app.ui.window import Window
from app.ui.wording import speak
from app.ui.work import Workshop

AIM_MS = 8.0
_ROOT = Path(__file__).resolve().parent.parent
_RUNS = 5
_CALM_S = 0.25
_PATIENCE_S = 30.0
_LABELS = 200
_EMPTY = 200
_NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)

Times = dict[str, list[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One way to open a screen: its name in the table, the screen's key, and what it is handed."""

    name: str
    key: str
    what: Callable[[House], object] = lambda _house: None


VISITS: tuple[Visit, ...] = (
    Visit(name="overview", key="overview"),
    Visit(name="photos", key="photos"),
    Visit(name="one photo", key="photos", what=lambda house: int(_ids(house)[0])),
    Visit(name="checkup", key="checkup", what=lambda _house: ToCheck(account=MARA)),
    Visit(name="checkup by hand", key="checkup", what=lambda _house: ToCheck(account=FACEBOOK)),
    Visit(name="requests", key="requests"),
    Visit(name="recipients", key="recipients"),
    Visit(name="accounts", key="accounts"),
    Visit(name="connect", key="connect", what=lambda _house: ToConnect(network="")),
    Visit(name="connect one", key="connect", what=lambda _house: ToConnect(network="x")),
    Visit(name="exports", key="exports", what=lambda _house: ToOrder()),
    Visit(name="export guide", key="exports", what=lambda _house: ToOrder("instagram")),
    Visit(name="remove", key="remove", what=lambda house: ToRemove(action=Action.DELETE, photos=_ids(house))),
    Visit(name="queue", key="remove", what=lambda _house: TheQueue()),
    Visit(name="settings", key="settings"),
    Visit(name="welcome", key="welcome"),
)


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a promise is not kept."""
    options = argparse.ArgumentParser(description="How long opening a screen holds the window up.")
    options.add_argument("--runs", type=int, default=_RUNS)
    options.add_argument("--visit", type=Path, help=argparse.SUPPRESS)
    asked = options.parse_args(words)
    if asked.visit is not None:
        print(json.dumps(_visit(asked.visit)))
        return 0
    with tempfile.TemporaryDirectory(prefix="overexposed-bench-") as folder:
        home = Path(folder) / "home"
        house = _house(home)
        house.sampler.bring_in()
        furnish(house)
        queue_up(house)
        house.close()
        runs = [_run(home) for _ in range(asked.runs)]
    return _tell(runs)


def _run(home: Path) -> Times:
    """Open every screen in a process of its own, for only there a first opening is one."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.turns", "--visit", str(home)],
        cwd=_ROOT,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return json.loads(done.stdout)


def _tell(runs: Sequence[Times]) -> int:
    middle = {
        name: [median(run[name][n] for run in runs) for n in range(len(runs[0][name]))] for name in runs[0]
    }
    empty, label = middle.pop("empty")[0], middle.pop("label")[0]
    print(
        f"an empty turn: {empty:.3f} ms; a label made, placed and painted: {label:.3f} ms; runs: {len(runs)}"
    )
    print(
        f"{'longest turn':<17}{'first':>9}{'labels':>8}{'again':>9}{'labels':>8}{'all first':>11}{'all again':>11}"
    )
    for name, (first, whole, again, whole_again) in middle.items():
        print(
            f"{name:<17}{first:>6.1f} ms{first / label:>8.0f}{again:>6.1f} ms{again / label:>8.0f}"
            f"{whole:>8.0f} ms{whole_again:>8.0f} ms"
        )
    over = [name for name, (first, *_rest) in middle.items() if first > AIM_MS]
    print(f"above {AIM_MS:.0f} ms when first opened: {', '.join(over) or 'none'}")
    over = [name for name, (*_first, again, _whole) in middle.items() if again > AIM_MS]
    print(f"above {AIM_MS:.0f} ms when opened again: {', '.join(over) or 'none'}")
    return 0


def _visit(home: Path) -> Times:
    """Open every screen twice; return for each the longest turn and all turns together, first and again, in ms."""
    application()
    speak("en")
    theme().choose("light")
    house = _house(home)
    sign_in(house)
    workshop = Workshop()
    desk = Desk(house, workshop)
    desk.open()
    window = Window(desk)
    opened = _turns(window.show, workshop)
    empty = median(_turn() for _ in range(_EMPTY))
    times: Times = {"empty": [empty], "the window": [max(opened), sum(opened), 0.0, 0.0]}
    for _ in range(2):
        for visit in VISITS:
            turns = _turns(partial(window.come, visit.key, visit.what(house)), workshop)
            times.setdefault(visit.name, []).extend((max(turns), sum(turns)))
    times["label"] = [_label_ms()]
    window.close()
    house.close()
    return times


def _turns(step: Callable[[], object], workshop: Workshop) -> list[float]:
    """Do something in the event loop, as a click does; return the turns until all is calm again, in ms."""
    QTimer.singleShot(0, step)
    turns: list[float] = []
    began = calm_since = time.monotonic()
    while time.monotonic() - calm_since < _CALM_S:
        if time.monotonic() - began > _PATIENCE_S:
            raise SystemExit("It took longer than half a minute.")
        turns.append(_turn())
        if workshop.is_busy or turns[-1] > 1.0:
            calm_since = time.monotonic()
        time.sleep(0.001)
    return turns


def _turn() -> float:
    began = time.thread_time()
    QApplication.processEvents()
    return (time.thread_time() - began) * 1000


def _label_ms() -> float:
    """Return what one label costs that is made, placed and painted, in ms."""
    page = QWidget()
    layout = QVBoxLayout(page)
    page.show()
    for _ in range(5):
        QApplication.processEvents()
    began = time.thread_time()
    for number in range(_LABELS):
        layout.addWidget(Label(f"A label with the number {number}"))
    layout.activate()
    page.grab()
    return (time.thread_time() - began) * 1000 / _LABELS


def _ids(house: House) -> tuple[PhotoId, ...]:
    return tuple(PhotoId(one) for one in house.browser.ids(Filter(account=MARA)))


def _house(home: Path) -> House:
    vault = SessionVault()

    def no_pdf(letter: Letter, path: Path) -> None:
        raise SystemExit(f"no letter is written here: {letter.reference} {path}")

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
            write_pdf=no_pdf,
            open_browser=lambda _page: None,
            paint_screens=lambda _house: (),
            now=lambda: _NOW,
            today=lambda: date(2026, 11, 23),
            data_folder=home,
        )
    )


if __name__ == "__main__":
    sys.exit(main())
