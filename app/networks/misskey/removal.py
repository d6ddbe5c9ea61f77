"""Delete notes and uploads: the note first, then each of its files, for a deleted note leaves its files where they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.model.fix import Outcome, Pace
from app.model.photo import Photo, PhotoKind
from app.model.sign_in import Power
from app.model.text import Text, say, say_count
from app.networks.fields import identifier, record
from app.networks.misskey.api import ask_as, refusal_of
from app.networks.misskey.media import FILE_KEY
from app.networks.misskey.own import attached, file_ids, profile
from app.networks.network import Fix

if TYPE_CHECKING:
    from app.networks.session import Session

_ON_THE_PROFILE: Final = frozenset({PhotoKind.AVATAR, PhotoKind.BANNER, PhotoKind.OLD_AVATAR})


def unit(photo: Photo) -> str:
    """Return the note that a photo stands in, or the upload that hangs in none."""
    return photo.key.partition("/")[0]


def _cannot(photo: Photo) -> Text | None:
    if photo.kind in _ON_THE_PROFILE:
        return say(
            "Take the picture off your profile by hand: Settings, Profile. Then delete the file in your Drive."
        )
    return None


def _says(photos: Sequence[Photo]) -> Text:
    if photos and photos[0].key.startswith(FILE_KEY):
        return say("The upload is deleted from your Drive.")
    return say_count(
        "The post is deleted, with its picture.",
        "The post is deleted, with its {count} pictures that we know of.",
        len(photos),
    )


def _delete(session: Session, key: str, photos: Sequence[Photo]) -> Outcome:
    """Delete one unit. Done again after a crash it finishes what was left: what is gone already is no error."""
    if key.startswith(FILE_KEY):
        return Outcome.DONE if _delete_file(session, key.removeprefix(FILE_KEY)) else Outcome.WAS_GONE
    files = _files(session, key, photos)
    done = _delete_note(session, key)
    for file in files:
        if _is_free(session, file):
            done = _delete_file(session, file) or done
    return Outcome.DONE if done else Outcome.WAS_GONE


def _files(session: Session, note: str, photos: Sequence[Photo]) -> list[str]:
    """Return the files of a note: as the server tells while it stands, and as we know them."""
    known = [identifier(photo.key.partition("/")[2]) for photo in photos]
    reply = ask_as(session, "notes/show", why="delete", noteId=note)
    told = file_ids(record(reply.value)) if reply.is_good else []
    return [one for one in dict.fromkeys([*told, *known]) if one]


def _delete_note(session: Session, note: str) -> bool:
    reply = ask_as(session, "notes/delete", why="delete", noteId=note)
    if reply.is_good:
        return True
    if reply.is_gone:
        return False
    raise refusal_of(reply, session.account, Power.DELETE)


def _is_free(session: Session, file: str) -> bool:
    """Whether nothing else shows a file: not another note, nor the profile.

    Deleting a file takes the picture out of every note that shows it, one that is meant to be kept among them.
    """
    if attached(session, file):
        return False
    me = profile(session)
    return file not in {identifier(me.get("avatarId")), identifier(me.get("bannerId"))}


def _delete_file(session: Session, file: str) -> bool:
    reply = ask_as(session, "drive/files/delete", why="delete", fileId=file)
    if reply.is_good:
        return True
    if reply.is_gone:
        return False
    raise refusal_of(reply, session.account, Power.DELETE)


DELETE: Final = Fix(
    unit=unit,
    says=_says,
    act=_delete,
    power=Power.DELETE,
    cannot=_cannot,
    pace=Pace(
        count=300, per=timedelta(hours=1), source="Misskey, notes/delete.ts: 300 an hour, one a second"
    ),
    remarks=(
        say("A file that another post or your profile shows as well stays, so that nothing else breaks."),
        say("A deleted post cannot be brought back."),
    ),
)
