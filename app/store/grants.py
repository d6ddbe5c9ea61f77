"""The sign-ins, kept in the keyring and nowhere else, and renewed by one window at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.model.account import AccountId
from app.model.sign_in import Grant
from app.store.codec import dumps, loads
from app.store.locks import Locks

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.vault import Vault

# The network is asked while the lock is held: it gives up after a minute (Web.Times), and so does whoever waits.
_PATIENCE_MS = 90_000
_LONGEST = 64 * 1024


class Grants:
    """Keeps grants and the keys that a person brought for a network."""

    def __init__(self, vault: Vault, folder: Path) -> None:
        self._vault = vault
        self._locks = Locks(folder)

    def __repr__(self) -> str:
        """Return nothing that is kept."""
        return "Grants()"

    def read(self, account: AccountId) -> Grant | None:
        """Return an account's grant; None where there is none, or none that we wrote."""
        held = self._vault.read(account)
        if held is None or len(held) > _LONGEST:
            return None
        try:
            return loads(Grant, held)
        except ValueError:
            return None

    def write(self, account: AccountId, grant: Grant) -> None:
        """Keep a grant in place of the one before. Raises KeyringLocked or NoKeyring."""
        self._vault.keep(account, dumps(grant))

    def forget(self, account: AccountId) -> None:
        """Forget an account's grant; a renewal that is on its way is waited for, so that it cannot bring it back."""
        with self.locked(account):
            self._vault.forget(account)

    def keys(self, network: str) -> Mapping[str, str]:
        """Return what a person brought for a network before, by the key of each Need."""
        held = self._vault.read(_keys(network))
        if held is None or len(held) > _LONGEST:
            return {}
        try:
            return loads(Grant, held).secrets
        except ValueError:
            return {}

    def keep_keys(self, network: str, keys: Mapping[str, str]) -> None:
        """Keep what a person brought for a network; nothing forgets what was brought before."""
        if keys:
            self._vault.keep(_keys(network), dumps(Grant(secrets={**keys})))
        else:
            self._vault.forget(_keys(network))

    @contextmanager
    def locked(self, account: AccountId) -> Generator[None]:
        """Keep every other thread and window from renewing this account's grant meanwhile.

        Sixteen locks serve all accounts, for the name of one that belonged to a single account could be guessed.
        """
        digest = hashlib.sha256(account.encode("utf-8", "backslashreplace")).hexdigest()
        with self._locks.held(f"sign-in-{digest[0]}", _PATIENCE_MS):
            yield


class Drawer:
    """One account's place among the grants: what a session reads, renews and locks."""

    def __init__(self, grants: Grants, account: AccountId) -> None:
        self._grants = grants
        self._account = account

    def read(self) -> Grant | None:
        """Return what is kept now."""
        return self._grants.read(self._account)

    def write(self, grant: Grant) -> None:
        """Keep a grant in place of the one before."""
        self._grants.write(self._account, grant)

    @contextmanager
    def locked(self) -> Generator[None]:
        """Keep every other thread and window out meanwhile."""
        with self._grants.locked(self._account):
            yield


def _keys(network: str) -> str:
    return f"keys:{network}"
