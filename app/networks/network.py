"""A network as a value of functions: what it cannot do is None."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeAlias

from app.model.account import Account, NetworkKey
from app.model.fix import NO_LAG, Lag, Outcome, Pace
from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.model.setting import Check
from app.model.sign_in import Power
from app.model.stranger import StrangerView
from app.model.text import Text

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.session import Session, SignIn
    from app.networks.web import Web


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a person typed, understood without asking anybody. `server` is a base URL, "" for the network's own.

    `typed` is the text itself, "" where nobody typed one: where nobody is found, it may mean another network too.
    """

    network: NetworkKey
    handle: str
    server: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """One anonymous fetch of a photo's file: what was seen, and the bytes (None unless reachable and under the cap).

    `problem` is why no answer came at all (Offline, Limited, AddressRefused); None where there was one.
    """

    view: StrangerView
    data: bytes | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a listing from which it can go on later: whatever came before it was yielded.

    `cursor` is the network's own word for the place, handed back to the same function. It holds no secret.
    """

    cursor: str


# So many photos are shown before all others, so that there is something to see while the rest is read.
FIRST_SHOWN = 12

Imported: TypeAlias = "Account | Photo | Check | Skipped"
Listed: TypeAlias = "Photo | Skipped | Mark"


class Lists(Protocol):
    """Lists the photos that a stranger can list, from a mark's cursor on."""

    def __call__(self, web: Web, account: Account, resume: str = "", /) -> Iterator[Listed]:
        """Yield photos, what could not be read, and marks from which a later call can go on."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One way to take photos out of reach: hiding or deleting.

    unit     the key of what can only go as a whole (a post with all its pictures), stable within the account; pure
    stem     how the keys of all photos of that whole begin, so that the catalogue finds them quickly; pure
    cannot   says why this photo cannot be fixed in this way, None where it can; pure
    says     what will happen to one unit, told of the photos in it that are held; pure
    act      does it to one unit; NotThere is no error but Outcome.WAS_GONE; raises a Problem, SignInNeeded among them
    power    what the sign-in must allow
    pace     how many of these the network allows in how much time, None where nobody knows a limit
    remarks  what a person should know before a yes, whatever the photos are
    """

    unit: Callable[[Photo], str]
    says: Callable[[Sequence[Photo]], Text]
    act: Callable[[Session, str, Sequence[Photo]], Outcome]
    power: Power = Power.DELETE
    stem: Callable[[Photo], str] = lambda photo: photo.key.partition("/")[0]
    cannot: Callable[[Photo], Text | None] = lambda _photo: None
    pace: Pace | None = None
    remarks: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A social network, or a family of servers with one API.

    Without a sign-in:
    understand  reads a handle or profile address; pure, None where it is not ours
    perhaps     reads a text that means another network first, and may mean us where nobody is found there; pure
    find        looks the account up without any sign-in; raises a Problem
    photos      lists what a stranger can list, avatar and banner first, from a mark's cursor on ("" from the start);
                raises a Problem where the list is refused, limited or smaller than the profile itself says (whatever
                was yielded before stays good)
    glimpse     fetches one photo's original file without any sign-in; never raises for an answer, however odd
    page        looks at a photo's page without any sign-in; never raises for an answer
    elsewhere   looks for a copy of a photo's post at a server that the person names
    open_checks settings of an account that anybody can read
    sizes       every address of a photo's file that the network is known to serve, other sizes included; pure
    copies      says where copies may remain, and when a signed link ends; pure
    lag         how long the network goes on serving what was deleted

    Signed in:
    sign_in     how an account is connected; None where the network has nothing to sign in to
    own         lists the person's own photos, hidden ones included, from a mark's cursor on
    checks      reads the account's settings
    change      changes one setting (its check's key, a value); the caller reads again and compares
    hide        takes photos out of strangers' reach without deleting them
    delete      deletes photos
    backup      writes everything that the account holds there into a file

    From a file:
    recognise   whether an export is ours, by its content
    read        reads an export: the account first, then photos, checks and what could not be read; a photo that comes
                again with the same key replaces what came before
    never_told  facts that this network's export does not hold
    travels_in  the network whose export holds this one's as well, so that one download is read by both
    """

    key: NetworkKey
    title: str
    understand: Callable[[str], Target | None] | None = None
    perhaps: Callable[[str], Target | None] | None = None
    find: Callable[[Web, Target], Account] | None = None
    photos: Lists | None = None
    glimpse: Callable[[Web, Photo], Glimpse] | None = None
    page: Callable[[Web, Photo], StrangerView] | None = None
    elsewhere: Callable[[Web, Photo, str], StrangerView] | None = None
    open_checks: Callable[[Web, Account], Iterator[Check]] | None = None
    sizes: Callable[[Photo], tuple[str, ...]] | None = None
    copies: Callable[[Photo], tuple[Text, ...]] | None = None
    lag: Lag = NO_LAG
    sign_in: SignIn | None = None
    own: Callable[[Session, str], Iterator[Listed]] | None = None
    checks: Callable[[Session], Iterator[Check]] | None = None
    change: Callable[[Session, str, str], None] | None = None
    hide: Fix | None = None
    delete: Fix | None = None
    backup: Callable[[Web, Account, BinaryIO], None] | None = None
    recognise: Callable[[Tree], bool] | None = None
    read: Callable[[Tree], Iterator[Imported]] | None = None
    never_told: tuple[Text, ...] = ()
    travels_in: NetworkKey | None = None
