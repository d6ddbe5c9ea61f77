"""The settings that only a person can see, and the networks where nobody can list their own photos.

One file a network in resources/settings: `network`, `source`, `checked_on`, and `[[checks]]` with the fields of `Check`.
`strictest` says that the network offers nothing stricter than the safe value. Its sentences are translated like those
of the source. `closed.toml` names the closed networks and why.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from app.model.account import AccountId
from app.model.setting import Check, LinkStatus, Value
from app.model.sign_in import Doorway
from app.model.text import Text
from app.resources import resource
from app.store.table import DataInvalid, Table, read_file

_CLOSED = "closed"
_LINKS = ("https://", "tg://")
# A safe value that lets some people in must have a stricter one beside it, or the file says that there is none.
_LETS_SOME_IN = frozenset({"friends", "contacts", "connections", "followers"})
_LETS_NOBODY_IN = frozenset({"only_me", "nobody"})


@cache
def guided(network: str) -> tuple[Check, ...]:
    """Return the settings of a network that only the person can see, for no account yet; none for other networks."""
    return guides().get(network, ())


@cache
def guides() -> dict[str, tuple[Check, ...]]:
    """Return all of them, by network. Raises DataInvalid with the file and the key that is wrong."""
    return read_guides(resource("settings"))


@cache
def closed_networks() -> tuple[Doorway, ...]:
    """Return the networks that let nobody list their own photos, each with the reason in one sentence."""
    return read_file(resource("settings", f"{_CLOSED}.toml"), _closed, named="")


def read_guides(folder: Path) -> dict[str, tuple[Check, ...]]:
    """Read every network's file in a folder."""
    paths = [path for path in sorted(folder.glob("*.toml")) if path.stem != _CLOSED]
    return {path.stem: read_file(path, _guide, named="network") for path in paths}


def _guide(table: Table) -> tuple[Check, ...]:
    source, checked_on = table.text("source"), table.day("checked_on")
    checks = table.each("checks", lambda one: _check(one, source, checked_on))
    for name in ("key", "rank"):
        values = [getattr(check, name) for check in checks]
        if len(set(values)) < len(values):
            raise table.wrong(name, "stands twice")
    return checks


def _check(table: Table, source: str, checked_on: date) -> Check:
    check = Check(
        account=AccountId(""),
        key=table.text("key"),
        says=Text(table.text("says")),
        why=Text(table.text("why")),
        how=Text(table.text("how")),
        safe=table.text("safe"),
        also_safe=table.words("also_safe"),
        friends=table.text("friends", "") or None,
        values=table.each("values", lambda one: Value(key=one.text("key"), says=Text(one.text("says")))),
        link=table.text("link", ""),
        link_status=_link_status(table),
        confirmed=table.flag("confirmed"),
        rank=table.number("rank"),
        source=source,
        checked_on=checked_on,
    )
    known = {value.key for value in check.values}
    for value in (check.safe, *check.also_safe, *((check.friends,) if check.friends else ())):
        if value not in known:
            raise table.wrong("values", f"lacks {value!r}")
    strictest = table.flag("strictest")
    if (check.safe in _LETS_SOME_IN and not known & _LETS_NOBODY_IN) != strictest:
        raise table.wrong("strictest", "must say so where the safe value is the strictest that there is")
    return check


def _link_status(table: Table) -> LinkStatus:
    """Read how sure a link is; a link without a word for it, and a word without a link, are wrong."""
    status, link = table.one_of("link_status", LinkStatus), table.text("link", "")
    if (status is LinkStatus.NONE) != (not link):
        raise table.wrong("link_status", "and link do not fit each other")
    if link and not link.startswith(_LINKS):
        raise table.wrong("link", "must be an https or tg address")
    return status


def _closed(table: Table) -> tuple[Doorway, ...]:
    source, checked_on = table.text("source"), table.day("checked_on")
    return table.each(
        "networks",
        lambda one: Doorway(
            network=one.text("key"),
            title=one.text("title"),
            closed=Text(one.text("closed")),
            link=one.text("link", ""),
            link_status=_link_status(one),
            source=source,
            checked_on=checked_on.isoformat(),
        ),
    )


__all__ = ["DataInvalid", "closed_networks", "guided", "guides", "read_guides"]
