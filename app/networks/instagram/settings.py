"""Whose export this is, whether the account is private, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.audience import UNKNOWN, Audience, Basis, Reason, Visibility, effective, stated
from app.model.setting import Change, Check
from app.model.text import say
from app.networks import meta_labels
from app.networks.container_json import is_object
from app.networks.instagram.names import KEY
from app.networks.meta_profile import (
    PRIVATE,
    PUBLIC,
    Line,
    from_download,
    lines_of,
    names_of,
    private_switch,
)
from app.networks.meta_values import mapping, moment, sequence, text

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.model.account import AccountId

_AUDIENCES = {PRIVATE: Audience.FOLLOWERS, PUBLIC: Audience.PUBLIC}
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """The account's own switch: "private", "public", or None where the export does not tell; and its dated changes."""

    seen: str | None = None
    raw: str = ""
    as_of: datetime | None = None
    history: tuple[Change, ...] = ()

    def visibility(self) -> Visibility:
        """Return who may see an ordinary post: what the account allows, since nothing finer is told."""
        if self.seen is None:
            return UNKNOWN
        return stated(
            _AUDIENCES[self.seen], Basis.ACCOUNT_SETTING, self.as_of, name="Private account", raw=self.raw
        )

    def story(self) -> Visibility:
        """Return who may see a story: unknown, for it may be over, in a highlight, or for close friends only."""
        item = Reason(basis=Basis.NONE, audience=Audience.UNKNOWN, name="Story")
        return effective([item], next(iter(self.visibility().reasons), None), self.as_of)

    def check(self, account: AccountId) -> Check:
        """Return the switch as a setting with its safe value and the way to change it."""
        return Check(
            account=account,
            key="private_account",
            says=say("Private account"),
            safe=PRIVATE,
            why=say(
                "While it is public, everyone can see your posts without following you, and scrapers can copy them."
            ),
            how=say("Open Instagram’s settings, then Account privacy, and turn on Private account."),
            seen=self.seen,
            raw=self.raw,
            as_of=self.as_of,
            basis=Basis.NONE if self.seen is None else Basis.ACCOUNT_SETTING,
            history=self.history,
        )


def read_account(profiles: Sequence[tuple[object, datetime | None]], origin: tuple[Path, ...]) -> Account:
    """Return the account: its name stands in the personal information, else in the name of the download."""
    handle = name = ""
    for profile, _ in profiles:
        told = names_of(list(_lines(profile)))
        handle, name = handle or told[0], name or told[1]
    known = handle or from_download(origin)
    handle = (known or (origin[0].stem if origin else "instagram"))[:_LONGEST_NAME]
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle,
        name=name[:_LONGEST_NAME],
        url=f"https://www.instagram.com/{known}/" if re.fullmatch(r"[A-Za-z0-9_.]{1,30}", known) else "",
    )


def read_privacy(profiles: Sequence[tuple[object, datetime | None]], logs: Sequence[object]) -> Privacy:
    """Return the account's switch; where the personal information lacks it, the last dated change tells."""
    history = tuple(sorted((one for log in logs for one in _changes(log)), key=lambda one: one.at))
    for profile, as_of in profiles:
        seen, raw = private_switch(list(_lines(profile)))
        if seen is not None or raw:
            return Privacy(seen=seen, raw=raw, as_of=as_of, history=history)
    if history and history[-1].value in _AUDIENCES:
        as_of = next((when for _, when in profiles if when), history[-1].at)
        return Privacy(seen=history[-1].value, raw=history[-1].value, as_of=as_of, history=history)
    return Privacy(history=history)


def _lines(profile: object) -> Iterator[Line]:
    """Yield each labelled line of the personal information; exports before 2021 have plain keys."""
    root = mapping(profile)
    users = sequence(root.get("profile_user"))
    for user in users:
        yield from lines_of(user)
    if not users:
        for key, value in root.items():
            plain = str(value).lower() if isinstance(value, bool) else text(value)
            yield text(key).casefold().replace("_", " "), plain


def _changes(log: object) -> Iterator[Change]:
    """Yield the dated changes; the time stands in one of two places, by the age of the export."""
    root = mapping(log)
    listed = root.get("account_history_account_privacy_history", root.get("account_history_privacy_history"))
    for one in sequence(listed):
        entry = mapping(one)
        stamps = [*mapping(entry, "string_map_data").values(), *sequence(entry.get("string_list_data"))]
        when = next((at for stamp in stamps if (at := _stamp(stamp))), None)
        value = _direction(entry, stamps)
        if when is not None and value:
            yield Change(at=when, value=value)


def _stamp(value: object) -> datetime | None:
    return moment(value.get("timestamp")) if is_object(value) else None


def _direction(entry: Mapping[str, object], stamps: Sequence[object]) -> str:
    told = [text(entry.get("title")), *(text(mapping(stamp).get("value")) for stamp in stamps)]
    words = " ".join(told).casefold()
    # "Private" is asked first: in Korean, Japanese and Chinese its word contains the one for "public".
    if any(word in words for word in meta_labels.PRIVATE_WORDS):
        return PRIVATE
    return PUBLIC if any(word in words for word in meta_labels.PUBLIC_WORDS) else ""
