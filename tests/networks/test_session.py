"""A sign-in is renewed once, by one window, and is in the keyring before it is used."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager

import pytest

from app.model.account import Account, AccountKind, NetworkKey, account_id
from app.model.problem import SignInExpired
from app.model.sign_in import Grant
from app.networks.session import Errand, Session, Wish
from app.networks.web import Web

NETWORK = NetworkKey("mastodon")
ACCOUNT = Account(
    id=account_id(NETWORK, "mina@s.example"),
    network=NETWORK,
    kind=AccountKind.CONNECTED,
    handle="mina@s.example",
)


class Drawer:
    """A keyring of one account, in memory."""

    def __init__(self, grant: Grant | None) -> None:
        self.grant = grant
        self._lock = threading.Lock()

    def read(self) -> Grant | None:
        return self.grant

    def write(self, grant: Grant) -> None:
        self.grant = grant

    def locked(self) -> AbstractContextManager[bool]:
        return self._lock


def grant(token: str) -> Grant:
    return Grant(secrets={"token": token})


def session(drawer: Drawer, held: Grant) -> Session:
    return Session(web=Web(), account=ACCOUNT, grant=held, shelf=drawer)  # pyright: ignore[reportArgumentType]


def test_a_renewed_grant_is_kept_before_it_is_used() -> None:
    drawer = Drawer(grant("old"))
    one = session(drawer, grant("old"))
    asked: list[str] = []

    def ask(held: Grant) -> Grant:
        asked.append(held.secret("token"))
        assert one.grant == grant("old")
        return grant("new")

    one.renew(ask)
    assert asked == ["old"]
    assert drawer.grant == one.grant == grant("new")


def test_what_another_window_renewed_is_taken_and_nobody_asks_twice() -> None:
    drawer = Drawer(grant("new"))
    one = session(drawer, grant("old"))
    one.renew(lambda _held: pytest.fail("asked with a token that was used before"))
    assert one.grant == grant("new")


def test_two_windows_at_once_ask_once() -> None:
    drawer = Drawer(grant("old"))
    asked: list[str] = []
    both = threading.Barrier(2)

    def ask(held: Grant) -> Grant:
        asked.append(held.secret("token"))
        return grant("new")

    def window() -> None:
        one = session(drawer, grant("old"))
        both.wait(10)
        one.renew(ask)
        assert one.grant == grant("new")

    threads = [threading.Thread(target=window) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert asked == ["old"]


def test_a_refused_renewal_leaves_what_is_kept() -> None:
    drawer = Drawer(grant("old"))
    one = session(drawer, grant("old"))

    def refuse(_held: Grant) -> Grant:
        raise SignInExpired.__new__(SignInExpired)

    with pytest.raises(SignInExpired):
        one.renew(refuse)
    assert drawer.grant == grant("old")
    assert drawer._lock.acquire(timeout=1)


def test_a_forgotten_sign_in_is_not_renewed() -> None:
    with pytest.raises(SignInExpired) as told:
        session(Drawer(None), grant("old")).renew(lambda held: held)
    assert told.value.remedy is not None


def test_a_newer_sign_in_takes_the_place_of_an_older_one() -> None:
    drawer = Drawer(grant("old"))
    one = session(drawer, grant("old"))
    assert not one.is_superseded
    drawer.write(grant("new"))
    assert one.is_superseded
    assert not session(Drawer(None), grant("old")).is_superseded


def test_no_secret_is_shown_by_any_of_them() -> None:
    held = Grant(secrets={"token": "s3cret"}, scope="read")
    wish = Wish(keys={"client_secret": "s3cret"})
    errand = Errand(
        url="https://x.example/?state=s3cret",
        proof=("state", "s3cret"),
        finish=lambda _q: pytest.fail("nobody answered"),
    )
    shown = repr((held, wish, errand, session(Drawer(held), held)))
    assert "s3cret" not in shown
    assert held.secret("nothing") == ""
