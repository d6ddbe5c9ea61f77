"""What holds for every test: no way out but loopback, and never the person's own home."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["tests.pds.fixtures"]


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let no test find the data folder of the person who runs it."""
    home: Path = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("OVEREXPOSED_HOME", str(home / "overexposed"))
