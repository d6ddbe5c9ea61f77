"""Read data exports and folders of pictures into the catalogue, and say what was missing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.model.account import Account, AccountId
from app.model.look import SeenPhoto
from app.model.photo import MediaState, Photo, PhotoId, Skipped
from app.model.problem import Problem, UnreadableArchive
from app.model.report import ImportReport
from app.model.setting import Check
from app.model.text import say
from app.networks.container import Tree, joined, open_tree
from app.services.export_groups import grouped, recognised
from app.services.export_parts import missing_parts, with_neighbours
from app.services.eyes import named
from app.services.progress import SILENT, Cancelled, Progress

if TYPE_CHECKING:
    from app.networks.network import Network
    from app.services.eyes import Eyes
    from app.store.catalogue import Catalogue

# So many photos are kept and looked at before all others, so that there is something to see at once.
FIRST = 12
# Then photos are kept in batches of this size: large enough that the catalogue's disk flush at the end of each batch does
# not decide the speed, small enough that Stop waits for a tenth of a second at most.
BATCH = 500
# One picture of an export is read up to this size (specs of the formats: a picture of 200 MB is no photo).
PICTURE_CAP = 200 * 1024 * 1024


def _nobody(_seen: SeenPhoto) -> None:
    """Show it to nobody."""


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads exports. Importing the same export again adds only what is new, and goes on where a stop left it."""

    catalogue: Catalogue
    eyes: Eyes

    def read_all(
        self,
        paths: Sequence[Path],
        progress: Progress = SILENT,
        on_photo: Callable[[SeenPhoto], None] = _nobody,
    ) -> list[ImportReport]:
        """Read several exports at once: the parts of one export are joined, different networks are told apart.

        Other parts of the same download that lie beside the chosen ones are read with them. What cannot be read is
        told in the report of the rest. Raises UnreadableArchive where nothing of it all can be read.
        """
        reports: list[ImportReport] = []
        failed: list[tuple[Sequence[Path], Problem]] = []
        with ExitStack() as opened:
            trees: list[Tree] = []
            for path in with_neighbours(paths):
                progress.poll()
                try:
                    trees.append(opened.enter_context(open_tree([path])))
                except UnreadableArchive as problem:
                    failed.append(([path], problem))
            for group in grouped(trees):
                tree = opened.enter_context(joined(group))
                try:
                    reports.append(self._read(tree, progress, on_photo))
                except UnreadableArchive as problem:
                    failed.append((tree.origin, problem))
        if not reports and failed:
            raise failed[0][1]
        return _with_failures(reports, failed)

    def read(
        self, paths: Sequence[Path], progress: Progress = SILENT, *, invented: bool = False
    ) -> ImportReport:
        """Read what lies at these paths as one export and return its completeness report.

        `invented` marks the accounts as the sample person's. Raises UnreadableArchive where nothing can be read.
        """
        with open_tree(paths) as tree:
            return self._read(tree, progress, _nobody, invented=invented)

    def _read(
        self, tree: Tree, progress: Progress, on_photo: Callable[[SeenPhoto], None], *, invented: bool = False
    ) -> ImportReport:
        # What is read out of an export may change with the version of this app.
        seal = f"{__version__} {invented:d} {tree.fingerprint()}"
        known = self.catalogue.imported(seal)
        if known is None:
            run = _Run(self.catalogue, self.eyes, tree, progress, on_photo, invented)
            report = run.whole(recognised(tree))
        else:
            report = replace(known, new=0, known=known.new + known.known, inspected=0)
        for account in report.accounts:
            for path in tree.origin:
                self.catalogue.keep_source(account, path.absolute())
        self.catalogue.keep_import(seal, report)
        return report


