"""What the pages of hiding and deleting show, read outside of the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QImage

from app.model.account import AccountId
from app.model.fix import Action, Deed, Plan, Task, TaskState
from app.model.photo import PhotoId
from app.model.problem import NotFound
from app.services.house import House
from app.services.verify import Seen
from app.ui.widgets.picture import decoded

# As many are shown with their picture; a list of a hundred thousand helps nobody.
SHOWN = 60
_LINES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One photo of a list: its small picture, its name, the page where it hangs."""

    image: QImage
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A plan with what is needed to show it. `handles` are the names of its accounts."""

    plan: Plan
    pieces: dict[PhotoId, Piece]
    handles: dict[AccountId, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A piece of work that failed: what it was about, and its task."""

    task: Task
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits, whose first piece is next, what failed, and what was done so far (the newest first)."""

    hides: int
    deletes: int
    next_account: AccountId | None
    failed: tuple[Failure, ...]
    deeds: tuple[Deed, ...]

    @property
    def waiting(self) -> int:
        """How many pieces wait."""
        return self.hides + self.deletes


def read_preview(house: House, action: Action, photos: Sequence[PhotoId]) -> Preview:
    """Return what would be done, with the pictures of what is shown of it."""
    plan = house.remover.plan(action, photos)
    kept = [unit for unit in plan.units if unit.kept is not None]
    first = [unit.photos[0] for unit in (*plan.doable[:SHOWN], *kept[:SHOWN]) if unit.photos]
    cannot = [photo for photo, _ in plan.cannot[:SHOWN]]
    return Preview(
        plan=plan,
        pieces={photo: piece(house, photo) for photo in (*first, *cannot)},
        handles={account.id: account.handle for account in house.browser.accounts()},
    )


def read_queue(house: House) -> Queue:
    """Return how the queue stands."""
    tasks = house.remover.tasks()
    waiting = [task for task in tasks if task.state in {TaskState.WAITING, TaskState.STARTED}]
    failed = [task for task in tasks if task.state is TaskState.FAILED][-_LINES:]
    return Queue(
        hides=sum(task.action is Action.HIDE for task in waiting),
        deletes=sum(task.action is Action.DELETE for task in waiting),
        next_account=waiting[0].account if waiting else None,
        failed=tuple(Failure(task=task, title=_title(house, task)) for task in reversed(failed)),
        deeds=tuple(house.remover.deeds()[:_LINES]),
    )


def piece(house: House, photo: PhotoId) -> Piece:
    """Return one photo for a list; a plain one where it is held no more."""
    try:
        held = house.browser.page(photo).photo
    except NotFound:
        return Piece(image=QImage(), title=str(photo), url="")
    title = held.caption or held.alt_text or held.album
    return Piece(image=decoded(house.browser.thumbnail(photo)), title=title.strip(), url=held.url)


def seen_titles(house: House, seen: Sequence[Seen]) -> dict[PhotoId, Piece]:
    """Return the pieces of photos that were looked at again."""
    ids = [one.photo.id for one in seen[:SHOWN] if one.photo.id is not None]
    return {photo: piece(house, photo) for photo in ids}


def _title(house: House, task: Task) -> str:
    return piece(house, task.photos[0]).title if task.photos else task.unit
