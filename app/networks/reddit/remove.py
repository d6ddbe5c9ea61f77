"""Delete posts of Reddit. Reddit cannot hide a single post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from app.model.fix import Outcome, Pace
from app.model.photo import Photo
from app.model.problem import NetworkRefused
from app.model.sign_in import Power
from app.model.text import Text, say, say_count
from app.networks.bearer import OK, is_gone, refused, unreadable
from app.networks.network import Fix
from app.networks.portraits import is_portrait
from app.networks.reddit.names import post_name
from app.networks.reddit.sign_in import bearer

if TYPE_CHECKING:
    from app.networks.session import Session


def _unit(photo: Photo) -> str:
    return photo.key if is_portrait(photo) else photo.key.partition("/")[0]


def _delete(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    """Delete a post. Reddit answers with the same empty object whether it stood or not (praw's recordings)."""
    name = post_name(of)
    if not name:
        raise NetworkRefused(
            say("We do not know the number of this post, so it cannot be asked for."),
            say("List the photos of this account again."),
        )
    answer = bearer(session).send(
        "POST", "/api/del", why="delete", power=Power.DELETE, data={"id": name, "raw_json": "1"}
    )
    if is_gone(answer):
        return Outcome.WAS_GONE
    if answer.status not in OK or answer.is_html:
        raise refused(answer)
    if answer.json() != {}:
        raise unreadable(answer.host)
    return Outcome.DONE


def _says(photos: Sequence[Photo]) -> Text:
    return say_count(
        "The whole post is deleted, with its words and this photo. The comments of others stay.",
        "The whole post is deleted, with its words and these {count} photos. The comments of others stay.",
        len(photos),
    )


def _cannot(photo: Photo) -> Text | None:
    if is_portrait(photo):
        return say("Reddit lets no app change a profile picture. Change it on the page of your profile.")
    return None if post_name(_unit(photo)) else say("We do not know the number of this post at Reddit.")


DELETE = Fix(
    unit=_unit,
    says=_says,
    act=_delete,
    cannot=_cannot,
    pace=Pace(
        count=100, per=timedelta(minutes=1), source="Reddit Data API wiki: 100 requests a minute (recalled)"
    ),
    remarks=(
        say("Reddit's file server may show the picture for some days more to anybody who has its address."),
    ),
)
