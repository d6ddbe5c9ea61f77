"""Secrets are kept in a keyring that encrypts them, whole or not at all, and in no other place."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import traceback
from pathlib import Path

import keyring
import keyrings.alt.file
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.backends.SecretService import Keyring as SecretService
from keyring.errors import PasswordSetError

from app.model.problem import KeyringLocked, NoKeyring
from app.store.vault import PART_UNITS, SessionVault, Vault
from tests.store.keyrings import DISMISSED, LOCKED, NONE, FailingKeyring, MemoryKeyring

SECRET = "tok-7f3a9c51-do-not-tell"


def test_a_secret_is_kept_read_and_forgotten(vault: Vault) -> None:
    assert vault.read("mastodon:a@b") is None
    vault.keep("mastodon:a@b", SECRET)
    vault.keep("mastodon:c@d", "another")
    assert vault.read("mastodon:a@b") == SECRET
    vault.forget("mastodon:a@b")
    vault.forget("mastodon:a@b")
    assert vault.read("mastodon:a@b") is None
    assert vault.read("mastodon:c@d") == "another"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(max_size=20).flatmap(lambda word: st.sampled_from([word, word * 400])), min_size=1, max_size=4
    )
)
def test_whatever_was_kept_last_is_read_and_nothing_else_is_left(secrets: list[str]) -> None:
    backend = MemoryKeyring()
    vault = Vault(backend)
    for secret in secrets:
        vault.keep("a", secret)
        assert vault.read("a") == secret
    assert all(len(entry.encode("utf-16-le")) <= 2 * PART_UNITS for entry in backend.entries.values())
    vault.forget("a")
    assert backend.entries == {}


def test_every_entry_has_a_service_of_its_own(vault: Vault, keyring_backend: MemoryKeyring) -> None:
    vault.keep("a", "x" * 5000)
    vault.keep("b", "y")
    services = [service for service, _ in keyring_backend.entries]
    assert len(services) == len(set(services)) == 7
    assert {user for _, user in keyring_backend.entries} == {"overexposed"}


def test_no_entry_is_named_after_a_handle(vault: Vault, keyring_backend: MemoryKeyring) -> None:
    vault.keep("mastodon:mina@server.example", SECRET)
    assert "mina" not in str(list(keyring_backend.entries))


@pytest.mark.parametrize("writes", range(8))
@pytest.mark.parametrize(
    ("old", "new"), [("o" * 5000, "n" * 7000), ("short", "n" * 7000), ("o" * 5000, "short")]
)
def test_an_interrupted_write_leaves_the_old_secret_or_the_new_one(old: str, new: str, writes: int) -> None:
    backend = FailingKeyring(PasswordSetError("cut off"), after=None)
    vault = Vault(backend)
    vault.keep("a", old)
    backend.after = backend.writes + writes
    try:
        vault.keep("a", new)
    except KeyringLocked:
        backend.after = None
        assert vault.read("a") in {old, new}
        vault.keep("a", new)
    backend.after = None
    assert vault.read("a") == new


def test_a_secret_with_a_part_missing_is_none(vault: Vault, keyring_backend: MemoryKeyring) -> None:
    vault.keep("a", "x" * 5000)
    part = next(entry for entry in keyring_backend.entries if entry[0].endswith(".1"))
    del keyring_backend.entries[part]
    assert vault.read("a") is None


@pytest.mark.parametrize(
    "entry", ["", "parts", "parts 1 a", "parts -1 a 00", "parts x a 00", "something else"]
)
def test_an_entry_that_is_not_ours_is_none(vault: Vault, keyring_backend: MemoryKeyring, entry: str) -> None:
    vault.keep("a", "x")
    (name,) = keyring_backend.entries
    keyring_backend.entries[name] = entry
    assert vault.read("a") is None


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (LOCKED, KeyringLocked),
        (DISMISSED, KeyringLocked),
        (NONE, NoKeyring),
        (ConnectionRefusedError(), KeyringLocked),
        (EOFError(), KeyringLocked),
    ],
    ids=["locked", "prompt dismissed", "no backend", "daemon gone", "daemon ended"],
)
def test_a_keyring_that_does_not_answer_is_said_with_a_remedy(
    error: Exception, problem: type[Exception]
) -> None:
    vault = Vault(FailingKeyring(error))
    for act in (lambda: vault.keep("a", SECRET), lambda: vault.read("a"), lambda: vault.forget("a")):
        with pytest.raises(problem) as caught:
            act()
        assert isinstance(caught.value, KeyringLocked | NoKeyring)
        assert caught.value.remedy is not None


def test_no_secret_is_in_any_repr_error_or_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    backend = FailingKeyring(PasswordSetError("Can't store password on keychain"), after=None)
    vault, session = Vault(backend), SessionVault()
    vault.keep("a", SECRET)
    session.keep("a", SECRET)
    backend.after = 0
    told = [repr(vault), str(vault.describe()), repr(session), str(session.describe()), caplog.text]
    for secret in (SECRET, SECRET * 500):
        with pytest.raises(KeyringLocked) as caught:
            vault.keep("a", secret)
        told += traceback.format_exception(caught.value)
    with pytest.raises(ValueError, match="not text") as refused:
        vault.keep("a", SECRET + "\ud800")
    told += traceback.format_exception(refused.value)
    assert not any(SECRET in words for words in told)


def _plain_text() -> keyrings.alt.file.PlaintextKeyring:
    return keyrings.alt.file.PlaintextKeyring()


@pytest.mark.parametrize("make", [_plain_text, null.Keyring, fail.Keyring, MemoryKeyring])
def test_a_backend_that_is_not_known_to_be_safe_is_refused(make: type[MemoryKeyring]) -> None:
    vault = Vault.open(make())
    assert isinstance(vault, SessionVault)
    assert not vault.is_usable


@pytest.mark.parametrize("make", [_plain_text, null.Keyring, fail.Keyring])
def test_such_a_backend_is_refused_as_keyrings_own_choice_too(make: type[MemoryKeyring]) -> None:
    chosen = keyring.get_keyring()
    keyring.set_keyring(make())  # pyright: ignore[reportArgumentType]
    try:
        assert not Vault.open().is_usable
    finally:
        keyring.set_keyring(chosen)


@pytest.mark.parametrize("safe_first", [True, False])
def test_of_a_chain_only_a_safe_member_is_used(safe_first: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    safe, plain = SecretService(), _plain_text()
    monkeypatch.setattr(ChainerBackend, "backends", [safe, plain] if safe_first else [plain, safe])
    vault = Vault.open(ChainerBackend())
    assert repr(vault) == "Vault(Keyring)"
    assert "Secret Service" in str(vault.describe())


def test_a_chain_without_a_safe_member_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChainerBackend, "backends", [_plain_text(), null.Keyring()])
    assert not Vault.open(ChainerBackend()).is_usable


def test_without_a_safe_keyring_a_secret_lasts_for_the_session_and_that_is_said() -> None:
    vault = Vault.open(fail.Keyring())
    vault.keep("a", SECRET)
    assert vault.read("a") == SECRET
    vault.forget("a")
    vault.forget("a")
    assert vault.read("a") is None
    assert "this session only" in str(vault.describe())


@pytest.mark.parametrize(
    "named",
    [
        "keyrings.alt.file.PlaintextKeyring",
        "keyring.backends.null.Keyring",
        "no.such.Keyring",
        "os.nothing",
        "x",
    ],
)
def test_a_backend_named_in_the_environment_is_no_way_around(named: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "from app.store.vault import Vault; print(Vault.open())"],
        env={**os.environ, "PYTHON_KEYRING_BACKEND": named},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=50,
        check=True,
    )
    assert shown.stdout.strip() == "SessionVault()"
