"""How the terminal says a photo, a finding and a photo's audience in a few plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.model.audience import Audience, Basis, Reason
from app.model.photo import PhotoKind
from app.model.stranger import Reach
from app.model.text import Text, say, verbatim

if TYPE_CHECKING:
    from app.model.finding import Finding
    from app.model.photo import Photo

AUDIENCES: dict[Audience, Text] = {
    Audience.PUBLIC: say("public"),
    Audience.UNLISTED: say("unlisted: whoever has the address"),
    Audience.FOLLOWERS: say("followers"),
    Audience.FRIENDS_OF_FRIENDS: say("friends of friends"),
    Audience.FRIENDS: say("friends"),
    Audience.CUSTOM: say("chosen people"),
    Audience.ONLY_ME: say("only you"),
    Audience.DIRECT: say("those it was sent to"),
    Audience.UNKNOWN: say("unknown"),
}
REACHES: dict[Reach, Text] = {
    Reach.REACHABLE: say("a stranger can take it"),
    Reach.LOGIN_WALL: say("behind a sign-in"),
    Reach.GONE: say("gone"),
    Reach.COULD_NOT_LOOK: say("could not look"),
}

BASES: dict[Basis, Text] = {
    Basis.ITEM: say("the post says so"),
    Basis.ALBUM: say("its album says so"),
    Basis.SHARE_LINK: say("there is a link to share it"),
    Basis.ACCOUNT_SETTING: say("the account's setting says so"),
    Basis.NETWORK_RULE: say("the network's own rule"),
    Basis.SEEN_BY_US: say("we saw it"),
    Basis.NONE: say("nothing tells"),
}


def photo_line(photo: Photo, findings: Sequence[Finding], score: int) -> Iterator[Text]:
    """Yield the lines of one photo: what it is, who gets it, and what it gives away."""
    name = photo.url or photo.source_path or photo.media_url or photo.key
    yield say(
        "{score}  {number}{kind}{name}",
        score=f"{score:>3}",
        number=f"#{photo.id}  " if photo.id is not None else "",
        kind="" if photo.kind is PhotoKind.PHOTO else f"{photo.kind.value.replace('_', ' ')}  ",
        name=verbatim(name),
    )
    stranger = REACHES[photo.stranger.reach] if photo.stranger else say("not looked at yet")
    yield say(
        "     says: {audience}; seen: {stranger}",
        audience=AUDIENCES[photo.visibility.value],
        stranger=stranger,
    )
    for finding in findings:
        yield say("     – {says}", says=finding.says)


def reason_line(reason: Reason) -> Text:
    """Return one link of the chain that explains who may see a photo."""
    if reason.note is not None:
        return say("     because: {why}", why=reason.note)
    return say(
        "     because: {basis}{name} ({audience})",
        basis=BASES[reason.basis],
        name=verbatim(f" – {reason.name}" if reason.name else ""),
        audience=AUDIENCES[reason.audience],
    )


def finding_lines(finding: Finding) -> Iterator[Text]:
    """Yield the lines of one finding: what, how we know, what to do."""
    yield say("{weight}  {says}", weight=f"{finding.weight:>3}", says=finding.says)
    yield say("     {evidence}", evidence=finding.evidence)
    yield say("     → {remedy}", remedy=finding.remedy)
