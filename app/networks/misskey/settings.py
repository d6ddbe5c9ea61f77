"""The privacy settings of a Misskey account, of which only those are told that the server itself returns.

Fields and their types: i/update.ts of Misskey (2025) and of its relatives, which know some of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from app.model.audience import Basis
from app.model.problem import NetworkRefused, WrongUse
from app.model.setting import Check, LinkStatus, Value
from app.model.sign_in import Power
from app.model.text import Text, say
from app.networks.ask import Json
from app.networks.misskey.api import ask_as, refusal_of
from app.networks.misskey.own import profile

if TYPE_CHECKING:
    from app.networks.session import Session

_SOURCE: Final = "Misskey, i/update.ts and NoteEntityService.ts"
_CHECKED_ON: Final = date(2026, 11, 23)
_DAY: Final = 24 * 60 * 60
OLDER: Final = "makeNotesFollowersOnlyBefore"
HIDDEN: Final = "makeNotesHiddenBefore"

_ON_OFF: Final = (Value(key="on", says=say("On")), Value(key="off", says=say("Off")))
_WHO: Final = (
    Value(key="public", says=say("Everybody")),
    Value(key="followers", says=say("Followers only")),
    Value(key="private", says=say("Only you")),
)
# Seconds below zero are an age that rolls on, above zero a moment since 1970 (NoteEntityService.ts, treatVisibility).
_AGES: Final = {"all": 0, "day": -_DAY, "week": -7 * _DAY, "month": -30 * _DAY, "year": -365 * _DAY}
_OLDER: Final = (
    Value(key="off", says=say("Never")),
    Value(key="year", says=say("After a year")),
    Value(key="month", says=say("After 30 days")),
    Value(key="week", says=say("After a week")),
    Value(key="day", says=say("After a day")),
    Value(key="all", says=say("At once, every post")),
)
_SECONDS: Final = re.compile(r"-?\d{1,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Switch:
    """One setting: its field in the server's record, and what a person should know of it."""

    key: str
    field: str
    says: Text
    why: Text
    safe: str = "on"
    also_safe: tuple[str, ...] = ()
    friends: str | None = None
    values: tuple[Value, ...] = _ON_OFF
    asks_only: bool = False


def _list_of_people(key: str, field: str, says: Text) -> _Switch:
    return _Switch(
        key=key,
        field=field,
        says=says,
        why=say("Lists of friends help to put names to faces."),
        safe="private",
        friends="followers",
        values=_WHO,
    )


_SWITCHES: Final = (
    _Switch(
        key="mk.signin",
        field="requireSigninToViewContents",
        says=say("Posts are shown only to people who are signed in"),
        why=say("A scraper without an account then gets no list of your photos from this server."),
    ),
    _Switch(
        key="mk.before",
        field=OLDER,
        says=say("Older posts are shown to followers only"),
        why=say(
            "All old photos leave public view at once, without being deleted. It can be undone. Other servers may go on "
            "showing their copies, and the address of a file still opens it."
        ),
        safe="month",
        also_safe=("all", "day", "week"),
        values=_OLDER,
    ),
    _Switch(
        key="mk.locked",
        field="isLocked",
        says=say("You approve each follower"),
        why=say("Otherwise a scraper follows you and reads what is meant for followers."),
    ),
    _Switch(
        key="mk.crawl",
        field="noCrawle",
        says=say("Search engines are asked to leave you out"),
        why=say("An index entry leads from your name to your face. It is a wish: nobody is held to it."),
        asks_only=True,
    ),
    _Switch(
        key="mk.ai",
        field="preventAiLearning",
        says=say("AI collectors are asked to leave you out"),
        why=say("It is a wish: well-behaved collectors obey it, a face scraper need not."),
        asks_only=True,
    ),
    _Switch(
        key="mk.explore",
        field="isExplorable",
        says=say("You are listed on the page Explore"),
        why=say("Such lists are where collectors begin."),
        safe="off",
    ),
    _Switch(
        key="mk.files",
        field="hideProfileFiles",
        says=say("The page with all your files is hidden"),
        why=say("It is a ready-made grid of your photos."),
    ),
    _list_of_people("mk.following", "followingVisibility", say("Who sees whom you follow")),
    _list_of_people("mk.followers", "followersVisibility", say("Who sees who follows you")),
    # Before the end of 2023, and in forks from then, one word stands for both.
    _list_of_people("mk.ff", "ffVisibility", say("Who sees whom you follow, and who follows you")),
    _Switch(
        key="mk.reactions",
        field="publicReactions",
        says=say("Everybody sees what you reacted to"),
        why=say("It tells who is close to you."),
        safe="off",
    ),
)
_BY_KEY: Final = {one.key: one for one in _SWITCHES}


