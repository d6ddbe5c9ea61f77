"""Turn the HTML of a post into plain text."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

# Posts are 500 to a few thousand characters long; the markup around links makes that several times as much.
_MOST_MARKUP = 20_000
# Python's parser takes quadratic time over tags that never end; no honest post has this many.
_MOST_TAGS = 1_000
LONGEST_CAPTION = 5_000
_BLOCKS = frozenset({"p", "div", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
_LINES = frozenset({"br", "li", "tr"})
# What posts are made of, written as servers write it: with nothing else in it, no parser is needed.
_PLAIN_TAG = re.compile(
    r"<(/?)(p|br|a|span|em|strong|b|i|u|del|code|pre|blockquote|ul|ol|li)"
    r"(?:\s{1,3}[a-z-]{1,30}=\"[^\"<>]{0,2000}\"){0,12}\s{0,3}/?>"
)
_EMPTY_LINES = re.compile(r"\n{3,}")
_UNSEEN = frozenset({"script", "style", "template", "head", "title"})


class _Plain(HTMLParser):
    """Collects what a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self.said.append("\n\n")
        elif tag in _LINES:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self.said.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(data)


def plain_text(markup: str) -> str:
    """Return what a reader would see of a post's HTML; paragraphs are kept, links become their words."""
    markup = markup[:_MOST_MARKUP]
    # Most posts are paragraphs and nothing else.
    said = markup.replace("<p>", "\n\n").replace("</p>", "\n\n")
    if "<" in said:
        said = _PLAIN_TAG.sub(_between, markup)
    said = (unescape(said) if "<" not in said else _parsed(markup)).strip()
    if "\n" not in said:
        return " ".join(said.split())[:LONGEST_CAPTION]
    lines = [" ".join(line.split()) for line in said.split("\n")]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()[:LONGEST_CAPTION]


def _between(tag: re.Match[str]) -> str:
    """Return what stands in the place of a plain tag."""
    closes, name = tag[1], tag[2]
    if name in _BLOCKS:
        return "\n\n"
    return "\n" if not closes and name in _LINES else ""


def _parsed(markup: str) -> str:
    """Return the words of markup of any kind."""
    if markup.count("<") > _MOST_TAGS:
        markup = re.sub("<[^<>]*>?", "", markup)
    reader = _Plain()
    reader.feed(markup)
    reader.close()
    return "".join(reader.said)
