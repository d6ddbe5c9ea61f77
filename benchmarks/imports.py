"""How fast and how small an import is: python -m benchmarks.imports [LAYOUT] [FILES] [MEGABYTES] [ROUNDS].

An export of 20,000 pictures and 2 GB in four ZIP parts is made in a temporary folder, then imported in this one run:

- `bare` opens every member of every part, reads it whole, and json.loads every JSON file: the least that any reader does.
- `list` is the import until every photo that the export names is kept in a catalogue on disk; the looking at the first
  few pictures in between is counted apart. Promised: at most 1.6 times bare.
- `first` is when the first picture was looked at, so that there was something to see. Promised: within 3 seconds.
- `again` is the whole second import of the same parts. Promised: at most 0.15 times `list`, and a catalogue that was
  not changed by it.
- `stop` is how long it takes from Stop until the import has ended, pressed at several moments of the list. Promised: within
  half a second.
- `look` is what comes after the list, once: each picture's hash, faces, small picture and findings. It is counted apart.
- `ready` is how long the process that reads exports takes to start. The window starts it while the person chooses a file, so
  it is running when `list` begins; from the terminal it comes on top.
- Memory is what this process and all its children hold together over what they held before the import, at most: the sum of
  their resident sets, in which pages that they share count for each. Promised: less than 300 MB.

Wall times depend on what else the machine does. Beside each stands the processor time that this process and its children
took, but for the one that decodes pictures; for it, `list` counts both sides of the pipe, which work at the same time.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from app.analysis.worker import Worker
from app.model.filter import Filter
from app.model.text import Text
from app.networks.web import Web
from app.services.house import House, Parts
from app.services.progress import Cancelled, Progress
from app.store.home import Store
from app.store.vault import SessionVault
from benchmarks.exports import LAYOUTS, jpeg, make
from benchmarks.spending import Clock, Peak, Spent, Timed, memory_mb

MOST_MEMORY_MB = 300
MOST_LIST, MOST_AGAIN = 1.6, 0.15
MOST_FIRST_S, MOST_STOP_S = 3.0, 0.5


def bare(paths: Sequence[Path]) -> Spent:
    """Return what the least that any reader does takes."""
    clock = Clock()
    for path in paths:
        with zipfile.ZipFile(path) as file:
            for name in file.namelist():
                data = file.read(name)
                if name.endswith(".json"):
                    json.loads(data)
    return clock.spent()


class ListOnly(Progress):
    """Presses Stop where the list is read to its end and only the looking at each picture is left."""

    def step(self, done: int, total: int | None = None, says: Text | None = None) -> None:
        """Stop once a total is told: that is what is left to look at."""
        if total is not None:
            raise Cancelled


class Stopped(Progress):
    """Presses Stop so many seconds after it was made, and hears of it as the window's progress does."""

    def __init__(self, after_s: float) -> None:
        self.pressed_at = time.perf_counter() + after_s

    def step(self, done: int, total: int | None = None, says: Text | None = None) -> None:
        """Stop where it was pressed."""
        self.poll()

    def poll(self) -> None:
        """Stop where it was pressed."""
        if time.perf_counter() > self.pressed_at:
            raise Cancelled


def house(folder: Path, worker: Worker) -> House:
    """Return a house of real parts with a catalogue on disk, as the terminal has it."""
    vault = SessionVault()
    return House(
        Parts(
            open_store=lambda _key: Store.open(folder, vault, plain=True),
            open_vault=lambda: vault,
            open_web=lambda progress: Web(poll=progress.poll),
            start_worker=lambda: worker,
            laws=lambda: (),
            directory=lambda: (),
            guides=lambda _network: (),
            closed_networks=lambda: (),
            write_pdf=lambda _letter, _path: None,
            open_browser=lambda _page: None,
            paint_screens=lambda _house: (),
            now=lambda: datetime.now(UTC),
            today=lambda: date(2026, 11, 27),
            data_folder=folder,
        )
    )


@dataclass(slots=True)
class Measured:
    """Everything that was measured, in seconds and MB."""

    bare: list[Spent] = field(default_factory=list[Spent])
    listed: list[Spent] = field(default_factory=list[Spent])
    again: list[Spent] = field(default_factory=list[Spent])
    first: list[float] = field(default_factory=list[float])
    ready: list[float] = field(default_factory=list[float])
    stop: list[float] = field(default_factory=list[float])
    whole: float = 0.0
    looking: float = 0.0
    all_mb: float = 0.0
    decoder_mb: float = 0.0


def ready(one: House, worker: Timed) -> float:
    """Start what the window starts while the person chooses a file; return how long the reader of exports took."""
    started = time.perf_counter()
    one.importer.get_ready()
    with tempfile.TemporaryDirectory() as nothing:
        one.importer.apart.first(Path(nothing))
    took = time.perf_counter() - started
    worker.inspect(jpeg(1, 0, b""))
    worker.spent_s = 0.0
    return took


