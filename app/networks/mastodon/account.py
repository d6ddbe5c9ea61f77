"""Find an account of the fediverse by its handle, without any sign-in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.problem import ListRefused, NetworkRefused, NotThere, OtherNetwork
from app.model.text import Text, say
from app.networks.families import speaks
from app.networks.fields import address, count, identifier, record, rows, text
from app.networks.mastodon.names import KEY, base_url
from app.networks.mastodon.software import Software, ask_software
from app.networks.mastodon.whereabouts import Whereabouts, locate, named_there
from app.networks.network import Target

if TYPE_CHECKING:
    from app.networks.web import Answer, Web

# Mastodon refuses strangers with 401, older ones with 422, firewalls in front of it with 403.
REFUSALS = frozenset({401, 403, 422})
GONE = frozenset({404, 410})
OK = 200
_MOST_NAME = 200
# Since Mastodon 4.5 an actor's address may hold the account's id instead of its name.
_ACTOR_ID = re.compile(r"/ap/users/(\d{1,30})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Home:
    """Where an account lives, and what lives there."""

    where: Whereabouts
    software: Software

    @property
    def user(self) -> str:
        return self.where.handle.partition("@")[0]

    @property
    def host(self) -> str:
        return self.where.handle.partition("@")[2]

    @property
    def page(self) -> str:
        path = self.software.page.format(user=self.user, host=self.host)
        return self.where.page or f"{self.where.server}{path}"


def find(web: Web, target: Target) -> Account:
    """Look an account up as a stranger. `target.server`, where it is given, is asked instead of the handle's own.

    Where the server shows profiles to nobody without a sign-in, the account comes back with what its ActivityPub id
    tells; listing its photos then says so. Raises OtherNetwork where the server is of another kind that we can read,
    NotThere, ListRefused, NetworkRefused and the Problems of the web.
    """
    where = (
        Whereabouts(handle=target.handle, server=target.server)
        if target.server
        else locate(web, target.handle)
    )
    home = _Home(where=where, software=ask_software(web, where.server))
    _send_on(home)
    entity = _looked_up(web, home)
    if entity is not None:
        return _account(home, entity)
    if target.server:
        home = replace(home, where=named_there(web, home.where))
    if home.where.actor:
        return _unlisted(home)
    raise list_refused(home.software, home.page) if home.software.is_known else _no_fediverse(home)


def entity_of(web: Web, account: Account) -> Mapping[str, object]:
    """Return the server's own record of an account; raises NotThere, ListRefused, NetworkRefused."""
    answer = web.get(f"{account.server}/api/v1/accounts/{account.remote_id}", why="profile")
    if answer.status in REFUSALS:
        raise refused(account)
    if answer.status in GONE:
        raise not_there(account.handle)
    return record(expected(answer))


def expected(answer: Answer) -> object:
    """Return the JSON of a good answer; raises NetworkRefused for any other."""
    if answer.status == OK:
        return answer.json()
    raise NetworkRefused(
        say("{host} answered with the code {status}.", host=answer.host, status=answer.status),
        say("The server may have trouble of its own. Try again later."),
    )


def _send_on(home: _Home) -> None:
    """Raise OtherNetwork where the server's program speaks another language than Mastodon's, and one that we know."""
    other = speaks(home.software.key)
    if other is not None:
        says = say("{host} runs {software} now.", host=home.host, software=_title(home.software))
        remedy = say("Look the handle up again, and watch or connect it anew.")
        raise OtherNetwork(says, remedy, network=other, handle=home.where.handle, server=home.where.server)


def _looked_up(web: Web, home: _Home) -> Mapping[str, object] | None:
    """Return the server's record of the account, None where it refuses strangers; raises NotThere, NetworkRefused."""
    names = (
        [home.where.handle, home.user]
        if home.software.looks_up_whole_handles
        else [home.user, home.where.handle]
    )
    answers: list[Answer] = []
    for name in names:
        answers.append(
            web.get(f"{home.where.server}/api/v1/accounts/lookup", why="profile", params={"acct": name})
        )
        if answers[-1].status in REFUSALS or (answers[-1].status == OK and answers[-1].is_html):
            return None
        if found := _found(answers[-1], home):
            return found
    for answer in _other_ways(web, home):
        if found := _found(answer, home):
            return found
    if answers[0].status not in GONE:
        expected(answers[0])
    raise _nobody(home)


