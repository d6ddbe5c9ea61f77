"""What did a stranger without an account really get?"""

from __future__ import annotations

from collections.abc import Iterator

from app.model.audience import Audience, open_to_strangers
from app.model.finding import Finding, FindingKind
from app.model.photo import Photo
from app.model.stranger import Reach, StrangerView
from app.model.text import Text, say

REACHABLE = 22
DISAGREEMENT = 45
NOT_TESTED = 5

_CLAIMS: dict[Audience, Text] = {
    Audience.FOLLOWERS: say("The network says that only followers can see it. We got it without signing in."),
    Audience.FRIENDS_OF_FRIENDS: say(
        "The network says that only friends of friends can see it. We got it without signing in."
    ),
    Audience.FRIENDS: say("The network says that only friends can see it. We got it without signing in."),
    Audience.CUSTOM: say(
        "The network says that only chosen people can see it. We got it without signing in."
    ),
    Audience.DIRECT: say("The network says that it was sent to few people. We got it without signing in."),
    Audience.ONLY_ME: say("The network says that only you can see it. We got it without signing in."),
}


def look(photo: Photo) -> Iterator[Finding]:
    """Report a photo that strangers got, above all against the network's word, or could not test."""
    view = photo.stranger
    if view is None:
        return
    is_closed = open_to_strangers(photo.visibility.value) is False
    if view.reach is Reach.REACHABLE:
        yield _against_the_word(photo) if is_closed else _reached(photo)
    elif view.reach is Reach.COULD_NOT_LOOK and is_closed:
        yield _not_tested(photo, view)


def _reached(photo: Photo) -> Finding:
    return Finding(
        kind=FindingKind.OPEN,
        weight=REACHABLE,
        says=say("A stranger gets this photo without signing in"),
        evidence=say("We fetched the file as anyone can."),
        remedy=say("Make it visible to fewer people, or delete it."),
        photo=photo.id,
        account=photo.account,
        target="reach",
    )


def _against_the_word(photo: Photo) -> Finding:
    return Finding(
        kind=FindingKind.DISAGREEMENT,
        weight=DISAGREEMENT,
        says=say("A stranger gets this photo although it should be closed"),
        evidence=_CLAIMS[photo.visibility.value],
        remedy=say("Delete it: closing it does not keep strangers from the file."),
        photo=photo.id,
        account=photo.account,
        target="reach",
    )


def _not_tested(photo: Photo, view: StrangerView) -> Finding:
    return Finding(
        kind=FindingKind.REACH_UNKNOWN,
        weight=NOT_TESTED,
        says=say("We could not test that strangers are kept out"),
        evidence=view.why or say("The server did not answer our look from outside."),
        remedy=say("Look again later, or open its page in a private window."),
        photo=photo.id,
        account=photo.account,
        target="reach",
    )
