"""What is to be hidden or deleted, what was done, and what is to be looked at again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from app.model.account import AccountId
from app.model.fix import Action, Deed, Task, TaskState
from app.model.photo import PhotoId
from app.store.accounts import number_of
from app.store.codec import dumps, loads
from app.store.database import Row, Shelf
from app.store.rows import moment, time_of


class Tasks(Shelf):
    """The queue and its log. Once a task was kept, a crash or a power cut loses nothing of it."""

    def add_tasks(self, tasks: Sequence[Task]) -> int:
        """Put tasks at the end of the queue, all or none; return how many were not there yet.

        For one that waits already the newer wish counts: whether a copy is kept first, and which photos it has.
        """
        added = 0
        with self._database.writing(durable=True) as connection:
            rows = connection.execute("select id, doc from task where state in ('waiting', 'started')")
            waiting = {_piece(task): (number, task) for number, task in _read(rows)}
            for task in tasks:
                number, held = waiting.get(_piece(task), (0, task))
                if number:
                    renewed = replace(held, photos=task.photos, with_copy=task.with_copy)
                    connection.execute("update task set doc = ? where id = ?", (dumps(renewed), number))
                    continue
                connection.execute(
                    "insert into task (account, state, doc) values (?, ?, ?)",
                    (number_of(connection, task.account), task.state.value, dumps(task)),
                )
                waiting[_piece(task)] = (connection.last_id, task)
                added += 1
        return added

    def tasks(self, *states: TaskState) -> list[Task]:
        """Return the tasks in these states, or all, in their order."""
        rows = self._database.rows(
            "select id, state, doc from task where state in (select value from json_each(?)) order by id",
            (_listed(states or tuple(TaskState)),),
        )
        return [_task(number, state, doc) for number, state, doc in rows]

    def task(self, number: int) -> Task | None:
        """Return one task as it stands now; None where it was taken out of the queue."""
        row = self._database.row("select id, state, doc from task where id = ?", (number,))
        return None if row is None else _task(*row)

    def count_tasks(self) -> int:
        """Return how many tasks are still to be done."""
        row = self._database.row("select count(*) from task where state in ('waiting', 'started')")
        return row[0] if row else 0

    def begin_task(self, task: Task) -> bool:
        """Note that a task is begun; False where it was taken out of the queue meanwhile, or done elsewhere."""
        begun = replace(task, state=TaskState.STARTED)
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "update task set state = ?, doc = ? where id = ? and state in ('waiting', 'started')",
                (begun.state.value, dumps(begun), task.id),
            )
            return connection.changes > 0

    def keep_task(self, task: Task, deed: Deed | None = None) -> None:
        """Keep how a task stands, and the line of the log that goes with it, in one step."""
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "update task set state = ?, doc = ? where id = ?", (task.state.value, dumps(task), task.id)
            )
            if deed is not None:
                connection.execute("insert into deed (doc) values (?)", (dumps(deed),))
            if task.state is TaskState.DONE and task.done_at is not None:
                for photo in task.photos:
                    connection.execute(
                        """insert into removed (photo, action, at, looks) select id, ?, ?, 0 from photo where id = ?
                        on conflict (photo) do update set action = excluded.action, at = excluded.at, looks = 0""",
                        (task.action.value, moment(task.done_at), photo),
                    )

    def keep_deed(self, deed: Deed) -> None:
        """Keep one line of the log."""
        with self._database.writing(durable=True) as connection:
            connection.execute("insert into deed (doc) values (?)", (dumps(deed),))

    def drop_tasks(self, *states: TaskState) -> int:
        """Take every task in these states out of the queue; return how many."""
        with self._database.writing(durable=True) as connection:
            connection.execute(
                "delete from task where state in (select value from json_each(?))",
                (_listed(states),),
            )
            return connection.changes

    def deeds(self) -> list[Deed]:
        """Return the log, the newest first."""
        return [loads(Deed, doc) for (doc,) in self._database.rows("select doc from deed order by id desc")]

    def removed(self) -> list[tuple[PhotoId, Action, datetime, int]]:
        """Return what was taken out of reach: photo, how, when, and how often it was looked at since."""
        rows = self._database.rows("select photo, action, at, looks from removed order by photo")
        found: list[tuple[PhotoId, Action, datetime, int]] = []
        for photo, action, at, looks in rows:
            when = time_of(at)
            if when is not None:
                found.append((PhotoId(photo), Action(action), when, looks))
        return found

    def removal(self, photo: PhotoId) -> tuple[Action, datetime, int] | None:
        """Return how and when one photo was taken out of reach, and how often it was looked at since; None if never."""
        found = self._database.row("select action, at, looks from removed where photo = ?", (photo,))
        when = time_of(found[1]) if found is not None else None
        return None if found is None or when is None else (Action(found[0]), when, found[2])

    def note_looked(self, photo: PhotoId, looks: int) -> None:
        """Note how many of the looks that are due were taken."""
        with self._database.writing() as connection:
            connection.execute("update removed set looks = ? where photo = ?", (looks, photo))


def _listed(states: Sequence[TaskState]) -> str:
    return json.dumps([state.value for state in states])


def _task(number: int, state: str, doc: str) -> Task:
    return replace(loads(Task, doc), id=number, state=TaskState(state))


def _read(rows: Sequence[Row]) -> Iterator[tuple[int, Task]]:
    for number, doc in rows:
        yield number, loads(Task, doc)


def _piece(task: Task) -> tuple[AccountId, Action, str]:
    return task.account, task.action, task.unit
