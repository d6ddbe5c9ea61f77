"""Whose Facebook export this is, and what it says of the account's privacy settings.

`privacy_settings.json` is labelled in the language of the account. A line whose label or value is not known is kept in
its own words and shown as unknown. Keys of the checks are those of the guide for Facebook, so that what was read stands
beside the way to change it. The file says who sees *future* posts: nothing about a photo that hangs already follows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from app.model.account import Account, AccountKind, account_id
from app.model.audience import Basis
from app.model.setting import Change, Check, Value
from app.model.text import Text, say
from app.networks.exports import epoch
from app.networks.facebook import labels
from app.networks.facebook.names import KEY, SITE
from app.networks.facebook.told import labels_of
from app.networks.meta_files import opened
from app.networks.meta_values import mapping, sequence, text

if TYPE_CHECKING:
    from pathlib import Path

    from app.model.account import AccountId
    from app.model.photo import Skipped
    from app.networks.container import Tree

_PROFILE: Final = re.compile(r"^profile_information(?:_\d+)?\.json$")
_SETTINGS: Final = re.compile(r"^(?:privacy_settings|your_privacy_settings)(?:_\d+)?\.json$")
_LISTS: Final = re.compile(r"^your_post_audiences(?:_\d+)?\.json$")
_LINKS: Final = re.compile(r"^content_sharing_links_you_have_created(?:_\d+)?\.json$")
_EXPORT_NAME: Final = re.compile(r"^facebook-(?P<user>[A-Za-z0-9.]{3,60}?)-(?:\d{1,4}[-_]|[A-Za-z0-9]{6,}\.)")
_USER: Final = re.compile(r"^(?:https://(?:www\.|m\.)?facebook\.com/)?(?P<user>[A-Za-z0-9.]{3,60})/?$")
_PAGE: Final = re.compile(
    r"^https://(?:www\.|m\.)?facebook\.com/(?:profile\.php\?id=(?P<id>\d{1,20})|(?P<user>[A-Za-z0-9.]{3,60})/?)$"
)
_LONGEST: Final = 200
_MOST_NAMED: Final = 200
_REVIEWED: Final = (
    Value(key="reviewed", says=say("I looked through them")),
    Value(key="not_done", says=say("Not yet")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One labelled line as it stands there, with a date where it has one."""

    label: str
    value: str
    at: datetime | None = None

    @property
    def raw(self) -> str:
        return f"{self.label}: {self.value}"


def read_account(tree: Tree, troubles: list[Skipped]) -> Account:
    """Return the account: the user name of its page, else the name in the download's, else the download itself."""
    profile: Mapping[str, object] = {}
    for file in opened(tree, _PROFILE, troubles):
        root = mapping(file.value)
        held = mapping(root, "profile_v2") or mapping(root, "profile")
        profile = profile or mapping(file.repaired(held))
    page = _PAGE.match(text(profile.get("profile_uri")))
    user = _USER.match(text(profile.get("username")))
    known = (
        (user["user"] if user else "")
        or (page["user"] or page["id"] if page else "")
        or _from_download(tree.origin)
    )
    handle = (known or (tree.origin[0].stem if tree.origin else "") or "facebook")[:_LONGEST]
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle,
        name=_full_name(profile.get("name"))[:_LONGEST],
        url=page[0] if page else f"{SITE}/{known}" if known else "",
    )


def _full_name(value: object) -> str:
    """Return a name that stands as one string, or in parts with the whole beside them."""
    return text(value) or text(mapping(value).get("full_name"))


def _from_download(origin: tuple[Path, ...]) -> str:
    return next((match["user"] for path in origin if (match := _EXPORT_NAME.match(path.name))), "")


def checks(tree: Tree, account: AccountId, troubles: list[Skipped]) -> Iterator[Check]:
    """Yield the settings that the export tells, then what it names that opens posts to others."""
    lines: list[_Line] = []
    as_of: datetime | None = None
    for file in opened(tree, _SETTINGS, troubles):
        as_of = as_of or tree.modified(file.name)
        for root in sequence(file.repaired(file.value)):
            lines.extend(_lines(mapping(root)))
    known: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        known[labels.SETTINGS.get(line.label.casefold(), "")].append(line)
    for key, some in known.items():
        if key:
            yield _setting(account, key, some, as_of)
    if known[""]:
        yield _others(account, known[""], as_of)
    yield from _lists(tree, account, troubles)
    yield from _links(tree, account, troubles)


