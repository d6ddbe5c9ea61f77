"""Read of a page what it says to machines: its pictures, its wishes to robots, its other descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from app.model.photo import PhotoKind
from app.model.problem import UnreadableArchive
from app.networks.container_json import parse
from app.networks.fields import address, is_rows, record, rows, text
from app.networks.webpage.scan import Tag, tags

MOST_PICTURES: Final = 30
_MOST_NODES: Final = 2_000
_DEEPEST: Final = 12
_OPEN_GRAPH: Final = frozenset({"og:image", "og:image:url", "og:image:secure_url"})
_CARD: Final = frozenset({"twitter:image", "twitter:image:src"})
_IMAGE_FIELDS: Final = ("image", "photo", "primaryImageOfPage", "thumbnailUrl", "contentUrl")
_PERSON: Final = frozenset({"person", "profilepage"})
# Who reads a meta tag of their own name besides "robots" (the search engines' own pages on it).
_ROBOT_NAMES: Final = frozenset(
    {"robots", "googlebot", "googlebot-image", "bingbot", "slurp", "yandex", "naverbot", "yeti"}
)
# The pictures that networks put where a person has none: Telegram's logo (recalled).
_STAND_IN: Final = re.compile(r"https://(?:www\.)?telegram\.org/img/", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One picture that a page names: `where` tells how ("og:image", "schema.org", "oEmbed")."""

    url: str
    where: str
    kind: PhotoKind = PhotoKind.PHOTO
    alt_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says to machines. `robots` are the words of its robots tags by the name that they are meant for."""

    title: str = ""
    description: str = ""
    pictures: tuple[Named, ...] = ()
    robots: tuple[tuple[str, frozenset[str]], ...] = ()
    embeds: tuple[str, ...] = ()
    asks_password: bool = False


def read(body: bytes, url: str) -> Page:
    """Read a page's HTML, at most as much as was fetched; whatever is odd in it is passed over."""
    found = list(tags(body.decode("utf-8", "replace")))
    metas = [one.attributes for one in found if one.name == "meta"]
    base = _base(found, url)
    # og:type tells that the page is about one person.
    is_profile = any(
        _word(one) == "og:type" and one.get("content", "").strip().casefold() == "profile" for one in metas
    )
    kind = PhotoKind.AVATAR if is_profile else PhotoKind.PHOTO
    pictures = [*_from_metas(metas, base, kind), *_from_links(found, base), *_from_data(found, base)]
    unique = {one.url: one for one in reversed(pictures) if not _STAND_IN.match(one.url)}
    return Page(
        title=_first(metas, "og:title") or _title(found),
        description=_first(metas, "og:description") or _first(metas, "description"),
        pictures=tuple(reversed(unique.values()))[:MOST_PICTURES],
        robots=tuple(_robots(metas)),
        embeds=tuple(_embeds(found, base)),
        asks_password=any(
            one.name == "input" and one.attributes.get("type", "").strip().casefold() == "password"
            for one in found
        ),
    )


def directives(said: str) -> frozenset[str]:
    """Return the words of a robots tag or header, lower-case; a date or a number behind a colon is left out."""
    return frozenset(
        word.partition(":")[0].strip().casefold() for word in said[:2000].split(",") if word.strip()
    )


def _base(found: list[Tag], url: str) -> str:
    """Return what relative addresses are relative to; a base at another server is not believed."""
    given = next((one.attributes.get("href", "") for one in found if one.name == "base"), "")
    base = address(given.strip(), url) if given else ""
    return base if base and urlsplit(base).netloc == urlsplit(url).netloc else url


def _word(meta: Mapping[str, str]) -> str:
    return (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().casefold()


def _first(metas: list[dict[str, str]], word: str) -> str:
    return next(
        (text(one.get("content"), 500) for one in metas if _word(one) == word and one.get("content")), ""
    )


def _title(found: list[Tag]) -> str:
    return text(unescape(next((one.inside for one in found if one.name == "title"), ""))[:400], 300)


def _from_metas(metas: list[dict[str, str]], base: str, kind: PhotoKind) -> Iterator[Named]:
    alt = _first(metas, "og:image:alt") or _first(metas, "twitter:image:alt")
    for one in metas:
        word = _word(one)
        is_item = one.get("itemprop", "").strip().casefold() == "image"
        if word in _OPEN_GRAPH or word in _CARD or is_item:
            url = address(one.get("content", "").strip(), base)
            where = "og:image" if word in _OPEN_GRAPH else "twitter:image" if word in _CARD else "schema.org"
            if url:
                yield Named(url=url, where=where, kind=kind, alt_text=alt)


def _from_links(found: list[Tag], base: str) -> Iterator[Named]:
    for one in found:
        if one.name == "link" and one.attributes.get("rel", "").strip().casefold() == "image_src":
            url = address(one.attributes.get("href", "").strip(), base)
            if url:
                yield Named(url=url, where="image_src")


def _embeds(found: list[Tag], base: str) -> Iterator[str]:
    """Yield where the page says that its oEmbed description lies; only at its own server."""
    for one in found:
        kind = one.attributes.get("type", "").strip().casefold()
        if one.name == "link" and kind in {"application/json+oembed", "text/json+oembed"}:
            url = address(one.attributes.get("href", "").strip(), base)
            if url and urlsplit(url).netloc == urlsplit(base).netloc:
                yield url


def _robots(metas: list[dict[str, str]]) -> Iterator[tuple[str, frozenset[str]]]:
    for one in metas:
        name = one.get("name", "").strip().casefold()
        if name in _ROBOT_NAMES:
            yield name, directives(one.get("content", ""))


def _from_data(found: list[Tag], base: str) -> Iterator[Named]:
    """Yield the pictures in a page's schema.org descriptions (JSON-LD)."""
    for one in found:
        kind = one.attributes.get("type", "").partition(";")[0].strip().casefold()
        if one.name != "script" or kind != "application/ld+json":
            continue
        try:
            value = parse(one.inside.strip().encode("utf-8", "replace"), "")
        except UnreadableArchive:
            continue
        yield from _walk(value, base)


def _walk(value: object, base: str) -> Iterator[Named]:
    """Go through a description, so deep and so far and no further."""
    waiting: list[tuple[object, int, bool]] = [(value, 0, False)]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node, depth, in_person = waiting.pop()
        inner = record(node)
        is_person = in_person or bool(_types(inner) & _PERSON)
        for field in _IMAGE_FIELDS:
            for url in _urls(inner.get(field)):
                if whole := address(url, base):
                    kind = PhotoKind.AVATAR if is_person else PhotoKind.PHOTO
                    yield Named(url=whole, where="schema.org", kind=kind)
        if depth < _DEEPEST:
            children = rows(node) if is_rows(node) else list(inner.values())
            waiting += [(one, depth + 1, is_person) for one in children if is_rows(one) or record(one)]


def _types(node: Mapping[str, object]) -> frozenset[str]:
    given = node.get("@type")
    return frozenset(text(one, 60).casefold() for one in (rows(given) if is_rows(given) else [given]))


def _urls(value: object) -> list[str]:
    """Return the addresses in a schema.org image: the address itself, an object with one, or a list of both."""
    found: list[str] = []
    for one in (rows(value) if is_rows(value) else [value])[:MOST_PICTURES]:
        inner = record(one)
        given = one if isinstance(one, str) else inner.get("contentUrl") or inner.get("url")
        if isinstance(given, str) and given.strip():
            found.append(given.strip())
    return found
