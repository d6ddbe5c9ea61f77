"""Find and open the files of an X archive, which are JavaScript in name: an assignment with JSON behind it.

Layouts as public readers of such archives have them (HPI, twitter-archive-parser, timelinize, read 2026-11): since about
March 2020 the files lie in `data/`, before that at the root; before August 2018 there was a table `tweets.csv`, beside
lists of months in `data/js/tweets/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from app.model.photo import Skipped
from app.model.problem import UnreadableArchive
from app.networks.container_json import JSON_CAP, is_array, is_object, parse
from app.networks.exports import last
from app.networks.fields import record

if TYPE_CHECKING:
    from app.networks.container import Tree

_PEEKED: Final = 400
_ASSIGNED: Final = re.compile(
    rb"^\s*(?:window\.)?(?:YTD\.[A-Za-z0-9_]{1,80}\.part\d{1,6}|Grailbird\.data\.\w{1,80}|__THAR_CONFIG)\s*="
)
_BEGINNING: Final = re.compile(rb"[\[{]")
_MONTHS: Final = re.compile(r"(?:^|/)data/js/tweets/\d{4}_\d{2}\.js$")
# The lists of posts; in the names a part of a long list has a number.
_NAMES: Final = (
    r"(?:tweets?|deleted-tweets?|community-tweets?|note-tweets?|twitter-circle-tweets?|account|profile|manifest"
    r"|protected-history|direct-messages(?:-group)?)"
)
_OURS: Final = re.compile(rf"^{_NAMES}(?:-part\d{{1,4}})?\.js$")
TABLE: Final = "tweets.csv"
TABLE_MARK: Final = b"tweet_id"


def recognise(tree: Tree) -> bool:
    """Whether this is an X archive, whole or a part of it, of any year."""
    return any(_is_ours(tree, name) for name in tree.documents) or bool(tables(tree))


def _is_ours(tree: Tree, name: str) -> bool:
    if not (_OURS.match(last(name)) or _MONTHS.search(name)):
        return False
    try:
        return bool(_ASSIGNED.match(tree.head(name, _PEEKED).removeprefix(b"\xef\xbb\xbf")))
    except UnreadableArchive:
        return False


def tables(tree: Tree) -> list[str]:
    """Return the tables of posts of an archive from before August 2018."""
    found: list[str] = []
    for name in tree.find(TABLE):
        try:
            head = tree.head(name, _PEEKED)
        except UnreadableArchive:
            continue
        if TABLE_MARK in head and b"timestamp" in head:
            found.append(name)
    return found


def named(tree: Tree, stem: str) -> list[str]:
    """Return the files of one list with all its parts: "tweets" finds tweets.js, tweets-part1.js and tweet.js."""
    plain = stem.removesuffix("s")
    pattern = re.compile(rf"^{re.escape(plain)}s?(?:-part\d{{1,4}})?\.js$")
    return sorted((name for name in tree.documents if pattern.match(last(name))), key=_by_part)


def months(tree: Tree) -> list[str]:
    """Return the lists of months of an archive from before August 2018."""
    return [name for name in tree.documents if _MONTHS.search(name)]


def _by_part(name: str) -> tuple[int, str]:
    match = re.search(r"-part(\d{1,4})\.js$", name)
    return (int(match[1]) if match else 0, name)


def opened(tree: Tree, name: str, troubles: list[Skipped]) -> object:
    """Return the value in a file; None where it cannot be read, and then the reason is noted."""
    try:
        data = tree.read(name, JSON_CAP)
        equals = data.find(b"=", 0, _PEEKED)
        start = _BEGINNING.search(data, equals + 1)
        return parse(data[start.start() :].rstrip().removesuffix(b";") if start else data, name)
    except UnreadableArchive as problem:
        troubles.append(Skipped(where=name, why=problem.says))
        return None


def entries(value: object, *around: str) -> Iterator[tuple[int, Mapping[str, object] | None]]:
    """Yield the numbered objects of a list, out of the one key that wraps each of them in most years; None for none."""
    listed = value if is_array(value) else [value] if is_object(value) else []
    for number, one in enumerate(listed, 1):
        held = record(one)
        inner = next((record(held[key]) for key in around if is_object(held.get(key))), held)
        yield number, inner or None
