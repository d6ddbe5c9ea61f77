"""Work through what was agreed to, piece by piece: nothing twice, nothing that is to be kept, and no faster than allowed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from app.model.account import AccountId
from app.model.fix import Action, Deed, Outcome, Task, TaskState
from app.model.photo import Photo, PhotoId
from app.model.problem import (
    CatalogueDamaged,
    CatalogueLocked,
    DiskFull,
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
from app.services.patience import sit_out, wait_until

if TYPE_CHECKING:
    from app.networks.network import Fix, Network
    from app.networks.session import Session
    from app.networks.web import Web
    from app.services.connect import Connector
    from app.services.copies import Copies
    from app.services.progress import Progress
    from app.store.catalogue import Catalogue

KEPT: Text = say("You marked a photo in it to be kept.")
_HELD_NO_MORE: Text = say("None of its photos is held here any more.")
# What stands in the way of everything that waits.
_ENDING = (KeyringLocked, NoKeyring, DiskFull, CatalogueLocked, CatalogueDamaged)
# What stands in the way of everything that waits for the same account; all of it stays in the queue.
_HALTING = (SignInNeeded, SignInExpired, Offline, Limited)
# One file's server may be gone for good. So many in a row, and it is our own line that is cut.
_MOST_MISSED = 3
# No network allows one and the same piece to be tried so often in the time over which it counts.
_MOST_SENT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one run of the queue did. `left` wait still; `problem` is the first that kept something in the queue."""

    done: int = 0
    was_gone: int = 0
    left_out: int = 0
    failed: tuple[Task, ...] = ()
    left: int = 0
    photos: tuple[PhotoId, ...] = ()
    problem: Problem | None = None


