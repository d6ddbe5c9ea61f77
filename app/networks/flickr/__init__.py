"""Flickr, with a key of the person's own: the network that tells most about who may see a photo."""

from __future__ import annotations

from app.networks.flickr.look import LAG, copies, glimpse, page, sizes
from app.networks.flickr.names import KEY, understand
from app.networks.flickr.own import own
from app.networks.flickr.remove import DELETE, HIDE
from app.networks.flickr.settings import checks
from app.networks.flickr.sign_in import SIGN_IN
from app.networks.network import Network

NETWORK = Network(
    key=KEY,
    title="Flickr",
    understand=understand,
    glimpse=glimpse,
    page=page,
    sizes=sizes,
    copies=copies,
    lag=LAG,
    sign_in=SIGN_IN,
    own=own,
    checks=checks,
    hide=HIDE,
    delete=DELETE,
)
