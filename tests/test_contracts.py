"""Each contract between the rooms is real: a forbidden import put into a copy of the house breaks it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]

# Where somebody might be tempted, what they would write, and the contract that holds them.
TEMPTATIONS = [
    ("app/model/text.py", "import app.store.home", "The floors of the house"),
    ("app/services/look.py", "import app.cli.command", "The floors of the house"),
    ("app/letters/compose.py", "import app.store.data", "The floors of the house"),
    ("app/analysis/place.py", "import app.networks.web", "The floors of the house"),
    ("app/cli/look.py", "import app.ui.theme", "The floors of the house"),
    ("app/services/look.py", "import PySide6.QtCore", "Qt lives in ui"),
    ("app/cli/look.py", "import PySide6.QtWidgets", "Qt lives in ui"),
    ("app/__main__.py", "import PySide6.QtCore", "Qt lives in ui"),
    ("app/resources.py", "import sqlite3", "SQL and the keyring live in store"),
    ("app/services/look.py", "import apsw", "SQL and the keyring live in store"),
    ("app/ui/theme.py", "import keyring", "SQL and the keyring live in store"),
    ("app/analysis/place.py", "import requests", "The web has one door"),
    ("app/networks/mastodon/listing.py", "import http.client", "The web has one door"),
    ("app/networks/container_zip.py", "import urllib3", "The web has one door"),
    ("app/networks/addresses.py", "import requests", "The web has one door"),
    ("app/__main__.py", "import socket", "The web has one door"),
    ("app/model/photo.py", "import numpy", "The model knows nobody"),
    ("app/ui/theme.py", "import app.store.home", "The front doors ask only the services"),
    ("app/cli/look.py", "import app.networks.web", "The front doors ask only the services"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(HOUSE / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    return tmp_path


def _lint(house: Path) -> tuple[int, str]:
    """Run import-linter in a house; return its exit code and what it said."""
    start = "from importlinter.cli import lint_imports_command as run; run()"
    done = subprocess.run(
        [sys.executable, "-c", start, "--no-cache"],
        cwd=house,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(house), "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
    )
    return done.returncode, done.stdout + done.stderr


def test_the_house_as_it_stands_keeps_every_contract(copy: Path) -> None:
    code, said = _lint(copy)
    assert code == 0, said
    assert "0 broken" in said


@pytest.mark.parametrize(("file", "line", "contract"), TEMPTATIONS)
def test_a_forbidden_import_is_seen(copy: Path, file: str, line: str, contract: str) -> None:
    path = copy / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{line}\n", encoding="utf-8")
    code, said = _lint(copy)
    assert code != 0
    assert f"{contract} BROKEN" in said


def test_a_new_room_must_take_a_floor(copy: Path) -> None:
    (copy / "app" / "attic").mkdir()
    (copy / "app" / "attic" / "__init__.py").write_text('"""A room that nobody planned."""\n')
    code, said = _lint(copy)
    assert code != 0
    assert "attic" in said
