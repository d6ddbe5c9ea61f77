"""VK, by its data archive or with a token that the person made: albums are closed, photos are deleted. Not tried live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model.text import Text, say
from app.networks import open_page
from app.networks.glimpse import fetch
from app.networks.network import Network
from app.networks.signed_links import sizes
from app.networks.vk.archive import read, recognise
from app.networks.vk.names import KEY
from app.networks.vk.own import own
from app.networks.vk.remove import DELETE, HIDE
from app.networks.vk.settings import checks
from app.networks.vk.sign_in import SIGN_IN

if TYPE_CHECKING:
    from app.model.photo import Photo
    from app.model.stranger import StrangerView
    from app.networks.web import Web


def _page(web: Web, photo: Photo) -> StrangerView:
    return open_page.look(web, photo.url)


def _copies(_photo: Photo) -> tuple[Text, ...]:
    return (
        say("Whoever saved the photo to an album of their own keeps it, and this app cannot take that down."),
    )


NETWORK = Network(
    key=KEY,
    title="VK",
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
        say("The pictures themselves: the archive holds only links to them."),
        say("Who may see an album or a photo."),
        say("Pictures in messages, which are not read here."),
    ),
)