def _lines(root: Mapping[str, object]) -> Iterator[_Line]:
    for one in labels_of(root):
        label, value = text(one.get("label"))[:_LONGEST], one.get("value")
        words = str(value).lower() if isinstance(value, bool) else text(value)[:_LONGEST]
        name = text(one.get("ent_field_name"))[:_LONGEST]
        if (label or name) and words:
            yield _Line(
                label=label or name,
                value=words,
                at=epoch(one.get("timestamp_value")) or epoch(one.get("timestamp")),
            )


def _setting(account: AccountId, key: str, lines: Sequence[_Line], as_of: datetime | None) -> Check:
    """Return one setting of the guide; of several lines for one setting, the widest value is what is seen."""
    dated = sorted(((line.at, line) for line in lines if line.at), key=lambda one: one[0])
    now = [line for line in lines if line.at is None] or [line for _, line in dated[-1:]]
    values = [_value(key, line.value) for line in now]
    seen = None if None in values else max((one for one in values if one), key=_openness, default=None)
    says, why, how, values = _WORDS[key]
    history = [Change(at=at, value=value) for at, line in dated if (value := _value(key, line.value))]
    return Check(
        account=account,
        key=key,
        says=says,
        safe=values[0].key,
        why=why,
        how=how,
        values=values,
        seen=seen,
        raw="; ".join(line.raw for line in now),
        as_of=as_of,
        basis=Basis.NONE if seen is None else Basis.ACCOUNT_SETTING,
        also_safe=(labels.ONLY_ME,) if _ONLY_ME in values[1:] else (),
        history=tuple(history),
        source="Facebook export, privacy_settings.json",
        confirmed=False,
    )


def _value(key: str, words: str) -> str | None:
    word = words.casefold()
    if key == "fb3":
        return "on" if word in labels.YES else "off" if word in labels.NO else None
    found = labels.PEOPLE.get(word)
    if key == "fb4" and found == labels.ONLY_ME:
        return "nobody"
    return found


_WIDTH: Final = (
    "nobody",
    labels.ONLY_ME,
    "off",
    labels.FRIENDS,
    labels.FRIENDS_OF_FRIENDS,
    "on",
    labels.PUBLIC,
)


def _openness(value: str) -> int:
    return _WIDTH.index(value)


_PUBLIC: Final = Value(key=labels.PUBLIC, says=say("Everyone"))
_FRIENDS: Final = Value(key=labels.FRIENDS, says=say("Friends only"))
_MORE_FRIENDS: Final = Value(key=labels.FRIENDS_OF_FRIENDS, says=say("Friends of friends"))
_ONLY_ME: Final = Value(key=labels.ONLY_ME, says=say("Only me"))
_NOBODY: Final = Value(key="nobody", says=say("Nobody"))
_OFF: Final = Value(key="off", says=say("Off"))
_ON: Final = Value(key="on", says=say("On"))


def _words(says: Text, why: Text, how: Text, *values: Value) -> tuple[Text, Text, Text, tuple[Value, ...]]:
    """Keep the words of one setting with the values it can have, the safe one first."""
    return says, why, how, values


_WORDS: Final = {
    "fb1": _words(
        say("Who can see your future posts"),
        say("Public posts are what scrapers copy first."),
        say("In Facebook: Settings, Audience and visibility, Posts. Choose Friends."),
        _FRIENDS,
        _ONLY_ME,
        _MORE_FRIENDS,
        _PUBLIC,
    ),
    "fb3": _words(
        say("Search engines may link to your profile"),
        say("An entry in a search engine leads from your name to your face."),
        say("In Facebook: Settings, How people find and contact you. Switch the last line off."),
        _OFF,
        _ON,
    ),
    "fb4": _words(
        say("Who can find you by e-mail address or phone number"),
        say("Leaked lists of addresses and numbers can be joined to your face."),
        say("In Facebook: Settings, How people find and contact you. Choose Only me for both."),
        _NOBODY,
        _FRIENDS,
        _MORE_FRIENDS,
        _PUBLIC,
    ),
    "fb5": _words(
        say("Who sees posts that you are tagged in"),
        say("Photos that others post of you carry your name."),
        say("In Facebook: Settings, Profile and tagging."),
        _FRIENDS,
        _ONLY_ME,
        _MORE_FRIENDS,
        _PUBLIC,
    ),
    "fb10": _words(
        say("Who can follow you"),
        say("Followers see what you post in public."),
        say("In Facebook: Settings, Followers and public content."),
        _FRIENDS,
        _PUBLIC,
    ),
    "fb11": _words(
        say("Who can see your friends list"),
        say("It names the people beside you in photos."),
        say("In Facebook: Settings, How people find and contact you."),
        _ONLY_ME,
        _FRIENDS,
        _MORE_FRIENDS,
        _PUBLIC,
    ),
}


