"""How fast and how small an import is: python -m benchmarks.imports [LAYOUT] [FILES] [MEGABYTES] [ROUNDS].

An export of 20,000 pictures and 2 GB in four ZIP parts is made in a temporary folder, then imported in this one run:

- `bare` opens every member of every part, reads it whole, and json.loads every JSON file: the least that any reader does.
- `list` is the import until every photo that the export names is kept in a catalogue on disk. Promised: at most 1.6
  times bare.
- `again` is the whole second import of the same parts. Promised: at most 0.15 times `list`, and a catalogue that was
  not changed by it.
- `look` is what comes after the list, once: each picture's hash, faces, small picture and findings. It is counted apart.
- Memory is what this process takes over what it took before the import, at most. Promised: less than 300 MB. The process
  that decodes pictures is told beside it.
"""

from __future__ import annotations

import io
import itertools
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
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image, ImageDraw

from app.analysis.worker import Worker
from app.model.filter import Filter
from app.model.report import ImportReport
from app.model.text import Text
from app.networks.web import Web
from app.services.house import House, Parts
from app.services.progress import SILENT, Cancelled, Progress
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
    for numbers in itertools.batched(range(count), 2) if sys.version_info >= (3, 12) else _pairs(count):
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


def _pairs(count: int) -> Iterator[tuple[int, ...]]:
    return (tuple(range(one, min(one + 2, count))) for one in range(0, count, 2))


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


class ListOnly(Progress):
    """Stops the import where it begins to look at the pictures one by one, as the person's Stop would."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.first_s = 0.0
        self._began = time.perf_counter()

    def step(self, done: int, total: int | None = None, says: Text | None = None) -> None:
        """Note when the first photos were kept; stop once a total is told, for that is the looking."""
        if done and not self.first_s:
            self.first_s = time.perf_counter() - self._began
        if total is not None and done >= 0 and total > 0 and self._count:
            raise Cancelled


class Peak:
    """Watches how much memory this process and the one that decodes take at most, in MB."""

    def __init__(self, house: House) -> None:
        self._before = _memory_mb()
        self.app = self.child = 0.0
        self._house = house
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
            self.child = max(self.child, sum(map(_memory_mb, _children())))


def _memory_mb(process: str = "self") -> float:
    """Return the memory that a process holds now, in MB; 0 where it is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 1e6


def _children() -> list[str]:
    try:
        return Path("/proc/self/task/self/children").read_text(encoding="ascii").split()
    except OSError:
        main = Path("/proc/self/task") / Path("/proc/self").readlink().name / "children"
        return main.read_text(encoding="ascii").split()


def house(folder: Path) -> House:
    """Return a house of real parts with a catalogue on disk, as the terminal has it."""
    vault = SessionVault()
    return House(
        Parts(
            open_store=lambda _key: Store.open(folder, vault, plain=True),
            open_vault=lambda: vault,
            open_web=lambda progress: Web(poll=progress.poll),
            start_worker=Worker,
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


def listing(paths: Sequence[Path], folder: Path, count: int) -> tuple[float, float, int]:
    """Return seconds until all photos are kept, until the first are, and how many there are."""
    one = house(folder)
    one.browser.count(Filter())
    progress, started = ListOnly(count), time.perf_counter()
    try:
        one.importer.read_all(paths, progress)
    except Cancelled:
        pass
    seconds = time.perf_counter() - started
    held = one.browser.count(Filter())
    one.close()
    return seconds, progress.first_s, held


def main(words: Sequence[str]) -> int:
    name = words[0] if words else next(iter(LAYOUTS))
    count, megabytes, rounds = (int(one) for one in [*words[1:], *("20000", "2000", "5")[len(words[1:]) :]])
    with tempfile.TemporaryDirectory(prefix="overexposed-") as temporary:
        folder = Path(temporary)
        paths = make(folder, LAYOUTS[name], count, megabytes)
        print("made", sum(p.stat().st_size for p in paths))
        for r in range(rounds):
            print("bare", bare(paths), flush=True)
            print("list", listing(paths, folder / f"home{r}", count), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
