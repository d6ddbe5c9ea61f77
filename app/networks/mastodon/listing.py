"""List the photos of a fediverse account that a stranger can list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from app.model.account import Account
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import ListIncomplete, NetworkRefused
from app.model.text import say
from app.networks.fields import address, count, identifier, is_rows, record, rows, text
from app.networks.mastodon.account import GONE, OK, REFUSALS, entity_of, expected, not_there, refused
from app.networks.mastodon.media import is_stand_in, is_theirs, pictures, portrait, portraits

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.web import Answer, Web

# The most that Mastodon gives at once.
PAGE = 40
_PAGE_CAP = 8 * 1024 * 1024
# Two hundred thousand posts; a list that is still not at its end is not meant to end.
_MOST_PAGES = 5000
_LINK = re.compile(r"<([^<>]{1,4000})>([^<]{0,500})")
_ACTIVITY = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"'


def photos(web: Web, account: Account, resume: str = "") -> Iterator[Listed]:
    """List avatar and banner, then every picture in the account's own posts, newest first.

    Raises ListRefused, ListIncomplete, NotThere, NetworkRefused or a Problem of the web; what came before stays good.
    """
    if account.remote_id.startswith(("https:", "http:")):
        yield from _from_actor(web, account)
        raise refused(account)
    entity = entity_of(web, account)
    yield from portraits(account, entity, web.now())
    yield from _moved(account, record(entity.get("moved")))
    found = 0
    keys = set[str]()
    for item in _posted(web, account, only_media=True):
        if isinstance(item, Photo):
            found += item.key not in keys
            if item.key in keys:
                continue
            keys.add(item.key)
        yield item
    if not found:
        yield from _doubted(web, account, count(entity.get("statuses_count")))


def _posted(web: Web, account: Account, *, only_media: bool) -> Iterator[Photo | Skipped]:
    """Yield the pictures of every post that the server lists."""
    for page in _pages(web, account, only_media=only_media):
        for one in page:
            post = record(one)
            if not post:
                yield Skipped(where=account.handle, why=say("A post has a form that we do not know."))
            elif is_theirs(account, post):
                yield from pictures(account, post, web.now())


def _pages(web: Web, account: Account, *, only_media: bool) -> Iterator[list[object]]:
    """Yield page after page, to the end that the server names.

    A page may be short or empty though more follows: only a missing next link is the end. Servers that send no links
    at all (Pixelfed) are asked for what is older than the last post, until nothing comes.
    """
    cursor, seen = "", set[str]()
    for _ in range(_MOST_PAGES):
        answer = _page(web, account, cursor, only_media=only_media)
        page = _rows(answer, account)
        yield page
        cursor = _next(answer, page)
        if not cursor:
            return
        if cursor in seen:
            if len(page) < PAGE:
                return
            break
        seen.add(cursor)
    raise ListIncomplete(
        say("The list of posts of {handle} does not come to an end.", handle=account.handle),
        say("What was seen so far is good, but there may be more."),
    )


def _page(web: Web, account: Account, cursor: str, *, only_media: bool) -> Answer:
    params: dict[str, str | int] = {"limit": PAGE, "exclude_reblogs": "true"}
    if only_media:
        params["only_media"] = "true"
    if cursor:
        params["max_id"] = cursor
    url = f"{account.server}/api/v1/accounts/{account.remote_id}/statuses"
    return web.get(url, why="list", params=params, cap=_PAGE_CAP)


def _rows(answer: Answer, account: Account) -> list[object]:
    """Return the posts of one page; raises ListRefused, NotThere, NetworkRefused."""
    if answer.status in REFUSALS or (answer.status == OK and answer.is_html):
        raise refused(account)
    if answer.status in GONE:
        raise not_there(account.handle)
    value = expected(answer)
    if is_rows(value):
        return rows(value)
    if text(record(value).get("error"), 200):
        raise refused(account)
    raise NetworkRefused(
        say("{host} gave something else in place of a list of posts.", host=answer.host),
        say("Try again later. If it stays so, this server may not be of the kind that we know."),
    )


def _next(answer: Answer, page: list[object]) -> str:
    """Return what to ask for next ("older than this id"), "" at the end."""
    links = answer.headers.get("link", "")
    if not links.strip():
        return identifier(record(page[-1]).get("id")) if page else ""
    for target, relation in _LINK.findall(links):
        if re.search(r'\brel\s*=\s*"?next\b', relation):
            return _max_id(target) or (identifier(record(page[-1]).get("id")) if page else "")
    return ""


def _max_id(target: str) -> str:
    # Only the id is taken from the link: where to ask is ours to know.
    try:
        return identifier(parse_qs(urlsplit(target).query, max_num_fields=50).get("max_id", [""])[0])
    except ValueError:
        return ""


def _doubted(web: Web, account: Account, claimed: int | None) -> Iterator[Photo | Skipped]:
    """Doubt a list without a single photo, where the profile itself counts posts.

    They may all be words; they may be for followers only; or the server hides them, or cannot pick out posts with
    pictures. The list of all posts tells these apart.
    """
    if not claimed:
        return
    plain = _rows(_page(web, account, "", only_media=False), account)
    if any(rows(record(one).get("media_attachments")) and is_theirs(account, record(one)) for one in plain):
        yield from _posted(web, account, only_media=False)
        return
    if plain:
        return
    raise ListIncomplete(
        say(
            "The profile of {handle} counts {count} posts, but shows a stranger none.",
            handle=account.handle,
            count=claimed,
        ),
        say(
            "They may be for followers only, or this server hides its lists. That is no proof that they are private: "
            "look at {url} in a private window.",
            url=account.url,
        ),
    )


def _moved(account: Account, moved: Mapping[str, object]) -> Iterator[Skipped]:
    """Tell that the person lives elsewhere now: what hangs here still hangs here."""
    to = text(moved.get("acct"), 300) or text(moved.get("url"), 300)
    if to:
        why = say("This account has moved to {name}, which was not looked at. Look it up as well.", name=to)
        yield Skipped(where=account.handle, why=why)


def _from_actor(web: Web, account: Account) -> Iterator[Photo | Skipped]:
    """Yield the profile pictures that an account's ActivityPub record shows to everybody."""
    answer = web.get(account.remote_id, why="profile", headers={"Accept": _ACTIVITY})
    try:
        actor = record(answer.json() if answer.status == OK else None)
    except NetworkRefused:
        return
    for kind, name in ((PhotoKind.AVATAR, "icon"), (PhotoKind.BANNER, "image")):
        url = address(_link(actor.get(name)), account.server)
        if url and not is_stand_in(url):
            yield portrait(account, kind, url, web.now())


def _link(image: object) -> object:
    """Return the address in an ActivityStreams image, which may be an object, a list of them, or the address itself."""
    one = rows(image)[0] if rows(image) else image
    inner = record(one).get("url", one)
    first = rows(inner)[0] if rows(inner) else inner
    return record(first).get("href", first)
