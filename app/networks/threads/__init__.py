"""Threads: with a token of the person's own Meta app, and in the export of Instagram."""

from __future__ import annotations

from app.model.account import NetworkKey
from app.networks.glimpse import fetch
from app.networks.network import Network
from app.networks.signed_links import copies, sizes
from app.networks.threads.archive import NEVER_TOLD, read, recognise
from app.networks.threads.names import KEY
from app.networks.threads.own import own
from app.networks.threads.remove import DELETE
from app.networks.threads.sign_in import SIGN_IN

NETWORK = Network(
    key=KEY,
    title="Threads",
    glimpse=fetch,
    sizes=sizes,
    copies=copies,
    sign_in=SIGN_IN,
    own=own,
    delete=DELETE,
    recognise=recognise,
    read=read,
    never_told=NEVER_TOLD,
    travels_in=NetworkKey("instagram"),
)
