"""Look at a page as a stranger's program: which pictures does it name for machines?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.model.account import Account, AccountKind
from app.model.audience import Audience, Basis, stated
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import ListIncomplete, ListRefused, Problem
from app.model.text import say
from app.networks.addresses import redacted
from app.networks.fields import address, record, text
from app.networks.network import Target
from app.networks.pictures import HEAD, picture_kind
from app.networks.webpage.fetching import get, page_of
from app.networks.webpage.markup import Named, Page
from app.networks.webpage.names import KEY, id_of, walled

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.web import Answer, Web


def find(web: Web, target: Target) -> Account:
    """Fetch a page. Raises NotThere, ListRefused where a program can tell nothing, NetworkRefused, or the web's Problems."""
    url = target.handle
    _refuse_walled(url)
    answer = get(web, url, why="page")
    page = Page() if is_picture(answer) else page_of(answer, url)
    return Account(
        id=id_of(url),
        network=KEY,
        kind=AccountKind.WATCHED,
        handle=url,
        name=page.title,
        server=_origin(url),
        url=url,
    )


def photos(web: Web, account: Account, _resume: str = "") -> Iterator[Listed]:
    """List the pictures that a page names for machines; a picture's own address is one photo.

    Raises ListIncomplete where the page names none: a browser may show some all the same.
    """
    _refuse_walled(account.url)
    answer = get(web, account.url, why="page")
    if is_picture(answer):
        yield _photo(web, account, Page(), Named(url=account.url, where="file"))
        return
    page = page_of(answer, account.url)
    named = {one.url: one for one in page.pictures}
    yield from (_photo(web, account, page, one) for one in named.values())
    for item in _embedded(web, page):
        if isinstance(item, Skipped):
            yield item
        elif item.url not in named:
            named[item.url] = item
            yield _photo(web, account, page, item)
    if not named:
        raise ListIncomplete(
            say("The page {url} names no picture for machines.", url=account.url),
            say("A browser may show some all the same: look at it in a private window."),
        )


def key_of(url: str) -> str:
    """Return what a picture is known by: its address, without what is signed anew each time."""
    return hashlib.sha256(redacted(url).encode()).hexdigest()[:32]


def _refuse_walled(url: str) -> None:
    network = walled(url)
    if network is not None:
        raise ListRefused(
            say(
                "{network} cannot be checked by a program: it shows programs a sign-in, whatever people get to see.",
                network=network,
            ),
            say(
                "Open {url} in a private window, without signing in, and see what a stranger sees. For your photos, "
                "order your data export from {network} and import it here.",
                url=url,
                network=network,
            ),
        )


def is_picture(answer: Answer) -> bool:
    """Whether the address is a picture itself and no page."""
    return answer.status == 200 and picture_kind(answer.body[:HEAD]) is not None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _photo(web: Web, account: Account, page: Page, named: Named) -> Photo:
    caption = "\n\n".join(one for one in (page.title, page.description) if one)
    return Photo(
        account=account.id,
        network=account.network,
        key=key_of(named.url),
        kind=named.kind,
        url=account.url,
        media_url=named.url,
        caption=caption,
        alt_text=named.alt_text,
        album=named.where,
        visibility=stated(Audience.PUBLIC, Basis.SEEN_BY_US, web.now(), raw=named.where),
    )


def _embedded(web: Web, page: Page) -> Iterator[Named | Skipped]:
    """Yield the pictures of a page's oEmbed description (oembed.com, version 1.0), which lies at the same server."""
    for url in page.embeds[:2]:
        told: Mapping[str, object] = {}
        try:
            answer = get(web, url, why="page", cap=256 * 1024, accept="application/json")
            told = record(answer.json() if answer.status == 200 else None)
        except Problem as problem:
            yield Skipped(where="oEmbed", why=problem.says)
            continue
        is_photo = text(told.get("type"), 20).casefold() == "photo"
        for given in (told.get("url") if is_photo else None, told.get("thumbnail_url")):
            if picture := address(given, url):
                yield Named(url=picture, where="oEmbed", kind=PhotoKind.PHOTO)
