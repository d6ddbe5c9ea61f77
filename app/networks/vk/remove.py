"""Close albums of VK to everybody else, or delete single photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from app.model.fix import Outcome
from app.model.photo import Photo
from app.model.problem import NetworkRefused
from app.model.sign_in import Power
from app.model.text import Text, say
from app.networks.network import Fix
from app.networks.vk.call import Refused, vk
from app.networks.vk.names import number

if TYPE_CHECKING:
    from app.networks.session import Session


def _album(photo: Photo) -> str:
    return photo.key.partition("/")[0]


def _one(photo: Photo) -> str:
    return photo.key


def _hide(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    told = vk(session, Power.CHANGE).write("photos.editAlbum", album_id=_number(of), privacy_view="only_me")
    return _done(told)


def _delete(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    """Delete one photo. What VK refuses and does not list either is gone."""
    key, owner = _number(of.partition("/")[2]), _number(session.account.remote_id)
    asked = vk(session, Power.DELETE)
    try:
        return _done(asked.write("photos.delete", owner_id=owner, photo_id=key))
    except Refused:
        if asked.read("photos.getById", photos=f"{owner}_{key}") == []:
            return Outcome.WAS_GONE
        raise


def _done(told: object) -> Outcome:
    if told != 1 or isinstance(told, bool):
        raise NetworkRefused(
            say("VK did not say that it was done."), say("Look at the photo on VK, then try again.")
        )
    return Outcome.DONE


def _number(of: str) -> str:
    key = number(of)
    if not key:
        raise NetworkRefused(
            say("We do not know the number of this photo, so it cannot be asked for."),
            say("List the photos of this account again."),
        )
    return key


def _says_hide(_photos: Sequence[Photo]) -> Text:
    return say("The whole album is closed: only you see it and every photo in it.")


def _says_delete(_photos: Sequence[Photo]) -> Text:
    return say("The photo is deleted, with its comments.")


def _cannot_hide(photo: Photo) -> Text | None:
    if _album(photo).startswith("-"):
        return say("VK lets no app close the albums for profile pictures, the wall and saved photos.")
    return _cannot(photo)


def _cannot(photo: Photo) -> Text | None:
    return (
        None if number(photo.key.partition("/")[2]) else say("We do not know the number of this photo at VK.")
    )


HIDE: Final = Fix(unit=_album, says=_says_hide, act=_hide, cannot=_cannot_hide, power=Power.CHANGE)
DELETE: Final = Fix(
    unit=_one,
    stem=_one,
    says=_says_delete,
    act=_delete,
    cannot=_cannot,
    remarks=(say("Whoever saved the photo to their own albums keeps it."),),
)
