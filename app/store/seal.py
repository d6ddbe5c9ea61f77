"""How a catalogue is locked: by a key in the keyring, by a passphrase, or not at all."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import unicodedata
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.model.problem import CatalogueLocked, KeyringLocked, NoKeyring, WrongUse
from app.model.text import say
from app.store.database import Connection, told
from app.store.vault import Vault

SEAL_NAME = "catalogue.seal"
KEY_BYTES = 32
# scrypt (RFC 7914) at the strength that OWASP's password storage guide asks for: 128 MB and about half a second a guess.
# They belong to Lock.PASSPHRASE for good: other numbers would need a lock of another name.
_N, _R, _P = 2**17, 8, 1
_MAX_MEMORY = 256 * 1024 * 1024
# Another window may be asking the person to unlock the keyring.
_PATIENCE_MS = 60_000


class Lock(StrEnum):
    """What opens a catalogue."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a way, not a secret
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What lies in clear beside a catalogue: how it is locked, never what opens it.

    `account` is the name of the key in the keyring, `salt` belongs to the passphrase, and `check` tells a
    wrong key from a damaged file; it is a keyed hash of a fixed word.
    """

    lock: Lock
    account: str = ""
    salt: bytes = b""
    check: bytes = b""


@contextmanager
def sealing(folder: Path) -> Generator[Connection]:
    """Hold a folder's seal, so that of two windows that start at once only one makes the key.

    The seal is a tiny SQLite file: SQLite knows how to lock a file, and how to write it whole, on every
    system.
    """
    file = folder / SEAL_NAME
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    with told():
        connection = Connection(str(file), patience_ms=_PATIENCE_MS)
        try:
            connection.execute("pragma synchronous = full")
            with connection.transaction():
                connection.execute(
                    "create table if not exists seal (lock text, account text, salt blob, sum blob) strict"
                )
                yield connection
        finally:
            connection.close()


def read_seal(connection: Connection) -> Seal | None:
    """Return the seal that lies there, None for a new folder."""
    for lock, account, salt, check in connection.execute("select lock, account, salt, sum from seal"):
        return Seal(lock=Lock(lock), account=account, salt=salt, check=check)
    return None


def make_seal(connection: Connection, lock: Lock, vault: Vault, passphrase: str) -> bytes | None:
    """Make a key, lay down the seal for it, and return it. Raises NoKeyring, KeyringLocked or WrongUse."""
    account = f"catalogue:{secrets.token_hex(8)}"
    salt = secrets.token_bytes(16)
    key = _new_key(lock, vault, account, passphrase, salt)
    seal = Seal(lock=lock, account=account, salt=salt, check=_check(key) if key else b"")
    connection.execute("insert into seal values (?, ?, ?, ?)", (seal.lock.value, account, salt, seal.check))
    return key


def open_seal(seal: Seal, vault: Vault, passphrase: str | None) -> bytes | None:
    """Return the key of a sealed catalogue. Raises CatalogueLocked, KeyringLocked or NoKeyring."""
    if seal.lock is Lock.NOTHING:
        return None
    key = _stored(seal, vault) if seal.lock is Lock.KEYRING else _typed(seal, passphrase)
    if not hmac.compare_digest(_check(key), seal.check):
        raise CatalogueLocked(
            say("This passphrase does not open your catalogue.")
            if seal.lock is Lock.PASSPHRASE
            else say("The key in your keyring does not open this catalogue."),
            say("Nothing was changed. If it is lost for good, erase the data folder and import again."),
        )
    return key


def _new_key(lock: Lock, vault: Vault, account: str, passphrase: str, salt: bytes) -> bytes | None:
    match lock:
        case Lock.NOTHING:
            return None
        case Lock.PASSPHRASE:
            if not passphrase:
                raise WrongUse(say("The passphrase is empty."), say("Choose one that others cannot guess."))
            return _stretched(passphrase, salt)
        case Lock.KEYRING:
            return _keep_new(vault, account)


def _keep_new(vault: Vault, account: str) -> bytes:
    """Keep a new key and read it back, for some keyrings lose what they are given without a word."""
    if not vault.is_usable:
        raise NoKeyring(
            say("There is no safe keyring on this computer to keep the key of your catalogue."),
            say("Choose a passphrase instead, or keep nothing after this session."),
        )
    key = secrets.token_bytes(KEY_BYTES)
    vault.keep(account, key.hex())
    if vault.read(account) != key.hex():
        raise KeyringLocked(
            say("Your keyring did not keep the key of the catalogue."),
            say("Choose a passphrase instead, or keep nothing after this session."),
        )
    return key


def _stored(seal: Seal, vault: Vault) -> bytes:
    if not vault.is_usable:
        raise NoKeyring(
            say("The key of your catalogue is in a keyring, and no keyring can be reached now."),
            say("Start the app from your desktop, where the keyring runs."),
        )
    held = vault.read(seal.account) or ""
    if len(held) != 2 * KEY_BYTES or not all(digit in "0123456789abcdef" for digit in held):
        raise CatalogueLocked(
            say("The key of your catalogue is no longer in your keyring."),
            say(
                "Bring your old keyring back. If it is lost for good, erase the data folder and import again."
            ),
        )
    return bytes.fromhex(held)


def _typed(seal: Seal, passphrase: str | None) -> bytes:
    if not passphrase:
        raise CatalogueLocked(
            say("Your catalogue is locked with a passphrase."), say("Give the passphrase to open it.")
        )
    return _stretched(passphrase, seal.salt)


def _stretched(passphrase: str, salt: bytes) -> bytes:
    # One keyboard composes é, another writes e and an accent: the same passphrase must open in both.
    words = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(words, salt=salt, n=_N, r=_R, p=_P, maxmem=_MAX_MEMORY, dklen=KEY_BYTES)


def _check(key: bytes) -> bytes:
    return hmac.digest(key, b"overexposed catalogue", "sha256")[:16]
