"""A lock keeps every other thread and window out, and nothing of it outlives a crash."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.model.account import AccountId
from app.model.problem import CatalogueLocked
from app.model.sign_in import Grant
from app.store.grants import Grants
from app.store.locks import LOCK_PREFIX, Locks
from app.store.vault import SessionVault

HOUSE = Path(__file__).parents[2]
_HOLDING = """
import sys, time
from pathlib import Path
from app.store.locks import Locks
with Locks(Path(sys.argv[1])).held("queue", 0):
    print("held", flush=True)
    time.sleep(60)
"""


def holding(folder: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _HOLDING, str(folder)],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def test_another_window_is_kept_out_until_it_is_killed(tmp_path: Path) -> None:
    child = holding(tmp_path)
    try:
        with pytest.raises(CatalogueLocked), Locks(tmp_path).held("queue", 0):
            pytest.fail("two held one lock")
        with Locks(tmp_path).held("another", 0):
            pass
    finally:
        child.kill()
        child.communicate(timeout=30)
    with Locks(tmp_path).held("queue", 0):
        pass


@pytest.mark.parametrize("there", [True, False], ids=["in a folder", "in memory"])
def test_another_thread_is_kept_out(tmp_path: Path, *, there: bool) -> None:
    locks = Locks(tmp_path if there else tmp_path / "none")
    said: list[str] = []

    def enter() -> None:
        try:
            with locks.held("queue", 0):
                said.append("in")
        except CatalogueLocked as locked:
            said.append(str(locked))

    with locks.held("queue", 0):
        other = threading.Thread(target=enter)
        other.start()
        other.join(timeout=30)
    enter()
    assert len(said) == 2
    assert said[0] != "in"
    assert said[1] == "in"


def test_a_second_house_in_the_same_process_does_not_break_the_first_ones_lock(tmp_path: Path) -> None:
    with Locks(tmp_path).held("queue", 0):
        for _ in range(2):
            with pytest.raises(CatalogueLocked), Locks(tmp_path).held("queue", 0):
                pytest.fail("two held one lock")
        # The lock itself must have survived those two: another process sees it still.
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _HOLDING, str(tmp_path)],
            cwd=HOUSE,
            check=False,
            capture_output=True,
            text=True,
            timeout=30,
        )
        assert "CatalogueLocked" in done.stderr


def test_the_name_of_a_lock_does_not_tell_whose_sign_in_it_guards(tmp_path: Path) -> None:
    grants = Grants(SessionVault(), tmp_path)
    for number in range(200):
        with grants.locked(AccountId(f"mastodon:person{number}@server.example")):
            pass
    names = {path.name for path in tmp_path.iterdir()}
    assert len(names) <= 16
    assert all(name.startswith(LOCK_PREFIX) for name in names)
    assert [path.name for path in tmp_path.iterdir() if b"person" in path.read_bytes()] == []


def test_a_renewal_on_its_way_cannot_bring_back_a_sign_in_that_was_ended(tmp_path: Path) -> None:
    grants = Grants(SessionVault(), tmp_path)
    mina = AccountId("harbour:mina")
    grants.write(mina, Grant(secrets={"token": "old"}))
    renewing, ended = threading.Event(), threading.Event()

    def renew() -> None:
        with grants.locked(mina):
            renewing.set()
            ended.wait(timeout=0.3)
            grants.write(mina, Grant(secrets={"token": "new"}))

    other = threading.Thread(target=renew)
    other.start()
    assert renewing.wait(timeout=10)
    grants.forget(mina)
    ended.set()
    other.join(timeout=30)
    assert grants.read(mina) is None
