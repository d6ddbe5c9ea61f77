"""Keyrings for tests: one in memory, one in a folder that several processes share, and three that misbehave."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Keeps secrets in memory, and counts the calls."""

    # keyring must never choose one of these by itself: it lists every backend class that was ever defined.
    viable = False  # pyright: ignore[reportAssignmentType]

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.writes = 0

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._put(service, username, password)

    def _put(self, service: str, username: str, password: str) -> None:
        self.writes += 1
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError(service)


class FolderKeyring(MemoryKeyring):
    """Keeps each secret in a file, so that processes share it and a killed one leaves no half of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def _file(self, service: str, username: str) -> Path:
        return self.folder / hashlib.sha256(f"{service}\n{username}".encode()).hexdigest()

    def get_password(self, service: str, username: str) -> str | None:
        file = self._file(service, username)
        return file.read_text() if file.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        self._put(service, username, password)

    def _put(self, service: str, username: str, password: str) -> None:
        beside = self.folder / f"{os.getpid()}-{secrets.token_hex(4)}.part"
        beside.write_text(password)
        beside.replace(self._file(service, username))

    def delete_password(self, service: str, username: str) -> None:
        if not self._file(service, username).exists():
            raise PasswordDeleteError(service)
        self._file(service, username).unlink()


class FailingKeyring(MemoryKeyring):
    """Raises the same error for every call once it is told to, or after so many writes."""

    def __init__(self, error: Exception, after: int | None = 0) -> None:
        super().__init__()
        self.error = error
        self.after = after

    def _may_fail(self) -> None:
        if self.after is not None and self.writes >= self.after:
            raise self.error

    def get_password(self, service: str, username: str) -> str | None:
        self._may_fail()
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._may_fail()
        self._put(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        self._may_fail()
        super().delete_password(service, username)


class ForgetfulKeyring(MemoryKeyring):
    """Takes every secret and keeps none, as keyring's null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self.writes += 1


LOCKED = KeyringLocked("Failed to unlock the collection!")
DISMISSED = InitError("Failed to create the collection: Prompt dismissed.")
NONE = NoKeyringError("No recommended backend was available.")
