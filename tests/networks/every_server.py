"""Every network that is asked over the wire, each with a server of its own on this computer.

with opened("vk") as visit: list(visit.photos(web))
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, replace

from app.model.account import Account, NetworkKey
from app.model.sign_in import Power
from app.networks import network
from app.networks.network import Listed, Network, Target
from app.networks.session import Session, Wish
from app.networks.web import Web
from tests.networks.bluesky.data_server import DID, HANDLE, PASSWORD, DataServer
from tests.networks.fediverse import FediverseServer
from tests.networks.loopback import Loopback
from tests.networks.member_programs import PROGRAMS
from tests.networks.member_server import MemberServer
from tests.networks.misskey.server import MisskeyServer
from tests.networks.open_servers import ADDRESS, GithubServer, GravatarServer, PageServer
from tests.networks.recorded import TOKEN, Recorded
from tests.networks.signed_in import Shelf, signed_in

KEYED = ("flickr", "tumblr", "x", "youtube", "reddit", "facebook", "instagram", "threads", "pinterest", "vk")
_MISSKEY = ("read:account", "read:drive", "write:account", "write:notes", "write:drive")
EVERY_POWER = frozenset(Power)


@dataclass(frozen=True, slots=True)
class Visit:
    """One network before its server. `session` signs in over the wire; None where nobody signs in there."""

    net: Network
    server: Loopback
    find: Callable[[Web], Account] | None = None
    session: Callable[[Web], Session] | None = None

    def photos(self, web: Web, resume: str = "") -> Iterable[Listed]:
        """List as the person, or as a stranger where nobody signs in."""
        if self.session is not None:
            assert self.net.own is not None
            return self.net.own(self.session(web), resume)
        assert self.find is not None
        assert self.net.photos is not None
        return self.net.photos(web, self.find(web), resume)


def _found(net: Network, handle: str, server: str) -> Callable[[Web], Account]:
    def find(web: Web) -> Account:
        assert net.find is not None
        return net.find(web, Target(network=net.key, handle=handle, server=server))

    return find


def _brought(net: Network, wish: Wish) -> Callable[[Web], Session]:
    def session(web: Web) -> Session:
        assert net.sign_in is not None
        assert net.sign_in.bring is not None
        joined = net.sign_in.bring(web, wish)
        return Session(web=web, account=joined.account, grant=joined.grant, shelf=Shelf(joined.grant))

    return session


def _keyed(net: Network, server: Loopback) -> Callable[[Web], Session]:
    """Sign in with a pasted token, or where that needs a browser, begin as one who did (test_browser_rounds.py does)."""

    def session(web: Web) -> Session:
        assert net.sign_in is not None
        if net.sign_in.begin is None:
            return _brought(net, Wish(server=server.url, keys={"token": TOKEN}))(web)
        held = signed_in(net.key, {}, server=server.url).session
        account = replace(held.account, url=f"{server.url}/{held.account.handle}")
        return Session(web=web, account=account, grant=held.grant, shelf=Shelf(held.grant))

    return session


def _member(name: str) -> Callable[[], Visit]:
    def visit() -> Visit:
        server = MemberServer(program=PROGRAMS[name])
        net = network(NetworkKey("mastodon"))

        def session(web: Web) -> Session:
            wish = Wish(server=server.url, powers=EVERY_POWER, keys={"token": server.token()})
            return _brought(net, wish)(web)

        return Visit(net, server, session=session)

    return visit


def _misskey() -> Visit:
    server, net = MisskeyServer(), network(NetworkKey("misskey"))

    def session(web: Web) -> Session:
        keys = {"token": server.grant(*_MISSKEY)}
        return _brought(net, Wish(server=server.url, powers=EVERY_POWER, keys=keys))(web)

    return Visit(net, server, session=session)


def _bluesky() -> Visit:
    server, net = DataServer(), network(NetworkKey("bluesky"))

    def session(web: Web) -> Session:
        wish = Wish(server=server.url, handle=HANDLE, powers=EVERY_POWER, keys={"app_password": PASSWORD})
        return _brought(net, wish)(web)

    return Visit(net, server, session=session)


def _stranger(
    name: str, make: Callable[[], Loopback], handle: Callable[[Loopback], str]
) -> Callable[[], Visit]:
    def visit() -> Visit:
        server, net = make(), network(NetworkKey(name))

        def find(web: Web) -> Account:
            return _found(
                net, handle(server), "" if name in {"mastodon", "misskey", "webpage"} else server.url
            )(web)

        return Visit(net, server, find=find)

    return visit


def keyed(name: str, server: Loopback) -> Visit:
    """Return the visit of a network with a key of one's own at this server."""
    net = network(NetworkKey(name))
    return Visit(net, server, session=_keyed(net, server))


def _recorded(name: str) -> Callable[[], Visit]:
    return lambda: keyed(name, Recorded(name=name))


VISITS: dict[str, Callable[[], Visit]] = {
    **{name: _recorded(name) for name in KEYED},
    "bluesky": _bluesky,
    "misskey": _misskey,
    **{name: _member(name) for name in PROGRAMS},
    "bluesky, a stranger": _stranger("bluesky", DataServer, lambda _: DID),
    "misskey, a stranger": _stranger("misskey", MisskeyServer, lambda one: f"anna@127.0.0.1:{one.port}"),
    "mastodon, a stranger": _stranger("mastodon", FediverseServer, lambda one: f"anna@127.0.0.1:{one.port}"),
    "gravatar": _stranger("gravatar", GravatarServer, lambda _: ADDRESS),
    "github": _stranger("github", GithubServer, lambda _: "annasample"),
    "webpage": _stranger("webpage", PageServer, lambda one: f"{one.url}/anna"),
}


@contextmanager
def opened(name: str) -> Generator[Visit]:
    """Start the server of one network."""
    visit = VISITS[name]()
    with visit.server:
        yield visit
