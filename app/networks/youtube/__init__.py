"""YouTube: through a Google project of the person's own, and in the Takeout export of Google."""

from __future__ import annotations

from app.model.account import NetworkKey
from app.networks.network import Network
from app.networks.youtube.archive import NEVER_TOLD, read, recognise
from app.networks.youtube.look import LAG, copies, glimpse, page, sizes
from app.networks.youtube.names import KEY, understand
from app.networks.youtube.own import own
from app.networks.youtube.remove import DELETE, HIDE
from app.networks.youtube.sign_in import SIGN_IN

NETWORK = Network(
    key=KEY,
    title="YouTube",
    understand=understand,
    glimpse=glimpse,
    page=page,
    sizes=sizes,
    copies=copies,
    lag=LAG,
    sign_in=SIGN_IN,
    own=own,
    hide=HIDE,
    delete=DELETE,
    recognise=recognise,
    read=read,
    never_told=NEVER_TOLD,
    travels_in=NetworkKey("google"),
)
