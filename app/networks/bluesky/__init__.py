"""Bluesky, and every other server that speaks the AT Protocol."""

from __future__ import annotations

from app.networks.bluesky.account import find
from app.networks.bluesky.archive import NEVER_TOLD, read, recognise
from app.networks.bluesky.backup import backup
from app.networks.bluesky.deleting import DELETE
from app.networks.bluesky.files import LAG, copies, sizes
from app.networks.bluesky.listing import own, photos
from app.networks.bluesky.names import KEY, understand
from app.networks.bluesky.page import page
from app.networks.bluesky.settings import change, checks, open_checks
from app.networks.bluesky.sign_in import SIGN_IN
from app.networks.bluesky.stranger import glimpse
from app.networks.network import Network

NETWORK = Network(
    key=KEY,
    title="Bluesky",
    understand=understand,
    find=find,
    photos=photos,
    glimpse=glimpse,
    page=page,
    open_checks=open_checks,
    sizes=sizes,
    copies=copies,
    lag=LAG,
    sign_in=SIGN_IN,
    own=own,
    checks=checks,
    change=change,
    delete=DELETE,
    backup=backup,
    recognise=recognise,
    read=read,
    never_told=NEVER_TOLD,
)
