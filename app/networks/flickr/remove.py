"""Make photos of Flickr private, or delete them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.model.fix import Outcome
from app.model.photo import Photo, PhotoKind
from app.model.problem import NetworkRefused
from app.model.sign_in import Power
from app.model.text import Text, say
from app.networks.flickr.call import NOT_FOUND, Failed, good, write
from app.networks.flickr.photos import photo_id
from app.networks.network import Fix

if TYPE_CHECKING:
    from app.networks.session import Session

# photos.geo.setPerms: the photo has no place.
_NO_PLACE = 2


def _unit(photo: Photo) -> str:
    return photo.key


def _hide(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    """Let only the person see a photo, and its place on the map too."""
    key = _number(of)
    told = write(
        session,
        Power.CHANGE,
        "photos.setPerms",
        photo_id=key,
        is_public=0,
        is_friend=0,
        is_family=0,
        perm_comment=0,
        perm_addmeta=0,
    )
    if isinstance(told, Failed) and told.code == NOT_FOUND:
        return Outcome.WAS_GONE
    good(told)
    # If the photo is shown again one day, its place is not.
    place = write(
        session,
        Power.CHANGE,
        "photos.geo.setPerms",
        photo_id=key,
        is_public=0,
        is_contact=0,
        is_friend=0,
        is_family=0,
    )
    if not (isinstance(place, Failed) and place.code in {NOT_FOUND, _NO_PLACE}):
        good(place)
    return Outcome.DONE


def _delete(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    told = write(session, Power.DELETE, "photos.delete", photo_id=_number(of))
    if isinstance(told, Failed) and told.code == NOT_FOUND:
        return Outcome.WAS_GONE
    good(told)
    return Outcome.DONE


def _number(of: str) -> str:
    """Return the id in a unit; what came from elsewhere must not become another question."""
    key = photo_id(of)
    if not key:
        raise NetworkRefused(
            say("We do not know the number of this photo, so it cannot be asked for."),
            say("List the photos of this account again."),
        )
    return key


def _says_hide(photos: Sequence[Photo]) -> Text:
    if any(photo.place is not None for photo in photos):
        return say("The photo becomes private, and its place on the map too. Its file gets new links.")
    return say("The photo becomes private: only you see it. Its file gets new links.")


def _says_delete(_photos: Sequence[Photo]) -> Text:
    return say("The photo is deleted, with its comments, its tags and its place in albums.")


def _cannot(photo: Photo) -> Text | None:
    if photo.kind is PhotoKind.AVATAR:
        return say("Flickr lets no app change a profile picture. Change it on your profile page.")
    return None if photo_id(photo.key) else say("We do not know the number of this photo at Flickr.")


HIDE = Fix(
    unit=_unit,
    says=_says_hide,
    act=_hide,
    cannot=_cannot,
    power=Power.CHANGE,
    remarks=(
        # flickrhelp.com: changing a photo to a stricter privacy setting changes its file links for good.
        say(
            "The links of the file change for good. Old links die, and pages that show the photo by them lose it."
        ),
    ),
)
DELETE = Fix(
    unit=_unit,
    says=_says_delete,
    act=_delete,
    cannot=_cannot,
    remarks=(say("Flickr keeps no bin: a deleted photo cannot be brought back."),),
)
