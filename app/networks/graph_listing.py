"""List the posts of Instagram or Threads, one shelf after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.account import Account
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import Limited, NetworkRefused, SignInExpired
from app.model.text import Text
from app.networks.fields import address, record
from app.networks.graph import Graph
from app.networks.network import Mark
from app.networks.portraits import portrait

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One list: its path, its fields, how its posts are read.

    `left_out` says what is missing where the network refuses this list and the others are still good; None where the
    refusal is the end.
    """

    path: str
    fields: str
    read: Callable[[Account, Mapping[str, object]], Iterator[Photo | Skipped]]
    left_out: Text | None = None


def listing(
    session: Session, asked: Graph, shelves: Mapping[str, Shelf], resume: str, *, face: str, size: int
) -> Iterator[Listed]:
    """Yield the profile picture (field `face` of /me), then every shelf, with a mark before each page of `size` posts.

    Raises SignInExpired, Limited, ListIncomplete, NetworkRefused or a Problem of the web.
    """
    names = list(shelves)
    here, _, after = resume.partition(" ")
    if here not in shelves:
        here, after = names[0], ""
        url = address(asked.get("me", why="profile", params={"fields": f"id,{face}"}).get(face), asked.base)
        if url:
            yield portrait(session.account, PhotoKind.AVATAR, url, session.web.now())
    for name in names[names.index(here) :]:
        yield Mark(cursor=f"{name} {after}")
        yield from _posts(session.account, asked, shelves[name], name, after, size)
        after = ""


def _posts(  # the parts of one place in the list
    account: Account, asked: Graph, shelf: Shelf, name: str, after: str, size: int
) -> Iterator[Listed]:
    try:
        for page in asked.pages(shelf.path, {"fields": shelf.fields, "limit": size}, after):
            for entry in page.entries:
                yield from shelf.read(account, record(entry))
            if page.after:
                yield Mark(cursor=f"{name} {page.after}")
    except (SignInExpired, Limited):
        raise
    except NetworkRefused:
        if shelf.left_out is None:
            raise
        yield Skipped(where=f"{account.handle}/{name}", why=shelf.left_out)
