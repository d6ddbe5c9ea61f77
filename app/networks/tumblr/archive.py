"""Read a Tumblr export: the pages of posts, the folder of their media, and the account's own file (payload-0.json).

The shape of the payload is as public readers show it (2026-11): a list with one "data", whose "blog_names" hold the
"current_blog_name". That media are named by the post's number ("123_0.jpg") and pages by it too ("123.html", with the
time of the post in a "timestamp") is recalled. Nothing in any of them says who may see a post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.model.account import Account, AccountKind, account_id
from app.model.audience import Audience, Basis, stated
from app.model.photo import MediaState, Photo, Skipped
from app.model.problem import UnreadableArchive
from app.model.text import say
from app.networks.export_pages import front_pages, head, opened, plain
from app.networks.exports import films_left, last
from app.networks.exports import opened as opened_json
from app.networks.fields import address, record, rows, text
from app.networks.pictures import HEAD, is_named_film, is_named_picture, picture_kind
from app.networks.tumblr.names import KEY, understand

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.network import Imported

_PAYLOAD = re.compile(r"^payload(?:-\d{1,6})?\.json$", re.IGNORECASE)
_MARK = re.compile(rb'"(?:blog_names|current_blog_name)"\s*:')
_PAGE = re.compile(r"^(\d{5,25})\.html?$", re.ASCII)
_MEDIA = re.compile(r"(?:^|/)media/(?:[^/]+/)?(\d{5,25})(?:_[A-Za-z0-9_]{1,30})?\.\w{2,5}$", re.ASCII)
_FOLDERS = ("posts/", "html/")
_FILES = re.compile(r"^https://(?:\d+\.)?media\.tumblr\.com/", re.IGNORECASE)
_DAY = re.compile(r"([A-Z][a-z]{2,8}) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LONGEST_CAPTION, _LONGEST_PATH = 5_000, 1_000
_MOST_PICTURES = 300


def recognise(tree: Tree) -> bool:
    """Whether this is a Tumblr export, by its account file or by the pages of its posts."""
    if any(_MARK.search(head(tree, name)) for name in _payloads(tree)):
        return True
    return any(b"tumblr" in start.lower() and _PAGE.match(last(name)) for name, start in front_pages(tree))


def _payloads(tree: Tree) -> list[str]:
    return [name for name in tree.documents if _PAYLOAD.match(last(name))]


@dataclass(slots=True)
class _Post:
    """What one page tells: its words, its day, and the addresses of its pictures in their order."""

    caption: str = ""
    when: datetime | None = None
    pictures: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, each picture of its posts, and what could not be read."""
    troubles: list[Skipped] = []
    blogs = _blogs(tree, troubles)
    yield (account := _account(blogs, tree))
    posts = dict(_posts(tree, troubles))
    common = Photo(account=account.id, network=KEY, key="", visibility=stated(Audience.UNKNOWN, Basis.NONE))
    blog = blogs[0] if len(blogs) == 1 else ""
    seen: set[str] = set()
    films = 0
    for name in tree.names():
        match = _MEDIA.search(name)
        films += bool(match) and is_named_film(name)
        key = f"{match[1]}/{last(name)}" if match else ""
        if match is not None and not is_named_film(name) and key not in seen:
            seen.add(key)
            yield _stored(tree, name, _of(common, match[1], posts, blog))
    for number, post in posts.items():
        yield from _linked(tree, _of(common, number, posts, blog), post, seen)
    yield from dict.fromkeys(troubles)
    if films:
        told = films_left(films)
        yield Skipped(where="Tumblr", why=told)


def _blogs(tree: Tree, troubles: list[Skipped]) -> list[str]:
    """Return the names of the account's blogs, the main one first."""
    found: list[str] = []
    for name in _payloads(tree):
        for part in rows(opened_json(tree, name, troubles)):
            for one in rows(record(record(part).get("data")).get("blog_names")):
                given = one if isinstance(one, str) else record(one).get("current_blog_name")
                target = understand(f"tumblr:{text(given, 60)}")
                if target is not None and target.handle not in found:
                    found.append(target.handle)
    return found


