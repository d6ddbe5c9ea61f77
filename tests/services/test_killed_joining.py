"""Killed while it signs in, the app leaves no token in the keyring that nothing lists."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.errors import KeyringLocked

import app.networks
from app.model.account import AccountKind
from app.services.house import House
from tests.services.harbour import HarbourServer, harbour
from tests.services.killed_joining import STEPS, house_of
from tests.services.test_connect import MINA
from tests.store.keyrings import FolderKeyring

HOUSE = Path(__file__).parents[2]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[HarbourServer]:
    monkeypatch.setattr(app.networks, "NETWORKS", (harbour(),))
    monkeypatch.setattr("app.services.connect.NETWORKS", (harbour(),))
    monkeypatch.setattr("app.services.forget.NETWORKS", (harbour(),))
    with HarbourServer() as one:
        yield one


def signed_in(tmp_path: Path, server: HarbourServer, step: str) -> str:
    """Sign in in a process that dies at this step; return what it said."""
    (tmp_path / "keys").mkdir(exist_ok=True)
    told = subprocess.run(
        [sys.executable, "-m", "tests.services.killed_joining", str(tmp_path / "home"), server.url, step],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert (told.returncode == 0) is (step == "never"), told.stderr
    return told.stdout.strip()


def secrets_in(tmp_path: Path) -> int:
    return sum("s3cret" in path.read_text(encoding="utf-8") for path in (tmp_path / "keys").iterdir())


@pytest.fixture
def after(tmp_path: Path) -> Iterator[House]:
    """The next start, over the same home and the same keyring."""
    house = house_of(tmp_path / "home", FolderKeyring(tmp_path / "keys"))
    yield house
    if house.open_store is not None:
        house.open_store.close()


@pytest.mark.parametrize("step", STEPS)
def test_the_next_start_holds_the_account_exactly_where_the_keyring_holds_its_token(
    tmp_path: Path, server: HarbourServer, after: House, step: str
) -> None:
    assert signed_in(tmp_path, server, step) == ("connected" if step == "never" else "")
    assert secrets_in(tmp_path) == (0 if step == "before" else 1)
    accounts = after.store.catalogue.accounts()
    assert [(one.id, one.kind) for one in accounts] == (
        [] if step == "before" else [(MINA, AccountKind.CONNECTED)]
    )
    assert after.store.catalogue.joining() == []
    if accounts:
        after.connector.disconnect(MINA)
        assert secrets_in(tmp_path) == 0


class Locked(FolderKeyring):
    """A keyring that does not open until somebody unlocks it."""

    locked = True

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return super().get_password(service, username)


def test_a_keyring_that_is_locked_at_the_start_hides_nothing_that_is_forgotten_later(
    tmp_path: Path, server: HarbourServer
) -> None:
    signed_in(tmp_path, server, "after")
    keyring = Locked(tmp_path / "keys")
    house = house_of(tmp_path / "home", keyring)
    # The catalogue opens all the same; the sign-in stays noted.
    assert house.store.catalogue.accounts() == []
    assert [one.id for one in house.store.catalogue.joining()] == [MINA]
    keyring.locked = False
    house.eraser.everything()
    assert secrets_in(tmp_path) == 0
