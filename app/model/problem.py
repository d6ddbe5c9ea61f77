"""What can go wrong, in words meant for the person at the keyboard.

Problem
 ├── WrongUse              a command or a filter that cannot be understood
 │    └── ChannelUnchecked how to reach a recipient is old or not confirmed, and nobody has said that they looked
 ├── UnreadableArchive     the export is damaged, or is not what it claims to be
 │    └── HostileArchive   ... because it is built to do harm
 ├── UnknownTarget         a handle or address that we do not know how to look up
 ├── NetworkRefused        the network answered, and said no
 │    ├── SignInExpired    ... because the token is no longer good
 │    ├── SignInNeeded     ... because it wants a sign-in, or one that allows more
 │    ├── ListRefused      ... to list photos without a sign-in (that is not a sign of privacy)
 │    ├── NotThere         ... because nobody of that name is there (any more)
 │    ├── OtherNetwork     ... because the server is of another kind, which is named
 │    └── Limited          ... for now: too many requests, with the time when it may go on
 ├── ListIncomplete        the network listed nothing, or less, where it says itself that there is more
 ├── SignInStopped         the sign-in in the browser was refused, or nobody answered within two minutes
 ├── ChangeNotSeen         the network said yes to a change, but shows the old value when it is read again
 ├── Offline               nothing answered, or not in time
 ├── AddressRefused        an address that we never contact: private, loopback or not https
 ├── KeyringLocked         the system's keyring would not open
 ├── NoKeyring             there is no keyring that is safe to use
 ├── CatalogueLocked       the key does not open the catalogue
 ├── CatalogueTooNew       a newer version of the app wrote this catalogue
 ├── CatalogueDamaged      the catalogue's file cannot be read
 ├── DiskFull              there is no room left to keep things
 ├── PictureUnreadable     a picture cannot be decoded
 ├── NoLawApplies          no law that we know covers this person against this recipient
 ├── NoChannel             nobody is known to write to
 ├── MissingFacts          something about the person is needed first (residence, name)
 ├── Unprintable           a letter has signs that none of our fonts can print
 ├── NotFound              no photo, account or request of that name is held
 └── StepImpossible        a request cannot take this step from where it is

Any other exception is a mistake of ours, and goes to the crash notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from app.model.text import Text


class Problem(Exception):
    """Something a person can understand and act upon: what is wrong, and what to do about it."""

    def __init__(self, says: Text, remedy: Text | None = None) -> None:
        super().__init__(str(says))
        self.says = says
        self.remedy = remedy


class WrongUse(Problem):
    """A command or a filter that cannot be understood."""


class ChannelUnchecked(WrongUse):
    """How to reach a recipient is old or was never confirmed, and the person has not said that they looked."""


class UnreadableArchive(Problem):
    """The export is damaged, or is not what it claims to be."""


class HostileArchive(UnreadableArchive):
    """The export is built to do harm: a bomb, overlapping entries."""


class UnknownTarget(Problem):
    """A handle or address that we do not know how to look up."""


class NetworkRefused(Problem):
    """The network answered, and said no."""


class SignInExpired(NetworkRefused):
    """The token is no longer good."""


class SignInNeeded(NetworkRefused):
    """A sign-in is needed first, or one that allows more; `power` is the one that is missing ("change", "delete")."""

    def __init__(self, says: Text, remedy: Text | None = None, power: str = "") -> None:
        super().__init__(says, remedy)
        self.power = power


class ListRefused(NetworkRefused):
    """The network lists no photos without a sign-in. This is not a sign of privacy."""


class NotThere(NetworkRefused):
    """Nobody of that name is there, or not any more."""


class OtherNetwork(NetworkRefused):
    """The server is of another kind: `network` is the key of the one that reads it, with `handle` and `server` there."""

    def __init__(
        self, says: Text, remedy: Text | None = None, *, network: str, handle: str, server: str
    ) -> None:
        super().__init__(says, remedy)
        self.network = network
        self.handle = handle
        self.server = server


class Limited(NetworkRefused):
    """Too many requests: the network says when it may go on."""

    def __init__(self, says: Text, remedy: Text | None = None, until: datetime | None = None) -> None:
        super().__init__(says, remedy)
        self.until = until


class ListIncomplete(Problem):
    """The network listed nothing, or less, where it says itself that there is more."""


class SignInStopped(Problem):
    """The sign-in in the browser was refused, or nobody answered in time."""


class ChangeNotSeen(Problem):
    """The network said yes to a change, but shows the old value when it is read again."""


class Offline(Problem):
    """Nothing answered, or not in time."""


class AddressRefused(Problem):
    """An address that we never contact: private, loopback or not https."""


class KeyringLocked(Problem):
    """The system's keyring would not open."""


class NoKeyring(Problem):
    """There is no keyring that is safe to use."""


class CatalogueLocked(Problem):
    """The key does not open the catalogue."""


class CatalogueTooNew(Problem):
    """A newer version of the app wrote this catalogue."""


class CatalogueDamaged(Problem):
    """The catalogue's file cannot be read."""


class DiskFull(Problem):
    """There is no room left to keep things."""


class PictureUnreadable(Problem):
    """A picture cannot be decoded."""


class NoLawApplies(Problem):
    """No law that we know covers this person against this recipient."""


class NoChannel(Problem):
    """Nobody is known to write to."""


class MissingFacts(Problem):
    """Something about the person is needed first: residence, name."""


class Unprintable(Problem):
    """A letter has signs that none of our fonts can print."""


class NotFound(Problem):
    """No photo, account or request of that name is held."""


class StepImpossible(Problem):
    """A request cannot take this step from where it is."""
