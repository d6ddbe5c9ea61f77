"""The privacy check-up: what is seen of an account's settings, what the person says, and what is changed for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.model.account import Account, AccountId, AccountKind
from app.model.audience import Basis
from app.model.fix import Deed
from app.model.problem import (
    ChangeNotSeen,
    KeyringLocked,
    Limited,
    NoKeyring,
    NotFound,
    Offline,
    Problem,
    SignInExpired,
    SignInNeeded,
    WrongUse,
)
from app.model.setting import Check, Level
from app.model.sign_in import Power
from app.model.text import say
from app.networks import network
from app.services.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.networks.web import Web
    from app.services.connect import Connector
    from app.store.catalogue import Catalogue

# What would go wrong with each change that follows as well, only slower.
_CONCERNS_ALL = (Offline, Limited, SignInExpired, SignInNeeded, KeyringLocked, NoKeyring)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPlan:
    """What a level would change: by the app itself, each check with its new value, and by hand, page after page."""

    level: Level
    changes: tuple[tuple[Check, str], ...]
    by_hand: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One change: the check as it was read again afterwards, and the problem where it did not work."""

    check: Check
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Checkup:
    """Reads and changes settings. A change counts only once the network shows the new value when it is read again."""

    catalogue: Catalogue
    connector: Connector
    open_web: Callable[[Progress], Web]
    guides: Callable[[str], Sequence[Check]]
    now: Callable[[], datetime]

    def checks(self, account: AccountId) -> tuple[Check, ...]:
        """Return every setting of an account, the most important first; nobody is asked anything.

        What was read or said stands as it was; what only the person can see is unknown until they say it.
        """
        held = self.catalogue.account(account)
        seen = {check.key: check for check in self.catalogue.checks(account)}
        guided = {one.key: replace(one, account=account) for one in self.guides(held.network)}
        joined = [_told(guided[key], check) if key in guided else check for key, check in seen.items()]
        joined += [check for key, check in guided.items() if key not in seen]
        return tuple(sorted(joined, key=lambda check: (check.rank, check.key)))

    def look(self, account: AccountId, progress: Progress = SILENT) -> tuple[Check, ...]:
        """Read the settings again: what anybody can read, and with a sign-in what only the person can."""
        held = self.catalogue.account(account)
        net = network(held.network)
        if net.open_checks is None and (net.checks is None or held.kind is not AccountKind.CONNECTED):
            return self.checks(account)
        web = self.open_web(progress)
        progress.step(0, None, say("Reading the settings …"))
        if net.open_checks is not None:
            self._keep(net.open_checks(web, held))
        if net.checks is not None and held.kind is AccountKind.CONNECTED:
            self._keep(net.checks(self.connector.session(held, web, Power.READ)))
        return self.checks(account)

    def answer(self, account: AccountId, key: str, value: str | None) -> Check:
        """Keep what the person says of a setting, with today's date; None means that they do not know.

        Raises NotFound for an unknown check, WrongUse for a value that it cannot have.
        """
        check = self._check(account, key)
        if value is not None:
            _demand_value(check, value)
        answered = check.answered(value, self.now())
        self.catalogue.replace_check(answered)
        return answered

    def plan(self, account: AccountId, level: Level) -> LevelPlan:
        """Return what a level would change, for review. Nobody is asked and nothing is sent."""
        changes: list[tuple[Check, str]] = []
        by_hand: list[Check] = []
        is_connected = self.catalogue.account(account).kind is AccountKind.CONNECTED
        for check in self.checks(account):
            value = check.wanted(level)
            if value is None:
                continue
            if check.can_change and is_connected:
                changes.append((check, value))
            else:
                by_hand.append(check)
        return LevelPlan(level=level, changes=tuple(changes), by_hand=tuple(by_hand))

    def apply(
        self, account: AccountId, changes: Sequence[tuple[str, str]], progress: Progress = SILENT
    ) -> tuple[Changed, ...]:
        """Change settings one after the other; a problem with one does not stop the next, unless it concerns all.

        Raises, before anything is changed, SignInNeeded where the sign-in does not allow it, NotFound for an unknown
        setting and WrongUse for a value that it cannot have.
        """
        held = self.catalogue.account(account)
        for key, value in changes:
            _demand_value(self._check(account, key), value)
        self.connector.session(held, self.open_web(progress), Power.CHANGE)
        done: list[Changed] = []
        ended: Problem | None = None
        for place, (key, value) in enumerate(changes):
            progress.step(place, len(changes), say("Changing the settings …"))
            try:
                if ended is not None:
                    raise ended
                done.append(Changed(check=self._change(held, key, value, progress)))
            except Problem as problem:
                ended = problem if isinstance(problem, _CONCERNS_ALL) else None
                done.append(Changed(check=self._check(account, key), problem=problem))
        progress.step(len(changes), len(changes), say("Done."))
        return tuple(done)

    def fix(self, account: AccountId, key: str, progress: Progress = SILENT) -> Check:
        """Change one setting to its safe value, and return it as it was read again."""
        check = self._check(account, key)
        return self._change(self.catalogue.account(account), key, check.safe, progress)

    def undo(self, account: AccountId, key: str, progress: Progress = SILENT) -> Check:
        """Change one setting back to what it was before the app changed it. WrongUse where it never did."""
        check = self._check(account, key)
        if check.changed_from is None:
            raise WrongUse(
                say("This setting was not changed by the app, so there is nothing to undo."),
                say("Change it on the network's own page: {how}", how=check.how),
            )
        return self._change(self.catalogue.account(account), key, check.changed_from, progress)

    def _change(self, account: Account, key: str, value: str, progress: Progress) -> Check:
        check = self._check(account.id, key)
        net = network(account.network)
        if net.change is None or net.checks is None or not check.can_change:
            raise WrongUse(
                say("{network} lets nobody change this from outside.", network=net.title),
                say("Do it by hand: {how}", how=check.how),
            )
        session = self.connector.session(account, self.open_web(progress), Power.CHANGE)
        net.change(session, key, value)
        try:
            after = {one.key: one for one in net.checks(session)}
        except Problem:
            self._log(account, check, value, worked=False)
            raise
        seen = after.get(key)
        worked = seen is not None and seen.seen == value
        self._log(account, check, value, worked=worked)
        for one in after.values():
            # A change to what it was already must not forget what undoing it would bring back.
            is_new = one.key == key and worked and check.seen not in {None, value}
            self.catalogue.replace_check(
                replace(one, changed_from=check.seen) if is_new else self._remembering(one)
            )
        # What can only be written is believed as far as the network's yes goes, and stays unknown.
        if not worked and not (seen is not None and seen.seen is None):
            raise ChangeNotSeen(
                say(
                    "{network} said yes, but shows the old value when it is read again.",
                    network=account.software or net.title,
                ),
                say("Look at it on the network's own page: {how}", how=check.how),
            )
        return self._check(account.id, key)

    def _remembering(self, check: Check) -> Check:
        held = next((one for one in self.catalogue.checks(check.account) if one.key == check.key), None)
        return replace(check, changed_from=held.changed_from) if held is not None else check

    def _keep(self, checks: Iterable[Check]) -> None:
        for check in checks:
            held = next((one for one in self.catalogue.checks(check.account) if one.key == check.key), None)
            if check.seen is None and held is not None and held.seen is not None:
                continue
            self.catalogue.replace_check(self._remembering(check))

    def _check(self, account: AccountId, key: str) -> Check:
        for check in self.checks(account):
            if check.key == key:
                return check
        raise NotFound(
            say("No setting of {account} is called “{key}”.", account=account, key=key),
            say("The command “checkup” lists them."),
        )

    def _log(self, account: Account, check: Check, value: str, *, worked: bool) -> None:
        self.catalogue.keep_deed(
            Deed(
                at=self.now(),
                account=account.id,
                what="setting",
                target=check.key,
                says=say(
                    "{check}: {before} → {after}", check=check.says, before=check.seen or "?", after=value
                ),
                worked=worked,
            )
        )


def _demand_value(check: Check, value: str) -> None:
    """Raise WrongUse for a value that a setting cannot have, as far as we know which it can."""
    known = {one.key for one in check.values} | {check.safe, *check.also_safe}
    known |= {one for one in (check.friends, check.changed_from) if one is not None}
    if value not in known:
        raise WrongUse(
            say("“{value}” is no answer to “{check}”.", value=value, check=check.says),
            say("These are: {names}.", names=", ".join(sorted(known))),
        )


def _told(guide: Check, held: Check) -> Check:
    """Join a guided check with what is held of it: the guide's words, the held value.

    An export's own reading keeps its own words, for it knows better what it read.
    """
    if held.basis is not Basis.TOLD and held.seen is not None:
        link = held if held.link else guide
        return replace(held, rank=guide.rank, link=link.link, link_status=link.link_status)
    return replace(
        guide,
        seen=held.seen,
        raw=held.raw,
        as_of=held.as_of,
        basis=held.basis,
        history=held.history,
        can_change=held.can_change,
        changed_from=held.changed_from,
    )
