"""The door for a browser's answer opens once, on this computer alone, and only to who carries the proof."""

from __future__ import annotations

import base64
import hashlib
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from app.model.problem import SignInStopped
from app.networks.oauth import Listener, fresh_state, proof_key, with_query
from app.networks.session import Callback

PROOF = ("state", "a value that nobody guesses")


def nothing() -> None:
    """Poll and go on."""


@dataclass
class Waiting:
    """A listener that waits in another thread, as a verb does."""

    listener: Listener
    proof: tuple[str, str] = PROOF
    patience_s: float = 20.0
    answer: Mapping[str, str] | None = None
    problem: BaseException | None = None
    thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.listener.listen(self.proof)
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.answer = self.listener.wait(nothing, self.patience_s)
        except SignInStopped as problem:
            self.problem = problem

    def done(self) -> Mapping[str, str] | None:
        self.thread.join(30)
        assert not self.thread.is_alive()
        return self.answer


def get(url: str, query: Mapping[str, str]) -> requests.Response:
    return requests.get(url, params=query, timeout=10)


def test_the_answer_with_the_proof_is_taken_and_a_calm_page_is_shown() -> None:
    waiting = Waiting(Listener(Callback()))
    answer = get(waiting.listener.url, {"code": "c0de", "state": PROOF[1]})
    assert answer.status_code == 200
    assert "close this page" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert waiting.done() == {"code": "c0de", "state": PROOF[1]}


def test_whatever_else_is_asked_gets_404_and_changes_nothing() -> None:
    waiting = Waiting(Listener(Callback()))
    base = waiting.listener.url.removesuffix("/callback")
    for url, query in (
        (f"{base}/favicon.ico", {}),
        (f"{base}/", {"code": "x", "state": PROOF[1]}),
        (f"{base}/callback/more", {"code": "x", "state": PROOF[1]}),
        (waiting.listener.url, {"code": "x"}),
        (waiting.listener.url, {"code": "x", "state": "guessed"}),
        (waiting.listener.url, {"code": "x", "state": ""}),
    ):
        assert get(url, query).status_code == 404, url
    assert requests.post(waiting.listener.url, data={"state": PROOF[1]}, timeout=10).status_code == 501
    assert waiting.thread.is_alive()
    get(waiting.listener.url, {"error": "access_denied", "state": PROOF[1]})
    assert waiting.done() == {"error": "access_denied", "state": PROOF[1]}


def test_it_answers_once_and_is_closed_then() -> None:
    waiting = Waiting(Listener(Callback()))
    get(waiting.listener.url, {"code": "first", "state": PROOF[1]})
    assert waiting.done() == {"code": "first", "state": PROOF[1]}
    with pytest.raises(requests.ConnectionError):
        get(waiting.listener.url, {"code": "second", "state": PROOF[1]})


def test_before_a_proof_is_known_nothing_is_taken() -> None:
    listener = Listener(Callback())
    assert not listener.take("/callback?state=")
    assert not listener.take("/callback?code=x")
    listener.close()


def test_a_browser_that_opens_connections_in_advance_does_not_shut_the_door() -> None:
    waiting = Waiting(Listener(Callback()))
    port = urlsplit(waiting.listener.url).port
    idle = [socket.create_connection(("127.0.0.1", port or 0)) for _ in range(3)]
    started = time.monotonic()
    get(waiting.listener.url, {"code": "c", "state": PROOF[1]})
    assert waiting.done() is not None
    assert time.monotonic() - started < 4
    for one in idle:
        one.close()


def test_nobody_is_waited_for_longer_than_promised() -> None:
    waiting = Waiting(Listener(Callback()), patience_s=0.3)
    assert waiting.done() is None
    assert isinstance(waiting.problem, SignInStopped)
    assert waiting.problem.remedy is not None


def test_stop_is_heard_while_waiting() -> None:
    class Stopped(Exception):
        """Stop was pressed."""

    def stop() -> None:
        raise Stopped

    listener = Listener(Callback())
    listener.listen(PROOF)
    with pytest.raises(Stopped):
        listener.wait(stop)
    with pytest.raises(requests.ConnectionError):
        get(listener.url, {})


def test_only_this_computer_reaches_it_and_the_network_may_want_its_own_spelling() -> None:
    listener = Listener(Callback(path="/back", host="localhost"))
    parts = urlsplit(listener.url)
    assert (parts.hostname, parts.path) == ("localhost", "/back")
    assert listener._server.server_address[0] == "127.0.0.1"
    listener.close()


def test_a_port_that_is_taken_is_told_with_a_remedy() -> None:
    first = Listener(Callback())
    port = urlsplit(first.url).port or 0
    with pytest.raises(SignInStopped, match=str(port)):
        Listener(Callback(port=port))
    first.close()


@pytest.mark.parametrize("listens", [False, True])
def test_the_door_is_closed_whatever_ends_the_sign_in(listens: bool) -> None:
    def interrupted(listener: Listener) -> None:
        with listener:
            if listens:
                listener.listen(PROOF)
            raise KeyboardInterrupt

    listener = Listener(Callback())
    port = urlsplit(listener.url).port or 0
    with pytest.raises(KeyboardInterrupt):
        interrupted(listener)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 5)


def test_the_answer_is_written_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    waiting = Waiting(Listener(Callback()))
    get(waiting.listener.url, {"code": "s3cret-c0de", "state": PROOF[1]})
    waiting.done()
    out, err = capfd.readouterr()
    assert "s3cret" not in out + err


def test_a_proof_key_is_what_rfc_7636_says() -> None:
    verifier, challenge = proof_key()
    assert 43 <= len(verifier) <= 128
    digest = hashlib.sha256(verifier.encode()).digest()
    assert base64.urlsafe_b64decode(challenge + "=") == digest
    assert proof_key()[0] != verifier
    assert len({fresh_state() for _ in range(50)}) == 50


def test_an_address_gets_its_query() -> None:
    whole = with_query("https://s.example/authorize?a=1", {"state": "x y&z"})
    assert parse_qs(urlsplit(whole).query) == {"a": ["1"], "state": ["x y&z"]}
    assert with_query("https://s.example/a", {"b": "c"}) == "https://s.example/a?b=c"
