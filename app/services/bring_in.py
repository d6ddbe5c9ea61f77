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
from app.model.text import say, verbatim
from app.networks import NETWORKS, folder, network
from app.networks.apart import Apart, Ended, Recognised
from app.networks.container import Tree, open_tree
from app.services.eyes import named
from app.services.parts import groups
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.model.account import NetworkKey
    from app.model.text import Text
    from app.networks.apart import Told
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
    refused: tuple[tuple[Text, int], ...] = ()
    network: NetworkKey = folder.KEY
    travelling: tuple[NetworkKey, ...] = ()
    parts: int = 0
    new: int = 0
    known: int = 0
    inspected: int = 0


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads exports. Importing the same export again adds only what is new, and goes on where a stop left it."""

    catalogue: Catalogue
    eyes: Eyes

    def read_all(self, paths: Sequence[Path], progress: Progress = SILENT) -> list[ImportReport]:
        """Read several exports at once: the parts of one export are joined, different networks are told apart.

        Parts of the same export that lie beside a chosen one are read with it.
        """
        with Apart() as apart:
            return [
                _and_beside(report, group, paths)
                for group in groups(apart, paths, progress.poll)
                for report in self._read_group(apart, group, progress)
            ]

    def read(
        self, paths: Sequence[Path], progress: Progress = SILENT, *, invented: bool = False
    ) -> ImportReport:
        """Read what lies at these paths as one export of one network and return its completeness report.

        `invented` marks the accounts as the sample person's. Raises UnreadableArchive where nothing can be read.
        """
        with Apart() as apart:
            return self._read(apart, paths, progress, _Tally(), invented=invented)

    def _read_group(self, apart: Apart, paths: Sequence[Path], progress: Progress) -> Iterator[ImportReport]:
        """Read one export, and then what other networks have in it."""
        first = _Tally()
        yield self._read(apart, paths, progress, first)
        for key in first.travelling:
            yield self._read(apart, paths, progress, _Tally(), by=key)

    def _read(
        self,
        apart: Apart,
        paths: Sequence[Path],
        progress: Progress,
        tally: _Tally,
        *,
        by: NetworkKey | None = None,
        invented: bool = False,
    ) -> ImportReport:
        self._keep_items(apart.read(paths, progress.poll, by=by), tally, progress, invented=invented)
        for account in tally.accounts:
            for path in paths:
                self.catalogue.keep_source(account, path.absolute())
        self._inspect(paths, tally, progress)
        net = network(tally.network)
        return ImportReport(
            network=net.title,
            accounts=tuple(tally.accounts),
            parts=tally.parts,
            new=tally.new,
            known=tally.known,
            inspected=tally.inspected,
            missing=tuple(tally.missing),
            skipped=tuple(tally.skipped),
            refused=tally.refused,
            never_told=net.never_told,
        )

    def _keep_items(self, told: Iterator[Told], tally: _Tally, progress: Progress, *, invented: bool) -> None:
        batch: list[Photo] = []
        for item in told:
            match item:
                case Account():
                    self._keep_account(item, tally, invented=invented)
                case Photo():
                    batch.append(replace(item, place=named(item.place)))
                case _:
                    _note(item, tally, progress)
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

    def _inspect(self, paths: Sequence[Path], tally: _Tally, progress: Progress) -> None:
        waiting = set(self.catalogue.ids_without_inspection())
        todo = [(photo_id, name) for photo_id, name in tally.present if photo_id in waiting]
        if todo:
            with open_tree(paths) as tree:
                self._inspect_each(tree, todo, tally, progress)
        self._judge_rest()
        progress.step(len(todo), len(todo), say("Done."))

    def _inspect_each(
        self, tree: Tree, todo: list[tuple[PhotoId, str]], tally: _Tally, progress: Progress
    ) -> None:
        for done, (photo_id, name) in enumerate(todo):
            progress.step(done, len(todo), say("Looking at each picture …"))
            try:
                data = tree.read(name, PICTURE_CAP)
            except UnreadableArchive as problem:
                tally.skipped.append(Skipped(where=name, why=problem.says))
                continue
            self._keep_seen(photo_id, data)
            tally.inspected += 1

    def _keep_seen(self, photo_id: PhotoId, data: bytes) -> None:
        seen = self.eyes.inspect(self.catalogue.photo(photo_id), data)
        if seen.photo.inspection is not None:
            self.catalogue.keep_inspection(photo_id, seen.photo.inspection, seen.thumbnail)
        self.catalogue.keep_findings(photo_id, seen.findings, seen.score.value)

    def _judge_rest(self) -> None:
        for photo_id in self.catalogue.ids_without_findings():
            seen = self.eyes.judge(self.catalogue.photo(PhotoId(photo_id)))
            self.catalogue.keep_findings(PhotoId(photo_id), seen.findings, seen.score.value)


def _and_beside(report: ImportReport, group: Sequence[Path], chosen: Sequence[Path]) -> ImportReport:
    """Say in a report which parts were read although nobody chose them."""
    own = {path.absolute() for path in chosen}
    beside = [path.name for path in group if path.absolute() not in own]
    remarks = tuple(say("Also read, because it lies beside: {name}", name=verbatim(name)) for name in beside)
    return replace(report, remarks=(*report.remarks, *remarks))


def _note(item: Check | Skipped | Recognised | Ended, tally: _Tally, progress: Progress) -> None:
    match item:
        case Recognised():
            tally.network, tally.parts, tally.travelling = _known(item), item.parts, item.travelling
            title = network(tally.network).title
            progress.step(0, None, say("Reading your {network} export …", network=title))
        case Check():
            tally.checks.append(item)
        case Skipped():
            tally.skipped.append(item)
        case Ended():
            tally.refused = item.refused


def _known(told: Recognised) -> NetworkKey:
    """Return whose export it is; UnreadableArchive where nobody reads such a thing."""
    if told.network is not None:
        return told.network
    names = ", ".join(net.title for net in NETWORKS if net.read is not None)
    raise UnreadableArchive(
        say("There is nothing in this that we can read."),
        say(
            "We can read: {names}. Choose the file as you downloaded it, or a folder of pictures.",
            names=names,
        ),
    )
