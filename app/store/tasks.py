"""What is to be hidden or deleted, what was done, and what is to be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.model.fix import Action, Deed, Task, TaskState
from app.model.photo import PhotoId
from app.store.accounts import number_of
from app.store.codec import dumps, loads
from app.store.database import Shelf
from app.store.rows import moment, time_of


class Tasks(Shelf):
    """The queue and its log. Once a task was kept, a crash or a power cut loses nothing of it."""

    def add_tasks(self, tasks: Sequence[Task]) -> int:
        """Put tasks at the end of the queue, all or none, but none that already waits there; return how many."""
        added = 0
        with self._database.writing(durable=True) as connection:
            waiting = {
                (one.account, one.action, one.unit)
                for (doc,) in connection.execute("select doc from task where state in ('waiting', 'started')")
                for one in (loads(Task, doc),)
            }
            for task in tasks:
                if (task.account, task.action, task.unit) in waiting:
                    continue
                number = number_of(connection, task.account)
                connection.execute(
                    "insert into task (account, state, doc) values (?, ?, ?)",
                    (number, task.state.value, dumps(task)),
                )
                added += 1
        return added

    def tasks(self, *states: TaskState) -> list[Task]:
        """Return the tasks in these states, or all, in their order."""
        rows = self._database.rows("select id, state, doc from task order by id")
        wanted = set(states or TaskState)
        return [
            replace(loads(Task, doc), id=number, state=TaskState(state))
            for number, state, doc in rows
            if TaskState(state) in wanted
        ]

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

    def drop_waiting(self) -> int:
        """Take every task that waits out of the queue; return how many."""
        with self._database.writing(durable=True) as connection:
            connection.execute("delete from task where state = 'waiting'")
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
