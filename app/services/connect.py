"""Connect an account with the least power needed, widen it at the moment of a fix, and end the sign-in again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.model.account import Account, AccountId, AccountKind
from app.model.problem import ListRefused, MissingFacts, NetworkRefused, Problem, SignInNeeded, SignInStopped
from app.model.sign_in import Doorway, Grant, Need, Power
from app.model.text import say
from app.networks import NETWORKS, network
from app.networks.oauth import Listener
from app.networks.session import Joined, Session, SignIn, Wish
from app.services.progress import SILENT, Progress
from app.store.grants import Drawer, Grants

if TYPE_CHECKING:
    from app.networks.network import Network
    from app.networks.web import Web
    from app.store.catalogue import Catalogue

_READ = frozenset({Power.READ})


@dataclass(frozen=True, slots=True)
class Connector:
    """Connects accounts. A grant is in the keyring and nowhere else, and never without a line in the catalogue for it."""

    catalogue: Catalogue
    grants: Grants
    open_web: Callable[[Progress], Web]
    open_browser: Callable[[str], None]
    closed: Callable[[], Sequence[Doorway]]
    now: Callable[[], datetime]

    def doorways(self) -> tuple[Doorway, ...]:
        """Return every network that an account can be connected at, then those that allow nobody to."""
        ways = tuple(net.sign_in.doorway for net in NETWORKS if net.sign_in is not None)
        easy = sorted(
            ways, key=lambda way: (way.experimental, any(not need.is_optional for need in way.needs))
        )
        return (*easy, *self.closed())

    def doorway(self, network_key: str) -> Doorway:
        """Return how accounts of one network are connected; NotFound, or ListRefused where nobody can."""
        return self._sign_in(network(network_key)).doorway

    def brought(self, network_key: str) -> frozenset[str]:
        """Return which keys of a network are in the keyring already; their values stay there."""
        return frozenset(self.grants.keys(network_key))

    def connect(  # noqa: PLR0913 - all but the network are named at every call
        self,
        network_key: str,
        *,
        server: str = "",
        handle: str = "",
        keys: Mapping[str, str] | None = None,
        powers: frozenset[Power] = _READ,
        progress: Progress = SILENT,
        on_page: Callable[[str], None] | None = None,
    ) -> Account:
        """Sign in, in the browser or with what the person brought, and keep the account as a connected one.

        `on_page` hears of the page that the browser is to show. Raises MissingFacts for something that is to be brought
        first, SignInStopped, ListRefused and the Problems of the web.
        """
        net = network(network_key)
        sign_in = self._sign_in(net)
        given = {name: value.strip() for name, value in (keys or {}).items() if value.strip()}
        brought = {**self.grants.keys(net.key), **given}
        wish = Wish(
            server=server.strip(), handle=handle.strip().removeprefix("@"), powers=powers, keys=brought
        )
        _demand(sign_in.doorway.needs, brought)
        joined = self._joined(sign_in, wish, progress, on_page)
        self._keep(sign_in, joined, progress)
        if sign_in.doorway.in_browser:
            lasting = {need.key for need in sign_in.doorway.needs if not need.is_optional}
            kept = {name: value for name, value in brought.items() if name in lasting}
            if kept and kept != self.grants.keys(net.key):
                self.grants.keep_keys(net.key, kept)
        return self.catalogue.account(joined.account.id)

    def widen(
        self,
        account: AccountId,
        power: Power,
        progress: Progress = SILENT,
        *,
        keys: Mapping[str, str] | None = None,
        on_page: Callable[[str], None] | None = None,
    ) -> Account:
        """Ask for one more power, at the moment when it is needed. Raises what `connect` raises."""
        held = self.catalogue.account(account)
        sign_in = self._sign_in(network(held.network))
        if power not in sign_in.doorway.powers:
            raise SignInNeeded(
                say(
                    "{network} gives nobody the right to do this from outside.", network=sign_in.doorway.title
                ),
                say("Do it on the network's own page."),
                power.value,
            )
        brought = {**self.grants.keys(held.network), **(keys or {})}
        _demand(sign_in.doorway.needs, brought)
        wish = Wish(
            server=held.server, handle=held.handle, powers=self.powers(account) | {power}, keys=brought
        )
        joined = self._joined(sign_in, wish, progress, on_page)
        if joined.account.id != account:
            self._end(sign_in, joined.account, joined.grant, progress)
            raise SignInStopped(
                say(
                    "You signed in as {other}, but {handle} was meant.",
                    other=joined.account.handle,
                    handle=held.handle,
                ),
                say("Sign out in the browser first, or choose the other account there."),
            )
        self._keep(sign_in, joined, progress)
        return self.catalogue.account(account)

    def powers(self, account: AccountId) -> frozenset[Power]:
        """Return what the sign-in that is held allows; nothing where there is none."""
        grant = self.grants.read(account)
        return grant.powers if grant is not None else frozenset()

    def disconnect(self, account: AccountId, progress: Progress = SILENT) -> None:
        """End the sign-in at the network, as far as it can be reached, and forget it here in any case."""
        held = self.catalogue.account(account)
        net = network(held.network)
        grant = self.grants.read(account)
        try:
            if grant is not None and net.sign_in is not None:
                self._end(net.sign_in, held, grant, progress)
        finally:
            self.grants.forget(account)
        kind = AccountKind.WATCHED if net.find is not None else AccountKind.IMPORTED
        self.catalogue.keep_kind(account, kind)

    def give_back(self, account: AccountId, progress: Progress = SILENT) -> None:
        """End a sign-in that was lent for a deletion alone (an app password); any other stays."""
        sign_in = network(self.catalogue.account(account).network).sign_in
        grant = self.grants.read(account)
        if grant is not None and sign_in is not None and sign_in.lent is not None and sign_in.lent(grant):
            self.disconnect(account, progress)

    def finish(self) -> None:
        """End the sign-ins that a crash left half-way: with a grant in the keyring the account is kept, else nothing is.

        Raises KeyringLocked or NoKeyring; what could not be ended waits for the next start.
        """
        for begun in self.catalogue.joining():
            with self.grants.locked(begun.id):
                if self.grants.read(begun.id) is not None:
                    self.catalogue.keep_joined(begun)
                else:
                    self.catalogue.drop_joining(begun.id)

    def session(self, account: Account, web: Web, power: Power = Power.READ) -> Session:
        """Return a session that allows this; raises SignInNeeded where none is held, or one that allows less."""
        grant = self.grants.read(account.id)
        if grant is None:
            raise SignInNeeded(
                say("{handle} is not signed in.", handle=account.handle),
                say("Connect it on the page Accounts, or with: connect {network}", network=account.network),
                power.value,
            )
        if power not in grant.powers:
            wanted = sorted((grant.powers | {power}) - _READ)
            raise SignInNeeded(
                say("The sign-in of {handle} does not allow this yet.", handle=account.handle),
                say(
                    "Allow it once in your browser, or with: connect {network} {powers}",
                    network=account.network,
                    powers=" ".join(f"--power {one.value}" for one in wanted),
                ),
                power.value,
            )
        return self._opened(account, grant, web)

    def _end(self, sign_in: SignIn, account: Account, grant: Grant, progress: Progress) -> None:
        """Tell the network that a sign-in is over. Whether or not it hears of it, nothing of it is used any more."""
        if sign_in.end is not None:
            with suppress(Problem):
                sign_in.end(self._opened(account, grant, self.open_web(progress)))

    def _opened(self, account: Account, grant: Grant, web: Web) -> Session:
        return Session(web=web, account=account, grant=grant, shelf=Drawer(self.grants, account.id))

    def _sign_in(self, net: Network) -> SignIn:
        if net.sign_in is None:
            closed = next((way for way in self.closed() if way.network == net.key and way.closed), None)
            raise ListRefused(
                closed.closed
                if closed and closed.closed
                else say("{network} needs no sign-in.", network=net.title),
                say("Import your data export from {network}, or look at its handle.", network=net.title),
            )
        return net.sign_in

    def _joined(
        self, sign_in: SignIn, wish: Wish, progress: Progress, on_page: Callable[[str], None] | None
    ) -> Joined:
        web = self.open_web(progress)
        alone = any(need.is_optional and wish.keys.get(need.key) for need in sign_in.doorway.needs)
        if sign_in.bring is not None and (sign_in.begin is None or alone):
            return sign_in.bring(web, wish)
        if sign_in.begin is None:
            raise ValueError(sign_in.doorway.network)
        with Listener(sign_in.callback) as listener:
            errand = sign_in.begin(web, wish, listener.url)
            _demand_page(errand.url)
            progress.step(0, None, say("Waiting for your browser …"))
            if on_page is not None:
                on_page(errand.url)
            # Before the browser, for some browsers hold up whoever opens them until they are closed.
            listener.listen(errand.proof)
            self.open_browser(errand.url)
            answer = listener.wait(progress.poll)
        return errand.finish(answer)

    def _keep(self, sign_in: SignIn, joined: Joined, progress: Progress) -> None:
        """Keep a sign-in, and end the one before of the same account, which nobody uses any more."""
        account = joined.account
        kept = replace(account, kind=AccountKind.CONNECTED, added_at=account.added_at or self.now())
        with self.grants.locked(account.id):
            before = self.grants.read(account.id)
            # Noted first: after a crash between the two, no token lies in the keyring that nothing lists.
            self.catalogue.begin_joining(kept)
            self.grants.write(account.id, joined.grant)
            self.catalogue.keep_joined(kept)
        if before is not None and before.secrets != joined.grant.secrets:
            self._end(sign_in, account, before, progress)


def _demand_page(url: str) -> None:
    """Raise NetworkRefused for an address that is no web page: a server's word must not start another program here."""
    parts = urlsplit(url)
    is_here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if not (parts.scheme == "https" and parts.hostname) and not is_here:
        raise NetworkRefused(
            say("The server names a page for the sign-in that no browser should open."),
            say("Check the address of the server for a typing mistake."),
        )


def _demand(needs: Sequence[Need], brought: Mapping[str, str]) -> None:
    """Raise MissingFacts for the first thing that has to be brought and was not."""
    for need in needs:
        if not need.is_optional and not brought.get(need.key):
            raise MissingFacts(
                say("This sign-in needs one thing more: {what}.", what=need.says),
                need.hint or say("The guide on the page Accounts says where it is."),
            )
