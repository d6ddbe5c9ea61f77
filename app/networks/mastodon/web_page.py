"""Read the pictures off the web page of an account whose server lists nothing to strangers: GoToSocial's.

Its page is plain HTML, and shows everybody what its interface keeps for those who are signed in. Read in its own
templates: web/template/profile.tmpl, profile-gallery.tmpl and status_attachment.tmpl. Each picture is a link (a film:
a video with a poster) of the class "photoswipe-slide" that names its post, and the older ones hang behind a link of the
class "next".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from app.model.account import Account
from app.model.audience import Audience, Basis, stated
from app.model.photo import Photo, PhotoKind, new_photo
from app.model.problem import ListIncomplete
from app.model.text import say
from app.networks.fields import address, identifier, side, text
from app.networks.mastodon.media import is_stand_in, portrait
from app.networks.network import Mark

if TYPE_CHECKING:
    from datetime import datetime

    from app.networks.network import Listed
    from app.networks.web import Answer, Web

OK: Final = 200
_PAGE_CAP: Final = 2 * 1024 * 1024
_MOST_PAGES: Final = 2_000
_MOST_TAGS: Final = 2_000
_LONGEST_ALT: Final = 10_000
# No tag holds another one's beginning, so a page is gone through once, whatever is in it.
_TAG: Final = re.compile(r"<(a|img|video)\s([^<>]{1,12000})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([a-z][a-z-]{0,40})\s*=\s*"([^"]{0,11000})\"""", re.IGNORECASE)
# /fileserver/ACCOUNT/attachment/original/NUMBER.jpeg: the number is the one that its interface gives the file.
_FILE: Final = re.compile(
    r"/(attachment|avatar|header)/(?:original|small|static)/([0-9A-Z]{10,40})\.\w{1,5}$"
)
_SLIDE: Final = "photoswipe-slide"


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    said: Mapping[str, str]

    def is_of(self, kind: str) -> bool:
        return kind in self.said.get("class", "").split()


def shown(web: Web, account: Account, older: str = "") -> Iterator[Listed]:
    """Yield avatar and banner, then each picture that the page shows to everybody, in pages; `older` goes on from a mark.

    Nothing is yielded where the page shows nothing, or is another program's. Raises ListIncomplete for a page that
    leads round in a circle, and the Problems of the web.
    """
    url, seen, known = _page_of(account), {older}, set[str]()
    for _ in range(_MOST_PAGES):
        params = {"max_id": older} if older else None
        answer = web.get(url, why="page", params=params, headers={"Accept": "text/html"}, cap=_PAGE_CAP)
        tags = _tags(answer)
        if not older:
            yield from _portraits(account, tags, web.now())
        for photo in _pictures(account, tags, web.now()):
            # A pinned post stands on the page twice.
            if photo.key not in known:
                known.add(photo.key)
                yield photo
        older = _next(tags)
        if not older:
            return
        if older in seen:
            break
        seen.add(older)
        yield Mark(cursor=f"page:{older}")
    raise ListIncomplete(
        say("The list of posts of {handle} does not come to an end.", handle=account.handle),
        say("What was seen so far is good, but there may be more."),
    )


def place(cursor: str) -> str:
    """Return the place on the page that a mark kept; "" where it is none, and the page begins anew."""
    kind, _, older = cursor.partition(":")
    return identifier(older) if kind == "page" else ""


def _page_of(account: Account) -> str:
    """Return the profile page; an address at another server is not asked in this one's place."""
    is_there = account.url.startswith(f"{account.server}/")
    return account.url if is_there else f"{account.server}/@{account.handle.partition('@')[0]}"


def _tags(answer: Answer) -> list[_Tag]:
    if answer.status != OK or not answer.is_html:
        return []
    markup = answer.body.decode("utf-8", "replace")
    found: list[_Tag] = []
    for match in _TAG.finditer(markup):
        said = {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(match[2])}
        found.append(_Tag(match[1].lower(), said))
        if len(found) >= _MOST_TAGS:
            break
    return found


def _pictures(account: Account, tags: list[_Tag], as_of: datetime) -> Iterator[Photo]:
    for tag in tags:
        post = address(tag.said.get("data-pswp-parent-status"), account.server)
        number = identifier(urlsplit(post).path.rpartition("/")[2]) if post else ""
        is_film = tag.name == "video"
        url = address(tag.said.get("poster" if is_film else "href"), account.server)
        file = _FILE.search(urlsplit(url).path) if url else None
        if not tag.is_of(_SLIDE) or not number or file is None or file[1] != "attachment":
            continue
        yield new_photo(
            account=account.id,
            network=account.network,
            key=f"{number}/{file[2]}",
            kind=PhotoKind.VIDEO_STILL if is_film else PhotoKind.PHOTO,
            url=post,
            media_url=url,
            alt_text=text(tag.said.get("title"), _LONGEST_ALT),
            width=None if is_film else _side(tag, "data-pswp-width"),
            height=None if is_film else _side(tag, "data-pswp-height"),
            visibility=stated(Audience.PUBLIC, Basis.SEEN_BY_US, as_of),
        )


def _side(tag: _Tag, name: str) -> int | None:
    digits = tag.said.get(name, "").removesuffix("px")
    return side(int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 7 else None


def _portraits(account: Account, tags: list[_Tag], as_of: datetime) -> Iterator[Photo]:
    kinds = {"avatar": PhotoKind.AVATAR, "header": PhotoKind.BANNER}
    found: dict[PhotoKind, Photo] = {}
    for tag in tags:
        url = address(tag.said.get("src" if tag.name == "img" else "href"), account.server)
        file = _FILE.search(urlsplit(url).path) if url else None
        kind = kinds.get(file[1]) if file else None
        if kind is not None and kind not in found and not is_stand_in(url):
            found[kind] = portrait(account, kind, url, as_of)
    yield from found.values()


def _next(tags: list[_Tag]) -> str:
    """Return what to ask for next ("older than this post"); only the number is taken from the link."""
    link = next((tag.said.get("href", "") for tag in tags if tag.name == "a" and tag.is_of("next")), "")
    try:
        return identifier(parse_qs(urlsplit(link).query, max_num_fields=20).get("max_id", [""])[0])
    except ValueError:
        return ""
