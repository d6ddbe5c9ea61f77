"""What an anonymous request really got: the only proof of being open, and the only proof of being gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.model.text import Text


class Reach(StrEnum):
    """What a stranger without an account gets of one photo."""

    REACHABLE = "reachable"
    LOGIN_WALL = "login_wall"
    GONE = "gone"
    COULD_NOT_LOOK = "could_not_look"


class Verdict(StrEnum):
    """What looking again after a fix says."""

    GONE = "gone"
    STILL_THERE = "still_there"
    TOO_EARLY = "too_early"
    COULD_NOT_LOOK = "could_not_look"


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangerView:
    """One look as a stranger: the answer of the server to a request without any sign-in.

    `sha256` is the hex digest of the file got, `size` its length in bytes; both None unless reachable.
    `why` says in words what stood in the way.
    """

    reach: Reach
    seen_at: datetime
    url: str = ""
    status: int | None = None
    content_type: str = ""
    sha256: str | None = None
    size: int | None = None
    why: Text | None = None


def verdict(before: StrangerView | None, now: StrangerView) -> Verdict:
    """Judge a photo that should be gone: believe only what was seen.

    A login wall where the file was open before closes it to strangers, so it counts as gone for them.
    """
    if now.reach is Reach.REACHABLE:
        return Verdict.STILL_THERE
    if now.reach is Reach.GONE:
        return Verdict.GONE
    if now.reach is Reach.LOGIN_WALL and before is not None and before.reach is not Reach.COULD_NOT_LOOK:
        return Verdict.GONE
    return Verdict.COULD_NOT_LOOK
