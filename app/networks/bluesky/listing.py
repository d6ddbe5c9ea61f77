"""List the photos of a Bluesky account as any stranger can."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.model.account import Account
from app.model.problem import ListIncomplete, NetworkRefused
from app.model.text import say
from app.networks.bluesky.account import profile_of
from app.networks.bluesky.pictures import LONGEST_URI, POSTS, portraits, post_pictures, visibility
from app.networks.bluesky.xrpc import Refusal, call, problem
from app.networks.fields import is_rows, record, rows, text
from app.networks.network import Mark

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.session import Session
    from app.networks.web import Web

# The most that com.atproto.repo.listRecords gives at once.
PAGE = 100
# Half a million posts; a list that is still not at its end is not meant to end.
_MOST_PAGES = 5000
# The network's own count runs a little behind, and never forgets some deletions.
_TOLERATED = 10
_MARK = re.compile(r"(?P<listed>\d{1,9}) (?P<cursor>\S{1,1000})")


def photos(web: Web, account: Account, resume: str = "") -> Iterator[Listed]:
    """List avatar and banner, then every picture in the account's own posts, newest first, with a mark after each page.

    From a mark on, only what comes after it is listed. No more than two pages are held at a time.

    Raises NotThere, ListRefused, ListIncomplete, NetworkRefused or a Problem of the web; what came before stays good.
    """
    profile = profile_of(web, account)
    seen = visibility(profile, web.now())
    listed, cursor = _resumed(resume)
    if not cursor:
        yield from portraits(account, profile, seen)
    for page, following in _pages(web, account, cursor):
        for uri, row in page:
            yield from post_pictures(account, uri, record(row.get("value")), seen)
        listed += len(page)
        if following:
            yield Mark(cursor=f"{listed} {following}")
    _doubt(account, listed)


def own(session: Session, resume: str) -> Iterator[Listed]:
    """List the person's own photos. Nothing is hidden on this network: it is what a stranger can list, too."""
    return photos(session.web, session.account, resume)


def _resumed(resume: str) -> tuple[int, str]:
    """Return how many posts came before a mark, and the server's word for the place; from the start for any other."""
    match = _MARK.fullmatch(resume)
    return (int(match["listed"]), match["cursor"]) if match else (0, "")


def _pages(
    web: Web, account: Account, cursor: str
) -> Iterator[tuple[list[tuple[str, Mapping[str, object]]], str]]:
    """Yield the posts of every page by where they lie ("" where it does not say), and the word for the next one.

    The last page may still name a next one: only an empty page or none is the end. A post that is shifted from one page
    to the next while they are read comes once.
    """
    asked, before = {cursor}, set[str]()
    for _ in range(_MOST_PAGES):
        given, following = _page(web, account, cursor)
        read = [record(one) for one in given]
        posts = {text(row.get("uri"), LONGEST_URI): row for row in read}
        new = [(uri, row) for uri, row in posts.items() if uri and uri not in before]
        if "" in posts:
            new += [("", row) for row in read if not text(row.get("uri"), LONGEST_URI)]
        yield new, following if given else ""
        if not given or not following:
            return
        if following in asked:
            break
        asked.add(following)
        before, cursor = set(posts), following
    raise ListIncomplete(
        say("The list of posts of {handle} does not come to an end.", handle=account.handle),
        say("What was seen so far is good, but there may be more."),
    )


def _page(web: Web, account: Account, cursor: str) -> tuple[list[object], str]:
    params: dict[str, str | int] = {"repo": account.remote_id, "collection": POSTS, "limit": PAGE}
    if cursor:
        params["cursor"] = cursor
    said = call(web, account.server, "com.atproto.repo.listRecords", params, why="list")
    if isinstance(said, Refusal):
        raise problem(said, account.handle, account.server)
    if not is_rows(said.get("records")):
        raise NetworkRefused(
            say("{server} gave something else in place of a list of posts.", server=account.server),
            say("Try again later. If it stays so, this server may not be of the kind that we know."),
        )
    return rows(said.get("records")), text(said.get("cursor"), 1000)


def _doubt(account: Account, listed: int) -> None:
    """Doubt a list that is much shorter than the network's own count; raises ListIncomplete."""
    claimed = account.claimed_posts or 0
    is_short = claimed - listed > max(_TOLERATED, claimed // 10)
    if is_short or (claimed and not listed):
        raise ListIncomplete(
            say(
                "The profile of {handle} counts {count} posts, but its server lists {listed}.",
                handle=account.handle,
                count=claimed,
                listed=listed,
            ),
            say("Try again later. Until then there may be photos that we did not see."),
        )
