"""Delete posts of Threads. Who may see one post cannot be changed there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.model.fix import Outcome, Pace
from app.model.photo import Photo
from app.model.problem import Limited, NetworkRefused, NotThere
from app.model.sign_in import Power
from app.model.text import Text, say
from app.networks.fields import count, record, rows
from app.networks.graph import Graph, graph, number
from app.networks.network import Fix
from app.networks.portraits import is_portrait
from app.networks.threads.names import api

if TYPE_CHECKING:
    from app.networks.session import Session

_DAY: Final = timedelta(days=1)
_QUOTA = "delete_quota_usage,delete_config"


def unit(photo: Photo) -> str:
    """Return what goes as a whole: the post. A picture of a carousel has the key "post/picture"."""
    return photo.key.partition("/")[0]


def delete(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    """Delete one post; raises Limited where the quota of the day is used up, without trying."""
    post = number(of)
    if not post:
        raise NetworkRefused(
            say("We do not know the number of this post, so it cannot be asked for."),
            say("List the photos of this account again."),
        )
    asked = graph(session, api(session.account.server), Power.DELETE)
    _within_quota(session, asked.get("me/threads_publishing_limit", why="delete", params={"fields": _QUOTA}))
    try:
        told = asked.delete(post, why="delete")
    except NotThere:
        return _gone(asked, post)
    if told.get("success") is not True:
        raise NetworkRefused(
            say("Threads did not say that the post was deleted."),
            say("Look at the post on your profile, then try again."),
        )
    return Outcome.DONE


def _within_quota(session: Session, told: Mapping[str, object]) -> None:
    """Raise Limited where no deletion is left. What is not told does not stop: Threads will."""
    given = record(next(iter(rows(told.get("data"))), None))
    config = record(given.get("delete_config"))
    used, most = count(given.get("delete_quota_usage")), count(config.get("quota_total"))
    if used is None or most is None or used < most:
        return
    seconds = count(config.get("quota_duration")) or int(_DAY.total_seconds())
    # The quota counts over a moving day, so something may be free sooner; later than this it surely is.
    until = session.web.now() + min(timedelta(seconds=min(seconds, 10**6)), _DAY)
    raise Limited(
        say("Threads allows {count} deletions a day, and they are used up.", count=most),
        say("The rest waits and goes on after {until}.", until=until),
        until,
    )


def _gone(asked: Graph, post: str) -> Outcome:
    """Tell what is gone from what is not for this token: only what cannot be read either is gone."""
    try:
        asked.get(post, why="delete", params={"fields": "id"})
    except NotThere:
        return Outcome.WAS_GONE
    raise NetworkRefused(
        say("Threads does not let this token delete the post."),
        say("Make a new token with the permission threads_delete, and paste it on the page Accounts."),
    )


def _says(photos: Sequence[Photo]) -> Text:
    if len(photos) > 1:
        return say("The whole post is deleted, with all its pictures and what was written under it.")
    return say("The post is deleted, with its words and with other pictures in it.")


def _cannot(photo: Photo) -> Text | None:
    if is_portrait(photo):
        return say("Threads lets no app change a profile picture. Change it on your profile page.")
    return None if number(unit(photo)) else say("We do not know the number of this post at Threads.")


DELETE = Fix(
    unit=unit,
    says=_says,
    act=delete,
    cannot=_cannot,
    # Threads' own number, read before each deletion, may be another.
    pace=Pace(count=100, per=_DAY, source="recalled: developers.facebook.com, Threads rate limits"),
    remarks=(say("A deleted post cannot be brought back."),),
)
