"""List the photos of the person's own account, hidden ones included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.model.photo import Skipped
from app.model.problem import ListIncomplete, NetworkRefused
from app.model.text import say
from app.networks.fields import count, identifier, is_rows, record, rows
from app.networks.mastodon.api import get, good, oneself
from app.networks.mastodon.audience import rules
from app.networks.mastodon.media import has_pictures, portraits
from app.networks.mastodon.pages import PAGE_CAP, Lister, Place, place
from app.networks.mastodon.software import by_name

if TYPE_CHECKING:
    from app.model.account import Account
    from app.networks.network import Listed
    from app.networks.session import Session
    from app.networks.web import Answer


def own(session: Session, resume: str = "") -> Iterator[Listed]:
    """List avatar and banner, then every picture in one's own posts, newest first; from a mark on only posts.

    Raises SignInExpired, SignInNeeded, ListIncomplete, NetworkRefused or a Problem of the web; what came before stays
    good.
    """
    account, software = session.account, by_name(session.account.software)
    entity = oneself(session)
    at = place(resume)
    if at is None:
        yield from portraits(account, entity, session.web.now())
    path = f"/api/v1/accounts/{identifier(entity.get('id'))}/statuses"

    def asks(params: Mapping[str, str | int]) -> Answer:
        return get(session, path, why="list", params=params, cap=PAGE_CAP)

    lister = Lister(
        account=account,
        rules=rules(account, entity, session.web.now()),
        asks=asks,
        reads=_rows,
    )
    start = Place(picked=software.picks_own_media)
    found = yield from lister.listed(at or start)
    if not found:
        yield from _doubted(lister, start, count(entity.get("statuses_count")))
    if not software.lists_all_own:
        yield _less(account, software.title)


def _rows(answer: Answer) -> list[object]:
    value = good(answer)
    if is_rows(value):
        return rows(value)
    raise NetworkRefused(
        say("{host} gave something else in place of a list of posts.", host=answer.host),
        say("Try again later. If it stays so, this server may not be of the kind that we know."),
    )


def _doubted(lister: Lister, asked: Place, claimed: int | None) -> Iterator[Listed]:
    """Doubt a list without a single photo: the server may not know how to pick out posts with pictures."""
    if not claimed:
        return
    everything = Place(picked=False)
    plain = lister.rows(everything)
    if asked.picked and any(has_pictures(lister.account, record(one)) for one in plain):
        yield from lister.listed(everything)
    elif not plain:
        raise ListIncomplete(
            say(
                "Your profile {handle} counts {count} posts, but the server lists none.",
                handle=lister.account.handle,
                count=claimed,
            ),
            say("Try again later. Until then, do not take it that nothing is there."),
        )


def _less(account: Account, title: str) -> Skipped:
    return Skipped(
        where=account.handle,
        why=say(
            "{software} never lists posts that only followers see, not even to yourself. This list may be incomplete.",
            software=title,
        ),
    )
