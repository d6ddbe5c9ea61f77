"""Read the archive that Mastodon gives of an account: outbox.json, actor.json, and the files beside them.

Written after Mastodon's own code: BackupService says what lies where, ActivityPub::TagManager which words mean which
audience. Its relatives give the same kind of archive (Hometown), or a list of their own (Pixelfed).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.model.photo import Photo, Skipped
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.exports import UNKNOWN_FORM, films_left, opened
from app.networks.fields import record, rows, text
from app.networks.mastodon import pixelfed
from app.networks.mastodon.actor import account_of, checks, portraits
from app.networks.mastodon.addressees import visibility
from app.networks.mastodon.notes import Notes

if TYPE_CHECKING:
    from datetime import datetime

    from app.networks.container import Tree
    from app.networks.network import Imported

_OUTBOX, _ACTOR = "outbox.json", "actor.json"
_HEAD = 64 * 1024
_COLLECTION = re.compile(rb'"type"\s*:\s*"OrderedCollection(?:Page)?"')
_LONGEST_ADDRESS = 1_000

NEVER_TOLD = (
    say("Copies of your posts on other servers."),
    say(
        "Most settings, such as whether your followers are hidden and whether search engines are asked to stay away."
    ),
    say("Still pictures of films."),
    say("On Pixelfed, in the older form of its export: who may see a post."),
)


def recognise(tree: Tree) -> bool:
    """Whether this is an archive of Mastodon, or a list of posts from Pixelfed."""
    return bool(_folders(tree) or pixelfed.lists(tree))


def _folders(tree: Tree) -> list[str]:
    """Return the folders that an archive lies in: "" for the outermost; several where several were unpacked."""
    found = [name for name in tree.find(_OUTBOX) if _is_outbox(tree, name)]
    found += [name for name in tree.find(_ACTOR) if _is_actor(tree, name)]
    return list(dict.fromkeys(name.rpartition("/")[0] for name in found))


def _is_outbox(tree: Tree, name: str) -> bool:
    try:
        return bool(_COLLECTION.search(tree.head(name, _HEAD)))
    except UnreadableArchive:
        return False


def _is_actor(tree: Tree, name: str) -> bool:
    actor = record(opened(tree, name, []))
    return "preferredUsername" in actor and ("outbox" in actor or "inbox" in actor)


def read(tree: Tree) -> Iterator[Imported]:
    """Yield each account with its profile pictures and switches, then every picture of its own posts.

    What others wrote is never taken for the person's own: boosts are passed over, and neither likes.json nor
    bookmarks.json is opened.
    """
    troubles: list[Skipped] = []
    folders, listed = _folders(tree), pixelfed.lists(tree)
    for folder in folders or ([] if listed else [""]):
        yield from _archive(tree, folder, troubles)
    if listed:
        yield from pixelfed.read(tree, listed, troubles)
    yield from dict.fromkeys(troubles)


def _archive(tree: Tree, folder: str, troubles: list[Skipped]) -> Iterator[Imported]:
    actor, told_at = _beside(tree, folder, _ACTOR, troubles)
    outbox, as_of = _beside(tree, folder, _OUTBOX, troubles)
    items = rows(outbox.get("orderedItems")) or rows(outbox.get("items"))
    account = account_of(actor, _author(items), tree)
    yield account
    yield from portraits(tree, folder, actor, account, told_at)
    yield from checks(actor, account, told_at)
    notes = Notes(tree=tree, account=account)
    followers = text(actor.get("followers"), _LONGEST_ADDRESS)
    for place, one in enumerate(items, 1):
        yield from _item(notes, record(one), f"{_OUTBOX}, {place}", (followers, as_of))
    if notes.films:
        why = films_left(notes.films)
        yield Skipped(where="Mastodon", why=why)


def _beside(
    tree: Tree, folder: str, wanted: str, troubles: list[Skipped]
) -> tuple[Mapping[str, object], datetime | None]:
    for name in tree.find(wanted):
        if name.rpartition("/")[0] == folder:
            return record(opened(tree, name, troubles)), tree.modified(name)
    return {}, None


def _author(items: list[object]) -> str:
    return next((who for one in items if (who := text(record(one).get("actor"), _LONGEST_ADDRESS))), "")


def _item(
    notes: Notes, activity: Mapping[str, object], where: str, told: tuple[str, datetime | None]
) -> Iterator[Photo | Skipped]:
    kind, note = text(activity.get("type"), 40), record(activity.get("object"))
    if kind == "Announce":
        return
    if kind != "Create" or not note:
        yield Skipped(where=where, why=UNKNOWN_FORM)
        return
    followers, as_of = told
    yield from notes.pictures(note, visibility(activity, note, followers, as_of), where)
