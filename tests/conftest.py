"""What holds for every test: no way out but loopback, and never the person's own home or keyring."""

from __future__ import annotations

import os
import tempfile
from itertools import count
from pathlib import Path

import pytest

from tests.session import IN_SESSION, environment

pytest_plugins = ["tests.pds.fixtures"]

_numbers = count()


def pytest_configure(config: pytest.Config) -> None:
    """Give the tests an empty home, also where they were not started by `make test`.

    The person's own message bus is then out of reach, and with it their keyring.
    """
    if os.environ.get(IN_SESSION):
        return
    home = tempfile.TemporaryDirectory(prefix="overexposed-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    held = environment(Path(home.name))
    for name in os.environ.keys() - held.keys():
        del os.environ[name]
    os.environ.update(held)


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let no test find the data folder of the person who runs it, nor that of another test."""
    monkeypatch.setenv("OVEREXPOSED_HOME", str(tmp_path_factory.getbasetemp() / f"home-{next(_numbers)}"))
