"""A network as a value of functions: what it cannot do is None."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from app.model.account import Account, NetworkKey
from app.model.photo import Photo, Skipped
from app.model.setting import Check
from app.model.stranger import StrangerView
from app.model.text import Text

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.web import Web


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a person typed, understood without asking anybody. `server` is a base URL, "" for the network's own."""

    network: NetworkKey
    handle: str
    server: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """One anonymous fetch of a photo's file: what was seen, and the bytes (None unless reachable and under the cap)."""

    view: StrangerView
    data: bytes | None = None


Imported: TypeAlias = "Account | Photo | Check | Skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A social network, or a family of servers with one API.

    understand  reads a handle or profile address; pure, None where it is not ours
    find        looks the account up without any sign-in; raises a Problem
    photos      lists what a stranger can list, avatar and banner first; raises a Problem where the list is refused,
                limited or smaller than the profile itself says (whatever was yielded before stays good)
    glimpse     fetches one photo's original file without any sign-in; never raises for an answer, however odd
    recognise   whether an export is ours, by its content
    read        reads an export: the account first, then photos, checks and what could not be read
    never_told  facts that this network's export does not hold
    """

    key: NetworkKey
    title: str
    understand: Callable[[str], Target | None] | None = None
    find: Callable[[Web, Target], Account] | None = None
    photos: Callable[[Web, Account], Iterator[Photo | Skipped]] | None = None
    glimpse: Callable[[Web, Photo], Glimpse] | None = None
    recognise: Callable[[Tree], bool] | None = None
    read: Callable[[Tree], Iterator[Imported]] | None = None
    never_told: tuple[Text, ...] = ()
