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
from app.networks.container_json import is_object
from app.networks.instagram import labels
from app.networks.instagram.media import KEY
from app.networks.meta_values import mapping, moment, sequence, text

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.model.account import AccountId

PRIVATE, PUBLIC = "private", "public"
_AUDIENCES = {PRIVATE: Audience.FOLLOWERS, PUBLIC: Audience.PUBLIC}
_EXPORT_NAME = re.compile(r"^instagram-(?P<user>[A-Za-z0-9_.]{1,30}?)-(?:\d{4}-\d{2}-\d{2}|part\b)")
# The switch stands last among some ten lines of the file, after several others.
_FEWEST_LINES = 5
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
        for key, value in _lines(profile):
            handle = handle or (value if key in labels.USERNAME else "")
            name = name or (value if key in labels.NAME else "")
    known = handle.lstrip("@") or _from_download(origin)
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
        seen, raw = _switch(list(_lines(profile)))
        if seen is not None or raw:
            return Privacy(seen=seen, raw=raw, as_of=as_of, history=history)
    if history and history[-1].value in _AUDIENCES:
        as_of = next((when for _, when in profiles if when), history[-1].at)
        return Privacy(seen=history[-1].value, raw=history[-1].value, as_of=as_of, history=history)
    return Privacy(history=history)


def _lines(profile: object) -> Iterator[tuple[str, str]]:
    """Yield each labelled line of the personal information; exports before 2021 have plain keys."""
    root = mapping(profile)
    users = [mapping(one, "string_map_data") for one in sequence(root.get("profile_user"))]
    for user in users:
        for key, value in user.items():
            yield text(key).casefold(), text(mapping(value).get("value"))
    if not users:
        for key, value in root.items():
            plain = str(value).lower() if isinstance(value, bool) else text(value)
            yield text(key).casefold().replace("_", " "), plain


def _switch(lines: list[tuple[str, str]]) -> tuple[str | None, str]:
    """Find the switch: by its label in any language we know, else as the last line if that is a yes or a no.

    A guess by place may only ever say "public": taking an open account for a private one would do harm.
    """
    for key, value in lines:
        if key in labels.PRIVATE_ACCOUNT:
            return _yes_or_no(value), f"{key}: {value}"
    if len(lines) >= _FEWEST_LINES and lines[-1][1].casefold() in labels.NO | labels.YES:
        key, value = lines[-1]
        return (PUBLIC if value.casefold() in labels.NO else None), f"{key}: {value}"
    return None, ""


def _yes_or_no(value: str) -> str | None:
    word = value.casefold()
    if word in labels.YES:
        return PRIVATE
    return PUBLIC if word in labels.NO else None


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
    if any(word in words for word in labels.PRIVATE_WORDS):
        return PRIVATE
    return PUBLIC if any(word in words for word in labels.PUBLIC_WORDS) else ""


def _from_download(origin: tuple[Path, ...]) -> str:
    return next((match["user"] for path in origin if (match := _EXPORT_NAME.match(path.name))), "")