def _others(account: AccountId, lines: Sequence[_Line], as_of: datetime | None) -> Check:
    """Return the lines that we cannot judge, in Facebook's own words, for the person to look through."""
    return Check(
        account=account,
        key="fb.other",
        says=say("Other privacy settings in your export"),
        safe="reviewed",
        why=say("We cannot judge these, so we show them as Facebook wrote them."),
        how=say("In Facebook: Settings, Audience and visibility. Compare each line with what you want."),
        raw="; ".join(line.raw for line in lines[:_MOST_NAMED]),
        as_of=as_of,
        values=_REVIEWED,
        source="Facebook export, privacy_settings.json",
        confirmed=False,
        rank=50,
    )


def _lists(tree: Tree, account: AccountId, troubles: list[Skipped]) -> Iterator[Check]:
    """Yield the lists of people that the person made; which post is for which list is not told."""
    names: dict[str, None] = {}
    as_of: datetime | None = None
    for file in opened(tree, _LISTS, troubles):
        as_of = as_of or tree.modified(file.name)
        for root in sequence(file.value):
            names.update(dict.fromkeys(_names(mapping(file.repaired(root)))))
    if names:
        yield Check(
            account=account,
            key="fb.lists",
            says=say("Lists of people that you share with"),
            safe="reviewed",
            why=say(
                "A list may hold people you no longer mean. Your export does not tell which posts it can see."
            ),
            how=say("In Facebook: Friends, Custom lists. Look through each list."),
            raw="; ".join(list(names)[:_MOST_NAMED]),
            as_of=as_of,
            values=_REVIEWED,
            source="Facebook export, your_post_audiences.json",
            confirmed=False,
            rank=51,
        )


def _names(root: Mapping[str, object]) -> Iterator[str]:
    """Yield the names of lists: lines whose field is called "name"; without such fields, the first line of each entry."""
    found = [one for one in labels_of(root) if text(one.get("value"))]
    named = [one for one in found if text(one.get("ent_field_name")).casefold() in {"name", "title"}]
    yield from (text(one.get("value"))[:_LONGEST] for one in named or found[:1])


def _links(tree: Tree, account: AccountId, troubles: list[Skipped]) -> Iterator[Check]:
    """Yield the links that open something to whoever has them. The links themselves are not kept."""
    count, as_of, is_there = 0, None, False
    for file in opened(tree, _LINKS, troubles):
        is_there, as_of = True, as_of or tree.modified(file.name)
        count += sum(_has_link(mapping(one)) for one in sequence(file.value))
    if is_there:
        seen = "there" if count else "none"
        yield Check(
            account=account,
            key="fb.links",
            says=say("Links that you made to share your posts"),
            safe="none",
            why=say("Who has such a link may see what it leads to, and can pass it on."),
            how=say("In Facebook: open the post behind each link, and narrow who may see it or delete it."),
            seen=seen,
            raw=f"content_sharing_links_you_have_created: {count}",
            as_of=as_of,
            basis=Basis.ACCOUNT_SETTING,
            values=(Value(key="none", says=say("None")), Value(key="there", says=say("There are some"))),
            source="Facebook export, content_sharing_links_you_have_created.json",
            confirmed=False,
            rank=52,
        )


def _has_link(entry: Mapping[str, object]) -> bool:
    lines = [entry, *labels_of(entry)]
    return any(
        text(line.get(key)).startswith("https://") for line in lines for key in ("href", "value", "url")
    )