def _other_ways(web: Web, home: _Home) -> Iterator[Answer]:
    """Ask in the ways of servers that do not know how to look a name up, or do not find it so."""
    api = f"{home.where.server}/api"
    if home.software.finds_by_name:
        yield web.get(f"{api}/v1/accounts/{home.user}", why="profile")
    if number := _ACTOR_ID.search(home.where.actor):
        yield web.get(f"{api}/v1/accounts/{number[1]}", why="profile")
    wanted = {"q": f"@{home.where.handle}", "type": "accounts", "limit": 5}
    yield web.get(f"{api}/v2/search", why="profile", params=wanted)


def _found(answer: Answer, home: _Home) -> Mapping[str, object] | None:
    """Return who was asked for, if an answer holds that account."""
    try:
        value = record(answer.json() if answer.status == OK else None)
    except NetworkRefused:
        return None
    found = [record(one) for one in rows(value.get("accounts"))] if "accounts" in value else [value]
    return next((one for one in found if _is_the_one(one, home)), None)


def _is_the_one(entity: Mapping[str, object], home: _Home) -> bool:
    """Whether this is who was asked for: a search finds others too, and a server may answer with anybody."""
    user, _, host = text(entity.get("acct"), 400).casefold().partition("@")
    named = {user, text(entity.get("username"), _MOST_NAME).casefold()}
    is_here = not host or host == home.host.casefold() or base_url(host) == home.where.server
    return bool(identifier(entity.get("id"))) and home.user.casefold() in named and is_here


def _account(home: _Home, entity: Mapping[str, object]) -> Account:
    if entity.get("suspended") is True:
        raise NotThere(
            say("{server} has suspended {handle}.", server=home.where.server, handle=home.where.handle),
            say("Its photos may still lie on other servers. Look for the name there."),
        )
    return Account(
        id=account_id(KEY, home.where.handle),
        network=KEY,
        kind=AccountKind.WATCHED,
        handle=home.where.handle,
        name=text(entity.get("display_name"), _MOST_NAME),
        remote_id=identifier(entity.get("id")),
        server=home.where.server,
        url=address(entity.get("url"), home.where.server) or home.page,
        software=home.software.named,
        claimed_posts=count(entity.get("statuses_count")),
    )


def _unlisted(home: _Home) -> Account:
    return Account(
        id=account_id(KEY, home.where.handle),
        network=KEY,
        kind=AccountKind.WATCHED,
        handle=home.where.handle,
        remote_id=home.where.actor,
        server=home.where.server,
        url=home.page,
        software=home.software.named,
    )


def _nobody(home: _Home) -> NetworkRefused:
    if not home.software.is_known and not home.where.actor:
        return _no_fediverse(home)
    if not home.software.is_known:
        return NetworkRefused(
            say(
                "{host} runs {software}, which we cannot read yet.",
                host=home.host,
                software=_title(home.software),
            ),
            say("Look at {url} in a private window to see what a stranger gets.", url=home.page),
        )
    return not_there(home.where.handle)


def _title(software: Software) -> str | Text:
    return software.title or say("a program that does not tell its name")


def _no_fediverse(home: _Home) -> NotThere:
    return NotThere(
        say("We found no account {handle} of the fediverse.", handle=home.where.handle),
        say(
            "If this is an e-mail address, type the handle of your profile instead, such as @name@server.example or "
            "name.bsky.social."
        ),
    )


def not_there(handle: str) -> NotThere:
    """Return the Problem of an account that is not there (any more)."""
    return NotThere(
        say("There is no account {handle}, or not any more.", handle=handle),
        say("Check the spelling. If you deleted the account, copies may still lie on other servers."),
    )


def refused(account: Account) -> ListRefused:
    """Return the Problem of a server that lists nothing to this account's strangers."""
    return _refusal(account.software or account.server, account.url)


def list_refused(software: Software, page: str) -> ListRefused:
    """Return the Problem of a server that shows not even a profile."""
    return _refusal(software.named or page, page)


def _refusal(who: str, page: str) -> ListRefused:
    return ListRefused(
        say(
            "This server ({who}) lists photos for nobody who is not signed in, so we could not look.", who=who
        ),
        say(
            "That does not mean that they are private: the page {url} may be open to anybody. "
            "Look at it in a private window.",
            url=page,
        ),
    )
