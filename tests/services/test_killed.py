"""Killed at any moment, a sync goes on where it was and the queue does nothing twice and forgets nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

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
