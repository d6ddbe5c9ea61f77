"""What one screen asks of another: to connect or bring in an account, to look at its settings, to remove photos."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.model.account import Account, AccountId
from app.model.fix import Action
from app.model.photo import PhotoId
from app.model.sign_in import Power


@dataclass(frozen=True, slots=True, kw_only=True)
class ToConnect:
    """Connect an account at a network; with `power`, ask for one more right of an account that is connected.

    `back` is the screen to go to afterwards, with what it is to be told.
    """

    network: str
    account: Account | None = None
    power: Power | None = None
    back: tuple[str, object] | None = None


@dataclass(frozen=True, slots=True)
class ToBringIn:
    """Read these exports and folders; with none, let the person choose them."""

    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class ToOrder:
    """Show how to order the export of a network; "" shows all networks."""

    network: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCheck:
    """Show the settings of an account; `goes_on` where a sign-in was asked for and is there now."""

    account: AccountId
    goes_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRemove:
    """Show what hiding or deleting these photos would do."""

    action: Action
    photos: tuple[PhotoId, ...]


@dataclass(frozen=True, slots=True)
class TheQueue:
    """Show what waits to be hidden or deleted; `goes_on` starts it."""

    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class ToEveryone:
    """Show the letters to everyone who may have the person's face."""
