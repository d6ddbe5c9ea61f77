"""One identity at one network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

AccountId = NewType("AccountId", str)
NetworkKey = NewType("NetworkKey", str)


class AccountKind(StrEnum):
    """How an account is known: by handle alone, with a token in the keyring, or from a data export."""

    WATCHED = "watched"
    CONNECTED = "connected"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One identity at one network.

    `handle` is the name people write, without a leading @ ("user@server", "name.bsky.social"); `remote_id`
    the network's own id; `server` the base URL that answers for it. `claimed_photos` and `claimed_posts` are
    the profile's own counts, None where it gives none. `invented` marks the sample person.
    """

    id: AccountId
    network: NetworkKey
    kind: AccountKind
    handle: str
    name: str = ""
    remote_id: str = ""
    server: str = ""
    url: str = ""
    software: str = ""
    claimed_posts: int | None = None
    claimed_photos: int | None = None
    added_at: datetime | None = None
    synced_at: datetime | None = None
    invented: bool = False


def account_id(network: NetworkKey, handle: str) -> AccountId:
    """Return the id of an account: "bluesky:name.bsky.social"; the same identity always has the same id."""
    return AccountId(f"{network}:{handle.casefold()}")
