"""Gravatar: the picture that hangs behind an e-mail address, for anybody who knows the address."""

from __future__ import annotations

from app.networks.gravatar.account import find, open_checks, photos
from app.networks.gravatar.names import KEY, perhaps, understand
from app.networks.gravatar.stranger import copies, glimpse, sizes
from app.networks.network import Network

NETWORK = Network(
    key=KEY,
    title="Gravatar",
    understand=understand,
    perhaps=perhaps,
    find=find,
    photos=photos,
    glimpse=glimpse,
    open_checks=open_checks,
    sizes=sizes,
    copies=copies,
)
