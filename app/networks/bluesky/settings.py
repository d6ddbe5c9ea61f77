"""The settings of a Bluesky account: public records that anybody reads, and that their owner writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from app.model.account import Account, AccountId
from app.model.audience import Basis
from app.model.problem import NetworkRefused, WrongUse
from app.model.setting import Check, LinkStatus, Value
from app.model.sign_in import Power
from app.model.text import say
from app.networks.bluesky.identity import data_server
from app.networks.bluesky.pictures import ASKS_APPS
from app.networks.bluesky.scopes import DECLARATION, PROFILE
from app.networks.bluesky.signed import write
from app.networks.bluesky.xrpc import OK, Refusal, call, error_of, problem, trouble
from app.networks.fields import is_rows, record, rows, text

if TYPE_CHECKING:
    from app.networks.ask import Json
    from app.networks.session import Session
    from app.networks.web import Web

UNAUTH, RECO, AVATAR = "bsky.unauth", "bsky.reco", "bsky.avatar"
ON, OFF, SHOWN, NONE = "on", "off", "shown", "none"
_HIDE = "hideFromAlgorithmicRecommendations"
_MOST_TRIES = 3

Change = Callable[[dict[str, object]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A record as the server holds it: its value, and the id of just this version ("" where it does not say).

    `is_there` is False where there is no such record.
    """

    value: Mapping[str, object]
    cid: str = ""
    is_there: bool = True


def open_checks(web: Web, account: Account) -> Iterator[Check]:
    """Yield every setting, read as any stranger can; raises NotThere, NetworkRefused and the Problems of the web.

    An account out of a file names no server; then its document is asked who holds it.
    """
    held = account if account.server else replace(account, server=data_server(web, account.remote_id))
    profile = read_record(web, held, PROFILE)
    declared = read_record(web, held, DECLARATION)
    yield from checks_of(account.id, profile.value, declared.value, web.now())


def checks(session: Session) -> Iterator[Check]:
    """Yield every setting: its owner sees no more of them than anybody else."""
    return open_checks(session.web, session.account)


def checks_of(
    account: AccountId,
    profile: Mapping[str, object],
    declared: Mapping[str, object],
    as_of: datetime | None,
) -> Iterator[Check]:
    """Yield the settings that two records tell, empty ones where there is no record."""
    said = {
        UNAUTH: _asks_apps(profile),
        RECO: _asks_feeds(declared),
        AVATAR: (SHOWN if profile.get("avatar") is not None else NONE, ""),
    }
    for template in _CHECKS:
        seen, raw = said[template.key]
        basis = Basis.NONE if seen is None else Basis.ACCOUNT_SETTING
        yield replace(template, account=account, seen=seen, raw=raw, as_of=as_of, basis=basis)


def change(session: Session, key: str, value: str) -> None:
    """Change one setting and nothing else of its record; raises WrongUse, SignInNeeded, NetworkRefused and the like."""
    found = _CHANGES.get((key, value))
    if found is None:
        raise WrongUse(
            say("The setting {key} cannot be set to “{value}” from here.", key=key[:60], value=value[:60]),
            say("Change it on the network's own page."),
        )
    collection, edit = found
    rewrite(session, collection, edit, power=Power.CHANGE)


def rewrite(session: Session, collection: str, edit: Change, *, power: Power) -> None:
    """Read the record `self` of a collection, edit it, and write it back whole.

    It is written only over the very version that was read; where somebody wrote in between, it is read again. Raises
    SignInNeeded, SignInExpired, NetworkRefused and the Problems of the web.
    """
    for _ in range(_MOST_TRIES):
        held = read_record(session.web, session.account, collection)
        value = {**held.value, "$type": collection}
        edit(value)
        if held.is_there and value == held.value:
            return
        if held.is_there and not held.cid:
            # Without the id of what was read, somebody else's change could be written over.
            raise _no_record(session.account.server)
        body: dict[str, object] = {
            "repo": session.account.remote_id,
            "collection": collection,
            "rkey": "self",
            "record": value,
            "swapRecord": held.cid or None,
        }
        answer = write(session, "com.atproto.repo.putRecord", cast("Json", body), power=power)
        if answer.status == OK:
            return
        if error_of(answer) != "InvalidSwap":
            raise trouble(answer)
    raise NetworkRefused(
        say("The settings of {handle} are being changed by something else.", handle=session.account.handle),
        say("Close other apps that are signed in to it, then try again."),
    )


def read_record(web: Web, account: Account, collection: str) -> Held:
    """Return the record `self` of a collection, as anybody can read it; raises NotThere, NetworkRefused and the like."""
    params = {"repo": account.remote_id, "collection": collection, "rkey": "self"}
    said = call(web, account.server, "com.atproto.repo.getRecord", params, why="settings")
    if said is Refusal.NO_RECORD:
        return Held(value={}, is_there=False)
    if isinstance(said, Refusal):
        raise problem(said, account.handle, account.server)
    if not isinstance(said.get("value"), dict):
        raise _no_record(account.server)
    return Held(value=record(said.get("value")), cid=text(said.get("cid"), 200))