@dataclass(slots=True)
class _Run:
    """One import, and what it has come to so far."""

    catalogue: Catalogue
    eyes: Eyes
    tree: Tree
    progress: Progress
    on_photo: Callable[[SeenPhoto], None]
    invented: bool
    accounts: list[AccountId] = field(default_factory=list[AccountId])
    checks: list[Check] = field(default_factory=list[Check])
    skipped: list[Skipped] = field(default_factory=list[Skipped])
    missing: list[str] = field(default_factory=list[str])
    present: list[tuple[PhotoId, str]] = field(default_factory=list[tuple[PhotoId, str]])
    new: int = 0
    known: int = 0
    inspected: int = 0

    @property
    def _kept(self) -> int:
        return self.new + self.known

    def whole(self, net: Network) -> ImportReport:
        """Keep what the export lists, look at each picture, and say what it came to."""
        self.progress.step(0, None, say("Reading your {network} export …", network=net.title))
        self._keep_items(net)
        self._look_at_rest()
        return ImportReport(
            network=net.title,
            accounts=tuple(self.accounts),
            parts=self.tree.parts,
            parts_missing=missing_parts(self.tree.origin),
            new=self.new,
            known=self.known,
            inspected=self.inspected,
            missing=tuple(self.missing),
            skipped=tuple(self.skipped),
            refused=tuple(self.tree.refused),
            never_told=net.never_told,
        )

    def _keep_items(self, net: Network) -> None:
        if net.read is None:
            return
        batch: list[Photo] = []
        try:
            with _no_search_for_cycles():
                for item in net.read(self.tree):
                    self.progress.poll()
                    self._take(item, batch)
                    if len(batch) >= (BATCH if self._kept else FIRST):
                        self._keep_batch(batch)
        except Cancelled:
            self._keep(batch)
            raise
        self._keep_batch(batch)
        self.catalogue.keep_checks(self.checks)

    def _take(self, item: Account | Photo | Check | Skipped, batch: list[Photo]) -> None:
        match item:
            case Account():
                added_at = item.added_at or self.eyes.now()
                self.catalogue.keep_account(replace(item, invented=self.invented, added_at=added_at))
                self.accounts.append(item.id)
            case Photo():
                place = named(item.place)
                batch.append(item if place is item.place else replace(item, place=place))
            case Check():
                self.checks.append(item)
            case Skipped():
                self.skipped.append(item)

    def _keep_batch(self, batch: list[Photo]) -> None:
        """Keep a batch; the pictures of the first one are looked at before anything else is read."""
        is_first = self._kept == 0
        self._keep(batch)
        if is_first:
            self._look_at_first()
        self.progress.step(self._kept, None, say("Reading the list of photos …"))

    def _keep(self, batch: list[Photo]) -> None:
        if not batch:
            return
        kept = self.catalogue.keep_photos(batch)
        self.new += kept.new
        self.known += kept.known
        for photo, photo_id in zip(batch, kept.ids, strict=True):
            if photo.media_state is MediaState.PRESENT:
                self.present.append((photo_id, photo.source_path))
            elif photo.media_state is MediaState.MISSING:
                self.missing.append(photo.source_path)
        batch.clear()

    def _look_at_first(self) -> None:
        """Look at the pictures that are kept so far, so that there is something to see while the list is long."""
        says = say("Looking at the first pictures …")
        for photo_id, name in self._waiting():
            self.progress.step(self._kept, None, says)
            self._look_at(photo_id, name)

    def _look_at_rest(self) -> None:
        waiting = self._waiting()
        for done, (photo_id, name) in enumerate(waiting):
            self.progress.step(done, len(waiting), say("Looking at each picture …"))
            if problem := self._look_at(photo_id, name):
                self.skipped.append(Skipped(where=name, why=problem.says))
        self._judge_rest()
        self.progress.step(len(waiting), len(waiting), say("Done."))

    def _waiting(self) -> list[tuple[PhotoId, str]]:
        """Return those pictures of this export that were not looked at yet."""
        waiting = set(self.catalogue.ids_without_inspection())
        return [(photo_id, name) for photo_id, name in self.present if photo_id in waiting]

    def _look_at(self, photo_id: PhotoId, name: str) -> Problem | None:
        """Look at one picture and keep what it gives away; return why it cannot be read, if so."""
        try:
            data = self.tree.read(name, PICTURE_CAP)
        except UnreadableArchive as problem:
            return problem
        self._keep_seen(photo_id, data)
        self.inspected += 1
        return None

    def _keep_seen(self, photo_id: PhotoId, data: bytes) -> None:
        seen = self.eyes.inspect(self.catalogue.photo(photo_id), data, self.progress)
        if seen.photo.inspection is not None:
            self.catalogue.keep_inspection(photo_id, seen.photo.inspection, seen.thumbnail)
        self.catalogue.keep_findings(photo_id, seen.findings, seen.score.value)
        self.on_photo(seen)

    def _judge_rest(self) -> None:
        for photo_id in self.catalogue.ids_without_findings():
            self.progress.poll()
            seen = self.eyes.judge(self.catalogue.photo(PhotoId(photo_id)))
            self.catalogue.keep_findings(PhotoId(photo_id), seen.findings, seen.score.value)


@contextmanager
def _no_search_for_cycles() -> Generator[None]:
    """Let Python's collector rest while a list is read.

    A list of a network is millions of small objects, none of which leads back to itself; to look through them for such
    rings again and again takes a tenth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _with_failures(
    reports: list[ImportReport], failed: Sequence[tuple[Sequence[Path], Problem]]
) -> list[ImportReport]:
    """Tell in the last report what could not be read beside it."""
    if not failed:
        return reports
    remarks = tuple(
        say("{names}: {why}", names=", ".join(path.name for path in paths), why=problem.says)
        for paths, problem in failed
    )
    return [*reports[:-1], replace(reports[-1], remarks=(*reports[-1].remarks, *remarks))]
