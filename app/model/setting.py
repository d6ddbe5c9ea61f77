"""A privacy switch of an account: what was seen, what is safe, and how to change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from app.model.account import AccountId
from app.model.audience import Basis
from app.model.text import Text


class Level(StrEnum):
    """How far a person wants to close an account, in words."""

    HIDDEN = "hidden"
    """Hidden from strangers: every check at its safe value."""
    FRIENDS = "friends"
    """Friends see it: strangers and scrapers are kept out, people who were let in see everything."""
    AS_NOW = "as_now"
    """As open as now: nothing is changed."""


class LinkStatus(StrEnum):
    """How sure we are of the address of a settings page."""

    SEEN = "seen"
    """Seen in public code or on the network's own help page on the day it was checked; never opened live."""
    RECALLED = "recalled"
    NONE = "none"
    """The switch is in the app alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A dated change of a setting, as the network's own log tells it: value from `at` on."""

    at: datetime
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value that a setting can have: the word that we keep, and how it reads ("friends", "Friends only")."""

    key: str
    says: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One setting of one account. `seen` is None where nobody knows; unknown is never shown as safe.

    `raw` keeps the network's own label and value. `history` is oldest first. `basis` is ACCOUNT_SETTING where it was
    read from the network or an export, TOLD where the person said so.

    `also_safe` are values that are as good as `safe`; `friends` is the value for the level "friends see it", None
    where that is `safe` too. `values` are those that a person can choose or answer, empty where only `safe` is known.
    `can_change` says that the app can change it, `changed_from` holds the value before the app last did, for undo.
    `asks_only` marks a polite request that closes nothing. `link` is the page where it is changed, `link_status` how
    sure that address is, `source` and `checked_on` where the facts of the check come from; `confirmed` is False where
    they are recalled. `rank` orders checks of one network, the most important first.
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
    also_safe: tuple[str, ...] = ()
    friends: str | None = None
    values: tuple[Value, ...] = ()
    can_change: bool = False
    changed_from: str | None = None
    asks_only: bool = False
    link: str = ""
    link_status: LinkStatus = LinkStatus.NONE
    source: str = ""
    checked_on: date | None = None
    confirmed: bool = True
    rank: int = 100

    @property
    def is_safe(self) -> bool | None:
        """Whether the setting has a safe value; None where it is unknown."""
        return None if self.seen is None else self.seen == self.safe or self.seen in self.also_safe

    def wanted(self, level: Level) -> str | None:
        """Return the value that a level asks for; None where it leaves the setting as it is.

        A level never opens what is closed: where the value seen is safe already, it stays.
        """
        if level is Level.AS_NOW or self.is_safe:
            return None
        value = self.safe if level is Level.HIDDEN or self.friends is None else self.friends
        return None if value == self.seen else value

    def answered(self, value: str | None, at: datetime) -> Check:
        """Return the check with what the person says of it; None means that they do not know."""
        basis = Basis.NONE if value is None else Basis.TOLD
        return replace(self, seen=value, raw="", as_of=at, basis=basis)
