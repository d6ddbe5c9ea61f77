"""List the photos of a fediverse account that a stranger can list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.model.account import Account
from app.model.photo import Photo, PhotoKind, Skipped
from app.model.problem import ListIncomplete, NetworkRefused
from app.model.text import say
from app.networks.fields import address, count, is_rows, record, rows, text
from app.networks.mastodon import web_page
from app.networks.mastodon.account import GONE, OK, REFUSALS, entity_of, expected, not_there, refused
from app.networks.mastodon.audience import Rules, rules
from app.networks.mastodon.media import has_pictures, is_stand_in, portrait, portraits
from app.networks.mastodon.pages import PAGE_CAP, Lister, Place, place
from app.networks.mastodon.software import by_name

if TYPE_CHECKING:
    from app.networks.network import Listed
    from app.networks.web import Answer, Web

_PORTRAITS = frozenset({PhotoKind.AVATAR, PhotoKind.BANNER})
_ACTIVITY = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"'


def photos(web: Web, account: Account, resume: str = "") -> Iterator[Listed]:
    """List avatar and banner, then every picture in the account's own posts, newest first; from a mark on only posts.

    Raises ListRefused, ListIncomplete, NotThere, NetworkRefused or a Problem of the web; what came before stays good.
    """
    if account.remote_id.startswith(("https:", "http:")):
        yield from _without_list(web, account, resume)
        return
    entity = entity_of(web, account)
    at = place(resume)
    if at is None:
        yield from portraits(account, entity, web.now())
        yield from _moved(account, record(entity.get("moved")))
    lister = _lister(web, account, rules(account, entity, web.now()))
    found = yield from lister.listed(at or Place())
    if not found:
        yield from _doubted(lister, count(entity.get("statuses_count")))


def _lister(web: Web, account: Account, of_account: Rules) -> Lister:
    url = f"{account.server}/api/v1/accounts/{account.remote_id}/statuses"

    def asks(params: Mapping[str, str | int]) -> Answer:
        return web.get(url, why="list", params=params, cap=PAGE_CAP)

    return Lister(account=account, rules=of_account, asks=asks, reads=lambda answer: _rows(answer, account))


def _rows(answer: Answer, account: Account) -> list[object]:
    """Return the posts of one page; raises ListRefused, NotThere, NetworkRefused."""
    if answer.status in REFUSALS or (answer.status == OK and answer.is_html):
        raise refused(account)
    if answer.status in GONE:
        raise not_there(account.handle)
    value = expected(answer)
    if is_rows(value):
        return rows(value)
    if text(record(value).get("error"), 200):
        raise refused(account)
    raise NetworkRefused(
        say("{host} gave something else in place of a list of posts.", host=answer.host),
        say("Try again later. If it stays so, this server may not be of the kind that we know."),
    )


def _doubted(lister: Lister, claimed: int | None) -> Iterator[Listed]:
    """Doubt a list without a single photo, where the profile itself counts posts.

    They may all be words; they may be for followers only; or the server hides them, or cannot pick out posts with
    pictures. The list of all posts tells these apart.
    """
    if not claimed:
        return
    account, everything = lister.account, Place(picked=False)
    plain = lister.rows(everything)
    if any(has_pictures(account, record(one)) for one in plain):
        yield from lister.listed(everything)
        return
    if plain:
        return
    raise ListIncomplete(
        say(
            "The profile of {handle} counts {count} posts, but shows a stranger none.",
            handle=account.handle,
            count=claimed,
        ),
        say(
            "They may be for followers only, or this server hides its lists. That is no proof that they are private: "
            "look at {url} in a private window.",
            url=account.url,
        ),
    )


def _moved(account: Account, moved: Mapping[str, object]) -> Iterator[Skipped]:
    """Tell that the person lives elsewhere now: what hangs here still hangs here."""
    to = text(moved.get("acct"), 300) or text(moved.get("url"), 300)
    if to:
        why = say("This account has moved to {name}, which was not looked at. Look it up as well.", name=to)
        yield Skipped(where=account.handle, why=why)


def _without_list(web: Web, account: Account, resume: str) -> Iterator[Listed]:
    """Yield what a stranger sees though the server lists nothing: its page where that is plain HTML, else the actor.

    Raises ListRefused where that is no post at all: nobody knows then what there is.
    """
    has_posts = bool(web_page.place(resume))
    if by_name(account.software).has_plain_page:
        for item in web_page.shown(web, account, web_page.place(resume)):
            has_posts = has_posts or (isinstance(item, Photo) and item.kind not in _PORTRAITS)
            yield item
    else:
        yield from _from_actor(web, account)
    if not has_posts:
        raise refused(account)


def _from_actor(web: Web, account: Account) -> Iterator[Photo | Skipped]:
    """Yield the profile pictures that an account's ActivityPub record shows to everybody."""
    answer = web.get(account.remote_id, why="profile", headers={"Accept": _ACTIVITY})
    try:
        actor = record(answer.json() if answer.status == OK else None)
    except NetworkRefused:
        return
    for kind, name in ((PhotoKind.AVATAR, "icon"), (PhotoKind.BANNER, "image")):
        url = address(_link(actor.get(name)), account.server)
        if url and not is_stand_in(url):
            yield portrait(account, kind, url, web.now())


def _link(image: object) -> object:
    """Return the address in an ActivityStreams image, which may be an object, a list of them, or the address itself."""
    one = rows(image)[0] if rows(image) else image
    inner = record(one).get("url", one)
    first = rows(inner)[0] if rows(inner) else inner
    return record(first).get("href", first)
