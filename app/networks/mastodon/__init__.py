"""Mastodon and the servers that speak its language: GoToSocial, Pixelfed, Friendica, Akkoma, Pleroma, Takahē, Hollo."""

from __future__ import annotations

from app.networks.mastodon.account import find
from app.networks.mastodon.archive import NEVER_TOLD, read, recognise
from app.networks.mastodon.copies import LAG, copies, elsewhere, sizes
from app.networks.mastodon.listing import photos
from app.networks.mastodon.names import KEY, understand
from app.networks.mastodon.open_settings import open_checks
from app.networks.mastodon.own import own
from app.networks.mastodon.remove import DELETE, HIDE
from app.networks.mastodon.settings import change, checks
from app.networks.mastodon.sign_in import SIGN_IN
from app.networks.mastodon.stranger import glimpse, page
from app.networks.network import Network

NETWORK = Network(
    key=KEY,
    title="Mastodon",
    understand=understand,
    find=find,
    photos=photos,
    glimpse=glimpse,
    page=page,
    elsewhere=elsewhere,
    open_checks=open_checks,
    sizes=sizes,
    copies=copies,
    lag=LAG,
    sign_in=SIGN_IN,
    own=own,
    checks=checks,
    change=change,
    hide=HIDE,
    delete=DELETE,
    recognise=recognise,
    read=read,
    never_told=NEVER_TOLD,
)
