"""Erase what the app holds: one account, or everything with the tokens and the key."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.model.problem import CatalogueDamaged, CatalogueLocked, CatalogueTooNew, NoKeyring
from app.networks import NETWORKS
from app.services.samples import FOLDER
from app.store.home import erase

if TYPE_CHECKING:
    from app.model.account import AccountId
    from app.store.home import Store
    from app.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Eraser:
    """Erases for good; nothing at any network is touched."""

    open_store: Callable[[], Store]
    vault: Vault
    folder: Path

    def account(self, account: AccountId) -> None:
        """Forget one account: its photos, findings, checks and its token. NotFound where it is not held."""
        catalogue = self.open_store().catalogue
        catalogue.account(account)
        self.vault.forget(account)
        catalogue.forget_account(account)

    def everything(self) -> None:
        """Forget all of it: every token, the catalogue with its copies, the sample pictures, and the key that opens it.

        A catalogue that does not open any more is erased too; which accounts had a token is then not known. Copies of
        photos that were deleted at a network stay: there may be no other.
        """
        try:
            store = self.open_store()
            for account in (*store.catalogue.accounts(), *store.catalogue.joining()):
                self.vault.forget(account.id)
            for net in NETWORKS:
                self.vault.forget(f"keys:{net.key}")
            store.erase()
        except (CatalogueLocked, CatalogueDamaged, CatalogueTooNew, NoKeyring):
            erase(self.folder, self.vault)
        if (self.folder / FOLDER).is_dir():
            shutil.rmtree(self.folder / FOLDER)
