"""Killed at any moment, a sync or an import goes on where it was; the queue does nothing twice and forgets nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.exports import instagram_life
from tests.exports.person import LIFE, in_parts
from tests.services.harbour import HarbourServer

HOUSE = Path(__file__).parents[2]
TOKEN = "a token for tests"


def start(home: Path, server: HarbourServer, verb: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.services.killed", str(home), server.url, TOKEN, verb],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def finish(home: Path, server: HarbourServer, verb: str) -> str:
    running = start(home, server, verb)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 0, err.decode()
    return out.decode().strip()


def killed(home: Path, server: HarbourServer, verb: str, chance: random.Random) -> bool:
    """Kill a run some time after its first request; False where it came to its end before."""
    asked = len(server.asked)
    running = start(home, server, verb)
    until = time.monotonic() + 30
    while len(server.asked) == asked and running.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.15))
    running.kill()
    running.communicate(timeout=30)
    return running.returncode != 0


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.node.name)


def test_a_killed_sync_and_a_killed_queue_lose_nothing_and_do_nothing_twice(
    tmp_path: Path, chance: random.Random
) -> None:
    home = tmp_path / "home"
    with HarbourServer() as server:
        server.fill(60)
        server.tokens[TOKEN] = {"read", "change", "delete"}
        kills = sum(killed(home, server, "sync", chance) for _ in range(4))
        assert finish(home, server, "sync") == "done"
        assert finish(home, server, "agree") == "60"
        kills += sum(killed(home, server, "run", chance) for _ in range(4))
        assert finish(home, server, "run") == "left 0"
        assert server.posts == {}
        deleted = [path for method, path in server.asked if method == "DELETE"]
        # What was sent and not noted before a kill is sent once more, and was gone then; nothing else is.
        assert set(deleted) == {f"/posts/{one}" for one in range(1, 61)}
        assert len(deleted) - 60 <= 4
        assert kills >= 2


def importing(home: Path, export: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.services.killed", str(home), str(export), "import"],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def test_a_killed_import_goes_on_and_looks_at_no_picture_twice(tmp_path: Path, chance: random.Random) -> None:
    shots = [replace(shot, name=f"{number}_{shot.name}") for number in range(3) for shot in LIFE]
    (export,) = in_parts(tmp_path, "instagram", instagram_life.export(shots), 1)
    home = tmp_path / "home"
    seen = 0
    for _ in range(3):
        running = importing(home, export)
        assert running.stdout is not None
        assert running.stdout.readline() == b".\n", "the first picture is looked at"
        time.sleep(chance.uniform(0, 0.2))
        running.kill()
        out, _ = running.communicate(timeout=30)
        seen += 1 + out.count(b".")
    running = importing(home, export)
    out, err = running.communicate(timeout=120)
    assert running.returncode == 0, err.decode()
    new, known, inspected = map(int, out.decode().split("\n")[-2].split())
    whole = new + known
    # Portraits, stories and what hangs elsewhere are in the export beside the posts.
    assert whole > len(shots)
    # What was looked at and kept, but not told yet before a kill, is not looked at again.
    assert whole - seen - 3 <= inspected <= whole - seen
    again = importing(home, export)
    out, _ = again.communicate(timeout=60)
    assert out.decode().split() == ["0", str(whole), "0"]
