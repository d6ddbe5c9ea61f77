"""The connections to the catalogue's file: one for each thread, and one writer at a time."""

from __future__ import annotations

import threading
import weakref
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

import apsw

from app.model.problem import CatalogueDamaged, CatalogueLocked, DiskFull
from app.model.text import say

# Row values come from columns whose type the schema fixes (strict tables), so they are taken as they are.
Row = tuple[Any, ...]
Bindings = Sequence[None | int | float | str | bytes]

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
PATIENCE_MS = 15_000


def connect(name: str, key: bytes | None) -> apsw.Connection:
    """Open one connection; `key` is the raw key of 32 bytes, None for a file in clear. Nothing is read yet."""
    connection = apsw.Connection(name, flags=_FLAGS)
    if key is not None:
        connection.execute(f"pragma key = 'raw:{key.hex()}'")
    connection.set_busy_timeout(PATIENCE_MS)
    connection.execute(_PREPARE)
    return connection


@contextmanager
def told() -> Iterator[None]:
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
        self._in_memory = in_memory
        self._own = threading.local()
        self._all: weakref.WeakSet[apsw.Connection] = weakref.WeakSet()
        self._writing = threading.RLock()
        # SQLite's shared memory has no write-ahead log, so its readers would stop its writers.
        self._reading = self._writing if in_memory else nullcontext()
        self._first = self.connection()

    def __repr__(self) -> str:
        """Return the place, never the key."""
        return f"Database({self._name!r})"

    def connection(self) -> apsw.Connection:
        """Return this thread's connection, opened when first asked for."""
        held: apsw.Connection | None = getattr(self._own, "connection", None)
        if held is None:
            with told():
                held = connect(self._name, self._key)
            self._own.connection = held
            self._all.add(held)
        return held

    def rows(self, sql: str, bindings: Bindings = ()) -> list[Row]:
        """Return all rows of a query."""
        connection = self.connection()
        with told(), self._reading:
            return connection.execute(sql, tuple(bindings)).fetchall()

    def row(self, sql: str, bindings: Bindings = ()) -> Row | None:
        """Return the first row of a query, None where there is none."""
        connection = self.connection()
        with told(), self._reading:
            return next(iter(connection.execute(sql, tuple(bindings)).fetchall()), None)

    def numbers(self, sql: str, bindings: Bindings = ()) -> array[int]:
        """Return the first column of a query as 64-bit numbers: eight bytes a row, a hundred thousand rows in no time."""
        connection = self.connection()
        with told(), self._reading:
            return array("q", (number for (number,) in connection.execute(sql, tuple(bindings))))

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[apsw.Connection]:
        """Write in one transaction: all of it is kept, or nothing.

        Once this returns, a crash of the app loses nothing of it; with `durable` not even a power cut does, for the
        disk is then waited for.
        """
        connection = self.connection()
        with self._writing, told():
            connection.execute("pragma synchronous = full" if durable else "pragma synchronous = normal")
            connection.execute("begin immediate")
            try:
                yield connection
                connection.execute("commit")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("rollback")
                raise

    def close(self) -> None:
        """Close every thread's connection; the database cannot be used after that."""
        for connection in list(self._all):
            connection.close()
