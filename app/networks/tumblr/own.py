"""List the photos of every blog that the person has, drafts and the queue included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode

from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import ListIncomplete
from app.model.text import say
from app.networks.bearer import good, unreadable
from app.networks.fields import address, count, is_rows, record, rows, text
from app.networks.network import Mark
from app.networks.portraits import portrait
from app.networks.tumblr.names import SITE, blog_id, post_id
from app.networks.tumblr.posts import pictures
from app.networks.tumblr.sign_in import bearer

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.session import Session

# The most that Tumblr is documented to give at once (tumblr/docs api.md).
PAGE: Final = 20
_SHELVES: Final = {"posts": "/posts", "draft": "/posts/draft", "queue": "/posts/queue"}
_MOST_PAGES = 20_000
_MOST_BLOGS = 500
# What a link to the next page may carry on; never a key.
_CARRIED = frozenset({"offset", "before", "before_id", "page_number", "after", "tumblelog"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A place in the whole list: a blog, one of its shelves, and the query of the next page there."""

    blog: str
    shelf: str
    query: str = ""

    @property
    def cursor(self) -> str:
        return f"{self.blog} {self.shelf} {self.query}"


def own(session: Session, resume: str = "") -> Iterator[Listed]:
    """List each blog's profile pictures, then its posts, drafts and queue, newest first.

    Raises SignInExpired, ListIncomplete, NetworkRefused or a Problem of the web; what came before stays good.
    """
    told = record(record(good(bearer(session).get("/user/info", why="profile")).get("response")).get("user"))
    if not is_rows(told.get("blogs")):
        raise unreadable("Tumblr")
    blogs = [record(one) for one in rows(told.get("blogs"))[:_MOST_BLOGS]]
    start = _start(resume)
    known = [blog_id(one.get("uuid")) or blog_id(one.get("name")) for one in blogs]
    first = known.index(start.blog) if start and start.blog in known else 0
    for key, blog in zip(known[first:], blogs[first:], strict=True):
        if not key:
            yield Skipped(where=session.account.handle, why=say("A blog has no name."))
            continue
        here = start if start and start.blog == key else None
        if here is None:
            yield from _portraits(session, blog)
        yield from _blog(session, key, blog, here)


def _blog(session: Session, key: str, blog: Mapping[str, object], here: _Place | None) -> Iterator[Listed]:
    names = list(_SHELVES)
    for shelf in names[names.index(here.shelf) if here else 0 :]:
        query = here.query if here and here.shelf == shelf else ""
        yield from _shelf(session, blog, _Place(blog=key, shelf=shelf, query=query))


def _shelf(session: Session, blog: Mapping[str, object], place: _Place) -> Iterator[Listed]:
    yield Mark(cursor=place.cursor)
    seen, listed = {place.query}, 0
    for _ in range(_MOST_PAGES):
        params: dict[str, str | int] = {"npf": "true", "limit": PAGE, **dict(parse_qsl(place.query))}
        answer = bearer(session).get(f"/blog/{place.blog}{_SHELVES[place.shelf]}", why="list", params=params)
        told = record(good(answer).get("response"))
        if not is_rows(told.get("posts")):
            raise unreadable(answer.host)
        page = [record(one) for one in rows(told.get("posts"))[: 5 * PAGE]]
        listed += len(page)
        for post in page:
            yield from pictures(session.account, blog, post, session.web.now(), key=place.blog)
        query = _next(told, page, place)
        if not query:
            _whole(session, blog, place, listed, was_whole="" in seen)
            return
        if query in seen:
            break
        seen.add(query)
        place = _Place(blog=place.blog, shelf=place.shelf, query=query)
        yield Mark(cursor=place.cursor)
    raise ListIncomplete(
        say("The list of posts of {handle} does not come to an end.", handle=session.account.handle),
        say("What was seen so far is good. Try again later."),
    )


def _next(told: Mapping[str, object], page: Sequence[Mapping[str, object]], place: _Place) -> str:
    """Return the query of the next page: Tumblr's own link where there is one, else what comes after the last post."""
    carried = record(record(record(told.get("_links")).get("next")).get("query_params"))
    linked = {
        name: str(value)[:100]
        for name, value in carried.items()
        if name in _CARRIED and isinstance(value, str | int)
    }
    if linked:
        return urlencode(sorted(linked.items()))
    if not page:
        return ""
    if place.shelf == "draft":
        last = post_id(page[-1].get("id_string")) or post_id(page[-1].get("id"))
        return urlencode({"before_id": last}) if last and len(page) >= PAGE else ""
    before = dict(parse_qsl(place.query)).get("offset", "0")
    offset = (int(before) if before.isdecimal() else 0) + len(page)
    total = count(told.get("total_posts"))
    is_more = offset < total if total is not None else len(page) >= PAGE
    return urlencode({"offset": offset}) if is_more else ""


def _whole(
    session: Session, blog: Mapping[str, object], place: _Place, listed: int, *, was_whole: bool
) -> None:
    """Raise ListIncomplete where a blog counts posts but lists none."""
    total = count(blog.get("posts"))
    if place.shelf == "posts" and was_whole and total and not listed:
        raise ListIncomplete(
            say(
                "Tumblr counts {count} posts of {handle}, but lists none.",
                count=total,
                handle=text(blog.get("name"), 100) or session.account.handle,
            ),
            say("Try again later. Until then, do not take it that nothing is there."),
        )


def _start(resume: str) -> _Place | None:
    blog, _, rest = resume.partition(" ")
    shelf, _, query = rest.partition(" ")
    return _Place(blog=blog, shelf=shelf, query=query) if shelf in _SHELVES else None


def _portraits(session: Session, blog: Mapping[str, object]) -> Iterator[Photo]:
    """Yield the picture and the header of a blog; the ones that stand in for none are nobody's."""
    now = session.web.now()
    given = [record(one) for one in rows(blog.get("avatar"))[:20]]
    files = sorted(given, key=lambda one: count(one.get("width")) or 0)
    header = address(record(blog.get("theme")).get("header_image"), SITE)
    for kind, url in (
        (PhotoKind.AVATAR, address(files[-1].get("url"), SITE) if files else ""),
        (PhotoKind.BANNER, header),
    ):
        if url and "/default_" not in url:
            yield portrait(session.account, kind, url, now)
