"""Threads and windows share one file: each reads while one writes, and nobody sees half of anything."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.model.filter import Filter
from app.model.problem import CatalogueLocked
from app.store import database
from app.store.home import Store
from app.store.vault import SessionVault, Vault
from tests.store.keyrings import FolderKeyring
from tests.store.nouns import account, photo

HOUSE = Path(__file__).parents[2]
THREADS = 4


@pytest.fixture(params=["file", "memory"])
def shared(request: pytest.FixtureRequest, folder: Path, vault: Vault) -> Iterator[Store]:
    """One store for many threads, in a file and in memory."""
    store = Store.open(folder, vault, in_memory=request.param == "memory")
    yield store
    store.close()


def _at_once(work: Callable[[int], object]) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(work, number) for number in range(THREADS)]:
            done.result(timeout=50)


def test_threads_write_and_read_at_once_and_lose_nothing(shared: Store) -> None:
    def work(number: int) -> None:
        for batch in range(10):
            photos = [photo(f"{number}-{batch}-{one}", caption="river") for one in range(10)]
            kept = shared.catalogue.keep_photos(photos)
            assert len(shared.catalogue.tiles(kept.ids)) == 10
            # Whole batches, whatever the other threads are doing.
            assert shared.catalogue.count(Filter(text="river")) % 10 == 0

    _at_once(work)
    assert shared.catalogue.count(Filter()) == len(shared.catalogue.ids(Filter())) == THREADS * 100


def test_a_reader_is_not_stopped_by_a_writer(store: Store) -> None:
    store.catalogue.keep_photos([photo("1")])
    writing, read = threading.Event(), threading.Event()

    def write() -> None:
        with store.catalogue._database.writing() as connection:
            connection.execute("update photo set title = 'new'")
            writing.set()
            assert read.wait(20)

    writer = threading.Thread(target=write)
    writer.start()
    assert writing.wait(20)
    assert [tile.title for tile in store.catalogue.tiles([1])] == [""]
    read.set()
    writer.join(20)
    assert [tile.title for tile in store.catalogue.tiles([1])] == ["new"]


def test_a_write_that_breaks_off_leaves_nothing(shared: Store) -> None:

    def break_off() -> None:
        with shared.catalogue._database.writing() as connection:
            connection.execute("insert into request values ('x', 'y')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert shared.catalogue._database.rows("select * from request") == []
    shared.catalogue.keep_photos([photo("1")])


def test_the_connection_of_a_thread_that_ended_is_let_go(store: Store) -> None:
    for _ in range(5):
        thread = threading.Thread(target=lambda: store.catalogue.count(Filter()))
        thread.start()
        thread.join(20)
    assert len(store.catalogue._database._all) <= 2


def test_another_window_that_writes_for_too_long_is_said(
    folder: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(folder, vault)
    monkeypatch.setattr(database, "PATIENCE_MS", 50)
    other = Store.open(folder, vault)
    with store.catalogue._database.writing(), pytest.raises(CatalogueLocked, match="Another program"):
        other.catalogue.keep_account(account())
    other.catalogue.keep_account(account())
    for one in (store, other):
        one.close()


_START = """
import sys
from pathlib import Path
from app.store.home import Store
from app.store.vault import Vault
from tests.store.keyrings import FolderKeyring
from tests.store.nouns import account
folder, keys, name = sys.argv[1:]
sys.stdin.read(1)
store = Store.open(Path(folder), Vault(FolderKeyring(Path(keys))))
store.catalogue.keep_account(account(name))
store.close()
"""


def test_windows_that_start_at_once_make_one_key_and_share_one_file(tmp_path: Path) -> None:
    keys, folder = tmp_path / "keys", tmp_path / "home"
    keys.mkdir()
    command = [sys.executable, "-W", "ignore", "-c", _START, str(folder), str(keys)]
    starting = [
        subprocess.Popen(
            [*command, f"window{number}.example"],
            cwd=HOUSE,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(4)
    ]
    for one in starting:
        assert one.stdin is not None
        one.stdin.write(b"!")
        one.stdin.flush()
    for one in starting:
        _, errors = one.communicate(timeout=50)
        assert one.returncode == 0, errors.decode()
    assert len(list(keys.iterdir())) == 1
    store = Store.open(folder, Vault(FolderKeyring(keys)))
    assert {one.handle for one in store.catalogue.accounts()} == {
        f"window{number}.example" for number in range(4)
    }
    store.close()


def test_two_sessions_in_memory_share_nothing(tmp_path: Path) -> None:
    first, second = (Store.open(tmp_path, SessionVault(), in_memory=True) for _ in range(2))
    first.catalogue.keep_account(account())
    assert second.catalogue.accounts() == []
    first.close()
    second.close()
