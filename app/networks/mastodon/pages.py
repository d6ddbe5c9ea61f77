"""Turn the pages of an account's list of posts, from any place to its end."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import parse_qs, urlsplit

from app.model.account import Account
from app.model.photo import Photo, Skipped
from app.model.problem import ListIncomplete
from app.model.text import say
from app.networks.fields import identifier, record
from app.networks.mastodon.audience import Rules
from app.networks.mastodon.media import is_theirs, pictures
from app.networks.network import Mark

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.web import Answer

# The most that Mastodon gives at once.
PAGE: Final = 40
PAGE_CAP: Final = 8 * 1024 * 1024
# Two hundred thousand posts; a list that is still not at its end is not meant to end.
_MOST_PAGES = 5000
# So many places back are remembered: a list that leads round in a larger circle ends with the number of pages.
_REMEMBERED = 64
_LINK = re.compile(r"<([^<>]{1,4000})>([^<]{0,500})")
_CURSOR = re.compile(r"(media|all):([01]):(.{1,120})")

Asks: TypeAlias = "Callable[[Mapping[str, str | int]], Answer]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the list: what is older than the post `older` comes next ("" for the newest).

    With `picked`, only posts with pictures are asked for. `found` says that a picture came before this place.
    """

    picked: bool = True
    found: bool = False
    older: str = ""

    @property
    def cursor(self) -> str:
        """The place as a mark keeps it."""
        return f"{'media' if self.picked else 'all'}:{int(self.found)}:{self.older}"

    @property
    def params(self) -> dict[str, str | int]:
        """What the server is asked for."""
        params: dict[str, str | int] = {"limit": PAGE, "exclude_reblogs": "true"}
        if self.picked:
            params["only_media"] = "true"
        if self.older:
            params["max_id"] = self.older
        return params


def place(cursor: str) -> Place | None:
    """Return the place that a mark kept; None where it is none of ours, and the list begins anew."""
    kept = _CURSOR.fullmatch(cursor)
    older = identifier(kept[3]) if kept else ""
    return Place(picked=kept[1] == "media", found=kept[2] == "1", older=older) if kept and older else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lister:
    """One account's list of posts: `asks` fetches a page of it, `reads` returns its rows or raises a Problem."""

    account: Account
    rules: Rules
    asks: Asks
    reads: Callable[[Answer], list[object]]

    def rows(self, at: Place) -> list[object]:
        """Return the posts at a place."""
        return self.reads(self.asks(at.params))

    def listed(self, at: Place) -> Generator[Listed, None, bool]:
        """Yield every picture from a place on, with a mark after each page; return whether there was one at all.

        A page may be short or empty though more follows: only a missing next link is the end. Servers that send no
        links at all (Pixelfed) are asked for what is older than the last post, until nothing comes.
        """
        recent = deque([at.older], maxlen=_REMEMBERED)
        before = set[str]()
        for _ in range(_MOST_PAGES):
            answer = self.asks(at.params)
            page = self.reads(answer)
            keys = set[str]()
            for item in self._items(page):
                if isinstance(item, Photo):
                    key = item.key
                    is_known = key in before or key in keys
                    keys.add(key)
                    if is_known:
                        continue
                yield item
            at = replace(at, found=at.found or bool(keys), older=_next(answer, page))
            if not at.older or (at.older in recent and len(page) < PAGE):
                return at.found
            if at.older in recent:
                break
            recent.append(at.older)
            before = keys
            yield Mark(cursor=at.cursor)
        raise ListIncomplete(
            say("The list of posts of {handle} does not come to an end.", handle=self.account.handle),
            say("What was seen so far is good, but there may be more."),
        )

    def _items(self, page: list[object]) -> list[Photo | Skipped]:
        account, rules = self.account, self.rules
        items: list[Photo | Skipped] = []
        for one in page:
            post = record(one)
            if not post:
                items.append(Skipped(where=account.handle, why=say("A post has a form that we do not know.")))
            elif is_theirs(account, post):
                items += pictures(account, post, rules)
        return items


def _next(answer: Answer, page: list[object]) -> str:
    """Return what to ask for next ("older than this id"), "" at the end."""
    links = answer.headers.get("link", "")
    if not links.strip():
        return _last(page)
    for target, relation in _LINK.findall(links[:20_000]):
        if re.search(r'\brel\s*=\s*"?next\b', relation):
            return _max_id(target) or _last(page)
    return ""


def _last(page: list[object]) -> str:
    return identifier(record(page[-1]).get("id")) if page else ""


def _max_id(target: str) -> str:
    # Only the id is taken from the link: where to ask is ours to know.
    try:
        return identifier(parse_qs(urlsplit(target).query, max_num_fields=50).get("max_id", [""])[0])
    except ValueError:
        return ""
