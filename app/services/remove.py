"""Hide and delete photos where they hang: shown first, agreed to, then done piece by piece, and never twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.model.account import AccountId
from app.model.fix import Action, Deed, Outcome, Plan, Task, TaskState, Unit
from app.model.photo import Photo, PhotoId
from app.model.problem import (
    KeyringLocked,
    Limited,
    NoKeyring,
    NotFound,
    NotThere,
    Offline,
    Problem,
    SignInExpired,
    SignInNeeded,
)
from app.model.text import Text, say
from app.networks import network
from app.services.patience import wait_until
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.networks.network import Fix, Network
    from app.networks.session import Session
    from app.networks.web import Web
    from app.services.connect import Connector
    from app.services.copies import Copies
    from app.store.catalogue import Catalogue

KEPT: Text = say("You marked a photo in it to be kept.")
# What ends a run with everything still in the queue: it would fail for each of the rest as well.
_ENDING = (SignInNeeded, SignInExpired, Offline, KeyringLocked, NoKeyring)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one run of the queue did. `left` wait still; `problem` is what ended it early."""

    done: int = 0
    was_gone: int = 0
    left_out: int = 0
    failed: tuple[Task, ...] = ()
    left: int = 0
    photos: tuple[PhotoId, ...] = ()
    problem: Problem | None = None


@dataclass(slots=True)
class _Run:
    """One run of the queue while it goes on."""

    web: Web
    progress: Progress
    sessions: dict[AccountId, Session] = field(default_factory=dict["AccountId", "Session"])
    done: int = 0
    was_gone: int = 0
    left_out: int = 0
    failed: list[Task] = field(default_factory=list[Task])
    photos: list[PhotoId] = field(default_factory=list[PhotoId])


