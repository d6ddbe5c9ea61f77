"""The answer of a sign-in in the browser: a door on this computer that opens once, for two minutes at most."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import Final, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from app.model.problem import SignInStopped
from app.model.text import say
from app.networks.session import Callback

PATIENCE_S: Final = 120.0
_POLL_EVERY_S: Final = 0.1
_SLOWEST_S: Final = 5.0
_MOST_FIELDS: Final = 20

_DONE_PAGE: Final = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Overexposed</title>
<style>body{font:16px system-ui,sans-serif;margin:15vh auto;max-width:26em;padding:0 1em;color:#222;background:#fff}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#1b1c20}}</style>
<h1>That is all here</h1><p>You can close this page and go back to Overexposed.</p></html>
"""


def proof_key() -> tuple[str, str]:
    """Return verifier and challenge of a proof key for code exchange (RFC 7636, method S256)."""
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def fresh_state() -> str:
    """Return a value that nobody can guess, to be carried there and back."""
    return secrets.token_urlsafe(24)


def with_query(url: str, params: Mapping[str, str]) -> str:
    """Return an address with these parameters added to it."""
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(params)}"


class Listener:
    """Waits on this computer for the one answer of a browser.

    It listens at 127.0.0.1 only, to the callback path only, and only to an answer that carries the proof; anything
    else, the browser's own questions included, gets 404 and changes nothing. The first fitting answer ends it.
    """

    def __init__(self, callback: Callback) -> None:
        """Open the door. Raises SignInStopped where the port that the network insists on is taken."""
        self._path = callback.path
        self._proof = ("", "")
        self._answer: dict[str, str] | None = None
        self._got = threading.Event()
        self._until = 0.0
        self._listens = False
        try:
            self._server = _Server(("127.0.0.1", callback.port), _handler(self))
        except OSError as error:
            raise SignInStopped(
                say(
                    "Another program uses the port {port}, where the sign-in would answer.",
                    port=callback.port,
                ),
                say("Close other windows of this app, wait a minute, then try again."),
            ) from error
        self.url: str = f"http://{callback.host}:{self._server.server_address[1]}{callback.path}"

    def listen(self, proof: tuple[str, str]) -> None:
        """Begin to listen for an answer that carries this proof: its name and value in the query."""
        self._proof = proof
        # To shut down a server that never served would wait for ever.
        self._listens = True
        threading.Thread(
            target=self._server.serve_forever, args=(_POLL_EVERY_S,), name="sign-in", daemon=True
        ).start()
        self._until = monotonic() + PATIENCE_S

    def wait(self, poll: Callable[[], None], patience_s: float | None = None) -> Mapping[str, str]:
        """Return the query of the answer; raises SignInStopped two minutes after the listening began.

        `poll` may raise to stop; `patience_s` is for tests. The door is closed in any case.
        """
        until = self._until if patience_s is None else monotonic() + patience_s
        try:
            while not self._got.wait(_POLL_EVERY_S):
                poll()
                if monotonic() > until:
                    raise SignInStopped(
                        say("Nobody signed in within two minutes, so we stopped waiting."),
                        say("Start the sign-in again when you are ready."),
                    )
        finally:
            self.close()
        return self._answer or {}

    def close(self) -> None:
        """Listen no more, and close the door; it cannot be opened again."""
        if self._listens:
            self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        """Close the door at the end, however it comes."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the door."""
        self.close()

    def take(self, target: str) -> bool:
        """Take a request's target as the answer; False where it is none, or came too late."""
        try:
            parts = urlsplit(target)
            query = dict(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
        except ValueError:
            return False
        name, value = self._proof
        fits = value and hmac.compare_digest(query.get(name, "").encode(), value.encode())
        if parts.path != self._path or not fits or self._got.is_set():
            return False
        self._answer = query
        self._got.set()
        return True


class _Server(ThreadingHTTPServer):
    # On Windows this would let another program share the port.
    allow_reuse_address = False
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that hangs up: the trace would carry the answer's address."""


def _handler(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        # A connection on which nothing comes is closed; browsers open some in advance.
        timeout = _SLOWEST_S

        def do_GET(self) -> None:
            if listener.take(self.path):
                self.send_response(HTTPStatus.OK)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(_DONE_PAGE)))
                self.send_header("Cache-Control", "no-store")
                self.send_header("Referrer-Policy", "no-referrer")
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(_DONE_PAGE)
            else:
                self.send_error(HTTPStatus.NOT_FOUND)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
            """Write nothing down: the address holds the answer."""

    return Handler