@dataclass(slots=True, kw_only=True)
class Run:
    """One run of the queue while it goes on; nobody else works through the queue meanwhile."""

    catalogue: Catalogue
    connector: Connector
    copies: Copies
    web: Web
    progress: Progress
    now: Callable[[], datetime]
    sleep: Callable[[float], None] = time.sleep
    problem: Problem | None = None
    _sessions: dict[AccountId, Session] = field(default_factory=dict["AccountId", "Session"])
    _halted: set[AccountId] = field(default_factory=set[AccountId])
    _missed: dict[AccountId, int] = field(default_factory=dict[AccountId, int])
    _sent: dict[tuple[AccountId, Action], list[datetime]] = field(
        default_factory=dict[tuple[AccountId, Action], "list[datetime]"]
    )
    _ended: list[Task] = field(default_factory=list[Task])

    def whole(self) -> RunReport:
        """Do every piece that waits, or was begun before a crash; what one account stops does not stop the others."""
        queue = self.catalogue.tasks(TaskState.STARTED, TaskState.WAITING)
        for place, task in enumerate(queue):
            self.progress.step(place, len(queue), say("Working through the list …"))
            if task.account in self._halted:
                continue
            try:
                sit_out(partial(self._do, task), self.now, self.progress, self.sleep)
            except _HALTING as halting:
                self._halted.add(task.account)
                self.problem = self.problem or halting
            except _ENDING as ending:
                self.problem = ending
                break
        self._give_back()
        done = [task for task in self._ended if task.state is TaskState.DONE]
        self.progress.step(len(done), len(queue))
        return RunReport(
            done=sum(task.outcome is Outcome.DONE for task in done),
            was_gone=sum(task.outcome is Outcome.WAS_GONE for task in done),
            left_out=sum(task.state is TaskState.LEFT_OUT for task in self._ended),
            failed=tuple(task for task in self._ended if task.state is TaskState.FAILED),
            left=self.catalogue.count_tasks(),
            photos=tuple(photo for task in done for photo in task.photos),
            problem=self.problem,
        )

    def _give_back(self) -> None:
        """End what was lent for this work alone, for every account of which nothing waits any more."""
        waiting = {task.account for task in self.catalogue.tasks(TaskState.STARTED, TaskState.WAITING)}
        for account in self._sessions.keys() - waiting:
            try:
                self.connector.give_back(account, self.progress)
            except NotFound:
                # It was forgotten meanwhile, and its sign-in with it.
                continue
            except _ENDING as problem:
                self.problem = self.problem or problem

    def _do(self, listed: Task) -> None:
        """Do one piece. Whatever may have changed while others were done or waited for is looked at only now."""
        fix = self._fix(listed)
        if fix is not None:
            self._wait_for_pace(listed, fix)
        task = self.catalogue.task(listed.id)
        if task is None or task.state not in {TaskState.WAITING, TaskState.STARTED}:
            return
        photos = self._photos(task, fix)
        if fix is None or not photos or any(photo.keep for photo in photos):
            self._end(replace(task, state=TaskState.LEFT_OUT, why=KEPT if photos else _HELD_NO_MORE))
            return
        task = replace(task, photos=tuple(photo.id for photo in photos if photo.id is not None))
        session = self._session(task.account, fix)
        copied = self._copied(task, photos)
        if copied is not None:
            self._act(copied, partial(fix.act, session, task.unit, photos), photos)

    def _fix(self, task: Task) -> Fix | None:
        try:
            return fix_of(network(self.catalogue.account(task.account).network), task.action)
        except NotFound:
            return None

    def _photos(self, task: Task, fix: Fix | None) -> list[Photo]:
        """Return what goes together as it is held now: what was listed since the yes goes too, and may be marked."""
        for one in task.photos:
            try:
                photo = self.catalogue.photo(one)
            except NotFound:
                continue
            if fix is not None and fix.unit(photo) == task.unit:
                return whole_unit(self.catalogue, photo, fix)
        return []

    def _session(self, account: AccountId, fix: Fix) -> Session:
        """Return the account's session; one that was ended meanwhile, here or in another window, is used no more."""
        held = self._sessions.get(account)
        if held is None or fix.power not in self.connector.powers(account):
            held = self.connector.session(self.catalogue.account(account), self.web, fix.power)
            self._sessions[account] = held
        return held

    def _copied(self, task: Task, photos: Sequence[Photo]) -> Task | None:
        """Return the task with its copy; None where none could be had, so that the piece is left where it is."""
        if not task.with_copy:
            return task
        try:
            copied = replace(task, copy=self.copies.keep(self.web, photos))
        except Offline as away:
            self._missed[task.account] = self._missed.get(task.account, 0) + 1
            if self._missed[task.account] >= _MOST_MISSED:
                raise
            self.problem = self.problem or away
            return None
        except (Limited, *_ENDING):
            raise
        except Problem as problem:
            if self._was_deleted(task):
                # Its copy was kept, or was not wanted, then; the network tells whether it is gone.
                return task
            self._failed(task, problem)
            return None
        self._missed[task.account] = 0
        return copied

    def _was_deleted(self, task: Task) -> bool:
        """Whether this very piece was deleted from here before."""
        return any(
            (one.account, one.action, one.unit) == (task.account, Action.DELETE, task.unit)
            for one in self.catalogue.tasks(TaskState.DONE)
        )

    def _act(self, task: Task, act: Callable[[], Outcome], photos: Sequence[Photo]) -> None:
        at = self.now()
        # Written down before it is sent, so that a crash forgets none that the network counted.
        task = replace(task, sent=(*task.sent, at)[-_MOST_SENT:])
        if not self.catalogue.begin_task(task):
            return
        self._sent.setdefault((task.account, task.action), []).append(at)
        try:
            outcome = act()
        except (*_HALTING, *_ENDING):
            # While it waits it can be taken out of the queue.
            self.catalogue.keep_task(replace(task, state=TaskState.WAITING))
            raise
        except NotThere:
            outcome = Outcome.WAS_GONE
        except Problem as problem:
            self._failed(task, problem)
            return
        self._done(task, outcome, photos)

    def _done(self, task: Task, outcome: Outcome, photos: Sequence[Photo]) -> None:
        name = next((photo.url for photo in photos if photo.url), task.unit)
        words = {
            (Action.DELETE, Outcome.DONE): say("Deleted: {what}", what=name),
            (Action.HIDE, Outcome.DONE): say("Hidden: {what}", what=name),
        }
        says = words.get((task.action, outcome), say("Was gone already: {what}", what=name))
        self._end(
            replace(task, state=TaskState.DONE, done_at=self.now(), outcome=outcome, why=None),
            self._deed(task, says, worked=True),
        )

    def _failed(self, task: Task, problem: Problem) -> None:
        ended = replace(task, state=TaskState.FAILED, done_at=self.now(), why=problem.says)
        self._end(ended, self._deed(task, problem.says, worked=False))

    def _end(self, task: Task, deed: Deed | None = None) -> None:
        self.catalogue.keep_task(task, deed)
        self._ended.append(task)

    def _deed(self, task: Task, says: Text, *, worked: bool) -> Deed:
        return Deed(
            at=self.now(),
            account=task.account,
            what=task.action.value,
            target=task.unit,
            says=says,
            worked=worked,
        )

    def _wait_for_pace(self, task: Task, fix: Fix) -> None:
        """Send no more in a while than the network is known to allow; what an earlier run sent counts, too."""
        if fix.pace is None:
            return
        key = (task.account, task.action)
        if key not in self._sent:
            self._sent[key] = self._sent_before(task)
        since = self.now() - fix.pace.per
        self._sent[key] = recent = [at for at in self._sent[key] if at > since]
        if len(recent) >= fix.pace.count:
            wait_until(recent[-fix.pace.count] + fix.pace.per, self.now, self.progress, self.sleep)

    def _sent_before(self, task: Task) -> list[datetime]:
        mine = (
            one for one in self.catalogue.tasks() if (one.account, one.action) == (task.account, task.action)
        )
        return sorted(at for one in mine for at in one.sent)


def fix_of(net: Network, action: Action) -> Fix | None:
    """Return how a network does this to a photo; None where it cannot."""
    return net.delete if action is Action.DELETE else net.hide


def whole_unit(catalogue: Catalogue, photo: Photo, fix: Fix) -> list[Photo]:
    """Return all photos held that go together with this one: a mark on any of them keeps all."""
    key = fix.unit(photo)
    near = catalogue.photos_beginning(photo.account, fix.stem(photo))
    return [one for one in near if fix.unit(one) == key] or [photo]
