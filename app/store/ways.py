"""The ways that are no letter, and those who help, read from their file and checked."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.model.law import LawId
from app.model.path import For, Help, Way, Ways
from app.model.recipient import RecipientId
from app.model.text import Text
from app.resources import resource
from app.store.table import DataInvalid, Table, read_file

__all__ = ["DataInvalid", "read_ways", "ways"]


@cache
def ways() -> Ways:
    """Return every way. Raises DataInvalid with the key that is wrong."""
    return read_ways(resource("requests", "paths.toml"))


def read_ways(path: Path) -> Ways:
    """Read a file of ways."""
    return read_file(path, _ways, named="")


def _ways(table: Table) -> Ways:
    table.text("source")
    table.day("checked_on")
    return Ways(ways=table.each("paths", _way), helps=table.each("helps", _help))


def _way(table: Table) -> Way:
    recipient = table.text("recipient", "")
    way = Way(
        key=table.text("key"),
        law=LawId(table.text("law")),
        says=Text(table.text("says")),
        why=Text(table.text("why")),
        steps=table.each("steps", lambda one: Text(one.text("says"))),
        late=Text(table.text("late")),
        unmet=Text(table.text("unmet")),
        recipient=RecipientId(recipient) if recipient else None,
        page=table.text("page", ""),
        is_gentle=table.flag("is_gentle"),
    )
    if not way.steps:
        raise table.wrong("steps", "is missing")
    return way


def _help(table: Table) -> Help:
    one = Help(
        name=table.text("name"),
        for_whom=table.one_of("for", For),
        says=Text(table.text("says")),
        country=table.text("country", ""),
        phone=table.text("phone", ""),
        page=table.text("page"),
        source=table.text("source"),
        checked_on=table.day("checked_on"),
        confirmed=table.flag("confirmed"),
    )
    if not one.page.startswith("https://"):
        raise table.wrong("page", "must be an https address")
    return one
