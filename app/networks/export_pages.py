"""Walk through the pages (HTML) of an export, in time that grows with their length alone.

A page of an export is never shown, never run, and nothing that it names is fetched: only its tags and words are read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

from app.model.photo import Skipped
from app.model.problem import UnreadableArchive
from app.networks.fields import text

if TYPE_CHECKING:
    from app.networks.container import Tree

PAGE_CAP: Final = 64 * 1024 * 1024
_PEEKED: Final = 64 * 1024
_MOST_PAGES: Final = 50
_LONGEST_ATTRIBUTES: Final = 16_000
_MOST_TAGS: Final = 5_000_000

# Possessive: what was taken is never given back. Between two "<" a quote opens or closes, so of all the places where a
# tag may begin at most two are still inside quotes at any point, and the whole search stays linear.
_TAG = re.compile(
    r"""<!--|<[!?][a-zA-Z][^<>]{0,1000}+>|<(/?)([a-zA-Z][\w:-]{0,30})((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.ASCII,
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:][\w:.-]{0,60})\s{0,20}=\s{0,20}("[^"]*+"|'[^']*+'|[^\s"'<>]++)""")
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "template", "textarea")
}
_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([\w-]{1,30})", re.IGNORECASE)
# Python refuses to read numbers of thousands of digits; no character has more than seven.
_ABSURD_REFERENCE = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{7,}+);?")


@dataclass(frozen=True, slots=True)
class Piece:
    """One tag and the words before it. At the end of the page the name is "" and only the words count."""

    words: str
    name: str = ""
    is_end: bool = False
    raw: str = ""

    def attributes(self) -> dict[str, str]:
        """Return the attributes by their lower-case names; the first of two of one name counts, as in a browser."""
        found: dict[str, str] = {}
        for name, value in _ATTRIBUTE.findall(self.raw[:_LONGEST_ATTRIBUTES]):
            bare = value[1:-1] if value[:1] in {'"', "'"} else value
            found.setdefault(name.lower(), plain(bare, _LONGEST_ATTRIBUTES))
        return found


def pieces(markup: str) -> Iterator[Piece]:
    """Yield every tag with the words before it; comments, scripts and styles are passed over."""
    at = 0
    for _ in range(_MOST_TAGS):
        found = _TAG.search(markup, at)
        if found is None:
            yield Piece(markup[at:])
            return
        words, at = markup[at : found.start()], found.end()
        if found[2] is None:
            yield Piece(words)
            if found[0] != "<!--":
                continue
            at = markup.find("-->", at) + 3
            if at < 3:
                return
            continue
        name, is_end = found[2].lower(), found[1] == "/"
        yield Piece(words, name, is_end, found[3])
        if name in _RAW and not is_end:
            closing = _RAW[name].search(markup, at)
            if closing is None:
                return
            at = closing.start()


def plain(words: str, longest: int) -> str:
    """Return words as a person reads them: references resolved, white space joined, nothing unprintable."""
    return text(" ".join(resolved(words, 4 * longest).split()), longest)


def resolved(words: str, longest: int) -> str:
    """Return words with their references resolved ("&amp;" is "&"), lines kept, nothing unprintable."""
    cut = _ABSURD_REFERENCE.sub("\ufffd", words[:longest])
    # A reference may stand for half of a character, which nothing can hold.
    return text(unescape(cut).encode("utf-8", "replace").decode(), longest)


def decoded(data: bytes, older: str) -> str:
    """Return a page as text: UTF-8 where it says so or where it fits, else in the encoding that older pages have.

    The last character may be cut in half.
    """
    said = _CHARSET.search(data[:2048])
    if said is not None and said[1].lower().replace(b"-", b"") == b"utf8":
        return data.decode("utf-8-sig", "replace")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    except UnicodeDecodeError:
        return data.decode(older, "replace")


def opened(tree: Tree, name: str, troubles: list[Skipped], *, older: str = "windows-1252") -> Iterator[Piece]:
    """Yield the pieces of one page of up to 64 MB; nothing where it cannot be read, and then the reason is noted."""
    try:
        data = tree.read(name, PAGE_CAP)
    except UnreadableArchive as problem:
        troubles.append(Skipped(where=name, why=problem.says))
        return
    yield from pieces(decoded(data, older))


def is_page(name: str) -> bool:
    """Whether a name is one of a page."""
    return name.casefold().endswith((".html", ".htm"))


def front_pages(tree: Tree) -> Iterator[tuple[str, bytes]]:
    """Yield the pages at the front of an export with their first 64 KB: at most fifty, at most one folder deep."""
    names = (name for name in tree.documents if is_page(name) and name.count("/") <= 1)
    for _, name in zip(range(_MOST_PAGES), names, strict=False):
        yield name, head(tree, name)


def head(tree: Tree, name: str) -> bytes:
    """Return the first 64 KB of a file; nothing where it cannot be read."""
    try:
        return tree.head(name, _PEEKED)
    except UnreadableArchive:
        return b""
