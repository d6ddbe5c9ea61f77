"""Pinterest, by its export or with a token of the person's own app: boards are made secret, pins are deleted.

Not tried live.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model.text import Text, say
from app.networks import open_page
from app.networks.glimpse import fetch
from app.networks.network import Network
from app.networks.pinterest.archive import read, recognise
from app.networks.pinterest.names import KEY
from app.networks.pinterest.own import own
from app.networks.pinterest.remove import DELETE, HIDE
from app.networks.pinterest.settings import checks
from app.networks.pinterest.sign_in import SIGN_IN
from app.networks.portraits import is_portrait
from app.networks.signed_links import sizes

if TYPE_CHECKING:
    from app.model.photo import Photo
    from app.model.stranger import StrangerView
    from app.networks.web import Web


def _page(web: Web, photo: Photo) -> StrangerView:
    return open_page.look(web, photo.url)


def _copies(photo: Photo) -> tuple[Text, ...]:
    if is_portrait(photo):
        return ()
    return (
        say("Whoever saved the pin keeps it on a board of their own, and this app cannot take that down."),
    )


NETWORK = Network(
    key=KEY,
    title="Pinterest",
    glimpse=fetch,
    page=_page,
    sizes=sizes,
    copies=_copies,
    sign_in=SIGN_IN,
    own=own,
    checks=checks,
    hide=HIDE,
    delete=DELETE,
    recognise=recognise,
    read=read,
    never_told=(
        say("The pictures themselves: the export tells only their numbers."),
        say("Whom you invited to a secret board."),
        say("Whether your whole profile is private."),
    ),
)
