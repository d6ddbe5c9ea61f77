"""Keeps the recipients that the person added, and those of a directory that they brought."""

from __future__ import annotations

from collections.abc import Iterable

from app.model.recipient import Origin, Recipient, RecipientId
from app.store.codec import dumps, loads
from app.store.database import Database, Shelf
from app.store.rows import clean


class RecipientShelf(Shelf):
    """Recipients, one row each. They are read once: a directory of thousands is searched with each letter that is typed."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._read: tuple[Recipient, ...] | None = None

    def all(self) -> tuple[Recipient, ...]:
        """Return every one that is kept, by id."""
        if self._read is None:
            rows = self._database.rows("select doc from recipient order by id")
            self._read = tuple(loads(Recipient, doc) for (doc,) in rows)
        return self._read

    def keep(self, recipients: Iterable[Recipient]) -> None:
        """Keep recipients, each in place of the one that had its id."""
        rows = [(clean(one.id), dumps(one)) for one in recipients]
        with self._database.writing(durable=True) as connection:
            connection.execute_many("insert or replace into recipient values (?, ?)", rows)
        self._read = None

    def forget(self, recipient: RecipientId) -> None:
        """Forget one; nothing happens where none has that id."""
        with self._database.writing(durable=True) as connection:
            connection.execute("delete from recipient where id = ?", (clean(recipient),))
        self._read = None

    def replace_imported(self, recipients: Iterable[Recipient]) -> None:
        """Keep a directory in place of the one that was brought before, whole or not at all."""
        held = [one.id for one in self.all() if one.origin is Origin.IMPORTED]
        rows = [(clean(one.id), dumps(one)) for one in recipients]
        with self._database.writing(durable=True) as connection:
            connection.execute_many("delete from recipient where id = ?", [(clean(one),) for one in held])
            connection.execute_many("insert or replace into recipient values (?, ?)", rows)
        self._read = None