def _account(blogs: list[str], tree: Tree) -> Account:
    stem = tree.origin[0].stem if tree.origin else ""
    handle = (blogs[0] if blogs else stem or "tumblr")[:200]
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle,
        url=f"https://{blogs[0]}.tumblr.com/" if blogs else "",
    )


def _posts(tree: Tree, troubles: list[Skipped]) -> Iterator[tuple[str, _Post]]:
    """Yield the post of each page by its number."""
    for name in tree.names():
        match = _PAGE.match(last(name))
        if match is not None and (name.count("/") == 0 or any(one in name for one in _FOLDERS)):
            yield match[1], _post(tree, name, troubles)


def _post(tree: Tree, name: str, troubles: list[Skipped]) -> _Post:
    post = _Post()
    words: list[str] = []
    inside = mark = ""
    for piece in opened(tree, name, troubles):
        told = plain(piece.words, _LONGEST_CAPTION)
        if told and mark == "timestamp":
            post.when = post.when or _day(told)
        elif told and inside != "title" and "tag" not in mark.split():
            words.append(told)
        inside = "" if piece.is_end else piece.name
        attributes = {} if piece.is_end else piece.attributes()
        mark = attributes.get("id", "") or attributes.get("class", "")
        if piece.name == "img" and len(post.pictures) < _MOST_PICTURES:
            post.pictures.append((attributes.get("src", ""), attributes.get("alt", "")))
    post.caption = "\n".join(words)[:_LONGEST_CAPTION]
    return post


def _of(common: Photo, number: str, posts: dict[str, _Post], blog: str) -> Photo:
    """Return what all pictures of one post have in common; the key is the post's number for now."""
    post = posts.get(number, _Post())
    url = f"https://{blog}.tumblr.com/post/{number}" if blog else ""
    return replace(common, key=number, url=url, caption=post.caption, posted_at=post.when)


def _stored(tree: Tree, name: str, post: Photo) -> Photo | Skipped:
    """Return a file of the media folder, which is named by its post and its place in it."""
    try:
        kind = picture_kind(tree.head(name, HEAD))
    except UnreadableArchive as problem:
        return Skipped(where=name, why=problem.says)
    if kind is None:
        return Skipped(where=name, why=say("The file has the name of a picture, but it is none."))
    return replace(post, key=f"{post.key}/{last(name)}", media_state=MediaState.PRESENT, source_path=name)


def _linked(tree: Tree, common: Photo, post: _Post, seen: set[str]) -> Iterator[Photo]:
    """Yield the pictures that a page names but the media folder lacks: by link, or missing."""
    for place, (source, alt) in enumerate(post.pictures, 1):
        if _FILES.match(url := address(source, "")):
            yield replace(
                common,
                key=f"{common.key}/{place}",
                media_url=url,
                alt_text=alt,
                media_state=MediaState.REMOTE,
            )
        elif not url and is_named_picture(source):
            found = tree.at(source.lstrip("./"))
            name = found or text(source, _LONGEST_PATH)
            key = f"{common.key}/{last(name)}"
            if key not in seen:
                seen.add(key)
                yield replace(
                    common,
                    key=key,
                    alt_text=alt,
                    media_state=MediaState.PRESENT if found else MediaState.MISSING,
                    source_path=name,
                )


def _day(words: str) -> datetime | None:
    """Return the day in "October 12th, 2015 3:04pm". The hour is dropped: its zone stands nowhere."""
    found = _DAY.search(words[:200])
    if found is None or found[1][:3].casefold() not in _MONTHS:
        return None
    try:
        return datetime(int(found[3]), _MONTHS.index(found[1][:3].casefold()) + 1, int(found[2]), tzinfo=UTC)
    except ValueError:
        return None
