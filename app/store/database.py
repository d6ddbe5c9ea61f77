"""The connections to the catalogue's file: one for each thread, and one writer at a time."""

from __future__ import annotations

import threading
import weakref
from array import array
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, TypeAlias

import apsw

from app.model.problem import CatalogueDamaged, CatalogueLocked, DiskFull
from app.model.text import say

# Values in rows have the type that the schema gives their column (its tables are strict), so they are taken
# as they are.
Row: TypeAlias = tuple[Any, ...]
Bindings: TypeAlias = Sequence[int | float | str | bytes | None]

_FLAGS = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI

# Pages of 8 KB: a thumbnail takes one or two, and a small change does not write much more than itself.
# What SQLite would put in temporary files stays in memory, for such files would not be encrypted.
_PREPARE = """
pragma page_size = 8192;
pragma temp_store = memory;
pragma cache_size = -16000;
pragma foreign_keys = on;
pragma secure_delete = on;
pragma trusted_schema = off;
pragma synchronous = normal;
"""
# How long to wait while another window writes.
PATIENCE_MS = 15_000


class Connection:
    """One connection to a file; it belongs to one thread."""

    def __init__(self, name: str, key: bytes | None = None, *, patience_ms: int | None = None) -> None:
        # The types that come with apsw name one that Python 3.11 does not have; hence Any, here and nowhere
        # else.
        self._raw: Any = apsw.Connection(name, flags=_FLAGS)
        if key is not None:
            self._raw.execute(f"pragma key = 'raw:{key.hex()}'")
        self._raw.set_busy_timeout(PATIENCE_MS if patience_ms is None else patience_ms)
        self._raw.execute(_PREPARE).fetchall()

    def execute(self, sql: str, bindings: Bindings = ()) -> list[Row]:
        """Run a statement, or several, and return all rows."""
        return self._raw.execute(sql, tuple(bindings) or None).fetchall()

    def execute_many(self, sql: str, rows: Iterable[Bindings]) -> None:
        """Run a statement once for each row of values."""
        self._raw.executemany(sql, rows)

    def numbers(self, sql: str, bindings: Bindings = ()) -> array[int]:
        """Return the first column as 64-bit numbers, without ever holding the rows."""
        return array("q", (number for (number,) in self._raw.execute(sql, tuple(bindings))))

    @property
    def last_id(self) -> int:
        """The id of the row that was inserted last."""
        return self._raw.last_insert_rowid()

    @property
    def changes(self) -> int:
        """How many rows the last statement changed."""
        return self._raw.changes()

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Keep all that is written within, or nothing of it."""
        self._raw.execute("begin immediate")
        try:
            yield
            self._raw.execute("commit")
        finally:
            # Still open only where something ended it before the commit.
            if self._raw.in_transaction:
                self._raw.execute("rollback")

    def close(self) -> None:
        """Close it; it cannot be used after that."""
        self._raw.close()


@contextmanager
def told() -> Generator[None]:
    """Turn what SQLite raises into words; what is our mistake passes."""
    try:
        yield
    except apsw.FullError as error:
        raise DiskFull(
            say("There is no room left to keep this."),
            say("Make room on the disk, then try again. What was kept before is safe."),
        ) from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise CatalogueLocked(
            say("Another program is using the catalogue."),
            say("Close the other window of this app, then try again."),
        ) from error
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError) as error:
        raise CatalogueLocked(
            say("The catalogue's file cannot be opened for writing."),
            say("Check that its folder is there, and that it belongs to you."),
        ) from error
    except (apsw.NotADBError, apsw.CorruptError, apsw.IOError) as error:
        raise CatalogueDamaged(
            say("The catalogue's file cannot be read."),
            say("It was not deleted. Put back a copy of the data folder, or erase it and import again."),
        ) from error


class Database:
    """One file, or memory that is shared by the threads and gone with the last of them."""

    def __init__(self, name: str, key: bytes | None = None, *, in_memory: bool = False) -> None:
        self._name = name
        self._key = key
        self._own = threading.local()
        self._all: weakref.WeakSet[Connection] = weakref.WeakSet()
        self._writing = threading.RLock()
        # SQLite's shared memory has no write-ahead log, so its readers would stop its writers.
        self._reading = self._writing if in_memory else nullcontext()
        # Memory lives as long as one connection to it is open, whichever threads come and go.
        self._first = self.connection()

    def __repr__(self) -> str:
        """Return the place, never the key."""
        return f"Database({self._name!r})"

    def connection(self) -> Connection:
        """Return this thread's connection, opened when first asked for."""
        held: Connection | None = getattr(self._own, "connection", None)
        if held is None:
            with told():
                held = Connection(self._name, self._key)
            self._own.connection = held
            self._all.add(held)
        return held

    def rows(self, sql: str, bindings: Bindings = ()) -> list[Row]:
        """Return all rows of a query."""
        with told(), self._reading:
            return self.connection().execute(sql, bindings)

    def row(self, sql: str, bindings: Bindings = ()) -> Row | None:
        """Return the first row of a query, None where there is none."""
        return next(iter(self.rows(sql, bindings)), None)

    def numbers(self, sql: str, bindings: Bindings = ()) -> array[int]:
        """Return the first column of a query as 64-bit numbers: eight bytes a row."""
        with told(), self._reading:
            return self.connection().numbers(sql, bindings)

    @contextmanager
    def writing(self, *, durable: bool = False) -> Generator[Connection]:
        """Write in one transaction: all of it is kept, or nothing.

        Once this returns, a crash of the app loses nothing of it; with `durable` not even a power cut does,
        for the disk is then waited for.
        """
        with self._writing, told():
            connection = self.connection()
            connection.execute("pragma synchronous = full" if durable else "pragma synchronous = normal")
            with connection.transaction():
                yield connection

    def close(self) -> None:
        """Close every thread's connection; the database cannot be used after that."""
        for connection in list(self._all):
            connection.close()


class Shelf:
    """A part of what is kept; all parts share one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