def _no_record(server: str) -> NetworkRefused:
    return NetworkRefused(
        say("{server} gave something else in place of a record.", server=server),
        say("Try again later. If it stays so, this server may not be of the kind that we know."),
    )


def _asks_apps(profile: Mapping[str, object]) -> tuple[str | None, str]:
    """Return whether the account asks apps to hide it from people who are not signed in; None where nobody can tell."""
    given = profile.get("labels")
    if given is None:
        return OFF, ""
    values = record(given).get("values")
    if not is_rows(values):
        return None, text(record(given).get("$type"), 200) or "?"
    is_on = any(record(one).get("val") == ASKS_APPS for one in rows(values)[:100])
    return (ON, ASKS_APPS) if is_on else (OFF, "")


def _asks_feeds(declared: Mapping[str, object]) -> tuple[str | None, str]:
    """Return the wish for feeds: a missing record means no, says the schema; None for anything but yes or no."""
    if not declared:
        return OFF, ""
    given = declared.get(_HIDE)
    if isinstance(given, bool):
        return (ON if given else OFF), str(given).lower()
    return None, text(given, 100) or "?"


def _ask_apps(value: dict[str, object]) -> None:
    others = _other_labels(value)
    kind = "com.atproto.label.defs#selfLabels"
    value["labels"] = {**record(value.get("labels")), "$type": kind, "values": [*others, {"val": ASKS_APPS}]}


def _ask_apps_no_more(value: dict[str, object]) -> None:
    others = _other_labels(value)
    if others:
        value["labels"] = {**record(value.get("labels")), "values": others}
    else:
        value.pop("labels", None)


def _other_labels(value: Mapping[str, object]) -> list[object]:
    return [
        one for one in rows(record(value.get("labels")).get("values")) if record(one).get("val") != ASKS_APPS
    ]


def _ask_feeds(value: dict[str, object]) -> None:
    value[_HIDE] = True


def _ask_feeds_no_more(value: dict[str, object]) -> None:
    value[_HIDE] = False


def _no_avatar(value: dict[str, object]) -> None:
    value.pop("avatar", None)


_CHANGES: Mapping[tuple[str, str], tuple[str, Change]] = {
    (UNAUTH, ON): (PROFILE, _ask_apps),
    (UNAUTH, OFF): (PROFILE, _ask_apps_no_more),
    (RECO, ON): (DECLARATION, _ask_feeds),
    (RECO, OFF): (DECLARATION, _ask_feeds_no_more),
    # Not back again: the server forgets a picture as soon as no record names it.
    (AVATAR, NONE): (PROFILE, _no_avatar),
}


_CHECKED_ON = date(2026, 11, 23)
_SWITCH = (Value(key=ON, says=say("On")), Value(key=OFF, says=say("Off")))
# The page of the first is recalled; the way to the second through the app's menus as well.
_CHECKS = (
    Check(
        account=AccountId(""),
        key=UNAUTH,
        says=say("Discourage apps from showing my account to people who are not signed in"),
        safe=ON,
        why=say(
            "Apps that respect it hide your posts from strangers. It is a request and no lock: every server goes on "
            "giving your photos to whoever asks."
        ),
        how=say(
            "Open Settings, then Privacy and security, and turn on the switch for logged-out visibility."
        ),
        values=_SWITCH,
        can_change=True,
        asks_only=True,
        link="https://bsky.app/settings/privacy-and-security",
        link_status=LinkStatus.RECALLED,
        source="AT Protocol label !no-unauthenticated; tried with @atproto/pds 0.4.217: strangers get everything as before",
        checked_on=_CHECKED_ON,
        rank=20,
    ),
    Check(
        account=AccountId(""),
        key=RECO,
        says=say("Ask to be left out of recommendations"),
        safe=ON,
        why=say(
            "Feeds that respect it show your posts to fewer people who do not know you. It is a request and no lock."
        ),
        how=say("Open Settings, then Privacy and security, and turn on hiding from recommendations."),
        values=_SWITCH,
        can_change=True,
        asks_only=True,
        link="https://bsky.app/settings/privacy-and-security",
        link_status=LinkStatus.RECALLED,
        source="Schema app.bsky.actor.contentVisibilityDeclaration: a missing record means no",
        checked_on=_CHECKED_ON,
        rank=30,
    ),
    Check(
        account=AccountId(""),
        key=AVATAR,
        says=say("Profile picture"),
        safe=NONE,
        friends=SHOWN,
        why=say("Everybody sees the profile picture, signed in or not, beside your name."),
        how=say(
            "Open your profile, then Edit profile, and remove the picture or choose one without your face."
        ),
        values=(
            Value(key=NONE, says=say("No picture")),
            Value(key=SHOWN, says=say("A picture is shown")),
        ),
        can_change=True,
        link="https://bsky.app/profile",
        link_status=LinkStatus.RECALLED,
        source="Schema app.bsky.actor.profile; tried with @atproto/pds 0.4.217",
        checked_on=_CHECKED_ON,
        rank=10,
    ),
)
