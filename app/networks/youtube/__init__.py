"""YouTube, through a Google project of the person's own: thumbnails, channel picture and banner are its photos."""

from __future__ import annotations

from app.networks.network import Network
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
)
