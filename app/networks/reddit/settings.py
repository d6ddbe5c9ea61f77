"""The settings of Reddit that a sign-in can read and change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from app.model.audience import Basis
from app.model.problem import WrongUse
from app.model.setting import Check, LinkStatus, Value
from app.model.sign_in import Power
from app.model.text import Text, say
from app.networks.bearer import OK, good, refused
from app.networks.fields import text
from app.networks.reddit.sign_in import bearer

if TYPE_CHECKING:
    from app.networks.session import Session

_PREFS: Final = "/api/v1/me/prefs"
_VALUES: Final = ("true", "false")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Switch:
    """One switch: its name at Reddit, and what is safe."""

    key: str
    field: str
    says: Text
    why: Text
    how: Text
    safe: str
    rank: int
    asks_only: bool = False


_SWITCHES: Final = (
    _Switch(
        key="rd.robots",
        field="hide_from_robots",
        says=say("Search engines are asked to leave your profile out"),
        why=say(
            "What a search engine shows, a face search engine finds. It is a polite request; not everybody obeys."
        ),
        how=say("Open Settings, then Privacy, and turn off that your profile shows up in search results."),
        safe="true",
        rank=10,
        asks_only=True,
    ),
    _Switch(
        key="rd.votes",
        field="public_votes",
        says=say("Everybody sees what you voted for"),
        why=say("What you like tells much about who you are, and helps to link this account to your others."),
        how=say("Open the old settings at old.reddit.com/prefs, and turn off that your votes are public."),
        safe="false",
        rank=20,
    ),
)


def checks(session: Session) -> Iterator[Check]:
    """Read the switches; raises SignInExpired, SignInNeeded, NetworkRefused and the Problems of the web."""
    prefs = good(bearer(session).get(_PREFS, why="settings", params={"raw_json": 1}))
    for switch in _SWITCHES:
        given = prefs.get(switch.field)
        seen = str(given).lower() if isinstance(given, bool) else None
        yield Check(
            account=session.account.id,
            key=switch.key,
            says=switch.says,
            safe=switch.safe,
            why=switch.why,
            how=switch.how,
            seen=seen,
            raw=seen if seen is not None else text(given, 60),
            as_of=session.web.now(),
            basis=Basis.NONE if seen is None else Basis.ACCOUNT_SETTING,
            values=(Value(key="true", says=say("On")), Value(key="false", says=say("Off"))),
            can_change=True,
            asks_only=switch.asks_only,
            link="https://www.reddit.com/settings/privacy",
            link_status=LinkStatus.SEEN,
            source="praw's recorded answers of /api/v1/me/prefs",
            checked_on=date(2026, 11, 23),
            rank=switch.rank,
        )


def change(session: Session, key: str, value: str) -> None:
    """Set one switch; the caller reads again and compares. Raises WrongUse, SignInNeeded, NetworkRefused."""
    switch = next((one for one in _SWITCHES if one.key == key), None)
    if switch is None or value not in _VALUES:
        raise WrongUse(
            say("There is no setting “{key}” with the value “{value}”.", key=key[:60], value=value[:60])
        )
    answer = bearer(session).send(
        "PATCH", _PREFS, why="setting", power=Power.CHANGE, json={switch.field: value == "true"}
    )
    if answer.status not in OK or answer.is_html:
        raise refused(answer)
