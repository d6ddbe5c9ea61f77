"""Read the posts of Threads out of an Instagram export, in which they lie, or out of a download of their own.

Shapes as public readers of such exports list them (2026-11): threads_and_replies.json with the key
"text_post_app_text_posts", and a personal_information.json of its own with "text_post_app_text_post_app_profile".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.audience import UNKNOWN, Audience, Basis, Visibility, stated
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import UnreadableArchive
from app.model.setting import Check
from app.model.text import say
from app.networks.container_json import is_array, is_object
from app.networks.exports import UNKNOWN_FORM, films_left, last
from app.networks.meta_album import Album, Hanging
from app.networks.meta_files import opened
from app.networks.meta_profile import PRIVATE, Line, from_download, lines_of, names_of, private_switch
from app.networks.meta_values import mapping, sequence, text
from app.networks.threads.names import KEY, SITE, username

if TYPE_CHECKING:
    from datetime import datetime

    from app.networks.container import Tree
    from app.networks.network import Imported

_POSTS = re.compile(r"^threads_and_replies(?:_\d+)?\.json$")
_PROFILE = re.compile(r"^personal_information\.json$")
_LIST, _PERSON = "text_post_app_text_posts", "text_post_app_text_post_app_profile"
_HEAD = 4096
_ON, _OFF = "on", "off"
_LONGEST_NAME = 200

NEVER_TOLD = (
    say("Who may see a single post; only the setting of the whole profile is told."),
    say("The addresses of the posts, so one that was listed with a sign-in is not known to be the same."),
    say("Alt texts, and who marked you."),
)


def recognise(tree: Tree) -> bool:
    """Whether posts or the profile of Threads are in this."""
    return any(
        _begins_with(tree, name, key)
        for pattern, key in ((_POSTS, _LIST), (_PROFILE, _PERSON))
        for name in tree.documents
        if pattern.match(last(name))
    )


def _begins_with(tree: Tree, name: str, key: str) -> bool:
    try:
        return f'"{key}"'.encode() in tree.head(name, _HEAD)
    except UnreadableArchive:
        return False


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, its privacy switch, its profile picture, then the pictures of posts and replies."""
    troubles: list[Skipped] = []
    users: list[object] = []
    as_of: datetime | None = None
    for file in opened(tree, _PROFILE, troubles):
        listed = sequence(mapping(file.repaired(file.value)).get(_PERSON))
        if listed and not users:
            users, as_of = list(listed), tree.modified(file.name)
    lines = [line for user in users for line in lines_of(user)]
    account = _account(tree, lines)
    seen, raw = private_switch(lines)
    yield account
    yield _check(account, (seen, raw), as_of)
    album = Album(tree=tree, account=account.id, network=KEY)
    yield from _portraits(users, album, as_of)
    hanging = Hanging(kind=PhotoKind.PHOTO, visibility=_visibility(seen, raw, as_of))
    for file in opened(tree, _POSTS, troubles):
        for place, one in enumerate(_entries(file.value), 1):
            yield from _post(album, hanging, file.repaired(one), f"{file.name}, {place}")
    if album.films:
        told = films_left(album.films)
        yield Skipped(where="Threads", why=told)
    yield from dict.fromkeys(troubles)


def _account(tree: Tree, lines: list[Line]) -> Account:
    handle, name = names_of(lines)
    known = username(handle) or username(from_download(tree.origin))
    named = known or handle or (tree.origin[0].stem if tree.origin else "") or "threads"
    return Account(
        id=account_id(KEY, named[:_LONGEST_NAME]),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=named[:_LONGEST_NAME],
        name=name[:_LONGEST_NAME],
        url=f"{SITE}/@{known}" if known else "",
    )


def _check(account: Account, told: tuple[str | None, str], as_of: datetime | None) -> Check:
    """Return the switch under the key that it has in the guide, so that the way to change it stands beside it."""
    seen, raw = told
    value = None if seen is None else _ON if seen == PRIVATE else _OFF
    return Check(
        account=account.id,
        key="th1",
        says=say("Private profile"),
        safe=_ON,
        why=say(
            "It is a setting of its own, apart from Instagram’s, and the open web can read public profiles."
        ),
        how=say("In Threads: Settings, Privacy, Private profile."),
        seen=value,
        raw=raw,
        as_of=as_of,
        basis=Basis.NONE if value is None else Basis.ACCOUNT_SETTING,
        source="Instagram export, threads/personal_information.json",
        confirmed=False,
    )


def _visibility(seen: str | None, raw: str, as_of: datetime | None) -> Visibility:
    if seen is None:
        return UNKNOWN
    audience = Audience.FOLLOWERS if seen == PRIVATE else Audience.PUBLIC
    return stated(audience, Basis.ACCOUNT_SETTING, as_of, name="Private profile", raw=raw)


def _portraits(users: list[object], album: Album, as_of: datetime | None) -> Iterator[Photo | Skipped]:
    """Yield the profile picture, which everybody sees, also of a private profile."""
    public = stated(Audience.PUBLIC, Basis.NETWORK_RULE, as_of, name="Profile picture")
    for user in users:
        for media in mapping(user, "media_map_data").values():
            if is_object(media):
                hanging = Hanging(kind=PhotoKind.AVATAR, visibility=public)
                yield from album.picture(media, hanging, "personal_information.json")


def _entries(value: object) -> Iterator[object]:
    """Yield the posts: under their key, in a bare list, or under any key where it was renamed since."""
    root = mapping(value)
    if is_array(value):
        yield from value
    elif _LIST in root:
        yield from sequence(root[_LIST])
    else:
        yield from (one for listed in root.values() if is_array(listed) for one in listed)


def _post(album: Album, hanging: Hanging, entry: object, where: str) -> Iterator[Photo | Skipped]:
    """Yield the pictures of one post; most posts are words alone, and their one "media" has no file."""
    if not is_object(entry):
        yield Skipped(where=where, why=UNKNOWN_FORM)
        return
    shown = [one for one in sequence(entry.get("media")) if text(mapping(one).get("uri"))]
    if shown:
        post: Mapping[str, object] = {**entry, "media": shown}
        yield from album.post(post, hanging, where)
