"""A server that stalls, breaks off, floods or leads astray ends in a Problem; what came before stays good."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest

from app.model.problem import AddressRefused, Limited, NetworkRefused, Offline, Problem
from app.networks.mastodon import NETWORK
from app.networks.network import Listed
from app.networks.session import Joined
from app.networks.web import Times, Web
from tests.networks.loopback import Asked, Reply, reply
from tests.networks.mastodon.member import no_wait, pasted, photos, session
from tests.networks.member_programs import MEMBER
from tests.networks.member_server import MemberServer

LIST = f"/api/v1/accounts/{MEMBER}/statuses"
HURRIED = Times(connect=2.0, read=0.4, whole=1.0, slowest=64 * 1024 * 1024)

Pour = Callable[[socket.socket], None]


@contextmanager
def pouring(pour: Pour) -> Generator[str]:
    """Serve bytes by hand at an address of this computer."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                one, _ = listening.accept()
            except OSError:
                return
            with one:
                try:
                    one.recv(65536)
                    pour(one)
                except OSError:
                    continue

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()


def second_page(server: MemberServer, fault: Callable[[], Reply]) -> None:
    """Let the first page of the list be good and the second one be this."""

    def answer(asked: Asked) -> Reply | None:
        return fault() if asked.query.get("max_id") else None

    server.faults[LIST] = answer


def heard(joined: Joined, times: Times | None = None) -> tuple[list[Listed], Problem | None]:
    """List to the end or to the Problem."""
    through = Web(allow_loopback=True, sleep=no_wait, times=times)
    assert NETWORK.own
    got: list[Listed] = []
    try:
        got.extend(NETWORK.own(session(joined, through=through), ""))
    except Problem as problem:
        return got, problem
    return got, None


def away(url: str) -> Callable[[], Reply]:
    return lambda: Reply(302, b"", {"location": url})


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (lambda: Reply(500, b"<html>Internal", {"content-type": "text/html"}), NetworkRefused),
        (lambda: Reply(503, b"", {"content-type": "text/html"}), NetworkRefused),
        (lambda: Reply(200, b'[{"id": "904", "media_attachments": [{"ty'), NetworkRefused),
        (lambda: Reply(200, b""), NetworkRefused),
        (lambda: reply({"error": "何か"}), NetworkRefused),
        (lambda: reply("posts"), NetworkRefused),
        (lambda: reply(None), NetworkRefused),
        (lambda: Reply(200, b"[" * 100_000), NetworkRefused),
        (lambda: Reply(200, b"<!doctype html>We are down", {"content-type": "text/html"}), NetworkRefused),
        (
            lambda: Reply(429, b"<html>Slow down", {"content-type": "text/html", "Retry-After": "900"}),
            Limited,
        ),
        (away("http://169.254.169.254/latest/meta-data/"), AddressRefused),
        (away("https://169.254.169.254/latest/meta-data/"), AddressRefused),
        (away("https://[fd00::1]/"), AddressRefused),
        (away("file:///etc/passwd"), AddressRefused),
    ],
)
def test_a_fault_on_the_second_page_keeps_the_first(fault: Callable[[], Reply], kind: type[Problem]) -> None:
    with MemberServer() as server:
        joined = pasted(server)
        second_page(server, fault)
        got, problem = heard(joined)
        assert len(photos(got)) == 4
        assert isinstance(problem, kind)
        assert problem.remedy is not None
        assert joined.grant.secret("token") not in f"{problem} {problem.remedy}"


def test_a_storm_of_500_that_passes_goes_on_from_the_last_mark() -> None:
    with MemberServer() as server:
        joined = pasted(server)
        storm = [True]
        second_page(server, lambda: Reply(500, b"") if storm else server._list({"max_id": "904"}))
        _, problem = heard(joined)
        assert isinstance(problem, NetworkRefused)
        storm.clear()
        server.faults.clear()
        assert NETWORK.own
        rest = photos(NETWORK.own(session(joined), "media:1:904"))
        assert [photo.key.partition("/")[0] for photo in rest] == ["903", "902", "901"]


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def stalls(one: socket.socket) -> None:
    one.sendall(HEAD + b"Content-Length: 1000\r\n\r\n[{")
    time.sleep(3)


def drips(one: socket.socket) -> None:
    one.sendall(HEAD + b"Content-Length: 100000\r\n\r\n")
    for _ in range(100):
        one.sendall(b" ")
        time.sleep(0.1)


def floods(one: socket.socket) -> None:
    # Ten gigabytes are promised; the connection is closed by us long before.
    one.sendall(HEAD + b"Content-Length: 10737418240\r\n\r\n[")
    block = b" " * 1_000_000
    for _ in range(10_000):
        one.sendall(block)


def breaks_off(one: socket.socket) -> None:
    one.sendall(HEAD + b"Content-Length: 1000\r\n\r\n[{")


@pytest.mark.parametrize(
    ("pour", "kind"), [(stalls, Offline), (drips, Offline), (floods, NetworkRefused), (breaks_off, Offline)]
)
def test_a_body_that_never_ends_is_given_up(pour: Pour, kind: type[Problem]) -> None:
    with MemberServer() as server, pouring(pour) as bad:
        joined = pasted(server)
        second_page(server, away(f"{bad}{LIST}"))
        started = time.monotonic()
        got, problem = heard(joined, HURRIED)
        assert len(photos(got)) == 4
        assert isinstance(problem, kind), problem
        assert time.monotonic() - started < 20


def test_a_server_that_is_not_there_any_more_is_offline() -> None:
    with MemberServer() as server:
        joined = pasted(server)
    _, problem = heard(joined)
    assert isinstance(problem, Offline)


def test_a_page_of_the_wrong_things_is_told_thing_by_thing() -> None:
    with MemberServer() as server:
        joined = pasted(server)
        good = server.status(server.posts[0])
        odd: list[object] = [
            7,
            None,
            [],
            {},
            {"id": {}},
            {**good, "media_attachments": 5},
            {**good, "id": ""},
        ]
        server.faults[LIST] = lambda _asked: Reply(200, json.dumps([*odd, good]).encode())
        got, problem = heard(joined)
        assert problem is None
        assert len(photos(got)) == 3
        assert len(got) > 5
