"""The photos of a Google Photos export, folder by folder: each file with what its sidecar tells."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.model.problem import UnreadableArchive
from app.networks.container_json import parse
from app.networks.exports import last, opened
from app.networks.google import names
from app.networks.google.facts import (
    AlbumFacts,
    Facts,
    is_album,
    is_bare_album,
    is_comments,
    is_photo,
    joined,
    read_album,
    read_photo,
)
from app.networks.google.sidecars import match_sidecars

if TYPE_CHECKING:
    from app.model.photo import Skipped
    from app.networks.container import Tree

# A sidecar is a few kilobytes; the comments of a large album make its file longer.
_SIDECAR_CAP = 4 * 1024 * 1024
_PEEKED = 20
_HEAD = 16 * 1024
_MARK = re.compile(rb'"(?:photoTakenTime|albumData|access|date|enrichments|sharedAlbumComments)"\s*:')
# Two names that agree so far are those of one photo, one of them cut.
_SURE_START = 40
_FILE_CAP = 200 * 1024 * 1024


@dataclass(slots=True, kw_only=True)
class Item:
    """One file of a folder: its path in the export and what its sidecar tells, None where none is sure."""

    path: str
    folder: str
    facts: Facts | None


@dataclass(slots=True, kw_only=True)
class Folder:
    """One folder of the library, over all parts of the export. `absent` are sidecars whose photo is not there."""

    name: str
    album: AlbumFacts | None = None
    items: list[Item] = field(default_factory=list[Item])
    absent: dict[str, Facts] = field(default_factory=dict[str, Facts])


def folders_of(tree: Tree) -> Mapping[str, Sequence[str]]:
    """Return the folders that hold Google Photos, each with the paths of its files; empty where there are none.

    Their names are in the language of the account, so a folder is known by a sidecar or an album file in it, or by
    such a folder beside it. Two parts that were unpacked into different places are one folder where the last two
    names of the path agree.
    """
    every: dict[str, list[str]] = defaultdict(list)
    for path in tree.names():
        every["/".join(path.split("/")[-3:-1])].append(path)
    known = {name for name, paths in every.items() if _has_google_json(tree, paths)}
    parents = {name.rpartition("/")[0] for name in known if "/" in name}
    return {
        name: paths
        for name, paths in every.items()
        if name in known or ("/" in name and name.rpartition("/")[0] in parents)
    }


def _has_google_json(tree: Tree, paths: Sequence[str]) -> bool:
    likely = sorted((path for path in paths if names.is_sidecar(path)), key=_unlikely)
    return any(_is_google_json(tree, path) for path in likely[:_PEEKED])


def _unlikely(path: str) -> tuple[bool, str]:
    """Sort the names first that a sidecar would have: the name of a photo with more behind it."""
    readings = names.sidecar_readings(last(path))
    return (not any(names.extension(one.name) in names.PICTURES for one in readings), path)


def _is_google_json(tree: Tree, path: str) -> bool:
    try:
        # Other exports have tens of thousands of JSON files: few of them get past their first bytes.
        if not _MARK.search(tree.head(path, _HEAD)):
            return False
        value = parse(tree.read(path, _SIDECAR_CAP), path)
    except UnreadableArchive:
        return False
    return is_photo(value) or is_album(value)


class Library:
    """Every folder of an export, joined with its sidecars. What cannot be read is noted in `troubles`."""

    def __init__(self, tree: Tree, troubles: list[Skipped]) -> None:
        self._tree = tree
        self._troubles = troubles
        self.folders = [self._join(name, paths) for name, paths in sorted(folders_of(tree).items())]
        self._lend()

    def _join(self, name: str, paths: Sequence[str]) -> Folder:
        by_name: dict[str, list[str]] = defaultdict(list)
        for path in paths:
            by_name[last(path)].append(path)
        folder = Folder(name=name)
        told = self._sidecars(by_name, folder)
        matched = match_sidecars([one for one in by_name if not names.is_sidecar(one) or one in told])
        for media, sidecar in matched.items():
            if sidecar in told and _is_other(told[sidecar], media, sidecar):
                matched[media] = None
        _by_title(matched, told)
        for media, sidecar in matched.items():
            facts = told.get(sidecar) if sidecar else None
            folder.items += [Item(path=path, folder=folder.name, facts=facts) for path in by_name[media]]
        folder.absent = _absent(told, matched)
        return folder

    def _sidecars(self, by_name: Mapping[str, Sequence[str]], folder: Folder) -> dict[str, Facts]:
        told: dict[str, Facts] = {}
        albums: list[AlbumFacts] = []
        for name in sorted(one for one in by_name if names.is_sidecar(one)):
            value = opened(self._tree, by_name[name][0], self._troubles)
            if is_photo(value):
                told[name] = read_photo(value)
            elif is_album(value):
                albums.insert(0, read_album(value))
            elif is_bare_album(value) or is_comments(value):
                albums.append(read_album(value))
        folder.album = joined(albums)
        return told

    def _lend(self) -> None:
        """Let a file without a sidecar share that of the very same file elsewhere, proven byte by byte.

        Exports leave out the sidecars of some copies.
        """
        sizes: dict[int, list[Item]] = defaultdict(list)
        bare: list[Item] = []
        for folder in self.folders:
            for item in folder.items:
                if item.facts is None:
                    bare.append(item)
                else:
                    sizes[self._tree.size(item.path)].append(item)
        digests: dict[str, bytes] = {}
        for item in bare:
            twins = [one for one in sizes.get(self._tree.size(item.path), []) if _have_one_name(one, item)]
            for twin in twins[:3]:
                if self._digest(item.path, digests) == self._digest(twin.path, digests) != b"":
                    item.facts = twin.facts
                    break

    def _digest(self, path: str, known: dict[str, bytes]) -> bytes:
        if path not in known:
            try:
                known[path] = hashlib.sha256(self._tree.read(path, _FILE_CAP)).digest()
            except UnreadableArchive:
                known[path] = b""
        return known[path]

    def same_photo(self) -> Iterator[list[Item]]:
        """Yield the files of each photo: the one in the folder of its year, and its copies in albums."""
        groups: dict[tuple[str, int, object], list[Item]] = {}
        for folder in self.folders:
            for item in folder.items:
                taken = item.facts.taken_at if item.facts else item.path
                key = (names.folded(last(item.path)), self._tree.size(item.path), taken)
                groups.setdefault(key, []).append(item)
        yield from groups.values()


def _have_one_name(one: Item, other: Item) -> bool:
    first, second = (names.folded(last(item.path)) for item in (one, other))
    return first == second or bool(
        {reading.name for reading in names.media_readings(first)}
        & {reading.name for reading in names.media_readings(second)}
    )


def _is_other(facts: Facts, media: str, sidecar: str) -> bool:
    """Whether a sidecar with a cut name turns out, by the whole title in it, to be that of another photo."""
    is_cut = names.units(names.sidecar_readings(sidecar)[-1].name) >= names.SIDECAR_UNITS - 1
    return is_cut and not names.originals(media) and facts.contradicts(media)


def _by_title(matched: dict[str, str | None], told: Mapping[str, Facts]) -> None:
    """Match what the names alone left open by the whole title in each sidecar that is left."""
    free = set(told) - set(matched.values())
    wanting = [media for media, sidecar in matched.items() if sidecar is None and not names.originals(media)]
    fitting: dict[str, list[str]] = defaultdict(list)
    wanted_by: dict[str, list[str]] = defaultdict(list)
    by_key: dict[str, list[str]] = defaultdict(list)
    for sidecar in sorted(free):
        for key in _title_keys(told[sidecar], sidecar):
            by_key[key].append(sidecar)
    for media in wanting:
        for sidecar in by_key.get(names.folded(media), []):
            fitting[media].append(sidecar)
            wanted_by[sidecar].append(media)
    for media, sidecars in fitting.items():
        if len(sidecars) == 1 and len(wanted_by[sidecars[0]]) == 1:
            matched[media] = sidecars[0]


def _title_keys(facts: Facts, sidecar: str) -> set[str]:
    """Return the names that a photo of this title can have as a file, by the counter that its sidecar has."""
    if not facts.title:
        return set()
    counters = {one.counter for one in names.sidecar_readings(sidecar)}
    return {names.folded(names.media_name(facts.safe_title, counter)) for counter in counters}


def _absent(told: Mapping[str, Facts], matched: Mapping[str, str | None]) -> dict[str, Facts]:
    """Return the sidecars of pictures that are not there. One that is merely ambiguous is not counted as missing."""
    used = set(matched.values())
    here = {names.folded(reading.name) for media in matched for reading in names.media_readings(media)}
    here |= {stem for name in here for stem in (names.split(name)[0], name[:_SURE_START]) if stem}
    return {
        sidecar: facts
        for sidecar, facts in told.items()
        if sidecar not in used
        and names.extension(facts.title) in names.PICTURES
        and not _is_here(facts.safe_title, here)
    }


def _is_here(title: str, here: set[str]) -> bool:
    name = names.folded(title)
    return bool({name, names.split(name)[0]} & here) or (
        len(name) > _SURE_START and name[:_SURE_START] in here
    )
