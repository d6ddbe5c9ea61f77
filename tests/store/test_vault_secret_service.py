"""Secrets are kept in a real Secret Service: unlocked, locked, and never set up."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backends.SecretService import Keyring

from app.store.vault import Vault

HOUSE = Path(__file__).parents[2]


def _miss(why: str) -> None:
    """Skip where a person has no keyring at hand, but never where the whole suite must run."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture
def service() -> Vault:
    """The Secret Service of this session, unlocked."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        _miss(
            "there is no D-Bus session; run the tests by make, or under dbus-run-session with gnome-keyring"
        )
    try:
        usable = bool(Keyring.priority)
    except RuntimeError:
        usable = False
    if not usable:
        _miss("no Secret Service answers on this D-Bus session")
    vault = Vault.open(Keyring())
    assert vault.is_usable
    return vault


@pytest.fixture
def account(service: Vault) -> Iterator[str]:
    """An account name that nobody else has; it is forgotten after the test."""
    name = f"overexposed-test:{secrets.token_hex(8)}"
    yield name
    service.forget(name)


@pytest.mark.parametrize(
    "secret",
    ["short", "", "n\0l", "😀한é" * 10, "x" * 1300, "😀" * 5000],
    ids=lambda secret: str(len(secret)),
)
def test_a_real_keyring_gives_back_what_it_was_given(service: Vault, account: str, secret: str) -> None:
    service.keep(account, secret)
    assert service.read(account) == secret
    service.keep(account, secret[::-1])
    assert service.read(account) == secret[::-1]
    service.forget(account)
    service.forget(account)
    assert service.read(account) is None


def test_nothing_of_an_account_is_left_in_a_real_keyring(service: Vault, account: str) -> None:
    secretstorage = pytest.importorskip("secretstorage", reason="it is there on Linux only")
    service.keep(account, "x" * 5000)
    connection = secretstorage.dbus_init()
    try:
        collection = secretstorage.get_default_collection(connection)
        before = {item.get_label() for item in collection.get_all_items()}
        service.forget(account)
        after = {item.get_label() for item in collection.get_all_items()}
    finally:
        connection.close()
    assert len(before - after) == 6
    assert not any(account in label for label in before)


_TRY = """
import sys
from keyring.backends.SecretService import Keyring
from app.model.problem import Problem
from app.store.vault import Vault
vault = Vault(Keyring())
try:
    print(repr(vault.read("a") if sys.argv[1] == "read" else vault.keep("a", "kept before")))
except Problem as problem:
    print(type(problem).__name__)
"""
_UNLOCK = "printf '%s' \"$1\" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 &&"


def _session(home: Path, act: str, password: str | None) -> str:
    """Return what one act prints in a new D-Bus session; without a password nothing is unlocked."""
    unlock = "" if password is None else _UNLOCK
    environment = {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(HOUSE),
    }
    command = ["dbus-run-session", "--", "sh", "-c", f'{unlock} exec "$2" -c "$3" "$4"', "sh"]
    done = subprocess.run(
        [*command, password or "", sys.executable, _TRY, act],
        env=environment,
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    return done.stdout.strip()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a person who starts a new D-Bus session for each test."""
    if not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")):
        _miss("dbus-run-session and gnome-keyring-daemon are not installed")
    tmp_path.chmod(0o700)
    return tmp_path


def test_a_secret_outlives_the_session_and_a_locked_keyring_is_said(home: Path) -> None:
    assert _session(home, "keep", "right") == "None"
    assert _session(home, "read", "right") == "'kept before'"
    assert _session(home, "read", "wrong") == "KeyringLocked"
    assert _session(home, "keep", "wrong") == "KeyringLocked"
    assert _session(home, "read", None) == "KeyringLocked"


def test_a_keyring_that_was_never_set_up_is_said(home: Path) -> None:
    assert _session(home, "keep", None) == "KeyringLocked"
