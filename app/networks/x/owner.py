"""Whose X archive this is, whether the posts are protected, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from app.model.account import Account, AccountKind, account_id
from app.model.audience import UNKNOWN, Audience, Basis, Reason, Visibility, effective, stated
from app.model.setting import Change, Check, LinkStatus, Value
from app.model.text import say
from app.networks.exports import epoch
from app.networks.fields import identifier, moment, record, text
from app.networks.x.files import entries, named, opened
from app.networks.x.names import KEY, SITE

if TYPE_CHECKING:
    from pathlib import Path

    from app.model.photo import Skipped
    from app.networks.container import Tree

_NAME: Final = re.compile(r"[A-Za-z0-9_]{1,20}")
_EXPORT_NAME: Final = re.compile(r"^twitter-(?P<rest>[\w-]{4,80})")
_LONGEST_NAME: Final = 200
_LATEST: Final = datetime.max.replace(tzinfo=UTC)
_ACTIONS: Final = {"protect": "true", "unprotect": "false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The account with what its lists name: `avatar` and `banner` are addresses of pictures, "" for none."""

    account: Account
    since: datetime | None = None
    avatar: str = ""
    banner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """Whether posts are protected: "true", "false", or None where the archive does not tell; and since when."""

    seen: str | None = None
    raw: str = ""
    as_of: datetime | None = None
    history: tuple[Change, ...] = ()

    def reason(self) -> Reason | None:
        """Return what the account as a whole allows; None where nobody knows."""
        if self.seen is None:
            return None
        audience = Audience.FOLLOWERS if self.seen == "true" else Audience.PUBLIC
        return Reason(basis=Basis.ACCOUNT_SETTING, audience=audience, name="Protected posts", raw=self.raw)

    def visibility(self) -> Visibility:
        """Return who may see an ordinary post: whom the account lets in, for X knows nothing finer."""
        reason = self.reason()
        if reason is None:
            return UNKNOWN
        return stated(reason.audience, reason.basis, self.as_of, name=reason.name, raw=reason.raw)

    def within(self, audience: Audience, name: str) -> Visibility:
        """Return who may see a post that was for a smaller circle: those, within whom the account lets in."""
        basis = Basis.NONE if audience is Audience.UNKNOWN else Basis.ITEM
        return effective([Reason(basis=basis, audience=audience, name=name)], self.reason(), self.as_of)

    def check(self, account: Account) -> Check:
        """Return the switch as a setting, under the key that a sign-in gives it too."""
        return Check(
            account=account.id,
            key="x.protected",
            says=say("Only followers whom you let in see your posts"),
            safe="true",
            why=say(
                "While your posts are not protected, anybody can take your photos, with no account at all."
            ),
            how=say(
                "Open Settings, then Privacy and safety, then Audience and tagging, and choose to protect your posts."
            ),
            seen=self.seen,
            raw=self.raw,
            as_of=self.as_of,
            basis=Basis.NONE if self.seen is None else Basis.ACCOUNT_SETTING,
            history=self.history,
            values=(Value(key="true", says=say("On")), Value(key="false", says=say("Off"))),
            link="https://x.com/settings/audience_and_tagging",
            link_status=LinkStatus.SEEN,
            source="X archive, protected-history.js",
            checked_on=date(2026, 11, 23),
            rank=10,
        )


def read_owner(tree: Tree, troubles: list[Skipped]) -> Owner:
    """Return whose archive this is: by account.js, else by the manifest, else by the name of the download."""
    told = _first(tree, "account", troubles)
    info = told or _user_info(tree, troubles)
    profile = _first(tree, "profile", troubles)
    user = text(info.get("username") or info.get("userName"), _LONGEST_NAME).lstrip("@")
    is_name = bool(_NAME.fullmatch(user))
    handle = user if is_name else _download(tree.origin)
    account = Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle,
        name=text(info.get("accountDisplayName") or info.get("displayName"), _LONGEST_NAME),
        remote_id=identifier(info.get("accountId")),
        url=f"{SITE}/{user}" if is_name else "",
    )
    return Owner(
        account=account,
        since=moment(info.get("createdAt")),
        avatar=text(profile.get("avatarMediaUrl"), 500),
        banner=text(profile.get("headerMediaUrl"), 500),
    )


def _first(tree: Tree, stem: str, troubles: list[Skipped]) -> Mapping[str, object]:
    for name in named(tree, stem):
        for _, one in entries(opened(tree, name, troubles), stem):
            if one:
                return one
    return {}


def _user_info(tree: Tree, troubles: list[Skipped]) -> Mapping[str, object]:
    for name in named(tree, "manifest"):
        return record(record(opened(tree, name, troubles)).get("userInfo"))
    return {}


def _download(origin: tuple[Path, ...]) -> str:
    for path in origin:
        match = _EXPORT_NAME.match(path.name)
        if match:
            return f"twitter-{match['rest']}"
    return (origin[0].stem if origin else "")[:_LONGEST_NAME] or "x"


def read_protection(tree: Tree, since: datetime | None, troubles: list[Skipped]) -> Protection:
    """Return whether posts are protected: the last entry of the log tells; an empty log is an account that never was.

    Every account of X begins open (recalled), so the history begins where the account does, at `since`.
    Names of the actions as one public reader has them (2026-11); the names of the dates are recalled. An action that is
    not known leaves the switch unknown.
    """
    names = named(tree, "protected-history")
    as_of = next((when for when in map(tree.modified, names) if when), None)
    actions: list[tuple[str, datetime | None]] = []
    is_read = False
    for name in names:
        value = opened(tree, name, troubles)
        is_read = is_read or value is not None
        for _, one in entries(value, "protectedHistory"):
            actions.append((text(record(one).get("action"), 60), _when(record(one))))
    if not actions:
        return _never(since, as_of) if is_read else Protection()
    if all(when for _, when in actions):
        actions.sort(key=lambda one: one[1] or _LATEST)
    word = actions[-1][0]
    return Protection(
        seen=_ACTIONS.get(word.casefold()),
        raw=f"protectedHistory: {word}",
        as_of=as_of,
        history=tuple(_history(actions, since)),
    )


def _never(since: datetime | None, as_of: datetime | None) -> Protection:
    history = (Change(at=since, value="false"),) if since else ()
    return Protection(seen="false", raw="protectedHistory: []", as_of=as_of, history=history)


def _history(actions: Sequence[tuple[str, datetime | None]], since: datetime | None) -> Iterator[Change]:
    first, when_first = actions[0]
    if since and when_first and since < when_first and first.casefold() == "protect":
        yield Change(at=since, value="false")
    for action, when in actions:
        if when and action.casefold() in _ACTIONS:
            yield Change(at=when, value=_ACTIONS[action.casefold()])


def _when(entry: Mapping[str, object]) -> datetime | None:
    """Return the date of a change, whatever its field is called."""
    for key, value in entry.items():
        if key.casefold().endswith("at") or "date" in key.casefold() or "time" in key.casefold():
            when = moment(value) or epoch(value)
            if when is not None:
                return when
    return None
