"""What a network hands out when a person signs in, and what that allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.model.setting import LinkStatus
from app.model.text import Text


class Power(StrEnum):
    """What a sign-in may do. The least is asked for; the others only at the moment when they are needed."""

    READ = "read"
    CHANGE = "change"
    """Change settings and who may see a photo."""
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one network handed out for one account. It lives in the keyring and nowhere else.

    `secrets` are tokens and keys by name; they never stand in a log, an error, an address or a file. `scope` is the
    network's own words for what is allowed. `expires_at` is None where the network does not tell, or never.
    """

    secrets: Mapping[str, str] = field(repr=False)
    powers: frozenset[Power] = frozenset({Power.READ})
    scope: str = ""
    expires_at: datetime | None = None

    def secret(self, name: str) -> str:
        """Return a secret by its name, "" where there is none."""
        return self.secrets.get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that a person brings for a sign-in: a key of their own app, a token that they paste."""

    key: str
    says: Text
    hint: Text | None = None
    is_secret: bool = True
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorway:
    """How an account of one network can be connected, in words for a person.

    `steps` is the guided page; empty where nothing has to be prepared. `in_browser` says that the sign-in happens on
    the network's own page; otherwise what is brought is enough. `powers` are those that can be asked for. `warning`
    stands before the first call (a price, a right that cannot be narrowed). `closed` says in one sentence why nobody
    can list their own photos here; everything else is then empty. `link` is where the steps begin, or where a
    closed network's export is ordered, and `link_status` how sure the latter is. `experimental` marks a way that nobody
    could try. `source` and `checked_on` as for every fact.
    """

    network: str
    title: str
    handle: Text | None = None
    server: Text | None = None
    needs: tuple[Need, ...] = ()
    in_browser: bool = False
    powers: frozenset[Power] = frozenset({Power.READ})
    steps: tuple[Text, ...] = ()
    link: str = ""
    link_status: LinkStatus = LinkStatus.NONE
    warning: Text | None = None
    closed: Text | None = None
    experimental: bool = False
    source: str = ""
    checked_on: str = ""
