"""A file of any older version is brought to today's shape, after a copy was laid aside."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from app.model.filter import Filter
from app.store import schema
from app.store.database import Connection
from app.store.home import FILE_NAME, Store
from app.store.vault import Vault
from tests.store.keyrings import MemoryKeyring
from tests.store.nouns import account, photo


def _key(backend: MemoryKeyring) -> bytes:
    return bytes.fromhex(next(iter(backend.entries.values())).removeprefix("whole "))


def _shape(connection: Connection) -> list[tuple[object, ...]]:
    return connection.execute("select type, name, sql from sqlite_schema order by type, name")


@pytest.mark.parametrize("older", range(1, len(schema.STEPS)))
def test_every_older_version_upgrades_and_keeps_what_it_holds(
    folder: Path, vault: Vault, keyring_backend: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, older: int
) -> None:
    with monkeypatch.context() as then:
        then.setattr(schema, "STEPS", schema.STEPS[:older])
        store = Store.open(folder, vault)
        store.catalogue.keep_account(account())
        store.catalogue.keep_photos([photo(caption="from long ago")])
        store.close()

    store = Store.open(folder, vault)
    assert [one.caption for one in store.catalogue.photos(Filter(text="long ago"))] == ["from long ago"]
    store.preferences.write(store.preferences.read())
    store.close()

    aside = Connection(str(folder / f"catalogue.before-{older}.db"), _key(keyring_backend))
    assert schema.version(aside) == older
    assert aside.execute("select title from photo") == [("from long ago",)]
    aside.close()
    assert b"long ago" not in (folder / f"catalogue.before-{older}.db").read_bytes()

    upgraded = Connection(str(folder / FILE_NAME), _key(keyring_backend))
    fresh = Connection(":memory:")
    schema.upgrade(fresh)
    assert _shape(upgraded) == _shape(fresh)
    assert schema.version(upgraded) == len(schema.STEPS)
    upgraded.close()
    fresh.close()


def test_a_file_of_today_is_left_alone_and_no_copy_is_made(folder: Path, vault: Vault) -> None:
    for _ in range(2):
        Store.open(folder, vault).close()
    assert not list(folder.glob("catalogue.before-*"))


def test_a_step_that_breaks_off_changes_nothing(
    folder: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(folder, vault)
    store.catalogue.keep_account(account())
    store.close()
    with monkeypatch.context() as broken:
        broken.setattr(schema, "STEPS", (*schema.STEPS, "create table half (a text) strict; no such word;"))
        with pytest.raises(apsw.SQLError):
            Store.open(folder, vault)
    store = Store.open(folder, vault)
    assert len(store.catalogue.accounts()) == 1
    assert store.catalogue._database.rows("select name from sqlite_schema where name = 'half'") == []
    store.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("synchronous", 1),
        ("page_size", 8192),
        ("cipher", "chacha20"),
    ],
)
def test_the_file_is_opened_with_care(store: Store, pragma: str, value: object) -> None:
    assert store.catalogue._database.rows(f"pragma {pragma}") == [(value,)]
