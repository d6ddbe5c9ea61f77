"""Delete posts with pictures, and take avatar and banner down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from app.model.fix import Outcome, Pace
from app.model.photo import Photo, PhotoKind
from app.model.problem import NetworkRefused, NotThere
from app.model.sign_in import Power
from app.model.text import Text, say, say_count
from app.networks.bluesky.pictures import POSTS, cid_of
from app.networks.bluesky.scopes import PROFILE
from app.networks.bluesky.settings import read_record, rewrite
from app.networks.bluesky.signed import write
from app.networks.bluesky.xrpc import OK, Refusal, call, trouble
from app.networks.fields import record
from app.networks.network import Fix

if TYPE_CHECKING:
    from app.networks.answer import Answer
    from app.networks.session import Session

_POST = re.compile(rf"at://did:[^/#]+/{re.escape(POSTS)}/(?P<record_key>[A-Za-z0-9._~:-]{{1,512}})#\d+")
_PORTRAIT = re.compile(r"(?P<name>avatar|banner):(?P<cid>[A-Za-z0-9]{8,200})")
_UNIT = re.compile(r"post:(?P<record_key>[A-Za-z0-9._~:-]{1,512})")


def unit(photo: Photo) -> str:
    """Return what can only go as a whole: the post ("post:" and its record key), or the avatar or banner itself."""
    match = _POST.fullmatch(photo.key)
    return f"post:{match['record_key']}" if match else photo.key


def cannot(photo: Photo) -> Text | None:
    """Say why a photo cannot be deleted; None where it can."""
    if _POST.fullmatch(photo.key) or _PORTRAIT.fullmatch(photo.key):
        return None
    return say("We do not know where in the account this picture stands.")


def says(photos: Sequence[Photo]) -> Text:
    """Say what will happen to one unit."""
    kinds = {photo.kind for photo in photos}
    if PhotoKind.AVATAR in kinds:
        return say("The profile picture is taken down. The rest of the profile stays as it is.")
    if PhotoKind.BANNER in kinds:
        return say("The banner is taken down. The rest of the profile stays as it is.")
    if PhotoKind.VIDEO_STILL in kinds:
        return say(
            "The whole post is deleted, with its film and its words. Of the film only a still picture can be kept here."
        )
    return say_count(
        "The whole post is deleted, with its words and every picture in it.",
        "The whole post is deleted, with its words and every picture in it; {count} of them are listed here.",
        len(photos),
    )


def act(session: Session, unit: str, photos: Sequence[Photo]) -> Outcome:
    """Delete one post, or take avatar or banner down; nothing else of the account is touched.

    Raises SignInNeeded, SignInExpired, NetworkRefused and the Problems of the web. Asked a second time, for example
    after a crash, it finds nothing to do.
    """
    try:
        portrait = _PORTRAIT.fullmatch(unit)
        if portrait:
            return _take_down(session, portrait["name"], portrait["cid"])
        post = _UNIT.fullmatch(unit)
        if post:
            return _delete(session, post["record_key"])
    except NotThere as gone:
        # The account, not the photo: it moved or is switched off, and its pictures may well come back.
        raise NetworkRefused(gone.says, gone.remedy) from gone
    raise NetworkRefused(
        say("We do not know where in the account this picture stands."),
        say("List the account again, then try once more."),
    )


def _delete(session: Session, record_key: str) -> Outcome:
    """Delete one post. The server says yes also to one that is gone already, so it is looked for first.

    That look alone proves nothing: for an account that is switched off, servers pass the question on to others, who
    know of no such post. Only the server's yes to the deletion does.
    """
    place = {"repo": session.account.remote_id, "collection": POSTS, "rkey": record_key}
    try:
        found = call(session.web, session.account.server, "com.atproto.repo.getRecord", place, why="post")
    except NetworkRefused:
        found = None
    answer = write(session, "com.atproto.repo.deleteRecord", place, power=Power.DELETE)
    if answer.status != OK or not _is_yes(answer):
        raise trouble(answer)
    return Outcome.WAS_GONE if found is Refusal.NO_RECORD else Outcome.DONE


def _is_yes(answer: Answer) -> bool:
    """Whether a body says that a record was deleted: with the commit, or with nothing (older servers, and a second time)."""
    if not answer.body:
        return True
    told = answer.json()
    return told == {} or bool(record(record(told).get("commit")))


def _take_down(session: Session, name: str, cid: str) -> Outcome:
    """Write the profile without the picture, unless another one hangs there by now."""
    if cid_of(read_record(session.web, session.account, PROFILE).value.get(name)) != cid:
        return Outcome.WAS_GONE

    def without(value: dict[str, object]) -> None:
        if cid_of(value.get(name)) == cid:
            del value[name]

    rewrite(session, PROFILE, without, power=Power.DELETE)
    return Outcome.DONE


DELETE = Fix(
    unit=unit,
    # "at://did/collection/rkey#3": the picture's place stands behind the post's own address.
    stem=lambda photo: photo.key.partition("#")[0],
    says=says,
    act=act,
    power=Power.DELETE,
    cannot=cannot,
    # Besides, 35,000 a day and 3,000 requests in five minutes; the answers' headers tell when one of them is near.
    pace=Pace(
        count=5000,
        per=timedelta(hours=1),
        source="@atproto/pds rate limits: 5,000 points an hour, a deletion is one",
    ),
    remarks=(
        say(
            "A post can only be deleted whole. Its likes and reposts show nothing any more; answers of others stay."
        ),
        say(
            "Where the same file stands in another post of yours, it stays in reach until that post is deleted, too."
        ),
        say("Deleting cannot be undone. Copies at other services may stay: we look again and tell you."),
    ),
)
