"""Make videos of YouTube private, or delete them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast

from app.model.fix import Outcome, Pace
from app.model.photo import Photo, PhotoKind
from app.model.problem import NetworkRefused
from app.model.sign_in import Power
from app.model.text import Text, say
from app.networks.bearer import OK, good, is_bare_yes, is_gone, needed, unreadable
from app.networks.fields import record, rows, text
from app.networks.network import Fix
from app.networks.youtube.call import bearer, get, problem
from app.networks.youtube.names import video_id

if TYPE_CHECKING:
    from app.networks.ask import Json
    from app.networks.session import Session

# What videos.update takes; whatever of it is left out falls back to its default (developers.google.com/youtube/v3/docs/videos/update).
_KEPT: Final = (
    "embeddable",
    "license",
    "publicStatsViewable",
    "selfDeclaredMadeForKids",
    "containsSyntheticMedia",
)


def _unit(photo: Photo) -> str:
    return photo.key


def _hide(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    """Set a video to private and leave everything else of its status as it is."""
    key = _number(of)
    if Power.CHANGE not in session.grant.powers:
        raise needed(session, Power.CHANGE)
    told = get(session, "/videos", why="hide", params={"part": "status", "id": key})
    video = next((record(one) for one in rows(told.get("items"))), None)
    if video is None:
        return Outcome.WAS_GONE
    answer = bearer(session).send(
        "PUT",
        "/videos",
        why="hide",
        power=Power.CHANGE,
        params={"part": "status"},
        json=_private(key, record(video.get("status"))),
    )
    if is_gone(answer):
        return Outcome.WAS_GONE
    if answer.status not in OK:
        raise problem(session, answer, Power.CHANGE)
    if text(record(good(answer).get("status")).get("privacyStatus"), 40) != "private":
        raise NetworkRefused(
            say("YouTube answered, but the video is not private."),
            say("Set it to private in YouTube Studio."),
        )
    return Outcome.DONE


def _private(key: str, status: Mapping[str, object]) -> Json:
    kept = {name: status[name] for name in _KEPT if isinstance(status.get(name), str | bool)}
    return {"id": key, "status": cast("Json", {**kept, "privacyStatus": "private"})}


def _delete(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    answer = bearer(session).send(
        "DELETE", "/videos", why="delete", power=Power.DELETE, params={"id": _number(of)}
    )
    if is_gone(answer):
        return Outcome.WAS_GONE
    if is_bare_yes(answer):
        return Outcome.DONE
    raise unreadable(answer.host) if answer.status in OK else problem(session, answer, Power.DELETE)


def _number(of: str) -> str:
    key = video_id(of)
    if not key:
        raise NetworkRefused(
            say("We do not know the number of this video, so it cannot be asked for."),
            say("List the photos of this account again."),
        )
    return key


def _says_hide(_photos: Sequence[Photo]) -> Text:
    return say("The video becomes private: only you, and people whom you invited, can watch it.")


def _says_delete(_photos: Sequence[Photo]) -> Text:
    return say("The whole video is deleted, with its comments, and not only its still.")


def _cannot(photo: Photo) -> Text | None:
    if photo.kind is not PhotoKind.VIDEO_STILL:
        return say(
            "Change the picture and the banner of your channel in YouTube Studio, under Customisation."
        )
    return None if video_id(photo.key) else say("We do not know the number of this video at YouTube.")


# 10,000 units a day for a new project, 50 for each change (recalled).
_PACE = Pace(
    count=190, per=timedelta(days=1), source="developers.google.com/youtube/v3, quota costs (recalled)"
)
HIDE = Fix(
    unit=_unit,
    says=_says_hide,
    act=_hide,
    cannot=_cannot,
    power=Power.CHANGE,
    pace=_PACE,
    remarks=(
        say("The still of the video may stay open for a while under its old address. We look again for it."),
    ),
)
DELETE = Fix(
    unit=_unit,
    says=_says_delete,
    act=_delete,
    cannot=_cannot,
    pace=_PACE,
    remarks=(
        say("A deleted video cannot be brought back. Hiding it is enough to take it away from strangers."),
    ),
)
