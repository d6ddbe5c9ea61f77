"""What a page asks of robots: three wishes, none of which closes anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.model.account import Account
from app.model.audience import Basis
from app.model.problem import Problem
from app.model.setting import Check, Value
from app.model.text import Text, say
from app.networks.webpage.fetching import get, page_of
from app.networks.webpage.markup import Page, directives
from app.networks.webpage.names import walled
from app.networks.webpage.robots import AI_BOTS, CAP, Robots, read

if TYPE_CHECKING:
    from app.networks.web import Answer, Web

_CHECKED_ON: Final = date(2026, 11, 27)
_ASKED: Final = (
    Value(key="asked", says=say("Asked to stay away")),
    Value(key="some", says=say("Only some are asked to")),
    Value(key="open", says=say("Nobody is asked to stay away")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """One wish: its key, its words, and where its facts come from."""

    key: str
    says: Text
    why: Text
    source: str
    rank: int


_INDEX: Final = _Wish(
    key="page.noindex",
    says=say("Search engines are asked to leave this page out"),
    why=say("An index entry leads from your name to the pictures on the page. It is a wish, not a lock."),
    source="the search engines' own pages on the robots meta tag and X-Robots-Tag",
    rank=1,
)
_IMAGES: Final = _Wish(
    key="page.noimageindex",
    says=say("Search engines are asked to leave the pictures of this page out"),
    why=say("Picture search is where a face is found first. It is a wish, not a lock."),
    source="the search engines' own pages on the robots meta tag and X-Robots-Tag",
    rank=2,
)
_ROBOTS: Final = _Wish(
    key="page.robots",
    says=say("Collectors for AI are asked to stay away"),
    why=say("Some obey. No face search is known to be named in any robots.txt, and none is held by one."),
    source="RFC 9309, and the collectors' own pages",
    rank=3,
)


def open_checks(web: Web, account: Account) -> Iterator[Check]:
    """Read what a page asks of robots. What could not be read stays unknown."""
    if walled(account.url) is not None:
        return
    page, header, trouble = _looked(web, account.url)
    words = _words(page, header) if page is not None else None
    yield _check(web, account, _INDEX, _said(words, {"noindex", "none"}), trouble or _listed(words))
    yield _check(
        web, account, _IMAGES, _said(words, {"noimageindex", "noindex", "none"}), trouble or _listed(words)
    )
    robots, raw = _robots(web, account.url)
    yield _check(web, account, _ROBOTS, _stance(robots, account.url) if robots is not None else None, raw)


def _looked(web: Web, url: str) -> tuple[Page | None, str, str]:
    """Return the page, its X-Robots-Tag, and a word on what stood in the way."""
    try:
        answer = get(web, url, why="page")
        return page_of(answer, url), answer.headers.get("x-robots-tag", ""), ""
    except Problem as problem:
        return None, "", str(problem.says)[:200]


def _words(page: Page, header: str) -> frozenset[str]:
    """Join what is said to every robot; what is said to one by its name says nothing of the others.

    A header may name a robot too ("googlebot: noindex"): then its first word is that name, and the rest is left out.
    """
    to_all = [words for name, words in page.robots if name == "robots"]
    of_header = [] if _names_a_robot(header) else [directives(header)]
    return frozenset[str]().union(*to_all, *of_header)


def _names_a_robot(header: str) -> bool:
    name, colon, _ = header.partition(",")[0].partition(":")
    return bool(colon) and name.strip().casefold() not in {
        "max-snippet",
        "max-image-preview",
        "max-video-preview",
        "unavailable_after",
    }


def _said(words: Iterable[str] | None, wanted: set[str]) -> str | None:
    if words is None:
        return None
    return "asked" if wanted & set(words) else "open"


def _listed(words: Iterable[str] | None) -> str:
    return ", ".join(sorted(words or ()))[:200]


def _robots(web: Web, url: str) -> tuple[Robots | None, str]:
    """Return a site's robots.txt; by RFC 9309, section 2.3.1, none there is no wish, and an ill server tells nothing."""
    parts = urlsplit(url)
    try:
        answer = get(
            web, f"{parts.scheme}://{parts.netloc}/robots.txt", why="robots", cap=CAP, accept="text/plain"
        )
    except Problem as problem:
        return None, str(problem.says)[:200]
    if answer.status == 200 and not answer.is_html:
        robots = read(answer.body)
        return robots, _named(robots, url)
    return (Robots(), "no robots.txt") if _has_none(answer) else (None, f"HTTP {answer.status}")


def _has_none(answer: Answer) -> bool:
    return answer.status in {404, 410} or (answer.status == 200 and answer.is_html)


def _named(robots: Robots, url: str) -> str:
    out = [name for name in AI_BOTS if not robots.allows(name, _path(url))]
    return ", ".join(out)[:300] or "nobody"


def _stance(robots: Robots, url: str) -> str:
    out = sum(not robots.allows(name, _path(url)) for name in AI_BOTS)
    return "asked" if out == len(AI_BOTS) else "some" if out else "open"


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def _check(web: Web, account: Account, wish: _Wish, seen: str | None, raw: str) -> Check:
    return Check(
        account=account.id,
        key=wish.key,
        says=wish.says,
        safe="asked",
        why=wish.why,
        how=say("Look in the settings of the site for words such as “search engines” or “discoverable”."),
        seen=seen,
        raw=raw,
        as_of=web.now(),
        basis=Basis.NONE if seen is None else Basis.ACCOUNT_SETTING,
        values=_ASKED,
        asks_only=True,
        source=wish.source,
        checked_on=_CHECKED_ON,
        rank=wish.rank,
    )
