"""What the person posted on Threads: it lies in the Instagram export, and is an account of its own network.

Field names as public readers of such exports have them (2026-11). Threads uses the Instagram name, and has a switch
"private profile" of its own, which the export seldom holds: then who may see the posts is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.audience import Basis
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.setting import Check, Value
from app.model.text import say
from app.networks.container_json import is_object
from app.networks.exports import UNKNOWN_FORM
from app.networks.instagram.media import Album, Hanging
from app.networks.instagram.settings import PRIVATE, Privacy, read_privacy
from app.networks.meta_files import Opened, opened
from app.networks.meta_values import mapping, sequence, text

if TYPE_CHECKING:
    from app.networks.container import Tree

# The key of the network's own folder, which a folder beside it does not import.
THREADS = NetworkKey("threads")

_POSTS = re.compile(r"^threads_and_replies(?:_\d+)?\.json$")
_PROFILE = re.compile(r"^(?:personal_information|profile)(?:_\d+)?\.json$")
_SITE = "https://www.threads.com"


def is_theirs(name: str) -> bool:
    """Whether a file belongs to Threads and not to Instagram."""
    return "threads" in name.split("/")[:-1]


def read(tree: Tree, owner: Account, troubles: list[Skipped]) -> Iterator[Account | Check | Photo | Skipped]:
    """Yield the account at Threads, its switch and the pictures of its posts and replies; nothing without a list of them."""
    files = list(opened(tree, _POSTS, troubles))
    if not files:
        return
    account = replace(
        owner,
        id=account_id(THREADS, owner.handle),
        network=THREADS,
        kind=AccountKind.IMPORTED,
        url=f"{_SITE}/@{owner.handle}" if owner.url else "",
    )
    profiles = [
        (file.repaired(file.value), tree.modified(file.name))
        for file in opened(tree, _PROFILE, troubles)
        if is_theirs(file.name)
    ]
    privacy = read_privacy(profiles, [])
    yield account
    yield _check(account, privacy)
    album = Album(tree=tree, account=account.id, network=THREADS)
    for file in files:
        yield from _posts(file, album, privacy)


def _posts(file: Opened, album: Album, privacy: Privacy) -> Iterator[Photo | Skipped]:
    hanging = Hanging(kind=PhotoKind.PHOTO, visibility=privacy.visibility())
    for number, one in enumerate(sequence(mapping(file.value).get("text_post_app_text_posts")), 1):
        where = f"{file.name}, {number}"
        if not is_object(one):
            yield Skipped(where=where, why=UNKNOWN_FORM)
            continue
        post = mapping(file.repaired(one))
        listed = [mapping(media) for media in sequence(post.get("media"))]
        pictured = [media for media in listed if text(media.get("uri"))]
        if pictured:
            yield from album.post({**post, "media": pictured}, hanging, where)


def _check(account: Account, privacy: Privacy) -> Check:
    """Return the switch under the key that the guide for Threads gives it."""
    seen = None if privacy.seen is None else "on" if privacy.seen == PRIVATE else "off"
    return Check(
        account=account.id,
        key="th1",
        says=say("Private profile"),
        safe="on",
        why=say(
            "It is a setting of its own, apart from Instagram’s, and the open web can read public profiles."
        ),
        how=say("In Threads: Settings, Privacy, Private profile."),
        values=(Value(key="on", says=say("On")), Value(key="off", says=say("Off"))),
        seen=seen,
        raw=privacy.raw,
        as_of=privacy.as_of,
        basis=Basis.NONE if seen is None else Basis.ACCOUNT_SETTING,
        source="Instagram export, folder threads",
        confirmed=False,
    )
