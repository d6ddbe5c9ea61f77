"""The data folder opens only with its key, is never deleted on the way, and is erased without a trace."""

from __future__ import annotations

import os
import random
import stat
import sys
import traceback
from pathlib import Path

import pytest

from app.model.filter import Filter
from app.model.photo import PhotoId
from app.model.problem import (
    CatalogueDamaged,
    CatalogueLocked,
    CatalogueTooNew,
    DiskFull,
    KeyringLocked,
    NoKeyring,
    Problem,
    WrongUse,
)
from app.store import schema
from app.store.home import FILE_NAME, Store, erase, needs_passphrase
from app.store.seal import SEAL_NAME
from app.store.vault import SessionVault, Vault
from tests.store.keyrings import LOCKED, FailingKeyring, ForgetfulKeyring, MemoryKeyring
from tests.store.nouns import ACCOUNT, account, inspection, photo

WORDS = "Sunday at the Han river"


def _fill(store: Store) -> None:
    store.catalogue.keep_account(account())
    store.catalogue.keep_photos([photo(str(number), caption=f"{WORDS} {number}") for number in range(50)])


def _captions(store: Store) -> set[str]:
    return {one.caption for one in store.catalogue.photos(Filter())}


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_what_was_kept_is_there_again_the_next_time(folder: Path, vault: Vault) -> None:
    for opening in range(3):
        store = Store.open(folder, vault)
        _fill(store)
        assert store.catalogue.count(Filter()) == 50, opening
        store.close()


def test_nothing_is_readable_in_the_folder_without_the_key(
    folder: Path, vault: Vault, keyring_backend: MemoryKeyring
) -> None:
    store = Store.open(folder, vault)
    _fill(store)
    lying_open = _bytes(folder)
    store.close()
    key = next(iter(keyring_backend.entries.values())).removeprefix("whole ")
    for data in (lying_open, _bytes(folder)):
        for secret in (b"Han river", b"mina", key.encode(), bytes.fromhex(key), key.encode("utf-16-le")):
            assert secret not in data


