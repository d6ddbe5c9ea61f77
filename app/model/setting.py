"""A privacy switch of an account: what was seen, what is safe, and how to change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.model.account import AccountId
from app.model.audience import Basis
from app.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A dated change of a setting, as the network's own log tells it: value from `at` on."""

    at: datetime
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One setting of one account. `seen` is None where nobody knows; unknown is never shown as safe.

    `raw` keeps the network's own label and value. `history` is oldest first.
    """

    account: AccountId
    key: str
    says: Text
    safe: str
    why: Text
    how: Text
    seen: str | None = None
    raw: str = ""
    as_of: datetime | None = None
    basis: Basis = Basis.NONE
    history: tuple[Change, ...] = ()

    @property
    def is_safe(self) -> bool | None:
        """Whether the setting has its safe value; None where it is unknown."""
        return None if self.seen is None else self.seen == self.safe
