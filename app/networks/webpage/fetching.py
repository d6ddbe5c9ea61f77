"""Fetch a page, as rarely and as plainly as can be: one request a second for each server, three redirects at most."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from app.model.problem import ListRefused, NetworkRefused, NotThere, Problem
from app.model.text import say
from app.networks.answer import Answer
from app.networks.glimpse import is_wall
from app.networks.webpage.markup import Page, read

if TYPE_CHECKING:
    from app.networks.web import Web

MB: Final = 1024 * 1024
PAGE_CAP: Final = 2 * MB
FILE_CAP: Final = 10 * MB
REDIRECTS: Final = 3
_APART: Final = timedelta(seconds=1)
_REDIRECTED: Final = frozenset({301, 302, 303, 307, 308})
_HTML: Final = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"}

_asked: WeakKeyDictionary[Web, dict[str, datetime]] = WeakKeyDictionary()


def get(web: Web, url: str, *, why: str, cap: int = PAGE_CAP, accept: str = "") -> Answer:
    """Fetch an address, not sooner than a second after the last request to its server. Raises the Problems of the web."""
    keep_apart(web, url)
    headers = {"Accept": accept} if accept else _HTML
    return web.get(url, why=why, cap=cap, headers=headers, redirects=REDIRECTS)


def keep_apart(web: Web, url: str) -> None:
    """Wait until a second has passed since the last request to a server, and note this one."""
    host = urlsplit(url).netloc.casefold()
    times = _asked.setdefault(web, {})
    if host in times:
        web.rest(times[host] + _APART)
    times[host] = web.now()


def page_of(answer: Answer, url: str) -> Page:
    """Return what a page says; raises NotThere, ListRefused for a wall, NetworkRefused for any other answer."""
    if answer.status in {404, 410}:
        raise NotThere(
            say("There is no page at {url}, or not any more.", url=url),
            say("Check the address. Copies may still lie in search engines and archives."),
        )
    if answer.status != 200 or not answer.is_html:
        raise refused(answer, url)
    page = read(answer.body, answer.url)
    if is_wall(answer) or (page.asks_password and not page.pictures):
        raise ListRefused(
            say("{host} shows a sign-in in place of the page.", host=answer.host),
            say("Open {url} in a private window, without signing in, to see what a stranger gets.", url=url),
        )
    return page


def refused(answer: Answer, url: str) -> Problem:
    """Return the Problem of an answer that says nothing about the page: a program was turned away, not a stranger."""
    window = say(
        "That says nothing about what people see. Open {url} in a private window, without signing in.",
        url=url,
    )
    if answer.status in {401, 403, 429}:
        return ListRefused(
            say(
                "{host} turns programs away (code {status}), so we could not check.",
                host=answer.host,
                status=answer.status,
            ),
            window,
        )
    if answer.status in _REDIRECTED:
        return NetworkRefused(
            say("{host} sends us on and on, so we could not check.", host=answer.host), window
        )
    if answer.status == 200:
        return NetworkRefused(say("{host} sent something that is no web page.", host=answer.host), window)
    return NetworkRefused(
        say(
            "{host} answered with the code {status}, so we could not check.",
            host=answer.host,
            status=answer.status,
        ),
        window,
    )
