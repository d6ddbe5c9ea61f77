"""Connections that go to the very address that was checked, and that never keep anybody waiting without end."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

from app.networks.addresses import Lookup, allowed, not_open, system_lookup

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

    from _typeshed import WriteableBuffer

# How long one wait on a socket lasts before the caller is asked whether it still wants the answer.
_SLICE = 0.25
_MOST_ADDRESSES = 4


class Patience(threading.local):
    """How long the request of this thread may still take, and whom to ask whether it is still wanted.

    `ends_at` is on the monotonic clock; `idle` the seconds of silence allowed between two bytes.
    """

    ends_at: float = float("inf")
    idle: float = 30.0

    def __init__(self, poll: Callable[[], None]) -> None:
        self.poll = poll

    def wait(self, opened: socket.socket, read: Callable[[], int]) -> int:
        """Read once from a socket, waiting in slices; raises TimeoutError, and whatever `poll` raises."""
        silent_from = time.monotonic()
        while True:
            self.poll()
            left = min(silent_from + self.idle, self.ends_at) - time.monotonic()
            if left <= 0:
                raise TimeoutError("the answer took too long")
            opened.settimeout(min(_SLICE, left))
            try:
                return read()
            except TimeoutError:
                continue


class _Patient(socket.socket):
    """A socket that waits in short slices, so that a trickle of bytes cannot outlast the request's time.

    A read time-out alone never ends a server that sends one byte a second; neither would it hear Stop.
    """

    patience: Patience

    def recv_into(self, buffer: WriteableBuffer, nbytes: int = 0, flags: int = 0) -> int:
        return self.patience.wait(self, lambda: super(_Patient, self).recv_into(buffer, nbytes, flags))


class Connector:
    """Looks a host up once, keeps the addresses that may be contacted, and connects to one of them."""

    def __init__(
        self, *, allow_loopback: bool, patience: Patience, connect_time: float, lookup: Lookup = system_lookup
    ) -> None:
        self._allow_loopback = allow_loopback
        self._patience = patience
        self._connect_time = connect_time
        self._lookup = lookup

    def connect(self, host: str, port: int, *, is_plain: bool) -> socket.socket:
        """Return a connected socket. Raises AddressRefused, and OSError where nothing answers."""
        answers = self._lookup(host.strip("[]"), port)
        addresses = allowed(answers, loopback=self._allow_loopback, only_loopback=is_plain)
        if not addresses:
            raise not_open(host)
        failed: OSError | None = None
        for address in addresses[:_MOST_ADDRESSES]:
            self._patience.poll()
            try:
                return self._open(address, port)
            except OSError as error:
                failed = error
        raise failed or OSError("no address")

    def _open(self, address: IPv4Address | IPv6Address, port: int) -> socket.socket:
        # Only this type's own connect is used: the address is numeric, so nobody is asked for a name again.
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        opened = _Patient(family, socket.SOCK_STREAM)
        opened.patience = self._patience
        try:
            opened.settimeout(self._connect_time)
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            opened.connect((str(address), port))
        except OSError:
            opened.close()
            raise
        return opened

    def pools(self) -> PoolManager:
        """Return urllib3's pools with every connection made by this connector.

        The host name stays the connection's own, so TLS proves the name and not the number.
        """
        connector = self

        class PlainConnection(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return connector.connect(self.host, self.port, is_plain=True)

        class SafeConnection(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return connector.connect(self.host, self.port or 443, is_plain=False)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = PlainConnection  # pyright: ignore[reportAssignmentType]  # as urllib3 does itself

        class SafePool(HTTPSConnectionPool):
            ConnectionCls = SafeConnection  # pyright: ignore[reportAssignmentType]  # as urllib3 does itself

        pools = PoolManager(num_pools=16, maxsize=4, ssl_context=_tls(self._patience))
        classes: dict[str, type[HTTPConnectionPool] | type[HTTPSConnectionPool]]
        classes = {"http": PlainPool, "https": SafePool}
        pools.pool_classes_by_scheme = classes
        return pools


def _tls(patience: Patience) -> ssl.SSLContext:
    # TLS wraps the socket in a class of its own, so the patience has to be told to that class.
    class _PatientTls(_PatientTlsSocket):
        pass

    _PatientTls.patience = patience
    context = create_urllib3_context()
    context.sslsocket_class = _PatientTls
    return context


class _PatientTlsSocket(ssl.SSLSocket):
    """The same patience over TLS."""

    patience: Patience

    def recv_into(self, buffer: WriteableBuffer, nbytes: int | None = None, flags: int = 0) -> int:
        return self.patience.wait(
            self, lambda: super(_PatientTlsSocket, self).recv_into(buffer, nbytes, flags)
        )
