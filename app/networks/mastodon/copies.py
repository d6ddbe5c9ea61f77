"""Where else the pictures of a post may lie: other sizes, caches, and other servers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.model.audience import Audience
from app.model.fix import Lag
from app.model.photo import Photo, PhotoKind
from app.model.problem import Problem
from app.model.stranger import Reach, StrangerView
from app.model.text import Text, say
from app.networks.fields import address, identifier, is_rows, moment, record, rows
from app.networks.mastodon.media import is_stand_in
from app.networks.mastodon.names import base_url, server_name
from app.networks.mastodon.pages import PAGE, PAGE_CAP
from app.networks.mastodon.stranger import OK, could_not, json_of

if TYPE_CHECKING:
    from datetime import datetime

    from app.networks.web import Web

LAG: Final = Lag(
    file=timedelta(hours=24),
    page=timedelta(hours=1),
    source="docs.joinmastodon.org/methods/statuses: without delete_media the files stay about 24 hours, and programs "
    "that do not know the word keep them as long; recalled: pages may come out of a cache for an hour",
)

_MOST_PAGES = 25
_PORTRAITS = frozenset({PhotoKind.AVATAR, PhotoKind.BANNER})
# How Mastodon and GoToSocial lay out their files: .../original/name.jpg beside .../small/name.jpg, and the still
# picture of a profile beside it in "static".
_POST_FILE = re.compile(
    r"/(?:media_attachments/files|attachment)/(?:[\w-]{1,40}/)*original/|/attachment/original/"
)
_PROFILE_FILE = re.compile(r"/(?:avatars?|headers?)/(?:[\w-]{1,40}/)*original/")


def sizes(photo: Photo) -> tuple[str, ...]:
    """Return the addresses of a photo's file: the original, the preview that was told, and the one that is known."""
    known = [photo.media_url, photo.preview_url]
    path = urlsplit(photo.media_url).path
    if not photo.preview_url:
        for layout, other in ((_POST_FILE, "/small/"), (_PROFILE_FILE, "/static/")):
            if layout.search(path):
                before, _, after = photo.media_url.rpartition("/original/")
                known.append(f"{before}{other}{after}")
    return tuple(dict.fromkeys(url for url in known if url and not is_stand_in(url)))


def copies(photo: Photo) -> tuple[Text, ...]:
    """Say where copies of a photo may remain."""
    if photo.kind in _PORTRAITS:
        return (
            say(
                "Servers of people who follow you keep your profile picture until they fetch your profile again."
            ),
        )
    if photo.visibility.value is Audience.DIRECT:
        return (say("The servers of the people whom you sent it to hold copies."),)
    return (
        say(
            "The servers of your followers hold copies. They are asked to delete them; not every server obeys."
        ),
        say("Whoever shared the post showed it to their own followers’ servers too."),
    )


def elsewhere(web: Web, photo: Photo, server: str) -> StrangerView:
    """Look for the post of a photo at a server that the person names, as a stranger; never raises for an answer."""
    name = server_name(server.strip().rstrip("/").rpartition("://")[2])
    if name is None:
        return could_not(web, "", say("“{server}” is no server’s name.", server=server[:100]))
    try:
        return _looked_for(web, photo, base_url(name))
    except Problem as problem:
        return could_not(web, base_url(name), problem.says)


def _looked_for(web: Web, photo: Photo, server: str) -> StrangerView:
    handle = photo.account.partition(":")[2]
    answer = web.get(f"{server}/api/v1/accounts/lookup", why="copy", params={"acct": handle})
    if answer.status in {404, 410} and not answer.is_html:
        return _seen(web, Reach.GONE, server, answer.status, say("That server does not know your account."))
    number = identifier(json_of(answer).get("id"))
    if not number:
        return could_not(web, server, say("That server tells strangers nothing."), answer.status)
    if photo.kind in _PORTRAITS or not photo.url:
        why = say("That server knows your profile. Whether it shows this picture of it cannot be told.")
        return could_not(web, server, why, answer.status)
    return _in_list(web, photo, f"{server}/api/v1/accounts/{number}/statuses")


def _in_list(web: Web, photo: Photo, url: str) -> StrangerView:
    """Turn the pages of that server's own list, until a post is older than the one that is looked for."""
    older = ""
    for _ in range(_MOST_PAGES):
        params: dict[str, str | int] = {"limit": PAGE, "exclude_reblogs": "true"}
        answer = web.get(
            url, why="copy", params={**params, **({"max_id": older} if older else {})}, cap=PAGE_CAP
        )
        value = answer.json() if answer.status == OK else None
        if not is_rows(value):
            return could_not(web, url, say("That server lists nothing to strangers."), answer.status)
        posts = [record(one) for one in rows(value)]
        for post in _same(posts, photo):
            where = address(post.get("url"), url) or url
            return _seen(web, Reach.REACHABLE, where, answer.status, None)
        last = identifier(posts[-1].get("id")) if posts else ""
        if not last or last == older or _is_past(posts, photo.posted_at):
            why = say("That server shows strangers no copy of this post.")
            return _seen(web, Reach.GONE, url, answer.status, why)
        older = last
    return could_not(web, url, say("That server lists too many posts to look through them all."))


def _same(posts: list[Mapping[str, object]], photo: Photo) -> Iterator[Mapping[str, object]]:
    """Yield the posts that are copies: a copy keeps the address of where it came from."""
    number = photo.key.partition("/")[0]
    for post in posts:
        told = {address(post.get("url"), photo.url), address(post.get("uri"), photo.url)} - {""}
        tails = {
            urlsplit(url).path.rstrip("/").rpartition("/")[2] for url in told if _is_same_host(url, photo.url)
        }
        if photo.url in told or number in tails:
            yield post


def _is_same_host(one: str, other: str) -> bool:
    return urlsplit(one).netloc == urlsplit(other).netloc


def _is_past(posts: list[Mapping[str, object]], wanted: datetime | None) -> bool:
    """Whether a page goes back beyond the post that is looked for."""
    last = moment(posts[-1].get("created_at"))
    return wanted is not None and last is not None and last < wanted


def _seen(web: Web, reach: Reach, url: str, status: int, why: Text | None) -> StrangerView:
    return StrangerView(reach=reach, seen_at=web.now(), url=url, status=status, why=why)
