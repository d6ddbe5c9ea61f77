"""A sign-in goes into the keyring and nowhere else, asks for the least, and ends when the person says so."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.model.account import AccountId, AccountKind
from app.model.problem import (
    ListRefused,
    MissingFacts,
    NetworkRefused,
    NotFound,
    SignInNeeded,
    SignInStopped,
)
from app.model.sign_in import Grant, Power
from app.networks import network
from app.networks.session import Errand, Wish
from app.networks.web import Web
from app.services.house import House
from app.services.progress import SILENT, Cancelled, Progress
from app.store.grants import Grants
from tests.services.harbour import HarbourServer

MINA = AccountId("harbour:mina")


def connect(house: House, server: HarbourServer, *powers: Power, who: str = "mina") -> AccountId:
    keys = {"client": "my-app", "who": who}
    account = house.connector.connect(
        "harbour", server=server.url, keys=keys, powers=frozenset({Power.READ, *powers})
    )
    return account.id


def test_a_sign_in_makes_a_connected_account_with_the_least_power(
    house: House, server: HarbourServer
) -> None:
    pages: list[str] = []
    account = house.connector.connect(
        "harbour", server=server.url, keys={"client": "my-app"}, on_page=pages.append
    )
    assert (account.id, account.kind) == (MINA, AccountKind.CONNECTED)
    assert house.connector.powers(MINA) == {Power.READ}
    assert len(pages) == 1
    assert "127.0.0.1" in pages[0]


def test_what_has_to_be_brought_is_asked_for_once(house: House, server: HarbourServer) -> None:
    with pytest.raises(MissingFacts) as told:
        house.connector.connect("harbour", server=server.url)
    assert "key of your app" in str(told.value)
    connect(house, server)
    assert house.connector.brought("harbour") == {"client"}
    assert house.connector.connect("harbour", server=server.url).id == MINA


def test_the_token_is_in_the_keyring_and_in_no_file_log_error_or_repr(
    house: House, server: HarbourServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.fill(3)
    connect(house, server, Power.CHANGE, Power.DELETE)
    house.syncer.sync([MINA])
    house.checkup.apply(MINA, [("new_posts", "only_me")])
    session = house.connector.session(house.store.catalogue.account(MINA), Web(), Power.READ)
    assert session.grant.secret("token").startswith("s3cret")
    shown = repr(
        (session, session.grant, house.connector, house.connector.grants, house.store.catalogue.accounts())
    )
    assert "s3cret" not in shown + caplog.text
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files if b"s3cret" in path.read_bytes()] == []


def test_one_more_power_is_a_second_round_for_the_same_account(house: House, server: HarbourServer) -> None:
    account = house.store.catalogue.account(connect(house, server))
    with pytest.raises(SignInNeeded) as told:
        house.connector.session(account, Web(), Power.DELETE)
    assert told.value.power == "delete"
    house.connector.widen(MINA, Power.DELETE)
    assert house.connector.powers(MINA) == {Power.READ, Power.DELETE}
    assert house.connector.session(account, Web(), Power.DELETE)


def test_somebody_else_in_the_browser_is_refused(house: House, server: HarbourServer) -> None:
    connect(house, server)
    before = house.connector.powers(MINA)
    with pytest.raises(SignInStopped, match="otto"):
        house.connector.widen(MINA, Power.DELETE, keys={"who": "otto"})
    assert house.connector.powers(MINA) == before


def test_a_sign_in_ends_at_the_network_and_here(house: House, server: HarbourServer) -> None:
    connect(house, server)
    assert len(server.tokens) == 1
    house.connector.disconnect(MINA)
    assert server.tokens == {}
    assert house.connector.powers(MINA) == frozenset()
    assert house.store.catalogue.account(MINA).kind is AccountKind.WATCHED
    with pytest.raises(SignInNeeded):
        house.connector.session(house.store.catalogue.account(MINA), Web(), Power.READ)


def test_a_sign_in_is_forgotten_also_where_the_network_is_away(house: House, server: HarbourServer) -> None:
    connect(house, server)
    server.__exit__()
    house.connector.disconnect(MINA)
    assert house.connector.powers(MINA) == frozenset()
    server.__enter__()


def test_a_network_that_cannot_be_signed_in_to_says_so(house: House, server: HarbourServer) -> None:
    with pytest.raises(ListRefused):
        house.connector.connect("folder")
    with pytest.raises(NotFound):
        house.connector.connect("nowhere")
    assert [way.network for way in house.connector.doorways()] == ["harbour"]


def test_forgetting_everything_forgets_sign_ins_and_keys(house: House, server: HarbourServer) -> None:
    connect(house, server)
    house.eraser.everything()
    assert house.vault.read(MINA) is None


def test_what_somebody_else_wrote_into_the_keyring_is_no_grant(house: House, tmp_path: Path) -> None:
    grants = Grants(house.vault, tmp_path)
    for odd in ("", "{", "[]", '{"secrets": 7}', "x" * 100_000, '{"secrets": {}, "powers": ["fly"]}'):
        house.vault.keep(MINA, odd)
        assert grants.read(MINA) is None
        house.vault.keep("keys:harbour", odd)
        assert grants.keys("harbour") == {}
    grants.write(MINA, Grant(secrets={"token": "t"}))
    assert grants.read(MINA) == Grant(secrets={"token": "t"})


@pytest.mark.parametrize(
    "page",
    [
        "file:///etc/passwd",
        "ms-msdt:/id",
        "javascript:alert(1)",
        "http://evil.example/authorize",
        "http://127.0.0.1.evil.example/authorize",
        "https:///authorize",
        "",
    ],
)
def test_a_server_cannot_have_anything_opened_but_a_web_page(
    house: House, server: HarbourServer, page: str
) -> None:
    opened: list[str] = []
    object.__setattr__(house.parts, "open_browser", opened.append)
    sign_in = house.connector._sign_in(network("harbour"))
    assert sign_in.begin is not None
    begin = sign_in.begin

    def lies(web: Web, wish: Wish, callback: str) -> Errand:
        return replace(begin(web, wish, callback), url=page)

    with pytest.raises(NetworkRefused):
        house.connector._joined(replace(sign_in, begin=lies), Wish(server=server.url), SILENT, opened.append)
    assert opened == []


def test_a_browser_that_cannot_be_opened_leaves_no_door_open(house: House, server: HarbourServer) -> None:
    def broken(_page: str) -> None:
        raise OSError("no browser")

    object.__setattr__(house.parts, "open_browser", broken)
    before = {one.name for one in threading.enumerate()}
    with pytest.raises(OSError, match="no browser"):
        connect(house, server)
    assert "sign-in" not in {one.name for one in threading.enumerate() if one.is_alive()} - before


def test_a_second_sign_in_ends_the_first(house: House, server: HarbourServer) -> None:
    connect(house, server)
    (first,) = server.tokens
    connect(house, server)
    assert len(server.tokens) == 1
    assert first not in server.tokens
    assert house.connector.powers(MINA) == {Power.READ}


def test_a_sign_in_is_forgotten_here_also_where_ending_it_is_stopped(
    house: House, server: HarbourServer
) -> None:
    connect(house, server)

    class Stops(Progress):
        def poll(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        house.connector.disconnect(MINA, Stops())
    assert house.connector.powers(MINA) == frozenset()
