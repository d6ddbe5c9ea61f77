"""A picture that crashes, hangs or fools a decoder harms nothing but itself."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.analysis.looked import Looked
from app.analysis.worker import FILE_CAP, Worker
from app.model.problem import PictureUnreadable
from tests.analysis.pictures import astronaut, camera_exif, encoded, landscape, with_place, with_thumbnail
from tests.analysis.test_picture import png

ROOT = Path(__file__).resolve().parents[2]

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits address space")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals that stop a process")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as shared:
        yield shared


@pytest.fixture(scope="module")
def portrait() -> bytes:
    return encoded(astronaut())


def failed(looked: Looked) -> str:
    assert looked.inspection.failed is not None
    assert looked.thumbnail == b""
    return str(looked.inspection.failed)


def is_gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has collected yet has ended, too."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return told.stdout.strip()[:1] in {"", "Z"}


def within_seconds(limit: float, pid: int) -> bool:
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if is_gone(pid):
            return True
        time.sleep(0.05)
    return False


def test_a_picture_is_looked_into_in_another_process(worker: Worker, portrait: bytes) -> None:
    looked = worker.inspect(portrait)
    assert looked.inspection.failed is None
    assert len(looked.inspection.faces) == 1
    assert looked.thumbnail.startswith(b"\xff\xd8")
    assert worker.pid not in {None, os.getpid()}


def test_a_path_is_read_in_the_child(worker: Worker, portrait: bytes, tmp_path: Path) -> None:
    path = tmp_path / "portrait 서울.jpg"
    path.write_bytes(portrait)
    assert worker.inspect(path) == worker.inspect(portrait)


def test_a_path_that_cannot_be_read_is_told(worker: Worker, tmp_path: Path) -> None:
    assert "cannot be opened" in failed(worker.inspect(tmp_path / "gone.jpg"))
    assert "cannot be opened" in failed(worker.inspect(tmp_path))


def test_a_file_that_is_too_large_is_not_read(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.truncate(FILE_CAP + 1)
    assert "too large" in failed(worker.inspect(path))


@pytest.mark.parametrize(
    "data",
    [b"", b"nothing", encoded(astronaut())[:4000], png(60_000, 60_000), png(9000, 9000)],
    ids=["empty", "no picture", "cut off", "a bomb", "a claim without data"],
)
def test_a_bad_picture_is_told_and_the_same_child_goes_on(
    worker: Worker, portrait: bytes, data: bytes
) -> None:
    worker.inspect(portrait)
    child = worker.pid
    assert failed(worker.inspect(data))
    assert worker.inspect(portrait).inspection.failed is None
    assert worker.pid == child


@posix_only
def test_a_picture_that_hangs_is_stopped_and_the_next_one_is_read(portrait: bytes) -> None:
    with Worker(time_limit=0.5) as worker:
        worker.inspect(portrait)
        stuck = worker.pid
        assert stuck is not None
        os.kill(stuck, signal.SIGSTOP)
        assert "too long" in failed(worker.inspect(portrait))
        assert is_gone(stuck)
        assert worker.inspect(portrait).inspection.failed is None
        assert worker.pid != stuck


@posix_only
def test_a_child_that_hangs_before_it_reads_is_stopped_too() -> None:
    with Worker(time_limit=0.5) as worker:
        worker.inspect(b"warm")
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGSTOP)
        # Far more than a pipe holds, so that already handing it over does not end.
        assert "too long" in failed(worker.inspect(b"x" * 5_000_000))


@linux_only
def test_a_child_that_cannot_start_blames_no_picture(portrait: bytes) -> None:
    # Too little for the libraries themselves: as if one of them were missing on this computer.
    with Worker(memory_limit=150_000_000) as worker:
        for _ in range(2):
            with pytest.raises(PictureUnreadable, match="does not start") as told:
                worker.inspect(portrait)
            assert told.value.remedy is not None


def worked(pid: int) -> int:
    """Return the processor time that a process has used, in hundredths of a second (proc_pid_stat, fields 14 and 15)."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(told[11]) + int(told[12])


@linux_only
def test_a_picture_that_crashes_the_child_is_told_and_the_next_one_is_read(portrait: bytes) -> None:
    slow = png(10_900, 10_900, data=bytes(10_900 * (3 * 10_900 + 1)))
    with Worker() as worker, ThreadPoolExecutor() as pool:
        worker.inspect(portrait)
        child = worker.pid
        assert child is not None
        before = worked(child)
        waiting = pool.submit(worker.inspect, slow)
        while worked(child) < before + 10:
            time.sleep(0.01)
        os.kill(child, signal.SIGSEGV)
        assert "crash" in failed(waiting.result())
        assert worker.inspect(portrait).inspection.failed is None


