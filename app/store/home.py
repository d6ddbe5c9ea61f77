"""The data folder: opened, upgraded, and erased again without a trace."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.model.problem import CatalogueLocked, DiskFull, Problem
from app.model.text import say
from app.store.catalogue import Catalogue
from app.store.database import Connection, Database, told
from app.store.ledger import Ledger
from app.store.locks import LOCK_PREFIX
from app.store.preferences import PreferenceShelf
from app.store.recipients import RecipientShelf
from app.store.schema import upgrade, version
from app.store.seal import SEAL_NAME, Lock, Seal, make_seal, open_seal, read_seal, sealing

if TYPE_CHECKING:
    from app.store.vault import Vault

FILE_NAME = "catalogue.db"
_COPY_NAME = "catalogue.before-{version}.db"
# Everything of ours: the file with its log, its copies, its seal. A folder may hold files of the person's own too.
_OURS = (f"{FILE_NAME}*", "catalogue.before-*.db*", f"{LOCK_PREFIX}*", f"{SEAL_NAME}*")


class Store:
    """What the app holds: the catalogue, the ledger of requests, the preferences and the recipients of the person's own."""

    def __init__(self, folder: Path, database: Database, vault: Vault) -> None:
        self.folder = folder
        self._database = database
        self._vault = vault
        self.catalogue = Catalogue(database)
        self.ledger = Ledger(database)
        self.preferences = PreferenceShelf(database)
        self.recipients = RecipientShelf(database)

    @classmethod
    def open(
        cls,
        folder: Path,
        vault: Vault,
        *,
        plain: bool = False,
        passphrase: str | None = None,
        in_memory: bool = False,
    ) -> Store:
        """Open the data folder, made anew where there is none; nothing is ever deleted on the way.

        A new catalogue is locked by a key in the keyring, or by `passphrase`, or not at all with `plain`. An
        old one is opened by what it was locked with. `in_memory` touches no file. Raises CatalogueLocked (key
        lost, wrong passphrase, in use), CatalogueTooNew, CatalogueDamaged, DiskFull, NoKeyring or
        KeyringLocked.
        """
        if in_memory:
            name = f"file:/overexposed-{secrets.token_hex(8)}?vfs=memdb"
            database = Database(name, in_memory=True)
            upgrade(database.connection())
            return cls(folder, database, vault)
        with _files_told():
            _make_folder(folder)
            with sealing(folder) as held:
                key = _key(folder, held, vault, plain=plain, passphrase=passphrase)
            # Only now, when the seal lies on the disk: a file whose seal was lost half-way could never be opened.
            with sealing(folder):
                _prepare(folder, key)
        return cls(folder, Database(str(folder / FILE_NAME), key), vault)

    def close(self) -> None:
        """Close the file; the store cannot be used after that."""
        self._database.close()

    def erase(self) -> None:
        """Close and delete the file with its log, copies and key; the store cannot be used after that."""
        self.close()
        erase(self.folder, self._vault)


def is_kept(folder: Path) -> bool:
    """Whether a data folder holds a catalogue already."""
    return (folder / FILE_NAME).is_file()


def needs_passphrase(folder: Path) -> bool:
    """Whether a data folder holds a catalogue that is locked with a passphrase."""
    if not (folder / SEAL_NAME).exists():
        return False
    with sealing(folder) as held:
        seal = read_seal(held)
    return seal is not None and seal.lock is Lock.PASSPHRASE


def erase(folder: Path, vault: Vault) -> None:
    """Delete a catalogue whether or not it opens: first its key, then its files.

    Raises KeyringLocked where the key could not be reached; the files are gone even so.
    """
    if not (folder / SEAL_NAME).exists():
        return
    try:
        _forget_key(folder, vault)
    finally:
        with _files_told():
            # The seal goes last: while it is there, what was begun can be done again.
            for path in [path for pattern in _OURS for path in folder.glob(pattern)]:
                path.unlink(missing_ok=True)


def _forget_key(folder: Path, vault: Vault) -> None:
    with sealing(folder) as held:
        seal = read_seal(held)
    if seal is not None and seal.lock is Lock.KEYRING:
        vault.forget(seal.account)


def _key(
    folder: Path, held: Connection, vault: Vault, *, plain: bool, passphrase: str | None
) -> bytes | None:
    seal = read_seal(held)
    if seal is not None:
        _refuse_other_lock(seal, plain=plain)
        return open_seal(seal, vault, passphrase)
    file = folder / FILE_NAME
    if file.exists() and file.stat().st_size:
        raise CatalogueLocked(
            say("The file “{name}” that tells how your catalogue is locked is missing.", name=SEAL_NAME),
            say("Put it back from a copy of the data folder. Nothing was changed."),
        )
    lock = Lock.NOTHING if plain else Lock.KEYRING if passphrase is None else Lock.PASSPHRASE
    return make_seal(held, lock, vault, passphrase or "")


def _refuse_other_lock(seal: Seal, *, plain: bool) -> None:
    if plain and seal.lock is not Lock.NOTHING:
        raise CatalogueLocked(
            say("This data folder is encrypted."),
            say("Open it without “--plain-home”, or choose another folder."),
        )
    if not plain and seal.lock is Lock.NOTHING:
        raise CatalogueLocked(
            say("This data folder is not encrypted."),
            say("Open it with “--plain-home”, or choose another folder."),
        )


def _prepare(folder: Path, key: bytes | None) -> None:
    """Bring the file to today's shape, while the seal is held and nobody else does the same."""
    file = folder / FILE_NAME
    # Made before SQLite would make it, so that it is never readable to others; its log takes the same mode.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    connection = Connection(str(file), key)
    try:
        with told():
            connection.execute("pragma journal_mode = wal")
            upgrade(connection, folder / _COPY_NAME.format(version=version(connection)))
    finally:
        connection.close()


def _make_folder(folder: Path) -> None:
    """Make the data folder, closed to others; a folder that holds something else keeps its mode."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (folder / SEAL_NAME).exists() or not any(folder.iterdir()):
        folder.chmod(0o700)


@contextmanager
def _files_told() -> Generator[None]:
    try:
        yield
    except Problem:
        raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(
                say("There is no room left to keep this."), say("Make room on the disk, then try again.")
            ) from error
        raise CatalogueLocked(
            say("The data folder cannot be used."),
            say("Check that it belongs to you, or choose another one with “--data-dir”."),
        ) from error
