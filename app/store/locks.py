"""Locks that hold between the threads of this app and between its windows; a crash leaves none behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.model.problem import CatalogueLocked
from app.model.text import say
from app.store.database import Connection, told

# Every lock file begins so, and is deleted with the rest of the data folder.
LOCK_PREFIX = "lock-"


class Locks:
    """Named locks in a data folder. A name stands in clear beside the catalogue, so it must tell nothing of a person."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._making = threading.Lock()
        self._own: dict[str, threading.Lock] = {}

    @contextmanager
    def held(self, name: str, patience_ms: int) -> Generator[None]:
        """Keep every other thread and window out meanwhile. Raises CatalogueLocked where one is in for longer than that."""
        with self._making:
            own = self._own.setdefault(name, threading.Lock())
        if not own.acquire(timeout=patience_ms / 1000):
            raise CatalogueLocked(
                say("Another part of this app is using it."), say("Wait until it is done, then try again.")
            )
        try:
            with self._between_windows(name, patience_ms):
                yield
        finally:
            own.release()

    @contextmanager
    def _between_windows(self, name: str, patience_ms: int) -> Generator[None]:
        if not self._folder.is_dir():
            # Nothing is kept on disk in this session, so no other window shares anything.
            yield
            return
        file = self._folder / f"{LOCK_PREFIX}{name}"
        # Only made, never opened again by ourselves: to close a file ends every POSIX lock that this process has on it.
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with told():
            connection = Connection(str(file), patience_ms=patience_ms)
            try:
                with connection.transaction():
                    yield
            finally:
                connection.close()
