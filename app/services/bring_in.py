"""Read data exports and folders of pictures into the catalogue, and say what was missing."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.model.account import Account, AccountId
from app.model.look import SeenPhoto
from app.model.photo import MediaState, Photo, PhotoId, Skipped, placed
from app.model.problem import Problem, UnreadableArchive
from app.model.report import ImportReport
from app.model.setting import Check
from app.model.text import say, verbatim
from app.networks import NETWORKS, folder, network
from app.networks.apart import Apart
from app.networks.container import Tree, open_tree
from app.networks.container_part import Parts, fingerprint, open_part
from app.networks.network import FIRST_SHOWN
from app.networks.telling import Ended, Opened, Recognised
from app.services.export_parts import missing_parts
from app.services.eyes import named
from app.services.parts import beside, groups
from app.services.progress import SILENT, Cancelled, Progress

if TYPE_CHECKING:
    from app.model.account import NetworkKey
    from app.model.text import Text
    from app.networks.apart import Told
    from app.services.eyes import Eyes
    from app.store.catalogue import Catalogue

# Photos are kept in batches of this size, after the first few: large enough that the catalogue's disk flush at the end
# of each batch does not decide the speed, small enough that Stop waits for a tenth of a second at most.
BATCH = 500
# What other networks have in one export is read after it; there are never more than a few of them.
_MOST_NETWORKS = 5
# Each holds a file open, and some systems let a program open no more than 256.
_MOST_AHEAD = 50
# One picture of an export is read up to this size (specs of the formats: a picture of 200 MB is no photo).
PICTURE_CAP = 200 * 1024 * 1024


def _nobody(_seen: SeenPhoto) -> None:
    """Show it to nobody."""


class _Ahead:
    """Opens archives here as soon as the child has survived it, while the child is busy with the next one."""

    def __init__(self, progress: Progress) -> None:
        self.parts = Parts(_MOST_AHEAD)
        self._poll = progress.poll

    def open(self, path: Path) -> None:
        """Open an archive and lay it by, until it is read."""
        if not self.parts.is_full:
            self.parts.lay_by(path, open_part(path, self._poll))

    def close(self) -> None:
        """Close what nobody read."""
        self.parts.close_all()


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads exports. Importing the same export again adds only what is new, and goes on where a stop left it."""

    catalogue: Catalogue
    eyes: Eyes
    apart: Apart = field(default_factory=Apart)

    def read_all(
        self,
        paths: Sequence[Path],
        progress: Progress = SILENT,
        on_photo: Callable[[SeenPhoto], None] = _nobody,
    ) -> list[ImportReport]:
        """Read several exports at once: the parts of one export are joined, different networks are told apart.

        Parts of the same export that lie beside a chosen one are read with it. `on_photo` is told each picture that
        was looked at. What cannot be read is told in the report of the rest; raises UnreadableArchive where nothing
        of it all can be read.
        """
        seal = _seal(paths, progress)
        known = self._known(seal, paths) if seal else []
        if known:
            return known
        reports: list[ImportReport] = []
        failed: list[tuple[Sequence[Path], UnreadableArchive]] = []
        with self.apart, closing(_Ahead(progress)) as ahead:
            self.get_ready()
            for group in groups(self.apart, paths, progress.poll, failed, ahead.open):
                try:
                    read = self._read_group(group, progress, on_photo, ahead.parts)
                    reports += [_and_beside(report, group, paths) for report in read]
                except UnreadableArchive as problem:
                    failed.append((group, problem))
        if failed and not reports:
            raise failed[0][1]
        if seal and not failed:
            # The first one last: where it is held, all are.
            for number, report in reversed(list(enumerate(reports))):
                self.catalogue.keep_import(f"{seal} {number}/{len(reports)}", report)
        return _with_failures(reports, failed)

    def read(self, paths: Sequence[Path], progress: Progress = SILENT) -> ImportReport:
        """Read what lies at these paths as one export of one network and return its completeness report.

        Raises UnreadableArchive where nothing can be read.
        """
        with self.apart, self._opened(paths, progress) as (tree, told):
            return self._run(tree, told, progress).whole()

    def read_invented(self, paths: Sequence[Path], progress: Progress = SILENT) -> list[ImportReport]:
        """Read each path as an export of its own, of a person whose accounts are marked as invented."""
        reports: list[ImportReport] = []
        with self.apart:
            for path in paths:
                with self._opened([path], progress) as (tree, told):
                    reports.append(self._run(tree, told, progress, invented=True).whole())
        return reports

    def get_ready(self) -> None:
        """Do what takes half a second before the first photo: start the processes that read and decode, load the cities."""
        self.apart.start()
        self.eyes.get_ready()

    def rest(self) -> None:
        """End the process that reads exports: nothing is to be read after all."""
        self.apart.close()

    def _read_group(
        self,
        paths: Sequence[Path],
        progress: Progress,
        on_photo: Callable[[SeenPhoto], None],
        parts: Parts,
    ) -> list[ImportReport]:
        """Read one export, and then what other networks have in it."""
        with self._opened(paths, progress, parts) as (tree, told):
            first = self._run(tree, told, progress, on_photo)
            reports = [first.whole()]
            for key in first.travelling:
                more = self.apart.read(paths, progress.poll, by=key)
                reports.append(self._run(tree, more, progress, on_photo).whole())
        return reports

    @contextmanager
    def _opened(
        self, paths: Sequence[Path], progress: Progress, parts: Parts | None = None
    ) -> Generator[tuple[Tree, Iterator[Told]]]:
        """Open an export twice: apart for its lists, and here for its pictures, while the lists are being read."""
        told = self.apart.read(paths, progress.poll)
        # Not before it has opened them: an export that is built to do harm does it there.
        start = next(told)
        with open_tree(paths, poll=progress.poll, parts=parts) as tree:
            yield tree, chain([start], told)

    def _known(self, seal: str, paths: Sequence[Path]) -> list[ImportReport]:
        """Return the reports of files that were read to their end before; none where anything of them is gone."""
        for total in range(1, len(paths) + _MOST_NETWORKS):
            held = [self.catalogue.imported(f"{seal} {number}/{total}") for number in range(total)]
            known = [
                replace(report, new=0, known=report.new + report.known, inspected=0)
                for report in held
                if report is not None
            ]
            if len(known) == total:
                return known
        return []

    def _run(
        self,
        tree: Tree,
        told: Iterator[Told],
        progress: Progress,
        on_photo: Callable[[SeenPhoto], None] = _nobody,
        *,
        invented: bool = False,
    ) -> _Run:
        return _Run(self.catalogue, self.eyes, tree, told, progress, on_photo, invented)


