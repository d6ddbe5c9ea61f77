"""Find the few tags of a web page that speak to machines, in time that grows with its length alone.

Python's parser takes quadratic time over markup that is made to hurt it: so the page is cut into single tags first,
each of them short, and only those are handed to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

_MOST_MARKS: Final = 100_000
_MOST_TAGS: Final = 3_000
_LONGEST_TAG: Final = 8_000
_MOST_ATTRIBUTES: Final = 40
_LONGEST_SCRIPT: Final = 200_000
_LONGEST_TITLE: Final = 2_000
_MOST_SCRIPTS: Final = 30
_MARK: Final = re.compile(
    r"<!--|<(meta|link|title|script|style|template|textarea|input|base)(?=[\s/>])", re.IGNORECASE
)
_PASSED_OVER: Final = frozenset({"style", "template", "textarea"})
_NAME: Final = re.compile(r"[a-zA-Z]{1,12}")
# What stands in these is no markup of the page.
_RAW: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "template", "textarea", "title")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One tag: its name, its attributes by lower-case name, and what stands inside, for a title or a script."""

    name: str
    attributes: dict[str, str]
    inside: str = ""


def tags(markup: str) -> Iterator[Tag]:
    """Yield the tags meta, link, base, input, title and script of a page, comments and raw text passed over."""
    at, seen, scripts = 0, 0, 0
    for _ in range(_MOST_MARKS):
        found = _MARK.search(markup, at)
        if found is None or seen >= _MOST_TAGS:
            return
        if found[1] is None:
            at = markup.find("-->", found.end()) + 3
            if at < 3:
                return
            continue
        name, end = found[1].lower(), _end_of(markup, found.start())
        seen += 1
        scripts += name == "script"
        inside, at = _inside(markup, name, end) if end >= 0 else ("", found.end())
        if end >= 0 and name not in _PASSED_OVER and scripts <= _MOST_SCRIPTS:
            yield Tag(name=name, attributes=_attributes(markup[found.start() : end]), inside=inside)


def _end_of(markup: str, start: int) -> int:
    """Return where a tag ends, quoted ">" passed over; -1 where it is too long to be one."""
    at, limit = start, min(len(markup), start + _LONGEST_TAG)
    while True:
        close = markup.find(">", at, limit)
        if close < 0:
            return -1
        quotes = [found for found in (markup.find('"', at, close), markup.find("'", at, close)) if found >= 0]
        if not quotes:
            return close + 1
        opened = min(quotes)
        shut = markup.find(markup[opened], opened + 1, limit)
        if shut < 0:
            return close + 1
        at = shut + 1


def _inside(markup: str, name: str, end: int) -> tuple[str, int]:
    """Return what stands in a tag of raw text, and where to go on: at the page's end where it never ends."""
    raw = _RAW.get(name)
    if raw is None:
        return "", end
    # A title is short; looking for its end over the whole page, time and again, would take too long.
    closing = raw.search(markup, end, end + _LONGEST_TITLE if name == "title" else len(markup))
    if closing is None:
        return (markup[end : end + 300], end) if name == "title" else ("", len(markup))
    return markup[end : min(closing.start(), end + _LONGEST_SCRIPT)], closing.end()


class _One(HTMLParser):
    """Reads the attributes of a single tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _NAME.fullmatch(tag) and not self.found:
            self.found = attrs[:_MOST_ATTRIBUTES]


def _attributes(tag: str) -> dict[str, str]:
    reader = _One()
    reader.feed(tag)
    named: dict[str, str] = {}
    for name, value in reader.found:
        # The first of two attributes of one name counts, as in a browser.
        named.setdefault(name.lower(), value or "")
    return named
