"""Who may see this photo, as the network says?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.model.audience import Audience, Basis
from app.model.finding import Finding, FindingKind
from app.model.photo import Photo
from app.model.stranger import Reach
from app.model.text import Text, say

PUBLIC = 22
UNLISTED = 18
UNKNOWN = 10

_SETTLED = frozenset({Reach.REACHABLE, Reach.GONE})


def look(photo: Photo) -> Iterator[Finding]:
    """Report a photo that the network shows to strangers, or whose audience nobody knows.

    A file that hangs nowhere has no audience; and where an anonymous request settled it, `reach` tells.
    """
    if not photo.network or (photo.stranger is not None and photo.stranger.reach in _SETTLED):
        return
    match photo.visibility.value:
        case Audience.PUBLIC:
            yield _open(photo, PUBLIC, say("Anyone on the web can open this photo"))
        case Audience.UNLISTED:
            yield _open(photo, UNLISTED, say("Anyone who has the address can open this photo"))
        case Audience.UNKNOWN:
            yield Finding(
                kind=FindingKind.REACH_UNKNOWN,
                weight=UNKNOWN,
                says=say("Nobody knows who can see this photo"),
                evidence=_noted(photo) or say("The source does not tell. That does not make it private."),
                remedy=say("Open its page in a private window, where you are signed out."),
                photo=photo.id,
                account=photo.account,
                target="audience",
            )
        case _:
            return


def _open(photo: Photo, weight: int, says: Text) -> Finding:
    is_walled = photo.stranger is not None and photo.stranger.reach is Reach.LOGIN_WALL
    return Finding(
        kind=FindingKind.OPEN,
        weight=weight // 2 if is_walled else weight,
        says=say("Anyone who signs up can open this photo") if is_walled else says,
        evidence=_because(photo),
        remedy=say("Make it visible to fewer people, or delete it."),
        photo=photo.id,
        account=photo.account,
        target="audience",
    )


def _noted(photo: Photo) -> Text | None:
    """Return what the network's own word really means, where somebody knows that."""
    return next((reason.note for reason in photo.visibility.reasons if reason.note is not None), None)


def _because(photo: Photo) -> Text:
    """Name the deciding reason: it is the place of the remedy, too."""
    if not photo.visibility.reasons:
        return say("That is what its source says.")
    reason = photo.visibility.reasons[0]
    if reason.name and reason.basis in _NAMED:
        return _NAMED[reason.basis](reason.name)
    return _REASONS[reason.basis]


_REASONS = {
    Basis.ITEM: say("It is open because the post itself is."),
    Basis.ALBUM: say("It is open because its album is."),
    Basis.SHARE_LINK: say("It is open because a link to it was shared."),
    Basis.ACCOUNT_SETTING: say("It is open because the account is."),
    Basis.NETWORK_RULE: say("It is open because this network shows such pictures to everyone."),
    Basis.SEEN_BY_US: say("We saw it without signing in."),
    Basis.NONE: say("That is what its source says."),
}
_NAMED: dict[Basis, Callable[[str], Text]] = {
    Basis.ALBUM: lambda name: say("It is open because the album “{name}” is.", name=name),
    Basis.ACCOUNT_SETTING: lambda name: say(
        "It is open because of the account's setting “{name}”.", name=name
    ),
}
