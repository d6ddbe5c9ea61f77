"""A terminal that knows few letters, and a person who presses Ctrl+C, end no command with a riddle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports.instagram import picture, write_folder

HOUSE = Path(__file__).parents[2]


def _command(home: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "app", "--plain-home", "--data-dir", str(home), *words]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_name_in_korean_is_shown_on_any_terminal_and_json_is_utf_8(tmp_path: Path, encoding: str) -> None:
    folder = write_folder(tmp_path / "pictures", {"한강.jpg": picture(3)})
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    said: list[bytes] = []
    for words in (("import", str(folder)), ("photos",), ("photos", "--json")):
        done = subprocess.run(
            _command(tmp_path / "home", *words), cwd=HOUSE, check=False, capture_output=True, env=environment
        )
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
    assert "한강.jpg".encode() in said[1] or rb"\ud55c\uac15.jpg" in said[1]
    assert json.loads(said[2].decode("utf-8"))["source_path"] == "한강.jpg"


@pytest.fixture
def _heeds_ctrl_c() -> Iterator[None]:
    """A shell that starts the tests in the background has them ignore Ctrl+C; the program must not inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
@pytest.mark.usefixtures("_heeds_ctrl_c")
def test_ctrl_c_ends_with_one_sentence_and_keeps_what_was_kept(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "pictures", {f"{number}.jpg": picture(number) for number in range(400)})
    started = subprocess.Popen(
        _command(tmp_path / "home", "import", str(folder)),
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until = time.monotonic() + 30
    while not (tmp_path / "home" / "catalogue.db").exists() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.5)
    os.killpg(started.pid, signal.SIGINT)
    _out, err = started.communicate(timeout=30)
    assert started.returncode == 130, err
    assert b"Stopped." in err
    assert b"Traceback" not in err
    again = subprocess.run(
        _command(tmp_path / "home", "import", "--json", str(folder)),
        cwd=HOUSE,
        check=True,
        capture_output=True,
    )
    assert json.loads(again.stdout)["photos"] == 400
