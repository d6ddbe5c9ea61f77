"""A signed-in account, and the ways to become one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from app.model.account import Account
from app.model.problem import SignInExpired
from app.model.sign_in import Doorway, Grant, Power
from app.model.text import say

if TYPE_CHECKING:
    from app.networks.web import Web


class GrantShelf(Protocol):
    """Where one account's grant is kept: the keyring, shared with every other window of this app."""

    def read(self) -> Grant | None:
        """Return what is kept now, None where the account was disconnected."""
        ...

    def write(self, grant: Grant) -> None:
        """Keep a grant in place of the one before; once this returns, a crash does not lose it."""
        ...

    def locked(self) -> AbstractContextManager[None]:
        """Keep every other thread and window from renewing this account's grant meanwhile."""
        ...


class Session:
    """One account with what its network handed out. `web` is the door that every request goes through.

    `notes` is what the network's servers said last that the next request must repeat (a nonce); it is kept nowhere.
    """

    def __init__(self, *, web: Web, account: Account, grant: Grant, shelf: GrantShelf) -> None:
        self.web = web
        self.account = account
        self.grant = grant
        self.notes: dict[str, str] = {}
        self._shelf = shelf

    def __repr__(self) -> str:
        """Return whose session it is, and nothing that was handed out."""
        return f"Session({self.account.id!r})"

    @property
    def is_superseded(self) -> bool:
        """Whether a newer sign-in of the same account took the place of this one."""
        held = self._shelf.read()
        return held is not None and held != self.grant

    def renew(self, ask: Callable[[Grant], Grant]) -> None:
        """Put a fresh grant in place of one that ran out; `ask` fetches it from the network.

        Refresh tokens rotate, and using one twice can end the whole session: so only one window asks at a time, looks
        first whether another one has renewed it already, and the new grant is in the keyring before it is used.
        """
        with self._shelf.locked():
            held = self._shelf.read()
            if held is None:
                raise expired(self.account)
            if held == self.grant:
                held = ask(held)
                self._shelf.write(held)
            self.grant = held


def expired(account: Account) -> SignInExpired:
    """Return the Problem of a sign-in that is no longer good: the same words for every network."""
    return SignInExpired(
        say("The sign-in of {handle} is no longer good.", handle=account.handle),
        say("Sign in again on the page Accounts. Nothing that we hold is lost."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a sign-in is asked for.

    `server` is a base URL ("" for the network's own), `handle` who the person says they are ("" where the network
    asks by itself), `keys` what they brought, by the key of each Need. Only `powers` are asked for, no more.
    """

    server: str = ""
    handle: str = ""
    powers: frozenset[Power] = frozenset({Power.READ})
    keys: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Who signed in, and what was handed out."""

    account: Account
    grant: Grant


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A sign-in that goes on in the browser.

    `url` is the page to open. `proof` is the name and value that the browser's answer must carry back ("state"): an
    answer without it is not listened to. `finish` turns the answer's query into the sign-in, and raises a Problem.
    """

    url: str = field(repr=False)
    proof: tuple[str, str] = field(repr=False)
    finish: Callable[[Mapping[str, str]], Joined] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """Where the browser answers: this computer, on `port` (0: any free one). `host` is how the network wants it written."""

    path: str = "/callback"
    port: int = 0
    host: str = "127.0.0.1"


ANYWHERE = Callback()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """How accounts of one network are connected.

    begin    starts a sign-in in the browser; the text is the address where the browser will answer
    bring    signs in with what the person brought alone: a pasted token, an app password
    end      tells the network that this sign-in is over; failing to is no error
    lent     whether a grant was lent for one deletion alone, and is ended once nothing of it waits any more
    """

    doorway: Doorway
    begin: Callable[[Web, Wish, str], Errand] | None = None
    bring: Callable[[Web, Wish], Joined] | None = None
    end: Callable[[Session], None] | None = None
    lent: Callable[[Grant], bool] | None = None
    callback: Callback = ANYWHERE