@dataclass(frozen=True, slots=True)
class Remover:
    """Takes photos out of reach. What is marked to be kept is touched by nothing here."""

    catalogue: Catalogue
    connector: Connector
    copies: Copies
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
            fix = _fix(network(photo.network), action)
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

        A piece that was begun before a crash is done again: that it is not there any more then counts as done.
        """
        queue = self.catalogue.tasks(TaskState.STARTED, TaskState.WAITING)
        run = _Run(web=self.open_web(progress), progress=progress)
        problem: Problem | None = None
        for place, task in enumerate(queue):
            progress.step(place, len(queue), say("Working through the list …"))
            try:
                self._do(task, run)
            except _ENDING as ending:
                problem = ending
                break
        progress.step(run.done + run.was_gone, len(queue))
        return RunReport(
            done=run.done,
            was_gone=run.was_gone,
            left_out=run.left_out,
            failed=tuple(run.failed),
            left=self.waiting(),
            photos=tuple(run.photos),
            problem=problem,
        )

    def tasks(self) -> Sequence[Task]:
        """Return the whole queue, what is done included."""
        return self.catalogue.tasks()

    def waiting(self) -> int:
        """Return how many pieces wait."""
        return len(self.catalogue.tasks(TaskState.WAITING, TaskState.STARTED))

    def cancel(self) -> int:
        """Take everything that waits out of the queue; return how many pieces."""
        return self.catalogue.drop_waiting()

    def deeds(self) -> Sequence[Deed]:
        """Return the log of what the app did at networks, the newest first."""
        return self.catalogue.deeds()

    def _unit(self, photo: Photo, fix: Fix) -> Unit:
        """Return the whole that a photo goes with: a mark on any photo of it keeps all of it."""
        near = self.catalogue.photos_beginning(photo.account, fix.stem(photo))
        key = fix.unit(photo)
        together = [one for one in near if fix.cannot(one) is None and fix.unit(one) == key] or [photo]
        return Unit(
            account=photo.account,
            key=key,
            photos=tuple(one.id for one in together if one.id is not None),
            says=fix.says(together),
            kept=KEPT if any(one.keep for one in together) else None,
        )

    def _takes(self, units: Sequence[Unit], action: Action) -> timedelta:
        longest = timedelta(0)
        for account in {unit.account for unit in units}:
            fix = _fix(network(self.catalogue.account(account).network), action)
            pace = fix.pace if fix is not None else None
            count = sum(unit.account == account and unit.kept is None for unit in units)
            if pace is not None and count > pace.count:
                longest = max(longest, pace.per * ((count - 1) // pace.count))
        return longest

    def _do(self, task: Task, run: _Run) -> None:
        account = self.catalogue.account(task.account)
        fix = _fix(network(account.network), task.action)
        photos = list(self._photos(task))
        if fix is None or not photos or any(photo.keep for photo in photos):
            self._end(task, replace(task, state=TaskState.LEFT_OUT, why=KEPT), None)
            run.left_out += 1
            return
        session = run.sessions.get(account.id) or self.connector.session(account, run.web, fix.power)
        run.sessions[account.id] = session
        try:
            task = self._copied(task, photos, run)
        except Problem as problem:
            self._failed(task, problem, run)
            return
        self._wait_for_pace(task, fix, run)
        self._act(task, fix, session, photos, run)

    def _copied(self, task: Task, photos: Sequence[Photo], run: _Run) -> Task:
        if not task.with_copy or task.copy:
            return task
        return replace(task, copy=self.copies.keep(run.web, photos))

    def _act(self, task: Task, fix: Fix, session: Session, photos: Sequence[Photo], run: _Run) -> None:
        started = replace(task, state=TaskState.STARTED)
        self.catalogue.keep_task(started)
        while True:
            try:
                outcome = fix.act(session, task.unit, photos)
            except Limited as limited:
                if limited.until is None:
                    self.catalogue.keep_task(replace(task, state=TaskState.WAITING))
                    raise Offline(limited.says, limited.remedy) from limited
                wait_until(limited.until, self.now, run.progress, self.sleep)
                continue
            except _ENDING:
                self.catalogue.keep_task(replace(task, state=TaskState.WAITING))
                raise
            except NotThere:
                outcome = Outcome.WAS_GONE
            except Problem as problem:
                self._failed(started, problem, run)
                return
            break
        self._done(started, outcome, photos, run)

    def _done(self, task: Task, outcome: Outcome, photos: Sequence[Photo], run: _Run) -> None:
        ended = replace(task, state=TaskState.DONE, done_at=self.now(), outcome=outcome, why=None)
        words = {
            (Action.DELETE, Outcome.DONE): say("Deleted: {what}", what=_name(photos, task)),
            (Action.HIDE, Outcome.DONE): say("Hidden: {what}", what=_name(photos, task)),
        }
        says = words.get((task.action, outcome), say("Was gone already: {what}", what=_name(photos, task)))
        self._end(task, ended, self._deed(task, says, worked=True))
        run.done += outcome is Outcome.DONE
        run.was_gone += outcome is Outcome.WAS_GONE
        run.photos += task.photos

    def _failed(self, task: Task, problem: Problem, run: _Run) -> None:
        ended = replace(task, state=TaskState.FAILED, done_at=self.now(), why=problem.says)
        self._end(task, ended, self._deed(task, problem.says, worked=False))
        run.failed.append(ended)

    def _end(self, task: Task, ended: Task, deed: Deed | None) -> None:
        self.catalogue.keep_task(replace(ended, id=task.id), deed)

    def _deed(self, task: Task, says: Text, *, worked: bool) -> Deed:
        return Deed(
            at=self.now(),
            account=task.account,
            what=task.action.value,
            target=task.unit,
            says=says,
            worked=worked,
        )

    def _photos(self, task: Task) -> Iterator[Photo]:
        for one in task.photos:
            try:
                yield self.catalogue.photo(one)
            except NotFound:
                continue

    def _wait_for_pace(self, task: Task, fix: Fix, run: _Run) -> None:
        """Do no more in a while than the network is known to allow; what an earlier run did counts, too."""
        pace = fix.pace
        if pace is None:
            return
        done = sorted(
            one.done_at
            for one in self.catalogue.tasks(TaskState.DONE)
            if one.account == task.account and one.action is task.action and one.done_at is not None
        )
        recent = [at for at in done if at > self.now() - pace.per]
        if len(recent) >= pace.count:
            wait_until(recent[-pace.count] + pace.per, self.now, run.progress, self.sleep)


def _fix(net: Network, action: Action) -> Fix | None:
    return net.delete if action is Action.DELETE else net.hide


def _impossible(net: Network, action: Action) -> Text:
    if action is Action.DELETE:
        return say(
            "{network} lets nobody delete photos from outside: do it on its own page.", network=net.title
        )
    return say("{network} cannot hide a photo that is posted: delete it, or keep it.", network=net.title)


def _name(photos: Sequence[Photo], task: Task) -> str:
    return next((photo.url for photo in photos if photo.url), task.unit)
