"""Read an X archive of any year: whose it is, whether its posts are protected, every picture, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.model.audience import Audience, Basis, Visibility, stated
from app.model.photo import Existence, Photo, Skipped
from app.model.text import say_count
from app.networks.exports import UNKNOWN_FORM, films_left, table
from app.networks.x.archived import Notes, of_row, pictures
from app.networks.x.files import entries, months, named, opened, recognise, tables
from app.networks.x.manifest import complete
from app.networks.x.owner import Protection, read_owner, read_protection
from app.networks.x.shelf import Shelf, portraits

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.network import Imported


@dataclass(frozen=True, slots=True)
class _List:
    """One list of posts: the stem of its files, and how the posts hang."""

    stem: str
    seen_by: Callable[[Protection], Visibility]
    existence: Existence = Existence.LIVE


def _everybody_let_in(protection: Protection) -> Visibility:
    return protection.visibility()


def _deleted(protection: Protection) -> Visibility:
    return stated(Audience.ONLY_ME, Basis.NETWORK_RULE, protection.as_of, name="Deleted posts")


def _circle(protection: Protection) -> Visibility:
    return protection.within(Audience.CUSTOM, "Circle")


def _community(protection: Protection) -> Visibility:
    """Whom a community showed its posts has changed over the years, so nobody knows."""
    return protection.within(Audience.UNKNOWN, "Community")


# A long post stands in two lists, and what was deleted may still stand in one of them: so the narrower comes first.
_LISTS: Final = (
    _List("deleted-tweets", _deleted, Existence.TRASHED),
    _List("twitter-circle-tweets", _circle),
    _List("community-tweets", _community),
    _List("tweets", _everybody_let_in),
)
_NOTES: Final = "note-tweets"
# In most years each post is wrapped in an object of its own.
_AROUND: Final = ("tweet", "deletedTweet", "communityTweet", "twitterCircleTweet")


@dataclass(slots=True)
class _Reading:
    """What one reading of an archive has come to: posts that were read, the length of each list, what went wrong."""

    troubles: list[Skipped] = field(default_factory=list[Skipped])
    counted: dict[str, int] = field(default_factory=dict[str, int])
    notes: Notes = field(default_factory=Notes)


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, its one setting, avatar and banner, the pictures of each post, and what is missing."""
    reading = _Reading()
    owner = read_owner(tree, reading.troubles)
    yield owner.account
    protection = read_protection(tree, owner.since, reading.troubles)
    yield protection.check(owner.account)
    shelf = Shelf(tree, owner)
    yield from portraits(shelf, protection.as_of)
    _read_notes(tree, reading)
    for one in _LISTS:
        yield from _posts(tree, one, protection, shelf, reading)
    yield from _of_old(tree, protection, shelf, reading)
    yield from complete(tree, reading.counted, reading.troubles)
    yield from dict.fromkeys(reading.troubles)
    yield from _left_out(shelf)


def _read_notes(tree: Tree, reading: _Reading) -> None:
    """Keep the whole words of long posts, which the list of posts cuts short."""
    for name in named(tree, _NOTES):
        listed = list(entries(opened(tree, name, reading.troubles), "noteTweet"))
        for _, one in listed:
            reading.notes.add(one or {})
        reading.counted[name] = len(listed)


def _posts(
    tree: Tree, one: _List, protection: Protection, shelf: Shelf, reading: _Reading
) -> Iterator[Photo | Skipped]:
    common = _common(shelf, one.seen_by(protection), one.existence)
    for name in named(tree, one.stem):
        count = 0
        for count, post in entries(opened(tree, name, reading.troubles), *_AROUND):
            yield from _post(shelf, common, post, reading, f"{name}, {count}")
        reading.counted[name] = count


def _of_old(tree: Tree, protection: Protection, shelf: Shelf, reading: _Reading) -> Iterator[Photo | Skipped]:
    """Yield what an archive from before August 2018 names: addresses alone, for it held no files."""
    common = _common(shelf, protection.visibility(), Existence.LIVE)
    for name in months(tree):
        for count, post in entries(opened(tree, name, reading.troubles)):
            yield from _post(shelf, common, post, reading, f"{name}, {count}")
    for name in tables(tree):
        for line in table(tree, name, reading.troubles):
            yield from of_row(shelf, common, line)


def _common(shelf: Shelf, visibility: Visibility, existence: Existence) -> Photo:
    account = shelf.owner.account
    return Photo(
        account=account.id, network=account.network, key="", visibility=visibility, existence=existence
    )


def _post(
    shelf: Shelf, common: Photo, post: Mapping[str, object] | None, reading: _Reading, where: str
) -> Iterator[Photo | Skipped]:
    if post is None:
        yield Skipped(where=where, why=UNKNOWN_FORM)
    else:
        yield from pictures(shelf, common, post, reading.notes, where)


def _left_out(shelf: Shelf) -> Iterator[Skipped]:
    if shelf.films:
        told = films_left(shelf.films)
        yield Skipped(where="X", why=told)
    if shelf.private:
        told = say_count(
            "{count} picture or film in messages was left alone: messages are private.",
            "{count} pictures and films in messages were left alone: messages are private.",
            shelf.private,
        )
        yield Skipped(where="X", why=told)


__all__ = ["read", "recognise"]
