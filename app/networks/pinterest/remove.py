"""Make boards of Pinterest secret, or delete single pins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from app.model.fix import Outcome
from app.model.photo import Photo
from app.model.problem import NetworkRefused
from app.model.sign_in import Power
from app.model.text import Text, say
from app.networks.bearer import OK, good, is_bare_yes, is_gone, refused, unreadable
from app.networks.network import Fix
from app.networks.pinterest.names import number
from app.networks.pinterest.sign_in import bearer
from app.networks.portraits import is_portrait

if TYPE_CHECKING:
    from app.networks.session import Session


def _board(photo: Photo) -> str:
    return photo.key.partition("/")[0]


def _pin(photo: Photo) -> str:
    """Return board and pin: all pictures of a carousel go together."""
    return "/".join(photo.key.split("/")[:2])


def _hide(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    """Make a board secret; what Pinterest then says of it must be so."""
    answer = bearer(session).send(
        "PATCH", f"/boards/{_number(of)}", why="hide", power=Power.CHANGE, json={"privacy": "SECRET"}
    )
    if is_gone(answer):
        return Outcome.WAS_GONE
    if good(answer).get("privacy") != "SECRET":
        raise NetworkRefused(
            say("Pinterest did not make the board secret."),
            say("Edit the board on Pinterest, and make it secret."),
        )
    return Outcome.DONE


def _delete(session: Session, of: str, _photos: Sequence[Photo]) -> Outcome:
    _, _, pin = of.partition("/")
    answer = bearer(session).send("DELETE", f"/pins/{_number(pin)}", why="delete", power=Power.DELETE)
    if is_gone(answer):
        return Outcome.WAS_GONE
    if is_bare_yes(answer):
        return Outcome.DONE
    raise unreadable(answer.host) if answer.status in OK else refused(answer)


def _number(of: str) -> str:
    key = number(of)
    if not key:
        raise NetworkRefused(
            say("We do not know the number of this pin, so it cannot be asked for."),
            say("List the photos of this account again."),
        )
    return key


def _says_hide(_photos: Sequence[Photo]) -> Text:
    return say("The whole board becomes secret, with every pin in it.")


def _says_delete(_photos: Sequence[Photo]) -> Text:
    return say("The pin is deleted. Pins that others saved from it stay.")


def _cannot(photo: Photo) -> Text | None:
    if is_portrait(photo):
        return say("Pinterest lets no app change a profile picture. Change it on your profile page.")
    board, _, pin = _pin(photo).partition("/")
    return (
        None if number(board) and number(pin) else say("We do not know the number of this pin at Pinterest.")
    )


_OTHERS: Final = say("What others saved from your boards stays on theirs.")
HIDE: Final = Fix(
    unit=_board, says=_says_hide, act=_hide, cannot=_cannot, power=Power.CHANGE, remarks=(_OTHERS,)
)
DELETE: Final = Fix(
    unit=_pin,
    stem=_pin,
    says=_says_delete,
    act=_delete,
    cannot=_cannot,
    remarks=(_OTHERS, say("A deleted pin cannot be brought back.")),
)
