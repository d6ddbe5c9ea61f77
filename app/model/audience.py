"""Who may see a photo, and how we know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.model.text import Text


class Audience(StrEnum):
    """Who may see it, widest first. UNKNOWN is an answer, and never means private."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    FOLLOWERS = "followers"
    FRIENDS_OF_FRIENDS = "friends_of_friends"
    FRIENDS = "friends"
    CUSTOM = "custom"
    DIRECT = "direct"
    ONLY_ME = "only_me"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What an audience leans on."""

    ITEM = "item"
    ALBUM = "album"
    SHARE_LINK = "share_link"
    ACCOUNT_SETTING = "account_setting"
    NETWORK_RULE = "network_rule"
    SEEN_BY_US = "seen_by_us"
    TOLD = "told"
    """The person said so; nothing could be read."""
    NONE = "none"


OPEN_TO_STRANGERS = frozenset({Audience.PUBLIC, Audience.UNLISTED})

# Widest first. Followers stand before friends of friends because anyone may ask to follow.
_WIDTH = {
    Audience.PUBLIC: 8,
    Audience.UNLISTED: 7,
    Audience.FOLLOWERS: 6,
    Audience.FRIENDS_OF_FRIENDS: 5,
    Audience.FRIENDS: 4,
    Audience.CUSTOM: 3,
    Audience.DIRECT: 2,
    Audience.ONLY_ME: 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One link of the chain that explains an audience: "public, because the album Holiday is public".

    `note` is one sentence more where the network's own word alone would mislead.
    """

    basis: Basis
    audience: Audience
    name: str = ""
    raw: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visibility:
    """An audience with its as-of time and the chain of reasons, the deciding one first."""

    value: Audience = Audience.UNKNOWN
    reasons: tuple[Reason, ...] = ()
    as_of: datetime | None = None

    @property
    def basis(self) -> Basis:
        """What the audience leans on first; NONE when nothing is known."""
        return self.reasons[0].basis if self.reasons else Basis.NONE


UNKNOWN = Visibility()


def stated(  # each is one part of the reason, named at every call
    audience: Audience,
    basis: Basis,
    as_of: datetime | None = None,
    *,
    name: str = "",
    raw: str = "",
    note: Text | None = None,
) -> Visibility:
    """Return a visibility that rests on one reason alone."""
    reason = Reason(basis=basis, audience=audience, name=name, raw=raw, note=note)
    return Visibility(value=audience, reasons=(reason,), as_of=as_of)


def widest(ways: Iterable[Audience]) -> Audience:
    """Return the widest audience that any way in gives.

    A way that is open to strangers decides whatever else is unknown. Otherwise one unknown way makes the
    whole unknown, for it might be wider than the rest. No way at all is unknown too.
    """
    told = list(ways)
    known = [way for way in told if way is not Audience.UNKNOWN]
    widest_known = max(known, key=_WIDTH.__getitem__, default=Audience.UNKNOWN)
    is_sure = len(known) == len(told) or widest_known in OPEN_TO_STRANGERS
    return widest_known if is_sure else Audience.UNKNOWN


def within(item: Audience, account: Audience) -> Audience:
    """Return an item's audience within what its account as a whole allows.

    An unknown account narrows nothing. An unknown item stays unknown, unless the account lets nobody else in
    at all.
    """
    if account is Audience.UNKNOWN or item is account:
        return item
    if item is Audience.UNKNOWN:
        return Audience.ONLY_ME if account is Audience.ONLY_ME else Audience.UNKNOWN
    return min(item, account, key=_WIDTH.__getitem__)


def effective(
    ways: Iterable[Reason], account: Reason | None = None, as_of: datetime | None = None
) -> Visibility:
    """Join every way in to a photo and the account's own limit into one visibility with its chain.

    The deciding reason stands first in the chain: it is the explanation, and the place of the remedy.
    """
    reasons = tuple(ways)
    value = widest(reason.audience for reason in reasons)
    if account is not None:
        value = within(value, account.audience)
        reasons = (*reasons, account)
    chain = sorted(reasons, key=lambda reason: reason.audience is not value)
    return Visibility(value=value, reasons=tuple(chain), as_of=as_of)


def open_to_strangers(audience: Audience) -> bool | None:
    """Whether a stranger may see it: True, False, or None where nobody knows."""
    if audience is Audience.UNKNOWN:
        return None
    return audience in OPEN_TO_STRANGERS
