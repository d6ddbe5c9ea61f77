"""The door to the web against servers that really listen: bombs, trickles, lies about names, and wrong certificates."""

from __future__ import annotations

import datetime as dt
import gzip
import ipaddress
import socket
import ssl
import threading
import time
import tracemalloc
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.model.problem import AddressRefused, Offline
from app.networks.web import MB, Times, Web

HASTY = Times(connect=1, read=0.4, whole=0.8, slowest=10**9)


class Stopped(Exception):
    """What a front door raises from poll."""


class Server(ThreadingHTTPServer):
    """A server whose one answer is written by a function, byte by byte if it likes."""

    daemon_threads = True

    def __init__(self, write: Callable[[BaseHTTPRequestHandler], None]) -> None:
        self.paths: list[str] = []
        self.hosts: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.paths.append(self.path)
                server.hosts.append(self.headers["Host"])
                try:
                    write(self)
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's own name
                """Say nothing."""

        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up: that is what they are here for."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serving(
    write: Callable[[BaseHTTPRequestHandler], None], context: ssl.SSLContext | None = None
) -> Generator[Server]:
    server = Server(write)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def reply(body: bytes, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return write


def open_web() -> Web:
    return Web(allow_loopback=True, times=HASTY)


# --- too much, too slow


@contextmanager
def at_most(size: int) -> Generator[None]:
    """Fail where more memory than this was held at once."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < size
    finally:
        tracemalloc.stop()


def test_a_compressed_bomb_stops_at_the_cap_of_unpacked_bytes() -> None:
    bomb = gzip.compress(gzip.compress(bytes(64 * MB), 9), 9)
    assert len(bomb) < 10_000
    with serving(reply(bomb, Content_Encoding="gzip, gzip")) as server, at_most(8 * MB):
        answer = open_web().get(server.url, why="test", cap=MB)
    assert (len(answer.body), answer.truncated) == (MB, True)


def test_a_bomb_that_hides_in_a_redirect_is_not_unpacked_either() -> None:
    bomb = gzip.compress(bytes(64 * MB), 9)

    def write(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/":
            reply(bomb, 302, Location="/next", Content_Encoding="gzip")(handler)
        else:
            reply(b"here")(handler)

    with serving(write) as server, at_most(8 * MB):
        assert open_web().get(server.url + "/", why="test", cap=1000).body == b"here"


def test_a_body_without_end_is_cut() -> None:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(bytes(65536))

    with serving(write) as server:
        answer = open_web().get(server.url, why="test", cap=100_000)
    assert (len(answer.body), answer.truncated) == (100_000, True)


@pytest.mark.parametrize("where", ["status line", "headers", "body"])
def test_a_trickle_of_bytes_does_not_outlast_the_time_of_the_request(where: str) -> None:
    def write(handler: BaseHTTPRequestHandler) -> None:
        if where == "headers":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        elif where == "body":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(60):
            handler.wfile.write(b"x")
            time.sleep(0.1)

    with serving(write) as server:
        before = time.monotonic()
        with pytest.raises(Offline, match="in time"):
            open_web().get(server.url, why="test", cap=1000)
        assert time.monotonic() - before < 2


def test_silence_ends_the_wait_and_stop_ends_it_sooner() -> None:
    def write(_handler: BaseHTTPRequestHandler) -> None:
        time.sleep(3)

    with serving(write) as server:
        before = time.monotonic()
        with pytest.raises(Offline, match="in time"):
            open_web().get(server.url, why="test")
        assert time.monotonic() - before < 1
        asked = threading.Event()
        threading.Timer(0.3, asked.set).start()

        def poll() -> None:
            if asked.is_set():
                raise Stopped

        before = time.monotonic()
        with pytest.raises(Stopped):
            Web(allow_loopback=True, poll=poll).get(server.url, why="test")
        assert time.monotonic() - before < 1.5


def test_nothing_that_listens_is_offline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(Offline):
        open_web().get(f"http://127.0.0.1:{port}/", why="test")


def test_a_line_that_is_cut_is_tried_once_more() -> None:
    def write(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/" and tries.append(1) is None and len(tries) == 1:
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            handler.connection.close()
        else:
            reply(b"well")(handler)

    tries: list[int] = []
    with serving(write) as server:
        assert open_web().get(server.url + "/", why="test").body == b"well"
    assert len(server.paths) == 2


# --- where a name leads


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["10.0.0.1", "127.0.0.1"],
        ["169.254.169.254"],
        ["64:ff9b::7f00:1"],
    ],
)
def test_a_public_name_that_leads_indoors_is_refused_after_the_look_up(answers: list[str]) -> None:
    with serving(reply(b"indoors")) as server:
        web = Web(lookup=lambda _host, _port: answers, times=HASTY)
        with pytest.raises(AddressRefused, match=r"innocent\.example"):
            web.get(f"https://innocent.example:{server.server_port}/", why="test")
    assert server.paths == []


def test_a_redirect_that_leads_indoors_is_refused_after_its_own_look_up() -> None:
    def lookup(host: str, _port: int) -> Sequence[str]:
        return ["127.0.0.1"] if host == "127.0.0.1" else ["10.0.0.1"]

    with serving(reply(b"", 302, Location="http://printer.example/")) as server:
        web = Web(allow_loopback=True, lookup=lookup, times=HASTY)
        with pytest.raises(AddressRefused, match=r"printer\.example"):
            web.get(server.url, why="test")
    assert server.paths == ["/"]


def test_the_name_is_looked_up_once_and_the_checked_address_is_the_one_that_is_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A rebinding name says something else the second time: there must be no second time.
    answers = iter([["127.0.0.1"]])

    def refuse(*_: object, **__: object) -> object:
        raise AssertionError("a second look-up")

    with serving(reply(b"checked")) as server:
        web = Web(allow_loopback=True, lookup=lambda _host, _port: next(answers), times=HASTY)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        answer = web.get(f"http://rebinding.example:{server.server_port}/", why="test")
    assert answer.body == b"checked"
    assert server.hosts == [f"rebinding.example:{server.server_port}"]


def test_a_name_that_turns_indoors_is_refused_at_the_next_connection() -> None:
    # Nothing that was found out about a name is kept: each new connection looks it up, and checks what it finds.
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    with serving(reply(b"checked", Connection="close")) as server:
        web = Web(allow_loopback=True, lookup=lambda _host, _port: next(answers), times=HASTY)
        url = f"http://rebinding.example:{server.server_port}/"
        assert web.get(url, why="test").body == b"checked"
        with pytest.raises(AddressRefused, match=r"rebinding\.example"):
            web.get(url, why="test")
    assert server.paths == ["/"]


def test_what_one_door_may_reach_opens_no_other() -> None:
    with serving(reply(b"indoors")) as server:
        assert open_web().get(server.url, why="test").body == b"indoors"
        with pytest.raises(AddressRefused):
            Web(times=HASTY).get(f"https://127.0.0.1:{server.server_port}/", why="test")
    assert server.paths == ["/"]


def test_plain_http_goes_nowhere_but_to_this_computer() -> None:
    web = Web(allow_loopback=True, lookup=lambda _host, _port: ["93.184.216.34"], times=HASTY)
    with pytest.raises(AddressRefused):
        web.get("http://public.example/", why="test")


def test_a_name_that_leads_nowhere_is_offline() -> None:
    def lookup(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(Offline, match=r"nowhere\.example"):
        Web(lookup=lookup, times=HASTY).get("https://nowhere.example/", why="test")


def test_proxies_and_netrc_of_the_system_are_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login anna password s3cr3t\n", encoding="utf-8")
    seen: list[str | None] = []

    def write(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Authorization"])
        reply(b"direct")(handler)

    with serving(write) as server, serving(reply(b"through a proxy")) as proxy:
        monkeypatch.setenv("NETRC", str(netrc))
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.setenv("no_proxy", "")
        assert open_web().get(server.url, why="test").body == b"direct"
    assert seen == [None]


# --- who proves to be whom


def certificate(folder: Path, name: str) -> tuple[Path, ssl.SSLContext]:
    """Make a certificate for a name, its own authority, and a server's context that uses it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName(
        [x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.9"))]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "public.pem", folder / "private.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context


def test_the_pinned_connection_still_proves_the_name_and_not_the_number(tmp_path: Path) -> None:
    authority, context = certificate(tmp_path, "good.example")
    with serving(reply(b"proved"), context) as server:
        web = Web(allow_loopback=True, lookup=lambda _host, _port: ["127.0.0.1"], times=HASTY)
        web._verify = str(authority)  # pyright: ignore[reportPrivateUsage]
        assert web.get(f"https://good.example:{server.server_port}/", why="test").body == b"proved"
        with pytest.raises(Offline, match=r"evil\.example did not prove"):
            web.get(f"https://evil.example:{server.server_port}/", why="test")
    assert len(server.paths) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    _, context = certificate(tmp_path, "good.example")
    with serving(reply(b"unproved"), context) as server:
        web = Web(allow_loopback=True, lookup=lambda _host, _port: ["127.0.0.1"], times=HASTY)
        with pytest.raises(Offline, match="did not prove"):
            web.get(f"https://good.example:{server.server_port}/", why="test")
    assert server.paths == []


def test_a_trickle_over_tls_ends_in_time_too(tmp_path: Path) -> None:
    authority, context = certificate(tmp_path, "good.example")

    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(60):
            handler.wfile.write(b"x")
            time.sleep(0.1)

    with serving(write, context) as server:
        web = Web(allow_loopback=True, lookup=lambda _host, _port: ["127.0.0.1"], times=HASTY)
        web._verify = str(authority)  # pyright: ignore[reportPrivateUsage]
        before = time.monotonic()
        with pytest.raises(Offline, match="in time"):
            web.get(f"https://good.example:{server.server_port}/", why="test")
        assert time.monotonic() - before < 2


def test_a_handshake_that_never_ends_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        web = Web(allow_loopback=True, times=HASTY)
        before = time.monotonic()
        with pytest.raises(Offline):
            web.get(f"https://127.0.0.1:{deaf.getsockname()[1]}/", why="test")
        assert time.monotonic() - before < 3
