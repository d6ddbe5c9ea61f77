"""Try every part of this copy on this computer: the keyring, the catalogue, the face detector, a PDF, every screen."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.person import Person, Residence
from app.model.problem import Problem
from app.model.text import Text, say, say_count
from app.services.ask import Wish
from app.services.progress import SILENT, Progress
from app.services.samples import sample_picture

if TYPE_CHECKING:
    from app.services.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One part that was tried."""

    part: str
    passed: bool
    says: Text


@dataclass(frozen=True, slots=True)
class SelfTest:
    """Tries the parts of a house; that house must be an empty one, made for it."""

    house: House

    def run(self, progress: Progress = SILENT) -> list[Tried]:
        """Try each part; one that fails does not stop the next."""
        parts: tuple[tuple[str, Callable[[], tuple[bool, Text]]], ...] = (
            ("keyring", self._keyring),
            ("catalogue", self._catalogue),
            ("faces", self._faces),
            ("letter", self._letter),
            ("screens", self._screens),
        )
        results = list[Tried]()
        for done, (name, try_it) in enumerate(parts):
            progress.step(done, len(parts))
            try:
                passed, says = try_it()
            except Problem as problem:
                passed, says = False, problem.says
            results.append(Tried(part=name, passed=passed, says=says))
        return results

    def _keyring(self) -> tuple[bool, Text]:
        # A computer without a usable keyring is no broken copy: tokens then last for one session, and that is said.
        return True, self.house.vault.describe()

    def _catalogue(self) -> tuple[bool, Text]:
        key = NetworkKey("bluesky")
        account = Account(
            id=account_id(key, "self-test.example"),
            network=key,
            kind=AccountKind.WATCHED,
            handle="self-test.example",
            added_at=datetime.now(UTC),
        )
        self.house.store.catalogue.keep_account(account)
        held = self.house.store.catalogue.account(account.id)
        self.house.store.catalogue.forget_account(account.id)
        return held.handle == account.handle, say("an encrypted catalogue was written and read again")

    def _faces(self) -> tuple[bool, Text]:
        inspection = self.house.worker.inspect(sample_picture()).inspection
        if inspection.failed is not None:
            return False, inspection.failed
        count = len(inspection.faces)
        return count > 0, say_count(
            "{count} face found in a drawn picture", "{count} faces found in a drawn picture", count
        )

    def _letter(self) -> tuple[bool, Text]:
        asker = self.house.asker
        wish = Wish(
            recipient=asker.recipients("")[0].id,
            person=Person(name="Self Test", residence=Residence(country="DE")),
            language="de",
        )
        with tempfile.TemporaryDirectory() as folder:
            data = asker.write(asker.draft(wish), Path(folder) / "letter.pdf").read_bytes()
        return data.startswith(b"%PDF-"), say("a PDF letter of {size} kB was written", size=len(data) // 1000)

    def _screens(self) -> tuple[bool, Text]:
        painted: Sequence[str] = self.house.parts.paint_screens(self.house)
        return bool(painted), say("painted: {names}", names=", ".join(painted))
