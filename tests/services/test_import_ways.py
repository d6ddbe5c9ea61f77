"""An import as a person meets it: pictures at once, Stop at once, a second time in no time, and nothing hidden."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

import app
from app.model.filter import Filter
from app.model.look import SeenPhoto
from app.model.problem import UnreadableArchive
from app.model.text import Text
from app.networks.network import FIRST_SHOWN
from app.services.bring_in import BATCH
from app.services.completeness import missing, parts
from app.services.house import House
from app.services.progress import Cancelled, Progress
from tests.exports.instagram import export as plain_export
from tests.exports.instagram import media, picture, write_folder, write_zipped
from tests.exports.instagram_life import export, uri
from tests.exports.person import LIFE, TWICE, in_parts


def of_many(count: int) -> dict[str, bytes]:
    listed = [media(f"media/posts/202009/p{one}.jpg", 1_600_000_000 + one) for one in range(count)]
    return plain_export(listed, None, **{f"p{one}": picture(one) for one in range(count)})


class Told(Progress):
    def __init__(self) -> None:
        self.steps: list[tuple[int, int | None]] = []

    def step(self, done: int, total: int | None = None, says: Text | None = None) -> None:
        self.steps.append((done, total))


def test_the_first_pictures_are_looked_at_before_the_list_is_read_to_its_end(
    house: House, tmp_path: Path
) -> None:
    path = write_folder(tmp_path / "export", of_many(FIRST_SHOWN + BATCH + 1) | {})
    held: list[int] = []

    def stop_at_first(_seen: SeenPhoto) -> None:
        held.append(house.browser.count(Filter()))
        if len(held) == FIRST_SHOWN + 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        house.importer.read_all([path], on_photo=stop_at_first)
    assert held == [FIRST_SHOWN] * FIRST_SHOWN + [FIRST_SHOWN + BATCH + 1]


def test_a_total_is_told_once_it_is_known_and_counts_up_to_it(house: House, tmp_path: Path) -> None:
    told = Told()
    house.importer.read_all([write_zipped(tmp_path / "export.zip", of_many(FIRST_SHOWN + 5))], told)
    counted = [step for step in told.steps if step[1] is not None]
    assert counted == [(done, 5) for done in range(6)]
    assert all(total is None for _, total in told.steps[: -len(counted)])


class StopsWhile(Progress):
    """Stop is pressed while a picture is being looked at: from then on every poll tells so."""

    def __init__(self) -> None:
        self.pressed = threading.Event()
        self.pressed_at = 0.0

    def press(self) -> None:
        self.pressed_at = time.monotonic()
        self.pressed.set()

    def step(self, done: int, total: int | None = None, says: Text | None = None) -> None:
        self.poll()

    def poll(self) -> None:
        if self.pressed.is_set():
            raise Cancelled


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that holds a process still")
def test_stop_does_not_wait_for_the_picture_that_is_being_looked_at(
    build: Callable[[], House], tmp_path: Path
) -> None:
    house = build()
    # The child cannot answer while it is held, as with a picture that takes long.
    house.worker.inspect(picture(1))
    child = house.worker.pid
    path = write_folder(tmp_path / "export", of_many(3))
    progress = StopsWhile()
    with held_still(child or 0):
        timer = threading.Timer(0.3, progress.press)
        timer.start()
        with pytest.raises(Cancelled):
            house.importer.read_all([path], progress)
    # Stop has to be heard in a moment, not after the 30 seconds that a picture may take.
    assert time.monotonic() - progress.pressed_at < 5
    report = house.importer.read_all([path])[0]
    assert (report.new + report.known, report.inspected) == (3, 3)


@contextmanager
def held_still(process: int) -> Generator[None]:
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        # Given up meanwhile, it may be gone.
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)


def test_an_unchanged_export_is_known_again_with_the_same_report(house: House, tmp_path: Path) -> None:
    files = of_many(4)
    del files["media/posts/202009/p1.jpg"]
    path = write_zipped(tmp_path / "export.zip", files)
    first = house.importer.read_all([path])[0]
    again = house.importer.read_all([path])[0]
    assert again == replace(first, new=0, known=4, inspected=0)
    assert again.missing == ("media/posts/202009/p1.jpg",)


@pytest.mark.parametrize("packed", [True, False])
def test_a_changed_export_is_read_anew(house: House, tmp_path: Path, packed: bool) -> None:
    def write(count: int) -> Path:
        files = of_many(count)
        return write_zipped(tmp_path / "e.zip", files) if packed else write_folder(tmp_path / "e", files)

    house.importer.read_all([write(3)])
    report = house.importer.read_all([write(4)])[0]
    assert (report.new, report.known, report.inspected) == (1, 3, 1)


def test_what_was_forgotten_since_is_read_anew(house: House, tmp_path: Path) -> None:
    path = write_zipped(tmp_path / "export.zip", of_many(3))
    (account,) = house.importer.read_all([path])[0].accounts
    house.store.catalogue.forget_account(account)
    assert house.importer.read_all([path])[0].new == 3


def test_a_newer_version_of_the_app_reads_an_export_anew(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_zipped(tmp_path / "export.zip", of_many(3))
    house.importer.read_all([path])
    account = house.browser.accounts()[0]
    house.store.catalogue.keep_account(replace(account, name="?"))
    house.importer.read_all([path])
    assert house.browser.accounts()[0].name == "?", "nothing was read"
    monkeypatch.setattr("app.services.bring_in.__version__", app.__version__ + "1")
    house.importer.read_all([path])
    assert house.browser.accounts()[0].name == "Mara Lindqvist"


def test_what_cannot_be_read_is_told_and_the_rest_is_read(house: House, tmp_path: Path) -> None:
    bad = tmp_path / "letters.zip"
    bad.write_bytes(b"PK\x03\x04 not really")
    (report,) = house.importer.read_all([bad, write_zipped(tmp_path / "export.zip", of_many(2))])
    assert report.new == 2
    assert any("letters.zip" in str(line) for line in missing(report))
    with pytest.raises(UnreadableArchive):
        house.importer.read_all([bad])


def test_a_lost_part_is_told_by_its_name_and_by_its_pictures(house: House, tmp_path: Path) -> None:
    files = export()
    lists = {name: data for name, data in files.items() if name.endswith(".json")}
    pictures = {name: data for name, data in files.items() if name not in lists and not name.endswith(".mp4")}
    write_zipped(tmp_path / "takeout-20260516T230250Z-001.zip", lists)
    held = in_parts(
        tmp_path, "", pictures, 3, lost=[2], name=lambda one: f"takeout-20260516T230250Z-{one + 1:03}.zip"
    )
    # The others lie beside the one that was chosen.
    (report,) = house.importer.read_all([tmp_path / "takeout-20260516T230250Z-001.zip"])
    assert report.parts == 3
    assert report.parts_missing == ("takeout-20260516T230250Z-003.zip",)
    assert set(report.missing) == set(list(pictures)[1::3])
    assert "3 files" in str(parts(report))
    assert not report.is_complete
    lost = in_parts(tmp_path / "late", "", pictures, 3, lost=[1, 3])
    (again,) = house.importer.read_all([tmp_path / "takeout-20260516T230250Z-001.zip", *lost])
    assert (again.new, again.missing) == (0, ())
    assert again.inspected == len(report.missing)
    assert len(held) == 2


def test_the_same_file_posted_twice_is_known_as_twins(house: House, tmp_path: Path) -> None:
    house.importer.read_all([write_folder(tmp_path / "export", export())])
    photos = {photo.key: photo for photo in house.browser.photos(Filter())}
    beach = next(shot for shot in LIFE if shot.name == "beach")
    assert photos[uri("posts", beach)].id in photos[uri("posts", TWICE)].twins
