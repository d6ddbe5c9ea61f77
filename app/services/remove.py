"""Hide and delete photos where they hang: shown first, agreed to, then done piece by piece, and never twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.model.fix import Action, Deed, Plan, Task, TaskState, Unit
from app.model.problem import CatalogueLocked
from app.model.text import Text, say
from app.networks import network
from app.services.progress import SILENT, Progress
from app.services.queue import KEPT, Run, RunReport, fix_of, whole_unit

if TYPE_CHECKING:
    from app.model.account import AccountId
    from app.model.photo import Photo, PhotoId
    from app.networks.network import Fix, Network
    from app.networks.web import Web
    from app.services.connect import Connector
    from app.services.copies import Copies
    from app.store.catalogue import Catalogue
    from app.store.locks import Locks

__all__ = ["KEPT", "Remover", "RunReport"]

_LOCK = "queue"
_BUSY = say("Another window works through this list already.")
_BUSY_REMEDY = say("Wait until it is done, or close it.")


@dataclass(frozen=True, slots=True)
class Remover:
    """Takes photos out of reach. What is marked to be kept is touched by nothing here."""

    catalogue: Catalogue
    connector: Connector
    copies: Copies
    locks: Locks
    open_web: Callable[[Progress], Web]
    now: Callable[[], datetime]
    sleep: Callable[[float], None] = time.sleep

    def plan(self, action: Action, photos: Sequence[PhotoId]) -> Plan:
        """Return what would be done, for review. Nothing is sent to any network."""
        units: dict[tuple[AccountId, str], Unit] = {}
        cannot: list[tuple[PhotoId, Text]] = []
        remarks: dict[Text, None] = {}
        for photo_id in dict.fromkeys(photos):
            photo = self.catalogue.photo(photo_id)
            fix = fix_of(network(photo.network), action)
            why = _impossible(network(photo.network), action) if fix is None else fix.cannot(photo)
            if fix is None or why is not None:
                cannot.append((photo_id, why or _impossible(network(photo.network), action)))
                continue
            key = (photo.account, fix.unit(photo))
            if key not in units:
                units[key] = self._unit(photo, fix)
                remarks.update(dict.fromkeys(fix.remarks))
        planned = tuple(units.values())
        return Plan(
            action=action,
            units=planned,
            remarks=tuple(remarks),
            cannot=tuple(cannot),
            takes=self._takes(planned, action),
        )

    def start(self, plan: Plan, *, copies: bool = True) -> int:
        """Put what was agreed to into the queue; return how many pieces. Nothing is done yet."""
        return self.catalogue.add_tasks(
            [
                Task(
                    id=0,
                    account=unit.account,
                    action=plan.action,
                    unit=unit.key,
                    photos=unit.photos,
                    added_at=self.now(),
                    with_copy=copies,
                )
                for unit in plan.doable
            ]
        )

    def run(self, progress: Progress = SILENT) -> RunReport:
        """Work through the queue, from where it was left; pauses that a network asks for are sat out.

        A piece that was begun before a crash is done again: that it is not there any more then counts as done. One
        window works through the queue at a time; another is told so in the report.
        """
        run = Run(
            catalogue=self.catalogue,
            connector=self.connector,
            copies=self.copies,
            web=self.open_web(progress),
            progress=progress,
            now=self.now,
            sleep=self.sleep,
        )
        with ExitStack() as alone:
            try:
                alone.enter_context(self.locks.held(_LOCK, patience_ms=0))
            except CatalogueLocked:
                return RunReport(left=self.waiting(), problem=CatalogueLocked(_BUSY, _BUSY_REMEDY))
            return run.whole()

    def tasks(self) -> Sequence[Task]:
        """Return the whole queue, what is done included."""
        return self.catalogue.tasks()

    def waiting(self) -> int:
        """Return how many pieces wait."""
        return self.catalogue.count_tasks()

    def cancel(self) -> int:
        """Take everything that waits out of the queue; return how many pieces.

        What a crash left half done goes too, but not the one piece that another window is doing at this moment.
        """
        with ExitStack() as alone:
            try:
                alone.enter_context(self.locks.held(_LOCK, patience_ms=0))
            except CatalogueLocked:
                return self.catalogue.drop_tasks(TaskState.WAITING)
            return self.catalogue.drop_tasks(TaskState.WAITING, TaskState.STARTED)

    def deeds(self) -> Sequence[Deed]:
        """Return the log of what the app did at networks, the newest first."""
        return self.catalogue.deeds()

    def _unit(self, photo: Photo, fix: Fix) -> Unit:
        """Return the whole that a photo goes with: a mark on any photo of it keeps all of it."""
        together = whole_unit(self.catalogue, photo, fix)
        return Unit(
            account=photo.account,
            key=fix.unit(photo),
            photos=tuple(one.id for one in together if one.id is not None),
            says=fix.says(together),
            kept=KEPT if any(one.keep for one in together) else None,
        )

    def _takes(self, units: Sequence[Unit], action: Action) -> timedelta:
        longest = timedelta(0)
        for account in {unit.account for unit in units}:
            fix = fix_of(network(self.catalogue.account(account).network), action)
            pace = fix.pace if fix is not None else None
            count = sum(unit.account == account and unit.kept is None for unit in units)
            if pace is not None and count > pace.count:
                longest = max(longest, pace.per * ((count - 1) // pace.count))
        return longest


def _impossible(net: Network, action: Action) -> Text:
    if action is Action.DELETE:
        return say(
            "{network} lets nobody delete photos from outside: do it on its own page.", network=net.title
        )
    return say("{network} cannot hide a photo that is posted: delete it, or keep it.", network=net.title)
