"""GitHub: the avatar of a name, which anybody can fetch."""

from __future__ import annotations

from app.networks.github.account import KEY, find, photos, understand
from app.networks.github.stranger import copies, glimpse, sizes
from app.networks.network import Network

NETWORK = Network(
    key=KEY,
    title="GitHub",
    understand=understand,
    find=find,
    photos=photos,
    glimpse=glimpse,
    sizes=sizes,
    copies=copies,
)
