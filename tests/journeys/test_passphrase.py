"""Without a keyring, whoever sits at the terminal locks the catalogue with a passphrase; nobody else gets in."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
GOOD, WRONG = "correct horse", "wrong horse"


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}


def _typed(home: Path, answers: list[str]) -> tuple[int, str]:
    """Run `score` in a terminal, type an answer at each question, and return its exit code and what it showed."""
    import pty  # noqa: PLC0415  # Windows has none

    child, screen = pty.fork()
    if child == 0:
        os.chdir(HOUSE)
        command = [sys.executable, "-m", "app", "--data-dir", str(home), "score"]
        os.execve(sys.executable, command, _environment())
    shown, until = b"", time.monotonic() + 15
    while time.monotonic() < until:
        if not select.select([screen], [], [], 0.5)[0]:
            continue
        try:
            read = os.read(screen, 4096)
        except OSError:  # how a pseudo-terminal says that the other end is closed
            break
        if not read:
            break
        shown += read
        if answers and shown.rstrip().endswith(b":"):
            os.write(screen, answers.pop(0).encode() + b"\n")
            shown += b"(typed)"
    else:
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(screen)
    return code, shown.decode()


@pytest.mark.skipif(
    sys.platform != "linux", reason="other systems always have a keyring, and Windows no pseudo-terminal"
)
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_passphrase_is_chosen_asked_for_and_the_wrong_one_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    code, shown = _typed(home, [GOOD, WRONG])
    assert code == 3, shown
    code, shown = _typed(home, [GOOD, GOOD])
    assert code == 0, shown
    assert "New passphrase" in shown
    code, shown = _typed(home, [GOOD])
    assert code == 0, shown
    code, shown = _typed(home, [WRONG])
    assert code == 3
    assert "does not open" in shown
    assert GOOD not in shown
    for path in home.rglob("*"):
        assert not path.is_file() or GOOD.encode() not in path.read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a keyring")
def test_where_nobody_can_be_asked_it_says_so_and_makes_no_catalogue(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "--data-dir", str(tmp_path / "home"), "score"]
    done = subprocess.run(
        command,
        cwd=HOUSE,
        env=_environment(),
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 3
    assert "keyring" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "home" / "catalogue.db").exists()
