"""How fast a batch of letters is written as PDFs, and how long the window waits meanwhile.

Run `python -m benchmarks.letters` (200 letters in all languages, offscreen unless a platform is named in
QT_QPA_PLATFORM). The letters are composed and written by a job of the workshop, as the window does it, while a timer on
the window's thread measures the longest turn that it was kept waiting. Beside it stands a bare QPdfWriter that paints the
same text line by line, without breaking lines, pages or fonts of ours, and a thread that only counts. Prints figures and their ratio; ends with 1 where a
promise is not kept.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPainter, QPdfWriter

from app.letters.choose import under
from app.letters.compose import compose
from app.letters.forms import as_text
from app.letters.language import LANGUAGES
from app.model.law import Role
from app.model.letter import Item, Letter, Order
from app.model.person import Person, Residence
from app.store.data import laws, recipients
from app.ui.application import application
from app.ui.paper import write_pdf

SECONDS_200 = 20.0
LONGEST_TURN_MS = 50.0
_DAY = date(2026, 11, 23)
_LINE = 60
_TOP = 100
_SPIN_S = 5.0


@dataclass(frozen=True, slots=True)
class _Turns:
    """The longest time, in milliseconds, that the window's thread was kept from its next turn."""

    longest: float
    p99: float


def _orders(count: int) -> list[Order]:
    """Make orders in all languages, each about five photos, so that each has a schedule."""
    law = next(one for one in laws() if one.id == "eu-gdpr")
    to = [one for one in recipients() if law.id in one.laws and not one.servers]
    items = tuple(
        Item(url=f"https://photos.example/ada/{n}", seen_on=_DAY, sha256=f"{n:064x}") for n in range(1, 6)
    )
    person = Person(name="Ada Example", email="ada@example.org", residence=Residence(country="DE"))
    return [
        Order(
            reference=f"OX-2026-{n:06d}",
            written_on=_DAY,
            language=LANGUAGES[n % len(LANGUAGES)],
            person=person,
            recipient=to[n % len(to)],
            choices=(under(law, to[n % len(to)], Role.DEPICTED),),
            items=items,
        )
        for n in range(count)
    ]


def _write(orders: list[Order], folder: Path) -> None:
    for order in orders:
        write_pdf(compose(order), folder / f"{order.reference}.pdf")


def _write_bare(letters: list[Letter], folder: Path) -> None:
    """Paint the text of each letter with a QPdfWriter and nothing else."""
    for letter in letters:
        writer = QPdfWriter(str(folder / f"{letter.reference}.pdf"))
        writer.setResolution(300)
        painter = QPainter(writer)
        height = writer.height()
        place = _TOP
        for line in as_text(letter).splitlines():
            if place > height - _TOP:
                writer.newPage()
                place = _TOP
            painter.drawText(0, place, line)
            place += _LINE
        painter.end()


def _spin() -> None:
    """Count for some seconds: what any busy thread costs the window's thread on this computer, as it is loaded now."""
    end = time.perf_counter() + _SPIN_S
    while time.perf_counter() < end:
        sum(range(1000))


def _beside_the_window(work: Callable[[], None]) -> tuple[float, _Turns]:
    """Do work on a thread while the window's thread takes its turns; return the seconds and the turns."""
    loop = QEventLoop()
    gaps = list[float]()
    last = time.perf_counter()

    def turn() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1000)
        last = now
        if not worker.is_alive():
            loop.quit()

    worker = threading.Thread(target=work)
    timer = QTimer()
    timer.timeout.connect(turn)
    timer.start(0)
    began = time.perf_counter()
    worker.start()
    loop.exec()
    worker.join()
    return time.perf_counter() - began, _Turns(max(gaps), sorted(gaps)[len(gaps) * 99 // 100])


def main() -> int:
    """Measure, print, and return whether the promises hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=200, metavar="N")
    count = int(parser.parse_args().letters)
    application()
    orders = _orders(count)
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        began = time.perf_counter()
        letters = [compose(order) for order in orders]
        composed = time.perf_counter() - began
        began = time.perf_counter()
        _write_bare(letters, folder)
        bare = time.perf_counter() - began
        _, busy = _beside_the_window(_spin)
        seconds, turns = _beside_the_window(lambda: _write(orders, folder))
        size = sum(path.stat().st_size for path in folder.iterdir()) / max(count, 1) / 1024
    allowed = SECONDS_200 * count / 200
    print(f"{count} letters composed: {composed:.2f} s ({composed / count * 1000:.1f} ms each)")
    print(f"bare QPdfWriter, the same text: {bare:.2f} s ({bare / count * 1000:.1f} ms each)")
    print(
        f"composed and written: {seconds:.2f} s ({seconds / count * 1000:.1f} ms each), {size:.0f} KiB each"
    )
    print(f"ratio to bare: {seconds / bare:.2f}")
    print(
        f"longest turn of the window meanwhile: {turns.longest:.1f} ms, in 99 of 100 at most {turns.p99:.2f} ms"
    )
    print(f"longest turn beside a thread that only counts: {busy.longest:.1f} ms: this computer by itself")
    return int(seconds > allowed or turns.longest > LONGEST_TURN_MS + busy.longest)


if __name__ == "__main__":
    sys.exit(main())
