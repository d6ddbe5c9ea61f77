"""Read a Discord data package: account/user.json and the avatar beside it.

Layout as public readers of such packages describe it (2026-11). Ids stand there as text or as bare numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.audience import Audience, Basis, stated
from app.model.photo import MediaState, Photo, PhotoKind, Skipped
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.container_json import parse
from app.networks.exports import last
from app.networks.fields import identifier, record, text
from app.networks.pictures import HEAD, picture_kind

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.network import Imported

KEY = NetworkKey("discord")

_USER_CAP = 16 * 1024 * 1024
_AVATAR = re.compile(r"^avatar(?:\.[a-z]{3,4})?$", re.IGNORECASE)
_HASH = re.compile(r"^(?:a_)?[0-9a-f]{32}$")
_SNOWFLAKE = re.compile(r"^\d{15,22}$")
_LONGEST_NAME = 200


def recognise(tree: Tree) -> bool:
    """Whether this is a Discord data package, by the shape of its account file."""
    return any(_user(tree, name) for name in tree.find("user.json"))


def _user(tree: Tree, name: str) -> Mapping[str, object]:
    """Return the account file; an empty object where a file of that name is another network's."""
    try:
        told = record(parse(tree.read(name, _USER_CAP), name))
    except UnreadableArchive:
        return {}
    is_ours = _SNOWFLAKE.match(identifier(told.get("id"))) and "avatar_hash" in told and "username" in told
    return told if is_ours else {}


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, then its avatar."""
    users = ((name, _user(tree, name)) for name in tree.find("user.json"))
    found = next(((name, told) for name, told in users if told), None)
    name, told = found or ("", record(None))
    account = _account(told, tree)
    yield account
    yield from _avatar(tree, name, told, account)


def _account(told: Mapping[str, object], tree: Tree) -> Account:
    number = identifier(told.get("id"))
    handle = text(told.get("username"), _LONGEST_NAME) or number
    handle = handle or (tree.origin[0].stem if tree.origin else "") or "discord"
    return Account(
        id=account_id(KEY, handle[:_LONGEST_NAME]),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle[:_LONGEST_NAME],
        name=text(told.get("global_name"), _LONGEST_NAME),
        remote_id=number,
        url=f"https://discord.com/users/{number}" if _SNOWFLAKE.match(number) else "",
    )


def _avatar(tree: Tree, user: str, told: Mapping[str, object], account: Account) -> Iterator[Photo | Skipped]:
    """Yield the avatar: the file beside the account file, else the one that the account file names."""
    folder = user.rpartition("/")[0]
    beside = [
        name
        for name in tree.names()
        if _AVATAR.match(last(name)) and name.rpartition("/")[0] == folder and user
    ]
    mark = text(told.get("avatar_hash"), 64)
    has_mark = bool(_HASH.match(mark)) and bool(account.remote_id)
    name = next(iter(beside), "")
    if name and not _is_picture(tree, name):
        yield Skipped(where=name, why=say("The file has the name of a picture, but it is none."))
        name = ""
    if not name and not has_mark:
        return
    yield Photo(
        account=account.id,
        network=KEY,
        key=f"avatar/{mark}" if has_mark else "avatar",
        kind=PhotoKind.AVATAR,
        url=account.url,
        # Discord's developer documentation, "Image Formatting": this address needs no sign-in.
        media_url=f"https://cdn.discordapp.com/avatars/{account.remote_id}/{mark}.png" if has_mark else "",
        visibility=stated(
            Audience.PUBLIC, Basis.NETWORK_RULE, tree.modified(user) if user else None, name="Avatar"
        ),
        media_state=MediaState.PRESENT if name else MediaState.REMOTE,
        source_path=name,
    )


def _is_picture(tree: Tree, name: str) -> bool:
    try:
        return picture_kind(tree.head(name, HEAD)) is not None
    except UnreadableArchive:
        return False