@posix_only
def test_a_child_that_falls_between_two_pictures_blames_neither(portrait: bytes) -> None:
    with Worker() as worker:
        worker.inspect(portrait)
        child = worker.pid
        assert child is not None
        os.kill(child, signal.SIGKILL)
        assert within_seconds(5, child)
        assert worker.inspect(portrait).inspection.failed is None
        assert worker.pid != child


@linux_only
def test_a_picture_that_takes_all_memory_is_told() -> None:
    # Enough for the libraries, not for a 110 MP picture beside them.
    with Worker(memory_limit=600_000_000) as worker:
        assert "memory" in failed(worker.inspect(png(11_000, 10_000)))
        assert worker.inspect(encoded(astronaut())).inspection.failed is None


def test_threads_take_turns_and_each_gets_its_own_picture(worker: Worker) -> None:
    pictures = {seed: encoded(landscape(200 + seed, 150, seed)) for seed in range(12)}
    with ThreadPoolExecutor(4) as pool:
        looked = dict(zip(pictures, pool.map(worker.inspect, pictures.values()), strict=True))
    assert {seed: one.inspection.width for seed, one in looked.items()} == {
        seed: 200 + seed for seed in pictures
    }


def test_closing_twice_is_closing_once(portrait: bytes) -> None:
    worker = Worker()
    worker.inspect(portrait)
    child = worker.pid
    assert child is not None
    worker.close()
    worker.close()
    assert is_gone(child)
    with pytest.raises(PictureUnreadable, match="closed"):
        worker.inspect(portrait)
    with pytest.raises(PictureUnreadable, match="closed"):
        worker.start()


def test_a_worker_that_never_worked_starts_no_process() -> None:
    with Worker() as worker:
        assert worker.pid is None


@posix_only
def test_closing_does_not_wait_for_a_picture_and_marks_none_as_bad(portrait: bytes) -> None:
    worker = Worker()
    worker.inspect(portrait)
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGSTOP)
    caught: list[str] = []

    def ask() -> None:
        try:
            worker.inspect(portrait)
        except PictureUnreadable as problem:
            caught.append(str(problem))

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.1)
    begun = time.monotonic()
    worker.close()
    thread.join()
    assert time.monotonic() - begun < 5
    assert caught == ["The app was closed before this picture was looked at."]


@posix_only
def test_the_child_ends_when_the_parent_is_killed() -> None:
    script = (
        "import sys, time\n"
        "from app.analysis.worker import Worker\n"
        "worker = Worker()\n"
        "worker.inspect(b'warm')\n"
        "print(worker.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert not is_gone(child)
        parent.kill()
        parent.wait()
        assert within_seconds(10, child)


def test_the_app_itself_loads_no_decoder() -> None:
    script = (
        "import sys, app.analysis, app.analysis.worker, app.analysis.cities\n"
        "print(sorted({'numpy', 'PIL', 'onnxruntime', 'zxingcpp', 'pillow_heif'} & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert told.stdout.strip() == "[]"


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Damage a file as discs, networks and attackers do: flipped, overwritten, missing and added bytes."""
    damaged = bytearray(data)
    for _ in range(dice.choice([1, 2, 5, 20])):
        place = dice.randrange(min(len(damaged), dice.choice([64, 600, 10**9])))
        match dice.randrange(5):
            case 0 | 1:
                damaged[place] = dice.randrange(256)
            case 2:
                damaged[place : place + 4] = dice.choice([b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff"])
            case 3:
                del damaged[place : place + dice.randrange(1, 30)]
            case _:
                damaged[place:place] = dice.randbytes(20)
        if len(damaged) < 16:
            break
    return bytes(damaged)


def test_two_hundred_damaged_files_end_in_words_and_never_in_a_crash(worker: Worker) -> None:
    dice = random.Random(2026)
    small = astronaut().resize((160, 160))
    exif = with_place(camera_exif())
    files = [encoded(small, file_format, exif) for file_format in ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")]
    files += [encoded(small, "GIF"), with_thumbnail(small, small.resize((80, 80)))]
    worker.inspect(files[0])
    child = worker.pid
    for number in range(200):
        looked = worker.inspect(mutated(dice.choice(files), dice))
        assert looked.inspection.failed is not None or looked.thumbnail, number
    assert worker.pid == child


@posix_only
def test_ctrl_c_does_not_reach_a_child_that_is_still_being_born(
    portrait: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with Worker() as fresh:
        fresh.start()
        born = fresh.pid
        assert born is not None
        os.kill(born, signal.SIGINT)
        assert fresh.inspect(portrait).inspection.failed is None
        assert fresh.pid == born
    assert "Traceback" not in capfd.readouterr().err
