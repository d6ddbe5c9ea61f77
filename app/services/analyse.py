"""Run the analysers on what is new, or on everything again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.filter import Filter
from app.model.photo import MediaState, Photo, PhotoId
from app.model.problem import Problem, UnreadableArchive
from app.model.text import say
from app.networks import network
from app.networks.container import Tree, open_tree
from app.services.bring_in import PICTURE_CAP
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.model.account import AccountId
    from app.model.look import SeenPhoto
    from app.networks.web import Web
    from app.services.eyes import Eyes
    from app.store.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Analyst:
    """Judges the photos in the catalogue; pictures are fetched again only where they were never looked at."""

    catalogue: Catalogue
    open_web: Callable[[Progress], Web]
    eyes: Eyes

    def analyse(self, progress: Progress = SILENT, *, again: bool = False) -> int:
        """Judge what is new (`again`: look at every file anew); return how many photos were judged."""
        ids = self._waiting(again=again)
        trees: dict[AccountId, Tree | None] = {}
        web = self.open_web(progress)
        try:
            for done, photo_id in enumerate(ids):
                progress.step(done, len(ids), say("Looking at each picture …"))
                self._judge(photo_id, web, trees, again=again)
        finally:
            for tree in trees.values():
                if tree is not None:
                    tree.close()
        progress.step(len(ids), len(ids), say("Done."))
        return len(ids)

    def _waiting(self, *, again: bool) -> list[PhotoId]:
        if again:
            return [PhotoId(one) for one in self.catalogue.ids(Filter())]
        waiting = {*self.catalogue.ids_without_inspection(), *self.catalogue.ids_without_findings()}
        return [PhotoId(one) for one in sorted(waiting)]

    def _judge(
        self, photo_id: PhotoId, web: Web, trees: dict[AccountId, Tree | None], *, again: bool
    ) -> None:
        photo = self.catalogue.photo(photo_id)
        seen = self._look(photo, web, trees) if again or photo.inspection is None else self.eyes.judge(photo)
        if seen.photo.inspection is not None and seen.photo.inspection is not photo.inspection:
            self.catalogue.keep_inspection(photo_id, seen.photo.inspection, seen.thumbnail)
        if seen.photo.stranger is not None and seen.photo.stranger is not photo.stranger:
            self.catalogue.keep_stranger(photo_id, seen.photo.stranger)
        self.catalogue.keep_findings(photo_id, seen.findings, seen.score.value)

    def _look(self, photo: Photo, web: Web, trees: dict[AccountId, Tree | None]) -> SeenPhoto:
        if photo.media_state is MediaState.PRESENT:
            return self._look_in_export(photo, trees)
        if photo.media_state is MediaState.REMOTE and photo.media_url:
            return self.eyes.see(web, network(photo.network), photo)
        return self.eyes.judge(photo)

    def _look_in_export(self, photo: Photo, trees: dict[AccountId, Tree | None]) -> SeenPhoto:
        if photo.account not in trees:
            trees[photo.account] = self._open(photo.account)
        tree = trees[photo.account]
        if tree is None:
            return self.eyes.judge(photo)
        try:
            return self.eyes.inspect(photo, tree.read(photo.source_path, PICTURE_CAP))
        except (UnreadableArchive, KeyError):
            return self.eyes.judge(photo)

    def _open(self, account: AccountId) -> Tree | None:
        """Open an import's files again; None where they were moved or deleted since."""
        paths = [path for path in self.catalogue.sources(account) if path.exists()]
        try:
            return open_tree(paths) if paths else None
        except Problem:
            return None
