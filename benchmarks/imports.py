"""How fast and how small an import is: python -m benchmarks.imports [LAYOUT] [FILES] [MEGABYTES] [ROUNDS].

An export of 20,000 pictures and 2 GB in four ZIP parts is made in a temporary folder, then imported in this one run:

- `bare` opens every member of every part, reads it whole, and json.loads every JSON file: the least that any reader does.
- `list` is the import until every photo that the export names is kept in a catalogue on disk; the looking at the first
  few pictures in between is counted apart. Promised: at most 1.6 times bare.
- `first` is when the first picture was looked at, so that there was something to see. Promised: within 3 seconds.
- `again` is the whole second import of the same parts. Promised: at most 0.15 times `list`, and a catalogue that was
  not changed by it.
- `look` is what comes after the list, once: each picture's hash, faces, small picture and findings. It is counted apart.
- Memory is what this process takes over what it took before the import, at most. Promised: less than 300 MB. The process
  that decodes pictures is told beside it.
"""

from __future__ import annotations

import io
import json
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image, ImageDraw

from app.analysis.looked import Looked
from app.analysis.worker import Worker
from app.model.filter import Filter
from app.model.text import Text
from app.networks.web import Web
from app.services.house import House, Parts
from app.services.progress import Cancelled, Progress
from app.store.home import Store
from app.store.vault import SessionVault
from tests.exports.instagram import POSTS, PROFILE, as_meta_writes, media, profile

PARTS = 4
MOST_MEMORY_MB = 300
MOST_LIST, MOST_AGAIN = 1.6, 0.15
FIRST_DAY = 1_300_000_000


@dataclass(frozen=True, slots=True)
class Layout:
    """How one network writes an export: where a picture lies, and the lists that name the pictures from to."""

    picture: Callable[[int], str]
    lists: Callable[[int], Iterator[tuple[str, bytes]]]


def _instagram_picture(number: int) -> str:
    return f"media/posts/{2011 + number * 14 // 20_000 % 15}{number % 12 + 1:02}/picture_{number}.jpg"


def _instagram_lists(count: int) -> Iterator[tuple[str, bytes]]:
    yield PROFILE, as_meta_writes(profile())
    posts: list[dict[str, object]] = []
    for first in range(0, count, 2):
        numbers = range(first, min(first + 2, count))
        listed = [
            media(
                _instagram_picture(one),
                FIRST_DAY + one * 20_000,
                "",
                latitude=53.5 + one % 700 / 1000,
                longitude=9.9 + one % 900 / 1000,
                date_time_original="2019:05:14 10:42:00",
                lens_model="Pixel 8 back camera",
                source_type="4",
            )
            for one in numbers
        ]
        at = FIRST_DAY + numbers[0] * 20_000
        posts.append({"media": listed, "title": f"Abend am Hafen, Bild {at} 🌊", "creation_timestamp": at})
    yield POSTS, as_meta_writes(posts)


LAYOUTS = {"instagram": Layout(_instagram_picture, _instagram_lists)}


def make(folder: Path, layout: Layout, count: int, megabytes: int) -> list[Path]:
    """Write the export's parts; lists and pictures go round, so that they mostly lie in different parts."""
    noise = random.Random(1).randbytes(4 * 1024 * 1024)
    size = megabytes * 1_000_000 // count
    paths = [folder / f"export-part-{number + 1}.zip" for number in range(PARTS)]
    files = [zipfile.ZipFile(path, "w") for path in paths]
    for number, (name, data) in enumerate(layout.lists(count)):
        files[number % PARTS].writestr(name, data, zipfile.ZIP_DEFLATED)
    for number in range(count):
        files[number % PARTS].writestr(layout.picture(number), _jpeg(number, size, noise))
    for file in files:
        file.close()
    return paths


def _jpeg(number: int, size: int, noise: bytes) -> bytes:
    """Return a small drawn JPEG, grown to `size` bytes by comments of noise: valid, and cheap to make."""
    image = Image.new("RGB", (96, 72), (number * 37 % 256, number * 11 % 256, number * 5 % 256))
    ImageDraw.Draw(image).rectangle((number % 60, number % 40, number % 60 + 30, number % 40 + 25), "orange")
    file = io.BytesIO()
    image.save(file, "JPEG", quality=60)
    data = file.getvalue()
    comments: list[bytes] = []
    wanted = size - len(data)
    while wanted > 4:
        length = min(wanted - 4, 65_533)
        at = (number * 7919 + wanted) % (len(noise) - length)
        comments.append(b"\xff\xfe" + (length + 2).to_bytes(2, "big") + noise[at : at + length])
        wanted -= length + 4
    return data[:2] + b"".join(comments) + data[2:]


def bare(paths: Sequence[Path]) -> float:
    """Return how many seconds the least that any reader does takes."""
    started = time.perf_counter()
    for path in paths:
        with zipfile.ZipFile(path) as file:
            for name in file.namelist():
                data = file.read(name)
                if name.endswith(".json"):
                    json.loads(data)
    return time.perf_counter() - started


