"""What every server of ours on this computer shares: start and stop, one request as a value, and faults on the wire.

class Anna(Loopback):
    def respond(self, asked): return reply({"hello": asked.path})

with Anna() as server: … server.url …
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, Self
from urllib.parse import parse_qsl, urlsplit

JSON: Final = {"content-type": "application/json; charset=utf-8"}
HTML: Final = {"content-type": "text/html; charset=utf-8"}


@dataclass(slots=True)
class Asked:
    """One request as it came. `form` is its body read as one, `target` the path with its query; header names are lower-case."""

    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    headers: dict[str, str]
    target: str = ""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. A body that comes in pieces is written piece by piece; `length` is what the header claims of it.

    The status 0 ends the line without an answer.
    """

    status: int
    body: bytes | Iterator[bytes] = b""
    headers: Mapping[str, str] = field(default_factory=lambda: dict(JSON))
    length: int | None = None


CUT: Final = Reply(0)


def reply(value: object, status: int = 200, **headers: str) -> Reply:
    """Return an answer with this JSON value."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(status, json.dumps(value, ensure_ascii=False).encode(), {**JSON, **named})


@dataclass(kw_only=True)
class Loopback:
    """A server at http://127.0.0.1. `requests` are what it was asked; `fault` answers in its place where it wants to.

    `port` 0 takes any free one. `sent` counts the bytes of a flood that were taken off its hands.
    """

    port: int = 0
    sent: int = 0
    requests: list[Asked] = field(default_factory=list[Asked])
    fault: Callable[[Asked], Reply | None] | None = None
    ending: threading.Event = field(default_factory=threading.Event)
    _http: ThreadingHTTPServer | None = None

    def respond(self, asked: Asked) -> Reply:
        """Answer one request."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        """Start to serve, and return the server itself."""
        self._http = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        self._http.daemon_threads = True
        self.port = self._http.server_port
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving; whoever waits in the middle of an answer is let go."""
        self.ending.set()
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()

    @property
    def url(self) -> str:
        """The base address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """Return method and target of what was asked, in order."""
        return [f"{one.method} {one.target}" for one in self.requests]

    def answered(self, asked: Asked) -> Reply:
        """Return what is answered: a fault first."""
        self.requests.append(asked)
        return (self.fault(asked) if self.fault is not None else None) or self.respond(asked)

    def drip(self, data: bytes, every: float) -> Iterator[bytes]:
        """Yield one byte after the other, so many seconds apart, for as long as somebody serves."""
        for place in range(len(data)):
            yield data[place : place + 1]
            if self.ending.wait(every):
                return

    def silence(self, data: bytes) -> Iterator[bytes]:
        """Yield this, and then nothing for as long as somebody serves."""
        yield data
        self.ending.wait(60)

    def flood(self, total: int, start: bytes = b"") -> Iterator[bytes]:
        """Yield so many bytes, a megabyte at a time."""
        yield start
        for _ in range(total // 2**20):
            if self.ending.is_set():
                return
            self.sent += 2**20
            yield b" " * 2**20


def _handler(server: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body go out as two pieces; without this the second waits for an answer to the first, 40 ms each time.
        disable_nagle_algorithm = True

        def _any(self) -> None:
            given = server.answered(_asked(self))
            try:
                _write(self, given)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = _any  # noqa: N815 - the parent's own names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's own name
            """Say nothing; what was asked is in `requests`."""

    return Handler


def _asked(handler: BaseHTTPRequestHandler) -> Asked:
    parts = urlsplit(handler.path)
    body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
    return Asked(
        method=handler.command,
        path=parts.path,
        query=dict(parse_qsl(parts.query, keep_blank_values=True)),
        form=dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)),
        headers={name.lower(): value for name, value in handler.headers.items()},
        target=handler.path,
        body=body,
    )


def _write(handler: BaseHTTPRequestHandler, given: Reply) -> None:
    """Write one answer."""
    pieces = [given.body] if isinstance(given.body, bytes) else given.body
    length = len(given.body) if isinstance(given.body, bytes) and given.length is None else given.length
    # A length that is claimed and not kept, or none at all, leaves the line of no more use.
    handler.close_connection = handler.close_connection or given.length is not None or length is None
    if given.status == CUT.status:
        handler.close_connection = True
        return
    handler.send_response(given.status)
    for name, value in given.headers.items():
        handler.send_header(name, value)
    is_bare = given.status == 204
    if length is not None and not is_bare:
        handler.send_header("Content-Length", str(length))
    handler.end_headers()
    for piece in pieces if handler.command != "HEAD" and not is_bare else ():
        handler.wfile.write(piece)
