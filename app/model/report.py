"""What an import or a sync did, and what is missing: said, never hidden."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.account import AccountId
from app.model.photo import Skipped
from app.model.problem import Problem
from app.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """The completeness report of one import.

    `refused` counts members that were not touched, by reason; `missing` are pictures named in the export
    whose file is not there; `never_told` are facts that this network's export does not hold. `parts` counts the files
    and folders that were read together, `parts_missing` are names of parts that must lie between them and do not.
    What of `skipped` stands at the network itself is no entry, but a remark on the whole export.
    """

    network: str
    accounts: tuple[AccountId, ...]
    parts: int
    new: int
    known: int
    inspected: int
    parts_missing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    refused: tuple[tuple[Text, int], ...] = ()
    never_told: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether everything that the export names was there and could be read."""
        return not (self.parts_missing or self.missing or self.entries_skipped or self.refused)

    @property
    def entries_skipped(self) -> tuple[Skipped, ...]:
        """What could not be used, entry by entry."""
        return tuple(one for one in self.skipped if one.where != self.network)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What one account's sync saw. `back_in_reach` counts photos that a stranger can get again.

    `skipped` are items that could not be read, and remarks about the list ("may be incomplete").
    """

    account: AccountId
    listed: int = 0
    new: int = 0
    reachable: int = 0
    gone: int = 0
    back_in_reach: int = 0
    skipped: tuple[Skipped, ...] = ()
    problem: Problem | None = None
