"""See what a stranger gets of a handle, without any sign-in; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.model.look import Look, SeenPhoto
from app.model.photo import Photo, Skipped
from app.model.problem import Problem
from app.model.text import say
from app.networks import find, network, understand
from app.networks.network import Mark
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.model.account import Account
    from app.networks.network import Network
    from app.networks.web import Web
    from app.services.eyes import Eyes


@dataclass(slots=True)
class Found:
    """What a listing has brought so far; it stays good when the listing breaks off."""

    photos: list[SeenPhoto] = field(default_factory=list[SeenPhoto])
    skipped: list[Skipped] = field(default_factory=list[Skipped])
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Looker:
    """Looks at handles, profile addresses and e-mail addresses as a stranger."""

    open_web: Callable[[Progress], Web]
    eyes: Eyes

    def look(
        self,
        text: str,
        progress: Progress = SILENT,
        *,
        server: str = "",
        limit: int | None = None,
        on_photo: Callable[[SeenPhoto], None] | None = None,
    ) -> Look:
        """Return the stranger view of what a person typed.

        `limit` ends the look after that many photos. `on_photo` hears of each photo as soon as it was seen. Raises a
        Problem where the account itself cannot be found; a listing that breaks off is told in the result.
        """
        target = understand(text, server)
        web = self.open_web(progress)
        progress.step(0, None, say("Looking for {handle} …", handle=target.handle))
        account = find(web, target)
        net = network(account.network)
        found = Found()
        for seen in self._seen(web, net, account, found, limit):
            found.photos.append(seen)
            progress.step(len(found.photos), None, say("Testing what a stranger gets …"))
            if on_photo is not None:
                on_photo(seen)
        return Look(
            account=account,
            photos=tuple(found.photos),
            skipped=tuple(found.skipped),
            problem=found.problem,
        )

    def _seen(
        self, web: Web, net: Network, account: Account, found: Found, limit: int | None
    ) -> Iterator[SeenPhoto]:
        for number, photo in enumerate(listed(web, net, account, found)):
            if number == limit:
                return
            yield self.eyes.see(web, net, photo)


def listed(web: Web, net: Network, account: Account, found: Found) -> Iterator[Photo]:
    """List an account's photos; what was skipped, and the problem that ended the list, are noted in `found`."""
    if net.photos is None:
        return
    items = net.photos(web, account)
    while True:
        try:
            item = next(items, None)
        except Problem as problem:
            found.problem = problem
            return
        match item:
            case None:
                return
            case Skipped():
                found.skipped.append(item)
            case Photo():
                yield item
            case Mark():
                # A look keeps nothing, so there is nothing to go on from.
                pass
