"""What the tests of the cupboard share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.catalogue import Catalogue
from app.store.home import Store
from app.store.vault import SessionVault, Vault
from tests.store.keyrings import MemoryKeyring


@pytest.fixture
def keyring_backend() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def vault(keyring_backend: MemoryKeyring) -> Vault:
    return Vault(keyring_backend)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(folder: Path, vault: Vault) -> Iterator[Store]:
    """An encrypted store, its key in a keyring in memory."""
    opened = Store.open(folder, vault)
    yield opened
    opened.close()


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """A catalogue that touches no disk."""
    opened = Store.open(tmp_path, SessionVault(), in_memory=True)
    yield opened.catalogue
    opened.close()
