"""Misskey and its relatives: Sharkey, Firefish, Iceshrimp, CherryPick and others with the same API."""

from __future__ import annotations

from app.networks.misskey.account import find
from app.networks.misskey.listing import photos
from app.networks.misskey.names import KEY, understand
from app.networks.misskey.own import own
from app.networks.misskey.removal import DELETE
from app.networks.misskey.settings import change, checks
from app.networks.misskey.sign_in import SIGN_IN
from app.networks.misskey.stranger import LAG, copies, glimpse, page, sizes
from app.networks.network import Network

# There is no way to hide a single photo: old notes can only be closed all at once, by date, which is the check
# "mk.before".
NETWORK = Network(
    key=KEY,
    title="Misskey",
    understand=understand,
    find=find,
    photos=photos,
    glimpse=glimpse,
    page=page,
    sizes=sizes,
    copies=copies,
    lag=LAG,
    sign_in=SIGN_IN,
    own=own,
    checks=checks,
    change=change,
    delete=DELETE,
)
