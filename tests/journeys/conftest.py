"""The whole app from outside: real commands in a real home with a real keyring, and a scan for secrets at the end."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest
from keyring.backends.SecretService import Keyring

from app.store.vault import Vault

HOUSE = Path(__file__).parents[2]
Record = Mapping[str, object]


@dataclass(slots=True)
class Terminal:
    """A terminal in which the app is started again and again on one home."""

    home: Path
    said: list[bytes] = field(default_factory=list[bytes])
    plain: bool = False

    def run(self, *words: str, code: int = 0, typed: str = "") -> list[Record]:
        """Run one command with --json; return the objects it printed, and demand its exit code.

        `typed` is handed to it on standard input.
        """
        options = ["--json", "--data-dir", str(self.home), *(["--plain-home"] if self.plain else [])]
        done = subprocess.run(
            [sys.executable, "-m", "app", *options, *words],
            cwd=HOUSE,
            check=False,
            capture_output=True,
            input=typed.encode(),
            timeout=55,
            env={**os.environ, "OVEREXPOSED_ALLOW_LOOPBACK": "1"},
        )
        self.said += [done.stdout, done.stderr]
        assert done.returncode == code, done.stderr.decode()
        assert b"Traceback" not in done.stderr
        return [cast("Record", json.loads(line)) for line in done.stdout.splitlines()]


@pytest.fixture
def vault() -> Vault:
    """The real keyring of this session."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        why = "there is no message bus with a keyring; `make test` starts one on Linux"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(why)
        pytest.skip(why)
    opened = Vault.open(Keyring())
    assert opened.is_usable
    return opened


@pytest.fixture
def token() -> str:
    """A sign-in token that must never be seen outside the keyring."""
    return "token-" + secrets.token_hex(24)


@pytest.fixture
def terminal(tmp_path: Path, vault: Vault, token: str) -> Iterator[Terminal]:
    """A terminal on an encrypted home; afterwards nothing on disk or on screen may hold a secret."""
    one = Terminal(tmp_path / "home")
    secrets_of_journey = [token.encode(), token.removeprefix("token-").encode()]
    yield one
    assert one.said
    places = {str(path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    places |= {f"output {number}": said for number, said in enumerate(one.said)}
    found = [name for name, data in places.items() for secret in secrets_of_journey if secret in data]
    assert found == []


@pytest.fixture
def plain_terminal(tmp_path: Path) -> Terminal:
    """A terminal on a home without encryption, for what needs no keyring."""
    return Terminal(tmp_path / "home", plain=True)
