"""Delete posts of X. X cannot hide a single post."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from app.model.fix import Outcome, Pace
from app.model.photo import Photo
from app.model.problem import NetworkRefused, NotThere
from app.model.sign_in import Power
from app.model.text import Text, say, say_count
from app.networks.fields import record
from app.networks.network import Fix
from app.networks.portraits import is_portrait
from app.networks.x.call import send
from app.networks.x.money import PER_DELETION

if TYPE_CHECKING:
    from app.networks.session import Session

_POST = re.compile(r"\d{1,30}", re.ASCII)


def _unit(photo: Photo) -> str:
    return photo.key if is_portrait(photo) else photo.key.partition("/")[0]


def _delete(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    if not _POST.fullmatch(of):
        raise NetworkRefused(
            say("We do not know the number of this post, so it cannot be asked for."),
            say("List the photos of this account again."),
        )
    try:
        said = send(
            session, "DELETE", f"/2/tweets/{of}", why="delete", power=Power.DELETE, price=PER_DELETION
        )
    except NotThere:
        return Outcome.WAS_GONE
    if record(said.data).get("deleted") is not True:
        raise NetworkRefused(
            say("X answered, but did not delete the post."),
            say("Try again later, or delete it on the page of X."),
        )
    return Outcome.DONE


def _says(photos: Sequence[Photo]) -> Text:
    return say_count(
        "The whole post is deleted, with its words and this photo. X charges 0.01 US dollars.",
        "The whole post is deleted, with its words and these {count} photos. X charges 0.01 US dollars.",
        len(photos),
    )


def _cannot(photo: Photo) -> Text | None:
    if is_portrait(photo):
        return say("X lets no app change a profile picture in this way. Change it on your profile page.")
    return None if _POST.fullmatch(_unit(photo)) else say("We do not know the number of this post at X.")


DELETE = Fix(
    unit=_unit,
    says=_says,
    act=_delete,
    cannot=_cannot,
    pace=Pace(count=50, per=timedelta(minutes=15), source="docs.x.com, DELETE /2/tweets/:id"),
    remarks=(
        say("X charges 0.01 US dollars for each post. We stop before your limit is passed."),
        say("To hide everything at once and keep it, protect your posts in the settings of X instead."),
    ),
)
