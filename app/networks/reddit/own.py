"""List the photos of the person's own posts, as far back as Reddit lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.model.account import Account
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import ListIncomplete, NetworkRefused
from app.model.text import say
from app.networks.bearer import good, unreadable
from app.networks.fields import address, is_rows, record, rows
from app.networks.network import Mark
from app.networks.portraits import portrait
from app.networks.reddit.names import SITE, post_name, user_name
from app.networks.reddit.posts import pictures
from app.networks.reddit.sign_in import bearer

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.session import Session

PAGE: Final = 100
# Reddit lists about the newest thousand of anything (recalled).
NEWEST: Final = 1_000
_NEARLY = NEWEST - PAGE
_MOST_PAGES = 200


def own(session: Session, resume: str = "") -> Iterator[Listed]:
    """List the profile picture and banner, then the pictures of the newest thousand posts or so.

    Raises SignInExpired, ListIncomplete, NetworkRefused or a Problem of the web; what came before stays good.
    """
    me = good(bearer(session).get("/api/v1/me", why="profile", params={"raw_json": 1}))
    name = user_name(me.get("name"))
    if name.casefold() != session.account.handle.casefold():
        raise NetworkRefused(
            say("The sign-in of {handle} belongs to another account.", handle=session.account.handle),
            say("Sign in again on the page Accounts, with the account that you mean."),
        )
    listed, after = _place(resume)
    if not after:
        yield from _portraits(session.account, me, session.web.now())
    yield from _posts(session, name, listed, after)


def _posts(session: Session, name: str, listed: int, after: str) -> Iterator[Listed]:
    seen = {after}
    for _ in range(_MOST_PAGES):
        params: dict[str, str | int] = {"limit": PAGE, "raw_json": 1, "count": listed}
        if after:
            params["after"] = after
        answer = bearer(session).get(f"/user/{name}/submitted", why="list", params=params)
        told = record(good(answer).get("data"))
        if not is_rows(told.get("children")):
            raise unreadable(answer.host)
        page = rows(told.get("children"))[:PAGE]
        listed += len(page)
        for one in page:
            yield from pictures(session.account, record(record(one).get("data")), session.web.now())
        after = post_name(told.get("after"))
        if not after:
            if listed >= _NEARLY:
                yield _remark(session)
            return
        if after in seen:
            break
        seen.add(after)
        yield Mark(cursor=f"{listed} {after}")
    raise ListIncomplete(
        say("The list of posts of {handle} does not come to an end.", handle=session.account.handle),
        say("What was seen so far is good. Try again later."),
    )


def _remark(session: Session) -> Skipped:
    return Skipped(
        where=session.account.handle,
        why=say(
            "Reddit lists only about the newest 1,000 posts. Import your data from Reddit for the older ones."
        ),
    )


def _place(resume: str) -> tuple[int, str]:
    """Read a cursor: how many posts came before, and the last of them."""
    before, _, after = resume.partition(" ")
    is_place = bool(post_name(after)) and before.isascii() and before.isdigit() and len(before) < 8
    return (int(before), after) if is_place else (0, "")


def _portraits(account: Account, me: Mapping[str, object], as_of: datetime) -> Iterator[Photo]:
    """Yield picture and banner of the profile; the drawn figures that Reddit hands out are nobody's face."""
    for kind, given in (
        (PhotoKind.AVATAR, me.get("icon_img")),
        (PhotoKind.BANNER, record(me.get("subreddit")).get("banner_img")),
    ):
        url = address(given, SITE)
        if url and not _is_drawn(url):
            yield portrait(account, kind, url, as_of)


def _is_drawn(url: str) -> bool:
    parts = urlsplit(url)
    is_figure = any(part in parts.path for part in ("/snoovatar/", "/profileIcon_snoo", "/avatar_default_"))
    return is_figure or (parts.hostname or "").endswith("redditstatic.com")