def listing(paths: Sequence[Path], folder: Path, count: int, told: Measured) -> None:
    """Import until every photo is kept, into a new catalogue."""
    worker = Timed()
    one = house(folder, worker)
    one.browser.count(Filter())
    told.ready.append(ready(one, worker))
    first_s: list[float] = []
    clock = Clock(worker)
    started = time.perf_counter()
    with suppress(Cancelled):
        one.importer.read_all(
            paths, ListOnly(), on_photo=lambda _seen: first_s.append(time.perf_counter() - started)
        )
    told.listed.append(clock.spent())
    told.first.append(first_s[0])
    if one.browser.count(Filter()) != count:
        raise SystemExit("not every photo was listed")
    one.close()


def stopping(paths: Sequence[Path], folder: Path, told: Measured) -> None:
    """Press Stop at several moments, each time into a new catalogue."""
    whole = told.listed[-1].wall
    for number in range(8):
        worker = Timed()
        one = house(folder / str(number), worker)
        one.browser.count(Filter())
        ready(one, worker)
        progress = Stopped(whole * number / 8)
        with suppress(Cancelled):
            one.importer.read_all(paths, progress)
        told.stop.append(time.perf_counter() - progress.pressed_at)
        one.close()


def looking(one: House, worker: Timed, paths: Sequence[Path], count: int, told: Measured) -> None:
    """Import to the end, once."""
    ready(one, worker)
    one.importer.rest()
    idle_mb = memory_mb()
    started = time.perf_counter()
    with Peak(idle_mb, worker) as peak:
        (report,) = one.importer.read_all(paths)
    told.whole, told.looking = time.perf_counter() - started, worker.spent_s
    told.all_mb, told.decoder_mb = peak.all, peak.decoder
    if (report.new, report.inspected) != (count, count) or not report.is_complete:
        raise SystemExit(f"the import came to {report}")


def once_more(one: House, paths: Sequence[Path], count: int, told: Measured) -> None:
    """Import what is held already."""
    clock = Clock()
    (report,) = one.importer.read_all(paths)
    told.again.append(clock.spent())
    if (report.new, report.known) != (0, count):
        raise SystemExit(f"the second import came to {report}")


def tell(told: Measured, count: int) -> bool:
    """Print what was measured; return whether every promise holds."""
    print("least, middle, most:")
    for name, spent in (("bare", told.bare), ("list", told.listed), ("again", told.again)):
        print(
            f"{name:6} {_three([one.wall for one in spent])} s wall   {_three([one.cpu for one in spent])} s processor"
        )
    for name, values in (("first", told.first), ("stop", told.stop), ("ready", told.ready)):
        print(f"{name:6} {_three(values)} s wall")
    listed = [one.wall / least.wall for one, least in zip(told.listed, told.bare, strict=True)]
    again = [one.wall / whole.wall for one, whole in zip(told.again, told.listed, strict=True)]
    listed_cpu = [one.cpu / least.cpu for one, least in zip(told.listed, told.bare, strict=True)]
    again_cpu = [one.cpu / whole.cpu for one, whole in zip(told.again, told.listed, strict=True)]
    print(f"list to bare:  {_three(listed)} wall (promised: {MOST_LIST})   {_three(listed_cpu)} processor")
    print(f"again to list: {_three(again)} wall (promised: {MOST_AGAIN})   {_three(again_cpu)} processor")
    print(
        f"to the end: {told.whole:.0f} s, of them {told.looking:.0f} s for hashes, faces and small pictures"
        f" ({1000 * told.looking / count:.1f} ms each) and {told.whole - told.looking:.0f} s for all else"
    )
    print(
        f"memory over the idle app, children included: {told.all_mb:.0f} MB (promised: below {MOST_MEMORY_MB});"
        f" the process that decodes holds {told.decoder_mb:.0f} MB"
    )
    return (
        statistics.median(listed) <= MOST_LIST
        and statistics.median(again) <= MOST_AGAIN
        and statistics.median(told.first) <= MOST_FIRST_S
        and max(told.stop) <= MOST_STOP_S
        and told.all_mb < MOST_MEMORY_MB
    )


def _three(values: Sequence[float]) -> str:
    return f"{min(values):6.2f} {statistics.median(values):6.2f} {max(values):6.2f}"


def main(words: Sequence[str]) -> int:
    """Measure, print, and end with 1 where a promise is broken."""
    name = words[0] if words else next(iter(LAYOUTS))
    count, megabytes, rounds = (int(one) for one in [*words[1:], *("20000", "2000", "5")[len(words[1:]) :]])
    told = Measured()
    with tempfile.TemporaryDirectory(prefix="overexposed-") as temporary:
        folder = Path(temporary)
        paths = make(folder, LAYOUTS[name], count, megabytes)
        size = sum(path.stat().st_size for path in paths) / 1e9
        print(f"{name}: {count} pictures, {size:.2f} GB in {len(paths)} parts, {rounds} rounds", flush=True)
        worker = Timed()
        one = house(folder / "whole", worker)
        one.browser.count(Filter())
        looking(one, worker, paths, count, told)
        for number in range(rounds):
            told.bare.append(bare(paths))
            listing(paths, folder / f"list-{number}", count, told)
            once_more(one, paths, count, told)
        stopping(paths, folder / "stop", told)
        one.close()
    return 0 if tell(told, count) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
