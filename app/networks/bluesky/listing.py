"""List the photos of a Bluesky account as any stranger can."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.model.account import Account
from app.model.problem import ListIncomplete, NetworkRefused
from app.model.text import say
from app.networks.bluesky.account import profile_of
from app.networks.bluesky.pictures import POSTS, portraits, post_pictures, visibility
from app.networks.bluesky.xrpc import Refusal, call, problem
from app.networks.fields import is_rows, record, rows, text

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.web import Web

# The most that com.atproto.repo.listRecords gives at once.
PAGE = 100
# Half a million posts; a list that is still not at its end is not meant to end.
_MOST_PAGES = 5000
# The network's own count runs a little behind, and never forgets some deletions.
_TOLERATED = 10


def photos(web: Web, account: Account, resume: str = "") -> Iterator[Listed]:
    """List avatar and banner, then every picture in the account's own posts, newest first.

    Raises NotThere, ListRefused, ListIncomplete, NetworkRefused or a Problem of the web; what came before stays good.
    """
    profile = profile_of(web, account)
    seen = visibility(profile, web.now())
    yield from portraits(account, profile, seen)
    posts = set[str]()
    for one in _rows(web, account):
        row = record(one)
        uri = text(row.get("uri"), 1000)
        if uri and uri in posts:
            continue
        posts.add(uri)
        yield from post_pictures(account, row, seen)
    _doubt(account, len(posts))


def _rows(web: Web, account: Account) -> Iterator[object]:
    """Yield the records of every page. The last page may still name a cursor: only an empty page or none is the end."""
    cursor, asked = "", set[str]()
    for _ in range(_MOST_PAGES):
        page, cursor = _page(web, account, cursor)
        yield from page
        if not page or not cursor:
            return
        if cursor in asked:
            break
        asked.add(cursor)
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
