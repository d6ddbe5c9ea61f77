"""Where sign-ins and keys are kept: in the computer's keyring or for this session only, never in a file."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from app.model.problem import KeyringLocked, NoKeyring
from app.model.text import Text, say

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

# Backends that encrypt at rest, with the names people know them by. Everything else is refused: keyring's own
# choice falls back to files in clear text (keyrings.alt) or to a backend that throws secrets away without a
# word (null).
_SAFE = {
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.libsecret.Keyring": "Secret Service",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.kwallet.DBusKeyringKWallet4": "KWallet",
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
}
_CHAINER = "keyring.backends.chainer.ChainerBackend"
_WINDOWS = "keyring.backends.Windows.WinVaultKeyring"

# Windows refuses an entry of more than 2,560 bytes (CRED_MAX_CREDENTIAL_BLOB_SIZE), which is 1,280 UTF-16
# units.
PART_UNITS = 1200
_WHOLE = "whole "
_PARTS = "parts "
# Windows moves an entry aside when a second user name appears under its service, so each entry has its own
# service and all share one user name. Neither is secret, hence the digest in place of the account.
_USER = "overexposed"


class Vault:
    """Keeps secrets in a keyring that encrypts them; `Vault(backend)` trusts the backend handed in."""

    def __init__(self, backend: KeyringBackend) -> None:
        # keyring gives no types for the call that keeps a secret.
        self._backend: Any = backend

    @classmethod
    def open(cls, backend: KeyringBackend | None = None) -> Vault:
        """Open this computer's keyring, or the one handed in; for this session only if that is not safe.

        Of a chain of keyrings only the first safe one is used, so that nothing ever reaches the others.
        """
        chosen = _chosen() if backend is None else backend
        safe = None if chosen is None else _safe(chosen)
        if safe is None:
            return SessionVault()
        if _name(safe) == _WINDOWS:
            # The default, "enterprise", would copy every secret to the other computers of a domain.
            setattr(safe, "persist", "local machine")  # noqa: B010 - not part of the protocol
        return cls(safe)

    def __repr__(self) -> str:
        """Return the kind of keyring, and nothing of what is in it."""
        return f"{type(self).__name__}({type(self._backend).__name__})"

    @property
    def is_usable(self) -> bool:
        """Whether what is kept here is still there after the app was closed."""
        return True

    def describe(self) -> Text:
        """Say in words where secrets are kept."""
        name = _SAFE.get(_name(self._backend), type(self._backend).__name__)
        return say("Sign-ins are kept in your computer's keyring ({name}).", name=name)

    def keep(self, account: str, secret: str) -> None:
        """Keep a secret in place of an older one; until the new one is complete, the old one can be read.

        Raises KeyringLocked or NoKeyring. A long secret is split; the entry that names its parts is written
        last.
        """
        # Refused here without being quoted: an encoding error raised further down would carry the secret
        # along.
        if any("\ud800" <= letter <= "\udfff" for letter in secret):
            raise ValueError("the secret is not text")
        with _told():
            old = self._get(_service(account))
            if _units(secret) + len(_WHOLE) <= PART_UNITS:
                self._set(_service(account), _WHOLE + secret)
            else:
                self._keep_parts(account, secret, _other(old))
            if old is not None and old.startswith(_PARTS):
                self._delete_parts(account, old.split()[2])

    def read(self, account: str) -> str | None:
        """Return a secret, None where there is none that is whole. Raises KeyringLocked or NoKeyring."""
        with _told():
            entry = self._get(_service(account))
            found = self._joined(account, entry)
            if found is None and entry is not None:
                # Another window may have replaced it between the two looks.
                found = self._joined(account, self._get(_service(account)))
            return found

    def forget(self, account: str) -> None:
        """Forget a secret and all parts of it, if there is one. Raises KeyringLocked or NoKeyring."""
        with _told():
            self._delete(_service(account))
            for generation in "ab":
                self._delete_parts(account, generation)

    def _keep_parts(self, account: str, secret: str, generation: str) -> None:
        parts = list(_split(secret))
        for number, part in enumerate(parts):
            self._set(_service(account, generation, number), part)
        self._set(_service(account), f"{_PARTS}{len(parts)} {generation} {_digest(secret)}")
        self._delete_parts(account, generation, len(parts))

    def _joined(self, account: str, entry: str | None) -> str | None:
        if entry is None:
            return None
        if entry.startswith(_WHOLE):
            return entry.removeprefix(_WHOLE)
        match entry.split():
            case ["parts", count, generation, digest] if count.isdecimal():
                parts = [self._get(_service(account, generation, number)) for number in range(int(count))]
                secret = "".join(part for part in parts if part is not None)
                return secret if _digest(secret) == digest else None
            case _:
                return None

    def _delete_parts(self, account: str, generation: str, number: int = 0) -> None:
        while self._delete(_service(account, generation, number)):
            number += 1

    def _get(self, service: str) -> str | None:
        return self._backend.get_password(service, _USER)

    def _set(self, service: str, text: str) -> None:
        self._backend.set_password(service, _USER, text)

    def _delete(self, service: str) -> bool:
        from keyring.errors import PasswordDeleteError  # noqa: PLC0415 - when first needed

        try:
            self._backend.delete_password(service, _USER)
        except PasswordDeleteError:
            return False
        return True


class SessionVault(Vault):
    """Keeps secrets in memory, for this session only: for computers without a keyring that is safe to use."""

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    def __repr__(self) -> str:
        """Return the name alone."""
        return "SessionVault()"

    @property
    def is_usable(self) -> bool:
        """What is kept here is gone when the app is closed."""
        return False

    def describe(self) -> Text:
        """Say in words that nothing is kept for longer than this session."""
        return say("No safe keyring was found, so sign-ins are kept for this session only.")

    def keep(self, account: str, secret: str) -> None:
        """Keep a secret until the app is closed."""
        self._secrets[account] = secret

    def read(self, account: str) -> str | None:
        """Return a secret, None where there is none."""
        return self._secrets.get(account)

    def forget(self, account: str) -> None:
        """Forget a secret; nothing happens where there is none."""
        self._secrets.pop(account, None)


def _chosen() -> KeyringBackend | None:
    """Return what keyring chooses, None where its settings name a backend that is not there."""
    try:
        import keyring  # noqa: PLC0415 - when first needed: it costs the start of the window 9 ms

        return keyring.get_keyring()
    except (ImportError, AttributeError, ValueError):
        return None


def _name(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _safe(backend: KeyringBackend) -> KeyringBackend | None:
    if _name(backend) == _CHAINER:
        members: list[KeyringBackend] = getattr(backend, "backends", [])
        return next((member for member in members if _name(member) in _SAFE), None)
    return backend if _name(backend) in _SAFE else None


@contextmanager
def _told() -> Generator[None]:
    """Turn what a backend raises into words."""
    from keyring import errors  # noqa: PLC0415 - when first needed

    try:
        yield
    except errors.NoKeyringError as error:
        raise NoKeyring(
            say("There is no keyring on this computer that is safe to use."),
            say("Install one (GNOME Keyring or KWallet), or keep sign-ins for this session only."),
        ) from error
    except (errors.KeyringError, OSError, EOFError, *_foreign_errors()) as error:
        raise KeyringLocked(
            say("Your keyring would not open."),
            say("Unlock it (signing in to your computer again does that), then try once more."),
        ) from error


# Errors of the system libraries under keyring, which it lets through. They are looked up only where they are
# loaded.
_FOREIGN = (
    ("secretstorage.exceptions", "SecretStorageException"),
    ("jeepney.wrappers", "DBusErrorResponse"),
    ("win32ctypes.pywin32.pywintypes", "error"),
    ("pywintypes", "error"),
)


def _foreign_errors() -> tuple[type[Exception], ...]:
    return tuple(getattr(sys.modules[module], name) for module, name in _FOREIGN if module in sys.modules)


def _service(account: str, *part: object) -> str:
    return ".".join((_USER, _digest(account)[:24], *map(str, part)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _other(entry: str | None) -> str:
    """Return the set of part names that the entry in force does not use."""
    return "b" if entry is not None and entry.startswith(_PARTS) and entry.split()[2] == "a" else "a"


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


def _split(secret: str) -> Iterator[str]:
    """Cut into parts of at most PART_UNITS UTF-16 units, never within a letter."""
    start = units = 0
    for place, letter in enumerate(secret):
        width = 1 + (letter > "\uffff")
        if units + width > PART_UNITS:
            yield secret[start:place]
            start, units = place, 0
        units += width
    yield secret[start:]