class Timed(Worker):
    """The real worker, with a clock: how long hashes, faces and small pictures took."""

    def __init__(self) -> None:
        super().__init__()
        self.spent_s = 0.0

    def inspect(self, data: bytes | Path, poll: Callable[[], None] = lambda: None) -> Looked:
        """Look into one picture."""
        started = time.perf_counter()
        try:
            return super().inspect(data, poll)
        finally:
            self.spent_s += time.perf_counter() - started


class ListOnly(Progress):
    """Presses Stop where the list is read to its end and only the looking at each picture is left."""

    def step(self, done: int, total: int | None = None, says: Text | None = None) -> None:
        """Stop once a total is told: that is what is left to look at."""
        if total is not None:
            raise Cancelled


class Peak:
    """Watches how much memory this process takes at most over `idle_mb`, and the one that decodes in all."""

    def __init__(self, idle_mb: float, worker: Worker) -> None:
        self._before = idle_mb
        self._worker = worker
        self.app = self.child = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peak:
        """Begin to watch."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop watching."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self.app = max(self.app, _memory_mb() - self._before)
            self.child = max(self.child, _memory_mb(str(self._worker.pid)))


def _memory_mb(process: str = "self") -> float:
    """Return the memory that a process holds now, in MB; 0 where it is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 1e6


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

    bare: list[float] = field(default_factory=list[float])
    listed: list[float] = field(default_factory=list[float])
    first: list[float] = field(default_factory=list[float])
    again: list[float] = field(default_factory=list[float])
    whole: float = 0.0
    looking: float = 0.0
    idle_mb: float = 0.0
    app_mb: float = 0.0
    child_mb: float = 0.0


def listing(paths: Sequence[Path], folder: Path, count: int, told: Measured) -> None:
    """Import until every photo is kept, into a new catalogue."""
    worker = Timed()
    one = house(folder, worker)
    one.browser.count(Filter())
    # The app has its worker running long before anybody chooses a file.
    worker.start()
    first_s: list[float] = []
    started = time.perf_counter()
    with suppress(Cancelled):
        one.importer.read_all(
            paths, ListOnly(), on_photo=lambda _seen: first_s.append(time.perf_counter() - started)
        )
    told.listed.append(time.perf_counter() - started - worker.spent_s)
    told.first.append(first_s[0])
    if one.browser.count(Filter()) != count:
        raise SystemExit("not every photo was listed")
    one.close()


def looking(one: House, worker: Timed, paths: Sequence[Path], count: int, told: Measured) -> None:
    """Import to the end, once."""
    started = time.perf_counter()
    with Peak(told.idle_mb, worker) as peak:
        (report,) = one.importer.read_all(paths)
    told.whole, told.looking = time.perf_counter() - started, worker.spent_s
    told.app_mb, told.child_mb = peak.app, peak.child
    if (report.new, report.inspected) != (count, count) or not report.is_complete:
        raise SystemExit(f"the import came to {report}")


def once_more(one: House, paths: Sequence[Path], count: int, told: Measured) -> None:
    """Import what is held already."""
    started = time.perf_counter()
    (report,) = one.importer.read_all(paths)
    told.again.append(time.perf_counter() - started)
    if (report.new, report.known) != (0, count):
        raise SystemExit(f"the second import came to {report}")


def tell(told: Measured, count: int) -> bool:
    """Print what was measured; return whether every promise holds."""
    for name in ("bare", "listed", "first", "again"):
        values: list[float] = getattr(told, name)
        least, middle, most = min(values), statistics.median(values), max(values)
        print(f"{name:7} {least:7.2f} {middle:7.2f} {most:7.2f} s (least, middle, most)")
    listed = statistics.median(one / least for one, least in zip(told.listed, told.bare, strict=True))
    again = statistics.median(told.again) / statistics.median(told.listed)
    apart = told.whole - told.looking
    print(f"list to bare: {listed:.2f} (promised: at most {MOST_LIST})")
    print(f"again to list: {again:.3f} (promised: at most {MOST_AGAIN})")
    print(f"first picture after {statistics.median(told.first):.2f} s (promised: 3)")
    print(
        f"to the end: {told.whole:.0f} s, of them {told.looking:.0f} s for hashes, faces and small pictures"
        f" ({1000 * told.looking / count:.1f} ms each) and {apart:.0f} s for all else"
    )
    print(f"memory over the idle app: {told.app_mb:.0f} MB (promised: below {MOST_MEMORY_MB})")
    print(f"the process that decodes: {told.child_mb:.0f} MB")
    return listed <= MOST_LIST and again <= MOST_AGAIN and told.app_mb < MOST_MEMORY_MB


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
        told.idle_mb = _memory_mb()
        looking(one, worker, paths, count, told)
        for number in range(rounds):
            told.bare.append(bare(paths))
            listing(paths, folder / f"list-{number}", count, told)
            once_more(one, paths, count, told)
        one.close()
    return 0 if tell(told, count) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
