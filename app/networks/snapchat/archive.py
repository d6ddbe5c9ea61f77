"""Read a Snapchat export: the memories, saved by the person, with time and place from the list beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.audience import Audience, Basis, stated
from app.model.photo import MediaState, Photo, Skipped
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.exports import UNKNOWN_FORM, films_left, last, opened
from app.networks.fields import is_rows, record, rows, text
from app.networks.pictures import HEAD, picture_kind
from app.networks.snapchat.memories import FILM, KEY, Joined, Memory, join, read_file, read_memory
from app.networks.snapchat.names import USERNAME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.networks.container import Tree
    from app.networks.network import Imported

_LIST = "memories_history.json"
_ACCOUNT = "account.json"
_LONGEST_NAME = 200
# Memories are shown to nobody but the person themselves (help page, recalled).
_ONLY_ME = stated(Audience.ONLY_ME, Basis.NETWORK_RULE, name="Memories")
_PAGE = re.compile(r"(?:^|/)(?:html/)?memories_history\.html$")


def recognise(tree: Tree) -> bool:
    """Whether this is a Snapchat export: by its list of memories, or by the names that only its files have."""
    if any(read_file(name, None) and "/memories/" in f"/{name}" for name in tree.names()):
        return True
    return any(_is_list(tree, name) for name in tree.find(_LIST)) or any(
        _PAGE.search(name) for name in tree.documents
    )


def _is_list(tree: Tree, name: str) -> bool:
    try:
        return is_rows(record(tree.json(name)).get("Saved Media"))
    except UnreadableArchive:
        return False


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, then each saved picture, those without a file too, and what could not be read."""
    troubles: list[Skipped] = []
    account = _account(tree, troubles)
    yield account
    memories = _memories(tree, troubles)
    files = [file for name in tree.names() if (file := read_file(name, tree.written(name)))]
    joined, rest = join(files, memories)
    keys: set[str] = set()
    for one in joined:
        if one.file.kind != FILM:
            key = f"memories/{last(one.file.path)}"
            yield _photo(tree, account, one, one.file.path if key in keys else key)
            keys.add(key)
    yield from _absent(account, rest, MediaState.MISSING if files else MediaState.REMOTE)
    yield from dict.fromkeys(troubles)
    films = sum(one.file.kind == FILM for one in joined) + sum(one.kind == FILM for one in rest)
    if films:
        told = films_left(films)
        yield Skipped(where="Snapchat", why=told)
    if not memories and not files:
        yield Skipped(
            where="memories",
            why=say(
                "There are no memories in this export. Order it again with memories and in the format JSON."
            ),
        )


def _account(tree: Tree, troubles: list[Skipped]) -> Account:
    told: Mapping[str, object] = {}
    for name in tree.find(_ACCOUNT):
        told = told or record(record(opened(tree, name, troubles)).get("Basic Information"))
    user = text(told.get("Username"), 60)
    is_name = bool(USERNAME.match(user))
    handle = user if is_name else re.sub(r"-\d+$", "", tree.origin[0].stem) if tree.origin else ""
    handle = (handle or "snapchat")[:_LONGEST_NAME]
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle,
        name=text(told.get("Name"), _LONGEST_NAME),
        url=f"https://www.snapchat.com/add/{user}" if is_name else "",
    )


def _memories(tree: Tree, troubles: list[Skipped]) -> list[Memory]:
    found: list[Memory] = []
    for name in tree.find(_LIST):
        for number, line in enumerate(rows(record(opened(tree, name, troubles)).get("Saved Media")), 1):
            memory = read_memory(line, number)
            if memory is None:
                troubles.append(Skipped(where=f"{name}, {number}", why=UNKNOWN_FORM))
            else:
                found.append(memory)
    return found


def _photo(tree: Tree, account: Account, joined: Joined, key: str) -> Photo | Skipped:
    path = joined.file.path
    try:
        if picture_kind(tree.head(path, HEAD)) is None:
            return Skipped(where=path, why=say("The file has the name of a picture, but it is none."))
    except UnreadableArchive as problem:
        return Skipped(where=path, why=problem.says)
    return Photo(
        account=account.id,
        network=KEY,
        key=key,
        taken_at=joined.at,
        visibility=_ONLY_ME,
        place=joined.place,
        media_state=MediaState.PRESENT,
        source_path=path,
    )


def _absent(account: Account, memories: Sequence[Memory], state: MediaState) -> Iterator[Photo]:
    """Yield the pictures of the list that have no file. Their links end about seven days after the export was made."""
    seen: Counter[str] = Counter()
    for one in memories:
        if one.kind == FILM:
            continue
        stamp = one.at.strftime("%Y-%m-%d %H:%M:%S")
        seen[stamp] += 1
        yield Photo(
            account=account.id,
            network=KEY,
            key=f"{stamp}/{seen[stamp]}",
            taken_at=one.at,
            visibility=_ONLY_ME,
            place=one.place,
            media_state=state,
            source_path=stamp,
        )
