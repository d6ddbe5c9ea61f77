"""A person in front of a fediverse server, for tests: who they are, what they were handed, what their browser does."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import requests

from app.model.photo import Photo, Skipped
from app.model.sign_in import Grant, Power
from app.networks.mastodon import NETWORK
from app.networks.network import Listed, Mark
from app.networks.oauth import Listener
from app.networks.session import ANYWHERE, Joined, Session, SignIn, Wish
from app.networks.web import Web
from tests.networks.member_server import MemberServer

EVERY_POWER = frozenset(Power)


def no_wait(_seconds: float) -> None:
    """Pass the time of a pause at once."""


def web() -> Web:
    """Return a web that reaches this computer and does not wait."""
    return Web(allow_loopback=True, sleep=no_wait)


def way() -> SignIn:
    """Return how accounts of the fediverse are connected."""
    assert NETWORK.sign_in
    return NETWORK.sign_in


class Shelf:
    """The keyring's place for one account, in memory."""

    def __init__(self, grant: Grant | None) -> None:
        self.grant = grant
        self._lock = threading.Lock()

    def read(self) -> Grant | None:
        """Return what is kept."""
        return self.grant

    def write(self, grant: Grant) -> None:
        """Keep a grant."""
        self.grant = grant

    def locked(self) -> AbstractContextManager[None]:
        """Keep others out."""
        return _Held(self._lock)


class _Held(AbstractContextManager[None]):
    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_error: object) -> None:
        self._lock.release()


@dataclass
class Browser:
    """What a browser does with an errand: it opens the page, says yes, and follows the way back."""

    url: str
    seen: list[str] = field(default_factory=list[str])

    def run(self) -> None:
        """Open the page; look for a picture of the page of the answer first, as browsers do."""
        answer = requests.get(self.url, timeout=10, allow_redirects=False)
        back = answer.headers.get("location", "")
        self.seen += [self.url, back]
        if back:
            requests.get(back.partition("/callback")[0] + "/favicon.ico", timeout=10)
            requests.get(back, timeout=10)


def in_browser(server: MemberServer, powers: Iterable[Power] = (Power.READ,), **wish: str) -> Joined:
    """Sign in through the real door for the browser's answer; raises what the sign-in raises."""
    begin = way().begin
    assert begin
    listener = Listener(ANYWHERE)
    asked = {"handle": f"@{server.handle}", **wish}
    errand = begin(web(), Wish(powers=frozenset(powers), **asked), listener.url)  # pyright: ignore[reportArgumentType]
    listener.listen(errand.proof)
    browser = threading.Thread(target=Browser(errand.url).run)
    browser.start()
    answer = listener.wait(lambda: None, 20)
    browser.join(20)
    return errand.finish(answer)


def pasted(server: MemberServer, *scopes: str, powers: Iterable[Power] = EVERY_POWER) -> Joined:
    """Sign in with a token that was made on the page of the server."""
    bring = way().bring
    assert bring
    keys = {"token": server.token(*scopes)}
    return bring(web(), Wish(server=server.url, powers=frozenset(powers), keys=keys))


def session(joined: Joined, *, through: Web | None = None) -> Session:
    """Return the session of who joined."""
    return Session(
        web=through or web(), account=joined.account, grant=joined.grant, shelf=Shelf(joined.grant)
    )


def signed_in(server: MemberServer, *scopes: str) -> Session:
    """Return a session that may do everything that its token's scopes allow."""
    return session(pasted(server, *scopes))


def own(of: Session, resume: str = "") -> list[Listed]:
    """List the person's own photos to the end."""
    assert NETWORK.own
    return list(NETWORK.own(of, resume))


def photos(items: Iterable[Listed]) -> list[Photo]:
    """Return the photos among what was listed."""
    return [item for item in items if isinstance(item, Photo)]


def marks(items: Iterable[Listed]) -> list[Mark]:
    """Return the marks among what was listed."""
    return [item for item in items if isinstance(item, Mark)]


def skipped(items: Iterable[Listed]) -> list[str]:
    """Return in words what was passed over."""
    return [str(item.why) for item in items if isinstance(item, Skipped)]


def audiences(items: Iterable[Listed]) -> Mapping[str, str]:
    """Return who may see each photo, by its post's id or its kind."""
    return {
        photo.key.partition("/")[0].partition(":")[0]: photo.visibility.value.value for photo in photos(items)
    }
