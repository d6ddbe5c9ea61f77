"""One picture of a Facebook export while its facts come together, and the copies of it that the export holds."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.model.photo import Tagged
from app.model.problem import UnreadableArchive
from app.networks.facebook.lists import PUT_AWAY, Kind
from app.networks.facebook.told import Told

if TYPE_CHECKING:
    from app.model.inspection import Place
    from app.networks.container import Tree

# Lists of what hangs today. The list of posts is none of them: it has what was put away as well.
_HANGING: Final = frozenset({Kind.UNCATEGORISED, Kind.ALBUM, Kind.FILM, Kind.STORY, Kind.GROUP})
_FILE_CAP: Final = 200 * 1024 * 1024
# The lists give one upload the same second; a day covers a clock between two of them.
_SAME_UPLOAD: Final = timedelta(days=1)
# The same bytes more often than this are made to keep us busy.
_MOST_COPIES: Final = 50


@dataclass(slots=True)
class Draft:
    """One picture while its facts come together. `name` is its file in the export, None where it is not there."""

    key: str
    uri: str
    name: str | None
    kinds: set[Kind] = field(default_factory=set[Kind])
    captions: dict[str, None] = field(default_factory=dict[str, None])
    people: dict[Tagged, None] = field(default_factory=dict[Tagged, None])
    album: str = ""
    facts: Told = field(default_factory=Told)
    is_still: bool = False
    by_number: Kind | None = None
    """ARCHIVE or TRASH, where an entry there names the photo by its number alone."""
    is_told: bool = False
    """Whether the photo came out, and nothing was added since."""

    @property
    def put_away(self) -> Kind | None:
        """ARCHIVE or TRASH where the picture lies there; None where another list has it still hanging.

        A post in the trash may show a picture that goes on hanging in an album; then it must not count as hidden.
        """
        if self.by_number is not None:
            return self.by_number
        return None if self.kinds & _HANGING else max(self.kinds & PUT_AWAY, default=None)

    @property
    def kind(self) -> Kind:
        """What the picture is while it hangs: the heaviest of the lists that have it."""
        return max(self.kinds - PUT_AWAY, default=Kind.OTHER)

    def add(self, kind: Kind, more: Told, album: str) -> None:
        """Add what another list tells: the first that has a fact gives it, a position before a place by name."""
        self.is_told = False
        self.kinds.add(kind)
        self._fill(more, album)
        self.captions.update(dict.fromkeys(more.captions))
        self.people.update(dict.fromkeys(more.people))

    def join(self, other: Draft) -> None:
        """Add all that another copy of the same upload tells."""
        self.is_told = False
        self.kinds |= other.kinds
        self._fill(other.facts, other.album)
        self.captions.update(other.captions)
        self.people.update(other.people)

    def put_by_number(self, kind: Kind) -> None:
        """Note that an entry of the archive or the trash means this picture by its number."""
        self.is_told = False
        self.by_number = kind

    def _fill(self, more: Told, album: str) -> None:
        held = self.facts
        self.album = self.album or album
        self.facts = Told(
            taken_at=held.taken_at or more.taken_at,
            posted_at=held.posted_at or more.posted_at,
            place=_better(held.place, more.place),
            width=held.width or more.width,
            height=held.height or more.height,
        )


def _better(held: Place | None, more: Place | None) -> Place | None:
    """Return the first place that is a position, else the first one."""
    if held is not None and (held.basis == "network" or more is None):
        return held
    return more if held is None or (more is not None and more.basis == "network") else held


def joined(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """Join copies of one upload that lie in the export twice: same bytes, same time, named by different kinds of list.

    Two posts of the same picture stay two photos, for each of them has to be taken down by itself. Only files that may
    be the same by what their container tells are read.
    """
    gone: set[str] = set()
    for some in _same_bytes(tree, drafts):
        kept: list[Draft] = []
        for draft in some:
            first = next((one for one in kept if _may_be_one(one, draft)), None)
            if first is not None:
                first.join(draft)
                gone.add(draft.key)
            elif len(kept) < _MOST_COPIES:
                kept.append(draft)
    return [draft for draft in drafts if draft.key not in gone]


def _same_bytes(tree: Tree, drafts: list[Draft]) -> Iterator[list[Draft]]:
    """Yield the pictures that are byte for byte the same, as far as they may be copies of one upload at all."""
    alike: dict[tuple[int, int | None], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.name is not None:
            alike[tree.likeness(draft.name)].append(draft)
    for some in alike.values():
        digests: dict[bytes, list[Draft]] = defaultdict(list)
        for draft in some if len(some) > 1 else ():
            # In a large group looking at the bytes is quicker than comparing each with each.
            if len(some) > _MOST_COPIES or any(one is not draft and _may_be_one(one, draft) for one in some):
                digests[_digest(tree, draft.name or "")].append(draft)
        yield from (same for digest, same in digests.items() if digest and len(same) > 1)


def _digest(tree: Tree, name: str) -> bytes:
    try:
        return hashlib.sha256(tree.read(name, _FILE_CAP)).digest()
    except UnreadableArchive:
        return b""


def _may_be_one(one: Draft, other: Draft) -> bool:
    if one.kinds & other.kinds:
        return False
    first, second = one.facts.posted_at, other.facts.posted_at
    return first is None or second is None or abs(first - second) <= _SAME_UPLOAD
