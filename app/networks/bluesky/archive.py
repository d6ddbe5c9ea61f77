"""Read the repository file that Bluesky gives as its export (repo.car)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.photo import Skipped
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.bluesky.car import CAR_CAP, Record, Repository, is_car, read_car
from app.networks.bluesky.names import KEY
from app.networks.bluesky.pictures import LONGEST_URI, POSTS, portraits, post_pictures, visibility
from app.networks.bluesky.scopes import DECLARATION, PROFILE
from app.networks.bluesky.settings import checks_of
from app.networks.fields import text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.networks.container import Tree
    from app.networks.network import Imported

_HEAD = 64
# Looking into each of a hundred thousand files of somebody else's export would take minutes.
_FEW = 10
_MOST_NAME = 200

NEVER_TOLD = (
    say("The pictures themselves: the file names them, and they lie at your server, open to everybody."),
    say("Your handle and your server: look your handle up to see them."),
    say("Posts that you deleted."),
)


def recognise(tree: Tree) -> bool:
    """Whether there is a repository file in this: by its content, and among many files only where it is named so."""
    return bool(_files(tree))


def read(tree: Tree) -> Iterator[Imported]:
    """Yield each repository's account, its settings, then every picture in its posts.

    Raises UnreadableArchive where none of the files can be read.
    """
    failed: list[tuple[str, UnreadableArchive]] = []
    is_read = False
    for name in _files(tree):
        try:
            repository = read_car(tree.read(name, CAR_CAP))
        except UnreadableArchive as problem:
            failed.append((name, problem))
            continue
        is_read = True
        yield from _repository(repository, name, tree.modified(name))
    if failed and not is_read:
        raise failed[0][1]
    for name, problem in failed:
        yield Skipped(where=name, why=problem.says)


def _repository(repository: Repository, name: str, as_of: datetime | None) -> Iterator[Imported]:
    records = _own(repository)
    profile = records.get(PROFILE, {})
    account = Account(
        id=account_id(KEY, repository.did),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=repository.did,
        name=text(profile.get("displayName"), _MOST_NAME),
        remote_id=repository.did,
        url=f"https://bsky.app/profile/{repository.did}",
    )
    yield account
    yield from checks_of(account.id, profile, records.get(DECLARATION, {}), as_of)
    seen = visibility(profile, as_of)
    yield from portraits(account, profile, seen)
    try:
        for one in repository.records(POSTS):
            if isinstance(one, Skipped):
                yield one
            else:
                uri = text(f"at://{repository.did}/{POSTS}/{one.record_key}", LONGEST_URI)
                yield from post_pictures(account, uri, one.value, seen)
    except UnreadableArchive as problem:
        yield Skipped(where=name, why=problem.says)


def _own(repository: Repository) -> Mapping[str, Mapping[str, object]]:
    """Return the records that an account has one of, by their collection; what is damaged is told with the posts."""
    found: dict[str, Mapping[str, object]] = {}
    try:
        for one in repository.records(PROFILE, DECLARATION):
            if isinstance(one, Record) and one.record_key == "self":
                found[one.collection] = one.value
    except UnreadableArchive:
        return found
    return found


def _files(tree: Tree) -> list[str]:
    names = tree.names()
    likely = names if len(names) <= _FEW else [name for name in names if name.casefold().endswith(".car")]
    return [name for name in likely if _is_car(tree, name)]


def _is_car(tree: Tree, name: str) -> bool:
    try:
        return is_car(tree.head(name, _HEAD))
    except UnreadableArchive:
        return False
