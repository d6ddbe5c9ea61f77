"""Erase what the app holds: one account, or everything with the tokens and the key."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.model.account import AccountId
    from app.store.home import Store
    from app.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Eraser:
    """Erases for good; nothing at any network is touched."""

    store: Store
    vault: Vault
    samples: Path

    def account(self, account: AccountId) -> None:
        """Forget one account: its photos, findings, checks and its token. NotFound where it is not held."""
        self.store.catalogue.account(account)
        self.vault.forget(account)
        self.store.catalogue.forget_account(account)

    def everything(self) -> None:
        """Forget all of it: every token, the catalogue with its copies, and the key that opens it."""
        for account in self.store.catalogue.accounts():
            self.vault.forget(account.id)
        if self.samples.is_dir():
            shutil.rmtree(self.samples)
        self.store.erase()
