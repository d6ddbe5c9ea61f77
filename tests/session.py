"""Runs the tests in an empty home of their own, with a real keyring unlocked in it where this system has one.

    python -m tests.session            # everything, in two halves at the same time
    python -m tests.session WORDS      # words are handed to pytest

On Linux a message bus and a gnome-keyring are started for the tests alone; the person's own keyring is never touched.
The halves have each a home, a bus and a keyring of their own. The second one's report comes after the first one's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from tests.pds.install import NotInstalled, installed

_INSIDE = "--inside-session"
# Much of the first half is waiting for servers that drip or fall silent: beside it the rest costs hardly a minute more.
_HALVES = (
    ("tests/networks", "tests/journeys"),
    ("tests", "--ignore=tests/networks", "--ignore=tests/journeys"),
)
IN_SESSION = "OVEREXPOSED_TEST_SESSION"
"""The name in the environment that tells that home and message bus are the tests' own."""


def main(words: Sequence[str]) -> int:
    """Run pytest with these words and return its exit code."""
    if words and words[0] == _INSIDE:
        return _inside(words[1:])
    _install_server()
    return _session(words) if words else _both()


def _both() -> int:
    """Run the two halves at the same time; return an exit code that is not zero where one of theirs is not."""
    with ThreadPoolExecutor() as pool, tempfile.TemporaryFile() as told:
        second = pool.submit(_session, _HALVES[1], told)
        codes = (_session(_HALVES[0]), second.result())
        told.seek(0)
        shutil.copyfileobj(told, sys.stdout.buffer)
        sys.stdout.flush()
    return codes[0] or codes[1]


def _session(words: Sequence[str], told: IO[bytes] | None = None) -> int:
    """Run pytest with these words in a session of its own, and return its exit code. `told` takes what it says."""
    with tempfile.TemporaryDirectory(prefix="overexposed-tests-", ignore_cleanup_errors=True) as home:
        start = [sys.executable, "-m", "tests.session", _INSIDE, *words]
        if shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon"):
            start = ["dbus-run-session", "--", *start]
        return subprocess.run(start, check=False, env=environment(Path(home)), stdout=told).returncode


def _install_server() -> None:
    """Install the Bluesky server that some tests talk to; once, and outside the checkout. It takes some minutes."""
    try:
        installed()
    except NotInstalled as reason:
        # The tests that need it say the same, and fail where everything must run.
        print(reason, file=sys.stderr)


def environment(home: Path) -> dict[str, str]:
    """Return an environment whose home is this empty folder, and which knows no message bus of the person's."""
    held = dict(os.environ) | {IN_SESSION: "1"}
    # What takes minutes to install is kept outside the empty home.
    cache = Path(held.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    held.setdefault("OVEREXPOSED_PDS_CACHE", str(cache / "overexposed-pds"))
    for name, folder in {
        "HOME": "",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_CACHE_HOME": ".cache",
        "XDG_RUNTIME_DIR": "run",
    }.items():
        path = home / folder
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        held[name] = str(path)
    held.pop("DBUS_SESSION_BUS_ADDRESS", None)
    held.pop("OVEREXPOSED_HOME", None)
    held.setdefault("QT_QPA_PLATFORM", "offscreen")
    return held


def _inside(words: Sequence[str]) -> int:
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        subprocess.run(
            ["gnome-keyring-daemon", "--unlock", "--components=secrets"],
            check=True,
            input=b"a password for tests",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return subprocess.run([sys.executable, "-m", "pytest", *words], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