@dataclass(slots=True)
class _Run:
    """One import, and what it has come to so far: the lists are read apart, the pictures from `tree`."""

    catalogue: Catalogue
    eyes: Eyes
    tree: Tree
    told: Iterator[Told]
    progress: Progress
    on_photo: Callable[[SeenPhoto], None]
    invented: bool
    accounts: list[AccountId] = field(default_factory=list[AccountId])
    checks: list[Check] = field(default_factory=list[Check])
    skipped: list[Skipped] = field(default_factory=list[Skipped])
    missing: dict[PhotoId, str] = field(default_factory=dict[PhotoId, str])
    present: dict[PhotoId, str] = field(default_factory=dict[PhotoId, str])
    refused: tuple[tuple[Text, int], ...] = ()
    network: NetworkKey = folder.KEY
    travelling: tuple[NetworkKey, ...] = ()
    parts: int = 0
    held: set[PhotoId] = field(default_factory=set[PhotoId])
    new: int = 0
    inspected: int = 0

    @property
    def _kept(self) -> int:
        return len(self.held)

    def whole(self) -> ImportReport:
        """Keep what the export lists, look at each picture, and say what it came to."""
        self._keep_items()
        for account in self.accounts:
            for path in self.tree.origin:
                self.catalogue.keep_source(account, path.absolute())
        self._look_at_rest()
        net = network(self.network)
        return ImportReport(
            network=net.title,
            accounts=tuple(self.accounts),
            parts=self.parts,
            parts_missing=missing_parts(self.tree.origin),
            new=self.new,
            known=self._kept - self.new,
            inspected=self.inspected,
            missing=tuple(self.missing.values()),
            skipped=tuple(self.skipped),
            refused=self.refused,
            never_told=net.never_told,
        )

    def _keep_items(self) -> None:
        batch: list[Photo] = []
        try:
            for item in self.told:
                self.progress.poll()
                self._take(item, batch)
                if len(batch) >= (BATCH if self._kept else FIRST_SHOWN):
                    self._keep_batch(batch)
        except Cancelled:
            self._keep(batch)
            raise
        self._keep_batch(batch)
        self.catalogue.keep_checks(self.checks)

    def _take(self, item: Told, batch: list[Photo]) -> None:
        match item:
            case Account():
                added_at = item.added_at or self.eyes.now()
                self.catalogue.keep_account(replace(item, invented=self.invented, added_at=added_at))
                self.accounts.append(item.id)
            case Photo():
                place = named(item.place)
                batch.append(item if place is item.place else placed(item, place))
            case _:
                self._note(item)

    def _note(self, item: Check | Skipped | Opened | Recognised | Ended) -> None:
        match item:
            case Opened():
                pass
            case Recognised():
                self.network, self.parts, self.travelling = _known(item), item.parts, item.travelling
                title = network(self.network).title
                self.progress.step(0, None, say("Reading your {network} export …", network=title))
            case Check():
                self.checks.append(item)
            case Skipped():
                self.skipped.append(item)
            case Ended():
                self.refused = item.refused

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
        # A photo may come twice, the second time with more that is known of it.
        self.held.update(kept.ids)
        for photo, photo_id in zip(batch, kept.ids, strict=True):
            if photo.media_state is MediaState.PRESENT:
                self.present[photo_id] = photo.source_path
            elif photo.media_state is MediaState.MISSING:
                self.missing[photo_id] = photo.source_path
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
        return [(photo_id, name) for photo_id, name in self.present.items() if photo_id in waiting]

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


def _seal(paths: Sequence[Path], progress: Progress) -> str:
    """Return what stays the same as long as none of these files changes, nor any that lies beside them; "" without it.

    The version of this app is in it, for a newer one may read more out of an export.
    """
    try:
        return f"{__version__} {len(paths)} {fingerprint([*paths, *beside(paths)], progress.poll)}"
    except UnreadableArchive:
        # Why, is told when it is its turn to be read.
        return ""


def _with_failures(
    reports: list[ImportReport], failed: Sequence[tuple[Sequence[Path], UnreadableArchive]]
) -> list[ImportReport]:
    """Tell in the last report what could not be read beside it."""
    if not failed:
        return reports
    remarks = tuple(
        say("{names}: {why}", names=", ".join(path.name for path in paths), why=problem.says)
        for paths, problem in failed
    )
    return [*reports[:-1], replace(reports[-1], remarks=(*reports[-1].remarks, *remarks))]


def _and_beside(report: ImportReport, group: Sequence[Path], chosen: Sequence[Path]) -> ImportReport:
    """Say in a report which parts were read although nobody chose them."""
    own = {path.absolute() for path in chosen}
    others = [path.name for path in group if path.absolute() not in own]
    remarks = tuple(say("Also read, because it lies beside: {name}", name=verbatim(name)) for name in others)
    return replace(report, remarks=(*report.remarks, *remarks))


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
