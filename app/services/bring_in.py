"""Read data exports and folders of pictures into the catalogue, and say what was missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.model.account import Account, AccountId
from app.model.photo import MediaState, Photo, PhotoId, Skipped
from app.model.problem import UnreadableArchive
from app.model.report import ImportReport
from app.model.setting import Check
from app.model.text import say
from app.networks import NETWORKS, folder
from app.networks.container import Tree, open_tree
from app.services.eyes import named
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.model.account import NetworkKey
    from app.networks.network import Network
    from app.services.eyes import Eyes
    from app.store.catalogue import Catalogue

# Photos are kept in batches of this size: small enough that the first ones show at once and a stop loses little, large
# enough that the catalogue's disk flush at the end of each batch does not decide the speed.
BATCH = 100
# One picture of an export is read up to this size (specs of the formats: a picture of 200 MB is no photo).
PICTURE_CAP = 200 * 1024 * 1024


@dataclass(slots=True)
class _Tally:
    """What one import has come to so far."""

    accounts: list[AccountId] = field(default_factory=list[AccountId])
    checks: list[Check] = field(default_factory=list[Check])
    skipped: list[Skipped] = field(default_factory=list[Skipped])
    missing: list[str] = field(default_factory=list[str])
    present: list[tuple[PhotoId, str]] = field(default_factory=list[tuple[PhotoId, str]])
    new: int = 0
    known: int = 0
    inspected: int = 0


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads exports. Importing the same export again adds only what is new, and goes on where a stop left it."""

    catalogue: Catalogue
    eyes: Eyes

    def read_all(self, paths: Sequence[Path], progress: Progress = SILENT) -> list[ImportReport]:
        """Read several exports at once: the parts of one export are joined, different networks are told apart."""
        return [report for group in _groups(paths) for report in self._read_group(group, progress)]

    def read(
        self, paths: Sequence[Path], progress: Progress = SILENT, *, invented: bool = False
    ) -> ImportReport:
        """Read what lies at these paths as one export of one network and return its completeness report.

        `invented` marks the accounts as the sample person's. Raises UnreadableArchive where nothing can be read.
        """
        with open_tree(paths) as tree:
            return self._read_as(_recognised(tree)[0], tree, progress, invented=invented)

    def _read_group(self, paths: Sequence[Path], progress: Progress) -> Iterator[ImportReport]:
        """Read one export by each network that has something in it."""
        with open_tree(paths) as tree:
            for net in _recognised(tree):
                yield self._read_as(net, tree, progress)

    def _read_as(
        self, net: Network, tree: Tree, progress: Progress, *, invented: bool = False
    ) -> ImportReport:
        tally = _Tally()
        progress.step(0, None, say("Reading your {network} export …", network=net.title))
        self._keep_items(net, tree, tally, progress, invented=invented)
        for account in tally.accounts:
            for path in tree.origin:
                self.catalogue.keep_source(account, path.absolute())
        self._inspect(tree, tally, progress)
        return ImportReport(
            network=net.title,
            accounts=tuple(tally.accounts),
            parts=tree.parts,
            new=tally.new,
            known=tally.known,
            inspected=tally.inspected,
            missing=tuple(tally.missing),
            skipped=tuple(tally.skipped),
            refused=tuple(tree.refused),
            never_told=net.never_told,
        )

    def _keep_items(
        self, net: Network, tree: Tree, tally: _Tally, progress: Progress, *, invented: bool
    ) -> None:
        batch: list[Photo] = []
        read = net.read
        if read is None:
            return
        for item in read(tree):
            match item:
                case Account():
                    self._keep_account(item, tally, invented=invented)
                case Photo():
                    batch.append(replace(item, place=named(item.place)))
                case Check():
                    tally.checks.append(item)
                case Skipped():
                    tally.skipped.append(item)
            if len(batch) >= BATCH:
                self._keep_batch(batch, tally, progress)
        self._keep_batch(batch, tally, progress)
        self.catalogue.keep_checks(tally.checks)

    def _keep_account(self, account: Account, tally: _Tally, *, invented: bool) -> None:
        self.catalogue.keep_account(
            replace(account, invented=invented, added_at=account.added_at or self.eyes.now())
        )
        tally.accounts.append(account.id)

    def _keep_batch(self, batch: list[Photo], tally: _Tally, progress: Progress) -> None:
        if not batch:
            return
        kept = self.catalogue.keep_photos(batch)
        tally.new += kept.new
        tally.known += kept.known
        for photo, photo_id in zip(batch, kept.ids, strict=True):
            if photo.media_state is MediaState.PRESENT:
                tally.present.append((photo_id, photo.source_path))
            elif photo.media_state is MediaState.MISSING:
                tally.missing.append(photo.source_path)
        batch.clear()
        progress.step(tally.new + tally.known, None, say("Reading the list of photos …"))

    def _inspect(self, tree: Tree, tally: _Tally, progress: Progress) -> None:
        waiting = set(self.catalogue.ids_without_inspection())
        todo = [(photo_id, name) for photo_id, name in tally.present if photo_id in waiting]
        for done, (photo_id, name) in enumerate(todo):
            progress.step(done, len(todo), say("Looking at each picture …"))
            try:
                data = tree.read(name, PICTURE_CAP)
            except UnreadableArchive as problem:
                tally.skipped.append(Skipped(where=name, why=problem.says))
                continue
            self._keep_seen(photo_id, data)
            tally.inspected += 1
        self._judge_rest()
        progress.step(len(todo), len(todo), say("Done."))

    def _keep_seen(self, photo_id: PhotoId, data: bytes) -> None:
        seen = self.eyes.inspect(self.catalogue.photo(photo_id), data)
        if seen.photo.inspection is not None:
            self.catalogue.keep_inspection(photo_id, seen.photo.inspection, seen.thumbnail)
        self.catalogue.keep_findings(photo_id, seen.findings, seen.score.value)

    def _judge_rest(self) -> None:
        for photo_id in self.catalogue.ids_without_findings():
            seen = self.eyes.judge(self.catalogue.photo(PhotoId(photo_id)))
            self.catalogue.keep_findings(PhotoId(photo_id), seen.findings, seen.score.value)


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where an archive comes from: its network, None for mere pictures, and the handle that it names, if any.

    What travels in another network's export counts as a part of that one.
    """

    network: NetworkKey | None = None
    handle: str = ""


def _groups(paths: Sequence[Path]) -> list[list[Path]]:
    """Sort paths into exports.

    Archives of one account are parts of one export. Networks split large exports in such a way that a later part may
    not name the account, or hold nothing but pictures: such a part joins the export beside it if only one can be
    meant. A folder stands for itself.
    """
    folders = [[path] for path in paths if path.is_dir()]
    sorted_out: dict[_Origin, list[Path]] = {}
    for path in paths:
        if not path.is_dir():
            sorted_out.setdefault(_origin(path), []).append(path)
    for origin in [one for one in sorted_out if one.network and not one.handle]:
        named = [one for one in sorted_out if one.network == origin.network and one.handle]
        if len(named) == 1:
            sorted_out[named[0]].extend(sorted_out.pop(origin))
    pictures = sorted_out.pop(_Origin(), [])
    groups = list(sorted_out.values())
    if len(groups) == 1:
        groups[0].extend(pictures)
        pictures = []
    return [*groups, *([pictures] if pictures else []), *folders]


def _origin(path: Path) -> _Origin:
    """Return what an archive tells of itself alone."""
    with open_tree([path]) as tree:
        net = next(iter(_readers_of(tree)), None)
        if net is None or net.read is None or net.key == folder.KEY:
            return _Origin()
        try:
            first = next(iter(net.read(tree)), None)
        except UnreadableArchive:
            # The reason is told when it is its turn to be read.
            first = None
    return _Origin(
        net.travels_in or net.key, first.handle.casefold() if isinstance(first, Account) and first.url else ""
    )


def _readers_of(tree: Tree) -> list[Network]:
    """Return the network whose export this is, then those that travel in it; none where nobody knows it.

    What travels is the export itself where the one that it travels in is not there, and before mere pictures.
    """
    ours = [net for net in _readers() if net.travels_in is None]
    main = next((net for net in ours if _is_its(net, tree)), None)
    riders = [net for net in _readers() if net.travels_in is not None and _is_its(net, tree)]
    if main is None or (main.key == folder.KEY and riders):
        return riders
    return [main, *(net for net in riders if net.travels_in == main.key)]


def _is_its(net: Network, tree: Tree) -> bool:
    return net.recognise is not None and net.recognise(tree)


def _recognised(tree: Tree) -> list[Network]:
    found = _readers_of(tree)
    if found:
        return found
    names = ", ".join(net.title for net in _readers())
    raise UnreadableArchive(
        say("There is nothing in this that we can read."),
        say(
            "We can read: {names}. Choose the file as you downloaded it, or a folder of pictures.",
            names=names,
        ),
    )


def _readers() -> Iterator[Network]:
    return (net for net in NETWORKS if net.read is not None)
