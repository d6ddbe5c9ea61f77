"""Read the list of posts that Pixelfed exports, in both of its forms.

Read in Pixelfed's own code. The older form is a bare list of ActivityPub posts, on each of which the exporter writes
that everybody may see it, whoever may: that word is shown and not believed. The newer form is a bare list of posts as
its API gives them, each with its own audience, and is read like them. The pictures are links in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from app.model.audience import Audience, Basis, stated
from app.model.photo import Photo, Skipped
from app.model.problem import UnreadableArchive
from app.networks.exports import UNKNOWN_FORM, last, opened
from app.networks.fields import identifier, record, rows, text
from app.networks.mastodon.actor import account_of, checks, portraits
from app.networks.mastodon.audience import rules
from app.networks.mastodon.media import is_theirs, pictures
from app.networks.mastodon.notes import Notes

if TYPE_CHECKING:
    from datetime import datetime

    from app.networks.container import Tree
    from app.networks.network import Imported

SOFTWARE: Final = "Pixelfed"
_HEAD = 64 * 1024
# Looking into each of a hundred thousand files of somebody else's export would take minutes.
_FEW = 20
_NAMED = re.compile(r"status", re.IGNORECASE)
_BARE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*\[\s*\{")
_NOTES = (b'"atomUri"', b'"attachment"')
_API = (b'"shortcode"', b'"media_attachments"')


def lists(tree: Tree) -> list[str]:
    """Return the lists of posts in an export: by their content, and among many files only where they are named so."""
    names = [name for name in tree.documents if name.casefold().endswith(".json")]
    likely = names if len(names) <= _FEW else [name for name in names if _NAMED.search(last(name))]
    return [name for name in likely[:_FEW] if _is_list(tree, name)]


def _is_list(tree: Tree, name: str) -> bool:
    try:
        head = tree.head(name, _HEAD)
    except UnreadableArchive:
        return False
    return bool(_BARE.match(head)) and any(all(word in head for word in form) for form in (_NOTES, _API))


def read(tree: Tree, names: list[str], troubles: list[Skipped]) -> Iterator[Imported]:
    """Yield the account, its profile picture and switches, then each picture of its posts."""
    listed = [(name, rows(opened(tree, name, troubles))) for name in names]
    first = next((record(one) for _, posts in listed for one in posts if record(one)), record(None))
    actor, as_of = _actor(tree, troubles)
    entity = record(first.get("account"))
    known = actor or {"id": entity.get("url"), "preferredUsername": entity.get("username")}
    account = account_of(
        known,
        text(first.get("attributedTo"), 1_000),
        tree,
        software=SOFTWARE,
        number=identifier(entity.get("id")),
    )
    yield account
    yield from portraits(tree, "", actor, account, as_of)
    yield from checks(actor, account, as_of)
    notes = Notes(tree=tree, account=account)
    for name, posts in listed:
        for place, one in enumerate(posts, 1):
            yield from _post(notes, record(one), f"{name}, {place}", tree.modified(name))


def _actor(tree: Tree, troubles: list[Skipped]) -> tuple[Mapping[str, object], datetime | None]:
    """Return the profile, which Pixelfed gives as a file of its own (account.json)."""
    for name in tree.find("account.json"):
        actor = record(opened(tree, name, troubles))
        if "preferredUsername" in actor:
            return actor, tree.modified(name)
    return {}, None


def _post(
    notes: Notes, post: Mapping[str, object], where: str, as_of: datetime | None
) -> Iterator[Photo | Skipped]:
    if "media_attachments" in post:
        yield from _as_listed(notes, post, as_of)
    elif text(post.get("type"), 40) == "Note":
        to = " ".join(text(one, 300) for one in rows(post.get("to"))[:10])
        seen = stated(
            Audience.UNKNOWN,
            Basis.NONE,
            as_of,
            name="Pixelfed’s export calls every post public",
            raw=f"to: {to}",
        )
        yield from notes.pictures(post, seen, where)
    else:
        yield Skipped(where=where, why=UNKNOWN_FORM)


def _as_listed(notes: Notes, post: Mapping[str, object], as_of: datetime | None) -> Iterator[Photo | Skipped]:
    """Yield the pictures of a post in the form of the API, with the keys that they have when they are synced."""
    if not is_theirs(notes.account, post):
        return
    judged = rules(notes.account, record(post.get("account")), as_of)
    for one in pictures(notes.account, post, judged):
        if isinstance(one, Photo):
            if one.key in notes.seen:
                continue
            notes.seen.add(one.key)
        yield one