def checks(session: Session) -> Iterator[Check]:
    """Read the settings that this server knows; a value of a kind that we do not know stays unknown."""
    me = profile(session)
    for rank, switch in enumerate(_SWITCHES):
        if switch.field in me:
            yield _check(session, switch, me, rank)


def change(session: Session, key: str, value: str) -> None:
    """Change one setting. At most 20 changes an hour are taken (i/update.ts). Raises WrongUse, NetworkRefused."""
    switch = _BY_KEY.get(key)
    if switch is None or not _is_value(switch, value):
        raise WrongUse(
            say("“{value}” is no value that this setting can have.", value=value[:60]),
            say("Choose one of the values that are shown."),
        )
    body: dict[str, Json] = {switch.field: _meant(switch, value)}
    if switch.field == OLDER and value == "off":
        # Where old posts are hidden altogether, "never" is meant for that as well.
        body |= {HIDDEN: None} if profile(session).get(HIDDEN) is not None else {}
    reply = ask_as(session, "i/update", why="setting", **body)
    if reply.is_good:
        return
    if reply.code == "RESTRICTED_BY_ROLE":
        raise NetworkRefused(
            say("Your server does not let your account change this."),
            say("Ask the people who run {server}.", server=session.account.server),
        )
    raise refusal_of(reply, session.account, Power.CHANGE)


def _is_value(switch: _Switch, value: str) -> bool:
    """Whether a setting can have a value; what was read of a server as a number can be put back as one."""
    is_number = switch.values is _OLDER and bool(_SECONDS.fullmatch(value))
    return is_number or value in {one.key for one in switch.values}


def _values(switch: _Switch, seen: str | None) -> tuple[Value, ...]:
    if seen is None or not _is_value(switch, seen) or seen in {one.key for one in switch.values}:
        return switch.values
    return (*switch.values, Value(key=seen, says=say("As you set it on your server")))


def _check(session: Session, switch: _Switch, me: Mapping[str, object], rank: int) -> Check:
    seen, raw = _seen(switch, me)
    return Check(
        account=session.account.id,
        key=switch.key,
        says=switch.says,
        safe=switch.safe,
        why=switch.why,
        how=say("On your server: Settings, Privacy."),
        seen=seen,
        raw=raw,
        as_of=session.web.now(),
        basis=Basis.NONE if seen is None else Basis.ACCOUNT_SETTING,
        also_safe=switch.also_safe,
        friends=switch.friends,
        values=_values(switch, seen),
        can_change=True,
        asks_only=switch.asks_only,
        link=f"{session.account.server}/settings/privacy",
        link_status=LinkStatus.RECALLED,
        source=_SOURCE,
        checked_on=_CHECKED_ON,
        rank=rank,
    )


def _seen(switch: _Switch, me: Mapping[str, object]) -> tuple[str | None, str]:
    """Return our word for a value and the server's own; None for what is of no kind that we know."""
    given = me.get(switch.field)
    raw = f"{switch.field}={given!r}"[:200]
    if switch.values is _OLDER:
        hidden = me.get(HIDDEN)
        return _age(hidden if given is None and hidden is not None else given), f"{raw} {HIDDEN}={hidden!r}"[
            :200
        ]
    if switch.values is _ON_OFF:
        return ({True: "on", False: "off"}[given] if isinstance(given, bool) else None), raw
    return (given if isinstance(given, str) and given in {one.key for one in _WHO} else None), raw


def _age(given: object) -> str | None:
    """Return the word for an age of posts; a date, or an age that we do not offer, is its number, and not called safe."""
    if given is None:
        return "off"
    if isinstance(given, bool) or not isinstance(given, int):
        return None
    return next((word for word, seconds in _AGES.items() if seconds == given), str(given)[:13])


def _meant(switch: _Switch, value: str) -> Json:
    if switch.values is _OLDER:
        return int(value) if _SECONDS.fullmatch(value) else _AGES.get(value)
    return value == "on" if switch.values is _ON_OFF else value
