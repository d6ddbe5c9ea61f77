"""An import that is killed at any moment loses nothing of what it reported as kept, and the next start works."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.model.filter import Filter
from app.store.home import Store
from app.store.vault import Vault
from tests.store.keyrings import FolderKeyring

HOUSE = Path(__file__).parents[2]
KILLS = 50
# Every so many kills the folder is a new one, so that the first start is killed too.
ROUNDS_PER_FOLDER = 10
BATCH = 20

# It takes what it has imported before from the catalogue, as the app does, and reports each batch once it is kept.
_IMPORT = f"""
import sys
from pathlib import Path
from app.model.filter import Filter
from app.store.home import Store
from app.store.vault import Vault
from tests.store.keyrings import FolderKeyring
from tests.store.nouns import inspection, photo, view

def importing(folder, keys):
    print("starting", flush=True)
    store = Store.open(Path(folder), Vault(FolderKeyring(Path(keys))))
    catalogue = store.catalogue
    start = catalogue.count(Filter()) // {BATCH}
    for batch in range(start, start + 500):
        numbers = range(batch * {BATCH}, (batch + 1) * {BATCH})
        kept = catalogue.keep_photos([photo(str(number), caption=f"Photo {{number}}") for number in numbers])
        print("kept", *kept.ids, flush=True)
        for held in kept.ids[:3]:
            catalogue.keep_inspection(held, inspection(20.0), bytes(range(256)) * 30)
            catalogue.keep_stranger(held, view())
            catalogue.keep_findings(held, [], held % 101)
            print("seen", held, flush=True)

importing(*sys.argv[1:])
"""


def _killed(folder: Path, keys: Path, after: float, *, at_start: bool) -> list[str]:
    """Import until it is killed, so many seconds after it began or after the first batch; return what it reported."""
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _IMPORT, str(folder), str(keys)],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    told = [child.stdout.readline()]
    if not at_start:
        told.append(child.stdout.readline())
    time.sleep(after)
    child.kill()
    rest, _ = child.communicate(timeout=20)
    assert child.returncode != 0
    return [line for line in (*told, *rest.splitlines()) if line.strip()]


def _check(folder: Path, keys: Path, kept: set[int], seen: set[int]) -> None:
    store = Store.open(folder, Vault(FolderKeyring(keys)))
    database = store.catalogue._database
    assert database.rows("pragma integrity_check") == [("ok",)]
    assert database.rows("pragma foreign_key_check") == []
    held = set(store.catalogue.ids(Filter()))
    assert kept <= held
    assert len(held) % BATCH == 0
    assert store.catalogue.count(Filter(text="photo")) == len(held)
    assert not seen & set(store.catalogue.ids_without_inspection())
    assert not seen & set(store.catalogue.ids_without_findings())
    store.close()


@pytest.mark.timeout(120)
def test_fifty_kills_lose_nothing_that_was_reported(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    kept: set[int] = set()
    seen: set[int] = set()
    reported = 0
    for kill in range(KILLS):
        home = tmp_path / str(kill // ROUNDS_PER_FOLDER)
        folder, keys = home / "home", home / "keys"
        if kill % ROUNDS_PER_FOLDER == 0:
            keys.mkdir(parents=True)
            kept, seen = set(), set()
        at_start = kill % 3 == 0
        told = _killed(folder, keys, chance.uniform(0, 0.04 if at_start else 0.08), at_start=at_start)
        kept.update(int(word) for line in told if line.startswith("kept") for word in line.split()[1:])
        seen.update(int(word) for line in told if line.startswith("seen") for word in line.split()[1:])
        reported += len(told) - 1
        _check(folder, keys, kept, seen)
    assert reported > KILLS, "the import must have been killed while it was importing"
