"""Secrets fit into the Windows Credential Manager: keyring's real backend over a Windows that is played by a dictionary."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from keyring.backend import KeyringBackend

from app.model.problem import KeyringLocked
from app.store.vault import PART_UNITS, Vault

# wincred.h: CRED_MAX_CREDENTIAL_BLOB_SIZE is 5 * 512 bytes; CredWrite answers RPC_X_BAD_STUB_DATA beyond it.
MAX_BLOB = 2560
BAD_STUB_DATA = 1783
NOT_FOUND = 1168
LOCAL_MACHINE = 2

MODULES = (
    "win32ctypes",
    "win32ctypes.pywin32",
    "win32ctypes.pywin32.pywintypes",
    "win32ctypes.pywin32.win32cred",
)


class _WindowsError(Exception):
    def __init__(self, winerror: int, funcname: str) -> None:
        super().__init__(winerror, funcname, "")
        self.winerror = winerror
        self.funcname = funcname


class _Credentials(ModuleType):
    """The three calls of win32cred that the backend makes."""

    CRED_TYPE_GENERIC = 1
    CRED_PERSIST_LOCAL_MACHINE = LOCAL_MACHINE
    CRED_PERSIST_ENTERPRISE = 3

    def __init__(self) -> None:
        super().__init__("win32ctypes.pywin32.win32cred")
        self.held: dict[str, dict[str, Any]] = {}

    def CredWrite(self, credential: dict[str, Any], _flags: int) -> None:  # noqa: N802
        blob = credential["CredentialBlob"].encode("utf-16-le")
        if len(blob) > MAX_BLOB:
            raise _WindowsError(BAD_STUB_DATA, "CredWrite")
        self.held[credential["TargetName"]] = {**credential, "CredentialBlob": blob}

    def CredRead(self, *, Type: int, TargetName: str) -> dict[str, Any]:  # noqa: N802, N803
        if TargetName not in self.held:
            raise _WindowsError(NOT_FOUND, "CredRead")
        return dict(self.held[TargetName])

    def CredDelete(self, *, Type: int, TargetName: str) -> None:  # noqa: N802, N803
        if self.held.pop(TargetName, None) is None:
            raise _WindowsError(NOT_FOUND, "CredDelete")


_Windows = tuple[Vault, _Credentials, Any]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Windows]:
    credentials = _Credentials()
    played = {name: ModuleType(name) for name in MODULES} | {MODULES[3]: credentials}
    vars(played[MODULES[2]])["error"] = _WindowsError
    vars(played[MODULES[1]]).update(pywintypes=played[MODULES[2]], win32cred=credentials)
    for name, module in played.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delitem(sys.modules, "keyring.backends.Windows", raising=False)
    module = importlib.import_module("keyring.backends.Windows")
    monkeypatch.setitem(sys.modules, "keyring.backends.Windows", module)
    backend = module.WinVaultKeyring()
    yield Vault.open(backend), credentials, backend
    # keyring lists every backend class that was ever defined; this one must not be chosen after the test.
    registered: set[type[KeyringBackend]] = vars(KeyringBackend)["_classes"]
    registered.discard(module.WinVaultKeyring)


def test_the_limit_is_the_one_that_windows_has(windows: _Windows) -> None:
    _, _, backend = windows
    backend.set_password("s", "u", "x" * 1280)
    for too_long in ("x" * 1281, "😀" * 641):
        with pytest.raises(_WindowsError):
            backend.set_password("s", "u", too_long)


@pytest.mark.parametrize("letter", ["x", "é", "한", "😀"])
@pytest.mark.parametrize("length", [1, PART_UNITS - 7, PART_UNITS - 6, PART_UNITS, PART_UNITS + 1, 20_000])
def test_a_secret_of_any_length_is_kept(windows: _Windows, letter: str, length: int) -> None:
    vault, credentials, _ = windows
    vault.keep("a", letter * length)
    assert vault.read("a") == letter * length
    vault.forget("a")
    assert credentials.held == {}


def test_entries_stay_on_this_computer(windows: _Windows) -> None:
    vault, credentials, _ = windows
    vault.keep("a", "x" * 5000)
    assert {entry["Persist"] for entry in credentials.held.values()} == {LOCAL_MACHINE}
    assert "Windows Credential Manager" in str(vault.describe())


def test_no_entry_is_moved_aside_for_another(windows: _Windows) -> None:
    vault, credentials, _ = windows
    for account in ("a", "b", "c"):
        vault.keep(account, "x" * 3000)
    assert not any("@" in target for target in credentials.held)


def test_an_error_of_windows_is_said_in_words(windows: _Windows) -> None:
    vault, credentials, _ = windows
    vars(credentials)["CredWrite"] = _refuse
    with pytest.raises(KeyringLocked):
        vault.keep("a", "x")


def _refuse(*_: object) -> None:
    raise _WindowsError(1312, "CredWrite")  # ERROR_NO_SUCH_LOGON_SESSION
