"""Read a Reddit data request: posts.csv and statistics.csv. Comments, messages, votes and addresses are not opened.

Columns as public readers of such exports have them in their tests (xavdid/reddit-user-to-sqlite, RLEAPP, 2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.model.account import Account, AccountKind, account_id
from app.model.audience import Audience, Basis, Visibility, stated
from app.model.photo import MediaState, Photo, Skipped
from app.model.text import say
from app.networks.exports import UNKNOWN_FORM, clock, films_left, has_table, is_headed, last, table
from app.networks.fields import address, text
from app.networks.reddit.names import KEY, SITE, post_name, user_name

if TYPE_CHECKING:
    from app.networks.container import Tree
    from app.networks.network import Imported

_POSTS = re.compile(r"^post(?:s|_headers)(?:[_ -]\d+)?\.csv$", re.IGNORECASE)
_STATISTICS = re.compile(r"^statistics(?:[_ -]\d+)?\.csv$", re.IGNORECASE)
_HEADS = (
    (_POSTS, (b"permalink", b"subreddit", b"gildings")),
    (_STATISTICS, (b"statistic", b"value", b"account name")),
)
_LONGEST_CAPTION = 5_000
_PAGE = re.compile(r"^https://(?:www\.|old\.)?reddit\.com/", re.IGNORECASE)
_OWN_FILES = frozenset({"i.redd.it", "i.reddituploads.com"})


def recognise(tree: Tree) -> bool:
    """Whether this is a Reddit export, by the columns of its tables."""
    return has_table(tree, _HEADS)


def read(tree: Tree) -> Iterator[Imported]:
    """Yield the account, the pictures of its posts, and what could not be read."""
    troubles: list[Skipped] = []
    told = _statistics(tree, troubles)
    as_of = clock(told.get("export time"))
    yield (account := _account(told, tree))
    seen: set[str] = set()
    films = 0
    for name in _tables(tree, _POSTS):
        for number, row in enumerate(table(tree, name, troubles), 1):
            url = _target(row)
            if urlsplit(url).hostname == "v.redd.it":
                films += 1
                continue
            found = _post(row, url, account, as_of, f"{name}, {number}")
            if found is not None and _key(found) not in seen:
                seen.add(_key(found))
                yield found
    yield from dict.fromkeys(troubles)
    if films:
        films_told = films_left(films)
        yield Skipped(where="Reddit", why=films_told)


def _tables(tree: Tree, pattern: re.Pattern[str]) -> list[str]:
    """Return the tables of one kind; the fuller posts.csv before post_headers.csv."""
    found = [name for name in tree.documents if pattern.match(last(name)) and is_headed(tree, name, _HEADS)]
    return sorted(found, key=lambda name: "headers" in last(name).casefold())


def _key(item: Photo | Skipped) -> str:
    return item.key if isinstance(item, Photo) else item.where


def _statistics(tree: Tree, troubles: list[Skipped]) -> Mapping[str, str]:
    """Return the table of statistics: what is told of the account, by name."""
    lines = (row for name in _tables(tree, _STATISTICS) for row in table(tree, name, troubles))
    return {one.get("statistic", "").casefold(): one.get("value", "") for one in lines}


def _account(told: Mapping[str, str], tree: Tree) -> Account:
    name = user_name(told.get("account name"))
    stem = tree.origin[0].stem if tree.origin else ""
    handle = (name or stem or "reddit")[:200]
    return Account(
        id=account_id(KEY, handle),
        network=KEY,
        kind=AccountKind.IMPORTED,
        handle=handle,
        url=f"{SITE}/user/{name}/" if name else "",
    )


def _target(row: Mapping[str, str]) -> str:
    """Return what a post points to: its link, else the first address in the column of media."""
    media = (row.get("media") or "").split()
    return address(row.get("url"), SITE) or address(media[0] if media else "", SITE)


def _post(
    row: Mapping[str, str], url: str, account: Account, as_of: datetime | None, where: str
) -> Photo | Skipped | None:
    """Return the picture of a post, None where it has none: a link to somebody else's page is no picture of theirs."""
    name = post_name(f"t3_{row.get('id', '').casefold().removeprefix('t3_')}")
    if not name:
        return Skipped(where=where, why=UNKNOWN_FORM)
    page = address(row.get("permalink"), SITE)
    parts = urlsplit(url)
    if parts.path.startswith("/gallery/") and _PAGE.match(url):
        return Skipped(
            where=page or name,
            why=say(
                "This post is a gallery, and the export does not name its pictures. Open it to see them."
            ),
        )
    if parts.hostname not in _OWN_FILES or parts.scheme != "https":
        return None
    said = (text(row.get("title"), 500), text(row.get("body"), _LONGEST_CAPTION))
    return Photo(
        account=account.id,
        network=KEY,
        key=f"{name}/1",
        url=page if _PAGE.match(page) else "",
        media_url=url,
        caption="\n\n".join(one for one in said if one)[:_LONGEST_CAPTION],
        album=_community(row),
        posted_at=clock(row.get("date")),
        visibility=_visibility(row, as_of),
        media_state=MediaState.REMOTE,
    )


def _community(row: Mapping[str, str]) -> str:
    name = text(row.get("subreddit"), 100)
    return f"u/{name[2:]}" if name.startswith("u_") else f"r/{name}" if name else ""


def _visibility(row: Mapping[str, str], as_of: datetime | None) -> Visibility:
    """Return who may see a post: on the person's own page everybody, in a community it depends on that, untold here."""
    community = text(row.get("subreddit"), 100)
    if community.startswith("u_"):
        return stated(Audience.PUBLIC, Basis.NETWORK_RULE, as_of, name=_community(row), raw=community)
    return stated(Audience.UNKNOWN, Basis.NONE, as_of, name=_community(row), raw=community)
