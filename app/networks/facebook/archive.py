"""Read a Facebook export of any layout: whose it is, its settings, every picture once, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from app.model.photo import Skipped
from app.model.problem import UnreadableArchive
from app.model.text import say, say_count
from app.networks.container_json import is_object
from app.networks.exports import films_left, last
from app.networks.facebook import pages
from app.networks.facebook.export_settings import checks, read_account
from app.networks.facebook.gathering import Gathering
from app.networks.facebook.lists import PROFILE, forms, is_private
from app.networks.meta_held import held
from app.networks.meta_values import mapping
from app.networks.pictures import is_named_film, is_named_picture

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.network import Imported


def recognise(tree: Tree) -> bool:
    """Whether this is a Facebook export, as JSON or as web pages, whole or a part of it."""
    return bool(forms(tree)) or any(
        _is_profile(tree, name) for name in tree.documents if PROFILE.match(last(name))
    )


def _is_profile(tree: Tree, name: str) -> bool:
    try:
        root = mapping(tree.json(name))
    except UnreadableArchive:
        return False
    return any(is_object(root.get(key)) for key in ("profile_v2", "profile"))


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, its settings, then every picture, and what was left out or could not be read.

    A picture of a long export may come twice: what comes last has everything that is known of it.

    An export of web pages gives pictures, words and days; everything else about them stays unknown.
    """
    troubles: list[Skipped] = []
    account = read_account(tree, troubles)
    yield account
    yield from checks(tree, account.id, troubles)
    gathering = Gathering(tree=tree, account=account.id, exported=_exported(tree), troubles=troubles)
    is_pages = forms(tree) == {"html"}
    if is_pages:
        pages.read_lists(tree, gathering)
    else:
        yield from gathering.read_lists()
    gathering.read_loose()
    yield from gathering.photos()
    yield from dict.fromkeys(troubles)
    yield from _left_out(tree, len(gathering.films))
    yield from held(tree, "Facebook")
    if is_pages:
        yield Skipped(
            where="HTML",
            why=say(
                "This export is made of web pages: times, places, people and settings are missing. "
                "Order it again at Facebook in the format JSON, for all time, in high quality."
            ),
        )


def _exported(tree: Tree) -> datetime | None:
    """Return when the export was made: its newest list."""
    dates = [tree.modified(name) for name in tree.documents if name.endswith((".json", ".html"))]
    return max((when for when in dates if when), default=None)


def _left_out(tree: Tree, films: int) -> Iterator[Skipped]:
    if films:
        told = films_left(films)
        yield Skipped(where="Facebook", why=told)
    private = sum(
        is_private(name) and (is_named_picture(name) or is_named_film(name)) for name in tree.names()
    )
    if private:
        told = say_count(
            "{count} picture or film in messages was left alone: messages are private.",
            "{count} pictures and films in messages were left alone: messages are private.",
            private,
        )
        yield Skipped(where="Facebook", why=told)