def test_a_token_is_never_in_the_folder(folder: Path, vault: Vault) -> None:
    token = "tok-5b1c9d-do-not-tell"
    vault.keep(ACCOUNT, token)
    for store in (Store.open(folder, vault), Store.open(folder.with_name("plain"), vault, plain=True)):
        _fill(store)
        assert vault.read(ACCOUNT) == token
        store.close()
        data = _bytes(store.folder)
        assert token.encode() not in data
        assert token.encode("utf-16-le") not in data


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows guards the folder by the person's profile, not by a mode"
)
def test_the_folder_and_its_files_are_closed_to_others(folder: Path, vault: Vault) -> None:
    before = os.umask(0)
    try:
        store = Store.open(folder, vault)
        _fill(store)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert FILE_NAME in modes
    assert set(modes.values()) == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_folder_that_holds_something_else_keeps_its_mode(tmp_path: Path, vault: Vault) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "a letter.txt").write_text("mine")
    Store.open(tmp_path, vault).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_lost_key_is_said_and_the_file_stays(
    folder: Path, vault: Vault, keyring_backend: MemoryKeyring
) -> None:
    Store.open(folder, vault).close()
    before = (folder / FILE_NAME).read_bytes()
    keyring_backend.entries.clear()
    with pytest.raises(CatalogueLocked) as caught:
        Store.open(folder, vault)
    assert caught.value.remedy is not None
    assert (folder / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("entry", ["whole " + "0" * 64, "whole zz", "whole ", "rubbish"])
def test_another_key_does_not_open_it(
    folder: Path, vault: Vault, keyring_backend: MemoryKeyring, entry: str
) -> None:
    Store.open(folder, vault).close()
    (name,) = keyring_backend.entries
    keyring_backend.entries[name] = entry
    with pytest.raises(CatalogueLocked):
        Store.open(folder, vault)


def test_a_locked_keyring_is_said_and_makes_no_second_key(folder: Path) -> None:
    backend = FailingKeyring(LOCKED, after=None)
    store = Store.open(folder, Vault(backend))
    _fill(store)
    store.close()
    backend.after = 0
    with pytest.raises(KeyringLocked):
        Store.open(folder, Vault(backend))
    backend.after = None
    store = Store.open(folder, Vault(backend))
    assert store.catalogue.count(Filter()) == 50
    store.close()


def test_a_keyring_that_is_locked_at_the_first_start_leaves_nothing_behind(
    folder: Path, vault: Vault
) -> None:
    with pytest.raises(KeyringLocked):
        Store.open(folder, Vault(FailingKeyring(LOCKED)))
    Store.open(folder, vault).close()


def test_a_keyring_that_keeps_nothing_is_found_out_before_anything_is_written(folder: Path) -> None:
    with pytest.raises(KeyringLocked):
        Store.open(folder, Vault(ForgetfulKeyring()))
    assert not (folder / FILE_NAME).exists()


def test_without_a_keyring_the_person_is_asked_to_choose(folder: Path) -> None:
    with pytest.raises(NoKeyring) as caught:
        Store.open(folder, SessionVault())
    assert "passphrase" in str(caught.value.remedy)


def test_an_old_catalogue_without_its_keyring_stays_closed(folder: Path, vault: Vault) -> None:
    Store.open(folder, vault).close()
    with pytest.raises(NoKeyring):
        Store.open(folder, SessionVault())


def test_a_passphrase_opens_it_however_it_is_typed(folder: Path) -> None:
    composed, decomposed = "caf\u00e9 한강", "cafe\u0301 \u1112\u1161\u11ab\u1100\u1161\u11bc"
    store = Store.open(folder, SessionVault(), passphrase=composed)
    _fill(store)
    store.close()
    assert needs_passphrase(folder)
    assert composed.encode() not in _bytes(folder)
    store = Store.open(folder, SessionVault(), passphrase=decomposed)
    assert store.catalogue.count(Filter()) == 50
    store.close()


@pytest.mark.parametrize("typed", ["wrong", "", None])
def test_a_wrong_passphrase_is_said_and_not_repeated(folder: Path, typed: str | None) -> None:
    Store.open(folder, SessionVault(), passphrase="right").close()
    with pytest.raises(CatalogueLocked) as caught:
        Store.open(folder, SessionVault(), passphrase=typed)
    assert caught.value.remedy is not None
    assert "wrong" not in "".join(traceback.format_exception_only(caught.value))


def test_an_empty_passphrase_is_no_passphrase(folder: Path) -> None:
    assert not needs_passphrase(folder)
    with pytest.raises(WrongUse):
        Store.open(folder, SessionVault(), passphrase="")
    assert not needs_passphrase(folder)


def test_an_open_home_is_readable_and_says_so_when_opened_as_an_encrypted_one(
    folder: Path, vault: Vault
) -> None:
    store = Store.open(folder, vault, plain=True)
    _fill(store)
    store.close()
    assert WORDS.encode() in _bytes(folder)
    with pytest.raises(CatalogueLocked, match="not encrypted"):
        Store.open(folder, vault)
    store = Store.open(folder, SessionVault(), plain=True)
    assert store.catalogue.count(Filter()) == 50
    store.close()


def test_an_encrypted_home_is_not_opened_as_an_open_one(folder: Path, vault: Vault) -> None:
    Store.open(folder, vault).close()
    with pytest.raises(CatalogueLocked, match="is encrypted"):
        Store.open(folder, vault, plain=True)


def test_a_session_in_memory_touches_no_file(folder: Path) -> None:
    store = Store.open(folder, SessionVault(), in_memory=True)
    _fill(store)
    assert store.catalogue.count(Filter()) == 50
    assert not folder.exists()
    other = Store.open(folder, SessionVault(), in_memory=True)
    assert other.catalogue.count(Filter()) == 0
    store.close()
    other.erase()


def test_a_missing_seal_is_said_and_the_file_stays(folder: Path, vault: Vault) -> None:
    Store.open(folder, vault).close()
    (folder / SEAL_NAME).unlink()
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(CatalogueLocked, match=SEAL_NAME):
        Store.open(folder, vault)
    assert (folder / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("damage", ["start", "end", "middle", "all"])
def test_a_damaged_file_is_said_and_stays(folder: Path, vault: Vault, damage: str) -> None:
    store = Store.open(folder, vault)
    _fill(store)
    store.close()
    file = folder / FILE_NAME
    data = bytearray(file.read_bytes())
    places = {"start": slice(100, 200), "end": slice(len(data) // 2, None), "all": slice(0, None)}
    if damage == "middle":
        for page in range(8192, len(data), 8192):
            data[page + 4000 : page + 4100] = bytes(100)
    elif damage == "end":
        del data[places["end"]]
    else:
        data[places[damage]] = os.urandom(len(data[places[damage]]))
    file.write_bytes(data)
    with pytest.raises(CatalogueDamaged) as caught:
        _captions(Store.open(folder, vault))
    assert caught.value.remedy is not None
    assert file.read_bytes()[: len(data)] == data


def test_a_flipped_byte_anywhere_is_never_taken_for_the_truth(folder: Path, vault: Vault) -> None:
    store = Store.open(folder, vault)
    _fill(store)
    expected = _captions(store)
    store.close()
    file = folder / FILE_NAME
    data = file.read_bytes()
    chance = random.Random(len(data))
    told = 0
    for _ in range(60):
        place = chance.randrange(len(data))
        file.write_bytes(data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :])
        try:
            again = Store.open(folder, vault)
        except CatalogueDamaged:
            told += 1
            continue
        try:
            assert _captions(again) == expected
        except CatalogueDamaged:
            told += 1
        again.close()
    assert told > 0


def test_a_damaged_seal_is_said_and_stays(folder: Path, vault: Vault) -> None:
    Store.open(folder, vault).close()
    (folder / SEAL_NAME).write_bytes(b"rubbish" * 1000)
    with pytest.raises(CatalogueDamaged):
        Store.open(folder, vault)
    assert (folder / FILE_NAME).stat().st_size


def test_a_newer_file_is_refused_and_left_as_it_is(
    folder: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(schema, "STEPS", (*schema.STEPS, "create table later (a text) strict;"))
        Store.open(folder, vault).close()
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(CatalogueTooNew) as caught:
        Store.open(folder, vault)
    assert caught.value.remedy is not None
    assert (folder / FILE_NAME).read_bytes() == before


def test_a_full_disk_is_said_and_loses_nothing(store: Store) -> None:
    _fill(store)
    connection = store.catalogue._database.connection()
    ((pages,),) = connection.execute("pragma page_count")
    connection.execute(f"pragma max_page_count = {pages + 4}")
    with pytest.raises(DiskFull) as caught:
        store.catalogue.keep_photos([photo(f"big {number}", caption="x" * 5000) for number in range(200)])
    assert caught.value.remedy is not None
    assert store.catalogue.count(Filter()) == 50
    connection.execute("pragma max_page_count = 1000000")
    assert store.catalogue.keep_photos([photo("later")]).new == 1


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, vault: Vault) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CatalogueLocked):
        Store.open(tmp_path / "file" / "home", vault)


def test_to_erase_leaves_neither_file_nor_key(
    folder: Path, vault: Vault, keyring_backend: MemoryKeyring
) -> None:
    store = Store.open(folder, vault)
    _fill(store)
    store.catalogue.keep_inspection(PhotoId(1), inspection(20.0), b"jpeg")
    (folder / "catalogue.before-1.db").write_bytes(b"a copy")
    for name in ("a letter.pdf", "catalogue.pdf"):
        (folder / name).write_bytes(b"the person's own")
    store.erase()
    assert {path.name for path in folder.iterdir()} == {"a letter.pdf", "catalogue.pdf"}
    assert keyring_backend.entries == {}


def test_a_catalogue_that_does_not_open_can_be_erased_and_begun_anew(
    folder: Path, vault: Vault, keyring_backend: MemoryKeyring
) -> None:
    Store.open(folder, vault).close()
    keyring_backend.entries.clear()
    with pytest.raises(Problem):
        Store.open(folder, vault)
    erase(folder, vault)
    erase(folder, vault)
    assert list(folder.iterdir()) == []
    Store.open(folder, vault).close()


def test_to_erase_deletes_the_files_even_when_the_keyring_is_locked(folder: Path) -> None:
    backend = FailingKeyring(LOCKED, after=None)
    store = Store.open(folder, Vault(backend))
    backend.after = 0
    with pytest.raises(KeyringLocked):
        store.erase()
    assert list(folder.iterdir()) == []


def test_no_key_is_in_a_repr(store: Store, keyring_backend: MemoryKeyring) -> None:
    key = next(iter(keyring_backend.entries.values())).removeprefix("whole ")
    shown = repr(store.catalogue._database) + repr(store) + repr(vars(store))
    assert key not in shown
    assert repr(bytes.fromhex(key)) not in shown
